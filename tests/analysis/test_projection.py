from fractions import Fraction
from itertools import combinations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from clusternet.analysis import projection as projection_module
from clusternet.analysis.projection import WEIGHTINGS, participants, project, tie_weights
from clusternet.exceptions import MeasureError, NotBinary

TIE_OF = {
    "count": lambda _: Fraction(1),
    "newman": lambda size: Fraction(1, size - 1),
    "fractional": lambda size: Fraction(2, size * (size - 1)),
}


def ties_by_definition(projects, n, weighting):
    ties = {pair: Fraction(0) for pair in combinations(range(n), 2)}
    for consortium in projects:
        for pair in combinations(sorted(consortium), 2):
            ties[pair] += TIE_OF[weighting](len(consortium))
    return ties


@pytest.fixture(params=["multiplied", "compiled"])
def way(request, monkeypatch):
    """Whether small incidences are projected as small ones are, or as large ones."""
    limit = 0 if request.param == "compiled" else 2**62
    monkeypatch.setattr(projection_module, "WORTH_COMPILING", limit)
    monkeypatch.setattr(projection_module, "WORTH_CALLING", limit)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_ties_are_those_of_the_definition(awkward_hypergraphs, weighting):
    for case in awkward_hypergraphs:
        projection = project(case.incidence, weighting)
        expected = np.zeros((case.n, case.n))
        for (i, j), tie in ties_by_definition(case.projects, case.n, weighting).items():
            expected[i, j] = expected[j, i] = float(tie)
        assert projection.shape == (case.n, case.n)
        assert np.abs(projection.toarray() - expected).max(initial=0) < 1e-13
        assert projection.nnz == np.count_nonzero(expected)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_projection_is_exactly_symmetric_and_canonical(weighting):
    rng = np.random.default_rng(3)
    incidence = csr_array((rng.random((60, 200)) < 0.2).astype(float))
    projection = project(incidence, weighting)
    assert (projection != projection.T).nnz == 0
    assert projection.dtype == np.float64
    assert not projection.diagonal().any()
    assert all((np.diff(row) > 0).all() for row in np.split(projection.indices, projection.indptr[1:-1]))


def bytes_of(matrix):
    return [(part.dtype, part.tobytes()) for part in (matrix.data, matrix.indices, matrix.indptr)]


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_large_and_small_networks_are_projected_to_the_same_bytes(
    awkward_hypergraphs, monkeypatch, weighting
):
    rng = np.random.default_rng(5)
    incidences = [case.incidence for case in awkward_hypergraphs]
    for n, n_projects in ((50, 400), (300, 150), (200, 200)):
        chance = rng.choice([0.01, 0.05, 0.6], (n, 1)) * rng.choice([0.2, 1], n_projects)
        incidences.append(csr_array(rng.random((n, n_projects)) < chance))
    with_long_indices = incidences[-1].copy()
    with_long_indices.indices = with_long_indices.indices.astype(np.int64)
    with_long_indices.indptr = with_long_indices.indptr.astype(np.int64)
    projections = []
    for limit in (2**62, 0):
        monkeypatch.setattr(projection_module, "WORTH_COMPILING", limit)
        monkeypatch.setattr(projection_module, "WORTH_CALLING", limit)
        projections.append([project(one, weighting) for one in (*incidences, with_long_indices)])
    for multiplied, compiled in zip(*projections, strict=True):
        assert bytes_of(multiplied) == bytes_of(compiled)
        assert compiled.indices.dtype == np.int32
    assert bytes_of(projections[0][-1]) == bytes_of(projections[0][-2])


def test_worked_example(two_clusters_one_partner):
    newman = project(two_clusters_one_partner.incidence, "newman").toarray()
    fractional = project(two_clusters_one_partner.incidence, "fractional").toarray()
    count = project(two_clusters_one_partner.incidence).toarray()
    assert count[1].tolist() == [1, 0, 2, 1, 0, 0]
    assert newman[2].tolist() == [0.5, 1, 0, 0.5, 0, 1]
    assert fractional[3] == pytest.approx([0, 1 / 3, 1 / 3, 0, 1, 0])
    assert (np.triu(count).sum(), np.triu(newman).sum()) == (8, 5)
    assert np.triu(fractional).sum() == pytest.approx(4)  # one for each project


def test_newman_ties_of_davis_add_up_to_events():
    """Davis, Gardner and Gardner's women, as networkx ships them: every event has at least two."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    incidence = csr_array(nx.bipartite.biadjacency_matrix(graph, women, events))
    sums = project(incidence, "newman").sum(axis=1)
    assert dict(zip(women[:6], sums[:6].round(9).tolist(), strict=True)) == {
        "Evelyn Jefferson": 8,
        "Laura Mandeville": 7,
        "Theresa Anderson": 8,
        "Brenda Rogers": 7,
        "Charlotte McDowd": 4,
        "Frances Anderson": 4,
    }
    assert sums.sum() == pytest.approx(89)


@pytest.mark.usefixtures("way")
def test_ties_are_those_of_igraph(wild_hypergraphs):
    for case in wild_hypergraphs:
        sides = [False] * case.n + [True] * len(case.projects)
        pairs = [(i, case.n + k) for k, one in enumerate(case.projects) for i in one]
        graph = igraph.Graph.Bipartite(sides, pairs).bipartite_projection(which=0)
        theirs = np.zeros((case.n, case.n))
        for edge in graph.es:
            theirs[edge.tuple] = theirs[edge.tuple[::-1]] = edge["weight"]
        assert project(case.incidence).toarray().tolist() == theirs.tolist()


@settings(deadline=None)
@given(st.lists(st.frozensets(st.integers(0, 7)), max_size=12))
def test_every_project_with_two_organizations_adds_up_to_one(projects):
    rows = [i for one in projects for i in one]
    columns = [k for k, one in enumerate(projects) for _ in one]
    incidence = csr_array((np.ones(len(rows)), (rows, columns)), shape=(8, len(projects)))
    shared = sum(len(one) >= 2 for one in projects)
    assert project(incidence, "fractional").sum() / 2 == pytest.approx(shared)
    of_each = [sum(i in one and len(one) >= 2 for one in projects) for i in range(8)]
    assert project(incidence, "newman").sum(axis=1) == pytest.approx(of_each)


@pytest.mark.usefixtures("way")
def test_empty_networks_have_empty_projections(without_projects, without_organizations):
    assert project(without_projects.incidence).toarray().tolist() == [[0] * 3] * 3
    assert project(without_organizations.incidence, "newman").shape == (0, 0)


def test_counts_and_weights_of_projects(two_clusters_one_partner):
    sizes = participants(two_clusters_one_partner.incidence)
    assert sizes.dtype == np.int64
    assert sizes.tolist() == [3, 3, 2, 2]
    assert tie_weights(np.array([0, 1, 2, 5]), "fractional").tolist() == [0, 0, 1, 0.1]
    assert tie_weights(np.array([0, 1, 2, 5]), "newman").tolist() == [0, 0, 1, 0.25]
    assert tie_weights(np.array([0, 1, 2, 5]), "count").tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("weighting", ["jaccard", "", "Newman", None, 2, ["count"]])
def test_unknown_weighting_is_refused(two_clusters_one_partner, weighting):
    with pytest.raises(MeasureError, match=r"^weighting is .*: choose one of count, newman, fractional"):
        project(two_clusters_one_partner.incidence, weighting)


def test_what_comes_in_stays_as_it_was():
    incidence = csr_array((np.array([1, 0, 1], dtype=np.int8), ([0, 0, 1], [1, 0, 1])), shape=(2, 2))
    project(incidence)
    assert incidence.dtype == np.int8
    assert incidence.nnz == 3


def test_bad_incidence_is_refused():
    with pytest.raises(NotBinary, match=r"^incidence has 2\.0 in row 0, column 1: "):
        project(csr_array(np.array([[1, 2]])))
