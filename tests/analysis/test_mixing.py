import math
from itertools import combinations, permutations

import igraph
import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.mixing import (
    assortativity,
    counted_ties,
    ei_expected,
    ei_index,
    fractional_ei,
    fractional_ei_expected,
    mixing_matrix,
)
from clusternet.analysis.projection import project
from clusternet.exceptions import MeasureError, NotSymmetric, PartitionMismatch

NAN = math.nan

CATANIA = np.array([[506, 32, 26, 69], [23, 308, 38, 114], [10, 14, 32, 47], [26, 46, 68, 599]])
"""Partnerships by origin of the man (rows) and the woman: Catania et al. (1992), in Newman (2003)."""


def ties_of(graph):
    """Pairs with a tie, both in a group."""
    return [
        (i, j)
        for i, j in combinations(graph.nodes, 2)
        if graph.weights[i, j] > 0 and min(graph.group_of[i], graph.group_of[j]) >= 0
    ]


def members_with_ties(graph):
    loopless = graph.weights - np.diag(graph.weights.diagonal())
    return [i for i in graph.nodes if graph.group_of[i] >= 0 and loopless[i].any()]


def ei_by_counting(ties, label):
    external = sum(label[i] != label[j] for i, j in ties)
    return (external - (len(ties) - external)) / len(ties) if ties else NAN


def ei_by_formula(graph):
    """Mean and standard deviation by group sizes and shared ends; the textbook form of the moments."""
    ties, members = ties_of(graph), members_with_ties(graph)
    n, m = len(members), len(ties)
    sizes = [sum(graph.group_of[i] == g for i in members) for g in range(6)]
    degree = [sum(i in tie for tie in ties) for i in members]
    shared_ends = sum(k * (k - 1) for k in degree) / 2

    def falling(k, times):
        return math.prod(k - step for step in range(times))

    f2, f3 = (sum(falling(size, k) for size in sizes) / falling(n, k) for k in (2, 3))
    two_groups = sum(falling(g, 2) * falling(h, 2) for g, h in permutations(sizes, 2))
    f4 = (sum(falling(size, 4) for size in sizes) + two_groups) / falling(n, 4)
    variance = m * f2 + 2 * shared_ends * f3 + (m * (m - 1) - 2 * shared_ends) * f4 - (m * f2) ** 2
    return 1 - 2 * f2, 2 * math.sqrt(max(variance, 0)) / m


def test_mixing_matrix_counts_each_tie_once(undirected_graphs):
    for graph in undirected_graphs:
        n_groups = max([*graph.group_of, -1]) + 1
        expected = np.zeros((n_groups, n_groups))
        for i, j in ties_of(graph):
            g, h = sorted((graph.group_of[i], graph.group_of[j]))
            expected[g, h] += graph.weights[i, j]
            expected[h, g] = expected[g, h]
        mixing = mixing_matrix(graph.adjacency, graph.group_of)
        assert mixing.shape == (n_groups, n_groups)
        assert (mixing == mixing.T).all()
        assert np.abs(mixing - expected).max(initial=0) < 1e-12


def test_ties_are_counted_or_left_out(undirected_graphs):
    for graph in undirected_graphs:
        ties = counted_ties(graph.adjacency, graph.group_of >= 0)
        assert ties.counted == len(ties_of(graph))
        everything = [pair for pair in combinations(graph.nodes, 2) if graph.weights[pair] > 0]
        assert ties.counted + ties.left_out == len(everything)


def test_ei_index_is_that_of_the_definition(undirected_graphs):
    for graph in undirected_graphs:
        expected = ei_by_counting(ties_of(graph), graph.group_of)
        assert ei_index(graph.adjacency, graph.group_of) == pytest.approx(expected, nan_ok=True)


def test_ei_index_ignores_weights(undirected_graphs):
    for graph in undirected_graphs[::3]:
        binary = csr_array((graph.weights > 0).astype(float))
        assert np.array_equal(
            ei_index(graph.adjacency, graph.group_of), ei_index(binary, graph.group_of), equal_nan=True
        )


def test_expected_index_is_that_of_the_formula(undirected_graphs):
    compared = 0
    for graph in undirected_graphs:
        chance = ei_expected(graph.adjacency, graph.group_of)
        if len(members_with_ties(graph)) < 4 or not ties_of(graph):
            assert math.isnan(chance.sd)
            continue
        expected, sd = ei_by_formula(graph)
        assert chance.expected == pytest.approx(expected, abs=1e-12)
        assert chance.sd == pytest.approx(sd, abs=1e-7)
        compared += 1
    assert compared > 40


def test_expected_index_is_the_mean_over_all_relabelings(undirected_graphs):
    compared = 0
    for graph in undirected_graphs:
        members, ties = members_with_ties(graph), ties_of(graph)
        if not 2 <= len(members) <= 6 or not ties:
            continue
        outcomes = []
        for order in permutations(members):
            label = dict(zip(order, graph.group_of[members], strict=True))
            outcomes.append(ei_by_counting(ties, label))
        chance = ei_expected(graph.adjacency, graph.group_of)
        assert chance.expected == pytest.approx(np.mean(outcomes), abs=1e-12)
        if len(members) >= 4:
            assert chance.sd == pytest.approx(np.std(outcomes), abs=1e-7)
        assert chance.low - 1e-12 <= min(outcomes) <= max(outcomes) <= chance.high + 1e-12
        compared += 1
    assert compared > 40


def test_range_is_what_as_many_ties_could_give(undirected_graphs):
    compared = 0
    for graph in undirected_graphs:
        members, n_ties = members_with_ties(graph), len(ties_of(graph))
        pairs = list(combinations(members, 2))
        if not n_ties or math.comb(len(pairs), n_ties) > 3000:
            continue
        outcomes = [ei_by_counting(ties, graph.group_of) for ties in combinations(pairs, n_ties)]
        chance = ei_expected(graph.adjacency, graph.group_of)
        assert (chance.low, chance.high) == pytest.approx((min(outcomes), max(outcomes)))
        compared += 1
    assert compared > 40


def test_fractional_index_and_its_moments_on_projects(awkward_hypergraphs):
    """Small networks of projects with clusters that overlap, all dealings of the rows listed."""
    compared = 0
    for case in awkward_hypergraphs:
        binary, shares = csr_array(project(case.incidence) > 0), case.shares.toarray()
        n = case.n
        ties = [(i, j) for i, j in combinations(range(n), 2) if binary[i, j]]
        members = [i for i in range(n) if shares[i].any()]
        between = [(i, j) for i, j in ties if i in members and j in members]

        def index(rows, between=between):
            internal = sum(rows[i] @ rows[j] for i, j in between)
            return 1 - 2 * internal / len(between) if between else NAN

        assert fractional_ei(binary, case.shares) == pytest.approx(index(shares), abs=1e-12, nan_ok=True)
        chance = fractional_ei_expected(binary, case.shares)
        dealt = [i for i in members if any(i in tie for tie in ties)]
        if not between:
            assert all(math.isnan(value) for value in (chance.expected, chance.sd, chance.low, chance.high))
        elif len(dealt) <= 5:
            outcomes = []
            for order in permutations(dealt):
                rows = shares.copy()
                rows[list(order)] = shares[dealt]
                outcomes.append(index(rows))
            assert chance.expected == pytest.approx(np.mean(outcomes), abs=1e-12)
            assert len(dealt) < 4 or chance.sd == pytest.approx(np.std(outcomes), abs=1e-7)
            assert chance.low - 1e-12 <= min(outcomes)
            assert max(outcomes) <= chance.high + 1e-12
            compared += 1
    assert compared > 40


def test_one_cluster_each_is_a_partition(undirected_graphs):
    for graph in undirected_graphs[::2]:
        membership = np.zeros((graph.n, 6))
        grouped = np.flatnonzero(graph.group_of >= 0)
        membership[grouped, graph.group_of[grouped]] = 1
        whole, shared = ei_expected(graph.adjacency, graph.group_of), csr_array(membership)
        assert fractional_ei(graph.adjacency, shared) == pytest.approx(
            ei_index(graph.adjacency, graph.group_of), nan_ok=True
        )
        parts = fractional_ei_expected(graph.adjacency, shared)
        for field in ("expected", "sd", "low", "high"):
            assert getattr(parts, field) == pytest.approx(getattr(whole, field), nan_ok=True)


def test_worked_example(two_clusters_one_partner):
    """Ties among the five members: six, of which 2.5 are internal."""
    case = two_clusters_one_partner
    adjacency = project(case.incidence)
    assert fractional_ei(adjacency, case.shares) == pytest.approx(-1 / 6)
    chance = fractional_ei_expected(adjacency, case.shares)
    assert chance.expected == pytest.approx(0.2)
    assert chance.sd**2 == pytest.approx(0.0414815, abs=5e-8)
    # Two pairs are wholly internal, six halfway, two not at all.
    assert (chance.low, chance.high) == pytest.approx((-1 / 3, 2 / 3))
    members = np.diff(case.membership.indptr) > 0
    assert counted_ties(adjacency, members).left_out == 1


def test_a_partition_into_very_many_groups_stays_sparse():
    n = 20_000
    path = np.arange(n - 1)
    ties = csr_array((np.ones(n - 1), (path, path + 1)), shape=(n, n))
    ties, pairs = csr_array(ties + ties.T), 10**12 - np.arange(n) // 2
    chance = ei_expected(ties, pairs)
    assert ei_index(ties, pairs) == pytest.approx(1 - 2 * (n // 2) / (n - 1))
    assert assortativity(ties, pairs) == pytest.approx(n / 2 / (n - 1), rel=1e-3)
    assert chance.expected == pytest.approx(1 - 2 / (n - 1))
    assert chance.low == pytest.approx(1 - 2 * (n // 2) / (n - 1))
    assert chance.high == 1


def test_karate_factions():
    """Zachary's club by its two factions: 11 of 78 ties are external."""
    graph = nx.karate_club_graph()
    adjacency = csr_array(nx.to_scipy_sparse_array(graph, weight=None))
    factions = np.array([int(graph.nodes[i]["club"] == "Officer") for i in graph])
    assert ei_index(adjacency, factions) == pytest.approx(-0.7179487, abs=5e-8)
    assert mixing_matrix(adjacency, factions).diagonal().sum() == 67
    assert assortativity(adjacency, factions) == pytest.approx(0.7175309, abs=5e-8)
    chance = ei_expected(adjacency, factions)
    assert chance.expected == pytest.approx(1 / 33)
    assert chance.sd == pytest.approx(0.0950184, abs=5e-8)


def test_catania_partnerships():
    """Newman's published r = 0.621 takes men and women apart; with each tie both ways it is 0.62061."""
    partner = np.zeros((8, 8))
    partner[:4, 4:], partner[4:, :4] = CATANIA, CATANIA.T
    origin = np.tile(np.arange(4), 2)
    assert assortativity(csr_array(partner), origin) == pytest.approx(0.62061, abs=5e-6)
    assert mixing_matrix(csr_array(partner), origin).diagonal().tolist() == [506, 308, 32, 599]
    men, women = (np.repeat(side.ravel(), CATANIA.ravel()) for side in np.indices((4, 4)))
    n = men.size
    couple = csr_array((np.ones(n), (np.arange(n), n + np.arange(n))), shape=(2 * n, 2 * n))
    assert ei_index(csr_array(couple + couple.T), np.append(men, women)) == pytest.approx(-0.476, abs=5e-6)


def test_assortativity_is_that_of_igraph(undirected_graphs):
    for graph in undirected_graphs:
        ties = ties_of(graph)
        theirs = NAN
        if len({graph.group_of[i] for tie in ties for i in tie}) > 1:
            whole = igraph.Graph(n=graph.n, edges=ties)
            theirs = whole.assortativity_nominal(np.maximum(graph.group_of, 0).tolist(), directed=False)
        binary = csr_array((graph.weights > 0).astype(float))
        assert assortativity(binary, graph.group_of) == pytest.approx(theirs, abs=1e-12, nan_ok=True)


def test_weights_count_in_assortativity():
    ties = np.array([[0, 3, 1], [3, 0, 0], [1, 0, 0]])
    within, by_chance = 6 / 8, (7 / 8) ** 2 + (1 / 8) ** 2
    expected = (within - by_chance) / (1 - by_chance)
    assert assortativity(csr_array(ties), np.array([0, 0, 1])) == pytest.approx(expected)
    assert assortativity(csr_array(ties / 7), np.array([2, 2, 5])) == pytest.approx(expected)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_without_ties(n):
    nobody, labels = csr_array((n, n)), np.zeros(n, dtype=np.intp)
    assert mixing_matrix(nobody, labels).tolist() == ([[0]] if n else [])
    assert mixing_matrix(nobody, labels - 1).shape == (0, 0)
    assert math.isnan(ei_index(nobody, labels))
    assert math.isnan(fractional_ei(nobody, csr_array((n, 3))))
    assert math.isnan(assortativity(nobody, labels))
    assert math.isnan(ei_expected(nobody, labels).expected)


def test_one_pair_and_one_group():
    pair = csr_array(np.array([[0, 2], [2, 0]]))
    assert ei_index(pair, np.array([0, 0])) == -1
    assert ei_index(pair, np.array([0, 1])) == 1
    assert math.isnan(ei_index(pair, np.array([0, -1])))
    assert math.isnan(assortativity(pair, np.array([0, 0])))
    assert assortativity(pair, np.array([0, 1])) == -1
    chance = ei_expected(pair, np.array([0, 1]))
    assert (chance.expected, chance.low, chance.high) == (1, 1, 1)


def test_bad_arguments_are_refused():
    pair = csr_array(np.array([[0, 1], [1, 0]]))
    for measure in (mixing_matrix, ei_index, ei_expected, assortativity):
        with pytest.raises(PartitionMismatch, match=r"^group_of has shape \(3,\) for 2 "):
            measure(pair, np.array([0, 0, 1]))
        with pytest.raises(NotSymmetric, match=r"^adjacency has 1\.0 in row 0, column 1 but 0\.0 "):
            measure(csr_array(np.array([[0, 1], [0, 0]])), np.array([0, 0]))
    for measure in (fractional_ei, fractional_ei_expected):
        with pytest.raises(
            PartitionMismatch, match=r"^membership adds up to 0\.5 in row 1: give shares that"
        ):
            measure(pair, csr_array(np.array([[1], [0.5]])))
    with pytest.raises(MeasureError, match=r"^in_group is a numpy array of int64: "):
        counted_ties(pair, np.array([0, 1]))
