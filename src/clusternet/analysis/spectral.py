"""Vectors that stay the same when ties pass them on, computed over the projects without building the ties."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import LinearOperator, eigsh

from clusternet.analysis.projection import participants
from clusternet.analysis.validation import CsrMatrix

DENSE = 300
"""Components up to this size are solved as full matrices."""

SAME = 1e-9
"""Leading eigenvalues of two components that differ by less than this share are taken for equal."""


class SharedProjects:
    """Ties by number of shared projects, as what they do to a vector."""

    def __init__(self, incidence: CsrMatrix) -> None:
        size = participants(incidence)
        shared: CsrMatrix = incidence[:, size >= 2]
        self.incidence = shared
        self.projects = np.diff(shared.indptr).astype(np.float64)
        self.strength = np.asarray(shared @ (size[size >= 2] - 1.0), dtype=np.float64)

    def __matmul__(self, vector: NDArray[np.float64]) -> NDArray[np.float64]:
        passed = np.asarray(self.incidence @ (self.incidence.T @ vector), dtype=np.float64)
        return passed - self.projects * vector


def stationary(ties: SharedProjects, damping: float, tolerance: float) -> NDArray[np.float64]:
    """Iterate the walk of PageRank until what is left to change is below the tolerance.

    Parameters
    ----------
    ties : SharedProjects
        Of at least one organization.
    damping : float
        0 to below 1.
    tolerance : float
        Above 0.

    Returns
    -------
    array of float64, shape (n,)
        Adds up to 1.
    """
    n = ties.strength.size
    dangling = ties.strength == 0
    rank = np.full(n, 1 / n)
    # Every step shrinks the distance from the limit by the damping, starting from at most 2.
    steps = math.ceil(math.log(tolerance / 2) / math.log(damping)) if damping > 0 else 1
    for _ in range(max(steps, 1)):
        given = np.divide(rank, ties.strength, out=np.zeros(n), where=~dangling)
        following = damping * (ties @ given + rank[dangling].sum() / n) + (1 - damping) / n
        change = float(np.abs(following - rank).sum())
        rank = following / following.sum()
        if change * damping <= tolerance * (1 - damping):
            break
    return rank


def leading(incidence: CsrMatrix) -> NDArray[np.float64]:
    """Find the eigenvector of the largest eigenvalue of the ties, in the component it belongs to.

    Parameters
    ----------
    incidence : csr_array, shape (n, n_projects), 0 or 1

    Returns
    -------
    array of float64, shape (n,)
        Of length 1, at least 0, and 0 outside the component. All 0 without ties.
    """
    vector = np.zeros(incidence.shape[0])
    best = 0.0
    chosen: tuple[NDArray[np.intp], NDArray[np.float64]] | None = None
    for at_most, members in _components(incidence):
        if at_most < best * (1 - SAME):
            break
        value, values = _perron(SharedProjects(incidence[members]))
        if chosen is not None and abs(value - best) <= SAME * best:
            others = chosen[0]
            if (-members.size, members[0]) < (-others.size, others[0]):
                chosen = members, values
        elif value > best:
            best, chosen = value, (members, values)
    if chosen is not None:
        vector[chosen[0]] = chosen[1]
    return vector


def _components(incidence: CsrMatrix) -> list[tuple[float, NDArray[np.intp]]]:
    """List the components with ties and a bound on their eigenvalue, highest first, then in row order."""
    n, n_projects = incidence.shape
    entry = incidence.tocoo()
    both = coo_array((entry.data, (entry.row, n + entry.col)), shape=(n + n_projects, n + n_projects))
    _, label = connected_components(both, directed=False)
    strength = SharedProjects(incidence).strength
    tied = np.flatnonzero(strength > 0)
    order = tied[np.argsort(label[:n][tied], kind="stable")]
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    found = [(float(strength[members].max()), members) for members in np.split(order, cuts) if members.size]
    return sorted(found, key=lambda component: (-component[0], component[1][0]))


def _perron(ties: SharedProjects) -> tuple[float, NDArray[np.float64]]:
    """Find the largest eigenvalue of connected ties and its positive eigenvector of length 1."""
    n = ties.strength.size
    if n <= DENSE:
        full = (ties.incidence @ ties.incidence.T).toarray()
        np.fill_diagonal(full, 0)
        values, vectors = eigh(full, subset_by_index=[n - 1, n - 1])
    else:
        operator = LinearOperator((n, n), matvec=lambda vector: ties @ vector.ravel(), dtype=np.float64)
        values, vectors = eigsh(operator, k=1, which="LA", v0=np.ones(n), rng=np.random.default_rng(0))
    vector = np.abs(vectors[:, 0])
    return float(values[0]), vector / np.linalg.norm(vector)
