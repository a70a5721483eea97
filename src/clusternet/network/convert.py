"""The network as other libraries know networks.

Node ids are ``organization:ID``, ``cluster:ID`` and ``project:ID``.
"""

from collections.abc import Sequence

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from clusternet.exceptions import UnknownName
from clusternet.model.relations import NodeKind
from clusternet.model.tables import TABLES
from clusternet.network.multilayer import Layer, MultilayerNetwork

_PERSONAL = {"name", "vat_number", "tax_code", "latitude", "longitude"}
_IMPERSONAL = {column.name for column in TABLES["organizations"].columns} - _PERSONAL
_OURS = {
    "node",
    "node_kind",
    "id",
    "label",
}  # what a node has here and in files, whatever columns the data have


def to_scipy(network: MultilayerNetwork, layer: str) -> csr_array[np.float64]:
    """Return one layer as a matrix of weights.

    Returns
    -------
    csr_array of float64, shape (n_source_nodes, n_target_nodes)
        Rows and columns in the order of ``network.nodes``; symmetric for an undirected layer.

    Raises
    ------
    UnknownName
        If there is no such layer.
    """
    edges = _layer(network, layer)
    shape = (len(network.nodes[edges.relation.source]), len(network.nodes[edges.relation.target]))
    matrix = csr_array((edges.weight, (edges.source, edges.target)), shape=shape)
    return matrix if edges.relation.directed else csr_array(matrix + matrix.T)


def to_arrow(network: MultilayerNetwork, layers: Sequence[str] | None = None) -> tuple[pa.Table, pa.Table]:
    """Return nodes and edges as two tables of columns.

    Parameters
    ----------
    network : MultilayerNetwork
        The network.
    layers : sequence of str, optional
        Layers to take; all by default.

    Returns
    -------
    nodes : pyarrow.Table
        ``node, node_kind, id`` and every fact of the three tables, null where one has no such fact. A column
        of the data with one of these names, or named ``label``, has ``_stated`` after it.
    edges : pyarrow.Table
        ``source, target, layer, weight, valid_from, valid_to``.

    Raises
    ------
    UnknownName
        If there is no such layer.
    """
    edges = [_edges(network, name) for name in (network.layers if layers is None else layers)]
    nodes = [_nodes(network, kind) for kind in network.nodes]
    return pa.concat_tables(nodes, promote_options="permissive"), pa.concat_tables(edges)


def to_pandas(
    network: MultilayerNetwork, layers: Sequence[str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return nodes and edges as two tables.

    Parameters
    ----------
    network : MultilayerNetwork
        The network.
    layers : sequence of str, optional
        Layers to take; all by default.

    Returns
    -------
    nodes : DataFrame
        Index ``node``; ``node_kind``, ``id`` and every fact of the three tables.
    edges : DataFrame
        ``source, target, layer, weight, valid_from, valid_to``.
    """
    nodes, edges = to_arrow(network, layers)
    return nodes.to_pandas(types_mapper=_nullable).set_index("node"), edges.to_pandas(types_mapper=_nullable)


def to_networkx(
    network: MultilayerNetwork, layers: Sequence[str] | None = None
) -> "nx.MultiDiGraph[str] | nx.MultiGraph[str]":
    """Return the network for networkx.

    Only undirected layers give a ``MultiGraph``; else a ``MultiDiGraph``, in which an undirected edge stands
    once, with ``directed=False``. Edge keys are layer names. Unknown facts are left out, never None.
    """
    nodes, edges = to_pandas(network, layers)
    directed = any(_layer(network, name).relation.directed for name in edges["layer"].unique())
    graph: nx.MultiDiGraph[str] | nx.MultiGraph[str] = nx.MultiDiGraph() if directed else nx.MultiGraph()
    graph.add_nodes_from(zip(nodes.index, _known(nodes), strict=True))
    facts = _known(edges.drop(columns=["source", "target"]))
    for source, target, fact in zip(edges["source"], edges["target"], facts, strict=True):
        relation = _layer(network, str(fact["layer"])).relation
        graph.add_edge(source, target, key=fact["layer"], **fact, directed=relation.directed)
    return graph


def to_igraph(network: MultilayerNetwork, layer: str = "collaboration") -> "igraph.Graph":
    """Return one layer for igraph, with all nodes of its kinds and the attributes ``name`` and ``weight``."""
    edges = _layer(network, layer)
    kinds = dict.fromkeys((edges.relation.source, edges.relation.target))
    names = [node for kind in kinds for node in _node_ids(network, kind)]
    offset = 0 if len(kinds) == 1 else len(network.nodes[edges.relation.source])
    return igraph.Graph(
        n=len(names),
        edges=np.column_stack([edges.source, edges.target + offset]).tolist(),
        directed=edges.relation.directed,
        vertex_attrs={"name": names},
        edge_attrs={"weight": edges.weight.tolist()},
    )


def _shown_facts(facts: pa.Table, kind: NodeKind) -> pa.Table:
    """Drop what only this house needs: the id, which the node has, bounds of dates, places in orders."""
    bounds = {f"{name}{end}" for name in facts.column_names for end in ("_first", "_last")}
    inner = bounds | {f"{kind}_id", "__line__"} | ({"position"} if kind == "cluster" else set())
    shown = _without_persons(facts, kind)
    return shown.select([name for name in facts.column_names if name not in inner])


def _without_persons(facts: pa.Table, kind: NodeKind) -> pa.Table:
    """Let the id stand for the name of a person, and leave out what else would tell who it is."""
    if kind != "organization" or "person" not in facts.column_names:
        return facts
    person = pc.fill_null(facts["person"], False)  # noqa: FBT003  unknown is no person
    for name in (
        set(facts.column_names) - _IMPERSONAL
    ):  # of columns we do not know, nobody knows what they tell
        place = facts.column_names.index(name)
        instead = facts[f"{kind}_id"] if name == "name" else pa.nulls(facts.num_rows, facts[name].type)
        facts = facts.set_column(place, name, pc.if_else(person, instead, facts[name]))
    return facts


def _layer(network: MultilayerNetwork, name: str) -> Layer:
    try:
        return network.layers[name]
    except KeyError:
        raise UnknownName(
            f"There is no layer {name!r} in this network: choose among {', '.join(network.layers)}."
        ) from None


def _node_ids(network: MultilayerNetwork, kind: NodeKind) -> list[str]:
    return [f"{kind}:{name}" for name in network.nodes[kind].ids]


def _nodes(network: MultilayerNetwork, kind: NodeKind) -> pa.Table:
    nodes = network.nodes[kind]
    facts = _shown_facts(nodes.facts, kind)
    return pa.table(
        {
            "node": pa.array(_node_ids(network, kind), pa.string()),
            "node_kind": pa.array([kind] * len(nodes), pa.string()),
            "id": pa.array(nodes.ids, pa.string()),
            **{f"{name}_stated" if name in _OURS else name: facts[name] for name in facts.column_names},
        }
    )


def _edges(network: MultilayerNetwork, name: str) -> pa.Table:
    layer = _layer(network, name)
    source = pa.array(_node_ids(network, layer.relation.source), pa.string())
    target = pa.array(_node_ids(network, layer.relation.target), pa.string())
    return pa.table(
        {
            "source": source.take(pa.array(layer.source)),
            "target": target.take(pa.array(layer.target)),
            "layer": pa.repeat(name, len(layer)),
            "weight": layer.weight,
            "valid_from": layer.valid_from,
            "valid_to": layer.valid_to,
        }
    )


def _nullable(arrow_type: pa.DataType) -> object | None:
    """Keep unknown apart from false, zero and empty."""
    if pa.types.is_string(arrow_type):
        return pd.StringDtype()
    if pa.types.is_boolean(arrow_type):
        return pd.BooleanDtype()
    return pd.Int64Dtype() if pa.types.is_integer(arrow_type) else None


def _known(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Row by row, the facts that are known."""
    present = frame.notna().to_numpy()
    columns = [str(column) for column in frame.columns]
    rows = frame.itertuples(index=False, name=None)
    return [
        {
            column: value.item() if isinstance(value, np.generic) else value
            for column, value, known in zip(columns, row, flags, strict=True)
            if known
        }
        for row, flags in zip(rows, present, strict=True)
    ]
