from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from clusternet.analysis.nulls import (
    exchangeable_organizations,
    internal_tie_moments,
    label_permutation_mean_within,
    label_permutation_moments,
)
from clusternet.analysis.projection import project
from clusternet.exceptions import (
    MeasureError,
    NegativeWeight,
    NotFinite,
    NotSymmetric,
    PartitionMismatch,
    ShapeMismatch,
)


def ties_of_pairs(ties, rows):
    """O_ab, pair of organizations by pair of organizations."""
    n, n_clusters = rows.shape
    figure = np.zeros((n_clusters, n_clusters))
    for i in range(n):
        for j in range(i + 1, n):
            both = np.outer(rows[i], rows[j])
            figure += ties[i, j] * (both + both.T)
    figure[np.diag_indices(n_clusters)] /= 2
    return figure


def every_outcome(ties, rows, groups):
    """The figure under every permutation of rows within each group of organizations."""
    held = [list(permutations(group)) for group in groups]
    outcomes = []
    for choice in product(*held):
        dealt = rows.copy()
        for group, order in zip(groups, choice, strict=True):
            dealt[list(group)] = rows[list(order)]
        outcomes.append(dealt.T @ ties @ dealt)
    figures = np.array(outcomes)
    diagonal = np.arange(rows.shape[1])
    figures[:, diagonal, diagonal] /= 2
    return figures


def random_ties(rng, n):
    weights = {0: np.ones((n, n)), 1: rng.random((n, n)), 2: rng.integers(1, 5, (n, n)) / 3}[
        int(rng.integers(3))
    ]
    upper = np.triu(weights * (rng.random((n, n)) < rng.choice([0.3, 0.7, 1])), 1)
    return upper + upper.T


def random_rows(rng, n):
    rows = rng.choice([0, 0, 1, 0.5, 1 / 3], (n, int(rng.integers(1, 4))))
    return (rows > 0).astype(float) if rng.random() < 0.5 else rows


def test_moments_are_those_of_every_permutation():
    """With full and fractional rows, weighted ties, and rows that stay in place without being zero."""
    rng = np.random.default_rng(7)
    varying = 0
    for _ in range(150):
        n = int(rng.integers(4, 8))
        ties, rows = random_ties(rng, n), random_rows(rng, n)
        permuted = rng.permutation(n)[: int(rng.integers(0, min(n, 6) + 1))]
        among = np.isin(np.arange(n), permuted)
        figures = every_outcome(ties, rows, [tuple(np.flatnonzero(among))])
        moments = label_permutation_moments(csr_array(ties), csr_array(rows), among=among)
        assert moments.mean.shape == moments.variance.shape == (rows.shape[1],) * 2
        assert np.abs(moments.mean - figures.mean(axis=0)).max() < 1e-12
        if permuted.size < 4:
            assert np.isnan(moments.variance).all()
        else:
            assert np.abs(moments.variance - figures.var(axis=0)).max() < 1e-12
            assert ((moments.variance > 0) == (np.ptp(figures, axis=0) > 1e-12)).all()
            varying += int((moments.variance > 0).sum())
    assert varying > 200


def test_mean_within_strata_is_that_of_every_permutation():
    rng = np.random.default_rng(11)
    for _ in range(150):
        n = int(rng.integers(2, 8))
        ties, rows = random_ties(rng, n), random_rows(rng, n)
        strata = rng.choice([-1, 0, 3, 3, 7], n)
        among = rng.random(n) < 0.8
        groups = [tuple(np.flatnonzero(among & (strata == label))) for label in (0, 3, 7)]
        figures = every_outcome(ties, rows, [group for group in groups if group])
        mean = label_permutation_mean_within(csr_array(ties), csr_array(rows), strata, among=among)
        assert np.abs(mean - figures.mean(axis=0)).max() < 1e-12


def test_worked_example_among_members(two_clusters_one_partner):
    """All 120 permutations of the five members; the partner keeps its empty row."""
    case = two_clusters_one_partner
    ties = project(case.incidence)
    full = label_permutation_moments(ties, case.membership)
    shares = label_permutation_moments(ties, case.shares)
    assert (full.mean[0, 1], full.variance[0, 1]) == pytest.approx((5.6, 0.64))
    assert (shares.mean[0, 1], shares.variance[0, 1]) == pytest.approx((4.2, 0.526667), abs=5e-7)
    assert exchangeable_organizations(ties, case.membership).tolist() == [True] * 5 + [False]


def test_worked_example_among_everybody(two_clusters_one_partner):
    case = two_clusters_one_partner
    ties, everybody = project(case.incidence), np.ones(6, dtype=bool)
    full = label_permutation_moments(ties, case.membership, among=everybody)
    shares = label_permutation_moments(ties, case.shares, among=everybody)
    assert (full.mean[0, 1], full.variance[0, 1]) == pytest.approx((4.266667, 1.928889), abs=5e-7)
    assert (shares.mean[0, 1], shares.variance[0, 1]) == pytest.approx((3.2, 1.193333), abs=5e-7)


def test_one_stratum_is_the_plain_mean(two_clusters_one_partner):
    case = two_clusters_one_partner
    ties = project(case.incidence)
    within = label_permutation_mean_within(ties, case.shares, np.zeros(6, dtype=np.intp))
    assert within.tolist() == label_permutation_moments(ties, case.shares).mean.tolist()


@pytest.mark.parametrize("strata", [[-1, -1, -1, -1, -1, -1], [0, 1, 2, 3, 4, 5], [-1, 4, -7, 2, 0, 3]])
def test_nobody_changes_place(two_clusters_one_partner, strata):
    case = two_clusters_one_partner
    mean = label_permutation_mean_within(project(case.incidence), case.membership, np.array(strata))
    assert mean.tolist() == [[4, 5], [5, 2]]


def test_default_leaves_out_members_without_ties_and_partners():
    ties = csr_array(np.array([[0, 1, 0, 1], [1, 0, 0, 0], [0, 0, 5, 0], [1, 0, 0, 0]]))
    rows = csr_array(np.array([[1, 0], [0, 0.5], [1, 1], [0, 0]]))
    assert exchangeable_organizations(ties, rows).tolist() == [True, True, False, False]
    assert label_permutation_moments(ties, rows).mean.tolist() == [[0, 0.5], [0.5, 0]]


@pytest.mark.parametrize("share", [1, 1 / 3, 0.1])
def test_nothing_varies_when_all_rows_are_the_same(share):
    rng = np.random.default_rng(2)
    ties = project(csr_array(rng.random((30, 40)) < 0.2), "newman")
    rows = csr_array(np.full((30, 2), share))
    moments = label_permutation_moments(ties, rows)
    assert moments.variance.tolist() == [[0, 0], [0, 0]]
    assert moments.mean[0, 1] == pytest.approx(share**2 * ties.sum())


@pytest.mark.parametrize("weight", [1, 1 / 3, 1e-8, 1e8])
def test_nothing_varies_when_all_ties_are_the_same(weight):
    rng = np.random.default_rng(4)
    n = 40
    ties = csr_array(np.full((n, n), weight))  # the diagonal is left out
    rows = csr_array(rng.random((n, 3)))
    assert label_permutation_moments(ties, rows).variance.tolist() == [[0] * 3] * 3


def test_a_single_member_never_has_ties_within_its_cluster():
    rng = np.random.default_rng(9)
    for share in rng.random(50):
        ties = random_ties(rng, 7)
        rows = np.zeros((7, 1))
        rows[3] = share
        moments = label_permutation_moments(csr_array(ties), csr_array(rows), among=np.ones(7, dtype=bool))
        assert (moments.mean[0, 0], moments.variance[0, 0]) == (0, 0)


def test_nothing_varies_when_ties_differ_by_rounding_only():
    """Ties of 1 that are sums of 1, 2 or 3 parts."""
    n, parts = 12, np.array([1, 0.1 + 0.2 + 0.7, 0.7 + 0.2 + 0.1])
    upper = np.triu(parts[np.random.default_rng(8).integers(0, 3, (n, n))], 1)
    rows = csr_array(np.arange(2 * n).reshape(n, 2) % 5 / 3)
    moments = label_permutation_moments(csr_array(upper + upper.T), rows)
    assert np.unique(upper).size > 2
    assert moments.variance.tolist() == [[0, 0], [0, 0]]


def test_small_variance_survives_large_numbers():
    """One tie above a background of equal ones: the variance is that of the one tie."""
    n = 20
    ties = np.ones((n, n)) - np.eye(n)
    extra = np.zeros((n, n))
    extra[0, 1] = extra[1, 0] = 1e-3
    rows = csr_array((np.arange(n)[:, np.newaxis] % 3 == [0, 1]).astype(float))
    everybody = np.ones(n, dtype=bool)
    both = label_permutation_moments(csr_array(ties + extra), rows, among=everybody)
    alone = label_permutation_moments(csr_array(extra), rows, among=everybody)
    assert both.variance == pytest.approx(alone.variance, rel=1e-6)


def test_moments_of_internal_ties_are_those_of_every_permutation():
    """The sum over clusters of the ties within, dealt among the members with ties only."""
    rng = np.random.default_rng(21)
    varying = 0
    for case in range(150):
        n = int(rng.integers(0, 8) if case % 4 else 6)
        ties, rows = random_ties(rng, n), random_rows(rng, n)
        free = ties.any(axis=1) & rows.any(axis=1)
        figures = every_outcome(ties, rows, [tuple(np.flatnonzero(free))]).trace(axis1=1, axis2=2)
        internal = internal_tie_moments(csr_array(ties), csr_array(rows))
        assert internal.mean == pytest.approx(figures.mean(), abs=1e-12)
        if np.count_nonzero(free) < 4:
            assert np.isnan(internal.variance)
        else:
            assert internal.variance == pytest.approx(figures.var(), abs=1e-12)
            assert (internal.variance > 0) == (np.ptp(figures) > 1e-12)
            varying += internal.variance > 0
    assert varying > 40


@pytest.mark.parametrize("share", [1, 1 / 3, 0.1])
def test_internal_ties_do_not_vary_when_nothing_does(share):
    rng = np.random.default_rng(22)
    ties = project(csr_array(rng.random((30, 40)) < 0.2), "newman")
    same = internal_tie_moments(ties, csr_array(np.full((30, 2), share)))
    assert same.variance == 0
    assert same.mean == pytest.approx(share**2 * ties.sum())
    apart = internal_tie_moments(ties, csr_array(np.eye(30) * share))
    assert (apart.mean, apart.variance) == (0, 0)
    equal = internal_tie_moments(csr_array(np.full((9, 9), share)), csr_array(rng.random((9, 3))))
    assert equal.variance == 0
    nobody = internal_tie_moments(csr_array((0, 0)), csr_array((0, 2)))
    assert nobody.mean == 0
    assert np.isnan(nobody.variance)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_too_few_to_permute(n):
    ties = csr_array(np.ones((n, n)))
    rows = csr_array(np.ones((n, 2)))
    moments = label_permutation_moments(ties, rows, among=np.ones(n, dtype=bool))
    assert np.isnan(moments.variance).all()
    assert moments.mean[0, 1] == pytest.approx(n * (n - 1))


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=50)
def test_order_of_organizations_and_unit_of_ties_do_not_matter(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(4, 15))
    ties, rows = random_ties(rng, n), random_rows(rng, n)
    among = rng.random(n) < 0.8
    order = rng.permutation(n)
    moments = label_permutation_moments(csr_array(ties), csr_array(rows), among=among)
    moved = label_permutation_moments(
        csr_array(3 * ties[np.ix_(order, order)]), csr_array(rows[order]), among=among[order]
    )
    assert moved.mean == pytest.approx(3 * moments.mean, abs=1e-10)
    assert moved.variance == pytest.approx(9 * moments.variance, abs=1e-9, nan_ok=True)


def test_shares_of_a_partition_keep_the_volume_between_members(awkward_hypergraphs):
    """Rows that add up to 1 always add up to the same ties, whoever holds them."""
    for case in awkward_hypergraphs:
        members = np.flatnonzero(case.membership.sum(axis=1))
        ties = project(case.incidence, "fractional")
        mean = label_permutation_moments(ties, case.shares).mean
        between = ties[members][:, members].sum() / 2
        if len(case.clusters) and (ties[members].sum(axis=1) > 0).all():
            assert np.triu(mean).sum() == pytest.approx(between)


def test_empty_networks_have_empty_moments(without_projects, without_organizations, without_clusters):
    for case, n_clusters in ((without_projects, 2), (without_organizations, 1), (without_clusters, 0)):
        ties = project(case.incidence)
        moments = label_permutation_moments(ties, case.membership)
        assert moments.mean.tolist() == [[0] * n_clusters] * n_clusters
        assert moments.variance.shape == (n_clusters, n_clusters)
        strata = np.zeros(case.n, dtype=np.intp)
        within = label_permutation_mean_within(ties, case.membership, strata)
        assert within.tolist() == [[0] * n_clusters] * n_clusters


def a_pair(weight, back=None):
    return csr_array(np.array([[0, weight], [weight if back is None else back, 0]]))


@pytest.mark.parametrize(
    ("ties", "membership", "among", "error", "message"),
    [
        (a_pair(-1.0), a_pair(1), None, NegativeWeight, r"^ties has -1\.0 in row 0, column 1: "),
        (a_pair(np.nan), a_pair(1), None, NotFinite, r"^ties has nan in row 0, column 1: "),
        (
            a_pair(1, 2),
            a_pair(1),
            None,
            NotSymmetric,
            r"^ties has 1\.0 in row 0, column 1 but 2\.0 in row 1, column 0",
        ),
        (csr_array((2, 3)), a_pair(1), None, ShapeMismatch, r"^ties has shape \(2, 3\): "),
        (a_pair(1), csr_array((3, 1)), None, ShapeMismatch, "^membership has 3 rows for 2 organizations: "),
        (a_pair(1), a_pair(-0.5), None, NegativeWeight, r"^membership has -0\.5 in row 0, column 1: "),
        (a_pair(1), a_pair(np.inf), None, NotFinite, "^membership has inf in row 0, column 1: "),
        (a_pair(1), np.eye(2), None, MeasureError, "^membership is a numpy array of float64: "),
        (a_pair(1), a_pair(1), np.ones(3, dtype=bool), ShapeMismatch, r"^among has shape \(3,\) for 2 "),
        (a_pair(1), a_pair(1), np.array([0, 1]), MeasureError, "^among is a numpy array of int64: "),
        (a_pair(1), a_pair(1), [True, False], MeasureError, "^among is of type list: "),
    ],
)
def test_bad_arguments_are_refused(ties, membership, among, error, message):
    with pytest.raises(error, match=message):
        label_permutation_moments(ties, membership, among=among)
    with pytest.raises(error, match=message):
        label_permutation_mean_within(ties, membership, np.zeros(2, dtype=np.intp), among=among)


@pytest.mark.parametrize("strata", [np.zeros(2), np.zeros(3, dtype=np.intp), [0, 0], None])
def test_bad_strata_are_refused(strata):
    with pytest.raises(PartitionMismatch, match=r"^strata (is|has shape) .*: give "):
        label_permutation_mean_within(a_pair(1), a_pair(1), strata)
