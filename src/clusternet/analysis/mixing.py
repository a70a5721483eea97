"""Whether ties stay within groups: counts, the E-I index, what chance would give, and assortativity."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from clusternet.analysis.nulls import exchangeable_organizations, internal_tie_moments
from clusternet.analysis.validation import (
    CsrMatrix,
    check_adjacency,
    check_labels,
    check_mask,
    check_shares,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTies:
    """How many ties a figure on groups rests on, and how many it leaves out."""

    counted: int
    """Ties between two organizations that are in some group, each once."""

    left_out: int
    """Ties with an end in no group, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EiExpectation:
    """What the E-I index would be if membership did not matter, and what it could be at all."""

    expected: float
    """Mean over all ways to deal the labels among the members that have ties; NaN without ties to count."""

    sd: float
    """Standard deviation over these; NaN too with fewer than four such members."""

    low: float
    """Lowest index that as many ties could give, wherever they are among these members."""

    high: float
    """Highest index that as many ties could give, wherever they are among these members."""


def counted_ties(adjacency: CsrMatrix, in_group: NDArray[np.bool_]) -> CountedTies:
    """Count the ties that the measures of this module count, and those that they leave out.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Weights and self-loops do not count.
    in_group : array of bool, shape (n,)
        Such as ``group_of >= 0``, or the rows of a membership that are not empty.

    Returns
    -------
    CountedTies
        In ties, each pair once.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` and
        :func:`~clusternet.analysis.validation.check_mask` say.
    """
    ties = check_adjacency(adjacency)
    inside = check_mask(in_group, ties.shape[0], name="in_group")
    counted = int(ties[inside][:, inside].nnz) // 2
    return CountedTies(counted=counted, left_out=int(ties.nnz) // 2 - counted)


def mixing_matrix(adjacency: CsrMatrix, group_of: NDArray[np.intp]) -> NDArray[np.float64]:
    """Add up the ties between each two groups.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Self-loops do not count.
    group_of : array of int, shape (n,)
        Groups from 0; ties of a node with a negative label are left out (:func:`counted_ties` counts them).

    Returns
    -------
    array of float64, shape (n_groups, n_groups)
        Symmetric, in the unit of the ties; `n_groups` is one more than the highest label. Unordered: each tie
        counts once, within a group on the diagonal and between two in both of their cells, so that the sum
        over the upper triangle, diagonal included, is that of all ties counted.

    Raises
    ------
    PartitionMismatch
        If `group_of` is not one integer for each node.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` says.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> ties = np.array([[0, 2, 1], [2, 0, 0], [1, 0, 0]])
    >>> mixing_matrix(csr_array(ties), np.array([0, 0, 1]))
    array([[2., 1.],
           [1., 0.]])
    """
    ties = check_adjacency(adjacency)
    shares = _indicator(check_labels(group_of, ties.shape[0], name="group_of"))
    upper = (shares.T @ triu(ties, k=1, format="csr") @ shares).toarray()
    mixing: NDArray[np.float64] = upper + upper.T
    np.fill_diagonal(mixing, upper.diagonal())
    return mixing


def ei_index(adjacency: CsrMatrix, group_of: NDArray[np.intp]) -> float:
    """Compare the ties between groups with those within them: (E - I) / (E + I) [1]_.

    The share of the ties that are external is (1 + index) / 2.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Binary: weights do not count, and neither do self-loops.
    group_of : array of int, shape (n,)
        Groups from 0; ties of a node with a negative label are left out (:func:`counted_ties` counts them).

    Returns
    -------
    float
        Dimensionless, -1 (all ties within groups) to 1 (all between). NaN without ties. It depends on the
        sizes of the groups: compare it with :func:`ei_expected`.

    Raises
    ------
    PartitionMismatch
        If `group_of` is not one integer for each node.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` says.

    References
    ----------
    .. [1] D. Krackhardt and R. N. Stern (1988), Informal networks and organizational crises: an experimental
       simulation, Social Psychology Quarterly 51, 123-140, doi:10.2307/2786835
    """
    ties = check_adjacency(adjacency)
    return _ei(ties, _groups(check_labels(group_of, ties.shape[0], name="group_of")))


def fractional_ei(adjacency: CsrMatrix, membership: CsrMatrix) -> float:
    r"""Compare ties between and within clusters when organizations belong to several of them.

    A tie of i and j is internal by :math:`\sum_a L_{ia} L_{ja}`, the chance that its ends meet in one of
    their clusters if each picks one by its shares, and external by the rest. With one cluster each this is
    :func:`ei_index`, after [1]_. Whether the two share any cluster is another figure.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Binary: weights do not count, and neither do self-loops.
    membership : csr_array, shape (n, n_clusters), >= 0
        Shares that add up to 1 in each row, or an empty row for an organization in no cluster: its ties are
        left out (:func:`counted_ties` counts them).

    Returns
    -------
    float
        Dimensionless, -1 to 1; the external share of the ties between members is (1 + index) / 2. NaN without
        such ties.

    Raises
    ------
    PartitionMismatch
        If the shares of an organization add up to something else than 1 or 0.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As the checks of :mod:`~clusternet.analysis.validation` say.

    References
    ----------
    .. [1] D. Krackhardt and R. N. Stern (1988), Informal networks and organizational crises: an experimental
       simulation, Social Psychology Quarterly 51, 123-140, doi:10.2307/2786835
    """
    ties = check_adjacency(adjacency)
    return _ei(ties, check_shares(membership, ties.shape[0]))


def ei_expected(adjacency: CsrMatrix, group_of: NDArray[np.intp]) -> EiExpectation:
    r"""Exact E-I index to expect if membership did not matter, and the range it could take.

    The labels of the N nodes in some group with at least one tie (also one to a node in no group) are dealt
    anew among them, each of the N! ways being equally likely, while all ties stay. With groups of :math:`n_g`
    and :math:`f_2 = \sum_g n_g (n_g - 1) / (N (N - 1))` the mean is :math:`1 - 2 f_2`; for the variance see
    :func:`~clusternet.analysis.nulls.internal_tie_moments`. The distribution is skewed: take p-values from
    permutations, never from a normal curve with these moments.

    The range asks less: how many of as many ties could be internal if they might join any two of these nodes,
    each pair once, in groups of these sizes. Relabeling the given network need not reach its ends, which is
    too hard to compute; no relabeling goes beyond them.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Binary: weights do not count, and neither do self-loops.
    group_of : array of int, shape (n,)
        Groups from 0; ties of a node with a negative label are left out.

    Returns
    -------
    EiExpectation
        On the scale of :func:`ei_index`.

    Raises
    ------
    PartitionMismatch
        If `group_of` is not one integer for each node.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` says.
    """
    ties = check_adjacency(adjacency)
    return _expectation(ties, _groups(check_labels(group_of, ties.shape[0], name="group_of")))


def fractional_ei_expected(adjacency: CsrMatrix, membership: CsrMatrix) -> EiExpectation:
    """Exact fractional E-I index to expect if membership did not matter, and the range it could take.

    As :func:`ei_expected`, with the membership rows of organizations dealt anew as a whole.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Binary: weights do not count, and neither do self-loops.
    membership : csr_array, shape (n, n_clusters), >= 0
        Shares that add up to 1 in each row, or an empty row for an organization in no cluster: its ties are
        left out.

    Returns
    -------
    EiExpectation
        On the scale of :func:`fractional_ei`.

    Raises
    ------
    PartitionMismatch
        If the shares of an organization add up to something else than 1 or 0.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    ties = check_adjacency(adjacency)
    return _expectation(ties, check_shares(membership, ties.shape[0]))


def assortativity(adjacency: CsrMatrix, group_of: NDArray[np.intp]) -> float:
    r"""Measure how far ties within groups exceed what the groups' totals suggest.

    :math:`r = \left( \sum_g e_{gg} - \sum_g a_g^2 \right) / \left( 1 - \sum_g a_g^2 \right)`, with
    :math:`e_{gh}` the share of the ties from g to h, every tie in both directions, and
    :math:`a_g = \sum_h e_{gh}` [1]_.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Weights count. Self-loops do not.
    group_of : array of int, shape (n,)
        Groups from 0; ties of a node with a negative label are left out (:func:`counted_ties` counts them).

    Returns
    -------
    float
        Dimensionless, -1 to 1: 1 if all ties are within groups, 0 if they are as the totals suggest. NaN
        without ties, or if all are within one group.

    Raises
    ------
    PartitionMismatch
        If `group_of` is not one integer for each node.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` says.

    References
    ----------
    .. [1] M. E. J. Newman (2003), Mixing patterns in networks, Physical Review E 67, 026126,
       doi:10.1103/PhysRevE.67.026126
    """
    ties = check_adjacency(adjacency)
    groups = _groups(check_labels(group_of, ties.shape[0], name="group_of"))
    between = csr_array(groups.T @ ties @ groups)  # both ways, those within a group twice
    ends: NDArray[np.float64] = between.sum(axis=1)
    if np.count_nonzero(ends) < 2:
        return float("nan")
    by_chance = float(np.sum((ends / ends.sum()) ** 2))
    within = float(between.trace() / ends.sum())
    return (within - by_chance) / (1 - by_chance)


def _indicator(labels: NDArray[np.intp]) -> CsrMatrix:
    grouped = np.flatnonzero(labels >= 0)
    places = (np.ones(grouped.size), (grouped, labels[grouped]))
    return csr_array(places, shape=(labels.size, int(labels.max(initial=-1)) + 1))


def _groups(labels: NDArray[np.intp]) -> CsrMatrix:
    """Leave out the groups that nobody is in: labels may be large numbers."""
    _, number = np.unique(np.maximum(labels, -1), return_inverse=True)
    return _indicator(number - int(labels.min(initial=0) < 0))


def _between_members(ties: CsrMatrix, shares: CsrMatrix) -> CsrMatrix:
    member = np.diff(shares.indptr) > 0
    tie = ties.tocoo()
    kept = member[tie.row] & member[tie.col]
    return csr_array((np.ones(np.count_nonzero(kept)), (tie.row[kept], tie.col[kept])), shape=ties.shape)


def _ei(ties: CsrMatrix, shares: CsrMatrix) -> float:
    between = _between_members(ties, shares)
    if not between.nnz:
        return float("nan")
    # Both directions of every tie, above and below the line.
    internal = float(csr_array(shares.multiply(between @ shares)).sum())
    return (between.nnz - 2 * internal) / between.nnz


def _expectation(ties: CsrMatrix, shares: CsrMatrix) -> EiExpectation:
    binary = csr_array((np.ones(ties.nnz), ties.indices, ties.indptr), shape=ties.shape)
    n_ties = _between_members(ties, shares).nnz // 2
    if not n_ties:
        return EiExpectation(expected=np.nan, sd=np.nan, low=np.nan, high=np.nan)
    internal = internal_tie_moments(binary, shares)
    least, most = _attainable(shares[exchangeable_organizations(ties, shares)], n_ties)
    return EiExpectation(
        expected=1 - 2 * internal.mean / n_ties,
        sd=2 * float(np.sqrt(internal.variance)) / n_ties,
        low=1 - 2 * most / n_ties,
        high=1 - 2 * least / n_ties,
    )


def _attainable(rows: CsrMatrix, n_ties: int) -> tuple[float, float]:
    """Least and most internal ties of so many, each pair of organizations having at most one."""
    kinds, copies = _distinct_rows(rows)
    size = copies.astype(np.float64)
    shared = triu(kinds @ kinds.T, format="coo")
    one, other = shared.row, shared.col
    pairs = np.where(one == other, size[one] * (size[one] - 1) / 2, size[one] * size[other])
    n = size.sum()
    internal = np.append(shared.data, 0.0)
    pairs = np.append(pairs, n * (n - 1) / 2 - pairs.sum())
    rising = np.argsort(internal, kind="stable")
    return _filled(internal, pairs, rising, n_ties), _filled(internal, pairs, rising[::-1], n_ties)


def _distinct_rows(rows: CsrMatrix) -> tuple[CsrMatrix, NDArray[np.intp]]:
    """Find the different rows and how often each occurs."""
    if (np.diff(rows.indptr) == 1).all():  # a partition, perhaps into very many groups
        _, first, copies = np.unique(rows.indices, return_index=True, return_counts=True)
        return rows[first], copies
    kinds, copies = np.unique(rows.toarray(), axis=0, return_counts=True)
    return csr_array(kinds), copies


def _filled(
    internal: NDArray[np.float64], pairs: NDArray[np.float64], order: NDArray[np.intp], n_ties: int
) -> float:
    """Place so many ties on pairs in the given order, and add up how internal they are."""
    before = np.cumsum(pairs[order]) - pairs[order]
    placed = np.clip(n_ties - before, 0, pairs[order])
    return float(placed @ internal[order])
