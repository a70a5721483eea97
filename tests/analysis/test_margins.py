from itertools import combinations, product

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import chisquare

from clusternet.analysis.arrangement import Arrangement, kept_floor
from clusternet.analysis.margins import curveball, edge_swaps, mixing
from clusternet.analysis.projection import project
from clusternet.exceptions import MeasureError, NotBinary, NotFinite, ShapeMismatch

WAYS = (curveball, edge_swaps)
MARGINS = {
    "three pairs": ((2, 2, 2), (2, 2, 2)),
    "one for each": ((1, 1, 1, 1), (1, 1, 1, 1)),
    "a solo project": ((2, 1, 1, 1), (2, 2, 1)),
    "everybody in one, nobody in another": ((3, 2, 2, 1), (4, 0, 2, 2)),
    "uneven": ((3, 2, 2, 1), (3, 2, 2, 1)),
    "wide": ((2, 2, 1), (1, 1, 1, 1, 1)),
}


def all_with_margins(rows, columns):
    """Every matrix of 0 and 1 with these sums, column by column."""
    n = len(rows)
    choices = [[frozenset(one) for one in combinations(range(n), size)] for size in columns]
    return [
        projects
        for projects in product(*choices)
        if all(sum(i in one for one in projects) == rows[i] for i in range(n))
    ]


def incidence_of(projects, n):
    dense = np.zeros((n, len(projects)))
    for k, one in enumerate(projects):
        dense[sorted(one), k] = 1
    return csr_array(dense)


def sets_of(incidence):
    return tuple(frozenset(np.flatnonzero(column).tolist()) for column in incidence.toarray().T)


@pytest.mark.parametrize("margins", MARGINS.values(), ids=MARGINS)
@pytest.mark.parametrize("way", ["trade", "swap"])
def test_every_incidence_with_these_margins_is_equally_likely(way, margins):
    rows, columns = margins
    every = all_with_margins(rows, columns)
    assert len(every) > 1
    seen = dict.fromkeys(every, 0)
    arrangement = Arrangement(incidence_of(every[0], len(rows)), np.random.default_rng(20))
    for _ in range(200 * len(every)):
        getattr(arrangement, way)(10)
        seen[sets_of(arrangement.incidence())] += 1
    assert chisquare(list(seen.values())).pvalue > 0.01


def test_there_is_one_way_only():
    nested = incidence_of([frozenset({0, 1, 2}), frozenset({0, 1}), frozenset({0})], 4)
    for way in WAYS:
        assert sets_of(way(nested, np.random.default_rng(0))) == sets_of(nested)


@pytest.mark.parametrize("way", WAYS)
def test_margins_stay_and_nobody_is_in_a_project_twice(way, awkward_hypergraphs):
    rng = np.random.default_rng(5)
    changed = 0
    for case in awkward_hypergraphs:
        observed = case.incidence
        dealt = way(observed, rng)
        assert dealt.shape == observed.shape
        assert (dealt.data == 1).all()
        assert dealt.dtype == np.float64
        assert all((np.diff(row) > 0).all() for row in np.split(dealt.indices, dealt.indptr[1:-1]))
        assert dealt.sum(axis=0).tolist() == observed.sum(axis=0).tolist()
        assert dealt.sum(axis=1).tolist() == observed.sum(axis=1).tolist()
        changed += sets_of(dealt) != sets_of(observed)
    assert changed > 100


@pytest.fixture
def programme():
    """Three hundred organizations in four hundred projects, most in one or two, some in many; solos, too."""
    rng = np.random.default_rng(1)
    activity = 1 / (np.arange(300) + 3.0)
    sizes = np.where(rng.random(400) < 0.3, 1, rng.integers(2, 12, 400))
    members = [rng.choice(300, size, replace=False, p=activity / activity.sum()) for size in sizes]
    return incidence_of([frozenset(one.tolist()) for one in members], 300)


@pytest.mark.parametrize("way", WAYS)
def test_a_state_of_the_generator_gives_one_copy(way, programme):
    before = programme.copy()
    first, again, other = (way(programme, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert first.indices.tobytes() == again.indices.tobytes()
    assert first.indices.tobytes() != other.indices.tobytes()
    assert (programme != before).nnz == 0
    rng = np.random.default_rng(3)
    assert way(programme, rng).indices.tobytes() == first.indices.tobytes()
    assert way(programme, rng).indices.tobytes() != first.indices.tobytes()


def test_both_ways_lead_to_the_same_copies(programme):
    """Ties with repetitions, which trades and exchanges are free to change, over forty copies each."""

    def repeated(way, **steps):
        rng = np.random.default_rng(9)
        return np.array([(project(way(programme, rng, **steps)).data >= 2).sum() / 2 for _ in range(40)])

    traded, swapped = repeated(curveball, trades_per_row=50), repeated(edge_swaps, swaps_per_entry=20)
    error = np.sqrt((traded.var(ddof=1) + swapped.var(ddof=1)) / 40)
    assert abs(traded.mean() - swapped.mean()) < 3 * error


def test_mixing_falls_to_its_floor(programme):
    steps = mixing(programme, np.random.default_rng(2))
    assert steps.trades_per_row.tolist() == [1, 2, 5, 10, 20, 40, 80]
    assert (np.diff(steps.kept_share[:4]) < 0).all()
    assert steps.kept_share[0] > 3 * steps.kept_floor
    assert steps.kept_share[-3:] == pytest.approx([steps.kept_floor] * 3, rel=0.25)
    shared = programme[:, programme.sum(axis=0) >= 2]
    copies = [project(curveball(shared, np.random.default_rng(i), trades_per_row=50)) for i in range(20)]
    repeated = np.mean([(ties.data >= 2).sum() // 2 for ties in copies])
    assert steps.repeated_pairs[-3:] == pytest.approx([repeated] * 3, rel=0.1)


def test_mixing_of_what_cannot_mix(without_projects, without_organizations):
    solos = csr_array(np.eye(3))
    for incidence in (without_projects.incidence, without_organizations.incidence, solos):
        steps = mixing(incidence, np.random.default_rng(0), trades_per_row=[1, 3])
        assert np.isnan(steps.kept_share).tolist() == [True, True]
        assert steps.repeated_pairs.tolist() == [0, 0]
        assert np.isnan(steps.kept_floor)
    twins = mixing(csr_array(np.ones((2, 3))), np.random.default_rng(0), trades_per_row=[1])
    assert (twins.kept_share.tolist(), twins.repeated_pairs.tolist()) == ([1.0], [1])


def test_floor_is_the_share_that_meets_by_chance():
    """Ten organizations and ten projects, each in one: one in ten stays where it was."""
    assert kept_floor(csr_array(np.eye(10))) == pytest.approx(0.1)
    assert kept_floor(csr_array(np.ones((4, 5)))) == pytest.approx(1)


def test_small_incidences_stay_as_they_are(without_projects, without_organizations):
    one_project = csr_array(np.ones((3, 1)))
    for incidence in (without_projects.incidence, without_organizations.incidence, one_project):
        for way in WAYS:
            dealt = way(incidence, np.random.default_rng(0))
            assert dealt.shape == incidence.shape
            assert (dealt != incidence).nnz == 0


@pytest.mark.parametrize(
    ("incidence", "error", "message"),
    [
        (csr_array(np.array([[1, 2]])), NotBinary, r"^incidence has 2\.0 in row 0, column 1: "),
        (csr_array(np.array([[np.nan]])), NotFinite, "^incidence has nan in row 0, column 0: "),
        (csr_array(np.ones(3)), ShapeMismatch, "^incidence has 1 dimensions: "),
        (np.ones((2, 2)), MeasureError, "^incidence is a numpy array of float64: "),
    ],
)
def test_bad_incidence_is_refused(incidence, error, message):
    for measure in (*WAYS, mixing):
        with pytest.raises(error, match=message):
            measure(incidence, np.random.default_rng(0))


def test_bad_arguments_are_refused():
    incidence, rng = csr_array(np.eye(3)), np.random.default_rng(0)
    for bad in (0, None, np.random.RandomState(0)):
        for measure in (*WAYS, mixing):
            with pytest.raises(MeasureError, match=r"^rng is .*: give a numpy\.random\.Generator"):
                measure(incidence, bad)
    for bad in (0, -1, 2.5, True, "5", None):
        with pytest.raises(MeasureError, match=r"^trades_per_row is .*: give a whole number of at least 1"):
            curveball(incidence, rng, trades_per_row=bad)
        with pytest.raises(MeasureError, match=r"^swaps_per_entry is .*: give a whole number of at least 1"):
            edge_swaps(incidence, rng, swaps_per_entry=bad)
        with pytest.raises(MeasureError, match=r"^trades_per_row is .*: give a whole number of at least 1"):
            mixing(incidence, rng, trades_per_row=[bad])
    with pytest.raises(MeasureError, match=r"^trades_per_row is \[5, 2\]: give numbers that rise"):
        mixing(incidence, rng, trades_per_row=[5, 2])
