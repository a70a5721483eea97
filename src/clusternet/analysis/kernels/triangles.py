"""Every triangle of a graph once, and what Burt's measures add up over them.

Nodes are numbered by rank, and each tie becomes an arc from the lower rank to the higher. A triangle then has
a first node, with arcs to both others, a second and a third. With ranks that rise with the number of ties,
few arcs leave a node, at most the root of twice their number: to look up the second arc of every pair that
leaves the same node costs little even where a few nodes have ties with everybody.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.kernels.compiled import compiled
from clusternet.analysis.kernels.lists import Lists

Arcs: TypeAlias = tuple[
    NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]
]
"""Arcs from lower to higher ranks, numbered by tail, then head; m of them.

Where those of each tail start, shape (n + 1,); the tail and the head of each, shape (m,); the arcs by head,
then tail, shape (m,), and where those of each head start among them, shape (n + 1,).
"""


@compiled
def orient(ties: Lists, rank: NDArray[np.int32], order: NDArray[np.int32]) -> tuple[Arcs, NDArray[np.int64]]:
    """Turn ties into arcs between ranks.

    Heads are met in rising order, so that the arcs of a tail come out sorted by head without being sorted.

    Parameters
    ----------
    ties : Lists
        Partners of each of n nodes; each tie is stored both ways, and none is a loop.
    rank : array of int32, shape (n,)
        Of each node.
    order : array of int32, shape (n,)
        Node of each rank.

    Returns
    -------
    Arcs
    array of int64, shape (m,)
        Where each arc is stored in `ties`: in the list of its head.
    """
    n = rank.size
    starts = np.zeros(n + 1, dtype=np.int64)
    head_starts = np.zeros(n + 1, dtype=np.int64)
    for node in range(n):
        own = rank[node]
        for place in range(ties.at[node], ties.at[node + 1]):
            if rank[ties.to[place]] > own:
                starts[own + 1] += 1
            else:
                head_starts[own + 1] += 1
    for own in range(n):
        starts[own + 1] += starts[own]
        head_starts[own + 1] += head_starts[own]

    m = starts[n]
    tails = np.empty(m, dtype=np.int32)
    heads = np.empty(m, dtype=np.int32)
    by_head = np.empty(m, dtype=np.int64)
    stored = np.empty(m, dtype=np.int64)
    free = starts.copy()
    n_arcs = 0
    for head in range(n):
        node = order[head]
        for place in range(ties.at[node], ties.at[node + 1]):
            tail = rank[ties.to[place]]
            if tail < head:
                arc = free[tail]
                free[tail] += 1
                tails[arc] = tail
                heads[arc] = head
                stored[arc] = place
                by_head[n_arcs] = arc
                n_arcs += 1
    return (starts, tails, heads, by_head, head_starts), stored


@compiled
def through_third(arcs: Arcs, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    r"""Add up, for both ends i and j of every tie, what goes through the third nodes q of its triangles.

    With :math:`p_{ij}` the share of the tie to j among the ties of i, which is 0 for strangers, the indirect
    share :math:`\sum_q p_{iq} p_{qj}` of Burt's constraint has a term for every triangle of i, j and q: both
    its factors are 0 otherwise. The redundancy of a tie has :math:`\sum_q p_{iq} m_{jq}`, with
    :math:`m_{jq} = p_{jq} / \max_k p_{jk}`: :math:`\sum_q p_{iq} p_{jq}`, which is the same from both ends,
    divided by a number of j alone. A triangle adds three terms to each of its three ties.

    Parameters
    ----------
    arcs : Arcs
        As :func:`orient` returns them.
    shares : array of float64, shape (m, 2)
        Of each arc among the ties of its tail, then of its head.

    Returns
    -------
    array of float64, shape (m, 4)
        Indirect share of the head in the ties of the tail, of the tail in those of the head, what both share
        with third ones, and how many third ones there are.
    """
    starts, tails, heads, by_head, head_starts = arcs
    sums = np.zeros((heads.size, 4))
    arc_to = np.full(starts.size - 1, -1, dtype=np.int64)
    for second in range(starts.size - 1):
        for beyond in range(starts[second], starts[second + 1]):
            arc_to[heads[beyond]] = beyond
        for place in range(head_starts[second], head_starts[second + 1]):
            below = by_head[place]
            first_second, second_first = shares[below, 0], shares[below, 1]
            of_first, of_second, common, n_thirds = 0.0, 0.0, 0.0, 0
            for across in range(below + 1, starts[tails[below] + 1]):
                beyond = arc_to[heads[across]]
                if beyond < 0:
                    continue
                first_third, third_first = shares[across, 0], shares[across, 1]
                second_third, third_second = shares[beyond, 0], shares[beyond, 1]
                of_first += first_third * third_second
                of_second += second_third * third_first
                common += first_third * second_third
                n_thirds += 1
                sums[across, 0] += first_second * second_third
                sums[across, 1] += third_second * second_first
                sums[across, 2] += first_second * third_second
                sums[across, 3] += 1
                sums[beyond, 0] += second_first * first_third
                sums[beyond, 1] += third_first * first_second
                sums[beyond, 2] += second_first * third_first
                sums[beyond, 3] += 1
            sums[below, 0] += of_first
            sums[below, 1] += of_second
            sums[below, 2] += common
            sums[below, 3] += n_thirds
        for beyond in range(starts[second], starts[second + 1]):
            arc_to[heads[beyond]] = -1
    return sums
