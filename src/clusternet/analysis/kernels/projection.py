"""From who takes part in what to who works with whom, each pair once, then both ways.

Callers allocate what is long: NumPy asks for large pages of memory, compiled code does not.
"""

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.kernels.compiled import compiled
from clusternet.analysis.kernels.lists import Lists


@compiled
def most_ties(projects: Lists, members: Lists) -> int:
    """Say how many pairs of organizations share a project at most: they may share several.

    Parameters
    ----------
    projects : Lists
        Of each organization.
    members : Lists
        Of each project.

    Returns
    -------
    int
    """
    n = projects.at.size - 1
    reached = members.at[:-1].copy()
    most = 0
    for one in range(n):
        pairs = 0
        for place in range(projects.at[one], projects.at[one + 1]):
            project = projects.to[place]
            reached[project] += 1
            pairs += members.at[project + 1] - reached[project]
        most += min(pairs, n - 1 - one)
    return most


@compiled
def upper_ties(
    projects: Lists,
    members: Lists,
    weights: NDArray[np.float64],
    partners: NDArray[np.int32],
    ties: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Add up the weights of the projects that each organization shares with later ones.

    An organization goes through its projects, and in each through the members behind it: organizations come
    by in order, so that one mark a project says how far it is. The weights of a tie are added in the order of
    the projects.

    Parameters
    ----------
    projects : Lists
        Of each of n organizations.
    members : Lists
        Of each project, in rising order.
    weights : array of float64, shape (n_projects,)
        Above 0 for projects with two members or more.
    partners : array of int32, written, longer than :func:`most_ties`
        The later partners of each organization, in the order in which they are met.
    ties : array of float64, written, as long
        The ties to them.

    Returns
    -------
    array of int64, shape (n + 1,)
        Where the partners of each organization start.
    array of int64, shape (n,)
        How many earlier partners each organization has.
    """
    n = projects.at.size - 1
    starts, n_earlier = np.zeros(n + 1, dtype=np.int64), np.zeros(n, dtype=np.int64)
    reached = members.at[:-1].copy()
    tie_to = np.zeros(n)
    n_ties = 0
    for one in range(n):
        for place in range(projects.at[one], projects.at[one + 1]):
            project = projects.to[place]
            reached[project] += 1
            for behind in range(reached[project], members.at[project + 1]):
                other = members.to[behind]
                partners[n_ties] = other  # stays there if it is new
                n_ties += tie_to[other] == 0
                tie_to[other] += weights[project]
        for found in range(starts[one], n_ties):
            other = partners[found]
            ties[found] = tie_to[other]
            tie_to[other] = 0.0
            n_earlier[other] += 1
        starts[one + 1] = n_ties
    return starts, n_earlier


@compiled
def mirror(
    later: Lists,
    ties: NDArray[np.float64],
    pointers: NDArray[np.int64],
    columns: NDArray[np.int32],
    values: NDArray[np.float64],
) -> None:
    """Store each tie in the rows of both ends, every row in rising order without being sorted.

    Rows are gone through in order and write to the rows of their partners, so that what is in front of the
    diagonal comes in order; when that is read in order, what is behind the diagonal does, too.

    Parameters
    ----------
    later : Lists
        Partners of each row, all behind it but in any order.
    ties : array of float64, shape (m,)
        To them.
    pointers : array of int64, shape (n + 1,)
        Where each row starts in what is written.
    columns : array of int32, shape (2 m,), written
    values : array of float64, shape (2 m,), written
    """
    n = later.at.size - 1
    free = pointers[:-1].copy()
    for row in range(n):
        for place in range(later.at[row], later.at[row + 1]):
            there = free[later.to[place]]
            free[later.to[place]] += 1
            columns[there] = row
            values[there] = ties[place]
    diagonal = free.copy()
    for row in range(n):
        for place in range(pointers[row], diagonal[row]):
            there = free[columns[place]]
            free[columns[place]] += 1
            columns[there] = row
            values[there] = values[place]
