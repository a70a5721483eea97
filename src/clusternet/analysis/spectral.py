"""Vectors that stay the same when ties pass them on, computed over the projects without building the ties."""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import LinearOperator, eigsh

from clusternet.analysis.components import parts
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
    r"""Solve for where the walk of PageRank ends up.

    With A the ties, s the strengths and d the damping, those with a partner have
    :math:`x = d A s^{-1} x + e`, where e, which everybody gets from nowhere in particular, is the share of
    one without a partner. For :math:`y = s^{-1/2} x` the equations are symmetric and positive definite, and
    conjugate gradients [1]_ need a fraction of the steps of the walk. If x misses its equations by r, its
    errors add up to at most the sum of :math:`|r| / (1 - d)`.

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

    References
    ----------
    .. [1] M. R. Hestenes and E. Stiefel (1952), Methods of conjugate gradients for solving linear systems,
       Journal of Research of the National Bureau of Standards 49, 409-436, doi:10.6028/jres.049.044
    """
    n = ties.strength.size
    tied = ties.strength > 0
    alone = (1 - damping) / (n - damping * np.count_nonzero(~tied))
    root = np.sqrt(ties.strength)
    inverse = np.divide(1.0, root, out=np.zeros(n), where=tied)
    outward: CsrMatrix = csr_array(diags_array(inverse) @ ties.incidence)
    inward: CsrMatrix = csr_array(outward.T)
    own = ties.projects * inverse**2

    def left(scaled: NDArray[np.float64]) -> NDArray[np.float64]:
        passed = outward @ (inward @ scaled)
        return np.asarray(scaled - damping * (passed - own * scaled), dtype=np.float64)

    # Where the walk would end up if it were never interrupted, which is not far from here.
    scaled = root * ((1 - alone * np.count_nonzero(~tied)) / max(ties.strength.sum(), 1))
    residual = alone * inverse - left(scaled)
    direction, squares = residual.copy(), float(residual @ residual)
    # The sum of root * |residual| is at most this: Cauchy and Schwarz. Half, since making the shares add up
    # to 1 can double the error.
    allowed = (tolerance * (1 - damping) / 2) ** 2 / max(ties.strength.sum(), 1)
    for _ in range(10 * n + 100):  # n would do if nothing were rounded
        if squares <= allowed:
            break
        change = left(direction)
        length = squares / float(direction @ change)
        scaled += length * direction
        residual -= length * change
        before, squares = squares, float(residual @ residual)
        direction *= squares / before
        direction += residual
    rank = np.where(tied, root * scaled, alone)
    np.maximum(rank, alone, out=rank)  # nobody gets less, though a rough solution might say so
    return np.asarray(rank / rank.sum(), dtype=np.float64)


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
    label, _ = parts(incidence)
    strength = SharedProjects(incidence).strength
    tied = np.flatnonzero(strength > 0)
    order = tied[np.argsort(label[tied], kind="stable")]
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
