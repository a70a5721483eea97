"""The door: what a measure may be computed on, checked once, before anything is computed.

Compiled code trusts its indices, so every sparse array is looked through here before SciPy computes with it.
Each function returns a new, canonical array (sorted indices, no duplicates, no explicit zeros) and leaves
what it was given as it was.
"""

from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import bsr_array, bsr_matrix, coo_array, csc_array, csr_array, sparray, spmatrix

from clusternet.exceptions import (
    MeasureError,
    NegativeWeight,
    NotBinary,
    NotFinite,
    NotSymmetric,
    PartitionMismatch,
    ShapeMismatch,
)

CsrMatrix: TypeAlias = csr_array[np.float64, tuple[int, int]]

Word = TypeVar("Word", bound=str)


def check_incidence(incidence: object) -> CsrMatrix:
    """Accept organizations x projects, 0 or 1: who takes part in what.

    Parameters
    ----------
    incidence : sparse array or matrix, shape (n_organizations, n_projects)
        Any SciPy format, of booleans or real numbers. Explicit zeros are dropped.

    Returns
    -------
    csr_array of float64, shape (n_organizations, n_projects)
        Canonical; every stored entry is 1.0. Either dimension may be 0.

    Raises
    ------
    MeasureError
        If it is not a SciPy sparse array, is broken inside, or does not hold real numbers.
    ShapeMismatch
        If it does not have two dimensions.
    NotFinite
        If an entry is NaN or infinite.
    NotBinary
        If a stored entry is neither 0 nor 1, or a 1 is stored twice: an organization takes part once, and
        adding such entries up would hide the mistake (two halves) or invent a weight (two ones).
    """
    stored = _finite_entries(incidence, "incidence")
    other = stored.data != 1
    if other.any():
        where = _first(stored, other)
        raise NotBinary(
            f"incidence has {where}: store 1 for each organization in a project, and nothing else."
        )
    return _once_each(stored, "incidence", "project", NotBinary)


def check_adjacency(adjacency: object, *, name: str = "adjacency") -> CsrMatrix:
    """Accept undirected ties between organizations, and strip self-loops.

    Parameters
    ----------
    adjacency : sparse array or matrix, shape (n, n)
        Any SciPy format, of booleans or real numbers: weights of ties, at least 0. Entries stored more than
        once add up, as parallel ties. Self-loops are checked like other entries, then stripped.
    name : str
        What the caller calls this argument, for the message.

    Returns
    -------
    csr_array of float64, shape (n, n)
        Canonical, exactly symmetric, zero diagonal, every stored weight above 0.

    Raises
    ------
    MeasureError
        If it is not a SciPy sparse array, is broken inside, or does not hold real numbers.
    ShapeMismatch
        If it is not square.
    NotFinite
        If a weight, or the sum of parallel weights, is NaN or infinite.
    NegativeWeight
        If a weight is below 0.
    NotSymmetric
        If it differs from its transpose, by however little: which half is meant cannot be guessed.
    """
    stored = _weights(adjacency, name)
    rows, columns = stored.shape
    if rows != columns:
        raise ShapeMismatch(
            f"{name} has shape ({rows}, {columns}): give one row and one column for each node."
        )
    matrix = _csr(stored)
    summed = matrix.tocoo()
    infinite = ~np.isfinite(summed.data)
    if infinite.any():
        where = _first(summed, infinite)
        raise NotFinite(f"{name} adds up to {where}: give weights whose sums stay finite.")
    difference = (matrix - matrix.T).tocoo()
    unequal = difference.data != 0
    if unequal.any():
        row, column, _ = _first_entry(difference, unequal)
        there, back = matrix[row, column], matrix[column, row]
        raise NotSymmetric(
            f"{name} has {there} in row {row}, column {column} but {back} in row {column}, column {row}: "
            f"give each tie the same weight both ways."
        )
    between = summed.row != summed.col
    return _csr(_keep(summed, between))


def check_membership(membership: object, n: int) -> CsrMatrix:
    """Accept organizations x clusters: what an organization belongs to, in full or in shares.

    Parameters
    ----------
    membership : sparse array or matrix, shape (n, n_clusters)
        Any SciPy format, of booleans or real numbers at least 0. A row may have several entries (clusters
        overlap), fractional ones, or none. Explicit zeros are dropped.
    n : int
        Number of organizations.

    Returns
    -------
    csr_array of float64, shape (n, n_clusters)
        Canonical; every stored entry is above 0. There may be no clusters.

    Raises
    ------
    MeasureError
        If it is not a SciPy sparse array, is broken inside, does not hold real numbers, or stores one
        membership twice.
    ShapeMismatch
        If it does not have n rows.
    NotFinite
        If an entry is NaN or infinite.
    NegativeWeight
        If an entry is below 0.
    """
    stored = _weights(membership, "membership")
    rows, _ = stored.shape
    if rows != n:
        raise ShapeMismatch(
            f"membership has {rows} rows for {n} organizations: give one row for each organization."
        )
    return _once_each(stored, "membership", "cluster", MeasureError)


def check_mask(among: object, n: int, *, name: str = "among") -> NDArray[np.bool_]:
    """Accept a yes or no for each organization.

    Parameters
    ----------
    among : array of bool, shape (n,)
    n : int
        Number of organizations.
    name : str
        What the caller calls this argument, for the message.

    Returns
    -------
    array of bool, shape (n,)

    Raises
    ------
    MeasureError
        If it is not a NumPy array of booleans; numbers are refused, since they could be positions.
    ShapeMismatch
        If it does not have one entry for each organization.
    """
    if not isinstance(among, np.ndarray) or among.dtype != np.bool_:
        raise MeasureError(
            f"{name} is {_kind(among)}: give a numpy array of booleans, one for each organization."
        )
    if among.shape != (n,):
        raise ShapeMismatch(
            f"{name} has shape {among.shape} for {n} organizations: give one boolean for each."
        )
    return np.array(among, dtype=np.bool_)


def check_labels(labels: object, n: int, *, name: str = "strata") -> NDArray[np.intp]:
    """Accept a whole number for each organization: its stratum or group, negative for none.

    Parameters
    ----------
    labels : array of integers, shape (n,)
    n : int
        Number of organizations.
    name : str
        What the caller calls this argument, for the message.

    Returns
    -------
    array of intp, shape (n,)

    Raises
    ------
    PartitionMismatch
        If it is not a NumPy array of integers with one entry for each organization.
    """
    if not isinstance(labels, np.ndarray) or labels.dtype.kind not in "iu":
        raise PartitionMismatch(
            f"{name} is {_kind(labels)}: give a numpy array of integers, one for each organization."
        )
    if labels.shape != (n,):
        raise PartitionMismatch(
            f"{name} has shape {labels.shape} for {n} organizations: give one label for each."
        )
    if labels.size and labels.max() > np.iinfo(np.intp).max:
        raise PartitionMismatch(
            f"{name} has the label {labels.max()}: give labels below {np.iinfo(np.intp).max}."
        )
    return labels.astype(np.intp)


def check_square(matrix: object, *, name: str) -> NDArray[np.float64]:
    """Accept a small dense table of clusters by clusters: numbers that are the same both ways.

    Parameters
    ----------
    matrix : array of bool or real numbers, shape (n_clusters, n_clusters)
        At least 0, equal to its transpose.
    name : str
        What the caller calls this argument, for the message.

    Returns
    -------
    array of float64, shape (n_clusters, n_clusters)

    Raises
    ------
    MeasureError
        If it is not a NumPy array of real numbers.
    ShapeMismatch
        If it is not square.
    NotFinite
        If an entry is NaN or infinite.
    NegativeWeight
        If an entry is below 0.
    NotSymmetric
        If it differs from its transpose.
    """
    if not isinstance(matrix, np.ndarray) or matrix.dtype.kind not in "biuf":
        raise MeasureError(f"{name} is {_kind(matrix)}: give a numpy array of numbers, clusters by clusters.")
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ShapeMismatch(f"{name} has shape {matrix.shape}: give one row and one column for each cluster.")
    values = matrix.astype(np.float64)
    for wrong, error, advice in (
        (~np.isfinite(values), NotFinite, "give finite numbers"),
        (values < 0, NegativeWeight, "give numbers of at least 0"),
        (values != values.T, NotSymmetric, "give each pair of clusters the same number both ways"),
    ):
        if wrong.any():
            row, column = np.argwhere(wrong)[0]
            raise error(f"{name} has {values[row, column]} in row {row}, column {column}: {advice}.")
    return values


def check_choice(choice: object, choices: tuple[Word, ...], *, name: str) -> Word:
    """Accept one of the words a measure knows.

    Parameters
    ----------
    choice : str
    choices : tuple of str
    name : str
        What the caller calls this argument, for the message.

    Returns
    -------
    str

    Raises
    ------
    MeasureError
        If the measure does not know the word.
    """
    if isinstance(choice, str):
        for known in choices:
            if choice == known:
                return known
    raise MeasureError(f"{name} is {choice!r}: choose one of {', '.join(choices)}.")


def _weights(matrix: object, name: str) -> coo_array[np.float64, tuple[int, int]]:
    stored = _finite_entries(matrix, name)
    negative = stored.data < 0
    if negative.any():
        raise NegativeWeight(f"{name} has {_first(stored, negative)}: give weights of at least 0.")
    return stored


def _finite_entries(matrix: object, name: str) -> coo_array[np.float64, tuple[int, int]]:
    """List every stored entry except explicit zeros, one by one: nothing has been added up yet."""
    if not isinstance(matrix, (sparray, spmatrix)):
        raise MeasureError(
            f"{name} is {_kind(matrix)}: give a scipy sparse array, such as csr_array({name})."
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
        raise NotFinite(f"{name} has {_first(stored, infinite)}: give finite numbers only.")
    return _keep(stored, stored.data != 0)


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


def _once_each(
    stored: coo_array[np.float64, tuple[int, int]],
    name: str,
    column: Literal["project", "cluster"],
    error: type[MeasureError],
) -> CsrMatrix:
    matrix = _csr(stored)
    if matrix.nnz != stored.nnz:
        order = np.lexsort((stored.col, stored.row))
        rows, columns = stored.row[order], stored.col[order]
        again = np.flatnonzero((rows[1:] == rows[:-1]) & (columns[1:] == columns[:-1]))[0]
        raise error(
            f"{name} stores row {rows[again]}, column {columns[again]} more than once: "
            f"keep one entry for each organization and {column}."
        )
    return matrix


def _csr(stored: coo_array[np.float64, tuple[int, int]]) -> CsrMatrix:
    matrix = stored.tocsr()  # adds up what is stored more than once
    matrix.sort_indices()
    return matrix


def _keep(
    stored: coo_array[np.float64, tuple[int, int]], kept: NDArray[np.bool_]
) -> coo_array[np.float64, tuple[int, int]]:
    return coo_array((stored.data[kept], (stored.row[kept], stored.col[kept])), shape=stored.shape)


def _first_entry(
    stored: coo_array[np.float64, tuple[int, int]], wrong: NDArray[np.bool_]
) -> tuple[int, int, float]:
    """Find the first wrong entry in reading order, whatever the order of storage."""
    found = np.flatnonzero(wrong)
    first = found[np.lexsort((stored.col[found], stored.row[found]))[0]]
    return int(stored.row[first]), int(stored.col[first]), float(stored.data[first])


def _first(stored: coo_array[np.float64, tuple[int, int]], wrong: NDArray[np.bool_]) -> str:
    row, column, value = _first_entry(stored, wrong)
    return f"{value} in row {row}, column {column}"


def _kind(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"a numpy array of {value.dtype}"
    return "None" if value is None else f"of type {type(value).__name__}"
