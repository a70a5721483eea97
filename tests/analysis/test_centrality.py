import math
from fractions import Fraction
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.centrality import (
    betweenness,
    betweenness_share,
    closeness,
    cohesion,
    core_number,
    degree,
    eigenvector,
    harmonic,
    nearness,
    pagerank,
    strength,
)
from clusternet.analysis.projection import project
from clusternet.exceptions import MeasureError, NotBinary

EVERY = (degree, strength, harmonic, closeness, betweenness, pagerank, eigenvector, core_number)


def to_networkx(case):
    """The projection, weighted by the number of shared projects."""
    graph = nx.Graph()
    graph.add_nodes_from(range(case.n))
    for one in case.projects:
        for i, j in combinations(sorted(one), 2):
            graph.add_edge(i, j, weight=graph.get_edge_data(i, j, {"weight": 0})["weight"] + 1)
    return graph


def test_degree_counts_distinct_partners(awkward_hypergraphs):
    for case in awkward_hypergraphs:
        degrees = degree(case.incidence)
        assert degrees.dtype == np.int64
        assert degrees.tolist() == [len(those) for those in case.partners]


@pytest.mark.parametrize(
    ("weighting", "of_project"),
    [
        ("newman", lambda _: Fraction(1)),
        ("count", lambda size: Fraction(size - 1)),
        ("fractional", lambda size: Fraction(2, size)),
    ],
)
def test_strength_is_that_of_the_definition(awkward_hypergraphs, weighting, of_project):
    for case in awkward_hypergraphs:
        shared = [one for one in case.projects if len(one) >= 2]
        expected = [float(sum(of_project(len(one)) for one in shared if i in one)) for i in range(case.n)]
        strengths = strength(case.incidence, weighting)
        assert strengths.shape == (case.n,)
        assert strengths.tolist() == pytest.approx(expected, abs=1e-13)
        assert strengths == pytest.approx(project(case.incidence, weighting).sum(axis=1), abs=1e-12)


def test_worked_example(two_clusters_one_partner):
    incidence = two_clusters_one_partner.incidence
    assert degree(incidence).tolist() == [2, 3, 4, 3, 1, 1]
    assert strength(incidence).tolist() == [1, 2, 3, 2, 1, 1]
    assert strength(incidence, "count").tolist() == [2, 4, 5, 3, 1, 1]
    assert strength(incidence, "fractional") == pytest.approx([2 / 3, 4 / 3, 7 / 3, 5 / 3, 1, 1])


def test_newman_strength_of_davis_is_the_number_of_events():
    """Newman (2001): the ties of an author add up to the papers with a co-author."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    incidence = csr_array(nx.bipartite.biadjacency_matrix(graph, women, events))
    assert strength(incidence).tolist() == [8, 7, 8, 7, 4, 4, 4, 3, 4, 4, 4, 6, 7, 8, 5, 2, 2, 2]
    assert strength(incidence).tolist() == [graph.degree(woman) for woman in women]
    assert degree(incidence)[:3].tolist() == [17, 15, 17]


def test_nobody_and_nothing(without_projects, without_organizations):
    assert degree(without_projects.incidence).tolist() == [0, 0, 0]
    assert strength(without_projects.incidence).tolist() == [0, 0, 0]
    assert degree(without_organizations.incidence).shape == (0,)
    assert strength(without_organizations.incidence, "fractional").shape == (0,)


def test_bad_arguments_are_refused(two_clusters_one_partner):
    with pytest.raises(MeasureError, match=r"^weighting is 'binary': choose one of "):
        strength(two_clusters_one_partner.incidence, "binary")
    with pytest.raises(NotBinary, match=r"^incidence has 0\.5 in row 0, column 0: "):
        degree(csr_array(np.array([[0.5]])))
    with pytest.raises(
        MeasureError, match=r"^incidence is a numpy array of float64: give a scipy sparse array"
    ):
        strength(np.ones((2, 2)))


def test_harmonic_and_closeness_are_those_of_the_definition(awkward_hypergraphs, searched):
    for case in awkward_hypergraphs:
        near, close = harmonic(case.incidence), closeness(case.incidence)
        for i, (steps, _) in enumerate(searched(case)):
            others = [d for d in steps.values() if d]
            assert near[i] == pytest.approx(float(sum(Fraction(1, d) for d in others)))
            expected = len(others) ** 2 / (case.n - 1) / sum(others) if others else math.nan
            assert close[i] == pytest.approx(expected, nan_ok=True)


def test_measures_are_those_of_networkx(awkward_hypergraphs):
    """Except that the closeness of an isolate is undefined here and 0 there."""
    for case in awkward_hypergraphs[::5]:
        graph, incidence = to_networkx(case), case.incidence
        near, cores = nx.harmonic_centrality(graph), nx.core_number(graph)
        assert harmonic(incidence).tolist() == pytest.approx([near[i] for i in range(case.n)])
        assert core_number(incidence).tolist() == [cores[i] for i in range(case.n)]
        assert core_number(incidence).dtype == np.int64
        close, between = nx.closeness_centrality(graph), nx.betweenness_centrality(graph, normalized=False)
        expected = [close[i] if graph[i] else math.nan for i in range(case.n)]
        assert closeness(incidence).tolist() == pytest.approx(expected, nan_ok=True)
        assert betweenness(incidence).tolist() == pytest.approx(
            [between[i] for i in range(case.n)], abs=1e-12
        )
        rank = nx.pagerank(graph, tol=1e-14, max_iter=1000) if case.n else {}
        assert pagerank(incidence).tolist() == pytest.approx([rank[i] for i in range(case.n)], abs=1e-9)


def test_measures_found_together_are_those_found_alone(wild_hypergraphs):
    for case in wild_hypergraphs[::10]:
        near, partners = nearness(case.incidence), cohesion(case.incidence)
        assert near.harmonic.tobytes() == harmonic(case.incidence).tobytes()
        assert near.closeness.tobytes() == closeness(case.incidence).tobytes()
        assert partners.degree.tobytes() == degree(case.incidence).tobytes()
        assert partners.core_number.tobytes() == core_number(case.incidence).tobytes()


def test_karate_club(as_pairs):
    incidence = as_pairs(nx.karate_club_graph())
    assert core_number(incidence).max() == 4
    assert betweenness(incidence)[0] == pytest.approx(231.0714, abs=5e-5)
    assert closeness(incidence)[0] == pytest.approx(0.5689655, abs=5e-8)
    assert eigenvector(incidence)[33] == pytest.approx(0.373363, abs=5e-6)  # networkx, power iteration


def test_path_and_star(as_pairs):
    path = as_pairs(nx.path_graph(4))
    assert harmonic(path).tolist() == pytest.approx([11 / 6, 2.5, 2.5, 11 / 6])
    assert closeness(path).tolist() == pytest.approx([0.5, 0.75, 0.75, 0.5])
    assert betweenness(path).tolist() == [0, 2, 2, 0]
    assert betweenness_share(betweenness(as_pairs(nx.star_graph(5)))).tolist() == [1, 0, 0, 0, 0, 0]
    half = as_pairs(nx.disjoint_union(nx.path_graph(3), nx.path_graph(3)))
    assert closeness(half).tolist() == pytest.approx([2 / 5 * 2 / 3, 0.4, 4 / 15, 4 / 15, 0.4, 4 / 15])


@pytest.mark.parametrize("measure", EVERY)
def test_order_of_organizations_does_not_matter(awkward_hypergraphs, measure):
    rng = np.random.default_rng(7)
    for case in awkward_hypergraphs[::6]:
        parts = [one for one in nx.connected_components(to_networkx(case)) if len(one) > 1]
        if measure is eigenvector and len(parts) > 1:
            continue  # equal parts are told apart by their rows
        order = rng.permutation(case.n)
        moved = measure(case.incidence[order])
        assert moved == pytest.approx(measure(case.incidence)[order], abs=1e-7, nan_ok=True)


@pytest.mark.parametrize(
    ("measure", "alone"),
    [
        (harmonic, 0),
        (closeness, math.nan),
        (betweenness, 0),
        (pagerank, "share"),
        (eigenvector, 0),
        (core_number, 0),
    ],
)
@pytest.mark.parametrize("n", [0, 1, 2])
def test_isolates(measure, alone, n):
    for incidence in (csr_array((n, 0)), csr_array(np.eye(n)) if n else csr_array((0, 3))):
        expected = [1 / n if alone == "share" else alone for _ in range(n)]
        assert measure(incidence).tolist() == pytest.approx(expected, nan_ok=True)


def test_a_single_pair():
    pair = csr_array(np.ones((2, 1)))
    assert harmonic(pair).tolist() == [1, 1]
    assert closeness(pair).tolist() == [1, 1]
    assert betweenness(pair).tolist() == [0, 0]
    assert betweenness_share(betweenness(pair)).tolist() == [0, 0]
    assert pagerank(pair).tolist() == [0.5, 0.5]
    assert eigenvector(pair) == pytest.approx([0.5**0.5] * 2)
    assert core_number(pair).tolist() == [1, 1]


def test_bad_numbers_are_refused():
    pair, rng = csr_array(np.ones((2, 1))), np.random.default_rng(0)
    with pytest.raises(MeasureError, match=r"^rng is None: give a numpy\.random\.Generator to draw samples"):
        betweenness(pair, samples=1)
    with pytest.raises(MeasureError, match=r"^rng is of type int: "):
        betweenness(pair, samples=1, rng=5)
    for samples in (0, -1, 2.0, True, "all"):
        with pytest.raises(MeasureError, match=r"^samples is .*: give a whole number of at least 1\."):
            betweenness(pair, samples=samples, rng=rng)
    for damping in (1, -0.1, math.nan):
        with pytest.raises(MeasureError, match=r"^damping is .*: give a number of at least 0 and below 1\."):
            pagerank(pair, damping=damping)
    for tolerance in (0, -1, math.nan, math.inf):
        with pytest.raises(MeasureError, match=r"^tolerance is .*: give a finite number above 0\."):
            pagerank(pair, tolerance=tolerance)
    for values in ([0.0], np.ones((2, 2)), np.array([-1.0]), np.array([math.nan])):
        with pytest.raises(MeasureError, match=r"^betweenness is not as it was returned: "):
            betweenness_share(values)


@pytest.mark.parametrize("measure", [*EVERY])
def test_bad_incidence_is_refused(measure):
    with pytest.raises(NotBinary, match=r"^incidence has 2\.0 in row 0, column 0: "):
        measure(csr_array(np.array([[2.0]])))
