"""Open triads: ordered pairs that some broker joins and no tie of their own does, counted at the broker."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.orientation import oriented
from clusternet.analysis.validation import CsrMatrix

FIRST_NODES = 512
"""Nodes from which the two-paths are followed at a time."""


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
    from clusternet.analysis.kernels.lists import lists_of
    from clusternet.analysis.kernels.triads import closed_triads, common_shares, two_paths

    n_clusters = shares.shape[1]
    both_ways = csr_array(arcs + 2 * arcs.T)  # 1 for a tie from row to column, 2 for one back, 3 for both
    ways = both_ways.data.astype(np.int8)
    paths = two_paths(lists_of(both_ways), ways, lists_of(shares), shares.data, n_clusters)

    graph = oriented(both_ways)
    by_rank = csr_array(shares[graph.order])
    clusters = lists_of(by_rank)
    ways = ways[graph.stored]  # in the row of the head: from row to column is from head to tail
    common = common_shares(graph.tails, graph.heads, clusters, by_rank.data)
    ties = np.column_stack((ways >= 2, ways != 2, common))
    closed = closed_triads(graph.arcs, ties, clusters, by_rank.data, n_clusters)
    paths[graph.order] -= closed
    every, with_first, with_last, ends, all_three = paths.T
    return TriadSums(every=every, with_first=with_first, with_last=with_last, ends=ends, all_three=all_three)


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
    return round(float(open_triads(arcs, csr_array((arcs.shape[0], 0))).every.sum()))


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
    from clusternet.analysis.kernels.chunks import chunks_of, fold_chunks
    from clusternet.analysis.kernels.lists import lists_of
    from clusternet.analysis.kernels.triads import credits_from

    n = arcs.shape[0]
    partners = lists_of(arcs)
    credit = np.zeros(n)

    def work(begin: int, end: int) -> NDArray[np.float64]:
        return credits_from(partners, begin, end)

    def add(part: NDArray[np.float64]) -> None:
        np.add(credit, part, out=credit)

    fold_chunks(chunks_of(n, FIRST_NODES), work, add)
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
