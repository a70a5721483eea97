"""What searches for shortest paths run through, the arrays they work in, and what they add up."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.kernels.lists import Lists


class Network(NamedTuple):
    """What searches run through, and how much it counts.

    Parameters
    ----------
    projects : Lists
        Of each node.
    members : Lists
        Of each project.
    repeated : Lists
        Of each node the others it shares more than one project with.
    surplus : array of float64
        How many more than one, for each entry of `repeated`.
    size : array of float64, shape (n_nodes,)
        Organizations of each node.
    leaves : array of float64, shape (n_projects,)
        Organizations of each project that are in no other, and in no node.
    """

    projects: Lists
    members: Lists
    repeated: Lists
    surplus: NDArray[np.float64]
    size: NDArray[np.float64]
    leaves: NDArray[np.float64]


class Sources(NamedTuple):
    """Where the search in each lane starts.

    Parameters
    ----------
    nodes : array of int32, shape (n_lanes,)
        The node, or -1 in a project.
    projects : array of int32, shape (n_lanes,)
        The project of a source that is in no other, or -1.
    counts : array of float64, shape (n_lanes,)
        Sources that start there.
    """

    nodes: NDArray[np.int32]
    projects: NDArray[np.int32]
    counts: NDArray[np.float64]


class Reached(NamedTuple):
    """Nodes or projects in the order of their steps from the sources.

    Parameters
    ----------
    items : array of int32, shape (n_lanes * n_items,)
        Those of one step after those of the step before; an item comes once for each of its steps.
    lanes : array of uint64, shape (n_lanes * n_items,)
        In which searches it is so many steps away, one bit for each. Unknown for projects of step 0.
    begins : array of int64, shape (n_items + 3,)
        Where each step begins, and the last one ends.
    mark : array of int32, shape (n_items,)
        For :func:`~clusternet.analysis.kernels.lists.neighbors`.
    paths : array of float64, shape (n_items, n_lanes)
        Shortest paths from each source, 0 before it is reached.
    """

    items: NDArray[np.int32]
    lanes: NDArray[np.uint64]
    begins: NDArray[np.int64]
    mark: NDArray[np.int32]
    paths: NDArray[np.float64]


class Front(NamedTuple):
    """What the nodes or projects of one step hand on.

    Parameters
    ----------
    on : array of uint8, shape (n_items,)
        1 for those that hand on, 0 for the others.
    rows : array of float64, shape (n_items, n_lanes)
        What they hand on in each search, 0 if nothing; of others anything.
    """

    on: NDArray[np.uint8]
    rows: NDArray[np.float64]


class Space(NamedTuple):
    """Arrays to search in, with two fronts of nodes: one hands on to the other."""

    nodes: Reached
    projects: Reached
    even: Front
    odd: Front
    between: Front
    sums: NDArray[np.float64]


def space_for(n_nodes: int, n_projects: int, n_lanes: int) -> Space:
    """Make the arrays to search in: about 30 bytes for each node and project in each of up to 64 lanes."""

    def reached(n: int) -> Reached:
        return Reached(
            items=np.empty(n_lanes * n + n, dtype=np.int32),
            lanes=np.empty(n_lanes * n + n, dtype=np.uint64),
            begins=np.zeros(n + 3, dtype=np.int64),
            mark=np.zeros(n, dtype=np.int32),
            paths=np.zeros((n, n_lanes)),
        )

    def front(n: int) -> Front:
        return Front(on=np.zeros(n, dtype=np.uint8), rows=np.zeros((n, n_lanes)))

    return Space(
        nodes=reached(n_nodes),
        projects=reached(n_projects),
        even=front(n_nodes),
        odd=front(n_nodes),
        between=front(n_projects),
        sums=np.zeros(n_lanes),
    )


class Totals(NamedTuple):
    """What is added up over sources.

    Parameters
    ----------
    sums : array of float64, shape (n_nodes,)
        Dependencies on each of the organizations of a node.
    squares : array of float64, shape (n_nodes,)
        The square of the dependency of each source.
    """

    sums: NDArray[np.float64]
    squares: NDArray[np.float64]
