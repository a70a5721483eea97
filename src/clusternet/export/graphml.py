"""The network as GraphML, for Gephi, yEd, igraph, networkx.

Edges have no id: it is optional, and readers that find one twice in a file keep one of the edges only.
"""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from clusternet.export.columns import batches, lines
from clusternet.export.graph import exchanged
from clusternet.export.markup import HEAD, attribute, content, element, joined, quoted, type_name
from clusternet.network.multilayer import MultilayerNetwork

_GRAPHML = (
    b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    b' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    b' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_DRAWN_BY = frozenset({"x", "y", "z", "xpos", "ypos", "size", "r", "g", "b"})


def render_graphml(
    network: MultilayerNetwork, layers: Sequence[str] | None = None, *, about: str = ""
) -> Iterator[bytes]:
    """Yield a GraphML file, piece by piece.

    A fact by a name that Gephi takes for part of the drawing, such as ``size``, has ``_stated`` after it.

    Parameters
    ----------
    network : MultilayerNetwork
        What to write.
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
    of_nodes = {name: f"n{place}" for place, name in enumerate(graph.nodes.column_names[1:])}
    of_edges = {name: f"e{place}" for place, name in enumerate(graph.edges.column_names[2:])}
    yield HEAD + _GRAPHML + (element("desc", about) + "\n" if about else "").encode()
    yield _keys("node", graph.nodes, of_nodes) + _keys("edge", graph.edges, of_edges)
    yield f'<graph edgedefault="{"directed" if graph.directed else "undirected"}">\n'.encode()
    for rows in batches(graph.nodes):
        yield lines('<node id="', quoted(rows["node"]), '">', *_data(rows, of_nodes), "</node>\n")
    for rows in batches(graph.edges):
        source, target = quoted(rows["source"]), quoted(rows["target"])
        yield lines('<edge source="', source, '" target="', target, '">', *_data(rows, of_edges), "</edge>\n")
    yield b"</graph>\n</graphml>\n"


def _keys(element: str, table: pa.Table, ids: dict[str, str]) -> bytes:
    return "".join(
        f'<key id="{key}" for="{element}" {attribute("attr.name", _called(name))}'
        f' attr.type="{type_name(table[name])}"/>\n'
        for name, key in ids.items()
    ).encode()


def _called(name: str) -> str:
    return f"{name}_stated" if name.lower() in _DRAWN_BY else name


def _data(rows: pa.RecordBatch, ids: dict[str, str]) -> list[pa.Array]:
    return [joined(f'<data key="{key}">', content(rows[name]), "</data>") for name, key in ids.items()]
