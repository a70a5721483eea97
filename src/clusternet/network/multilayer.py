"""Clusters, organizations and projects as one network of several layers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.projection import project
from clusternet.model.relations import RELATIONS, NodeKind, Relation

_TABLE_KEYS: dict[NodeKind, str] = {
    "cluster": "cluster_id",
    "organization": "organization_id",
    "project": "project_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """The nodes of one kind, in the order of every matrix.

    Parameters
    ----------
    ids : tuple of str
        Ids, unique.
    facts : pyarrow.Table
        One row a node, in the same order.
    """

    ids: tuple[str, ...]
    facts: pa.Table

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The edges of one relation.

    Parameters
    ----------
    relation : Relation
        What the edges say.
    source, target : ndarray of intp, shape (n_edges,)
        Positions in the nodes of the relation's two kinds; an undirected edge stands once, source < target.
    weight : ndarray of float64, shape (n_edges,)
        Strength: the share of an affiliation, the number of shared projects, else 1.
    valid_from, valid_to : pyarrow.Array of str
        Bounds of the edge as the data write them; null: unknown, taken as open.
    """

    relation: Relation
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    weight: NDArray[np.float64]
    valid_from: pa.Array
    valid_to: pa.Array

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class MultilayerNetwork:
    """A network of clusters, organizations and projects.

    Layers need not share nodes; organizations without any edge stay.

    Parameters
    ----------
    nodes : mapping of node kind to Nodes
        Clusters in their given order, organizations and projects by id (code points).
    layers : mapping of str to Layer
        Layer name to edges.
    incidence : csr_array of float64, shape (n_organizations, n_projects)
        1 where an organization takes part in a project.
    membership : csr_array of float64, shape (n_organizations, n_clusters)
        1 where an organization is affiliated with a cluster.
    manages : ndarray of bool, shape (n_organizations,)
        Whether an organization manages a counted cluster.
    """

    nodes: Mapping[NodeKind, Nodes]
    layers: Mapping[str, Layer]
    incidence: csr_array[np.float64]
    membership: csr_array[np.float64]
    manages: NDArray[np.bool_]

    @property
    def organizations(self) -> Nodes:
        """The organizations, in the order of every array a measure returns."""
        return self.nodes["organization"]

    @property
    def clusters(self) -> Nodes:
        """The counted clusters, in the order of every table."""
        return self.nodes["cluster"]

    @property
    def projects(self) -> Nodes:
        """The projects in scope."""
        return self.nodes["project"]

    def __repr__(self) -> str:
        """Say how many nodes of each kind and edges of each layer there are."""
        nodes = ", ".join(f"{len(nodes):,} {kind}s" for kind, nodes in self.nodes.items())
        layers = ", ".join(f"{name} {len(layer):,}" for name, layer in self.layers.items())
        return f"<MultilayerNetwork of {nodes}; ties by layer: {layers}>"


def network_from_tables(
    *,
    clusters: pa.Table,
    organizations: pa.Table,
    projects: pa.Table,
    affiliations: pa.Table,
    participations: pa.Table,
) -> MultilayerNetwork:
    """Build the network of a scope.

    Parameters
    ----------
    clusters : pyarrow.Table
        ``cluster_id`` and ``position``, which orders them.
    organizations, projects : pyarrow.Table
        Headed by their ids; every id of the other tables must be among them.
    affiliations : pyarrow.Table
        ``organization_id, cluster_id, weight, manages, valid_from, valid_to``.
    participations : pyarrow.Table
        ``organization_id, project_id, coordinates``, at most once each.
    """
    nodes: dict[NodeKind, Nodes] = {
        "cluster": _nodes(clusters, "cluster", "position"),
        "organization": _nodes(organizations, "organization", "organization_id"),
        "project": _nodes(projects, "project", "project_id"),
    }
    # In node order, so that layers do not depend on the order in which an engine returns its rows.
    affiliations = affiliations.sort_by([("organization_id", "ascending"), ("cluster_id", "ascending")])
    participations = _with_project_dates(participations, nodes["project"]).sort_by(
        [("organization_id", "ascending"), ("project_id", "ascending")]
    )
    layers = {
        "membership": _layer("membership", affiliations, nodes),
        "management": _layer("management", affiliations.filter(affiliations["manages"]), nodes),
        "participation": _layer("participation", participations, nodes),
        "coordination": _layer("coordination", participations.filter(participations["coordinates"]), nodes),
    }
    incidence = _matrix(layers["participation"], nodes)
    manages = np.zeros(len(nodes["organization"]), dtype=np.bool_)
    manages[layers["management"].source] = True
    return MultilayerNetwork(
        nodes=nodes,
        layers=_Layers(layers, incidence),
        incidence=incidence,
        membership=_matrix(layers["membership"], nodes),
        manages=manages,
    )


class _Layers(Mapping[str, Layer]):
    """Layers by name; collaboration, far larger than what it is made of, only once somebody asks for it."""

    def __init__(self, given: Mapping[str, Layer], incidence: csr_array[np.float64]) -> None:
        self._made = dict(given)
        self._names = (*given, "collaboration")
        self._incidence = incidence

    def __getitem__(self, name: str) -> Layer:
        if name == "collaboration" and name not in self._made:
            self._made[name] = _collaboration(self._incidence)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _nodes(facts: pa.Table, kind: NodeKind, order: str) -> Nodes:
    facts = facts.sort_by(order)
    return Nodes(ids=tuple(facts[_TABLE_KEYS[kind]].to_pylist()), facts=facts)


def _with_project_dates(participations: pa.Table, projects: Nodes) -> pa.Table:
    places = pc.index_in(participations["project_id"], value_set=pa.array(projects.ids, pa.string()))
    return participations.append_column(
        "valid_from", projects.facts["start_date"].take(places)
    ).append_column("valid_to", projects.facts["end_date"].take(places))


def _layer(name: str, edges: pa.Table, nodes: Mapping[NodeKind, Nodes]) -> Layer:
    relation = RELATIONS[name]
    weighted = name == "membership"
    return Layer(
        relation=relation,
        source=_positions(edges, relation.source, nodes),
        target=_positions(edges, relation.target, nodes),
        weight=edges["weight"].to_numpy() if weighted else np.ones(edges.num_rows),
        valid_from=edges["valid_from"].combine_chunks(),
        valid_to=edges["valid_to"].combine_chunks(),
    )


def _positions(edges: pa.Table, kind: NodeKind, nodes: Mapping[NodeKind, Nodes]) -> NDArray[np.intp]:
    positions = pc.index_in(
        edges[_TABLE_KEYS[kind]].combine_chunks(), value_set=pa.array(nodes[kind].ids, pa.string())
    )
    return cast("NDArray[np.intp]", positions.to_numpy(zero_copy_only=False).astype(np.intp))


def _matrix(layer: Layer, nodes: Mapping[NodeKind, Nodes]) -> csr_array[np.float64]:
    shape = (len(nodes[layer.relation.source]), len(nodes[layer.relation.target]))
    matrix = csr_array((np.ones(len(layer)), (layer.source, layer.target)), shape=shape)
    matrix.sort_indices()
    return matrix


def _collaboration(incidence: csr_array[np.float64]) -> Layer:
    """Organizations that share projects: one edge a pair, weighted by how many."""
    ties = project(incidence).tocoo()
    once = ties.row < ties.col
    unknown = pa.nulls(int(once.sum()), pa.string())
    return Layer(
        relation=RELATIONS["collaboration"],
        source=ties.row[once].astype(np.intp),
        target=ties.col[once].astype(np.intp),
        weight=ties.data[once].astype(np.float64),
        valid_from=unknown,
        valid_to=unknown,
    )
