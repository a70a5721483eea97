"""Shortest paths between organizations that share projects, one step from each to each partner."""

from collections.abc import Callable
from typing import Any, TypeAlias

import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from clusternet.analysis.validation import CsrMatrix, check_incidence

Progress: TypeAlias = Callable[[int, int], None]

WORDS = 32
"""Words of 64 organizations from which the search runs at a time."""

CHUNKS = 100
"""Parts in which long searches report their progress."""


def organizations_at_distance(incidence: CsrMatrix) -> NDArray[np.int64]:
    """Count the organizations at each distance from each organization.

    The search runs over the projects, from many organizations at a time with one bit for each, so that the
    ties need not be built.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of int64, shape (n_organizations, longest distance)
        In column d - 1 the organizations at distance d: partners at distance 1, partners of partners that are
        no partners at distance 2. Those that cannot be reached, and the organization itself, are in none.
        No columns without ties.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> organizations_at_distance(csr_array(np.array([[1, 0], [1, 1], [0, 1], [0, 0]])))
    array([[1, 1],
           [2, 0],
           [1, 1],
           [0, 0]])
    """
    checked = check_incidence(incidence)
    n = checked.shape[0]
    searched = [_search(checked, begin, min(begin + 64 * WORDS, n)) for begin in range(0, n, 64 * WORDS)]
    counts = np.zeros((n, max((part.shape[1] for part in searched), default=0)), dtype=np.int64)
    for part in searched:
        counts[:, : part.shape[1]] += part
    return counts


def to_igraph(ties: CsrMatrix) -> Any:  # noqa: ANN401  igraph has no types
    """Build the igraph graph of undirected ties, without weights.

    Parameters
    ----------
    ties : csr_array, shape (n, n), symmetric
        Only which entries are stored matters.

    Returns
    -------
    igraph.Graph
        Nodes in the order of the rows.
    """
    upper = triu(ties, k=1, format="coo")
    return igraph.Graph(n=ties.shape[0], edges=np.column_stack((upper.row, upper.col)))


def passing_paths(
    ties: CsrMatrix, sources: NDArray[np.intp], progress: Progress | None
) -> NDArray[np.float64]:
    """Add up, at every node, the share of shortest paths from the sources that pass through it.

    Parameters
    ----------
    ties : csr_array, shape (n, n), symmetric
        Only which entries are stored matters.
    sources : array of int
    progress : callable, optional
        Called with the number of sources done and of all, in at most 100 steps.

    Returns
    -------
    array of float64, shape (n,)
        Over ordered pairs: a source, and any other node.
    """
    graph = to_igraph(ties)
    passing = np.zeros(ties.shape[0])
    done = 0
    for part in np.array_split(sources, min(CHUNKS, max(sources.size, 1))):
        if part.size:
            # igraph halves without directions, as if every pair were met from both ends: taken back here.
            passing += 2 * np.asarray(graph.betweenness(directed=False, sources=part.tolist()))
        done += part.size
        if progress is not None:
            progress(done, sources.size)
    return passing


def _search(incidence: CsrMatrix, begin: int, end: int) -> NDArray[np.int64]:
    """Count, at every organization, those of one part of the organizations that are 1, 2, ... steps away."""
    organizations, projects = _Groups(incidence), _Groups(csr_array(incidence.T))
    reached = np.zeros((incidence.shape[0], (end - begin + 63) // 64), dtype=np.uint64)
    place = np.arange(end - begin)
    reached[begin + place, place // 64] = np.uint64(1) << (place % 64).astype(np.uint64)
    latest = reached.copy()
    counts: list[NDArray[np.int64]] = []
    while True:
        latest = organizations.united(projects.united(latest)) & ~reached
        new = np.bitwise_count(latest).sum(axis=1, dtype=np.int64)
        if not new.any():
            return np.column_stack(counts) if counts else np.zeros((incidence.shape[0], 0), dtype=np.int64)
        counts.append(new)
        reached |= latest


class _Groups:
    """The rows of a sparse matrix as sets of columns."""

    def __init__(self, matrix: CsrMatrix) -> None:
        self.n = matrix.shape[0]
        self.filled = np.flatnonzero(np.diff(matrix.indptr) > 0)
        self.begins = matrix.indptr[self.filled]
        self.columns = matrix.indices

    def united(self, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Unite the bits of the columns of each row."""
        union = np.zeros((self.n, bits.shape[1]), dtype=np.uint64)
        if self.filled.size:
            union[self.filled] = np.bitwise_or.reduceat(bits[self.columns], self.begins, axis=0)
        return union
