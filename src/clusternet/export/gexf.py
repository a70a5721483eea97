"""The network as GEXF 1.3, for Gephi and Gephi Lite, with colors and positions; layers are kinds of edges."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from clusternet.export.columns import batches, in_words, lines
from clusternet.export.graph import NO_CLUSTER, Looks, exchanged
from clusternet.export.markup import HEAD, attribute, element, joined, quoted, type_name
from clusternet.network.multilayer import MultilayerNetwork

_GEXF = (
    b'<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    b' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n'
)
_SIZES = {"cluster": "20.0", "organization": "8.0", "project": "4.0"}


def render_gexf(
    network: MultilayerNetwork, looks: Looks, layers: Sequence[str] | None = None, *, about: str = ""
) -> Iterator[bytes]:
    """Yield a GEXF file, piece by piece; it does not say the day, so that equal networks give equal bytes.

    Parameters
    ----------
    network : MultilayerNetwork
        What to write.
    looks : Looks
        Colors and positions.
    layers : sequence of str, optional
        Layers to take; all by default.
    about : str
        What whoever opens the file must know.

    Raises
    ------
    UnknownName
        If there is no such layer.
    """
    graph = exchanged(network, layers)
    of_nodes = _attributes(graph.nodes, apart_from=("node", "label"))
    of_edges = _attributes(graph.edges, apart_from=("source", "target", "weight"))
    way = "directed" if graph.directed else "undirected"
    meta = element("creator", "clusternet") + (element("description", about) if about else "")
    yield HEAD + _GEXF + f'<meta>{meta}</meta>\n<graph defaultedgetype="{way}" mode="static">\n'.encode()
    yield _declared("node", graph.nodes, of_nodes) + _declared("edge", graph.edges, of_edges)
    yield b"<nodes>\n"
    for rows in batches(graph.nodes):
        yield lines(
            '<node id="', quoted(rows["node"]), '" label="', quoted(rows["label"]), '">',
            *_values(rows, of_nodes), *_drawn(rows, looks), "</node>\n",
        )  # fmt: skip
    yield b"</nodes>\n<edges>\n"
    first = 0
    for rows in batches(graph.edges):
        ids = pa.array(np.arange(first, first + rows.num_rows)).cast(pa.string())
        first += rows.num_rows
        yield lines(
            '<edge id="', ids, '" source="', quoted(rows["source"]), '" target="', quoted(rows["target"]),
            '" kind="', quoted(rows["layer"]), '" weight="', in_words(rows["weight"]), '">',
            *_values(rows, of_edges), "</edge>\n",
        )  # fmt: skip
    yield b"</edges>\n</graph>\n</gexf>\n"


def _attributes(table: pa.Table, *, apart_from: Sequence[str]) -> dict[str, int]:
    names = [name for name in table.column_names if name not in apart_from]
    return {name: place for place, name in enumerate(names)}


def _declared(element: str, table: pa.Table, ids: dict[str, int]) -> bytes:
    declared = "".join(
        f'<attribute id="{place}" {attribute("title", name)} type="{type_name(table[name])}"/>\n'
        for name, place in ids.items()
    )
    return f'<attributes class="{element}" mode="static">\n{declared}</attributes>\n'.encode()


def _values(rows: pa.RecordBatch, ids: dict[str, int]) -> list[pa.Array | str]:
    values = [
        joined(f'<attvalue for="{place}" value="', quoted(rows[name]), '"/>') for name, place in ids.items()
    ]
    return ["<attvalues>", *values, "</attvalues>"]


def _drawn(rows: pa.RecordBatch, looks: Looks) -> list[pa.Array]:
    nodes = rows["node"].to_pylist()
    sizes = [_SIZES[kind] for kind in rows["node_kind"].to_pylist()]
    return [
        pa.array([_color(looks.colors.get(node, NO_CLUSTER)) for node in nodes], pa.string()),
        joined('<viz:size value="', pa.array(sizes, pa.string()), '"/>'),
        pa.array([_position(looks.positions.get(node)) for node in nodes], pa.string()),
    ]


def _color(color: str) -> str:
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return f'<viz:color r="{red}" g="{green}" b="{blue}" a="1.0"/>'


def _position(place: tuple[float, float] | None) -> str | None:
    return None if place is None else f'<viz:position x="{place[0]}" y="{place[1]}" z="0.0"/>'
