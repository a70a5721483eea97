"""The network: node order, layers, isolates, and the way to other libraries."""

import networkx as nx
import numpy as np
import pyarrow as pa
import pytest

from clusternet.exceptions import UnknownName
from clusternet.network.convert import to_igraph, to_networkx, to_pandas, to_scipy
from clusternet.network.multilayer import network_from_tables

UNKNOWN = None


@pytest.fixture
def two_clusters_one_isolate():
    """c is in no project; Ü sorts after z by code point; the tables come in no particular order."""
    return network_from_tables(
        clusters=pa.table({"cluster_id": ["beta", "alpha"], "position": [1, 0], "name": ["B", "A"]}),
        organizations=pa.table(
            {
                "organization_id": ["Ü", "b", "c", "a"],
                "name": ["Ü", "Bee", "Sea", "Ay"],
                "is_sme": [None, True, False, None],
            }
        ),
        projects=pa.table(
            {
                "project_id": ["p2", "p1"],
                "start_date": ["2019-05", UNKNOWN],
                "end_date": pa.array([UNKNOWN, UNKNOWN], pa.string()),
            }
        ),
        affiliations=pa.table(
            {
                "organization_id": ["b", "a", "a"],
                "cluster_id": ["beta", "beta", "alpha"],
                "weight": [1.0, 0.5, 0.5],
                "manages": [True, False, False],
                "valid_from": ["2010", UNKNOWN, UNKNOWN],
                "valid_to": pa.array([UNKNOWN, UNKNOWN, UNKNOWN], pa.string()),
            }
        ),
        participations=pa.table(
            {
                "organization_id": ["Ü", "b", "a", "a"],
                "project_id": ["p2", "p2", "p1", "p2"],
                "coordinates": [False, True, False, False],
            }
        ),
    )


def test_nodes_stand_in_canonical_order(two_clusters_one_isolate):
    network = two_clusters_one_isolate
    assert network.clusters.ids == ("alpha", "beta")
    assert network.organizations.ids == ("a", "b", "c", "Ü")
    assert network.organizations.facts["name"].to_pylist() == ["Ay", "Bee", "Sea", "Ü"]
    assert network.projects.ids == ("p1", "p2")


def test_incidence_membership_and_managers_are_in_node_order(two_clusters_one_isolate):
    network = two_clusters_one_isolate
    assert network.incidence.toarray().tolist() == [[1, 1], [0, 1], [0, 0], [0, 1]]
    assert network.membership.toarray().tolist() == [[1, 1], [0, 1], [0, 0], [0, 0]]
    assert network.manages.tolist() == [False, True, False, False]


def test_collaboration_is_the_projection_each_pair_once(two_clusters_one_isolate):
    layer = two_clusters_one_isolate.layers["collaboration"]
    pairs = zip(layer.source.tolist(), layer.target.tolist(), layer.weight.tolist(), strict=True)
    assert list(pairs) == [(0, 1, 1.0), (0, 3, 1.0), (1, 3, 1.0)]


def test_edges_keep_the_dates_of_their_membership_or_project(two_clusters_one_isolate):
    layers = two_clusters_one_isolate.layers
    assert layers["membership"].valid_from.to_pylist() == [None, None, "2010"]
    assert layers["participation"].valid_from.to_pylist() == [None, "2019-05", "2019-05", "2019-05"]


def test_repr_counts_nodes_by_kind_and_ties_by_layer(two_clusters_one_isolate):
    assert repr(two_clusters_one_isolate) == (
        "<MultilayerNetwork of 2 clusters, 4 organizations, 2 projects; ties by layer: "
        "membership 3, management 1, participation 4, coordination 1, collaboration 3>"
    )


def test_scipy_matrices_are_in_node_order(two_clusters_one_isolate):
    membership = to_scipy(two_clusters_one_isolate, "membership").toarray()
    assert membership.tolist() == [[0.5, 0.5], [0, 1], [0, 0], [0, 0]]
    collaboration = to_scipy(two_clusters_one_isolate, "collaboration").toarray()
    assert (collaboration == collaboration.T).all()
    assert collaboration.sum() == 6


def test_networkx_keeps_isolates_types_and_layers_and_leaves_out_the_unknown(two_clusters_one_isolate):
    graph = to_networkx(two_clusters_one_isolate)
    assert graph.number_of_nodes() == 8
    assert graph.nodes["organization:c"] == {
        "name": "Sea",
        "is_sme": False,
        "node_kind": "organization",
        "id": "c",
    }
    assert "is_sme" not in graph.nodes["organization:a"]
    assert graph["organization:b"]["cluster:beta"]["management"] == {
        "layer": "management",
        "weight": 1.0,
        "valid_from": "2010",
        "directed": True,
    }
    assert graph.number_of_edges() == 12


def test_networkx_of_collaboration_alone_is_undirected(two_clusters_one_isolate):
    graph = to_networkx(two_clusters_one_isolate, ["collaboration"])
    assert not graph.is_directed()
    assert set(nx.isolates(graph)) == {
        "organization:c",
        "cluster:alpha",
        "cluster:beta",
        "project:p1",
        "project:p2",
    }


def test_igraph_has_the_nodes_of_the_layer_and_its_weights(two_clusters_one_isolate):
    collaboration = to_igraph(two_clusters_one_isolate)
    assert collaboration.vs["name"] == [
        "organization:a",
        "organization:b",
        "organization:c",
        "organization:Ü",
    ]
    assert collaboration.degree() == [2, 2, 0, 2]
    participation = to_igraph(two_clusters_one_isolate, "participation")
    assert participation.is_directed()
    assert participation.degree(["organization:a", "project:p2"], mode="all") == [2, 3]


def test_pandas_has_every_node_and_the_edges_of_the_layers_asked_for(two_clusters_one_isolate):
    nodes, edges = to_pandas(two_clusters_one_isolate, ["membership"])
    assert nodes.index.tolist()[:3] == ["cluster:alpha", "cluster:beta", "organization:a"]
    assert edges[["source", "target", "weight"]].to_numpy().tolist() == [
        ["organization:a", "cluster:alpha", 0.5],
        ["organization:a", "cluster:beta", 0.5],
        ["organization:b", "cluster:beta", 1.0],
    ]


def test_an_unknown_layer_is_named(two_clusters_one_isolate):
    with pytest.raises(UnknownName, match=r"no layer 'friendship'.*choose among membership"):
        to_scipy(two_clusters_one_isolate, "friendship")


def test_an_empty_network_has_empty_matrices():
    text = pa.array([], pa.string())
    network = network_from_tables(
        clusters=pa.table({"cluster_id": text, "position": pa.array([], pa.int64()), "name": text}),
        organizations=pa.table({"organization_id": text, "name": text}),
        projects=pa.table({"project_id": text, "start_date": text, "end_date": text}),
        affiliations=pa.table(
            {
                "organization_id": text,
                "cluster_id": text,
                "weight": pa.array([], pa.float64()),
                "manages": pa.array([], pa.bool_()),
                "valid_from": text,
                "valid_to": text,
            }
        ),
        participations=pa.table(
            {"organization_id": text, "project_id": text, "coordinates": pa.array([], pa.bool_())}
        ),
    )
    assert network.incidence.shape == (0, 0)
    assert network.manages.shape == (0,)
    assert len(network.layers["collaboration"]) == 0
    assert np.array_equal(to_scipy(network, "collaboration").toarray(), np.zeros((0, 0)))
    assert to_networkx(network).number_of_nodes() == 0
