from dataclasses import fields
from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis import triads
from clusternet.analysis.brokerage import (
    Brokerage,
    brokerage,
    expected_brokerage,
    fractional_brokerage,
    partial_credit,
)
from clusternet.exceptions import NegativeWeight, PartitionMismatch, ShapeMismatch

ROLES = ("coordinator", "itinerant_broker", "representative", "gatekeeper", "liaison")


def open_two_paths(weights):
    """Each a, v, b with ties from a to v and from v to b and none from a to b."""
    tied = weights > 0
    return [
        (a, v, b)
        for a, v, b in permutations(range(len(weights)), 3)
        if tied[a, v] and tied[v, b] and not tied[a, b]
    ]


def role_of(first, broker, last):
    if first == broker == last:
        return "coordinator"
    if first == last:
        return "itinerant_broker"
    if first == broker:
        return "representative"
    return "gatekeeper" if broker == last else "liaison"


def roles_by_listing(weights, group_of):
    counts = {role: [0] * len(weights) for role in (*ROLES, "total")}
    skipped = 0
    for path in open_two_paths(weights):
        groups = [group_of[i] for i in path]
        if min(groups) < 0:
            skipped += 1
            continue
        counts[role_of(*groups)][path[1]] += 1
        counts["total"][path[1]] += 1
    return counts, skipped


def shared_out(graph, rng, n_clusters):
    """Shares in several clusters that add up to 1, or none at all."""
    shares = rng.choice([0, 0, 1, 2, 3], (graph.n, n_clusters)).astype(float)
    return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1)


def fractional_by_listing(weights, shares):
    n_clusters = shares.shape[1]
    weight = {role: np.zeros(len(weights)) for role in ROLES}
    skipped = 0
    for a, v, b in open_two_paths(weights):
        if not (shares[a].any() and shares[v].any() and shares[b].any()):
            skipped += 1
            continue
        for g, h, other in np.ndindex(n_clusters, n_clusters, n_clusters):
            weight[role_of(g, h, other)][v] += shares[a, g] * shares[v, h] * shares[b, other]
    return weight, skipped


@pytest.mark.parametrize("kind", ["directed_graphs", "undirected_graphs"])
def test_roles_are_those_of_the_definition(kind, request):
    for graph in request.getfixturevalue(kind):
        expected, skipped = roles_by_listing(graph.weights, graph.group_of)
        roles = brokerage(graph.adjacency, graph.group_of)
        for role, counts in expected.items():
            assert getattr(roles, role).dtype == np.int64
            assert getattr(roles, role).tolist() == counts
        assert roles.skipped == skipped


@pytest.mark.parametrize("kind", ["directed_graphs", "undirected_graphs"])
def test_fractional_roles_are_those_of_the_definition(kind, request):
    rng = np.random.default_rng(4)
    for graph in request.getfixturevalue(kind):
        shares = shared_out(graph, rng, int(rng.integers(0, 4)))
        expected, skipped = fractional_by_listing(graph.weights, shares)
        roles = fractional_brokerage(graph.adjacency, csr_array(shares))
        for role, weight in expected.items():
            assert getattr(roles, role) == pytest.approx(weight, abs=1e-10)
            assert (getattr(roles, role) >= 0).all()
        assert sum(getattr(roles, role) for role in ROLES) == pytest.approx(roles.total, abs=1e-10)
        assert roles.total.tolist() == np.rint(roles.total).tolist()
        assert roles.skipped == skipped


def test_one_cluster_each_is_a_partition(directed_graphs):
    for graph in directed_graphs:
        membership = np.zeros((graph.n, 5))
        grouped = np.flatnonzero(graph.group_of >= 0)
        membership[grouped, graph.group_of[grouped]] = 1
        whole = brokerage(graph.adjacency, graph.group_of)
        shared = fractional_brokerage(graph.adjacency, csr_array(membership))
        for field in fields(Brokerage):
            assert np.array_equal(getattr(shared, field.name), getattr(whole, field.name))


def test_undirected_ties_make_gatekeepers_representatives_and_count_twice(undirected_graphs):
    for graph in undirected_graphs:
        roles = brokerage(graph.adjacency, graph.group_of)
        assert (roles.gatekeeper == roles.representative).all()
        for role in ("coordinator", "itinerant_broker", "liaison", "total"):
            assert not (getattr(roles, role) % 2).any()
        assert sum(getattr(roles, role) for role in ROLES).tolist() == roles.total.tolist()


def test_on_projections_of_projects(awkward_hypergraphs):
    """The open pairs are in no common project: a two-path inside a project is closed."""
    for case in awkward_hypergraphs:
        partners = [set().union(*[one for one in case.projects if i in one]) - {i} for i in range(case.n)]
        weights = np.array([[j in partners[i] for j in range(case.n)] for i in range(case.n)], dtype=float)
        weights = weights.reshape(case.n, case.n)
        groups = np.arange(case.n) % 3
        roles = brokerage(csr_array(weights), groups)
        for v in range(case.n):
            open_pairs = [(a, b) for a, b in permutations(partners[v], 2) if b not in partners[a]]
            assert roles.total[v] == len(open_pairs)
            assert roles.coordinator[v] == sum(a % 3 == b % 3 == v % 3 for a, b in open_pairs)


def test_credit_is_shared_among_the_brokers_of_a_pair(directed_graphs):
    for graph in directed_graphs:
        paths = open_two_paths(graph.weights)
        brokers = {(a, b): sum(path[::2] == (a, b) for path in paths) for a, _, b in paths}
        expected = [sum(1 / brokers[a, b] for a, v, b in paths if v == i) for i in graph.nodes]
        credit = partial_credit(graph.adjacency)
        assert credit.tolist() == pytest.approx(expected)
        assert credit.sum() == pytest.approx(len(brokers))


def test_credits_add_up_to_the_pairs_at_distance_two():
    graph = nx.karate_club_graph()
    at_two = sum(d == 2 for _, lengths in nx.all_pairs_shortest_path_length(graph) for d in lengths.values())
    credit = partial_credit(csr_array(nx.to_scipy_sparse_array(graph)))
    assert credit.sum() == pytest.approx(at_two)
    assert at_two == 530


def by_matrices(tied, group_of):
    """Counts of each broker from a full matrix, in the form of Gould and Fernandez's tables."""
    same = group_of[:, np.newaxis] == group_of
    between = ~tied & ~np.eye(len(tied), dtype=bool)
    counts = {}
    for role, (before, after, ends) in {
        "coordinator": (same, same, same),
        "itinerant_broker": (~same, ~same, same),
        "representative": (same, ~same, ~same),
        "gatekeeper": (~same, same, ~same),
        "liaison": (~same, ~same, ~same),
    }.items():
        into, out = (tied & before).astype(int), (tied & after).astype(int)
        counts[role] = ((into.T @ (between & ends)) * out).sum(axis=1)
    return counts


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("n_groups", [1, 3, 40])
def test_hubs_and_crowds(directed, n_groups):
    """Ties with everybody, with nobody, and within crowds, so that ranks and positions differ widely."""
    rng = np.random.default_rng(n_groups)
    for _ in range(10):
        n = 60
        drawn = np.sqrt(rng.random((n, 1)) * rng.random(n)) < rng.choice([0.1, 0.4])
        tied = drawn & ~np.eye(n, dtype=bool)
        tied[rng.integers(n)] = True
        crowd = rng.permutation(n)[:15]
        tied[np.ix_(crowd, crowd)] = True
        alone = rng.permutation(n)[:5]
        tied[alone] = tied[:, alone] = False
        np.fill_diagonal(tied, val=False)
        tied = tied if directed else tied | tied.T
        groups = rng.integers(0, n_groups, n)
        roles = brokerage(csr_array(tied), groups)
        for role, counts in by_matrices(tied, groups).items():
            assert getattr(roles, role).tolist() == counts.tolist()


@pytest.mark.parametrize("n", [3, 10])
def test_nobody_brokers_where_everybody_is_tied(n):
    complete = csr_array(np.ones((n, n)))
    assert not brokerage(complete, np.arange(n)).total.any()
    assert not partial_credit(complete).any()


def test_labels_may_be_any_numbers():
    path = csr_array(np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]]))
    for labels in (np.array([2**62, -(2**62), 2**62]), np.array([7, 7, 9], dtype=np.uint8)):
        roles = brokerage(path, labels)
        assert roles.total[1] + roles.skipped == 1


def test_neither_parts_nor_threads_change_the_credit(monkeypatch):
    rng = np.random.default_rng(8)
    dense = csr_array((rng.random((40, 40)) < 0.3).astype(float))
    whole = partial_credit(dense)
    monkeypatch.setattr(triads, "FIRST_NODES", 7)
    parts = []
    for threads in ("1", "3"):
        monkeypatch.setenv("CLUSTERNET_THREADS", threads)
        parts.append(partial_credit(dense))
    assert parts[0].tobytes() == parts[1].tobytes()
    assert parts[0] == pytest.approx(whole, rel=1e-14)


def test_order_of_nodes_and_names_of_groups_do_not_matter(directed_graphs):
    rng = np.random.default_rng(6)
    for graph in directed_graphs[::3]:
        order = rng.permutation(graph.n)
        renamed = np.where(graph.group_of < 0, -7, 1000 - 3 * graph.group_of)
        roles = brokerage(graph.adjacency, graph.group_of)
        moved = brokerage(csr_array(graph.weights[np.ix_(order, order)]), renamed[order])
        for role in (*ROLES, "total"):
            assert getattr(moved, role).tolist() == getattr(roles, role)[order].tolist()


def test_reversed_ties_swap_gatekeepers_and_representatives(directed_graphs):
    for graph in directed_graphs:
        roles = brokerage(graph.adjacency, graph.group_of)
        back = brokerage(csr_array(graph.weights.T), graph.group_of)
        assert back.gatekeeper.tolist() == roles.representative.tolist()
        assert back.liaison.tolist() == roles.liaison.tolist()


@pytest.fixture
def four_nodes():
    """Ties AB, AC, BC, BD, CD, DA; groups AB and CD. Counted by hand in the tests of R cograph."""
    weights = np.zeros((4, 4))
    for first, last in ("AB", "AC", "BC", "BD", "CD", "DA"):
        weights["ABCD".index(first), "ABCD".index(last)] = 1
    return csr_array(weights), np.array([1, 1, 2, 2])


def test_hand_counted_roles(four_nodes):
    roles = brokerage(*four_nodes)
    assert roles.coordinator.tolist() == [0, 0, 0, 0]
    assert roles.itinerant_broker.tolist() == [1, 0, 0, 1]
    assert roles.representative.tolist() == [0, 1, 0, 1]
    assert roles.gatekeeper.tolist() == [1, 0, 1, 0]
    assert roles.liaison.tolist() == [0, 0, 0, 0]
    assert roles.total.tolist() == [2, 1, 1, 2]
    assert roles.skipped == 0


def test_expectation_is_that_of_r_sna(four_nodes):
    """Values of the R package sna 2.7-1, in its order w_I, w_O, b_IO, b_OI, b_O, t."""
    chance = expected_brokerage(*four_nodes)
    nan = np.nan

    def of(brokered, node):
        return [getattr(brokered, role)[node] for role in (*ROLES, "total")]

    for node in range(4):
        assert of(chance.expected, node) == [0, 0.25, 0.25, 0.25, 0, 0.75]
        assert of(chance.sd, node) == pytest.approx([0, 0.4677072, 0.5, 0.5, 0, 0.9185587], abs=1e-7)
    of_a = [nan, 1.6035675, -0.5, 1.5, nan, 1.3608276]
    of_b = [nan, -0.5345225, 1.5, -0.5, nan, 0.2721655]
    assert of(chance.z, 0) == pytest.approx(of_a, abs=1e-7, nan_ok=True)
    assert of(chance.z, 1) == pytest.approx(of_b, abs=1e-7, nan_ok=True)


@pytest.mark.parametrize("labels", [[0, 0, 1, 2], [0, 0, 0, 0], [0, 1, 1, 1], [0, 1, 2, 3], [5, 5, 3, 3]])
@pytest.mark.parametrize("density", [0.25, 0.9, 0, 1])
def test_expectation_is_the_mean_over_all_networks(labels, density):
    """Four nodes with twelve possible ties: every network, weighted by its probability."""
    places = list(permutations(range(4), 2))
    chosen = np.arange(2 ** len(places))[:, np.newaxis] >> np.arange(len(places)) & 1
    probability = (density**chosen * (1 - density) ** (1 - chosen)).prod(axis=1)
    tied = {place: chosen[:, column] for column, place in enumerate(places)}
    counts = {role: np.zeros((4, len(chosen))) for role in (*ROLES, "total")}
    for a, v, b in permutations(range(4), 3):
        is_open = tied[a, v] * tied[v, b] * (1 - tied[a, b])
        counts[role_of(labels[a], labels[v], labels[b])][v] += is_open
        counts["total"][v] += is_open
    mean, sd = triads.independent_ties(np.array(labels), density)
    for role, values in counts.items():
        first = values @ probability
        assert mean[role] == pytest.approx(first, abs=1e-12)
        variance = (values - first[:, np.newaxis]) ** 2 @ probability
        assert sd[role] == pytest.approx(np.sqrt(variance), abs=1e-7)


def test_self_loops_do_not_count_in_the_density(four_nodes):
    adjacency, groups = four_nodes
    with_loops = csr_array(adjacency + csr_array(np.eye(4)))
    chance = expected_brokerage(with_loops, groups)
    assert chance.expected.total.tolist() == [0.75] * 4


def test_star():
    """Two partners of the own group, one in each of two others: 1, 0, 4, 1 in unordered triads."""
    star = np.zeros((5, 5))
    star[0, 1:] = star[1:, 0] = 7
    roles = brokerage(csr_array(star), np.array([4, 4, 4, 0, 9]))
    assert [getattr(roles, role)[0] for role in ROLES] == [2, 0, 4, 4, 2]
    assert roles.total.tolist() == [12, 0, 0, 0, 0]
    alone = brokerage(csr_array(star), np.array([4, -1, 4, 0, 9]))
    assert alone.total[0] == 6
    assert alone.skipped == 6


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_to_broker(n):
    adjacency = csr_array(np.ones((n, n)))
    labels = np.zeros(n, dtype=np.intp)
    assert brokerage(adjacency, labels).total.tolist() == [0] * n
    assert fractional_brokerage(adjacency, csr_array(np.ones((n, 1)))).liaison.tolist() == [0] * n
    assert partial_credit(adjacency).tolist() == [0] * n
    chance = expected_brokerage(adjacency, labels)
    assert chance.sd.total.tolist() == [0] * n
    assert np.isnan(chance.z.total).tolist() == [True] * n


def test_bad_arguments_are_refused(four_nodes):
    adjacency, groups = four_nodes
    with pytest.raises(PartitionMismatch, match=r"^group_of has -1 at position 2: give every node a group"):
        expected_brokerage(adjacency, np.array([0, 0, -1, 0]))
    with pytest.raises(PartitionMismatch, match=r"^group_of has shape \(2,\) "):
        brokerage(adjacency, groups[:2])
    with pytest.raises(PartitionMismatch, match=r"^membership adds up to 2\.0 in row 1: give shares that"):
        fractional_brokerage(adjacency, csr_array(np.array([[1, 0], [1, 1], [0, 0], [0.5, 0.5]])))
    with pytest.raises(ShapeMismatch, match=r"^adjacency has shape \(1, 2\): "):
        brokerage(csr_array(np.ones((1, 2))), np.zeros(1, dtype=np.intp))
    with pytest.raises(NegativeWeight, match=r"^adjacency has -1\.0 in row 0, column 0: "):
        partial_credit(csr_array(-np.eye(2)))
