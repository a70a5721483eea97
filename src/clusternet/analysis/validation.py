"""The door: what a measure may be computed on, checked once, before anything is computed.

Compiled code trusts its indices, so every sparse array is looked through here before SciPy computes with it.
Each function returns a new, canonical array (sorted indices, no duplicates, no explicit zeros) and leaves
what it was given as it was.
"""

from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.entries import (
    Canonical,
    finite_entries,
    first_entry,
    first_place,
    kind_of,
    once_each,
    square,
    weights_of,
    without_diagonal,
)
from clusternet.exceptions import (
    MeasureError,
    NegativeWeight,
    NotBinary,
    NotFinite,
    NotSymmetric,
    PartitionMismatch,
    ShapeMismatch,
)

CsrMatrix: TypeAlias = Canonical
Word = TypeVar("Word", bound=str)

SHARE_TOLERANCE = 1e-9
"""Shares may miss 1 by this much: thirds do not add up exactly."""


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
    stored = finite_entries(incidence, "incidence")
    other = stored.data != 1
    if other.any():
        where = first_place(stored, other)
        raise NotBinary(
            f"incidence has {where}: store 1 for each organization in a project, and nothing else."
        )
    return once_each(stored, "incidence", "project", NotBinary)


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
    matrix = square(adjacency, name)
    difference = (matrix - matrix.T).tocoo()
    unequal = difference.data != 0
    if unequal.any():
        row, column, _ = first_entry(difference, unequal)
        there, back = matrix[row, column], matrix[column, row]
        raise NotSymmetric(
            f"{name} has {there} in row {row}, column {column} but {back} in row {column}, column {row}: "
            f"give each tie the same weight both ways."
        )
    return without_diagonal(matrix)


def check_directed(adjacency: object, *, name: str = "adjacency") -> CsrMatrix:
    """Accept directed ties, from the row to the column, and strip self-loops; undirected ones go both ways.

    Parameters
    ----------
    adjacency : sparse array or matrix, shape (n, n)
        As in :func:`check_adjacency`, but the two directions may differ.
    name : str
        What the caller calls this argument, for the message.

    Returns
    -------
    csr_array of float64, shape (n, n)
        Canonical, zero diagonal, every stored weight above 0.

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
    """
    return without_diagonal(square(adjacency, name))


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
    stored = weights_of(membership, "membership")
    rows, _ = stored.shape
    if rows != n:
        raise ShapeMismatch(
            f"membership has {rows} rows for {n} organizations: give one row for each organization."
        )
    return once_each(stored, "membership", "cluster", MeasureError)


def check_shares(membership: object, n: int) -> CsrMatrix:
    """Accept organizations x clusters where each organization is shared out among its clusters, or in none.

    Parameters
    ----------
    membership : sparse array or matrix, shape (n, n_clusters)
        As in :func:`check_membership`; each row adds up to 1 within 1e-9, or is empty.
    n : int
        Number of organizations.

    Returns
    -------
    csr_array of float64, shape (n, n_clusters)
        Canonical; every stored entry is above 0.

    Raises
    ------
    PartitionMismatch
        If a row that is not empty does not add up to 1.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`check_membership` says.
    """
    shares = check_membership(membership, n)
    sums: NDArray[np.float64] = shares.sum(axis=1)
    off = np.flatnonzero((np.diff(shares.indptr) > 0) & ~(np.abs(sums - 1) <= SHARE_TOLERANCE))
    if off.size:
        raise PartitionMismatch(
            f"membership adds up to {sums[off[0]]} in row {off[0]}: give shares that add up to 1, or none."
        )
    return shares


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
            f"{name} is {kind_of(among)}: give a numpy array of booleans, one for each organization."
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
            f"{name} is {kind_of(labels)}: give a numpy array of integers, one for each organization."
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


def check_partition(group_of: object, n: int) -> NDArray[np.intp]:
    """Accept a group for each node, none without.

    Parameters
    ----------
    group_of : array of integers, shape (n,), >= 0
    n : int
        Number of nodes.

    Returns
    -------
    array of intp, shape (n,)

    Raises
    ------
    PartitionMismatch
        If it is not a NumPy array of integers with one entry for each node, or a node has a negative label.
    """
    labels = check_labels(group_of, n, name="group_of")
    without = np.flatnonzero(labels < 0)
    if without.size:
        raise PartitionMismatch(
            f"group_of has {labels[without[0]]} at position {without[0]}: "
            f"give every node a group of at least 0, or leave the node out."
        )
    return labels


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
        raise MeasureError(
            f"{name} is {kind_of(matrix)}: give a numpy array of numbers, clusters by clusters."
        )
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
