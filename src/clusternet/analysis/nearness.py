"""How near organizations are to all others, found in one search."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.distances import DistanceSums, distance_sums
from clusternet.analysis.validation import CsrMatrix, check_incidence


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nearness:
    """Both measures of how near organizations are to all others.

    Parameters
    ----------
    harmonic : array of float64, shape (n_organizations,)
        As :func:`harmonic` returns it.
    closeness : array of float64, shape (n_organizations,)
        As :func:`closeness` returns it.
    """

    harmonic: NDArray[np.float64]
    closeness: NDArray[np.float64]


def nearness(incidence: CsrMatrix) -> Nearness:
    """Search once for what :func:`harmonic` and :func:`closeness` would each search for.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    Nearness

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.
    """
    sums = distance_sums(check_incidence(incidence))
    return Nearness(harmonic=sums.near, closeness=_closeness(sums))


def harmonic(incidence: CsrMatrix) -> NDArray[np.float64]:
    r"""Add up the nearness of all other organizations.

    :math:`H_i = \sum_{j \ne i} 1 / d_{ij}`, with :math:`d_{ij}` the steps from partner to partner that lead
    from i to j; who cannot be reached adds 0 [1]_ [2]_. Not divided by the number of others.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of float64, shape (n_organizations,)
        In partners or their worth at a distance, 0 to n_organizations - 1. 0 without a partner.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] M. Marchiori and V. Latora (2000), Harmony in the small-world, Physica A 285, 539-546,
       doi:10.1016/S0378-4371(00)00311-3
    .. [2] P. Boldi and S. Vigna (2014), Axioms for centrality, Internet Mathematics 10, 222-262,
       doi:10.1080/15427951.2013.865686
    """
    return distance_sums(check_incidence(incidence)).near


def closeness(incidence: CsrMatrix) -> NDArray[np.float64]:
    r"""Divide the organizations that can be reached by how far they are, and by how many cannot.

    :math:`C_i = \frac{r_i}{n - 1} \cdot \frac{r_i}{\sum_j d_{ij}}` over the :math:`r_i` other organizations
    that can be reached, with :math:`d_{ij}` the steps from partner to partner [1]_.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of float64, shape (n_organizations,)
        Dimensionless, above 0 and at most 1, which is a tie with everybody. NaN without a partner.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge
       University Press, doi:10.1017/CBO9780511815478
    """
    return _closeness(distance_sums(check_incidence(incidence)))


def _closeness(sums: DistanceSums) -> NDArray[np.float64]:
    tied = sums.reached > 0
    values = np.full(tied.size, np.nan)
    reached, far = sums.reached[tied].astype(np.float64), sums.far[tied].astype(np.float64)
    values[tied] = reached**2 / ((tied.size - 1) * far)
    return values
