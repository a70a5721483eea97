from fractions import Fraction

import igraph
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.distances import distance_sums
from clusternet.analysis.kernels import distances
from clusternet.analysis.kernels.distances import bits
from clusternet.analysis.validation import check_incidence


def sums_of(case, **options):
    return distance_sums(check_incidence(case.incidence), **options)


def as_bytes(sums):
    return sums.reached.tobytes(), sums.far.tobytes(), sums.near.tobytes()


def test_sums_are_those_of_a_search(awkward_hypergraphs, searched):
    for case in awkward_hypergraphs:
        sums = sums_of(case)
        assert sums.reached.dtype == sums.far.dtype == np.int64
        assert [sums.reached.shape, sums.far.shape, sums.near.shape] == [(case.n,)] * 3
        for i, (steps, _) in enumerate(searched(case)):
            others = [d for d in steps.values() if d]
            assert (sums.reached[i], sums.far[i]) == (len(others), sum(others))
            assert sums.near[i] == pytest.approx(float(sum(Fraction(1, d) for d in others)), rel=1e-14)


def test_distances_are_those_of_igraph(wild_hypergraphs):
    for case in wild_hypergraphs:
        ties = (case.incidence @ case.incidence.T).toarray() > 0
        np.fill_diagonal(ties, val=False)
        graph = igraph.Graph.Adjacency(ties.tolist(), mode="undirected")
        steps = np.array(graph.distances(), dtype=float)
        steps[(steps == 0) | np.isinf(steps)] = np.nan
        sums = sums_of(case)
        assert sums.reached.tolist() == (~np.isnan(steps)).sum(axis=1).tolist()
        assert sums.far.tolist() == np.nansum(steps, axis=1).tolist()
        assert sums.near == pytest.approx(np.nansum(1 / steps, axis=1), rel=1e-13)


def test_sources_in_more_than_one_block(wild_hypergraphs, monkeypatch):
    """With one word of 64 sources, and rings where a search takes many steps."""
    cases = [one for one in wild_hypergraphs if one.n > 40][:40]
    whole = [sums_of(case) for case in cases]
    ring = csr_array((np.ones(600), (np.arange(600) // 2 % 300, (np.arange(600) + 1) // 2 % 300)))
    far_around = distance_sums(ring)
    monkeypatch.setattr(distances, "WORDS", 1)
    for case, sums in zip(cases, whole, strict=True):
        again = sums_of(case)
        assert again.reached.tolist() == sums.reached.tolist()
        assert again.far.tolist() == sums.far.tolist()
        assert again.near == pytest.approx(sums.near, rel=1e-14)
    for sums in (far_around, distance_sums(ring)):
        assert sums.reached.tolist() == [299] * 300
        assert sums.far.tolist() == [2 * 149 * 150 // 2 + 150] * 300
        assert sums.near == pytest.approx(2 * sum(1 / np.arange(1, 150)) + 1 / 150)


def test_same_bytes_in_any_number_of_threads(wild_hypergraphs, monkeypatch):
    monkeypatch.setattr(distances, "WORDS", 1)
    rng = np.random.default_rng(8)
    large = csr_array((rng.random((400, 300)) < 0.01).astype(float))
    alone = as_bytes(distance_sums(large, threads=1))
    assert as_bytes(distance_sums(large, threads=2)) == alone
    assert as_bytes(distance_sums(large, threads=3)) == alone
    for case in wild_hypergraphs[::20]:
        assert as_bytes(sums_of(case, threads=1)) == as_bytes(sums_of(case, threads=3))


def test_progress_counts_organizations_with_the_same_projects_once(monkeypatch):
    monkeypatch.setattr(distances, "WORDS", 1)
    told = []
    chain = csr_array((np.ones(200), (np.arange(200) // 2, np.arange(200) // 2 + np.arange(200) % 2)))
    twice = csr_array(np.vstack([chain.toarray(), chain.toarray()]))
    distance_sums(twice, progress=lambda done, of: told.append((done, of)))
    assert told == [(64, 100), (100, 100)]


def test_twins_are_one_step_away():
    """Four with the same three projects, one more in one of them, and three of its own project."""
    incidence = np.zeros((8, 4))
    incidence[:4, :3] = incidence[4, [0, 3]] = 1
    incidence[5:, 3] = 1
    sums = distance_sums(csr_array(incidence))
    assert sums.reached.tolist() == [7] * 8
    assert sums.far.tolist() == [4 + 2 * 3] * 4 + [7] + [3 + 2 * 4] * 3
    assert sums.near.tolist() == [4 + 3 / 2] * 4 + [7] + [3 + 4 / 2] * 3


def test_bits():
    words = np.array([0, 1, 2**64 - 1, 2**63, 0x0F0F_0000_FFFF_0001], dtype=np.uint64)
    assert [bits(word) for word in words] == [0, 1, 64, 1, 8 + 16 + 1]
