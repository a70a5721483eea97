"""Organizations of similar activity, and how far memberships can be shuffled among them."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.validation import CsrMatrix, check_labels, check_membership
from clusternet.exceptions import NegativeWeight

MANY_OUTCOMES = 10**15
"""More distinct labelings than this are not counted."""


def activity_classes(projects_per_organization: NDArray[np.int64]) -> NDArray[np.intp]:
    """Sort organizations into classes of similar activity, each up to twice as active as the one before.

    Parameters
    ----------
    projects_per_organization : array of int, shape (n,), >= 0

    Returns
    -------
    array of intp, shape (n,)
        0 for 1 project, 1 for 2, 2 for 3 to 4, 3 for 5 to 8, 4 for 9 to 16 and so on; -1 for none, so that
        these organizations stay out of a shuffling within classes.

    Raises
    ------
    PartitionMismatch
        If it is not a NumPy array of integers in one dimension.
    NegativeWeight
        If a number is below 0.

    Examples
    --------
    >>> import numpy as np
    >>> activity_classes(np.array([0, 1, 2, 3, 4, 5, 8, 9, 16, 17]))
    array([-1,  0,  1,  2,  2,  3,  3,  4,  4,  5])
    """
    name = "projects_per_organization"
    counts = check_labels(projects_per_organization, np.size(projects_per_organization), name=name)
    below = np.flatnonzero(counts < 0)
    if below.size:
        raise NegativeWeight(
            f"{name} has {counts[below[0]]} at position {below[0]}: give counts of projects."
        )
    # The binary exponent of d - 1 is its number of bits: exact, where a logarithm may round across a class.
    _, exponents = np.frexp(np.maximum(counts - 1, 0).astype(np.float64))
    return np.where(counts == 0, -1, exponents).astype(np.intp)


def free_organizations(membership: CsrMatrix, strata: NDArray[np.intp]) -> int:
    """Count the organizations that may come to hold another membership row than their own.

    Parameters
    ----------
    membership : csr_array, shape (n, n_clusters), >= 0
    strata : array of int, shape (n,)
        Rows are permuted among organizations with the same label; one with a negative label keeps its row.

    Returns
    -------
    int
        Organizations in strata with at least two different membership rows, 0 to n.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, PartitionMismatch
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    return sum(sum(held) for held in _rows_held(membership, strata) if len(held) > 1)


def distinct_outcomes(membership: CsrMatrix, strata: NDArray[np.intp]) -> int | float:
    r"""Count the different memberships that shuffling rows within strata can give.

    That is :math:`\prod_s n_s! / \prod_r m_{sr}!` for strata of :math:`n_s` organizations, of which
    :math:`m_{sr}` hold the row r. No p-value of such a shuffling can be below one over it.

    Parameters
    ----------
    membership : csr_array, shape (n, n_clusters), >= 0
    strata : array of int, shape (n,)
        Rows are permuted among organizations with the same label; one with a negative label keeps its row.

    Returns
    -------
    int or float
        At least 1, exact up to 10**15; above, ``math.inf``: more than can ever be listed.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, PartitionMismatch
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    outcomes = 1
    for held in _rows_held(membership, strata):
        left = sum(held)
        for copies in sorted(held)[:-1]:
            # Ways to choose who holds this row. Estimated first: of a million organizations, the exact number
            # would have hundreds of thousands of digits.
            if _log_combinations(left, copies) > math.log(MANY_OUTCOMES) + 1:
                return math.inf
            outcomes *= math.comb(left, copies)
            if outcomes > MANY_OUTCOMES:
                return math.inf
            left -= copies
    return outcomes


def _rows_held(membership: CsrMatrix, strata: NDArray[np.intp]) -> list[list[int]]:
    """For each stratum, how many of its organizations hold each of its different membership rows."""
    labels = check_labels(strata, np.size(strata))
    rows = check_membership(membership, labels.size)
    permuted = labels >= 0
    if not permuted.any():
        return []
    _, row = np.unique(rows[permuted].toarray(), axis=0, return_inverse=True)
    _, stratum = np.unique(labels[permuted], return_inverse=True)
    held = csr_array((np.ones(row.size, dtype=np.int64), (stratum, row)))
    held.sum_duplicates()
    return [held.data[start:end].tolist() for start, end in zip(held.indptr, held.indptr[1:], strict=False)]


def _log_combinations(n: int, chosen: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(chosen + 1) - math.lgamma(n - chosen + 1)
