"""Organizations that share all their projects, taken together: to everyone else they are one and the same."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.projection import participants
from clusternet.analysis.validation import CsrMatrix

Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Merged:
    """Twins as one node each, and what is left for shortest paths to run through.

    A node with one project, a leaf, is no step on the way of others: whoever it has a tie with also has ties
    with each other. So a search runs through the other nodes, the inner ones, and reaches leaves from the
    project they are in.

    Parameters
    ----------
    node_of : array of int, shape (n_organizations,)
        Node of each organization, inner ones first; -1 without a partner.
    size : array of int64, shape (n_nodes,)
        Organizations of each node, at least 1.
    inner : csr_array, shape (n_inner, n_projects)
        Who takes part in what; those with most projects first, so that what is read most lies together.
        Projects with one organization are left out; the others come by their first inner node.
    project_of : array of int, shape (n_nodes - n_inner,)
        The project of each leaf, in rising order; a project has at most one leaf.
    """

    node_of: NDArray[np.intp]
    size: NDArray[np.int64]
    inner: CsrMatrix
    project_of: NDArray[np.intp]

    @property
    def leaves(self) -> NDArray[np.int64]:
        """Organizations that are in nothing but this project, for each project."""
        sizes = np.zeros(self.inner.shape[1], dtype=np.int64)
        sizes[self.project_of] = self.size[self.inner.shape[0] :]
        return sizes

    def starts(self, nodes: NDArray[np.intp]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Say where searches start: from an inner node, or from the project of a leaf; -1 in the other."""
        leaf = nodes >= self.inner.shape[0]
        projects = np.full(nodes.size, -1, dtype=np.int32)
        projects[leaf] = self.project_of[nodes[leaf] - self.inner.shape[0]]
        return np.where(leaf, -1, nodes).astype(np.int32), projects

    def to_organizations(self, of_nodes: NDArray[Number], *, alone: Number | float) -> NDArray[Number]:
        """Give every organization the value of its node, and another one to those without a partner."""
        values = np.full(self.node_of.size, alone, dtype=of_nodes.dtype)
        tied = self.node_of >= 0
        values[tied] = of_nodes[self.node_of[tied]]
        return values


def merge_twins(incidence: CsrMatrix) -> Merged:
    """Take organizations together that have the same projects, those with one organization aside.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
        As :func:`~clusternet.analysis.validation.check_incidence` returns it; not checked again.

    Returns
    -------
    Merged
    """
    shared: CsrMatrix = incidence[:, participants(incidence) >= 2]
    shared.sort_indices()
    met, first, size = _same_rows(shared)
    n_projects = np.diff(shared.indptr)[first]
    only: NDArray[np.intp] = np.where(n_projects == 1, shared.indices[shared.indptr[first]], -1)
    nodes = np.lexsort((first, only, -n_projects))
    inner: CsrMatrix = shared[first[nodes[n_projects[nodes] > 1]]]
    projects = np.argsort(_first_members(inner), kind="stable")
    inner = csr_array(inner[:, projects])
    inner.sort_indices()
    leaves = nodes[n_projects[nodes] == 1]
    place = np.argsort(projects)[only[leaves]]
    order = np.concatenate([nodes[: inner.shape[0]], leaves[np.argsort(place)]]).astype(np.intp)
    new = np.full(size.size + 1, -1, dtype=np.intp)
    new[order] = np.arange(order.size)  # and the last one stays -1, for those that met nobody
    return Merged(node_of=new[met], size=size[order], inner=inner, project_of=np.sort(place))


def _same_rows(matrix: CsrMatrix) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64]]:
    """Give equal rows a number, empty ones -1; say where each number comes first, and how often."""
    numbers: dict[bytes, int] = {}
    indices = matrix.indices
    keys = (indices[begin:end].tobytes() for begin, end in pairwise(matrix.indptr.tolist()))
    of_row = np.array([numbers.setdefault(key, len(numbers)) if key else -1 for key in keys], dtype=np.intp)
    filled = np.flatnonzero(of_row >= 0)
    _, first, count = np.unique(of_row[filled], return_index=True, return_counts=True)
    return of_row, filled[first], count.astype(np.int64)


def _first_members(matrix: CsrMatrix) -> NDArray[np.intp]:
    """Return the first row of each column, the number of rows for an empty one."""
    n, n_columns = matrix.shape
    first = np.full(n_columns, n, dtype=np.intp)
    rows = np.repeat(np.arange(n), np.diff(matrix.indptr))
    np.minimum.at(first, matrix.indices, rows)
    return first
