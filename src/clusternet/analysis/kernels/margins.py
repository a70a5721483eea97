"""Dealing participations anew: as many projects for each organization, as many organizations in each project.

Random numbers are those of NumPy's generator, taken in floating point. The largest draw below 1, times a
whole number n up to 2**53, rounds to less than n: the whole part is a position from 0 to n - 1, the same on
every machine, compiled or not.
"""

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.kernels.compiled import compiled
from clusternet.analysis.kernels.lists import Lists

ONCE, TWICE = 1, 2


@compiled
def trade(members: Lists, n_organizations: int, n_trades: int, rng: np.random.Generator) -> None:
    """Let pairs of projects trade the organizations that are in one of them only.

    A trade takes two different projects, puts together the organizations that are in just one of the two, and
    deals them out again, each way of giving both projects as many as before being equally likely. The way
    back is as likely as the way there, and trades lead from every arrangement to every other: in the long run
    all are equally likely.

    Parameters
    ----------
    members : Lists
        Of each of two projects or more, each with a member, in any order; `to` is written.
    n_organizations : int
    n_trades : int
    rng : numpy.random.Generator
        Two draws a trade, and one for each organization of the smaller share.
    """
    n_projects = members.at.size - 1
    largest = 0
    for project in range(n_projects):
        largest = max(largest, members.at[project + 1] - members.at[project])
    pool = np.empty(2 * largest, dtype=np.int64)  # where the organizations to deal out stand
    met = np.zeros(n_organizations, dtype=np.uint8)
    for _ in range(n_trades):
        one, other = int(rng.random() * n_projects), int(rng.random() * (n_projects - 1))
        if other >= one:
            other += 1
        for place in range(members.at[one], members.at[one + 1]):
            met[members.to[place]] = ONCE
        n_pool = 0
        for place in range(members.at[other], members.at[other + 1]):
            if met[members.to[place]] == ONCE:
                met[members.to[place]] = TWICE
            else:
                pool[n_pool] = place
                n_pool += 1
        n_other = n_pool
        for place in range(members.at[one], members.at[one + 1]):
            if met[members.to[place]] == ONCE:
                pool[n_pool] = place
                n_pool += 1
            met[members.to[place]] = 0
        _deal(members.to, pool, n_other, n_pool, rng)


@compiled
def _deal(
    items: NDArray[np.int32], pool: NDArray[np.int64], n_first: int, n: int, rng: np.random.Generator
) -> None:
    """Put what stands at places of a pool into a random order, as far as it matters who is among the first.

    The first steps of a Fisher-Yates shuffle settle the first places, and from the other end the last ones.
    """
    if 2 * n_first <= n:
        for place in range(n_first):
            drawn = place + int(rng.random() * (n - place))
            items[pool[place]], items[pool[drawn]] = items[pool[drawn]], items[pool[place]]
    else:
        for place in range(n - 1, n_first - 1, -1):
            drawn = int(rng.random() * (place + 1))
            items[pool[place]], items[pool[drawn]] = items[pool[drawn]], items[pool[place]]


@compiled
def swap(members: Lists, project_of: NDArray[np.int32], n_attempts: int, rng: np.random.Generator) -> int:
    """Let two organizations change places in two projects, if neither is in both.

    Parameters
    ----------
    members : Lists
        Of each project, in any order; at least one. `to` is written.
    project_of : array of int32
        Project of each entry of `members`.
    n_attempts : int
        Pairs of participations drawn.
    rng : numpy.random.Generator
        Two draws an attempt.

    Returns
    -------
    int
        Attempts that changed something.
    """
    n = members.to.size
    n_swaps = 0
    for _ in range(n_attempts):
        one, other = int(rng.random() * n), int(rng.random() * n)
        first, last = members.to[one], members.to[other]
        if first == last or _takes_part(members, project_of[other], first):
            continue
        if not _takes_part(members, project_of[one], last):
            members.to[one], members.to[other] = last, first
            n_swaps += 1
    return n_swaps


@compiled
def _takes_part(members: Lists, project: int, organization: int) -> bool:
    found = False
    for place in range(members.at[project], members.at[project + 1]):  # to the end: several at a time
        found |= members.to[place] == organization
    return found


@compiled
def kept(members: Lists, before: NDArray[np.int32], n_organizations: int) -> int:
    """Count the participations that are as before.

    Parameters
    ----------
    members : Lists
        Of each project, in any order.
    before : array of int32
        Members of the same projects before.
    n_organizations : int

    Returns
    -------
    int
    """
    met = np.full(n_organizations, -1, dtype=np.int64)
    n_kept = 0
    for project in range(members.at.size - 1):
        for place in range(members.at[project], members.at[project + 1]):
            met[before[place]] = project
        for place in range(members.at[project], members.at[project + 1]):
            n_kept += met[members.to[place]] == project
    return n_kept


@compiled
def pairs_in_projects(
    members: Lists, clusters: Lists, shares: NDArray[np.float64], n_clusters: int
) -> NDArray[np.float64]:
    r"""Add up over the projects how much of two clusters takes part, :math:`\sum_k S_{ka} S_{kb}`.

    With :math:`S_{ka}` the shares of the members of project k in cluster a, the sum is over ordered pairs of
    organizations and joint projects, and over each organization with itself in each of its projects.

    Parameters
    ----------
    members : Lists
        Of each project.
    clusters : Lists
        Of each organization.
    shares : array of float64, > 0
        In these clusters.
    n_clusters : int

    Returns
    -------
    array of float64, shape (n_clusters, n_clusters)
        Above the diagonal, and on it; zeros below.
    """
    pairs = np.zeros((n_clusters, n_clusters))
    taking_part = np.zeros(n_clusters)
    found = np.empty(n_clusters, dtype=np.int64)
    for project in range(members.at.size - 1):
        n_found = 0
        for place in range(members.at[project], members.at[project + 1]):
            organization = members.to[place]
            for held in range(clusters.at[organization], clusters.at[organization + 1]):
                cluster = clusters.to[held]
                if taking_part[cluster] == 0:
                    found[n_found] = cluster
                    n_found += 1
                taking_part[cluster] += shares[held]
        for one in range(n_found):
            for other in range(n_found):
                if found[one] <= found[other]:
                    pairs[found[one], found[other]] += taking_part[found[one]] * taking_part[found[other]]
        for one in range(n_found):
            taking_part[found[one]] = 0.0
    return pairs
