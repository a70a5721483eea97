"""Two-paths, and those of them that a tie closes, by the clusters of the three; the brokers of a pair."""

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.kernels.compiled import compiled
from clusternet.analysis.kernels.lists import Lists
from clusternet.analysis.kernels.triangles import Arcs


@compiled
def two_paths(
    partners: Lists,
    ways: NDArray[np.int8],
    clusters: Lists,
    shares: NDArray[np.float64],
    n_clusters: int,
) -> NDArray[np.float64]:
    """Sum over the two-paths of each broker: pairs of a tie in and a tie out, but none there and back again.

    Parameters
    ----------
    partners : Lists
        Those with a tie to or from each of n nodes; no loops.
    ways : array of int8
        Of each entry: 1 for a tie to the partner, 2 for one from it, 3 for both.
    clusters : Lists
        Of each node.
    shares : array of float64
        In these clusters.
    n_clusters : int

    Returns
    -------
    array of float64, shape (n, 5)
        Of each broker: two-paths; their sums of the common share of first and broker, of broker and last, of
        first and last, and of all three.
    """
    n = partners.at.size - 1
    sums = np.zeros((n, 5))
    before, after, own = np.zeros(n_clusters), np.zeros(n_clusters), np.zeros(n_clusters)
    for broker in range(n):
        for held in range(clusters.at[broker], clusters.at[broker + 1]):
            own[clusters.to[held]] = shares[held]
        n_in, n_out = 0.0, 0.0
        for place in range(partners.at[broker], partners.at[broker + 1]):
            partner = partners.to[place]
            comes, goes = ways[place] >= 2, ways[place] != 2
            n_in += comes
            n_out += goes
            sums[broker, 0] -= comes and goes
            for held in range(clusters.at[partner], clusters.at[partner + 1]):
                cluster, share = clusters.to[held], shares[held]
                before[cluster] += share * comes
                after[cluster] += share * goes
                if comes and goes:
                    sums[broker, 1] -= own[cluster] * share
                    sums[broker, 2] -= own[cluster] * share
                    sums[broker, 3] -= share * share
                    sums[broker, 4] -= own[cluster] * share * share
        sums[broker, 0] += n_in * n_out
        for held in range(clusters.at[broker], clusters.at[broker + 1]):
            cluster, share = clusters.to[held], shares[held]
            sums[broker, 1] += share * before[cluster] * n_out
            sums[broker, 2] += share * after[cluster] * n_in
            sums[broker, 4] += share * before[cluster] * after[cluster]
            own[cluster] = 0.0
        for place in range(partners.at[broker], partners.at[broker + 1]):
            partner = partners.to[place]
            for held in range(clusters.at[partner], clusters.at[partner + 1]):
                cluster = clusters.to[held]
                sums[broker, 3] += before[cluster] * after[cluster]
                before[cluster] = 0.0
                after[cluster] = 0.0
    return sums


@compiled
def common_shares(
    tails: NDArray[np.int32], heads: NDArray[np.int32], clusters: Lists, shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    r"""Say how likely both ends of each arc are in one cluster, :math:`\sum_g L_{ig} L_{jg}`.

    Parameters
    ----------
    tails, heads : array of int32, shape (m,)
    clusters : Lists
        Of each rank, in rising order.
    shares : array of float64
        In these clusters.

    Returns
    -------
    array of float64, shape (m,)
    """
    common = np.zeros(tails.size)
    for arc in range(tails.size):
        one, one_end = clusters.at[tails[arc]], clusters.at[tails[arc] + 1]
        other, other_end = clusters.at[heads[arc]], clusters.at[heads[arc] + 1]
        while one < one_end and other < other_end:
            if clusters.to[one] == clusters.to[other]:
                common[arc] += shares[one] * shares[other]
            step = clusters.to[one] <= clusters.to[other]
            other += clusters.to[one] >= clusters.to[other]
            one += step
    return common


@compiled
def closed_triads(
    arcs: Arcs,
    ties: NDArray[np.float64],
    clusters: Lists,
    shares: NDArray[np.float64],
    n_clusters: int,
) -> NDArray[np.float64]:
    r"""Sum over the two-paths whose ends have a tie, from the first to the last, by their broker.

    Such a two-path is a triangle once directions are left out: each triangle is met once, and its six
    two-paths are tried. The one from a over v to b is closed if there are ties from a to v, from v to b and
    from a to b: the product of three numbers that are 0 or 1.

    Parameters
    ----------
    arcs : Arcs
        As :func:`~clusternet.analysis.kernels.triangles.orient` returns them.
    ties : array of float64, shape (m, 3)
        Of each arc: 1 if there is a tie from tail to head, else 0; the same from head to tail; the common
        share of both ends, as :func:`common_shares` returns it.
    clusters : Lists
        Of each rank, in rising order.
    shares : array of float64
        In these clusters.
    n_clusters : int

    Returns
    -------
    array of float64, shape (n, 5)
        Of the broker at each rank: closed two-paths; their sums of the common share of first and broker, of
        broker and last, of first and last, and of all three.
    """
    starts, tails, heads, by_head, head_starts = arcs
    n = starts.size - 1
    sums = np.zeros((n, 5))
    arc_to = np.full(n, -1, dtype=np.int64)
    together = np.zeros(n_clusters)  # shares of the first and the second in each cluster, multiplied
    for second in range(n):
        for beyond in range(starts[second], starts[second + 1]):
            arc_to[heads[beyond]] = beyond
        for place in range(head_starts[second], head_starts[second + 1]):
            below = by_head[place]
            first = tails[below]
            first_second, second_first, share_below = ties[below, 0], ties[below, 1], ties[below, 2]
            if share_below > 0:
                _multiply_shares(together, clusters, shares, first, second)
            for across in range(below + 1, starts[first + 1]):
                third = heads[across]
                beyond = arc_to[third]
                if beyond < 0:
                    continue
                first_third, third_first, share_across = ties[across, 0], ties[across, 1], ties[across, 2]
                second_third, third_second, share_beyond = ties[beyond, 0], ties[beyond, 1], ties[beyond, 2]
                in_one = 0.0
                if share_below > 0 and share_across > 0:
                    in_one = _shares_times(together, clusters, shares, third)
                up = second_first * first_third * second_third
                down = third_first * first_second * third_second
                _add(sums[first], up, down, share_below, share_across, share_beyond, in_one)
                up = first_second * second_third * first_third
                down = third_second * second_first * third_first
                _add(sums[second], up, down, share_below, share_beyond, share_across, in_one)
                up = first_third * third_second * first_second
                down = second_third * third_first * second_first
                _add(sums[third], up, down, share_across, share_beyond, share_below, in_one)
            if share_below > 0:
                _clear(together, clusters, first)
        for beyond in range(starts[second], starts[second + 1]):
            arc_to[heads[beyond]] = -1
    return sums


@compiled
def _multiply_shares(
    together: NDArray[np.float64], clusters: Lists, shares: NDArray[np.float64], first: int, second: int
) -> None:
    """Multiply the shares of two nodes in each cluster that both are in; the rest stays 0."""
    other, end = clusters.at[second], clusters.at[second + 1]
    for held in range(clusters.at[first], clusters.at[first + 1]):
        while other < end and clusters.to[other] < clusters.to[held]:
            other += 1
        if other < end and clusters.to[other] == clusters.to[held]:
            together[clusters.to[held]] = shares[held] * shares[other]


@compiled
def _shares_times(
    together: NDArray[np.float64], clusters: Lists, shares: NDArray[np.float64], third: int
) -> float:
    """Multiply with the shares of a third node, and add up over the clusters."""
    product = 0.0
    for held in range(clusters.at[third], clusters.at[third + 1]):
        product += shares[held] * together[clusters.to[held]]
    return product


@compiled
def _clear(together: NDArray[np.float64], clusters: Lists, first: int) -> None:
    """Set back to 0 what was multiplied for a node."""
    for held in range(clusters.at[first], clusters.at[first + 1]):
        together[clusters.to[held]] = 0.0


@compiled
def _add(  # noqa: PLR0913, PLR0917  inlined; an object would have to be made for each triangle
    sums: NDArray[np.float64],
    up: float,
    down: float,
    with_lower: float,
    with_higher: float,
    ends: float,
    in_one: float,
) -> None:
    """Count a broker's two-path from the lower rank to the higher, and the one back, if they are closed."""
    sums[0] += up + down
    sums[1] += up * with_lower + down * with_higher
    sums[2] += up * with_higher + down * with_lower
    sums[3] += (up + down) * ends
    if in_one > 0:
        sums[4] += (up + down) * in_one


@compiled
def credits_from(partners: Lists, begin: int, end: int) -> NDArray[np.float64]:
    """Share out the open ordered pairs that start at some nodes among their brokers.

    Parameters
    ----------
    partners : Lists
        To whom each of n nodes has a tie; no loops.
    begin, end : int
        The first of the nodes and the one after the last.

    Returns
    -------
    array of float64, shape (n,)
        Of each node: the sum of 1 over the number of brokers, over the pairs it brokers.
    """
    n = partners.at.size - 1
    credit = np.zeros(n)
    brokers = np.zeros(n, dtype=np.int64)
    for first in range(begin, end):
        for onward in range(partners.at[first], partners.at[first + 1]):
            broker = partners.to[onward]
            for place in range(partners.at[broker], partners.at[broker + 1]):
                brokers[partners.to[place]] += 1
        brokers[first] = 0  # there and back again
        for onward in range(partners.at[first], partners.at[first + 1]):
            brokers[partners.to[onward]] = 0  # closed by a tie
        for onward in range(partners.at[first], partners.at[first + 1]):
            broker = partners.to[onward]
            for place in range(partners.at[broker], partners.at[broker + 1]):
                if brokers[partners.to[place]] > 0:
                    credit[broker] += 1.0 / brokers[partners.to[place]]
        for onward in range(partners.at[first], partners.at[first + 1]):
            broker = partners.to[onward]
            for place in range(partners.at[broker], partners.at[broker + 1]):
                brokers[partners.to[place]] = 0
    return credit
