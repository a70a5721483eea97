import math
from itertools import permutations, product

import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.activity import activity_classes, distinct_outcomes, free_organizations
from clusternet.exceptions import NegativeWeight, PartitionMismatch, ShapeMismatch


def test_activity_classes_double():
    for activity in range(1, 2000):
        label = activity_classes(np.array([activity]))[0]
        assert (1 << label >> 1) < activity <= 1 << label
    assert activity_classes(np.array([0, 1, 2, 3, 4, 5, 32, 33])).tolist() == [-1, 0, 1, 2, 2, 3, 5, 6]
    assert activity_classes(np.array([], dtype=np.int64)).shape == (0,)
    assert activity_classes(np.array([2**40, 2**40 + 1])).tolist() == [40, 41]


def test_bad_activity_is_refused():
    with pytest.raises(NegativeWeight, match=r"^projects_per_organization has -2 at position 1: "):
        activity_classes(np.array([3, -2]))
    with pytest.raises(PartitionMismatch, match=r"^projects_per_organization is a numpy array of float64: "):
        activity_classes(np.array([1.0]))
    with pytest.raises(PartitionMismatch, match=r"^projects_per_organization has shape \(1, 1\) "):
        activity_classes(np.array([[1]]))


def outcomes_by_listing(rows, strata):
    groups = [np.flatnonzero(strata == label) for label in np.unique(strata[strata >= 0])]
    seen = set()
    for choice in product(*[list(permutations(group)) for group in groups]):
        dealt = rows.copy()
        for group, order in zip(groups, choice, strict=True):
            dealt[group] = rows[list(order)]
        seen.add(dealt.tobytes())
    return len(seen)


def test_outcomes_and_free_organizations_are_those_listed():
    rng = np.random.default_rng(13)
    for _ in range(100):
        n = int(rng.integers(0, 7))
        rows = rng.choice([0, 1, 0.5], (n, int(rng.integers(0, 3))))
        strata = rng.integers(-1, 2, n)
        free = [
            i
            for i in range(n)
            if strata[i] >= 0 and any((rows[j] != rows[i]).any() for j in np.flatnonzero(strata == strata[i]))
        ]
        assert distinct_outcomes(csr_array(rows), strata) == outcomes_by_listing(rows, strata)
        assert free_organizations(csr_array(rows), strata) == len(free)


def test_outcomes_are_exact_up_to_a_bound():
    def outcomes(n, holders):
        rows = csr_array((np.arange(n) < holders).astype(float)[:, np.newaxis])
        return distinct_outcomes(rows, np.zeros(n, dtype=np.intp))

    assert outcomes(50, 25) == 126_410_606_437_752
    assert isinstance(outcomes(50, 25), int)
    assert outcomes(53, 26) == 973_469_712_824_056
    assert outcomes(54, 27) == math.inf  # 1.9e15
    assert outcomes(1_000_000, 500_000) == math.inf
    assert outcomes(1_000_000, 1) == 1_000_000
    assert outcomes(1_000_000, 0) == 1


def test_bad_strata_are_refused():
    rows = csr_array(np.ones((2, 1)))
    for measure in (distinct_outcomes, free_organizations):
        with pytest.raises(PartitionMismatch, match=r"^strata is a numpy array of float64: "):
            measure(rows, np.zeros(2))
        with pytest.raises(ShapeMismatch, match=r"^membership has 2 rows for 3 organizations: "):
            measure(rows, np.zeros(3, dtype=np.intp))
        with pytest.raises(PartitionMismatch, match=r"^strata is None: "):
            measure(rows, None)
