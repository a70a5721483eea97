from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.centrality import degree, strength
from clusternet.analysis.projection import project
from clusternet.exceptions import MeasureError, NotBinary


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
