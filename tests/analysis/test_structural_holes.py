import math
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.paths import to_igraph
from clusternet.analysis.projection import project
from clusternet.analysis.structural_holes import (
    clustering,
    constraint,
    effective_size,
    efficiency,
    hierarchy,
    structural_holes,
)
from clusternet.exceptions import NotFinite, ShapeMismatch

MEASURES = (constraint, effective_size, efficiency, hierarchy)
NAN = math.nan


def by_definition(weights):
    """Burt's four measures of every node, in the words of his formulas."""
    n = len(weights)
    ties = weights + weights.T
    np.fill_diagonal(ties, 0)
    measures = {measure: [NAN] * n for measure in MEASURES}
    for i in range(n):
        alters = [j for j in range(n) if ties[i, j] > 0]
        if not alters:
            continue

        def share(one, other):
            return ties[one, other] / ties[one].sum()

        of_pair, size = {}, 0.0
        for j in alters:
            others = [q for q in range(n) if q not in (i, j)]
            of_pair[j] = (share(i, j) + sum(share(i, q) * share(q, j) for q in others if ties[i, q])) ** 2
            size += 1 - sum(share(i, q) * ties[j, q] / ties[j].max() for q in others)
        total, k = sum(of_pair.values()), len(alters)
        ratios = [k * part / total for part in of_pair.values()]
        measures[constraint][i] = total
        measures[effective_size][i] = size
        measures[efficiency][i] = size / k
        measures[hierarchy][i] = sum(r * math.log(r) for r in ratios) / (k * math.log(k)) if k > 1 else 1
    return measures


@pytest.mark.parametrize("kind", ["directed_graphs", "undirected_graphs"])
def test_measures_are_those_of_the_definition(kind, request):
    for graph in request.getfixturevalue(kind):
        for measure, expected in by_definition(graph.weights).items():
            values = measure(graph.adjacency)
            assert values.shape == (graph.n,)
            assert values.tolist() == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_measures_of_projections_are_those_of_the_definition(awkward_hypergraphs):
    for case in awkward_hypergraphs:
        ties = project(case.incidence, "newman")
        for measure, expected in by_definition(ties.toarray()).items():
            assert measure(ties).tolist() == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_all_at_once_are_the_measures_one_by_one(directed_graphs):
    for graph in directed_graphs[::5]:
        holes = structural_holes(graph.adjacency)
        for measure in MEASURES:
            assert getattr(holes, measure.__name__).tobytes() == measure(graph.adjacency).tobytes()


def test_measures_stay_in_their_ranges(directed_graphs):
    for graph in directed_graphs:
        ties = graph.weights + graph.weights.T - 2 * np.diag(graph.weights.diagonal())
        partners = np.count_nonzero(ties, axis=1)
        tied = partners > 0
        size = effective_size(graph.adjacency)[tied]
        assert (size >= 1 - 1e-12).all()
        assert (size <= partners[tied] + 1e-12).all()
        assert (constraint(graph.adjacency)[tied] > 0).all()
        dominated = hierarchy(graph.adjacency)[tied]
        assert (dominated >= 0).all()
        assert (dominated <= 1 + 1e-12).all()


def test_only_ratios_of_weights_count(directed_graphs):
    for graph in directed_graphs[::2]:
        for measure in MEASURES:
            for factor in (10, 1e-300, 5e307):
                scaled = measure(csr_array(graph.weights * factor))
                assert scaled == pytest.approx(measure(graph.adjacency), abs=1e-12, nan_ok=True)


def test_weights_of_every_size_in_one_network(undirected_graphs):
    """Two parts, whose ties are apart by four hundred powers of ten, are measured like each alone."""
    for one, other in zip(undirected_graphs[::6], undirected_graphs[1::6], strict=True):
        both = np.zeros((one.n + other.n,) * 2)
        both[: one.n, : one.n], both[one.n :, one.n :] = one.weights * 1e200, other.weights * 1e-200
        for measure in MEASURES:
            apart = np.concatenate([measure(one.adjacency), measure(other.adjacency)])
            assert measure(csr_array(both)) == pytest.approx(apart, abs=1e-12, nan_ok=True)


def test_order_of_nodes_does_not_matter(directed_graphs):
    rng = np.random.default_rng(2)
    for graph in directed_graphs[::3]:
        order = rng.permutation(graph.n)
        moved = csr_array(graph.weights[np.ix_(order, order)])
        for measure in MEASURES:
            assert measure(moved) == pytest.approx(measure(graph.adjacency)[order], abs=1e-12, nan_ok=True)


def test_constraint_is_that_of_networkx(directed_graphs):
    """Without self-loops, which networkx lets into the sums."""
    for graph in (graph for graph in directed_graphs[::5] if graph.n):
        weights = graph.weights - np.diag(graph.weights.diagonal())
        theirs = nx.constraint(nx.from_numpy_array(weights, create_using=nx.DiGraph), weight="weight")
        ours = constraint(graph.adjacency)
        assert ours == pytest.approx([theirs[i] for i in graph.nodes], abs=1e-12, nan_ok=True)


def test_constraint_and_clustering_are_those_of_igraph(wild_hypergraphs):
    for case in wild_hypergraphs:
        ties = project(case.incidence)
        graph, upper = to_igraph(ties), np.triu(ties.toarray())
        found = structural_holes(ties)
        theirs = graph.constraint(weights=upper[upper > 0].tolist()) if ties.nnz else [NAN] * case.n
        assert found.constraint == pytest.approx(theirs, abs=1e-12, nan_ok=True)
        of_triangles = graph.transitivity_local_undirected(mode="nan")
        assert found.clustering == pytest.approx(of_triangles, abs=1e-14, nan_ok=True)


def test_clustering_is_that_of_the_definition(awkward_hypergraphs):
    for case in awkward_hypergraphs:
        partners = case.partners
        pairs = [list(combinations(sorted(of), 2)) for of in partners]
        expected = [sum(b in partners[a] for a, b in of) / len(of) if of else NAN for of in pairs]
        assert clustering(project(case.incidence)) == pytest.approx(expected, nan_ok=True)


def test_hubs_and_crowds():
    """Few nodes tied to everybody, crowds, isolates, weights: as igraph and full matrices do it."""
    rng = np.random.default_rng(17)
    for _ in range(6):
        members = rng.random((70, 40)) < rng.choice([0.02, 0.1, 0.5], (70, 1))
        ties = project(csr_array(members))
        full = ties.toarray()
        upper = np.triu(full)
        theirs = to_igraph(ties).constraint(weights=upper[upper > 0].tolist())
        assert constraint(ties) == pytest.approx(theirs, abs=1e-12, nan_ok=True)
        with np.errstate(invalid="ignore"):
            shares, marginal = full / full.sum(axis=1)[:, None], full / full.max(axis=1)[:, None]
        redundant = np.nansum((full > 0) * (shares @ np.nan_to_num(marginal).T), axis=1)
        partners = np.where(full.any(axis=1), np.count_nonzero(full, axis=1), NAN)
        assert effective_size(ties) == pytest.approx(partners - redundant, abs=1e-10, nan_ok=True)


def test_effective_size_of_equal_ties_is_borgattis(undirected_graphs):
    for graph in undirected_graphs:
        tied = (graph.weights > 0) & ~np.eye(graph.n, dtype=bool)
        binary = nx.from_numpy_array(tied)
        sizes = effective_size(csr_array(tied))
        for node, size in enumerate(sizes):
            alters = list(binary[node])
            ties = binary.subgraph(alters).number_of_edges()
            expected = len(alters) - 2 * ties / len(alters) if alters else NAN
            assert size == pytest.approx(expected, nan_ok=True)


@pytest.fixture
def borgatti():
    """The network of Borgatti's "Structural holes", with the weights of the tests of networkx."""
    ties = zip(
        ("AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"),
        (2, 3, 5, 2, 8, 3, 4, 1, 3, 10),
        strict=True,
    )
    weights = np.zeros((7, 7))
    for (one, other), weight in ties:
        i, j = "ABCDEFG".index(one), "ABCDEFG".index(other)
        weights[i, j] = weights[j, i] = weight
    return weights


def test_values_of_ucinet_and_igraph(borgatti):
    """As networkx quotes them: A, C and G; then the weighted ones, all of igraph's."""
    equal = csr_array(borgatti > 0)
    assert constraint(equal)[[0, 2, 6]].round(3).tolist() == [0.595, 1, 0.4]
    assert effective_size(equal)[[0, 2, 6]].round(2).tolist() == [2.5, 1, 4.67]
    weighted = csr_array(borgatti)
    assert constraint(weighted)[[0, 2, 6]].round(3).tolist() == [0.795, 1, 0.299]
    assert effective_size(weighted)[[0, 2, 6]] == pytest.approx([2.475, 1, 5.4717], abs=5e-5)
    of_igraph = [0.7950, 0.8127, 1, 0.9134, 0.8835, 0.8332, 0.2989]
    assert constraint(weighted) == pytest.approx(of_igraph, abs=5e-5)


def test_effective_size_divides_by_the_strongest_tie_of_the_partner(borgatti):
    """Without a list of nodes, networkx 3.6 divides by that of the other end: 5.5152 for G."""
    assert effective_size(csr_array(borgatti))[6] == pytest.approx(5.4717, abs=5e-5)
    graph = nx.from_numpy_array(borgatti)
    theirs = nx.effective_size(graph, nodes=list(graph), weight="weight")
    assert effective_size(csr_array(borgatti)) == pytest.approx([theirs[i] for i in graph])


def test_values_of_a_directed_network():
    """As quoted by networkx: 0 to 1 and 2, 1 to 0, 2 to 1, without weights and with 2, 2, 1, 1."""
    equal = np.array([[0, 1, 1], [1, 0, 0], [0, 1, 0]])
    weighted = np.array([[0, 2, 2], [1, 0, 0], [0, 1, 0]])
    assert constraint(csr_array(equal)).round(3).tolist() == [1.003, 1.003, 1.389]
    assert effective_size(csr_array(equal)).round(3).tolist() == [1.167, 1.167, 1]
    assert constraint(csr_array(weighted)).round(3).tolist() == [0.84, 1.143, 1.378]
    assert effective_size(csr_array(weighted)).round(3).tolist() == [1.567, 1.083, 1]


def test_medici():
    """Florentine marriages: the published values of Medici."""
    graph = nx.florentine_families_graph()
    medici = list(graph).index("Medici")
    adjacency = csr_array(nx.to_scipy_sparse_array(graph))
    assert constraint(adjacency)[medici] == pytest.approx(0.2099, abs=5e-5)
    assert effective_size(adjacency)[medici] == pytest.approx(5.6667, abs=5e-5)


def test_star_path_and_clique():
    star = np.zeros((5, 5))
    star[0, 1:] = star[1:, 0] = 3
    assert effective_size(csr_array(star)).tolist() == [4, 1, 1, 1, 1]
    assert efficiency(csr_array(star)).tolist() == [1] * 5
    assert constraint(csr_array(star)).tolist() == [0.25, 1, 1, 1, 1]
    assert hierarchy(csr_array(star)).tolist() == [0, 1, 1, 1, 1]
    clique = csr_array(np.ones((4, 4)))
    assert effective_size(clique) == pytest.approx([1] * 4)
    assert hierarchy(clique) == pytest.approx([0] * 4, abs=1e-15)


@pytest.mark.parametrize("measure", MEASURES)
def test_isolates_loops_and_small_networks(measure):
    assert measure(csr_array((0, 0))).shape == (0,)
    assert np.isnan(measure(csr_array((1, 1)))).tolist() == [True]
    assert np.isnan(measure(csr_array(np.eye(2)))).all()  # a loop is no tie
    pair = measure(csr_array(np.array([[5, 2, 0], [0, 0, 0], [0, 0, 9]])))
    assert pair.tolist() == pytest.approx([1, 1, NAN], nan_ok=True)


@pytest.mark.parametrize("measure", MEASURES)
def test_bad_adjacency_is_refused(measure):
    with pytest.raises(ShapeMismatch, match=r"^adjacency has shape \(2, 1\): "):
        measure(csr_array((2, 1)))
    with pytest.raises(NotFinite, match=r"^adjacency has inf in row 0, column 1: "):
        measure(csr_array(np.array([[0, np.inf], [0, 0]])))
