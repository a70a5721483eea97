"""Products of large sparse matrices at chosen places only, in parts that fit in memory."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from clusternet.analysis.validation import CsrMatrix

ENTRIES_AT_ONCE = 10_000_000
"""Entries of a product held at a time; one takes up to 16 bytes."""


def product_at(left: CsrMatrix, right: CsrMatrix, where: CsrMatrix) -> CsrMatrix:
    """Multiply two matrices, and keep the product only where a third one stores an entry.

    The product of two adjacency matrices has an entry for each pair at distance two, far more than there are
    ties; it is built a few rows at a time.

    Parameters
    ----------
    left : csr_array, shape (n, m)
    right : csr_array, shape (m, k)
    where : csr_array, shape (n, k)
        Its values do not matter.

    Returns
    -------
    csr_array of float64, shape (n, k)
        Stores nothing outside the places of `where`, and nothing where the product is 0.
    """
    kept = csr_array((np.ones_like(where.data), where.indices, where.indptr), shape=where.shape)
    parts = [
        csr_array((left[begin:end] @ right).multiply(kept[begin:end]))
        for begin, end in _row_blocks(left, right)
    ]
    return csr_array(vstack(parts, format="csr")) if parts else csr_array(where.shape)


def _row_blocks(left: CsrMatrix, right: CsrMatrix) -> list[tuple[int, int]]:
    """Cut the rows so that no part of the product can have too many entries; one row is never cut."""
    length = np.diff(right.indptr).astype(np.float64)
    pattern = csr_array((np.ones_like(left.data), left.indices, left.indptr), shape=left.shape)
    at_most = np.minimum(np.asarray(pattern @ length), right.shape[1])
    return blocks(at_most, ENTRIES_AT_ONCE)


def blocks(sizes: NDArray[np.float64], limit: float) -> list[tuple[int, int]]:
    """Cut a sequence into runs whose sizes add up to about a limit.

    Parameters
    ----------
    sizes : array of float64, shape (n,), >= 0
    limit : float
        No run goes above it by more than one item.

    Returns
    -------
    list of (int, int)
        First position of each run and the one after its last, covering all n; none for n = 0.
    """
    run = np.floor(np.cumsum(sizes) / limit)
    begins = [0, *(np.flatnonzero(np.diff(run)) + 1).tolist()] if sizes.size else []
    return list(zip(begins, [*begins[1:], sizes.size], strict=False))
