"""How far everybody is from everybody, by searches from many sources at a time over the projects.

Each source is a bit. A row of words holds, for a node, the sources that have reached it. One step of all the
searches unites the words of the nodes reached last in their projects, and those of the projects in their
members; what is new in a row has been reached in this step. Distances are the same both ways, so the sources
counted at a node, step by step, are how many organizations there are at each distance from it.

A node may stand for several organizations with the same projects. As a source it counts several times: the
counts of a block of sources are kept as binary digits, one row of words for each digit, so that counting is
counting bits still.
"""

from typing import Any, NamedTuple

import numpy as np
from numba.core import types
from numba.extending import intrinsic, overload
from numpy.typing import NDArray

from clusternet.analysis.kernels.compiled import compiled
from clusternet.analysis.kernels.lists import Lists, neighbors

WORDS = 16
"""Words of 64 sources in a row. Loops over them take their number from an array: a small one known when they
are compiled would be written out word by word, instead of many words at a time."""


class Block(NamedTuple):
    """Sources, a bit each: source k is bit k % 64 of word k // 64.

    Parameters
    ----------
    nodes : array of int32, shape (n_sources,)
        The node of each source, or -1 in a project.
    projects : array of int32, shape (n_sources,)
        The project of a source that is in no other, or -1.
    everybody : array of uint64, shape (WORDS,)
        The bits of all sources.
    digits : array of uint64, shape (n_digits, WORDS)
        In row k those whose count has the binary digit 2 ** k.
    """

    nodes: NDArray[np.int32]
    projects: NDArray[np.int32]
    everybody: NDArray[np.uint64]
    digits: NDArray[np.uint64]


class Totals(NamedTuple):
    """Sources that reach an item, how far they are, and the inverses of that, each added up.

    Parameters
    ----------
    reached : array of int64, shape (n_items,)
    far : array of int64, shape (n_items,)
    near : array of float64, shape (n_items,)
    """

    reached: NDArray[np.int64]
    far: NDArray[np.int64]
    near: NDArray[np.float64]


class Side(NamedTuple):
    """Nodes or projects in a search, and who has reached them.

    Parameters
    ----------
    lists : Lists
        Of each its items on the other side.
    counted : array of bool, shape (n_items,)
        Whether those who reach it count. They are as many steps away as a member, so with projects they
        count for the organizations that are in no other.
    items : array of int32, shape (n_items,)
        First those reached in the last step.
    n : array of int64, shape (1,)
        How many these are.
    mark : array of int32, shape (n_items,)
        For :func:`~clusternet.analysis.kernels.lists.neighbors`.
    on : array of uint8, shape (n_items,)
        1 for those reached in the last step, 0 for others.
    seen : array of uint64, shape (n_items, WORDS)
        Who has reached each.
    latest : array of uint64, shape (n_items, WORDS)
        Who has in the last step, where it is on.
    """

    lists: Lists
    counted: NDArray[np.bool_]
    items: NDArray[np.int32]
    n: NDArray[np.int64]
    mark: NDArray[np.int32]
    on: NDArray[np.uint8]
    seen: NDArray[np.uint64]
    latest: NDArray[np.uint64]


def side_of(lists: Lists, counted: NDArray[np.bool_]) -> Side:
    """Make the arrays to search in."""
    n = counted.size
    return Side(
        lists=lists,
        counted=counted,
        items=np.empty(n, dtype=np.int32),
        n=np.zeros(1, dtype=np.int64),
        mark=np.empty(n, dtype=np.int32),
        on=np.empty(n, dtype=np.uint8),
        seen=np.empty((n, WORDS), dtype=np.uint64),
        latest=np.empty((n, WORDS), dtype=np.uint64),
    )


def distances(nodes: Side, projects: Side, block: Block) -> tuple[Totals, Totals]:
    """Search from a block of sources.

    Parameters
    ----------
    nodes, projects : Side
        To search in, with whatever an earlier search left there.
    block : Block

    Returns
    -------
    Totals of nodes, Totals of projects
        For each organization of a node, and for each one of a project that is in no other. A source does not
        count for itself.
    """
    of_nodes, of_projects = _nothing(nodes.on.size), _nothing(projects.on.size)
    _search(nodes, projects, block, of_nodes, of_projects)
    return of_nodes, of_projects


def _nothing(n: int) -> Totals:
    return Totals(np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), np.zeros(n))


@compiled
def _search(nodes: Side, projects: Side, block: Block, of_nodes: Totals, of_projects: Totals) -> None:
    _forget(nodes)
    _forget(projects)
    _start(nodes, block.nodes)
    for step in range(1, nodes.on.size + 2):
        _spread(nodes, projects, block.everybody, step)
        _count(projects, block.digits, step, of_projects)
        if step == 1:  # whoever is in a single project is one step from its members
            _start(projects, block.projects)
        _spread(projects, nodes, block.everybody, step)
        _count(nodes, block.digits, step, of_nodes)
        if nodes.n[0] == 0:
            break


@compiled
def _forget(side: Side) -> None:
    """Leave nothing of an earlier search."""
    side.n[0] = 0
    side.mark[:] = 0
    side.on[:] = 0
    side.seen[:] = 0


@compiled
def _start(side: Side, starts: NDArray[np.int32]) -> None:
    """Set off from the sources that are on this side."""
    for source in range(starts.size):
        item = starts[source]
        if item < 0:
            continue
        if not side.on[item]:
            side.on[item] = 1
            side.latest[item] = 0
            side.items[side.n[0]] = item
            side.n[0] += 1
        bit = np.uint64(1) << np.uint64(source & 63)
        side.latest[item, source >> 6] |= bit
        side.seen[item, source >> 6] |= bit


@compiled
def _spread(here: Side, there: Side, everybody: NDArray[np.uint64], step: int) -> None:
    """Let those reached last on one side reach their items on the other."""
    at, to, latest, on = there.lists.at, there.lists.to, here.latest, here.on
    seen, new, items, reached = there.seen, there.latest, there.items, there.on
    for item in items[: there.n[0]]:
        reached[item] = 0
    n = 0
    for item in items[: neighbors(here.lists, here.items[: here.n[0]], there.mark, step, items)]:
        if _complete(seen, item, everybody):
            continue
        for word in range(everybody.size):
            new[item, word] = 0
        for place in range(at[item], at[item + 1]):
            other = to[place]
            if on[other]:
                for word in range(everybody.size):
                    new[item, word] |= latest[other, word]
        some = np.uint64(0)
        for word in range(everybody.size):
            new[item, word] &= ~seen[item, word]
            seen[item, word] |= new[item, word]
            some |= new[item, word]
        if some:
            reached[item] = 1
            items[n] = item
            n += 1
    there.n[0] = n


@compiled
def _complete(seen: NDArray[np.uint64], item: int, everybody: NDArray[np.uint64]) -> bool:
    """Say whether all sources have reached an item."""
    for word in range(everybody.size):  # noqa: SIM110  a generator is nothing to compile
        if seen[item, word] != everybody[word]:
            return False
    return True


@compiled
def _count(side: Side, digits: NDArray[np.uint64], step: int, totals: Totals) -> None:
    """Count who has reached the items of the last step."""
    for item in side.items[: side.n[0]]:
        if not side.counted[item]:
            continue
        n = 0
        for digit in range(digits.shape[0]):
            of_digit = 0
            for word in range(digits.shape[1]):
                of_digit += bits(side.latest[item, word] & digits[digit, word])
            n += of_digit << digit
        totals.reached[item] += n
        totals.far[item] += n * step
        totals.near[item] += n / step


def bits(word: int) -> int:
    """Count the bits of a word of 64. In compiled code an instruction of the processor."""
    return int(word).bit_count()


@intrinsic  # type: ignore[untyped-decorator]
def _ctpop(_context: Any, _word: Any) -> Any:  # noqa: ANN401  numba has no types
    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), build


@overload(bits)  # type: ignore[untyped-decorator]
def _compiled_bits(word: int) -> Any:  # noqa: ANN401, ARG001  numba wants the same parameters in both
    def count(word: int) -> int:
        return int(_ctpop(word))

    return count
