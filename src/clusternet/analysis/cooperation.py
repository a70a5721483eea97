"""How much clusters work together, when an organization may belong to several of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.nulls import label_permutation_mean_within, label_permutation_moments
from clusternet.analysis.projection import Weighting, project
from clusternet.analysis.validation import (
    CsrMatrix,
    check_incidence,
    check_labels,
    check_mask,
    check_membership,
    check_square,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClusterPairs:
    """How much each pair of clusters cooperates; symmetric arrays of shape (n_clusters, n_clusters)."""

    projects: NDArray[np.int64]
    """Distinct projects with two different organizations, one of each cluster; diagonal: two members."""

    ties: NDArray[np.float64]
    """Ties between members of the one and of the other, weighted by their shares; diagonal: each tie once."""

    expected: NDArray[np.float64]
    """Mean of `ties` when membership rows are shuffled among all permuted organizations."""

    sd: NDArray[np.float64]
    """Standard deviation of `ties` in that shuffling; NaN if fewer than four organizations are permuted."""

    z: NDArray[np.float64]
    """Distance of `ties` from `expected` in standard deviations; NaN where `sd` is 0 or NaN. No p-value."""

    expected_within: NDArray[np.float64]
    """Mean of `ties` when rows are shuffled within strata only; NaN without strata."""

    shared_members: NDArray[np.int64]
    """Organizations in both clusters; diagonal: members of the cluster."""

    probability_index: NDArray[np.float64]
    """That of the off-diagonal `ties`, see :func:`association_indices`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AssociationIndices:
    """Closeness of each pair of clusters given how much each has with all others; NaN on the diagonal."""

    salton: NDArray[np.float64]
    """Ties over the geometric mean of the two totals, 0 to 1."""

    jaccard: NDArray[np.float64]
    """Ties over the sum of the two totals less the ties, 0 to 1."""

    probability_index: NDArray[np.float64]
    """Ties over those that the two totals suggest, at least 0; 1 is as many."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Carriers:
    """The organization each pair of clusters leans on most; symmetric arrays, (n_clusters, n_clusters)."""

    organization: NDArray[np.intp]
    """Row whose removal costs most joint projects; -1 if no removal costs one, and on the diagonal."""

    projects_without: NDArray[np.int64]
    """Joint projects left without that organization; all of them where it is -1, and 0 on the diagonal."""


def cluster_pairs(
    incidence: CsrMatrix,
    membership: CsrMatrix,
    *,
    among: NDArray[np.bool_] | None = None,
    strata: NDArray[np.intp] | None = None,
    weighting: Weighting = "count",
) -> ClusterPairs:
    r"""Compare the cooperation of each pair of clusters with what shuffled memberships would give.

    With :math:`S_a` the members of a in a project, it is a joint project of a and b if :math:`S_a` and
    :math:`S_b` are not empty and :math:`|S_a \cup S_b| \ge 2`: one organization in both clusters does not
    cooperate with itself. The ties are :math:`O_{ab} = \sum_{i<j} A_{ij} (L_{ia} L_{jb} + L_{ib} L_{ja})` and
    :math:`O_{aa} = \sum_{i<j} A_{ij} L_{ia} L_{ja}`, with A the projection and L the membership. If the rows
    of L add up to 1 or 0, then :math:`\sum_{a \le b} O_{ab}` is the sum of the ties between members.

    Parameters
    ----------
    incidence : csr_array, shape (n, n_projects), 0 or 1
        Organizations x projects.
    membership : csr_array, shape (n, n_clusters), >= 0
        May be fractional; for `projects` and `shared_members` any entry above 0 makes a member.
    among : array of bool, shape (n,), optional
        Organizations whose membership rows are permuted for `expected`, `sd`, `z` and `expected_within`; all
        count in the other figures. By default the members of some cluster with at least one tie.
    strata : array of int, shape (n,), optional
        Labels for `expected_within`, such as those of :func:`activity_classes`; an organization with a
        negative one keeps its row.
    weighting : {"count", "newman", "fractional"}
        Unit of the ties, as in :func:`~clusternet.analysis.projection.project`.

    Returns
    -------
    ClusterPairs
        Of shape (0, 0) without clusters.

    Raises
    ------
    NotBinary
        If the incidence has an entry other than 0 or 1.
    PartitionMismatch
        If `strata` is not one integer for each organization.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As the checks of :mod:`~clusternet.analysis.validation` say.

    Notes
    -----
    The moments are exact, see :func:`~clusternet.analysis.nulls.label_permutation_moments` and
    :func:`~clusternet.analysis.nulls.label_permutation_mean_within`.
    """
    checked = check_incidence(incidence)
    n = checked.shape[0]
    members = check_membership(membership, n)
    among = None if among is None else check_mask(among, n)
    strata = None if strata is None else check_labels(strata, n)
    belongs = _belongs(members)
    adjacency = project(checked, weighting)
    ties = _ties(adjacency, members)
    moments = label_permutation_moments(adjacency, members, among=among)
    sd = np.sqrt(moments.variance)
    undefined = np.full_like(ties, np.nan)
    within = (
        undefined
        if strata is None
        else label_permutation_mean_within(adjacency, members, strata, among=among)
    )
    return ClusterPairs(
        projects=_joint_projects(checked, belongs),
        ties=ties,
        expected=moments.mean,
        sd=sd,
        z=np.divide(ties - moments.mean, sd, out=undefined.copy(), where=sd > 0),
        expected_within=within,
        shared_members=(belongs.T @ belongs).toarray(),
        probability_index=association_indices(ties).probability_index,
    )


def projects_across(incidence: CsrMatrix, membership: CsrMatrix) -> NDArray[np.bool_]:
    """Find the projects in which two different organizations of two different clusters take part.

    Parameters
    ----------
    incidence : csr_array, shape (n, n_projects), 0 or 1
        Organizations x projects.
    membership : csr_array, shape (n, n_clusters), >= 0
        Any entry above 0 makes a member.

    Returns
    -------
    array of bool, shape (n_projects,)
        True where some pair of clusters has a joint project in the sense of :func:`cluster_pairs`.

    Raises
    ------
    NotBinary
        If the incidence has an entry other than 0 or 1.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    checked = check_incidence(incidence)
    belongs = _belongs(check_membership(membership, checked.shape[0]))
    taking_part = checked.T.astype(np.int64).tocsr()
    members = taking_part @ (np.diff(belongs.indptr) > 0).astype(np.int64)
    clusters = np.diff((taking_part @ belongs).tocsr().indptr)
    # Two members and two clusters are enough: if one member brought both clusters, the other shares one of
    # them, and the first is its counterpart from the other.
    across: NDArray[np.bool_] = (members >= 2) & (clusters >= 2)
    return across


def association_indices(counts: NDArray[np.float64]) -> AssociationIndices:
    r"""Relate the ties of each pair of clusters to the totals of the two.

    With :math:`c_{gh}` the ties of g and h, :math:`s_g = \sum_{h \ne g} c_{gh}` and :math:`T = \sum_g s_g`,

    - Salton's cosine is :math:`c_{gh} / \sqrt{s_g s_h}` and the Jaccard index
      :math:`c_{gh} / (s_g + s_h - c_{gh})` [1]_;
    - the probability index is :math:`c_{gh}` over
      :math:`\frac{T}{2} \left( \frac{s_g}{T} \frac{s_h}{T - s_g} + \frac{s_h}{T} \frac{s_g}{T - s_h} \right)`
      [2]_. Unlike the association strength :math:`c_{gh} T / (s_g s_h)` it does not expect pairs of a cluster
      with itself, which matters when there are few clusters.

    Parameters
    ----------
    counts : array, shape (n_clusters, n_clusters), symmetric, >= 0
        Ties or joint projects. The diagonal is left out.

    Returns
    -------
    AssociationIndices
        Symmetric arrays of shape (n_clusters, n_clusters); NaN on the diagonal and where one of the two
        clusters has nothing with any other.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        If `counts` is not such an array.

    References
    ----------
    .. [1] N. J. van Eck and L. Waltman (2009), How to normalize cooccurrence data? An analysis of some
       well-known similarity measures, Journal of the American Society for Information Science and Technology
       60, 1635-1651, doi:10.1002/asi.21075
    .. [2] M. P. A. Steijn (2021), Improvement on the association strength: implementing a probabilistic
       measure based on combinations without repetition, Quantitative Science Studies 2, 778-794,
       doi:10.1162/qss_a_00122

    Examples
    --------
    >>> import numpy as np
    >>> association_indices(np.array([[0, 3, 1], [3, 0, 0], [1, 0, 0]])).jaccard.round(2)
    array([[ nan, 0.75, 0.25],
           [0.75,  nan, 0.  ],
           [0.25, 0.  ,  nan]])
    """
    pairs = check_square(counts, name="counts")
    np.fill_diagonal(pairs, 0)
    totals = pairs.sum(axis=1)
    total = totals.sum()
    one, other = totals[:, np.newaxis], totals[np.newaxis, :]
    defined = (one > 0) & (other > 0) & ~np.eye(totals.size, dtype=np.bool_)
    undefined = np.full_like(pairs, np.nan)
    # What a cluster has, the others have with it: a total is at most T / 2, so nothing is divided by 0.
    odds = np.divide(totals, total - totals, out=np.zeros_like(totals), where=totals > 0)
    by_chance = (one * odds[np.newaxis, :] + odds[:, np.newaxis] * other) / 2
    return AssociationIndices(
        salton=np.divide(pairs, np.sqrt(one * other), out=undefined.copy(), where=defined),
        jaccard=np.divide(pairs, one + other - pairs, out=undefined.copy(), where=defined),
        probability_index=np.divide(pairs, by_chance, out=undefined.copy(), where=defined),
    )


def carriers(incidence: CsrMatrix, membership: CsrMatrix) -> Carriers:
    """Find the organization on which the joint projects of each pair of clusters depend most.

    An organization is taken out of every project, with all its memberships; a project remains joint if it
    still has two different organizations, one of each cluster.

    Parameters
    ----------
    incidence : csr_array, shape (n, n_projects), 0 or 1
        Organizations x projects.
    membership : csr_array, shape (n, n_clusters), >= 0
        Any entry above 0 makes a member.

    Returns
    -------
    Carriers
        For each pair of different clusters, the organization whose removal costs most joint projects (the
        first one among equals) and the projects left. Where no single removal costs any, also because there
        are no joint projects, there is no carrier: -1, with all joint projects left.

    Raises
    ------
    NotBinary
        If the incidence has an entry other than 0 or 1.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    checked = check_incidence(incidence)
    belongs = _belongs(check_membership(membership, checked.shape[0])).toarray().astype(np.bool_)
    n_clusters = belongs.shape[1]
    organization = np.full((n_clusters, n_clusters), -1, dtype=np.intp)
    without = np.zeros((n_clusters, n_clusters), dtype=np.int64)
    for a in range(n_clusters):
        for b in range(a + 1, n_clusters):
            carrier, left = _carrier(checked, belongs[:, a], belongs[:, b])
            organization[a, b] = organization[b, a] = carrier
            without[a, b] = without[b, a] = left
    return Carriers(organization=organization, projects_without=without)


def _belongs(members: CsrMatrix) -> csr_array[np.int64, tuple[int, int]]:
    belongs = members.astype(np.int64)
    belongs.data[:] = 1  # a share of a cluster is a membership too
    return belongs


def _ties(adjacency: CsrMatrix, members: CsrMatrix) -> NDArray[np.float64]:
    both_ways = (members.T @ adjacency @ members).toarray()
    ties: NDArray[np.float64] = (both_ways + both_ways.T) / 2
    np.fill_diagonal(ties, ties.diagonal() / 2)
    return ties


def _joint_projects(incidence: CsrMatrix, belongs: csr_array[np.int64, tuple[int, int]]) -> NDArray[np.int64]:
    """Count the projects with members of both clusters, less those where both have the same single one."""
    taking_part = incidence.astype(np.int64)
    n_members = (taking_part.T @ belongs).tocsr()
    present, alone = n_members.copy(), n_members.copy()
    present.data = np.ones_like(present.data)
    alone.data = (alone.data == 1).astype(np.int64)
    # One row for each participation: the clusters of which the organization is the only member in the
    # project. Two clusters meet in such a row where they have the same single member; on the diagonal, where
    # a cluster has a single member.
    entry = taking_part.tocoo()
    only_member = belongs[entry.row].multiply(alone[entry.col]).tocsr()
    joint: NDArray[np.int64] = (present.T @ present).toarray() - (only_member.T @ only_member).toarray()
    return joint


def _carrier(incidence: CsrMatrix, in_a: NDArray[np.bool_], in_b: NDArray[np.bool_]) -> tuple[int, int]:
    members = np.flatnonzero(in_a | in_b)
    entry = incidence[members].tocoo()
    project_of, is_a, is_b = entry.col, in_a[members[entry.row]], in_b[members[entry.row]]
    n_projects = incidence.shape[1]
    of_a = np.bincount(project_of[is_a], minlength=n_projects)
    of_b = np.bincount(project_of[is_b], minlength=n_projects)
    of_either = np.bincount(project_of, minlength=n_projects)
    joint = (of_a > 0) & (of_b > 0) & (of_either >= 2)
    remains = (of_a[project_of] - is_a > 0) & (of_b[project_of] - is_b > 0) & (of_either[project_of] - 1 >= 2)
    lost = joint[project_of] & ~remains
    losses = np.bincount(entry.row[lost], minlength=members.size)
    n_joint = int(np.count_nonzero(joint))
    if not losses.any():
        return -1, n_joint
    most = int(np.argmax(losses))
    return int(members[most]), n_joint - int(losses[most])
