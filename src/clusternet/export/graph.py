"""The network as other programs exchange it: labels for all nodes, facts of one type, isolates kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.network.convert import to_arrow
from clusternet.network.multilayer import MultilayerNetwork

NO_CLUSTER = "#B8AF9C"
_CALLED = ("name", "acronym", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How nodes are drawn, by node id such as ``organization:ID``.

    Parameters
    ----------
    colors : mapping of str to str
        Color ``#rrggbb``; `NO_CLUSTER` for nodes without one.
    positions : mapping of str to (float, float)
        Places in the plane; nodes without one get none.
    """

    colors: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A network as columns; null is unknown, and a fact that nobody states is no column.

    Parameters
    ----------
    nodes : pyarrow.Table
        ``node`` (its id, ``organization:ID``), ``label``, ``node_kind`` and facts. No column is called
        ``id``, to which formats give a meaning of their own.
    edges : pyarrow.Table
        ``source``, ``target``, ``layer``, ``weight``, ``directed`` and bounds of validity.
    directed : bool
        Whether any layer is; then undirected edges stand once, with ``directed`` false.
    """

    nodes: pa.Table
    edges: pa.Table
    directed: bool


def exchanged(network: MultilayerNetwork, layers: Sequence[str] | None = None) -> Exchange:
    """Return a network, or some layers of it, as it is exchanged.

    Raises
    ------
    UnknownName
        If there is no such layer.
    """
    nodes, edges = to_arrow(network, layers)
    directed = {name: network.layers[name].relation.directed for name in layers or network.layers}
    one_way = pa.array([name for name, is_directed in directed.items() if is_directed], pa.string())
    edges = edges.append_column("directed", pc.is_in(edges["layer"], value_set=one_way))
    return Exchange(
        nodes=_stated(nodes.drop_columns(["id"]).add_column(1, "label", _labels(nodes))),
        edges=_stated(edges),
        directed=any(directed.values()),
    )


def _labels(nodes: pa.Table) -> pa.ChunkedArray:
    """Return what each node is called, by its id if it has no name."""
    names = [nodes[name] for name in _CALLED if name in nodes.column_names]
    said = [pc.if_else(pc.equal(name, ""), pa.scalar(None, pa.string()), name) for name in names]
    return pc.coalesce(*said, nodes["id"])


def _stated(table: pa.Table) -> pa.Table:
    """Leave out columns in which nothing is known, and take numbers that are none for unknown."""
    columns = {}
    for name in table.column_names:
        values = table[name]
        if pa.types.is_floating(values.type):
            values = pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
        if values.null_count < len(values) or not len(values):
            columns[name] = values
    return pa.table(columns)
