"""Shortest paths between organizations, and whom they pass through."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import triu

from clusternet.analysis.kernels.chunks import Progress, Spaces, at_once, chunks_of, fold_chunks
from clusternet.analysis.twins import Merged
from clusternet.analysis.validation import CsrMatrix
from clusternet.exceptions import MeasureError

if TYPE_CHECKING:
    from clusternet.analysis.kernels.path_space import Network

PARTS = 100
"""Parts in which igraph searches from many sources, to report progress in between."""

LANES = 16
"""Sources searched from at a time, in a network of up to 130,000 nodes and projects: more are no faster."""

FEWEST_LANES = 8
"""Sources searched from at a time in any network: as many as fill a line of memory."""

MOST_CELLS = 1 << 21
"""What a lane for every node and every project may add up to, before lanes become fewer."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passing:
    """Shares of shortest paths that pass through each organization, added up over sources and their targets.

    Parameters
    ----------
    sums : array of float64, shape (n,)
        Over ordered pairs of a source and any other organization.
    squares : array of float64, shape (n,)
        The square of what each source adds to that, added up over sources.
    """

    sums: NDArray[np.float64]
    squares: NDArray[np.float64]


def passing_paths(
    merged: Merged,
    counts: NDArray[np.int64],
    *,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Passing:
    """Follow the shortest paths from some organizations to all others, one step from each to each partner.

    Parameters
    ----------
    merged : Merged
    counts : array of int64, shape (n_nodes,)
        How many organizations of each node are sources.
    progress : callable, optional
        Called with the number of nodes searched from and of all to search from.
    threads : int, optional
        As :func:`~clusternet.analysis.kernels.chunks.thread_count` says; the result does not depend on it.

    Returns
    -------
    Passing

    Raises
    ------
    MeasureError
        If there are more shortest paths between two organizations than a floating point number can count.
    """
    from clusternet.analysis.kernels.path_space import Sources, Totals, space_for
    from clusternet.analysis.kernels.paths import dependencies

    n_inner, n_projects = merged.inner.shape
    n_lanes = max(FEWEST_LANES, min(LANES, MOST_CELLS // max(n_inner + n_projects, 1)))
    network = _network(merged)
    nodes = np.flatnonzero(counts)
    chunks = chunks_of(nodes.size, n_lanes)
    spaces = Spaces(lambda: space_for(n_inner, n_projects, n_lanes), at_once(chunks, threads))
    sums, squares = np.zeros(merged.size.size), np.zeros(merged.size.size)

    def search(begin: int, end: int) -> Totals:
        chosen = nodes[begin:end]
        sources = Sources(*merged.starts(chosen), counts[chosen].astype(np.float64))
        with spaces.one() as space:
            return dependencies(network, space, sources)

    def add(found: Totals) -> None:
        sums[:n_inner] += found.sums
        squares[:n_inner] += found.squares

    fold_chunks(chunks, search, add, progress=progress, threads=threads)
    if not np.isfinite(sums).all():
        raise MeasureError(
            "There are more shortest paths between two organizations than a floating point number can count: "
            "measure a part of the network."
        )
    return Passing(
        sums=merged.to_organizations(sums, alone=0.0), squares=merged.to_organizations(squares, alone=0.0)
    )


def _network(merged: Merged) -> "Network":
    """Lay out what compiled searches run through."""
    from clusternet.analysis.kernels.lists import lists_of
    from clusternet.analysis.kernels.path_space import Network
    from clusternet.analysis.kernels.repeated import repeated_ties

    projects, members = lists_of(merged.inner), lists_of(merged.inner.T.tocsr())
    repeated, surplus = repeated_ties(projects, members)
    return Network(
        projects=projects,
        members=members,
        repeated=repeated,
        surplus=surplus,
        size=merged.size[: merged.inner.shape[0]].astype(np.float64),
        leaves=merged.leaves.astype(np.float64),
    )


def passing_short_paths(
    adjacency: CsrMatrix, sources: NDArray[np.intp], *, progress: Progress | None = None
) -> NDArray[np.float64]:
    """Follow the shortest paths from some nodes to all others, a tie being as long as it is weak.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights > 0
        As :func:`~clusternet.analysis.validation.check_adjacency` returns it; not checked again. A tie is one
        divided by its weight long.
    sources : array of int
    progress : callable, optional
        Called with the number of sources done and of all, at most 100 times.

    Returns
    -------
    array of float64, shape (n,)
        Shares of shortest paths that pass through each node, added up over ordered pairs of a source and any
        other node. Paths whose lengths differ by rounding only are equally short.

    Raises
    ------
    MeasureError
        If a weight is so close to 0 that no number is large enough for the length of its tie.
    """
    graph = to_igraph(adjacency)
    weight = triu(adjacency, k=1, format="coo").data
    with np.errstate(over="ignore"):
        length = 1 / weight
    if not np.isfinite(length).all():
        raise MeasureError(
            f"A tie of weight {weight.min():g} is too weak to have a length: give weights above 1e-308."
        )
    passing = np.zeros(adjacency.shape[0])
    done = 0
    for part in np.array_split(sources, min(PARTS, max(sources.size, 1))):
        if part.size:
            # igraph halves without directions, as if every pair were met from both ends: taken back here.
            values = graph.betweenness(directed=False, weights=length.tolist(), sources=part.tolist())
            passing += 2 * np.asarray(values)
        done += part.size
        if progress is not None:
            progress(done, sources.size)
    return passing


def to_igraph(ties: CsrMatrix) -> Any:  # noqa: ANN401  igraph has no types
    """Build the igraph graph of undirected ties, without weights.

    Parameters
    ----------
    ties : csr_array, shape (n, n), symmetric
        Only which entries are stored matters.

    Returns
    -------
    igraph.Graph
        Nodes in the order of the rows, ties in the order of the upper triangle.
    """
    upper = triu(ties, k=1, format="coo")
    # One by one, they take a quarter of the time that an array does, and no memory.
    return igraph.Graph(n=ties.shape[0], edges=zip(upper.row.data, upper.col.data, strict=True))
