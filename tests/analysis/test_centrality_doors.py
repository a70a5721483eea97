"""Compiled searches trust what they are given: nothing that is wrong gets as far as one."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis.betweenness import betweenness, sampled_betweenness, weighted_betweenness
from clusternet.analysis.centrality import (
    closeness,
    core_number,
    degree,
    eigenvector,
    harmonic,
    pagerank,
    strength,
)
from clusternet.exceptions import (
    MeasureError,
    NegativeWeight,
    NotBinary,
    NotFinite,
    NotSymmetric,
    ShapeMismatch,
)

OF_INCIDENCE = {
    "degree": degree,
    "strength": strength,
    "harmonic": harmonic,
    "closeness": closeness,
    "betweenness": betweenness,
    "sampled_betweenness": lambda incidence: sampled_betweenness(incidence, 1, np.random.default_rng(0)),
    "pagerank": pagerank,
    "eigenvector": eigenvector,
    "core_number": core_number,
}
EVERY = OF_INCIDENCE | {"weighted_betweenness": weighted_betweenness}


def tampered(name, value):
    """A matrix of ones, changed behind the back of SciPy."""
    matrix = csr_array(np.ones((4, 4)))
    getattr(matrix, name)[5 if name == "indices" else 2] = value
    return matrix


@pytest.mark.parametrize("measure", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize(
    "matrix",
    [
        tampered("indices", 4),
        tampered("indices", 2**31 - 1),
        tampered("indices", -1),
        tampered("indptr", 99),
        tampered("indptr", -3),
    ],
    ids=["behind", "far", "negative", "pointer behind", "falling pointers"],
)
def test_broken_arrays(measure, matrix):
    with pytest.raises(MeasureError, match=r"^(adjacency|incidence) is broken inside \("):
        measure(matrix)


@pytest.mark.parametrize("measure", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize(
    ("matrix", "error"),
    [
        (csr_array(np.full((4, 4), np.nan)), NotFinite),
        (csr_array(np.full((4, 4), np.inf)), NotFinite),
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


@pytest.mark.parametrize("measure", OF_INCIDENCE.values(), ids=OF_INCIDENCE)
@pytest.mark.parametrize("value", [-1, 0.5, 2])
def test_what_is_neither_in_nor_out(measure, value):
    with pytest.raises(NotBinary):
        measure(csr_array(np.full((4, 4), value)))


@pytest.mark.parametrize("measure", OF_INCIDENCE.values(), ids=OF_INCIDENCE)
def test_one_participation_stored_twice(measure):
    with pytest.raises(NotBinary):
        measure(csr_array((np.ones(2), np.array([0, 0]), np.array([0, 2, 2, 2, 2])), shape=(4, 4)))


def test_ties_that_are_none():
    with pytest.raises(ShapeMismatch):
        weighted_betweenness(csr_array(np.ones((4, 3))))
    with pytest.raises(NegativeWeight):
        weighted_betweenness(csr_array(-np.ones((4, 4))))
    with pytest.raises(NotSymmetric):
        weighted_betweenness(csr_array(np.triu(np.ones((4, 4)))))


@pytest.mark.parametrize("measure", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (1, 0), (3, 0), (1, 1)])
def test_next_to_nothing(measure, shape):
    if measure is weighted_betweenness and shape[0] != shape[1]:
        return
    found = measure(csr_array(shape))
    assert getattr(found, "estimate", found).shape == shape[:1]


@pytest.mark.parametrize("measure", EVERY.values(), ids=EVERY)
def test_what_was_given_stays_as_it_was(measure):
    matrix = csr_array(np.array([[0, 1, 1], [1, 0, 1], [1, 1, 0]]))
    before = [array.copy() for array in (matrix.data, matrix.indices, matrix.indptr)]
    measure(matrix)
    for array, as_before in zip((matrix.data, matrix.indices, matrix.indptr), before, strict=True):
        assert array.tolist() == as_before.tolist()
