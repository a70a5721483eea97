"""Each tie from the end with fewer ties to the end with more: the form in which triangles are counted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.validation import CsrMatrix

if TYPE_CHECKING:
    from clusternet.analysis.kernels.triangles import Arcs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Orientation:
    """The ties of an undirected graph as arcs between ranks, 0 for the node with the fewest ties."""

    order: NDArray[np.int32]
    """Node of each rank, shape (n,)."""

    arcs: "Arcs"
    """Arcs from lower to higher ranks, as kernels take them; m of them."""

    stored: NDArray[np.int64]
    """Where the entry of each arc in the row of its head, the column of its tail, is stored; shape (m,)."""

    @property
    def tails(self) -> NDArray[np.int32]:
        """Rank of the lower end of each arc, shape (m,)."""
        return self.arcs[1]

    @property
    def heads(self) -> NDArray[np.int32]:
        """Rank of the higher end of each arc, shape (m,)."""
        return self.arcs[2]

    def sum_over_arcs(
        self, of_tail: NDArray[np.float64], of_head: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Add up a value of both ends of each arc by rank, shape (n,)."""
        n = self.order.size
        at_tails = np.bincount(self.tails, weights=of_tail, minlength=n)
        return np.asarray(at_tails + np.bincount(self.heads, weights=of_head, minlength=n), dtype=np.float64)

    def by_node(self, by_rank: NDArray[np.float64]) -> NDArray[np.float64]:
        """Put values in the order of the nodes."""
        values = np.empty_like(by_rank)
        values[self.order] = by_rank
        return values


def oriented(ties: CsrMatrix) -> Orientation:
    """Rank the nodes by their number of ties, then by their position, and direct the ties accordingly.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Canonical, zero diagonal; each tie is stored both ways. Values do not matter.

    Returns
    -------
    Orientation
    """
    from clusternet.analysis.kernels.lists import lists_of
    from clusternet.analysis.kernels.triangles import orient

    n = ties.shape[0]
    order = np.argsort(np.diff(ties.indptr), kind="stable").astype(np.int32)
    rank = np.empty(n, dtype=np.int32)
    rank[order] = np.arange(n, dtype=np.int32)
    arcs, stored = orient(lists_of(ties), rank, order)
    return Orientation(order=order, arcs=arcs, stored=stored)
