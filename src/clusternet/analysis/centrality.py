"""How central each organization is. One function a measure, in the order of the rows of the incidence."""

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.betweenness import betweenness, betweenness_share
from clusternet.analysis.cohesion import Cohesion, cohesion, core_number, degree
from clusternet.analysis.nearness import Nearness, closeness, harmonic, nearness
from clusternet.analysis.projection import WEIGHTINGS, Weighting, participants
from clusternet.analysis.spectral import SharedProjects, leading, stationary
from clusternet.analysis.validation import CsrMatrix, check_choice, check_incidence
from clusternet.exceptions import MeasureError

__all__ = [
    "Cohesion",
    "Nearness",
    "betweenness",
    "betweenness_share",
    "closeness",
    "cohesion",
    "core_number",
    "degree",
    "eigenvector",
    "harmonic",
    "nearness",
    "pagerank",
    "strength",
]


def strength(incidence: CsrMatrix, weighting: Weighting = "newman") -> NDArray[np.float64]:
    r"""Sum of the ties of each organization.

    Each project k adds its tie weight once for each of the :math:`n_k - 1` partners in it, so no tie has to
    be built. Over the projects with at least two organizations, the strength is their number with ``newman``
    [1]_, :math:`\sum_k (n_k - 1)` with ``count`` and :math:`\sum_k 2/n_k` with ``fractional``.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    weighting : {"newman", "count", "fractional"}
        As in :func:`~clusternet.analysis.projection.project`.

    Returns
    -------
    array of float64, shape (n_organizations,)
        At least 0, and 0 without a partner. In projects (``newman``), in partners, each again in every shared
        project (``count``), or in halves of a project's worth of ties (``fractional``: over all organizations
        the strengths add up to twice the number of projects with at least two).

    Raises
    ------
    MeasureError
        If the weighting is not one of the three.
    NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] M. E. J. Newman (2001), Scientific collaboration networks. II. Shortest paths, weighted networks,
       and centrality, Physical Review E 64, 016132, doi:10.1103/PhysRevE.64.016132

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> strength(csr_array(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1]])))
    array([2., 2., 1., 0.])
    """
    checked = check_incidence(incidence)
    choice = check_choice(weighting, WEIGHTINGS, name="weighting")
    size = participants(checked).astype(np.float64)
    shared = size >= 2
    per_project = {
        "count": np.where(shared, size - 1, 0.0),
        "newman": np.where(shared, 1.0, 0.0),
        "fractional": np.divide(2.0, size, out=np.zeros_like(size), where=shared),
    }[choice]
    return np.asarray(checked @ per_project, dtype=np.float64)


def pagerank(incidence: CsrMatrix, *, damping: float = 0.85, tolerance: float = 1e-10) -> NDArray[np.float64]:
    r"""Share of the time a random walk from partner to partner spends at each organization [1]_.

    A step goes to a partner with a probability in proportion to the number of shared projects; with
    probability 1 - damping, and from an organization without a partner always, it goes to any organization,
    each being equally likely.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    damping : float
        At least 0 and below 1.
    tolerance : float
        Above 0: the errors of all organizations together are at most that, up to rounding.

    Returns
    -------
    array of float64, shape (n_organizations,)
        Dimensionless; adds up to 1, organizations without a partner included.

    Raises
    ------
    MeasureError
        If `damping` or `tolerance` is out of its range.
    NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] S. Brin and L. Page (1998), The anatomy of a large-scale hypertextual Web search engine, Computer
       Networks and ISDN Systems 30, 107-117, doi:10.1016/S0169-7552(98)00110-X
    """
    checked = check_incidence(incidence)
    if not 0 <= damping < 1:
        raise MeasureError(f"damping is {damping}: give a number of at least 0 and below 1.")
    if not 0 < tolerance < np.inf:
        raise MeasureError(f"tolerance is {tolerance}: give a finite number above 0.")
    return stationary(SharedProjects(checked), damping, tolerance) if checked.shape[0] else np.zeros(0)


def eigenvector(incidence: CsrMatrix) -> NDArray[np.float64]:
    r"""Score organizations by the scores of their partners.

    The vector x with :math:`\lambda x_i = \sum_j A_{ij} x_j` for the largest eigenvalue :math:`\lambda` of
    the ties A by number of shared projects [1]_. A network in several parts has such a vector in each; this
    is the one of the part with the largest eigenvalue, or if several have the same (within 1e-9 of it), of
    the one with most organizations, then with the first row.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of float64, shape (n_organizations,)
        Dimensionless, 0 to 1; the squares add up to 1. 0 outside that part, and for everybody without ties.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] P. Bonacich (1972), Factoring and weighting approaches to status scores and clique identification,
       Journal of Mathematical Sociology 2, 113-120, doi:10.1080/0022250X.1972.9989806
    """
    return leading(check_incidence(incidence))
