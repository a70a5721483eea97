from fractions import Fraction
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.betweenness import (
    betweenness,
    betweenness_share,
    sampled_betweenness,
    weighted_betweenness,
)
from clusternet.analysis.centrality import degree
from clusternet.analysis.projection import project
from clusternet.exceptions import MeasureError


def test_betweenness_is_that_of_the_definition(awkward_hypergraphs, searched):
    for case in awkward_hypergraphs:
        found = searched(case)
        expected = [Fraction(0)] * case.n
        for s, t in combinations(range(case.n), 2):
            for v in set(found[s][0]) - {s, t}:
                if t in found[v][0] and found[s][0][v] + found[v][0][t] == found[s][0][t]:
                    expected[v] += Fraction(found[s][1][v] * found[v][1][t], found[s][1][t])
        values = betweenness(case.incidence)
        assert values.tolist() == pytest.approx([float(value) for value in expected], abs=1e-12)


def test_sampled_betweenness_is_right_on_average():
    """Drawing every single source once gives back the whole, and so does the mean of many samples."""
    rng = np.random.default_rng(2)
    incidence = csr_array((rng.random((30, 25)) < 0.06).astype(float))
    whole = betweenness(incidence)
    assert betweenness(incidence, samples=1000, rng=rng) == pytest.approx(whole)
    sources = np.flatnonzero(degree(incidence))
    assert 3 < sources.size < 30
    draws = np.array([betweenness(incidence, samples=4, rng=rng) for _ in range(1500)])
    error = draws.std(axis=0) / np.sqrt(len(draws))
    assert (np.abs(draws.mean(axis=0) - whole) < 4.5 * error + 1e-9).all()
    assert draws.std(axis=0).max() > 0


def test_no_source_is_drawn_twice(as_pairs):
    """All but one source: whatever they are, the estimate is what the other nine give."""
    star = as_pairs(nx.star_graph(9))  # paths pass through the middle only, from any of the nine others
    estimates = {betweenness(star, samples=9, rng=np.random.default_rng(k))[0].round(9) for k in range(40)}
    assert estimates == {round(10 / 9 * 9 * 8 / 2, 9), round(10 / 9 * 8 * 8 / 2, 9)}


def test_samples_are_drawn_with_the_generator_given():
    incidence = csr_array((np.random.default_rng(3).random((40, 30)) < 0.06).astype(float))
    first, again, other = (betweenness(incidence, samples=5, rng=np.random.default_rng(k)) for k in (1, 1, 2))
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


@pytest.mark.parametrize("samples", [None, 70, 300])
def test_progress_is_told(samples):
    incidence = csr_array((np.random.default_rng(4).random((250, 100)) < 0.02).astype(float))
    told = []
    rng = np.random.default_rng(0)
    with_progress = betweenness(
        incidence, samples=samples, rng=rng, progress=lambda done, of: told.append((done, of))
    )
    done, of = zip(*told, strict=True)
    assert list(done) == sorted(set(done))
    assert set(of) == {done[-1]}
    assert len(told) > 1
    silent = betweenness(incidence, samples=samples, rng=np.random.default_rng(0))
    assert silent.tolist() == with_progress.tolist()


def test_standard_error_is_that_of_the_estimate():
    """As estimated from one sample, and as it shows in many."""
    incidence = csr_array((np.random.default_rng(2).random((30, 25)) < 0.06).astype(float))
    rng = np.random.default_rng(5)
    drawn = [sampled_betweenness(incidence, 12, rng) for _ in range(600)]
    assert {(one.samples, one.sources) for one in drawn} == {(12, int((degree(incidence) > 0).sum()))}
    squares = np.mean([one.standard_error**2 for one in drawn], axis=0)
    observed = np.var([one.estimate for one in drawn], axis=0)
    assert squares == pytest.approx(observed, rel=0.25, abs=1e-9)
    assert (observed > 1).sum() >= 5


def test_standard_error_where_nothing_is_left_to_chance_or_to_compare(as_pairs):
    path, rng = as_pairs(nx.path_graph(5)), np.random.default_rng(0)
    assert sampled_betweenness(path, 5, rng).standard_error.tolist() == [0] * 5
    assert sampled_betweenness(path, 99, rng).samples == 5
    assert np.isnan(sampled_betweenness(path, 1, rng).standard_error).all()
    nobody = sampled_betweenness(csr_array((3, 2)), 1, rng)
    assert (nobody.samples, nobody.sources) == (0, 0)
    assert nobody.estimate.tolist() == nobody.standard_error.tolist() == [0, 0, 0]


def test_weighted_betweenness_of_a_detour():
    """From 0 to 2, two strong ties by way of 1 are as long as the weak one; a weaker one is never taken."""
    ties = np.zeros((4, 4))
    for i, j, strength in ((0, 1, 2.0), (1, 2, 2.0), (0, 2, 1.0), (2, 3, 5.0)):
        ties[i, j] = ties[j, i] = strength
    # 1 is between 0 and 2, and between 0 and 3, on one of two ways; 2 is on every way to 3.
    assert weighted_betweenness(csr_array(ties)).tolist() == [0, 1, 2, 0]
    ties[0, 2] = ties[2, 0] = 0.99
    assert weighted_betweenness(csr_array(ties)).tolist() == [0, 2, 2, 0]
    assert betweenness_share(weighted_betweenness(csr_array(ties))) == pytest.approx([0, 2 / 3, 2 / 3, 0])


def test_lengths_that_differ_by_rounding_are_equal():
    """Three ties of a tenth are longer than one of three tenths by the 17th digit."""
    ties = np.zeros((4, 4))
    for i, j, length in ((0, 1, 0.1), (1, 2, 0.1), (2, 3, 0.1), (0, 3, 0.3)):
        ties[i, j] = ties[j, i] = 1 / length
    assert 0.1 + 0.1 + 0.1 != 0.3
    assert weighted_betweenness(csr_array(ties)).tolist() == [0, 1.5, 1.5, 0]


def test_weighted_betweenness_without_weights_is_betweenness(wild_hypergraphs):
    for case in wild_hypergraphs[::10]:
        ties = project(case.incidence)
        ties.data[:] = 3.5
        assert weighted_betweenness(ties) == pytest.approx(betweenness(case.incidence), rel=1e-9, abs=1e-9)


def test_weighted_betweenness_of_projections_is_that_of_networkx(awkward_hypergraphs):
    """Which is given fractions, so that equal lengths are equal."""
    for case in awkward_hypergraphs:
        ties = project(case.incidence)
        graph = nx.from_scipy_sparse_array(ties)
        for _, _, tie in graph.edges(data=True):
            tie["length"] = Fraction(1, int(tie["weight"]))
        theirs = nx.betweenness_centrality(graph, normalized=False, weight="length")
        assert weighted_betweenness(ties).tolist() == pytest.approx([theirs[i] for i in range(case.n)])


def test_weighted_betweenness_is_that_of_networkx():
    """With lengths that are whole numbers, so that equal ones are equal."""
    rng = np.random.default_rng(6)
    graph = nx.gnm_random_graph(40, 90, seed=6)
    for _, _, tie in graph.edges(data=True):
        tie["length"] = int(rng.integers(1, 5))
    ties = nx.to_scipy_sparse_array(graph, weight="length", dtype=float)
    ties.data = 1 / ties.data
    theirs = nx.betweenness_centrality(graph, normalized=False, weight="length")
    assert weighted_betweenness(ties).tolist() == pytest.approx([theirs[i] for i in range(40)])
    told = []
    sampled = weighted_betweenness(
        ties, samples=1000, rng=rng, progress=lambda done, of: told.append((done, of))
    )
    assert sampled == pytest.approx([theirs[i] for i in range(40)])
    assert told[-1] == (40, 40)


def test_ties_too_weak_to_be_measured():
    ties = csr_array(np.array([[0, 1e-310], [1e-310, 0]]))
    with pytest.raises(MeasureError, match=r"^A tie of weight 1e-310 is too weak to have a length: "):
        weighted_betweenness(ties)


def test_more_paths_than_can_be_counted(as_pairs):
    """Every diamond in a chain doubles the number of shortest paths."""
    diamonds = nx.Graph()
    for k in range(2200):
        diamonds.add_edges_from([(k, (k, 0)), (k, (k, 1)), ((k, 0), k + 1), ((k, 1), k + 1)])
    refused = pytest.raises(
        MeasureError, match=r"^There are more shortest paths between two organizations than"
    )
    with np.errstate(over="ignore", invalid="ignore"), refused:  # which only interpreted code would say
        betweenness(as_pairs(diamonds), samples=1, rng=np.random.default_rng(0))


def test_florentine_marriages(as_pairs):
    """Jackson (2008), Social and Economic Networks, and Wasserman and Faust (1994)."""
    graph = nx.florentine_families_graph()
    share = dict(zip(graph, betweenness_share(betweenness(as_pairs(graph))).tolist(), strict=True))
    assert share["Medici"] == pytest.approx(0.5220, abs=5e-5)
    assert share["Guadagni"] == pytest.approx(0.2546, abs=5e-5)
    assert share["Albizzi"] == pytest.approx(0.2125, abs=5e-5)
    assert share["Salviati"] == pytest.approx(0.1429, abs=5e-5)


def test_two_mode_davis(as_pairs):
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
