import dataclasses
import math
from itertools import combinations, cycle, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from clusternet.analysis.activity import activity_classes
from clusternet.analysis.cooperation import (
    ClusterPairs,
    association_indices,
    carriers,
    cluster_pairs,
    projects_across,
)
from clusternet.analysis.projection import project
from clusternet.exceptions import (
    MeasureError,
    NegativeWeight,
    NotBinary,
    NotFinite,
    NotSymmetric,
    PartitionMismatch,
    ShapeMismatch,
)

TIE_OF = {
    "count": lambda _: 1,
    "newman": lambda size: 1 / (size - 1),
    "fractional": lambda size: 2 / (size * (size - 1)),
}


def is_joint(consortium, one, other):
    """Two different organizations, the first in one cluster and the second in the other."""
    return any(i in one and j in other for i, j in permutations(consortium, 2))


def n_joint(projects, one, other):
    return sum(is_joint(consortium, one, other) for consortium in projects)


def ties_between(case, shares, a, b, weighting):
    total = 0.0
    for consortium in case.projects:
        for i, j in combinations(consortium, 2):
            both = shares[i, a] * shares[j, b] + shares[i, b] * shares[j, a]
            total += TIE_OF[weighting](len(consortium)) * (both / 2 if a == b else both)
    return total


def cluster_cells(case):
    return product(range(len(case.clusters)), repeat=2)


def test_joint_projects_and_shared_members_are_those_of_the_definition(awkward_hypergraphs):
    for case in awkward_hypergraphs:
        pairs = cluster_pairs(case.incidence, case.shares)
        assert pairs.projects.dtype == pairs.shared_members.dtype == np.int64
        assert pairs.projects.shape == pairs.shared_members.shape == (len(case.clusters),) * 2
        for a, b in cluster_cells(case):
            one, other = case.clusters[a], case.clusters[b]
            assert pairs.projects[a, b] == n_joint(case.projects, one, other)
            assert pairs.shared_members[a, b] == len(one & other)


def test_projects_across_clusters_are_joint_projects_of_some_pair(awkward_hypergraphs):
    for case in awkward_hypergraphs:
        across = projects_across(case.incidence, case.membership)
        assert across.tolist() == [
            any(is_joint(consortium, one, other) for one, other in permutations(case.clusters, 2))
            for consortium in case.projects
        ]


def test_ties_are_those_of_the_definition(awkward_hypergraphs):
    for case, weighting in zip(awkward_hypergraphs, cycle(TIE_OF), strict=False):
        for membership in (case.membership, case.shares):
            pairs = cluster_pairs(case.incidence, membership, weighting=weighting)
            shares = membership.toarray()
            assert (pairs.ties == pairs.ties.T).all()
            for a, b in cluster_cells(case):
                assert pairs.ties[a, b] == pytest.approx(
                    ties_between(case, shares, a, b, weighting), abs=1e-12
                )


def test_fractional_ties_add_up_to_the_ties_between_members(awkward_hypergraphs):
    for case, weighting in zip(awkward_hypergraphs, cycle(TIE_OF), strict=False):
        members = sorted(set().union(*case.clusters))
        between = project(case.incidence, weighting)[members][:, members].sum() / 2
        ties = cluster_pairs(case.incidence, case.shares, weighting=weighting).ties
        assert np.triu(ties).sum() == pytest.approx(between, abs=1e-12)


def test_order_of_organizations_and_clusters_does_not_matter(awkward_hypergraphs):
    rng = np.random.default_rng(5)
    for case in awkward_hypergraphs[::3]:
        row, column = rng.permutation(case.n), rng.permutation(len(case.clusters))
        strata = rng.integers(-1, 2, case.n)
        pairs = cluster_pairs(case.incidence, case.shares, strata=strata)
        moved = cluster_pairs(case.incidence[row], case.shares[row][:, column], strata=strata[row])
        for field in dataclasses.fields(ClusterPairs):
            expected = getattr(pairs, field.name)[np.ix_(column, column)]
            assert getattr(moved, field.name) == pytest.approx(expected, abs=1e-9, nan_ok=True), field.name


def test_worked_example(two_clusters_one_partner):
    case = two_clusters_one_partner
    full = cluster_pairs(case.incidence, case.membership)
    shares = cluster_pairs(case.incidence, case.shares)
    volume = cluster_pairs(case.incidence, case.shares, weighting="fractional")
    assert full.projects.tolist() == [[2, 2], [2, 2]]
    assert full.ties.tolist() == [[4, 5], [5, 2]]
    assert shares.ties.tolist() == [[2.5, 3], [3, 1.5]]
    assert volume.ties == pytest.approx(np.array([[5 / 6, 1], [1, 7 / 6]]))
    assert full.shared_members.tolist() == [[3, 1], [1, 3]]
    assert shares.shared_members.tolist() == [[3, 1], [1, 3]]
    assert (full.expected[0, 1], full.sd[0, 1], full.z[0, 1]) == pytest.approx((5.6, 0.8, -0.75))
    assert shares.expected[0, 1] == pytest.approx(4.2)
    assert shares.sd[0, 1] ** 2 == pytest.approx(0.526667, abs=5e-7)
    assert shares.z[0, 1] == pytest.approx(-1.2 / 0.526667**0.5, abs=1e-5)
    assert np.isnan(full.expected_within).all()
    assert full.probability_index[0, 1] == 1  # of two clusters, each has all its ties with the other
    assert np.isnan(full.probability_index.diagonal()).all()


def test_worked_example_among_everybody_and_within_strata(two_clusters_one_partner):
    case = two_clusters_one_partner
    everybody = np.ones(6, dtype=bool)
    activity = activity_classes(np.array([1, 2, 3, 2, 1, 1]))
    assert activity.tolist() == [0, 1, 2, 1, 0, 0]
    pairs = cluster_pairs(case.incidence, case.membership, among=everybody, strata=activity)
    assert pairs.expected[0, 1] == pytest.approx(4.266667, abs=5e-7)
    assert pairs.sd[0, 1] ** 2 == pytest.approx(1.928889, abs=5e-7)
    within = cluster_pairs(case.incidence, case.membership, strata=activity).expected_within
    outcomes = [ties_after_swaps(case, swaps) for swaps in ([], [(1, 3)], [(0, 4)], [(1, 3), (0, 4)])]
    assert outcomes == [5, 7, 7, 5]
    assert within[0, 1] == 6


def ties_after_swaps(case, swaps):
    rows = case.membership.toarray()
    for i, j in swaps:
        rows[[i, j]] = rows[[j, i]]
    return ties_between(case, rows, 0, 1, "count")


def test_one_organization_in_both_clusters_is_no_joint_project():
    incidence = csr_array(np.array([[1, 1, 1], [0, 1, 0], [0, 0, 1]]))
    membership = csr_array(np.array([[1, 1], [0, 0], [1, 0]]))
    pairs = cluster_pairs(incidence, membership)
    assert pairs.projects.tolist() == [[1, 1], [1, 0]]
    assert pairs.ties.tolist() == [[1, 1], [1, 0]]


def test_z_is_undefined_where_nothing_varies():
    incidence = csr_array(np.ones((5, 1)))
    membership = csr_array(np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 1]]))
    pairs = cluster_pairs(incidence, membership)
    assert pairs.sd.tolist() == [[0, 0], [0, 0]]
    assert np.isnan(pairs.z).all()
    assert pairs.expected.tolist() == pairs.ties.tolist() == [[1, 6], [6, 3]]
    few = cluster_pairs(incidence, membership, among=np.array([True, True, True, False, False]))
    assert np.isnan(few.sd).all()
    assert np.isnan(few.z).all()


def test_empty_networks_have_empty_pairs(without_projects, without_organizations, without_clusters):
    for case, n_clusters in ((without_projects, 2), (without_organizations, 1), (without_clusters, 0)):
        pairs = cluster_pairs(case.incidence, case.membership, strata=np.zeros(case.n, dtype=np.intp))
        for field in dataclasses.fields(pairs):
            assert getattr(pairs, field.name).shape == (n_clusters, n_clusters), field.name
        assert pairs.projects.tolist() == pairs.ties.tolist() == [[0] * n_clusters] * n_clusters
        assert np.isnan(pairs.z).all()
        assert np.isnan(pairs.probability_index).all()
        carried = carriers(case.incidence, case.membership)
        assert carried.organization.tolist() == [[-1] * n_clusters] * n_clusters
        assert carried.projects_without.tolist() == [[0] * n_clusters] * n_clusters


def test_pairs_are_frozen(two_clusters_one_partner):
    pairs = cluster_pairs(two_clusters_one_partner.incidence, two_clusters_one_partner.membership)
    with pytest.raises(dataclasses.FrozenInstanceError):
        pairs.ties = pairs.expected


def test_bad_arguments_are_refused(two_clusters_one_partner):
    incidence, membership = two_clusters_one_partner.incidence, two_clusters_one_partner.membership
    with pytest.raises(NotBinary, match=r"^incidence has 3\.0 in row 0, column 0: "):
        cluster_pairs(3 * incidence, membership)
    with pytest.raises(ShapeMismatch, match=r"^membership has 5 rows for 6 organizations: "):
        cluster_pairs(incidence, membership[:5])
    with pytest.raises(PartitionMismatch, match=r"^strata has shape \(5,\) for 6 organizations: "):
        cluster_pairs(incidence, membership, strata=np.zeros(5, dtype=np.intp))
    with pytest.raises(MeasureError, match=r"^among is a numpy array of float64: "):
        cluster_pairs(incidence, membership, among=np.ones(6))
    with pytest.raises(MeasureError, match=r"^weighting is 'binary': "):
        cluster_pairs(incidence, membership, weighting="binary")
    with pytest.raises(NegativeWeight, match=r"^membership has -1\.0 in row 0, column 0: "):
        carriers(incidence, -membership)


def test_association_of_four_clusters():
    """Values of R EconGeo's relatedness for the same matrix."""
    counts = np.array([[0, 6, 2, 0], [6, 0, 3, 1], [2, 3, 0, 4], [0, 1, 4, 0]])
    indices = association_indices(counts)
    probability = [indices.probability_index[pair] for pair in ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3))]
    assert probability == pytest.approx([1.721739, 0.652482, 0.749630, 0.484898, 2.208], abs=5e-7)
    assert indices.salton[0, 1] == pytest.approx(0.670820, abs=5e-7)
    assert indices.salton[2, 3] == pytest.approx(0.596285, abs=5e-7)
    assert (indices.jaccard[0, 1], indices.jaccard[2, 3], indices.jaccard[0, 3]) == pytest.approx(
        (0.5, 0.4, 0)
    )
    for index in (indices.salton, indices.jaccard, indices.probability_index):
        assert np.isnan(index.diagonal()).all()
        assert np.array_equal(index, index.T, equal_nan=True)


def test_association_leaves_out_the_diagonal_and_clusters_alone():
    counts = np.array([[9.0, 2, 0], [2, 7, 0], [0, 0, 5]])
    indices = association_indices(counts)
    for index in (indices.salton, indices.jaccard, indices.probability_index):
        assert index[0, 1] == 1
        assert np.isnan(index[2]).all()
    assert counts[0, 0] == 9


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_probability_index_is_the_formula(seed):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.integers(0, 4, (5, 5)), 1)
    counts = upper + upper.T
    index = association_indices(counts).probability_index
    s, t = counts.sum(axis=1), counts.sum()
    for g, h in combinations(range(5), 2):
        if s[g] == 0 or s[h] == 0:
            assert math.isnan(index[g, h])
        else:
            chance = (s[g] / t * s[h] / (t - s[g]) + s[h] / t * s[g] / (t - s[h])) * t / 2
            assert index[g, h] == pytest.approx(counts[g, h] / chance)


@pytest.mark.parametrize(
    ("counts", "error", "message"),
    [
        (np.ones((2, 3)), ShapeMismatch, r"^counts has shape \(2, 3\): "),
        (np.ones(3), ShapeMismatch, r"^counts has shape \(3,\): "),
        (np.array([[0, 1], [2, 0]]), NotSymmetric, r"^counts has 1\.0 in row 0, column 1: "),
        (np.array([[0, -1], [-1, 0]]), NegativeWeight, r"^counts has -1\.0 in row 0, column 1: "),
        (np.array([[0, 1], [1, np.nan]]), NotFinite, "^counts has nan in row 1, column 1: "),
        (csr_array((2, 2)), MeasureError, "^counts is of type csr_array: "),
        (np.array([["a"]]), MeasureError, "^counts is a numpy array of <U1: "),
    ],
)
def test_bad_counts_are_refused(counts, error, message):
    with pytest.raises(error, match=message):
        association_indices(counts)


def test_carriers_are_those_of_removing_each_organization(awkward_hypergraphs):
    carried_pairs = 0
    for case in awkward_hypergraphs:
        carried = carriers(case.incidence, case.membership)
        assert carried.organization.shape == carried.projects_without.shape == (len(case.clusters),) * 2
        for a, b in cluster_cells(case):
            one, other = case.clusters[a], case.clusters[b]
            joint = n_joint(case.projects, one, other)
            left = [n_joint([each - {i} for each in case.projects], one, other) for i in range(case.n)]
            if a == b:
                expected = (-1, 0)
            elif min(left, default=joint) == joint:
                expected = (-1, joint)
            else:
                expected = (left.index(min(left)), min(left))
                carried_pairs += 1
            assert (carried.organization[a, b], carried.projects_without[a, b]) == expected
    assert carried_pairs > 300


def test_worked_example_leans_on_the_organization_in_both(two_clusters_one_partner):
    carried = carriers(two_clusters_one_partner.incidence, two_clusters_one_partner.membership)
    # Without 2, project 0 has no member of the second cluster; without 1 or 3, one project is still joint.
    assert carried.organization.tolist() == [[-1, 2], [2, -1]]
    assert carried.projects_without.tolist() == [[0, 1], [1, 0]]
    assert carried.organization.dtype == np.intp
    assert carried.projects_without.dtype == np.int64


def test_nobody_carries_what_any_one_can_leave():
    everybody_twice = csr_array(np.ones((4, 3)))
    membership = csr_array(np.array([[1, 0], [1, 0], [0, 1], [0, 1]]))
    carried = carriers(everybody_twice, membership)
    assert (carried.organization[0, 1], carried.projects_without[0, 1]) == (-1, 3)
