import math
from collections import deque
from fractions import Fraction
from itertools import combinations

import igraph
import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis import paths, spectral
from clusternet.analysis.centrality import (
    betweenness,
    betweenness_share,
    closeness,
    core_number,
    degree,
    eigenvector,
    harmonic,
    pagerank,
    strength,
)

from clusternet.analysis.projection import project
from clusternet.exceptions import MeasureError, NotBinary

EVERY = (degree, strength, harmonic, closeness, betweenness, pagerank, eigenvector, core_number)


def partners_of(case):
    return [set().union(*[one for one in case.projects if i in one]) - {i} for i in range(case.n)]


def distances_from(start, partners):
    """Steps to every organization that can be reached, nearest first, and the number of shortest paths."""
    steps, ways, waiting = {start: 0}, {start: 1}, deque([start])
    while waiting:
        i = waiting.popleft()
        for j in partners[i]:
            if j not in steps:
                steps[j], ways[j] = steps[i] + 1, 0
                waiting.append(j)
            if steps[j] == steps[i] + 1:
                ways[j] += ways[i]
    return steps, ways


def as_pairs(graph):
    """The incidence of a plain graph: one project of two for each tie."""
    edges = list(graph.edges)
    place = {node: row for row, node in enumerate(graph)}
    rows = [place[node] for edge in edges for node in edge]
    columns = np.repeat(np.arange(len(edges)), 2)
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(graph), len(edges)))


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
        partners = [set().union(*[one for one in case.projects if i in one]) - {i} for i in range(case.n)]
        degrees = degree(case.incidence)
        assert degrees.dtype == np.int64
        assert degrees.tolist() == [len(those) for those in partners]


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


def test_distances_are_those_of_a_search(awkward_hypergraphs):
    for case in awkward_hypergraphs:
        partners = partners_of(case)
        counts = organizations_at_distance(case.incidence)
        assert counts.dtype == np.int64
        assert counts.shape[0] == case.n
        assert not counts.size or counts[:, -1].any()
        for i in range(case.n):
            steps, _ = distances_from(i, partners)
            expected = [list(steps.values()).count(d + 1) for d in range(counts.shape[1])]
            assert counts[i].tolist() == expected
            assert sum(expected) == len(steps) - 1


def test_harmonic_and_closeness_are_those_of_the_definition(awkward_hypergraphs):
    for case in awkward_hypergraphs:
        partners = partners_of(case)
        near, close = harmonic(case.incidence), closeness(case.incidence)
        for i in range(case.n):
            steps, _ = distances_from(i, partners)
            others = [d for d in steps.values() if d]
            assert near[i] == pytest.approx(float(sum(Fraction(1, d) for d in others)))
            expected = len(others) ** 2 / (case.n - 1) / sum(others) if others else math.nan
            assert close[i] == pytest.approx(expected, nan_ok=True)


def test_betweenness_is_that_of_the_definition(awkward_hypergraphs):
    for case in awkward_hypergraphs[::2]:
        partners = partners_of(case)
        found = [distances_from(i, partners) for i in range(case.n)]
        expected = [Fraction(0)] * case.n
        for s, t in combinations(range(case.n), 2):
            for v in set(found[s][0]) - {s, t}:
                if t in found[v][0] and found[s][0][v] + found[v][0][t] == found[s][0][t]:
                    expected[v] += Fraction(found[s][1][v] * found[v][1][t], found[s][1][t])
        values = betweenness(case.incidence)
        assert values.tolist() == pytest.approx([float(value) for value in expected], abs=1e-12)


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


def test_betweenness_is_that_of_igraph():
    rng = np.random.default_rng(1)
    incidence = csr_array((rng.random((80, 60)) < 0.03).astype(float))
    ties = project(incidence).toarray()
    graph = igraph.Graph.Adjacency((ties > 0).tolist(), mode="undirected")
    assert betweenness(incidence) == pytest.approx(graph.betweenness(), rel=1e-12, abs=1e-12)


def test_sampled_betweenness_is_right_on_average():
    """Drawing every single source once gives back the whole, and so does the mean of many samples."""
    rng = np.random.default_rng(2)
    incidence = csr_array((rng.random((30, 25)) < 0.06).astype(float))
    whole = betweenness(incidence)
    assert betweenness(incidence, samples=1000, rng=rng) == pytest.approx(whole)
    sources = np.flatnonzero(degree(incidence))
    assert 3 < sources.size < 30
    ties = project(incidence)
    one_by_one = [paths.passing_paths(ties, np.array([source]), None) for source in sources]
    assert sum(one_by_one) / 2 == pytest.approx(whole)
    draws = np.array([betweenness(incidence, samples=4, rng=rng) for _ in range(1500)])
    error = draws.std(axis=0) / np.sqrt(len(draws))
    assert (np.abs(draws.mean(axis=0) - whole) < 4.5 * error + 1e-9).all()
    assert draws.std(axis=0).max() > 0


def test_no_source_is_drawn_twice():
    """All but one source: whatever they are, the estimate is what the other nine give."""
    star = as_pairs(nx.star_graph(9))  # paths pass through the middle only, from any of the nine others
    estimates = {betweenness(star, samples=9, rng=np.random.default_rng(k))[0].round(9) for k in range(40)}
    assert estimates == {round(10 / 9 * 9 * 8 / 2, 9), round(10 / 9 * 8 * 8 / 2, 9)}


def test_samples_are_drawn_with_the_generator_given():
    incidence = csr_array((np.random.default_rng(3).random((40, 30)) < 0.06).astype(float))
    first, again, other = (betweenness(incidence, samples=5, rng=np.random.default_rng(k)) for k in (1, 1, 2))
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


@pytest.mark.parametrize("samples", [None, 7, 300])
def test_progress_is_told(samples):
    incidence = csr_array((np.random.default_rng(4).random((250, 100)) < 0.02).astype(float))
    told = []
    rng = np.random.default_rng(0)
    with_progress = betweenness(
        incidence, samples=samples, rng=rng, progress=lambda done, of: told.append((done, of))
    )
    n_sources = int(np.count_nonzero(degree(incidence)))
    everybody = n_sources if samples is None else min(samples, n_sources)
    assert told[-1] == (everybody, everybody)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert len(told) == min(everybody, 100)
    silent = betweenness(incidence, samples=samples, rng=np.random.default_rng(0))
    assert silent.tolist() == with_progress.tolist()


@pytest.mark.parametrize("damping", [0, 0.3, 0.85, 0.99])
def test_pagerank_satisfies_its_equation(awkward_hypergraphs, damping):
    for case in awkward_hypergraphs[::4]:
        rank = pagerank(case.incidence, damping=damping, tolerance=1e-12)
        ties = project(case.incidence).toarray()
        out = ties.sum(axis=1, keepdims=True)
        steps = np.where(out > 0, ties / np.where(out > 0, out, 1), 1 / max(case.n, 1))
        expected = damping * rank @ steps + (1 - damping) / max(case.n, 1)
        assert np.abs(rank - expected).sum() < 2e-12
        assert rank.sum() == pytest.approx(1 if case.n else 0)


def test_pagerank_is_within_its_tolerance():
    """Between two cliques that hang together by one tie, what is left to move moves slowly."""
    graph = nx.disjoint_union(nx.complete_graph(14), nx.complete_graph(4))
    graph.add_edge(0, 14)
    incidence = as_pairs(graph)
    exact = pagerank(incidence, damping=0.95, tolerance=1e-15)
    for tolerance in (0.1, 1e-3, 1e-6):
        assert np.abs(pagerank(incidence, damping=0.95, tolerance=tolerance) - exact).sum() <= tolerance


def eigenvector_by_definition(case):
    """Component by component, with full matrices."""
    ties = project(case.incidence).toarray()
    found = []
    for members in nx.connected_components(nx.from_numpy_array(ties)):
        rows = sorted(members)
        if len(rows) > 1:
            values, vectors = np.linalg.eigh(ties[np.ix_(rows, rows)])
            found.append((round(values[-1], 7), len(rows), -rows[0], rows, np.abs(vectors[:, -1])))
    vector = np.zeros(case.n)
    if found:
        *_, rows, values = max(found, key=lambda one: one[:3])
        vector[rows] = values
    return vector


@pytest.mark.parametrize("dense", [0, 300])
def test_eigenvector_is_that_of_the_leading_component(awkward_hypergraphs, monkeypatch, dense):
    """Also where ARPACK does it, for components that are large."""
    if not dense:
        monkeypatch.setattr(spectral, "DENSE", 2)
    for case in awkward_hypergraphs:
        vector = eigenvector(case.incidence)
        assert vector == pytest.approx(eigenvector_by_definition(case), abs=1e-7)
        assert (vector >= 0).all()
        assert vector @ vector == pytest.approx(1 if degree(case.incidence).any() else 0)


def test_equal_components_give_way_to_the_larger_then_to_the_first():
    def of(*components):
        return eigenvector(as_pairs(nx.disjoint_union_all(components))).round(9).tolist()

    ring, clique = nx.cycle_graph(5), nx.complete_graph(3)  # both with eigenvalue 2
    assert of(clique, ring) == [0, 0, 0] + [round(5**-0.5, 9)] * 5
    assert of(ring, clique) == [round(5**-0.5, 9)] * 5 + [0, 0, 0]
    assert of(clique, clique) == [round(3**-0.5, 9)] * 3 + [0, 0, 0]
    assert of(ring, nx.star_graph(4)) == [round(5**-0.5, 9)] * 5 + [0] * 5  # of as many, with strongest tie 4
    assert of(clique, nx.star_graph(4), nx.complete_graph(4)) == [0] * 8 + [0.5] * 4


def test_florentine_marriages():
    """Jackson (2008), Social and Economic Networks, and Wasserman and Faust (1994)."""
    graph = nx.florentine_families_graph()
    share = dict(zip(graph, betweenness_share(betweenness(as_pairs(graph))).tolist(), strict=True))
    assert share["Medici"] == pytest.approx(0.5220, abs=5e-5)
    assert share["Guadagni"] == pytest.approx(0.2546, abs=5e-5)
    assert share["Albizzi"] == pytest.approx(0.2125, abs=5e-5)
    assert share["Salviati"] == pytest.approx(0.1429, abs=5e-5)


def test_two_mode_davis():
    """Women and events as one network; betweenness divided by Borgatti and Halgin's two-mode maximum."""
    graph = nx.davis_southern_women_graph()
    names, values = list(graph), betweenness(as_pairs(graph))
    theirs = nx.bipartite.betweenness_centrality(graph, graph.graph["top"])
    whole = nx.betweenness_centrality(graph, normalized=False)
    assert values.tolist() == pytest.approx([whole[name] for name in names])
    scale = whole["E8"] / theirs["E8"]
    two_mode = {name: value / scale for name, value in zip(names, values, strict=True)}
    published = {"E8": 0.24, "E9": 0.23, "E7": 0.13}
    assert {event: round(two_mode[event], 2) for event in published} == published


def test_karate_club():
    incidence = as_pairs(nx.karate_club_graph())
    assert core_number(incidence).max() == 4
    assert betweenness(incidence)[0] == pytest.approx(231.0714, abs=5e-5)
    assert closeness(incidence)[0] == pytest.approx(0.5689655, abs=5e-8)
    assert eigenvector(incidence)[33] == pytest.approx(0.373363, abs=5e-6)  # networkx, power iteration


def test_path_and_star():
    path = as_pairs(nx.path_graph(4))
    assert harmonic(path).tolist() == pytest.approx([11 / 6, 2.5, 2.5, 11 / 6])
    assert closeness(path).tolist() == pytest.approx([0.5, 0.75, 0.75, 0.5])
    assert betweenness(path).tolist() == [0, 2, 2, 0]
    assert betweenness_share(betweenness(as_pairs(nx.star_graph(5)))).tolist() == [1, 0, 0, 0, 0, 0]
    half = as_pairs(nx.disjoint_union(nx.path_graph(3), nx.path_graph(3)))
    assert closeness(half).tolist() == pytest.approx([2 / 5 * 2 / 3, 0.4, 4 / 15, 4 / 15, 0.4, 4 / 15])


def test_many_organizations_are_searched_in_parts(monkeypatch):
    graph = nx.gnm_random_graph(300, 320, seed=5)
    whole = organizations_at_distance(as_pairs(graph))
    monkeypatch.setattr(paths, "WORDS", 1)
    assert organizations_at_distance(as_pairs(graph)).tolist() == whole.tolist()
    for node, steps in nx.all_pairs_shortest_path_length(graph):
        assert np.array_equal(whole[node, : max(steps.values())], np.bincount(list(steps.values()))[1:])


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
