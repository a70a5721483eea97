"""Rows of a sparse matrix as lists of columns: what compiled searches walk along."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.kernels.compiled import compiled

FEW = 16
"""One in so many items reached, and going through all of them in order is faster than finding them in any."""


class Lists(NamedTuple):
    """A list of items for each row, one after the other.

    Parameters
    ----------
    at : array of int64, shape (n_rows + 1,)
        Where the list of each row begins, and the last one ends.
    to : array of int32
        The items.
    """

    at: NDArray[np.int64]
    to: NDArray[np.int32]


def lists_of(matrix: csr_array[Any, tuple[int, int]]) -> Lists:
    """Return the columns of each row in rising order; which entries are stored matters, not their values."""
    return Lists(matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32))


@compiled
def neighbors(
    lists: Lists,
    rows: NDArray[np.int32],
    reached: NDArray[np.int32],
    mark: int,
    into: NDArray[np.int32],
) -> int:
    """Find the items on the lists of some rows, each once.

    Parameters
    ----------
    lists : Lists
    rows : array of int32
        Whose lists to go through.
    reached : array of int32, shape (n_items,)
        Below `mark` for all items before, and `mark` for those found after.
    mark : int
    into : array of int32
        The items found; in rising order if they are many, for memory is fastest when it is read in order.

    Returns
    -------
    int
        How many were found.
    """
    at, to = lists.at, lists.to
    n = 0
    for row in rows:
        for place in range(at[row], at[row + 1]):
            item = to[place]
            if reached[item] != mark:
                reached[item] = mark
                into[n] = item
                n += 1
    if n * FEW > reached.size:
        n = 0
        for item in range(reached.size):
            if reached[item] == mark:
                into[n] = item
                n += 1
    return n
