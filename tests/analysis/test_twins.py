import numpy as np
from scipy.sparse import csr_array

from clusternet.analysis.twins import merge_twins
from clusternet.analysis.validation import check_incidence


def merged_again(merged):
    """The incidence of the organizations, put together from their nodes: projects of two or more only."""
    n_inner, n_projects = merged.inner.shape
    rows = np.zeros((merged.size.size + 1, n_projects))
    rows[:n_inner] = merged.inner.toarray()
    rows[np.arange(n_inner, merged.size.size), merged.project_of] = 1
    return rows[merged.node_of]  # the last row is that of nobody, as -1


def columns_in_any_order(matrix):
    return sorted(map(tuple, matrix.T.tolist()))


def test_nothing_is_lost(awkward_hypergraphs, wild_hypergraphs):
    for case in [*awkward_hypergraphs, *wild_hypergraphs]:
        merged = merge_twins(check_incidence(case.incidence))
        shared = case.incidence.toarray()
        shared = shared[:, shared.sum(axis=0) >= 2]
        assert columns_in_any_order(merged_again(merged)) == columns_in_any_order(shared)
        assert merged.size.tolist() == np.bincount(merged.node_of[merged.node_of >= 0]).tolist()
        assert (merged.node_of == -1).tolist() == (shared.sum(axis=1) == 0).tolist()


def test_nodes_differ_and_leaves_have_one_project(awkward_hypergraphs):
    for case in awkward_hypergraphs:
        merged = merge_twins(check_incidence(case.incidence))
        inner = merged.inner.toarray()
        assert len(np.unique(inner, axis=0)) == len(inner)
        assert (np.diff(merged.inner.indptr) >= 2).all()
        assert np.diff(merged.inner.indptr).tolist() == sorted(np.diff(merged.inner.indptr), reverse=True)
        assert merged.project_of.tolist() == sorted(set(merged.project_of.tolist()))
        leaves = merged.size[inner.shape[0] :]
        assert merged.leaves[merged.project_of].tolist() == leaves.tolist()
        assert merged.leaves.sum() == leaves.sum()


def test_worked_example():
    """Project 0 of everybody; project 1 of 0, 1 and 2; project 2 of 2 alone, so that 0, 1 and 2 are twins."""
    incidence = csr_array(np.array([[1, 1, 0], [1, 1, 0], [1, 1, 1], [1, 0, 0], [1, 0, 0], [0, 0, 0]]))
    merged = merge_twins(check_incidence(incidence))
    assert merged.node_of.tolist() == [0, 0, 0, 1, 1, -1]
    assert merged.size.tolist() == [3, 2]
    assert merged.inner.toarray().tolist() == [[1, 1]]
    assert merged.project_of.tolist() == [0]
    assert merged.leaves.tolist() == [2, 0]
    nodes, projects = merged.starts(np.array([1, 0]))
    assert (nodes.tolist(), projects.tolist()) == ([-1, 0], [0, -1])
    assert merged.to_organizations(np.array([5.0, 7.0]), alone=np.nan)[:5].tolist() == [5, 5, 5, 7, 7]
