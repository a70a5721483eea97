"""What a sparse array stores, looked through entry by entry before anything is computed with it."""

from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import bsr_array, bsr_matrix, coo_array, csc_array, csr_array, sparray, spmatrix

from clusternet.exceptions import MeasureError, NegativeWeight, NotFinite, ShapeMismatch

Canonical: TypeAlias = csr_array[np.float64, tuple[int, int]]
Entries: TypeAlias = coo_array[np.float64, tuple[int, int]]


def weights_of(matrix: object, name: str) -> Entries:
    """List every stored entry as :func:`finite_entries` does, none of them below 0."""
    stored = finite_entries(matrix, name)
    negative = stored.data < 0
    if negative.any():
        raise NegativeWeight(f"{name} has {first_place(stored, negative)}: give weights of at least 0.")
    return stored


def finite_entries(matrix: object, name: str) -> Entries:
    """List every stored entry except explicit zeros, one by one: nothing has been added up yet."""
    if not isinstance(matrix, (sparray, spmatrix)):
        raise MeasureError(
            f"{name} is {kind_of(matrix)}: give a scipy sparse array, such as csr_array({name})."
        )
    sparse: Any = matrix  # any of SciPy's formats, which share no public type with these attributes
    if sparse.ndim != 2:
        raise ShapeMismatch(f"{name} has {sparse.ndim} dimensions: give a matrix, with rows and columns.")
    if sparse.dtype.kind not in "biuf":
        raise MeasureError(f"{name} holds entries of type {sparse.dtype}: give booleans or real numbers.")
    # SciPy checks the indices of what it builds, not of what a caller has changed since.
    try:
        if sparse.format in {"csr", "csc", "bsr"}:
            _check_compressed(sparse.indptr, sparse.indices, sparse.data, _across(sparse))
        listed = sparse.tocoo()
        # Converted before anything is added up: booleans saturate and small integers overflow. The
        # constructor refuses coordinates outside the matrix.
        places = (listed.row, listed.col)
        with np.errstate(over="ignore"):  # what is too large for float64 becomes infinite, and is refused
            entries = listed.data.astype(np.float64)
        stored = coo_array((entries, places), shape=listed.shape)
    except (ValueError, IndexError, TypeError, AttributeError, OverflowError) as error:
        problem = str(error).rstrip(".")
        advice = "build it again from its row and column numbers"
        raise MeasureError(f"{name} is broken inside ({problem}): {advice}.") from error
    infinite = ~np.isfinite(stored.data)
    if infinite.any():
        raise NotFinite(f"{name} has {first_place(stored, infinite)}: give finite numbers only.")
    return keep(stored, stored.data != 0)


def _across(compressed: csr_array | csc_array | bsr_array) -> tuple[int, int]:
    """Count what the two index arrays of a compressed format run over, the pointers first."""
    rows, columns = compressed.shape
    if isinstance(compressed, (bsr_array, bsr_matrix)):
        height, width = compressed.blocksize
        return rows // height, columns // width
    return (columns, rows) if compressed.format == "csc" else (rows, columns)


def _check_compressed(
    pointers: NDArray[np.integer],
    indices: NDArray[np.integer],
    data: NDArray[np.generic],
    across: tuple[int, int],
) -> None:
    """Refuse index arrays that would send compiled code outside its memory."""
    n_pointers, n_indices = across
    if pointers.dtype.kind not in "iu" or indices.dtype.kind not in "iu":
        raise ValueError("its index arrays do not hold integers")
    if pointers.shape != (n_pointers + 1,) or indices.shape != data.shape[:1]:
        raise ValueError("its index arrays do not fit its shape")
    if pointers[0] != 0 or (pointers[1:] < pointers[:-1]).any() or pointers[-1] > indices.size:
        raise ValueError("its index pointers do not run from 0 upward to the number of entries")
    used = indices[: pointers[-1]]
    if used.size and (used.min() < 0 or used.max() >= n_indices):
        raise ValueError("it has an index outside its shape")


def once_each(
    stored: Entries,
    name: str,
    column: Literal["project", "cluster"],
    error: type[MeasureError],
) -> Canonical:
    """Sort the entries by rows, and refuse one that is stored twice."""
    matrix = canonical(stored)
    if matrix.nnz != stored.nnz:
        order = np.lexsort((stored.col, stored.row))
        rows, columns = stored.row[order], stored.col[order]
        again = np.flatnonzero((rows[1:] == rows[:-1]) & (columns[1:] == columns[:-1]))[0]
        raise error(
            f"{name} stores row {rows[again]}, column {columns[again]} more than once: "
            f"keep one entry for each organization and {column}."
        )
    return matrix


def canonical(stored: Entries) -> Canonical:
    """Sort the entries by rows, and add up what is stored more than once."""
    matrix = stored.tocsr()
    matrix.sort_indices()
    return matrix


def square(adjacency: object, name: str) -> Canonical:
    """Sort the weights of a square matrix by rows, parallel ones added up."""
    stored = weights_of(adjacency, name)
    rows, columns = stored.shape
    if rows != columns:
        raise ShapeMismatch(
            f"{name} has shape ({rows}, {columns}): give one row and one column for each node."
        )
    matrix = canonical(stored)
    summed = matrix.tocoo()
    infinite = ~np.isfinite(summed.data)
    if infinite.any():
        where = first_place(summed, infinite)
        raise NotFinite(f"{name} adds up to {where}: give weights whose sums stay finite.")
    return matrix


def without_diagonal(matrix: Canonical) -> Canonical:
    """Drop the entries from a node to itself."""
    summed = matrix.tocoo()
    return canonical(keep(summed, summed.row != summed.col))


def keep(stored: Entries, kept: NDArray[np.bool_]) -> Entries:
    """Drop the other entries."""
    return coo_array((stored.data[kept], (stored.row[kept], stored.col[kept])), shape=stored.shape)


def first_entry(stored: Entries, wrong: NDArray[np.bool_]) -> tuple[int, int, float]:
    """Find the first wrong entry in reading order, whatever the order of storage."""
    found = np.flatnonzero(wrong)
    place = found[np.lexsort((stored.col[found], stored.row[found]))[0]]
    return int(stored.row[place]), int(stored.col[place]), float(stored.data[place])


def first_place(stored: Entries, wrong: NDArray[np.bool_]) -> str:
    """Say what the first wrong entry is and where, for the message."""
    row, column, value = first_entry(stored, wrong)
    return f"{value} in row {row}, column {column}"


def kind_of(value: object) -> str:
    """Say what a value is that is not what a measure takes, for the message."""
    if isinstance(value, np.ndarray):
        return f"a numpy array of {value.dtype}"
    return "None" if value is None else f"of type {type(value).__name__}"
