import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.introductions import introductions
from clusternet.exceptions import NotBinary, PartitionMismatch, ShapeMismatch


def distances_by_definition(belonging, participates):
    """Breadth-first search over sets, from all participants at once."""
    bodies = [set(np.flatnonzero(belonging[:, k])) for k in range(belonging.shape[1])]
    distance = {i: 0 for i in range(len(participates)) if participates[i]}
    while True:
        further = {
            i: min(distance[j] for j in body if j in distance) + 1
            for body in bodies
            for i in body
            if i not in distance and any(j in distance for j in body)
        }
        if not further:
            return distance
        nearest = min(further.values())
        distance |= {i: steps for i, steps in further.items() if steps == nearest}


def test_distances_and_ways_are_those_of_the_definition():
    rng = np.random.default_rng(3)
    longest = 0
    for _ in range(300):
        n, n_bodies = rng.integers(0, 12), rng.integers(0, 6)
        belonging = (rng.random((n, n_bodies)) < 0.3).astype(float)
        participates = rng.random(n) < 0.2
        activity = rng.integers(0, 4, n)
        found = introductions(csr_array(belonging), participates, activity)
        expected = distances_by_definition(belonging, participates)
        assert found.distance.tolist() == pytest.approx(
            [expected.get(i, np.nan) for i in range(n)], nan_ok=True
        )
        for i in range(n):
            at, steps = i, 0
            while found.next_organization[at] >= 0:
                following = found.next_organization[at]
                assert belonging[at, found.body[at]] == belonging[following, found.body[at]] == 1
                assert found.distance[following] == found.distance[at] - 1
                at, steps = following, steps + 1
            if i in expected:
                assert (at, steps) == (found.introducer[i], expected[i])
                assert participates[at]
            else:
                assert (found.introducer[i], found.body[i]) == (-1, -1)
        longest = max(longest, *expected.values(), 0)
    assert longest >= 3


def test_the_most_active_of_the_nearest_introduces_then_the_first():
    """0 waits; 1, 2 and 3 take part; body 0 joins 0 with 1 and 2, body 1 joins 0 with 3."""
    belonging = csr_array(np.array([[1, 1], [1, 0], [1, 0], [0, 1]]))
    takes_part = np.array([False, True, True, True])
    assert introductions(belonging, takes_part, np.array([0, 5, 9, 7])).introducer[0] == 2
    assert introductions(belonging, takes_part, np.array([0, 5, 7, 7])).introducer[0] == 2
    assert introductions(belonging, takes_part, np.array([0, 5, 6, 7])).introducer[0] == 3


def test_bad_arguments_are_refused():
    belonging = csr_array(np.ones((2, 1)))
    with pytest.raises(NotBinary):
        introductions(csr_array(np.full((2, 1), 0.5)), np.ones(2, bool), np.ones(2, int))
    with pytest.raises(ShapeMismatch, match=r"^participates has shape \(3,\) "):
        introductions(belonging, np.ones(3, bool), np.ones(2, int))
    with pytest.raises(PartitionMismatch, match=r"^activity is "):
        introductions(belonging, np.ones(2, bool), np.ones(2))
