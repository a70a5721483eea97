"""Generated networks have the size and the tails of a research programme, and are the same every time."""

import numpy as np
import pytest

from benchmarks.generated import ALONE, LARGEST, generate


@pytest.fixture(scope="module")
def tenth():
    return generate(0.1)


def test_the_same_every_time(tenth):
    again = generate(0.1)
    assert (tenth != again).nnz == 0
    assert (tenth != generate(0.1, seed=8)).nnz > 0


def test_size_and_tails(tenth):
    assert tenth.shape == (3_300, 3_500)
    assert (tenth.data == 1).all()
    participants = np.bincount(tenth.indices, minlength=3_500)
    projects = np.diff(tenth.indptr)
    assert tenth.nnz == pytest.approx(18_000, rel=0.05)
    assert np.mean(participants == 1) == pytest.approx(ALONE, abs=0.03)
    assert 80 < participants.max() <= LARGEST
    assert projects.max() > 300
    assert np.mean(projects <= 1) > 0.3
