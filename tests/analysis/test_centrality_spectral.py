import igraph
import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis import spectral
from clusternet.analysis.centrality import degree, eigenvector, pagerank
from clusternet.analysis.projection import project


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


def test_pagerank_is_within_its_tolerance(as_pairs):
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


def test_equal_components_give_way_to_the_larger_then_to_the_first(as_pairs):
    def of(*components):
        return eigenvector(as_pairs(nx.disjoint_union_all(components))).round(9).tolist()

    ring, clique = nx.cycle_graph(5), nx.complete_graph(3)  # both with eigenvalue 2
    assert of(clique, ring) == [0, 0, 0] + [round(5**-0.5, 9)] * 5
    assert of(ring, clique) == [round(5**-0.5, 9)] * 5 + [0, 0, 0]
    assert of(clique, clique) == [round(3**-0.5, 9)] * 3 + [0, 0, 0]
    assert of(ring, nx.star_graph(4)) == [round(5**-0.5, 9)] * 5 + [0] * 5  # of as many, with strongest tie 4
    assert of(clique, nx.star_graph(4), nx.complete_graph(4)) == [0] * 8 + [0.5] * 4


def test_pagerank_is_that_of_igraph(wild_hypergraphs):
    for case in wild_hypergraphs:
        ties = project(case.incidence)
        graph = igraph.Graph.Weighted_Adjacency(ties.toarray().tolist(), mode="undirected")
        expected = graph.pagerank(weights="weight")
        assert pagerank(case.incidence, tolerance=1e-13).tolist() == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize("tolerance", [1e-30, 1e-10, 0.1, 5.0])
@pytest.mark.parametrize("damping", [1e-300, 0.85, 0.999999])
def test_any_damping_and_tolerance(damping, tolerance):
    rng = np.random.default_rng(0)
    incidence = csr_array((rng.random((60, 40)) < 0.04).astype(float))
    rank = pagerank(incidence, damping=damping, tolerance=tolerance)
    assert rank.sum() == pytest.approx(1)
    assert rank.min() == pytest.approx(
        rank[degree(incidence) == 0].min()
    )  # nobody gets less than those alone
    exact = pagerank(incidence, damping=damping, tolerance=1e-14)
    assert np.abs(rank - exact).sum() <= tolerance + 1e-9
