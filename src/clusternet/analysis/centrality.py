"""How central each organization is. One function a measure, in the order of the rows of the incidence."""

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.projection import WEIGHTINGS, Weighting, participants, project
from clusternet.analysis.validation import CsrMatrix, check_choice, check_incidence


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
    return np.diff(project(incidence).indptr).astype(np.int64)


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
