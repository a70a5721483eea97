from itertools import combinations, product

import numpy as np
import pytest
from scipy.sparse import csr_array, hstack

from clusternet.analysis import margin_pairs as margin_pairs_module
from clusternet.analysis.margin_pairs import margin_pairs
from clusternet.analysis.nulls import curveball
from clusternet.exceptions import MeasureError, NegativeWeight, NotBinary, ShapeMismatch

FIGURES = ("mean", "sd", "p", "autocorrelation")


def pairs_by_definition(projects, rows):
    """O_ab, joint project by joint project and pair of organizations by pair of organizations."""
    figure = np.zeros((rows.shape[1],) * 2)
    for one in projects:
        for i, j in combinations(sorted(one), 2):
            both = np.outer(rows[i], rows[j])
            figure += both + both.T
    figure[np.diag_indices(rows.shape[1])] /= 2
    return figure


def every_arrangement(incidence):
    """Every list of projects with the margins of an incidence."""
    n = incidence.shape[0]
    sizes, activity = incidence.sum(axis=0).astype(int), incidence.sum(axis=1)
    choices = [[frozenset(one) for one in combinations(range(n), size)] for size in sizes]
    return [
        projects
        for projects in product(*choices)
        if all(sum(i in one for one in projects) == activity[i] for i in range(n))
    ]


@pytest.mark.parametrize("shares", ["membership", "shares", "fractions"])
def test_figures_are_those_of_every_arrangement(two_clusters_one_partner, shares):
    """Two clusters that overlap and a partner in none: exact mean, spread and tails, up to sampling."""
    case = two_clusters_one_partner
    rows = case.membership if shares != "shares" else case.shares
    rows = csr_array(rows.toarray() / 3) if shares == "fractions" else rows
    figures = np.array(
        [pairs_by_definition(one, rows.toarray()) for one in every_arrangement(case.incidence)]
    )
    observed = pairs_by_definition(case.projects, rows.toarray())
    null = margin_pairs(case.incidence, rows, np.random.default_rng(6), copies=4_000)
    error = 4 * figures.std(axis=0) / np.sqrt(null.copies) + 1e-12
    assert (np.abs(null.mean - figures.mean(axis=0)) <= error).all()
    assert null.sd == pytest.approx(figures.std(axis=0), rel=0.05)
    up = (figures >= observed - 1e-9).mean(axis=0)
    low = (figures <= observed + 1e-9).mean(axis=0)
    assert null.p == pytest.approx(np.minimum(1, 2 * np.minimum(up, low)), abs=0.06)


@pytest.fixture
def region():
    """Eighty organizations in four clusters of unequal size, some in two, in sixty projects."""
    rng = np.random.default_rng(12)
    activity = 1 / (np.arange(80) + 4.0)
    incidence = np.zeros((80, 60))
    for k in range(60):
        incidence[rng.choice(80, rng.integers(2, 9), replace=False, p=activity / activity.sum()), k] = 1
    rows = rng.random((80, 4)) < [0.5, 0.3, 0.2, 0.05]
    return csr_array(incidence), csr_array(rows.astype(float))


def test_figures_are_symmetric_and_in_their_ranges(region):
    null = margin_pairs(*region, np.random.default_rng(0), copies=60)
    for figure in FIGURES:
        matrix = getattr(null, figure)
        assert matrix.shape == (4, 4)
        assert np.array_equal(matrix, matrix.T, equal_nan=True)
    assert (null.sd > 0).all()
    assert ((null.p >= 2 / 61) & (null.p <= 1)).all()
    assert null.copies == 60
    assert null.kept_share == pytest.approx(null.kept_floor, rel=0.2)


def test_threads_do_not_change_a_byte(region, monkeypatch):
    """Chains of seven copies, so that there are more of them than threads."""
    monkeypatch.setattr(margin_pairs_module, "CHAIN", 7)
    outcomes = []
    for threads in ("1", "2", "5"):
        monkeypatch.setenv("CLUSTERNET_THREADS", threads)
        null = margin_pairs(*region, np.random.default_rng(1), copies=40)
        outcomes.append((null.kept_share, *(getattr(null, figure).tobytes() for figure in FIGURES)))
    assert outcomes[0] == outcomes[1] == outcomes[2]


def test_a_generator_gives_other_figures_each_time(region):
    rng = np.random.default_rng(1)
    first, second = (margin_pairs(*region, rng, copies=20) for _ in range(2))
    again = margin_pairs(*region, np.random.default_rng(1), copies=20)
    assert first.mean.tobytes() == again.mean.tobytes()
    assert first.mean.tobytes() != second.mean.tobytes()


def test_few_trades_leave_copies_alike(region):
    far, near = (
        margin_pairs(*region, np.random.default_rng(3), copies=200, trades_per_row=trades)
        for trades in (20, 1)
    )
    assert np.abs(far.autocorrelation).mean() < 0.1
    assert near.autocorrelation.mean() > 0.3


def test_projects_with_one_organization_have_no_part(region):
    incidence, rows = region
    solos = csr_array(np.eye(80))
    alone = margin_pairs(incidence, rows, np.random.default_rng(2), copies=10)
    beside = margin_pairs(
        csr_array(hstack([solos, incidence, csr_array((80, 3))])), rows, np.random.default_rng(2), copies=10
    )
    assert alone.mean.tobytes() == beside.mean.tobytes()
    assert alone.kept_share == beside.kept_share


def test_partners_that_stay_together_stand_out():
    """Two groups of three, each in fifteen projects of its own, in one cluster each."""
    incidence = np.zeros((6, 30))
    incidence[:3, :15] = incidence[3:, 15:] = 1
    rows = csr_array(np.repeat(np.eye(2), 3, axis=0))
    null = margin_pairs(csr_array(incidence), rows, np.random.default_rng(0), copies=199)
    assert (null.p == 2 / 200).all()
    assert null.mean[0, 0] < 45  # three pairs in fifteen projects
    assert null.mean[0, 1] > 0


def test_nothing_varies(two_clusters_one_partner, without_projects, without_organizations, without_clusters):
    everybody = np.ones((5, 4))
    thirds = csr_array(np.full((5, 3), 1 / 3))
    null = margin_pairs(csr_array(everybody), thirds, np.random.default_rng(0), copies=30)
    assert null.mean == pytest.approx(np.full((3, 3), 4 * 20 / 9) / (1 + np.eye(3)))
    assert null.sd.tolist() == [[0] * 3] * 3
    assert null.p.tolist() == [[1] * 3] * 3
    assert np.isnan(null.autocorrelation).all()
    assert null.kept_share == 1
    for case in (without_projects, without_organizations, without_clusters):
        n_clusters = case.membership.shape[1]
        empty = margin_pairs(case.incidence, case.membership, np.random.default_rng(0), copies=3)
        assert empty.mean.tolist() == [[0] * n_clusters] * n_clusters
        assert empty.p.tolist() == [[1] * n_clusters] * n_clusters
    case = two_clusters_one_partner
    single = margin_pairs(case.incidence, case.membership, np.random.default_rng(0), copies=1)
    assert np.isnan(single.sd).all()
    assert np.isnan(single.autocorrelation).all()
    assert (single.p == 1).all()


def test_a_cluster_of_everybody_always_has_as_many_ties(awkward_hypergraphs):
    """All pairs of all projects: what the margins fix. The rest stays between none and all of them."""
    rng = np.random.default_rng(4)
    for case in awkward_hypergraphs:
        rows = csr_array(hstack([case.shares, csr_array(np.ones((case.n, 1)))]))
        null = margin_pairs(case.incidence, rows, rng, copies=3)
        pairs = sum(len(one) * (len(one) - 1) / 2 for one in case.projects)
        assert (null.mean[-1, -1], null.sd[-1, -1], null.p[-1, -1]) == (pairs, 0, 1)
        assert (null.mean >= 0).all()
        assert (null.mean <= 2 * pairs + 1e-12).all()


def test_progress_counts_copies(region):
    seen = []
    margin_pairs(*region, np.random.default_rng(0), copies=60, progress=lambda *done: seen.append(done))
    assert seen == [(25, 60), (50, 60), (60, 60)]


def test_the_same_names_can_be_had_with_the_other_nulls():
    incidence = csr_array(np.eye(3))
    assert curveball(incidence, np.random.default_rng(0)).nnz == 3


def test_bad_arguments_are_refused(region):
    incidence, rows = region
    rng = np.random.default_rng(0)
    with pytest.raises(MeasureError, match=r"^rng is of type int: give a numpy\.random\.Generator"):
        margin_pairs(incidence, rows, 0)
    for bad in (0, 1.5, True, None):
        with pytest.raises(MeasureError, match=r"^copies is .*: give a whole number of at least 1"):
            margin_pairs(incidence, rows, rng, copies=bad)
        with pytest.raises(MeasureError, match=r"^trades_per_row is .*: give a whole number of at least 1"):
            margin_pairs(incidence, rows, rng, trades_per_row=bad)
    with pytest.raises(ShapeMismatch, match=r"^membership has 79 rows for 80 organizations: "):
        margin_pairs(incidence, rows[:79], rng)
    with pytest.raises(NegativeWeight, match=r"^membership has -1\.0 in row 0, column 0: "):
        margin_pairs(incidence, csr_array(-np.ones((80, 1))), rng)
    with pytest.raises(NotBinary, match=r"^incidence has 0\.5 in row 0, column 0: "):
        margin_pairs(csr_array(np.full((80, 2), 0.5)), rows, rng)
    with pytest.raises(MeasureError, match=r"^membership has 1001 clusters: give at most 1000"):
        margin_pairs(incidence, csr_array((80, 1001)), rng)
