"""Who shares more than one project with whom: few pairs of very many, found without a list of all."""

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.kernels.compiled import compiled
from clusternet.analysis.kernels.lists import Lists


def repeated_ties(projects: Lists, members: Lists) -> tuple[Lists, NDArray[np.float64]]:
    """List for each node the others it shares more than one project with.

    Parameters
    ----------
    projects : Lists
        Of each node, each project once.
    members : Lists
        Of each project.

    Returns
    -------
    Lists
        Of each node, in rising order.
    array of float64
        How many shared projects there are beyond the first, for each entry.
    """
    n = projects.at.size - 1
    at = np.zeros(n + 1, dtype=np.int64)
    _count(projects, members, at[1:])
    np.cumsum(at, out=at)
    to, surplus = np.empty(at[-1], dtype=np.int32), np.empty(at[-1])
    _list(projects, members, at[:-1].copy(), to, surplus)
    return Lists(at, to), surplus


@compiled
def _count(projects: Lists, members: Lists, counts: NDArray[np.int64]) -> None:
    times, met = np.zeros(counts.size, dtype=np.int32), np.empty(counts.size, dtype=np.int32)
    for one in range(counts.size):
        for other in met[: _meet(projects, members, one, times, met)]:
            counts[one] += times[other] > 1
            times[other] = 0


@compiled
def _list(
    projects: Lists,
    members: Lists,
    free: NDArray[np.int64],
    to: NDArray[np.int32],
    surplus: NDArray[np.float64],
) -> None:
    """Write every node to the lists of others: since nodes come by in rising order, lists are in it."""
    times, met = np.zeros(free.size, dtype=np.int32), np.empty(free.size, dtype=np.int32)
    for one in range(free.size):
        for other in met[: _meet(projects, members, one, times, met)]:
            if times[other] > 1:
                to[free[other]] = one
                surplus[free[other]] = times[other] - 1
                free[other] += 1
            times[other] = 0


@compiled
def _meet(projects: Lists, members: Lists, one: int, times: NDArray[np.int32], met: NDArray[np.int32]) -> int:
    """Count how often a node meets each other one; return how many it has met."""
    n = 0
    for at in range(projects.at[one], projects.at[one + 1]):
        project = projects.to[at]
        for place in range(members.at[project], members.at[project + 1]):
            other = members.to[place]
            if other != one:
                if times[other] == 0:
                    met[n] = other
                    n += 1
                times[other] += 1
    return n
