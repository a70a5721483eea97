"""How many organizations each one can reach, how far away they are and how near."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.components import parts
from clusternet.analysis.kernels.chunks import Progress, Spaces, at_once, chunks_of, fold_chunks
from clusternet.analysis.twins import Merged, merge_twins
from clusternet.analysis.validation import CsrMatrix


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DistanceSums:
    """Sums over all other organizations that each one can reach, by steps from partner to partner.

    Parameters
    ----------
    reached : array of int64, shape (n,)
        How many they are; 0 without a partner.
    far : array of int64, shape (n,)
        Their distances, in steps.
    near : array of float64, shape (n,)
        The inverses of their distances.
    """

    reached: NDArray[np.int64]
    far: NDArray[np.int64]
    near: NDArray[np.float64]


def distance_sums(
    incidence: CsrMatrix, *, progress: Progress | None = None, threads: int | None = None
) -> DistanceSums:
    """Add up the distances from every organization, exactly, without building the ties.

    Parameters
    ----------
    incidence : csr_array, shape (n, n_projects), 0 or 1
        As :func:`~clusternet.analysis.validation.check_incidence` returns it; not checked again.
    progress : callable, optional
        Called with the number of sources done and of all; organizations with the same projects are one.
    threads : int, optional
        As :func:`~clusternet.analysis.kernels.chunks.thread_count` says; the result does not depend on it.

    Returns
    -------
    DistanceSums
    """
    from clusternet.analysis.kernels.distances import WORDS, Block, Totals, distances, side_of
    from clusternet.analysis.kernels.lists import lists_of

    merged = merge_twins(incidence)
    n_inner = merged.inner.shape[0]
    projects, members = lists_of(merged.inner), lists_of(merged.inner.T.tocsr())
    everybody, with_leaves = np.ones(n_inner, dtype=np.bool_), merged.leaves > 0
    sources = _by_part(merged)
    chunks = chunks_of(sources.size, 64 * WORDS)
    spaces = Spaces(
        lambda: (side_of(projects, everybody), side_of(members, with_leaves)), at_once(chunks, threads)
    )
    twins = merged.size - 1  # they have all projects in common, and no part in the search for each other
    reached, far, near = twins.copy(), twins.copy(), twins.astype(np.float64)

    def search(begin: int, end: int) -> tuple[Totals, Totals]:
        chosen = sources[begin:end]
        starts = merged.starts(chosen)
        with spaces.one() as (nodes, leaves):
            return distances(nodes, leaves, Block(*starts, *_bits(merged.size[chosen], WORDS)))

    def add(found: tuple[Totals, Totals]) -> None:
        of_nodes, of_projects = found
        for sums, inner, outer in (
            (reached, of_nodes.reached, of_projects.reached),
            (far, of_nodes.far, of_projects.far),
        ):
            sums[:n_inner] += inner
            sums[n_inner:] += outer[merged.project_of]
        near[:n_inner] += of_nodes.near
        near[n_inner:] += of_projects.near[merged.project_of]

    fold_chunks(chunks, search, add, progress=progress, threads=threads)
    return DistanceSums(
        reached=merged.to_organizations(reached, alone=0),
        far=merged.to_organizations(far, alone=0),
        near=merged.to_organizations(near, alone=0.0),
    )


def _by_part(merged: Merged) -> NDArray[np.intp]:
    """Order the nodes so that those searched from at a time need much the same steps.

    The largest part of the network comes first: when all sources have reached a node, it is left alone, which
    those that never will would prevent. Within a part, nodes of equal size lie together, then those with as
    many projects.
    """
    of_inner, of_projects = parts(merged.inner)
    part = np.concatenate([of_inner, of_projects[merged.project_of]])
    most = -np.bincount(part, minlength=1)[part] if part.size else part
    n_own = np.concatenate([np.diff(merged.inner.indptr), np.ones_like(merged.project_of)])
    return np.lexsort((n_own, merged.size, part, most)).astype(np.intp)


def _bits(counts: NDArray[np.int64], n_words: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Give each source its bit: those of all in a row of words, and for each digit of the counts a row."""
    place = np.arange(counts.size)
    bit = np.uint64(1) << (place % 64).astype(np.uint64)
    n_digits = int(counts.max(initial=0)).bit_length()
    rows = np.zeros((1 + n_digits, n_words), dtype=np.uint64)
    np.bitwise_or.at(rows[0], place // 64, bit)
    for digit in range(n_digits):
        has = (counts >> digit & 1) == 1
        np.bitwise_or.at(rows[1 + digit], place[has] // 64, bit[has])
    return rows[0], rows[1:]
