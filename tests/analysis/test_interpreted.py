"""Kernels are Python as well: compiled or not, they give the same bytes."""

import hashlib
import os
import subprocess
import sys

import numpy as np
from scipy.sparse import csr_array

from clusternet.analysis import projection
from clusternet.analysis.brokerage import brokerage, fractional_brokerage, partial_credit
from clusternet.analysis.margin_pairs import margin_pairs
from clusternet.analysis.margins import curveball, edge_swaps
from clusternet.analysis.structural_holes import structural_holes


def digests():
    """Everything the kernels say about a network of thirty organizations and forty projects."""
    rng = np.random.default_rng(3)
    incidence = csr_array((rng.random((30, 40)) < rng.choice([0.03, 0.15, 0.5], (30, 1))).astype(float))
    shares = rng.choice([0, 0, 1, 2], (30, 4)).astype(float)
    shares = csr_array(shares / np.maximum(shares.sum(axis=1, keepdims=True), 1))
    limit, projection.WORTH_COMPILING = projection.WORTH_COMPILING, 0
    ties = projection.project(incidence, "newman")
    projection.WORTH_COMPILING = limit
    directed = csr_array(rng.random((30, 30)) < 0.2)
    groups = rng.integers(-1, 4, 30)
    roles = [brokerage(ties, groups), brokerage(directed, groups), fractional_brokerage(directed, shares)]
    null = margin_pairs(incidence, shares, np.random.default_rng(0), copies=2, trades_per_row=1)
    arrays = {
        "projection": [ties.data, ties.indices, ties.indptr],
        "structural holes": [getattr(structural_holes(ties), name) for name in ("constraint", "hierarchy")],
        "brokerage": [getattr(one, name) for one in roles for name in ("coordinator", "liaison", "total")],
        "partial credit": [partial_credit(directed)],
        "curveball": [curveball(incidence, np.random.default_rng(1)).indices],
        "edge swaps": [edge_swaps(incidence, np.random.default_rng(1)).indices],
        "margin pairs": [null.mean, null.p, np.array(null.kept_share)],
    }
    return {name: hashlib.sha256(b"".join(map(bytes, some))).hexdigest() for name, some in arrays.items()}


def test_kernels_give_the_same_bytes_without_a_compiler():
    interpreted = subprocess.run(
        [sys.executable, "-W", "error", __file__],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert interpreted.stdout.splitlines() == [f"{name}: {digest}" for name, digest in digests().items()]


if __name__ == "__main__":
    sys.stdout.writelines(f"{name}: {digest}\n" for name, digest in digests().items())
