"""Which organizations reach each other at all, found over the projects without building the ties."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from clusternet.analysis.validation import CsrMatrix, check_incidence


def components(incidence: CsrMatrix) -> NDArray[np.intp]:
    """Tell the parts of a network apart: partners, and their partners, are in the same one.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of intp, shape (n_organizations,)
        Part of each organization: 0 for the one with most organizations, and so on; among equals, the one
        with the first row comes first. An organization without a partner is a part of its own.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> components(csr_array(np.array([[1, 0], [0, 1], [0, 1], [0, 0]])))
    array([1, 0, 0, 2])
    """
    labels, _ = parts(check_incidence(incidence))
    found, first, part, size = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(found.size, dtype=np.intp)
    place[np.lexsort((first, -size))] = np.arange(found.size)
    return place[part]


def parts(incidence: CsrMatrix) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Label rows and columns alike, those that hang together with the same label.

    Parameters
    ----------
    incidence : csr_array, shape (n, n_projects), 0 or 1
        As :func:`~clusternet.analysis.validation.check_incidence` returns it; not checked again.

    Returns
    -------
    array of int32, shape (n,)
    array of int32, shape (n_projects,)
    """
    n, n_projects = incidence.shape
    entry = incidence.tocoo()
    both = coo_array((entry.data, (entry.row, n + entry.col)), shape=(n + n_projects, n + n_projects))
    _, label = connected_components(both, directed=False)
    return label[:n], label[n:]
