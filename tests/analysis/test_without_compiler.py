"""What holds of compiled code holds of the Python it is made from: the same tests, without a compiler."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
OF_KERNELS = {
    "test_brokerage.py": "",
    "test_centrality.py": "",
    "test_centrality_betweenness.py": "on_average or standard_error",
    "test_centrality_doors.py": "",
    "test_every_door.py": "",
    "test_kernels_distances.py": "threads",
    "test_kernels_paths.py": "threads or lanes",
    "test_kernels_repeated.py": "",
    "test_margin_pairs.py": "arrangement or alike",
    "test_margins.py": "both_ways or mixing_falls",
    "test_projection.py": "",
    "test_structural_holes.py": "",
}
"""Files with tests of kernels, and what is left out: long work that shows something else than the loops."""


@pytest.mark.slow
@pytest.mark.parametrize("file", OF_KERNELS)
def test_without_a_compiler(file):
    chosen = [str(HERE / file), "-k", f"not ({OF_KERNELS[file]})"] if OF_KERNELS[file] else [str(HERE / file)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header", *chosen],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_no_file_with_kernels_is_left_out():
    """Those that only say where compiled code is kept, or how chunks are folded, have none."""
    kernels = {file.name for file in HERE.glob("test_kernels_*.py")}
    assert kernels - OF_KERNELS.keys() == {"test_kernels_chunks.py", "test_kernels_compiled.py"}
    assert set(OF_KERNELS) <= {file.name for file in HERE.iterdir()}
