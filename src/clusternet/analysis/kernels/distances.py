"""How far everybody is from everybody, by searches from many sources at a time over the projects.

Each source is a bit. A row of words holds, for a node, the sources that have reached it; one step of all
searches unites the words of the nodes reached last in their projects, and those of the projects in their
members, and what is new in a row has been reached in this step. Distances are the same both ways, so counting
the sources that reach a node step by step adds up the distances from the node.

A node may stand for several organizations with the same projects. As a source it then counts several times:
the counts of a block of sources are kept as binary digits, one row of words a digit, so that counting is
counting bits still.
"""

from typing import NamedTuple

import numpy as np
from numba.core import types
from numba.extending import intrinsic, overload
from numpy.typing import NDArray

from clusternet.analysis.kernels.compiled import compiled
from clusternet.analysis.kernels.lists import Lists, neighbors

WORDS = 8
"""Words of 64 sources in a block: what fills a line of memory."""


class Network(NamedTuple):
    """What searches run through.

    Parameters
    ----------
    projects : Lists
        Of each node.
    members : Lists
        Of each project.
    leaves : array of bool, shape (n_projects,)
        Whether there are organizations in a project that are in no other, and in no node.
    """

    projects: Lists
    members: Lists
    leaves: NDArray[np.bool_]


class Block(NamedTuple):
    """A block of sources, a bit each.

    Parameters
    ----------
    nodes : array of int32, shape (n_sources,)
        The node of each source, or -1 in a project.
    projects : array of int32, shape (n_sources,)
        The project of a source that is in no other, or -1.
    all : array of uint64, shape (WORDS,)
        The bits of all of them.
    digits : array of uint64, shape (n_digits, WORDS)
        In row k, those whose count has the binary digit 2 ** k.
    """

    nodes: NDArray[np.int32]
    projects: NDArray[np.int32]
    all: NDArray[np.uint64]
    digits: NDArray[np.uint64]


class Totals(NamedTuple):
    """What the sources of a block that are reached add up to: they, their distances and the inverses.

    Parameters
    ----------
    reached : array of int64, shape (n,)
    far : array of int64, shape (n,)
    near : array of float64, shape (n,)
    """

    reached: NDArray[np.int64]
    far: NDArray[np.int64]
    near: NDArray[np.float64]


class Front(NamedTuple):
    """Nodes or projects, and who has reached them.

    Parameters
    ----------
    items : array of int32, shape (n,)
        Those reached in the last step, as many as `n` says.
    n : array of int64, shape (1,)
    mark : array of int32, shape (n,)
        For :func:`~clusternet.analysis.kernels.lists.neighbors`.
    on : array of uint8, shape (n,)
        1 for those reached in the last step.
    seen : array of uint64, shape (n, WORDS)
        Who has reached each.
    latest : array of uint64, shape (n, WORDS)
        Who has reached each in the last step, if that is on.
    """

    items: NDArray[np.int32]
    n: NDArray[np.int64]
    mark: NDArray[np.int32]
    on: NDArray[np.uint8]
    seen: NDArray[np.uint64]
    latest: NDArray[np.uint64]


def front_of(n: int) -> Front:
    """Make the arrays to search in."""
    return Front(
        items=np.empty(n, dtype=np.int32),
        n=np.zeros(1, dtype=np.int64),
        mark=np.empty(n, dtype=np.int32),
        on=np.empty(n, dtype=np.uint8),
        seen=np.empty((n, WORDS), dtype=np.uint64),
        latest=np.empty((n, WORDS), dtype=np.uint64),
    )


def distances(network: Network, nodes: Front, projects: Front, block: Block) -> tuple[Totals, Totals]:
    """Search from a block of sources.

    Parameters
    ----------
    network : Network
    nodes, projects : Front
        To search in; whatever is in them.
    block : Block

    Returns
    -------
    Totals, shape (n_nodes,)
        For each organization of a node; a source that has reached itself is not counted.
    Totals, shape (n_projects,)
        For each organization of a project that is in no other.
    """
    of_nodes, of_leaves = _nothing(nodes.on.size), _nothing(projects.on.size)
    _search(network, (nodes, projects), block, (of_nodes, of_leaves))
    return of_nodes, of_leaves


def _nothing(n: int) -> Totals:
    return Totals(np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), np.zeros(n))


def bits(word: int) -> int:
    """Count the bits of a word."""
    return int(word).bit_count()


@intrinsic  # type: ignore[untyped-decorator]  # numba has no types
def _count_bits(_context, _word):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    def instruction(_context, builder, _signature, arguments):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), instruction


@overload(bits)  # type: ignore[untyped-decorator]
def _compiled_bits(word):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, ARG001
    return lambda word: _count_bits(word)


@compiled
def _search(
    network: Network, fronts: tuple[Front, Front], block: Block, totals: tuple[Totals, Totals]
) -> None:
    nodes, projects = fronts
    for front in fronts:
        front.mark[:] = 0
        front.on[:] = 0
        front.seen[:] = 0
    nodes.n[0] = _start(nodes, block.nodes, 0)
    for source in range(block.projects.size):
        if block.projects[source] >= 0:  # it has reached its project before its search begins
            projects.seen[block.projects[source], source >> 6] |= np.uint64(1) << np.uint64(source & 63)
    for step in range(1, nodes.on.size + 2):
        projects.n[0] = _spread(network.projects, network.members, nodes, projects, step)
        for project in projects.items[: projects.n[0]]:
            if network.leaves[project]:
                _count(projects.latest[project], block.digits, step, project, totals[1])
'''
