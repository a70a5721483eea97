"""The searches are Python as well: compiled or not, they give the same bytes."""

import hashlib
import os
import subprocess
import sys

import numpy as np
from scipy.sparse import csr_array

from clusternet.analysis.betweenness import sampled_betweenness
from clusternet.analysis.centrality import closeness, harmonic


def digests():
    """Fifteen organizations in twenty-five projects, four of them with the same, and some with one only."""
    rng = np.random.default_rng(1)
    rows = rng.random((15, 25)) < rng.choice([0.02, 0.1, 0.3], (15, 1))
    rows[3:6] = rows[2]
    incidence = csr_array(rows.astype(float))
    sampled = sampled_betweenness(incidence, 9, rng)
    arrays = [harmonic(incidence), closeness(incidence), sampled.estimate, sampled.standard_error]
    return [hashlib.sha256(array.tobytes()).hexdigest() for array in arrays]


def test_searches_give_the_same_bytes_without_a_compiler():
    interpreted = subprocess.run(
        [sys.executable, "-W", "error", __file__],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert interpreted.stdout.split() == digests()
    assert len(set(digests())) == 4


if __name__ == "__main__":
    sys.stdout.write("\n".join(digests()))
