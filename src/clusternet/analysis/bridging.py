"""Who stands between members of different clusters that do not meet."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from clusternet.analysis.validation import CsrMatrix, check_adjacency, check_membership
from clusternet.exceptions import MeasureError

Pattern = csr_array[np.int64, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bridging:
    """Pairs of members of different clusters that share no project, and who has one with both.

    The pairs are unordered; an organization in several clusters is in a pair only with members of others.
    """

    between: NDArray[np.int64]
    """Pairs each organization stands between, shape (n,); organizations in no cluster can do so too."""

    separated: int
    """Pairs that at least one organization stands between."""


def bridging(adjacency: CsrMatrix, membership: CsrMatrix) -> Bridging:
    r"""Count the pairs of members of different clusters that each organization stands between.

    Organization v stands between a and b if it is tied to both, a and b are not tied, both belong to some
    cluster and they have none in common. With B the ties to members and Q the members that are tied or share
    a cluster, :math:`t_v = \binom{d_v}{2} - \tfrac{1}{2} \sum_{ab} B_{va} Q_{ab} B_{vb}`, where
    :math:`d_v = \sum_a B_{va}`. It is the total of Gould and Fernandez's liaison and itinerant roles over
    pairs of different clusters, whatever the cluster of v [1]_.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Any weight above 0 makes a tie; self-loops are left out.
    membership : csr_array, shape (n, n_clusters), >= 0
        Any entry above 0 makes a member.

    Returns
    -------
    Bridging
        Zeros without members.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As the checks of :mod:`~clusternet.analysis.validation` say.

    References
    ----------
    .. [1] R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in
       transaction networks, Sociological Methodology 19, 89-126, doi:10.2307/270949
    """
    ties = _pattern(check_adjacency(adjacency))
    belongs = _pattern(check_membership(membership, ties.shape[0]))
    members = np.flatnonzero(np.diff(belongs.indptr) > 0)
    to_members = csr_array(ties[:, members])
    together = _together(ties, belongs, members)
    reached = np.asarray(to_members.sum(axis=1), dtype=np.int64)
    closed = np.asarray((to_members @ together).multiply(to_members).sum(axis=1), dtype=np.int64)
    common = _pattern((to_members.T @ to_members).tocsr())
    linked = common - common.multiply(together)
    return Bridging(
        between=reached * (reached - 1) // 2 - closed // 2,
        separated=int(triu(linked, k=1).sum()),
    )


def pairs_by_cluster(adjacency: CsrMatrix, membership: CsrMatrix, organization: int) -> NDArray[np.float64]:
    """Split the pairs one organization stands between by the clusters they link.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
    membership : csr_array, shape (n, n_clusters), >= 0
        A pair of members of several clusters is split evenly over the combinations of theirs.
    organization : int
        Row of the organization, 0 to n - 1.

    Returns
    -------
    array of float64, shape (n_clusters, n_clusters)
        Symmetric, 0 on the diagonal; the upper triangle adds up to the organization's ``between``.

    Raises
    ------
    MeasureError
        If there is no such organization.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    ties = _pattern(check_adjacency(adjacency))
    belongs = _pattern(check_membership(membership, ties.shape[0]))
    _check_row(organization, ties.shape[0])
    partners = ties.indices[ties.indptr[organization] : ties.indptr[organization + 1]]
    members = partners[np.diff(belongs.indptr)[partners] > 0]
    apart = 1 - _together(ties, belongs, members).toarray()
    np.fill_diagonal(apart, 0)
    shares = belongs[members].toarray() / np.maximum(np.diff(belongs.indptr)[members], 1)[:, np.newaxis]
    split: NDArray[np.float64] = shares.T @ apart @ shares
    return split


def _check_row(organization: object, n: int) -> None:
    whole = isinstance(organization, (int, np.integer)) and not isinstance(organization, bool)
    if not whole or not 0 <= organization < n:  # type: ignore[operator]
        raise MeasureError(f"organization is {organization!r}: give a row number from 0 to {n - 1}.")


def _pattern(matrix: CsrMatrix | Pattern) -> Pattern:
    pattern = matrix.astype(np.int64)
    pattern.data[:] = 1
    return pattern


def _together(ties: Pattern, belongs: Pattern, members: NDArray[np.integer[Any]]) -> Pattern:
    """Members x members: 1 where two different ones are tied or share a cluster."""
    theirs = belongs[members]
    together = csr_array(ties[members][:, members] + theirs @ theirs.T)
    together.setdiag(0)
    together.eliminate_zeros()
    return _pattern(together)
