"""How many partners organizations have, and how closely knit these are, found in one projection."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.paths import to_igraph
from clusternet.analysis.projection import project
from clusternet.analysis.validation import CsrMatrix


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cohesion:
    """Both counts of partners.

    Parameters
    ----------
    degree : array of int64, shape (n_organizations,)
        As :func:`degree` returns it.
    core_number : array of int64, shape (n_organizations,)
        As :func:`core_number` returns it.
    """

    degree: NDArray[np.int64]
    core_number: NDArray[np.int64]


def cohesion(incidence: CsrMatrix) -> Cohesion:
    """Build the ties once for what :func:`degree` and :func:`core_number` would each build them for.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    Cohesion

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.
    """
    ties = project(incidence)
    return Cohesion(degree=_degree(ties), core_number=_core_number(ties))


def degree(incidence: CsrMatrix) -> NDArray[np.int64]:
    """Count the distinct partners: other organizations with at least one shared project.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of int64, shape (n_organizations,)
        In organizations, 0 to n_organizations - 1. 0 without a partner, which is a count and not unknown.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> degree(csr_array(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1]])))
    array([2, 2, 2, 0])
    """
    return _degree(project(incidence))


def core_number(incidence: CsrMatrix) -> NDArray[np.int64]:
    """Find the largest k for which each organization is in the k-core.

    The k-core is what is left when organizations with fewer than k partners are taken out, again and again
    until all have k partners among those left [1]_. All of a project of k + 1 organizations are in it.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of int64, shape (n_organizations,)
        In partners, 0 to the degree. 0 without a partner.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] S. B. Seidman (1983), Network structure and minimum degree, Social Networks 5, 269-287,
       doi:10.1016/0378-8733(83)90028-X
    """
    return _core_number(project(incidence))


def _degree(ties: CsrMatrix) -> NDArray[np.int64]:
    return np.diff(ties.indptr).astype(np.int64)


def _core_number(ties: CsrMatrix) -> NDArray[np.int64]:
    return np.asarray(to_igraph(ties).coreness(), dtype=np.int64)
