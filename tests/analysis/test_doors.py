"""Compiled code trusts what it is given: nothing that is wrong gets as far as a kernel."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.brokerage import brokerage, expected_brokerage, fractional_brokerage, partial_credit
from clusternet.analysis.margin_pairs import margin_pairs
from clusternet.analysis.margins import curveball, edge_swaps, mixing
from clusternet.analysis.projection import project
from clusternet.analysis.structural_holes import structural_holes
from clusternet.exceptions import (
    MeasureError,
    NegativeWeight,
    NotBinary,
    NotFinite,
    PartitionMismatch,
    ShapeMismatch,
)

OF_TIES = {
    "structural_holes": structural_holes,
    "brokerage": lambda ties: brokerage(ties, np.zeros(4, dtype=np.intp)),
    "fractional_brokerage": lambda ties: fractional_brokerage(ties, csr_array(np.ones((4, 1)))),
    "expected_brokerage": lambda ties: expected_brokerage(ties, np.zeros(4, dtype=np.intp)),
    "partial_credit": partial_credit,
}
OF_INCIDENCE = {
    "project": project,
    "curveball": lambda incidence: curveball(incidence, np.random.default_rng(0)),
    "edge_swaps": lambda incidence: edge_swaps(incidence, np.random.default_rng(0)),
    "mixing": lambda incidence: mixing(incidence, np.random.default_rng(0)),
    "margin_pairs": lambda incidence: margin_pairs(
        incidence, csr_array(np.ones((4, 1))), np.random.default_rng(0), copies=1
    ),
}


def tampered(name, value):
    """A matrix of ones, changed behind the back of SciPy."""
    matrix = csr_array(np.ones((4, 4)))
    getattr(matrix, name)[5 if name == "indices" else 2] = value
    return matrix


BROKEN = {
    "an index behind the last column": tampered("indices", 4),
    "an index far away": tampered("indices", 2**31 - 1),
    "a negative index": tampered("indices", -1),
    "a pointer behind the last entry": tampered("indptr", 99),
    "pointers that fall": tampered("indptr", -3),
}


@pytest.mark.parametrize("measure", (OF_TIES | OF_INCIDENCE).values(), ids=OF_TIES | OF_INCIDENCE)
@pytest.mark.parametrize("matrix", BROKEN.values(), ids=BROKEN)
def test_broken_arrays(measure, matrix):
    with pytest.raises(MeasureError, match=r"^(adjacency|incidence) is broken inside \("):
        measure(matrix)


@pytest.mark.parametrize("measure", (OF_TIES | OF_INCIDENCE).values(), ids=OF_TIES | OF_INCIDENCE)
@pytest.mark.parametrize(
    ("matrix", "error"),
    [
        (csr_array(np.full((4, 4), np.nan)), NotFinite),
        (csr_array(np.full((4, 4), -np.inf)), NotFinite),
        (csr_array(np.ones((4, 4), dtype=np.complex128)), MeasureError),
        (np.ones((4, 4)), MeasureError),
        ([[1]], MeasureError),
        (None, MeasureError),
    ],
    ids=["nan", "infinite", "complex", "dense", "list", "none"],
)
def test_what_is_no_network(measure, matrix, error):
    with pytest.raises(error, match=r"^(adjacency|incidence) "):
        measure(matrix)


@pytest.mark.parametrize("measure", OF_TIES.values(), ids=OF_TIES)
def test_wrong_ties(measure):
    with pytest.raises(ShapeMismatch):
        measure(csr_array(np.ones((4, 3))))
    with pytest.raises(NegativeWeight):
        measure(csr_array(-np.ones((4, 4))))


@pytest.mark.parametrize("measure", OF_INCIDENCE.values(), ids=OF_INCIDENCE)
def test_wrong_incidence(measure):
    for value in (-1, 0.5, 2):
        with pytest.raises(NotBinary):
            measure(csr_array(np.full((4, 4), value)))
    with pytest.raises(NotBinary):  # one participation, stored twice
        measure(csr_array((np.ones(2), np.array([0, 0]), np.array([0, 2, 2, 2, 2])), shape=(4, 4)))


@pytest.mark.parametrize(
    "labels", [np.zeros(3, dtype=np.intp), np.zeros(4), np.array(["a"] * 4), [0] * 4, None]
)
def test_wrong_groups(labels):
    with pytest.raises(PartitionMismatch, match=r"^group_of "):
        brokerage(csr_array(np.ones((4, 4))), labels)


@pytest.mark.parametrize("n", [0, 1])
def test_nobody_and_one(n):
    nothing = csr_array((n, n))
    assert np.isnan(structural_holes(nothing).constraint).all()
    assert partial_credit(nothing).tolist() == [0] * n
    assert project(nothing).shape == (n, n)
    null = margin_pairs(nothing, csr_array((n, 2)), np.random.default_rng(0), copies=2)
    assert null.p.tolist() == [[1, 1], [1, 1]]
