r"""What a figure would be if membership did not matter: exact moments under shuffled memberships.

Who works with whom stays as it is; the membership rows (all clusters of an organization together) are dealt
anew among organizations. The other null, where partners meet at random, is in
:mod:`~clusternet.analysis.margins` and :mod:`~clusternet.analysis.margin_pairs`, and can be had from here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.margin_pairs import PairNull, margin_pairs
from clusternet.analysis.margins import curveball, edge_swaps
from clusternet.analysis.validation import (
    CsrMatrix,
    check_adjacency,
    check_labels,
    check_mask,
    check_membership,
)

__all__ = [
    "InternalTies",
    "Moments",
    "PairNull",
    "curveball",
    "edge_swaps",
    "exchangeable_organizations",
    "internal_tie_moments",
    "label_permutation_mean_within",
    "label_permutation_moments",
    "margin_pairs",
]

ROUNDING = 1e-12
"""What is left of a difference below this share of its terms is rounding, and taken for 0."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moments:
    """Mean and variance of the ties of each cluster pair under a null, shape (n_clusters, n_clusters)."""

    mean: NDArray[np.float64]
    """Expected ties, in the unit of the ties; at least 0."""

    variance: NDArray[np.float64]
    """Variance of the ties, in that unit squared; at least 0, NaN if fewer than four rows are permuted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalTies:
    """Mean and variance of the ties inside clusters under a null."""

    mean: float
    """Expected internal ties, in the unit of the ties; at least 0."""

    variance: float
    """Their variance, in that unit squared; at least 0, NaN if fewer than four rows are permuted."""


def exchangeable_organizations(ties: CsrMatrix, membership: CsrMatrix) -> NDArray[np.bool_]:
    """Find the organizations whose membership rows are shuffled unless the caller names others.

    These are the members of some cluster with at least one tie. Members without ties would turn the question
    "who works with whom" into "who works at all", and partners in no cluster have no membership to give away.

    Parameters
    ----------
    ties : csr_array, shape (n, n), symmetric, weights >= 0
        Self-loops do not count.
    membership : csr_array, shape (n, n_clusters), >= 0

    Returns
    -------
    array of bool, shape (n,)

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    adjacency = check_adjacency(ties, name="ties")
    members = check_membership(membership, adjacency.shape[0])
    return _exchangeable(adjacency, members)


def label_permutation_moments(
    ties: CsrMatrix, membership: CsrMatrix, *, among: NDArray[np.bool_] | None = None
) -> Moments:
    r"""Exact mean and variance of the ties of each cluster pair when membership rows are shuffled.

    The statistic is :math:`O_{ab} = \sum_{i<j} A_{ij} (L_{ia} L_{jb} + L_{ib} L_{ja})` for two clusters a and
    b, and half of that, :math:`O_{aa} = \sum_{i<j} A_{ij} L_{ia} L_{ja}`, within one. The rows of L of the N
    organizations in `among` are permuted, each of the N! ways being equally likely; other rows stay in place,
    also when they are not zero.

    The mean is that of :func:`label_permutation_mean_within` with one stratum. For the variance, ties between
    permuted organizations and the products :math:`Y_{ij} = x_i y_j + x_j y_i`, with :math:`x = L_a` and
    :math:`y = L_b`, are each split into a constant, a node part and a rest whose rows add up to zero,

    .. math:: A_{ij} = \bar A + u_i + u_j + e_{ij}, \qquad Y_{ij} = \bar Y + v_i + v_j + f_{ij}.

    Under a random permutation the rest is uncorrelated with every sum over single nodes, so

    .. math::

       \operatorname{Var} O = \operatorname{Var} \sum_i \left( h_i v_{\pi(i)} + \alpha_i x_{\pi(i)}
           + \beta_i y_{\pi(i)} \right) + \frac{2}{N (N - 3)} \sum_{i<j} e_{ij}^2 \sum_{i<j} f_{ij}^2 ,

    where :math:`h_i = (N - 2) u_i` is the centered strength of i among the permuted, and :math:`\alpha_i` and
    :math:`\beta_i` are its ties to fixed members of b and of a. The first term is 1/(N - 1) times the sum of
    the entrywise product of two 3 x 3 matrices of centered cross products: those of
    :math:`(h, \alpha, \beta)` and of :math:`(v, x, y)`. For a = b, y = x and the variance is divided by 4.
    This is the variance of Mantel [1]_ and of quadratic assignment [2]_, in a form whose terms are never
    negative, so that a small variance is not lost as the difference of large numbers.

    Parameters
    ----------
    ties : csr_array, shape (n, n), symmetric, weights >= 0
        Self-loops are left out.
    membership : csr_array, shape (n, n_clusters), >= 0
        May be fractional.
    among : array of bool, shape (n,), optional
        Organizations whose rows are permuted. By default :func:`exchangeable_organizations`.

    Returns
    -------
    Moments
        Symmetric matrices of shape (n_clusters, n_clusters). With fewer than two permuted organizations the
        mean is the figure itself; with fewer than four the variance is NaN. It is exactly 0 where no
        permutation changes the figure. The distribution is skewed: take p-values from permutations, never
        from a normal curve with these moments.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As the checks of :mod:`~clusternet.analysis.validation` say.

    References
    ----------
    .. [1] N. Mantel (1967), The detection of disease clustering and a generalized regression approach,
       Cancer Research 27, 209-220
    .. [2] L. Hubert and J. Schultz (1976), Quadratic assignment as a general data analysis strategy, British
       Journal of Mathematical and Statistical Psychology 29, 190-241, doi:10.1111/j.2044-8317.1976.tb00714.x
    """
    adjacency = check_adjacency(ties, name="ties")
    members = check_membership(membership, adjacency.shape[0])
    free = _free(adjacency, members, among)
    rows = members.toarray()
    mean = _mean_within(adjacency, rows, _stratum_of(free, np.zeros(free.size, dtype=np.intp)))
    return Moments(mean=mean, variance=_variance(adjacency, rows, free, mean))


def label_permutation_mean_within(
    ties: CsrMatrix,
    membership: CsrMatrix,
    strata: NDArray[np.intp],
    *,
    among: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    r"""Exact mean of the ties of each cluster pair when membership rows are shuffled within strata.

    The statistic :math:`O_{ab}` is that of :func:`label_permutation_moments`. Rows of different strata are
    independent, so a tie between them expects the product of the strata's mean rows; two organizations of one
    stratum of size n hold two different rows of it, so that a tie within it expects

    .. math:: E[x_i y_j] = \frac{\sum x \sum y - \sum x y}{n (n - 1)} .

    An organization that stays in place is a stratum of its own.

    Parameters
    ----------
    ties : csr_array, shape (n, n), symmetric, weights >= 0
        Self-loops are left out.
    membership : csr_array, shape (n, n_clusters), >= 0
        May be fractional.
    strata : array of int, shape (n,)
        Rows are permuted among organizations with the same label. One with a negative label, or alone in its
        stratum, keeps its row.
    among : array of bool, shape (n,), optional
        Organizations whose rows are permuted, within their strata. By default
        :func:`exchangeable_organizations`.

    Returns
    -------
    array of float64, shape (n_clusters, n_clusters)
        Symmetric, in the unit of the ties, at least 0.

    Raises
    ------
    PartitionMismatch
        If `strata` is not one integer for each organization.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    adjacency = check_adjacency(ties, name="ties")
    members = check_membership(membership, adjacency.shape[0])
    free = _free(adjacency, members, among)
    labels = check_labels(strata, free.size)
    return _mean_within(adjacency, members.toarray(), _stratum_of(free, labels))


def internal_tie_moments(ties: CsrMatrix, membership: CsrMatrix) -> InternalTies:
    r"""Exact mean and variance of the ties inside clusters when membership rows are shuffled.

    The statistic is :math:`I = \sum_{i<j} A_{ij} Y_{ij}` with :math:`Y_{ij} = \sum_a L_{ia} L_{ja}`: a tie
    counts as much as its ends are in the same cluster. The rows of :func:`exchangeable_organizations` are
    permuted; the others have no ties to members or no cluster. Mean and variance are those of
    :func:`label_permutation_moments` for these products [1]_:

    .. math::

       \operatorname{Var} I = \frac{\sum_i h_i^2 \sum_i v_i^2}{N - 1}
           + \frac{2}{N (N - 3)} \sum_{i<j} e_{ij}^2 \sum_{i<j} f_{ij}^2 .

    Parameters
    ----------
    ties : csr_array, shape (n, n), symmetric, weights >= 0
        Self-loops are left out.
    membership : csr_array, shape (n, n_clusters), >= 0
        May be fractional.

    Returns
    -------
    InternalTies

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As the checks of :mod:`~clusternet.analysis.validation` say.

    References
    ----------
    .. [1] L. Hubert and J. Schultz (1976), Quadratic assignment as a general data analysis strategy, British
       Journal of Mathematical and Statistical Psychology 29, 190-241, doi:10.1111/j.2044-8317.1976.tb00714.x
    """
    adjacency = check_adjacency(ties, name="ties")
    members = check_membership(membership, adjacency.shape[0])
    free = _exchangeable(adjacency, members)
    among, rows = adjacency[free][:, free], members[free]
    n = rows.shape[0]
    own: NDArray[np.float64] = rows.power(2).sum(axis=1)
    with_itself: NDArray[np.float64] = rows @ rows.sum(axis=0)
    common = np.where(with_itself - own > ROUNDING * with_itself, with_itself - own, 0.0)
    volume = float(common.sum()) / 2
    mean = float(among.sum()) / 2 * volume / (n * (n - 1) / 2) if n > 1 else 0.0
    if n < 4:
        return InternalTies(mean=mean, variance=np.nan)
    strength = _centered(among.sum(axis=1))
    shared = _centered(common)
    with_own = float(np.sum((rows.T @ rows).power(2).data))
    squares = with_own - float(own @ own)
    squares = squares / 2 if squares > ROUNDING * with_own else 0.0
    linear = float(strength @ strength) * float(shared @ shared) / ((n - 2) ** 2 * (n - 1))
    quadratic = 2 * _tie_rest(among, strength) * _rest(squares, volume, shared) / (n * (n - 3))
    variance = linear + quadratic
    return InternalTies(mean=mean, variance=variance if variance > (ROUNDING * mean) ** 2 else 0.0)


def _free(adjacency: CsrMatrix, members: CsrMatrix, among: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
    if among is None:
        return _exchangeable(adjacency, members)
    return check_mask(among, adjacency.shape[0])


def _exchangeable(adjacency: CsrMatrix, members: CsrMatrix) -> NDArray[np.bool_]:
    return (np.diff(members.indptr) > 0) & (np.diff(adjacency.indptr) > 0)


def _stratum_of(free: NDArray[np.bool_], labels: NDArray[np.intp]) -> NDArray[np.intp]:
    """Count the strata from 0; whoever stays in place gets one alone."""
    permuted = free & (labels >= 0)
    _, numbers = np.unique(labels[permuted], return_inverse=True)
    stratum = np.empty(labels.size, dtype=np.intp)
    stratum[permuted] = numbers
    n_strata = numbers.max(initial=-1) + 1
    stratum[~permuted] = n_strata + np.arange(np.count_nonzero(~permuted))
    return stratum


def _mean_within(
    adjacency: CsrMatrix, rows: NDArray[np.float64], stratum: NDArray[np.intp]
) -> NDArray[np.float64]:
    n = stratum.size
    size = np.bincount(stratum)
    in_stratum = csr_array((np.ones(n), (stratum, np.arange(n))), shape=(size.size, n))
    sums = np.asarray(in_stratum @ rows)
    mean_row = (sums / size[:, np.newaxis])[stratum]

    tie = adjacency.tocoo()
    inside = stratum[tie.row] == stratum[tie.col]
    outside = csr_array((tie.data[~inside], (tie.row[~inside], tie.col[~inside])), shape=(n, n))
    mean = mean_row.T @ (outside @ mean_row)

    # Each tie is stored twice, once for x_i y_j and once for x_j y_i. Alone in a stratum there is none.
    volume = np.bincount(stratum[tie.row[inside]], weights=tie.data[inside], minlength=size.size)
    per_pair = (volume / np.maximum(size * (size - 1), 1))[:, np.newaxis]
    together = sums.T @ (per_pair * sums)
    different = together - rows.T @ (per_pair[stratum] * rows)
    return _undirected(mean + np.where(different > ROUNDING * together, different, 0.0))


def _undirected(both_ways: NDArray[np.float64]) -> NDArray[np.float64]:
    """Make the sum over ordered pairs exactly symmetric, and count ties within a cluster once."""
    symmetric = (both_ways + both_ways.T) / 2
    np.fill_diagonal(symmetric, symmetric.diagonal() / 2)
    return symmetric


def _variance(
    adjacency: CsrMatrix, rows: NDArray[np.float64], free: NDArray[np.bool_], mean: NDArray[np.float64]
) -> NDArray[np.float64]:
    n, n_clusters = np.count_nonzero(free), rows.shape[1]
    if n < 4:
        return np.full((n_clusters, n_clusters), np.nan)
    among = adjacency[free][:, free]
    strength = _centered(among.sum(axis=1))
    rest = _tie_rest(among, strength)
    to_fixed = _centered(np.asarray(adjacency[free][:, ~free] @ rows[~free]))
    variance = np.empty((n_clusters, n_clusters))
    for a in range(n_clusters):
        for b in range(a, n_clusters):
            x, y = rows[free, a], rows[free, b]
            per_node = np.column_stack((strength, to_fixed[:, b], to_fixed[:, a]))
            dealt = _centered(np.column_stack((_product_strength(x, y) / (n - 2), x, y)))
            linear = np.sum((per_node.T @ per_node) * (dealt.T @ dealt)) / (n - 1)
            quadratic = 2 * rest * _product_rest(_centered(x), _centered(y)) / (n * (n - 3))
            variance[a, b] = variance[b, a] = linear + quadratic
    np.fill_diagonal(variance, variance.diagonal() / 4)
    # Ties cannot be negative, so a figure that varies at all varies on the scale of its mean; less than that
    # is left by rounding where all rows or all ties are the same.
    variance[variance <= (ROUNDING * mean) ** 2] = 0
    return variance


def _centered(values: NDArray[np.float64]) -> NDArray[np.float64]:
    deviation: NDArray[np.float64] = values - values.mean(axis=0)
    return deviation


def _tie_rest(among: CsrMatrix, strength: NDArray[np.float64]) -> float:
    return _rest(float(np.sum(among.data**2)) / 2, float(np.sum(among.data)) / 2, strength)


def _rest(squares: float, volume: float, strength: NDArray[np.float64]) -> float:
    """Sum over pairs of the squared rest, once constant and node part are taken off; `strength` centered."""
    n = strength.size
    rest = squares - volume**2 / (n * (n - 1) / 2) - float(strength @ strength) / (n - 2)
    return rest if rest > ROUNDING * squares else 0.0


def _product_strength(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum over the other nodes j of x_i y_j + x_j y_i."""
    every: NDArray[np.float64] = x * y.sum() + y * x.sum()
    return every - 2 * x * y


def _product_rest(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Sum over pairs of the squared rest of x_i y_j + x_j y_i, for centered x and y.

    Centering changes the constant and the node part of the products only, never their rest.
    """
    n = x.size
    both = float(x @ y)
    squares = float(x**2 @ y**2)
    size = float(x @ x) * float(y @ y)
    pairs = size + both**2 - 2 * squares
    rest = pairs - 2 * both**2 / (n * (n - 1)) - 4 * (squares - both**2 / n) / (n - 2)
    return rest if rest > ROUNDING * size else 0.0
