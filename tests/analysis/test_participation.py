import math

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.participation import (
    fractional_participation,
    multiplex_participation,
    overlapping_degree,
    participation_coefficient,
    within_group_z,
)
from clusternet.analysis.projection import project
from clusternet.exceptions import MeasureError, NotSymmetric, PartitionMismatch, ShapeMismatch

NAN = math.nan


def grouped(graph):
    return np.maximum(graph.group_of, 0)


def test_participation_is_that_of_the_definition(undirected_graphs):
    for graph in undirected_graphs:
        groups, expected = grouped(graph), []
        for i in graph.nodes:
            others = [j for j in graph.nodes if j != i]
            strength = sum(graph.weights[i, j] for j in others)
            to_group = [sum(graph.weights[i, j] for j in others if groups[j] == s) for s in set(groups)]
            expected.append(1 - sum((k / strength) ** 2 for k in to_group) if strength else NAN)
        values = participation_coefficient(graph.adjacency, groups)
        assert values.tolist() == pytest.approx(expected, abs=1e-12, nan_ok=True)
        assert not (values < 0).any()


@pytest.mark.parametrize(("sd", "less"), [("population", 0), ("sample", 1)])
def test_within_group_z_is_that_of_the_definition(undirected_graphs, sd, less):
    for graph in undirected_graphs:
        groups, expected = grouped(graph), []
        inside = [
            sum(graph.weights[i, j] for j in graph.nodes if j != i and groups[j] == groups[i])
            for i in graph.nodes
        ]
        for i in graph.nodes:
            peers = [inside[j] for j in graph.nodes if groups[j] == groups[i]]
            mean = sum(peers) / len(peers)
            spread = math.sqrt(sum((k - mean) ** 2 for k in peers) / max(len(peers) - less, 1))
            expected.append((inside[i] - mean) / spread if spread > 1e-9 else NAN)
        values = within_group_z(graph.adjacency, groups, sd=sd)
        assert values.tolist() == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_rounding_is_no_spread():
    """Three organizations with thirds that add up in another order have the same strength."""
    thirds = np.array([[0, 0.1, 0.2, 0.7], [0.1, 0, 0.7, 0.2], [0.2, 0.7, 0, 0.1], [0.7, 0.2, 0.1, 0]])
    assert np.isnan(within_group_z(csr_array(thirds), np.zeros(4, dtype=np.intp))).all()


def test_karate_factions():
    """Zachary's club by its two factions, weights left out; population deviation as bctpy, sample as BCT."""
    graph = nx.karate_club_graph()
    adjacency = csr_array(nx.to_scipy_sparse_array(graph, weight=None))
    factions = np.array([int(graph.nodes[i]["club"] == "Officer") for i in graph])
    participation = participation_coefficient(adjacency, factions)
    assert participation[[0, 2, 8, 9, 33]].round(4).tolist() == [0.1172, 0.48, 0.48, 0.5, 0.2907]
    assert within_group_z(adjacency, factions)[0] == pytest.approx(3.3465, abs=5e-5)
    assert within_group_z(adjacency, factions, sd="sample")[0] == pytest.approx(3.2466, abs=5e-5)


def test_participation_reaches_its_bounds():
    star = np.zeros((5, 5))
    star[0, 1:] = star[1:, 0] = 1 / 3
    even = participation_coefficient(csr_array(star), np.array([0, 0, 1, 2, 3]))
    assert even.tolist() == [0.75, 0, 0, 0, 0]


def test_order_of_nodes_and_names_of_groups_do_not_matter(undirected_graphs):
    rng = np.random.default_rng(9)
    for graph in undirected_graphs[::3]:
        order, groups = rng.permutation(graph.n), grouped(graph)
        moved = csr_array(graph.weights[np.ix_(order, order)])
        for measure in (participation_coefficient, within_group_z):
            expected = measure(graph.adjacency, groups)[order]
            assert measure(moved, 50 - groups[order]) == pytest.approx(expected, abs=1e-9, nan_ok=True)


@pytest.fixture
def three_layers():
    """Node 0 in all layers, 1 in two, 2 in one more often, 3 in none."""
    layers = np.zeros((3, 4, 4))
    for layer, i, j in ((0, 0, 1), (1, 0, 1), (2, 0, 2)):
        layers[layer, i, j] = layers[layer, j, i] = 1
    return [csr_array(layer) for layer in layers]


def test_worked_multiplex(three_layers):
    assert overlapping_degree(three_layers).tolist() == [3, 2, 1, 0]
    assert multiplex_participation(three_layers).tolist() == pytest.approx(
        [1, 0.75, 0, NAN], nan_ok=True
    )  # 3/2 (1 - 3/9), 3/2 (1 - 2/4), 3/2 (1 - 1)


def test_multiplex_is_that_of_the_definition(undirected_graphs):
    rng = np.random.default_rng(10)
    for graph in undirected_graphs:
        layers = [graph.weights * mask for mask in rng.integers(0, 2, (int(rng.integers(2, 5)), 1, 1))]
        layers.append(np.triu(graph.weights, 2) + np.triu(graph.weights, 2).T)
        matrices = [csr_array(layer) for layer in layers]
        expected = []
        for i in graph.nodes:
            strengths = [sum(layer[i]) - layer[i, i] for layer in layers]
            total, n = sum(strengths), len(layers)
            expected.append(n / (n - 1) * (1 - sum((k / total) ** 2 for k in strengths)) if total else NAN)
        assert multiplex_participation(matrices).tolist() == pytest.approx(expected, abs=1e-12, nan_ok=True)
        totals = sum(layer.sum(axis=1) - layer.diagonal() for layer in layers)
        assert overlapping_degree(matrices) == pytest.approx(totals)


def test_one_layer_has_degrees_but_no_participation(three_layers):
    assert overlapping_degree(three_layers[:1]).tolist() == [1, 1, 0, 0]
    assert np.isnan(multiplex_participation(three_layers[:1])).tolist() == [True] * 4


@pytest.mark.parametrize("n", [0, 1, 2])
def test_small_networks(n):
    nobody, labels = csr_array((n, n)), np.zeros(n, dtype=np.intp)
    for values in (
        participation_coefficient(nobody, labels),
        within_group_z(nobody, labels),
        multiplex_participation([nobody, nobody]),
    ):
        assert values.shape == (n,)
        assert np.isnan(values).all()
    assert overlapping_degree([nobody]).tolist() == [0] * n


def test_bad_arguments_are_refused(three_layers):
    pair = csr_array(np.array([[0, 1], [1, 0]]))
    with pytest.raises(PartitionMismatch, match=r"^group_of has -1 at position 1: give every node a group"):
        participation_coefficient(pair, np.array([0, -1]))
    with pytest.raises(PartitionMismatch, match=r"^group_of has shape \(1,\) for 2 "):
        within_group_z(pair, np.array([0]))
    with pytest.raises(MeasureError, match=r"^sd is 'std': choose one of population, sample\."):
        within_group_z(pair, np.array([0, 0]), sd="std")
    for measure in (overlapping_degree, multiplex_participation):
        with pytest.raises(MeasureError, match=r"^layers is empty: "):
            measure([])
        with pytest.raises(ShapeMismatch, match=r"^layer 3 has 2 nodes and layer 0 has 4: "):
            measure([*three_layers, pair])
        with pytest.raises(NotSymmetric, match=r"^layer 1 has 1\.0 in row 0, column 1 but 0\.0 "):
            measure([pair, csr_array(np.array([[0, 1], [0, 0]]))])


def test_shares_of_a_partition_give_the_coefficient_of_the_partition(awkward_hypergraphs):
    rng = np.random.default_rng(5)
    for case in awkward_hypergraphs:
        ties = project(case.incidence)
        labels = rng.integers(0, 3, case.n)
        shares = csr_array(np.eye(3)[labels].reshape(case.n, 3))
        np.testing.assert_allclose(
            fractional_participation(ties, shares), participation_coefficient(ties, labels)
        )


def test_overlapping_groups_split_a_tie_and_partners_in_none_are_left_out():
    """0 is tied to 1, half in each group, to 2 in the first and to 3 in none: shares 3/4 and 1/4."""
    ties = csr_array(np.array([[0, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]]))
    shares = csr_array(np.array([[0, 0], [0.5, 0.5], [1, 0], [0, 0]]))
    np.testing.assert_allclose(
        fractional_participation(ties, shares), [1 - 9 / 16 - 1 / 16, np.nan, np.nan, np.nan]
    )
