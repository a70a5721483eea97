import igraph
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis import paths
from clusternet.analysis.betweenness import betweenness
from clusternet.analysis.distances import distance_sums
from clusternet.analysis.paths import passing_paths
from clusternet.analysis.twins import merge_twins
from clusternet.analysis.validation import check_incidence


def all_paths(incidence, **options):
    merged = merge_twins(check_incidence(incidence))
    return passing_paths(merged, merged.size, **options)


def dependencies(case, searched):
    """The share of shortest paths from each organization to all others that pass through each other one."""
    found = searched(case)
    shares = np.zeros((case.n, case.n))
    for s, (steps, ways) in enumerate(found):
        for t in steps:
            for v in steps:
                if v in {s, t} or steps[v] + found[v][0].get(t, np.inf) != steps[t]:
                    continue
                shares[s, v] += ways[v] * found[v][1][t] / ways[t]
    return shares


def test_dependencies_are_those_of_the_definition(awkward_hypergraphs, searched):
    """Of some of the sources only, so that none can stand in for another."""
    rng = np.random.default_rng(9)
    for case in awkward_hypergraphs:
        merged = merge_twins(check_incidence(case.incidence))
        drawn = np.flatnonzero((rng.random(case.n) < 0.6) & (merged.node_of >= 0))
        counts = np.bincount(merged.node_of[drawn], minlength=merged.size.size)
        passing = passing_paths(merged, counts)
        expected = dependencies(case, searched)[drawn]
        assert passing.sums == pytest.approx(expected.sum(axis=0), rel=1e-12, abs=1e-12)
        assert passing.squares == pytest.approx((expected**2).sum(axis=0), rel=1e-12, abs=1e-12)


def test_betweenness_is_that_of_igraph(wild_hypergraphs):
    for case in wild_hypergraphs:
        ties = (case.incidence @ case.incidence.T).toarray() > 0
        np.fill_diagonal(ties, val=False)
        graph = igraph.Graph.Adjacency(ties.tolist(), mode="undirected")
        assert betweenness(case.incidence) == pytest.approx(graph.betweenness(), rel=1e-12, abs=1e-11)


def test_betweenness_adds_up_to_the_steps_in_between(wild_hypergraphs):
    """A shortest path of d steps passes through d - 1 others."""
    for case in wild_hypergraphs:
        sums = distance_sums(check_incidence(case.incidence))
        assert betweenness(case.incidence).sum() == pytest.approx((sums.far - sums.reached).sum() / 2)


def test_organizations_with_the_same_projects_have_the_same(wild_hypergraphs):
    for case in wild_hypergraphs[::3]:
        values = betweenness(case.incidence)
        rows = case.incidence.toarray()
        rows = rows[:, rows.sum(axis=0) > 1]
        for row in np.unique(rows, axis=0):
            assert np.unique(values[(rows == row).all(axis=1)]).size == 1


@pytest.mark.parametrize("n_lanes", [1, 3, 8, 64])
def test_lanes_change_nothing_but_rounding(wild_hypergraphs, monkeypatch, n_lanes):
    cases = wild_hypergraphs[::8]
    whole = [all_paths(case.incidence) for case in cases]
    monkeypatch.setattr(paths, "LANES", n_lanes)
    monkeypatch.setattr(paths, "FEWEST_LANES", 1)
    for case, passing in zip(cases, whole, strict=True):
        again = all_paths(case.incidence)
        assert again.sums == pytest.approx(passing.sums, rel=1e-12, abs=1e-12)
        assert again.squares == pytest.approx(passing.squares, rel=1e-12, abs=1e-12)


def test_large_networks_have_fewer_lanes(monkeypatch):
    told = []
    chain = csr_array((np.ones(200), (np.arange(200) // 2, np.arange(200) // 2 + np.arange(200) % 2)))
    for cells in (paths.MOST_CELLS, 100 * 20, 1):
        monkeypatch.setattr(paths, "MOST_CELLS", cells)
        all_paths(chain, progress=lambda done, _: told.append(done), threads=1)
    assert [done for done in told if done < 50] == [16, 32, 48, 10, 20, 30, 40, 8, 16, 24, 32, 40, 48]


def test_same_bytes_in_any_number_of_threads(wild_hypergraphs):
    large = csr_array((np.random.default_rng(8).random((400, 300)) < 0.01).astype(float))
    for incidence in [large, *[case.incidence for case in wild_hypergraphs[::20]]]:
        alone, two, three = (all_paths(incidence, threads=threads) for threads in (1, 2, 3))
        assert alone.sums.tobytes() == two.sums.tobytes() == three.sums.tobytes()
        assert alone.squares.tobytes() == two.squares.tobytes() == three.squares.tobytes()


def test_partners_in_many_projects_are_one_step():
    """Two ways from 0 to 3, one by way of a partner in five projects, and one of five organizations."""
    often, once = [{0, 1}] * 5 + [{1, 3}] * 5, [{0, 2}, {2, 3}]
    incidence = np.zeros((4, 12))
    for column, project in enumerate([*often, *once]):
        incidence[list(project), column] = 1
    assert betweenness(csr_array(incidence)).tolist() == [0.5] * 4
    five = csr_array(np.vstack([incidence, *[incidence[1]] * 4]))  # five organizations in the place of 1
    # Between 0 and 3 there are six ways; between 2 and each of the five, two: by way of 0 and of 3.
    assert betweenness(five) == pytest.approx([5 / 2, 1 / 6, 1 / 6, 5 / 2, *[1 / 6] * 4])
