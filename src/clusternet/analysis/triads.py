"""Open triads: ordered pairs that some broker joins and no tie of their own does, counted at the broker."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from clusternet.analysis.products import blocks, product_at
from clusternet.analysis.validation import CsrMatrix

PATHS_AT_ONCE = 5_000_000
"""Two-paths, or pairs of nodes, listed at a time."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TriadSums:
    """Open triads of each broker, and how likely some of the three share a cluster, summed over them."""

    every: NDArray[np.float64]
    """Open triads: a whole number."""

    with_first: NDArray[np.float64]
    """The broker and the first of the pair in one cluster."""

    with_last: NDArray[np.float64]
    """The broker and the last of the pair in one cluster."""

    ends: NDArray[np.float64]
    """The two of the pair in one cluster."""

    all_three: NDArray[np.float64]
    """All three in one cluster."""

    def __sub__(self, other: "TriadSums") -> "TriadSums":
        return TriadSums(
            every=self.every - other.every,
            with_first=self.with_first - other.with_first,
            with_last=self.with_last - other.with_last,
            ends=self.ends - other.ends,
            all_three=self.all_three - other.all_three,
        )


def open_triads(arcs: CsrMatrix, shares: CsrMatrix) -> TriadSums:
    r"""Sum over the open triads of each broker: all two-paths, less those that a tie closes.

    Two nodes i and j share a cluster with weight :math:`\sum_g L_{ig} L_{jg}`, three likewise.

    Parameters
    ----------
    arcs : csr_array, shape (n, n)
        Canonical, zero diagonal; every stored entry is 1.0.
    shares : csr_array, shape (n, n_clusters), >= 0
        Every row adds up to 1.

    Returns
    -------
    TriadSums
        Arrays of shape (n,). With one cluster each, whole numbers, exact up to 2**53.
    """
    return _two_paths(arcs, shares) - _closed(arcs, shares)


def n_open_triads(arcs: CsrMatrix) -> int:
    """Count the open triads of all brokers.

    Parameters
    ----------
    arcs : csr_array, shape (n, n)
        Canonical, zero diagonal; every stored entry is 1.0.

    Returns
    -------
    int
        In ordered triads.
    """
    back = csr_array(arcs.T)
    paths = _row_sums(back) @ _row_sums(arcs) - arcs.multiply(back).sum()
    return round(float(paths - product_at(back, arcs, arcs).sum()))


def partial_credits(arcs: CsrMatrix) -> NDArray[np.float64]:
    """Share out each open ordered pair evenly among its brokers.

    Parameters
    ----------
    arcs : csr_array, shape (n, n)
        Canonical, zero diagonal; every stored entry is 1.0.

    Returns
    -------
    array of float64, shape (n,)
    """
    n = arcs.shape[0]
    paths = np.asarray(arcs @ np.diff(arcs.indptr), dtype=np.float64)
    credit = np.zeros(n)
    for begin, end in blocks(np.maximum(paths, n), PATHS_AT_ONCE):
        credit += _credit_from(arcs, begin, end)
    return credit


def independent_ties(
    labels: NDArray[np.intp], density: float
) -> tuple[dict[str, NDArray[np.float64]], dict[str, NDArray[np.float64]]]:
    """Mean and standard deviation of each role when every ordered pair has a tie with the same probability.

    Parameters
    ----------
    labels : array of int, shape (n,)
    density : float
        0 to 1.

    Returns
    -------
    (dict, dict)
        Arrays of shape (n,) by role: means, standard deviations.
    """
    n = float(labels.size)
    _, group, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    size = sizes.astype(np.float64)
    own, rest = size[group], n - size[group]

    def others(of_group: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum over the groups other than the node's."""
        return np.asarray(of_group.sum() - of_group[group], dtype=np.float64)

    everybody = np.full(labels.size, n)
    between = (own - 1) * rest
    triads = {
        "coordinator": (own - 1) * (own - 2),
        "itinerant_broker": others(size * (size - 1)),
        "representative": between,
        "gatekeeper": between,
        "liaison": rest**2 - others(size**2),
        "total": (everybody - 1) * (everybody - 2),
    }
    # Two triads of one broker depend on each other where they share an end: ordered pairs of such triads.
    share_an_end = {
        "coordinator": 2 * (own - 1) * (own - 2) * (own - 3),
        "itinerant_broker": 2 * others(size * (size - 1) * (size - 2)),
        "representative": between * (n - 3),
        "gatekeeper": between * (n - 3),
        "liaison": 2 * (rest**2 * (rest - 1) - (2 * rest - 1) * others(size**2) + others(size**3)),
        "total": 2 * (everybody - 1) * (everybody - 2) * (everybody - 3),
    }
    # An ordered pair is open at a broker with probability q.
    q, together = density**2 * (1 - density), density**3 * (1 - density) ** 3
    mean = {role: q * number for role, number in triads.items()}
    return mean, {role: np.sqrt(mean[role] * (1 - q) + together * share_an_end[role]) for role in mean}


def _two_paths(arcs: CsrMatrix, shares: CsrMatrix) -> TriadSums:
    """Sum over pairs of a tie in and a tie out, except those that lead back to where they came from."""
    n_in, n_out = _row_sums(csr_array(arcs.T)), _row_sums(arcs)
    before, after = csr_array(arcs.T @ shares), csr_array(arcs @ shares)
    mutual = csr_array(arcs.multiply(arcs.T))
    squared = shares.power(2)
    with_partner = _row_sums(shares.multiply(mutual @ shares))
    return TriadSums(
        every=n_in * n_out - _row_sums(mutual),
        with_first=_row_sums(shares.multiply(before)) * n_out - with_partner,
        with_last=_row_sums(shares.multiply(after)) * n_in - with_partner,
        ends=_row_sums(before.multiply(after)) - mutual @ _row_sums(squared),
        all_three=_row_sums(csr_array(shares.multiply(before).multiply(after)))
        - _row_sums(shares.multiply(mutual @ squared)),
    )


def _closed(arcs: CsrMatrix, shares: CsrMatrix) -> TriadSums:
    """Sum over the two-paths whose ends have a tie, from the first to the last."""
    n, member = arcs.shape[0], shares.tocoo()
    one, other = _same_cluster_arcs(arcs, shares)
    weight = member.data
    # Arcs between memberships of one cluster; added up over the clusters, how much two partners share.
    expanded = csr_array((np.ones(one.size), (one, other)), shape=(weight.size, weight.size))
    common = csr_array((weight[one] * weight[other], (member.row[one], member.row[other])), shape=(n, n))
    back = csr_array(arcs.T)
    joined = product_at(back, arcs, arcs)
    to_broker = csr_array((diags_array(weight) @ expanded).T)
    in_cluster = product_at(to_broker, expanded, expanded)
    all_three = weight * np.asarray(in_cluster @ weight)
    return TriadSums(
        every=_row_sums(joined),
        with_first=_row_sums(product_at(csr_array(common.T), arcs, arcs)),
        with_last=_row_sums(joined.multiply(common)),
        ends=_row_sums(product_at(back, common, arcs)),
        all_three=np.bincount(member.row, weights=all_three, minlength=n).astype(np.float64),
    )


def _same_cluster_arcs(arcs: CsrMatrix, shares: CsrMatrix) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each arc and each cluster that both ends are in, the two memberships by their place in `shares`."""
    arc = arcs.tocoo()
    numbered = csr_array((np.arange(1.0, shares.nnz + 1), shares.indices, shares.indptr), shape=shares.shape)
    belongs = csr_array((np.ones(shares.nnz), shares.indices, shares.indptr), shape=shares.shape)
    # The two products store the same places in the same order: the clusters that the ends have in common.
    one = csr_array(numbered[arc.row].multiply(belongs[arc.col]))
    other = csr_array(belongs[arc.row].multiply(numbered[arc.col]))
    return one.data.astype(np.intp) - 1, other.data.astype(np.intp) - 1


def _credit_from(arcs: CsrMatrix, begin: int, end: int) -> NDArray[np.float64]:
    """Credit of all brokers for the open pairs that start at some rows, by listing their two-paths."""
    n = arcs.shape[0]
    first = arcs[begin:end].tocoo()
    onward = np.diff(arcs.indptr)[first.col]
    path = np.repeat(np.arange(first.nnz), onward)
    # Where each onward arc is stored: the start of its broker's row, and a count from 0 within it.
    within = np.arange(path.size) - np.repeat(np.cumsum(onward) - onward, onward)
    last = arcs.indices[arcs.indptr[first.col[path]] + within]
    row = first.row.astype(np.int64) * n
    pair = row[path] + last
    brokers = np.bincount(pair, minlength=(end - begin) * n)
    brokers[row + first.col] = 0  # closed by a tie
    brokers[np.arange(end - begin, dtype=np.int64) * n + np.arange(begin, end)] = 0  # there and back again
    credit = np.divide(1.0, brokers, out=np.zeros(brokers.size), where=brokers > 0)
    return np.bincount(first.col[path], weights=credit[pair], minlength=n).astype(np.float64)


def _row_sums(matrix: CsrMatrix) -> NDArray[np.float64]:
    return np.asarray(csr_array(matrix).sum(axis=1), dtype=np.float64)
