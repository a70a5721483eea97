from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.bridging import bridging, pairs_by_cluster
from clusternet.analysis.projection import project
from clusternet.exceptions import NotSymmetric, ShapeMismatch


def separated_pairs(case):
    """Pairs of members with no project and no cluster in common."""
    clusters = [{c for c, one in enumerate(case.clusters) if i in one} for i in range(case.n)]
    return [
        (a, b)
        for a, b in combinations(range(case.n), 2)
        if clusters[a]
        and clusters[b]
        and not clusters[a] & clusters[b]
        and not any(a in one and b in one for one in case.projects)
    ]


def stands_between(case, v, a, b):
    return v not in (a, b) and all(any(v in one and end in one for one in case.projects) for end in (a, b))


def test_pairs_are_those_of_the_definition(awkward_hypergraphs):
    bridged = 0
    for case in awkward_hypergraphs:
        found = bridging(project(case.incidence), case.membership)
        pairs = separated_pairs(case)
        expected = [sum(stands_between(case, v, a, b) for a, b in pairs) for v in range(case.n)]
        assert found.between.tolist() == expected
        assert found.separated == sum(
            any(stands_between(case, v, a, b) for v in range(case.n)) for a, b in pairs
        )
        bridged += sum(expected)
    assert bridged > 20  # the cases do have bridges


def test_pairs_by_cluster_add_up_to_the_pairs_between(awkward_hypergraphs):
    for case in awkward_hypergraphs:
        ties = project(case.incidence)
        found = bridging(ties, case.membership)
        for v in range(case.n):
            split = pairs_by_cluster(ties, case.membership, v)
            assert np.array_equal(split, split.T)
            assert not split.diagonal().any()
            assert np.triu(split).sum() == pytest.approx(found.between[v])


def test_a_partner_outside_the_clusters_can_stand_between_them():
    """0 in a, 1 in b, 2 in no cluster shares one project with each."""
    incidence = csr_array(np.array([[1, 0], [0, 1], [1, 1]]))
    membership = csr_array(np.array([[1, 0], [0, 1], [0, 0]]))
    ties = project(incidence)
    assert bridging(ties, membership).between.tolist() == [0, 0, 1]
    assert pairs_by_cluster(ties, membership, 2).tolist() == [[0, 1], [1, 0]]


def test_bad_arguments_are_refused():
    with pytest.raises(NotSymmetric):
        bridging(csr_array(np.array([[0, 1], [0, 0]])), csr_array(np.ones((2, 1))))
    with pytest.raises(ShapeMismatch, match=r"^membership has 3 rows"):
        bridging(csr_array(np.zeros((2, 2))), csr_array(np.ones((3, 1))))
