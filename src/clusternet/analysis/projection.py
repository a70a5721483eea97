"""From who takes part in what, to who works with whom."""

import sys
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from clusternet.analysis.validation import CsrMatrix, check_choice, check_incidence

Weighting: TypeAlias = Literal["count", "newman", "fractional"]
WEIGHTINGS: tuple[Weighting, ...] = get_args(Weighting)

WORTH_COMPILING = 2_000_000
"""Pairs of organizations in one project from which compiled code makes up for the time it takes to load."""

WORTH_CALLING = 20_000
"""Pairs from which it is faster once another measure has loaded what it needs."""


def project(incidence: CsrMatrix, weighting: Weighting = "count") -> CsrMatrix:
    r"""Ties between organizations that share projects.

    :math:`A_{ij} = \sum_k w_k` over the projects k that i and j share, where a project with
    :math:`n_k \ge 2` organizations has

    - ``count``: :math:`w_k = 1`, so that a tie is the number of shared projects;
    - ``newman``: :math:`w_k = 1/(n_k - 1)`, so that the ties of an organization add up to its projects with a
      partner [1]_;
    - ``fractional``: :math:`w_k = 2/(n_k (n_k - 1))`, so that each project adds up to 1 over the unordered
      pairs of its organizations, as every action does in fractional counting [2]_.

    A project with one organization makes no tie.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    weighting : {"count", "newman", "fractional"}
        Unit of the ties: shared projects; projects with a partner, shared out among the partners; projects,
        shared out among the pairs.

    Returns
    -------
    csr_array of float64, shape (n_organizations, n_organizations)
        Rows and columns in the order of the rows of `incidence`. Exactly symmetric, zero diagonal, sorted
        indices; every stored tie is above 0.

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
    .. [2] A. Perianes-Rodriguez, L. Waltman and N. J. van Eck (2016), Constructing bibliometric networks:
       a comparison between full and fractional counting, Journal of Informetrics 10, 1178-1195,
       doi:10.1016/j.joi.2016.10.006

    Examples
    --------
    Three organizations share a project, two of them another one.

    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> project(csr_array(np.array([[1, 1], [1, 1], [1, 0]])), "newman").toarray()
    array([[0. , 1.5, 0.5],
           [1.5, 0. , 0.5],
           [0.5, 0.5, 0. ]])
    """
    checked = check_incidence(incidence)
    size = participants(checked)
    weights = tie_weights(size, weighting)
    pairs = int(size @ (size - 1)) // 2
    worth = min(WORTH_CALLING, WORTH_COMPILING) if "numba" in sys.modules else WORTH_COMPILING
    return _accumulated(checked, weights) if pairs >= worth else _multiplied(checked, weights)


def _multiplied(incidence: CsrMatrix, weights: NDArray[np.float64]) -> CsrMatrix:
    """Project with a product of sparse matrices, which adds the weights of a tie in the order of projects."""
    weighted = csr_array((weights[incidence.indices], incidence.indices, incidence.indptr), incidence.shape)
    upper = triu(weighted @ incidence.T, k=1, format="csr")
    ties = csr_array(upper + upper.T)
    ties.sort_indices()
    return _with_short_indices(ties.data, ties.indices, ties.indptr)


def _accumulated(incidence: CsrMatrix, weights: NDArray[np.float64]) -> CsrMatrix:
    """Do the same in compiled code, with the same additions in the same order: the bytes are equal."""
    from clusternet.analysis.kernels.lists import Lists, lists_of
    from clusternet.analysis.kernels.projection import mirror, most_ties, upper_ties

    projects, members = lists_of(incidence), lists_of(csr_array(incidence.T))
    room = most_ties(projects, members) + 1
    partners, ties = np.empty(room, dtype=np.int32), np.empty(room)
    starts, n_earlier = upper_ties(projects, members, weights, partners, ties)
    pointers = np.zeros_like(starts)
    np.cumsum(n_earlier + np.diff(starts), out=pointers[1:])
    columns, values = np.empty(pointers[-1], dtype=np.int32), np.empty(pointers[-1])
    mirror(Lists(starts, partners), ties, pointers, columns, values)
    return _with_short_indices(values, columns, pointers)


def _with_short_indices(
    values: NDArray[np.float64], columns: NDArray[np.integer], pointers: NDArray[np.integer]
) -> CsrMatrix:
    """Take indices of 32 bits if they are long enough: half the memory, and the same whatever came in."""
    index = np.int32 if values.size <= np.iinfo(np.int32).max else np.int64
    n = pointers.size - 1
    return csr_array((values, columns.astype(index, copy=False), pointers.astype(index)), shape=(n, n))


def participants(incidence: CsrMatrix) -> NDArray[np.int64]:
    """Count the organizations of each project.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
        As :func:`~clusternet.analysis.validation.check_incidence` returns it; not checked again.

    Returns
    -------
    array of int64, shape (n_projects,)
        0 for a project without organizations.
    """
    return np.bincount(incidence.indices, minlength=incidence.shape[1]).astype(np.int64)


def tie_weights(n_participants: NDArray[np.int64], weighting: Weighting) -> NDArray[np.float64]:
    """Weigh each project: what it adds to the tie of two of its organizations.

    Parameters
    ----------
    n_participants : array of int64, shape (n_projects,)
    weighting : {"count", "newman", "fractional"}
        As in :func:`project`.

    Returns
    -------
    array of float64, shape (n_projects,)
        Above 0; 0 for a project with fewer than two organizations.

    Raises
    ------
    MeasureError
        If the weighting is not one of the three.
    """
    choice = check_choice(weighting, WEIGHTINGS, name="weighting")
    size = n_participants.astype(np.float64)
    pairs = {"count": np.ones_like(size), "newman": size - 1, "fractional": size * (size - 1) / 2}[choice]
    return np.divide(1.0, pairs, out=np.zeros_like(size), where=size >= 2)
