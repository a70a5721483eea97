"""Who stands between others that have no tie: the roles of Gould and Fernandez.

The groups of a two-path are written in its order, the broker's in the middle:
A>A>A coordinator, A>B>A itinerant broker, A>A>B representative, A>B>B gatekeeper, A>B>C liaison.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.triads import (
    independent_ties,
    n_open_triads,
    open_triads,
    partial_credits,
)
from clusternet.analysis.validation import (
    CsrMatrix,
    check_directed,
    check_labels,
    check_partition,
    check_shares,
)

ROUNDING = 1e-12
"""What is left of a role below this share of its broker's two-paths is rounding, and taken for 0."""

Count = TypeVar("Count", np.int64, np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Brokerage(Generic[Count]):
    """What each node brokers, in ordered open triads by role; arrays of shape (n,)."""

    coordinator: NDArray[Count]
    """A>A>A: all three in one group."""

    itinerant_broker: NDArray[Count]
    """A>B>A: between two of one group to which the broker does not belong."""

    representative: NDArray[Count]
    """A>A>B: from the broker's own group to another."""

    gatekeeper: NDArray[Count]
    """A>B>B: from another group to the broker's own."""

    liaison: NDArray[Count]
    """A>B>C: between two groups that are both not the broker's."""

    total: NDArray[Count]
    """All five."""

    skipped: int
    """Ordered open triads of the whole network left out because one of the three is in no group."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExpectedBrokerage:
    """Brokerage in a random network of the same size, density and groups, and the distance from it."""

    expected: Brokerage[np.float64]
    """Mean number of ordered open triads."""

    sd: Brokerage[np.float64]
    """Standard deviation of that number."""

    z: Brokerage[np.float64]
    """Observed less expected in standard deviations; NaN where `sd` is 0. No p-value."""


def brokerage(adjacency: CsrMatrix, group_of: NDArray[np.intp]) -> Brokerage[np.int64]:
    """Count the open triads each node brokers, by the groups of the three.

    A node v brokers the ordered pair of two others a and b if there are ties from a to v and from v to b but
    none from a to b [1]_. Undirected ties go both ways: then every triad counts twice, once in each order,
    and representative equals gatekeeper.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Ties from row to column, directed or not. Weights and self-loops do not count.
    group_of : array of int, shape (n,)
        Label of the group of each node; one with a negative label is in none. Triads with such a node are
        left out.

    Returns
    -------
    Brokerage of int64
        In ordered open triads, at least 0; `total` is the sum of the five roles, and 0 for a node in no
        group. `skipped` is the number of ordered open triads left out, over all brokers.

    Raises
    ------
    PartitionMismatch
        If `group_of` is not one integer for each node.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` says.

    References
    ----------
    .. [1] R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in
       transaction networks, Sociological Methodology 19, 89-126, doi:10.2307/270949

    Notes
    -----
    Pairs of a broker's ties are counted by group, less those that a tie closes: each triangle is met once.
    36,000 organizations with 800,000 undirected ties take half a second.

    Examples
    --------
    Organization 0 has four partners that do not know each other: two of its own group, one in each of two
    others. In unordered triads that is 1 as coordinator, 4 as gatekeeper or representative, 1 as liaison.

    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> star = np.zeros((5, 5))
    >>> star[0, 1:] = star[1:, 0] = 1
    >>> roles = brokerage(csr_array(star), np.array([0, 0, 0, 1, 2]))
    >>> [int(role[0]) for role in (roles.coordinator, roles.itinerant_broker, roles.liaison)]
    [2, 0, 2]
    >>> [int(role[0]) for role in (roles.representative, roles.gatekeeper, roles.total)]
    [4, 4, 12]
    """
    arcs = _pattern(check_directed(adjacency))
    labels = check_labels(group_of, arcs.shape[0], name="group_of")
    grouped = np.flatnonzero(labels >= 0)
    _, group = np.unique(labels[grouped], return_inverse=True)
    places = (np.ones(grouped.size), (grouped, group))
    shares = csr_array(places, shape=(labels.size, int(group.max(initial=-1)) + 1))
    roles = _roles(arcs, shares)
    return Brokerage(
        coordinator=_whole(roles.coordinator),
        itinerant_broker=_whole(roles.itinerant_broker),
        representative=_whole(roles.representative),
        gatekeeper=_whole(roles.gatekeeper),
        liaison=_whole(roles.liaison),
        total=_whole(roles.total),
        skipped=roles.skipped,
    )


def fractional_brokerage(adjacency: CsrMatrix, membership: CsrMatrix) -> Brokerage[np.float64]:
    r"""Share out the open triads each node brokers over the roles, when nodes belong to several clusters.

    The three of a triad are taken to be in clusters g, h and l independently, with their shares L as
    probabilities: a role gets the weight :math:`\sum_{g,h,l} L_{ag} L_{vh} L_{bl}` over the combinations that
    make it, for a, the broker v, and b. With one cluster each this is :func:`brokerage`, after [1]_.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Ties from row to column, directed or not. Weights and self-loops do not count.
    membership : csr_array, shape (n, n_clusters), >= 0
        Shares that add up to 1 in each row, or an empty row for a node in no cluster. Triads with such a node
        are left out.

    Returns
    -------
    Brokerage of float64
        In ordered open triads, at least 0. `total` is a whole number, and the sum of the five roles up to
        rounding. `skipped` is the number of ordered open triads left out, over all brokers.

    Raises
    ------
    PartitionMismatch
        If the shares of a node add up to something else than 1 or 0.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` and
        :func:`~clusternet.analysis.validation.check_shares` say.

    References
    ----------
    .. [1] R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in
       transaction networks, Sociological Methodology 19, 89-126, doi:10.2307/270949
    """
    arcs = _pattern(check_directed(adjacency))
    return _roles(arcs, check_shares(membership, arcs.shape[0]))


def partial_credit(adjacency: CsrMatrix) -> NDArray[np.float64]:
    r"""Share out each open pair among those who broker it.

    The credit of v is the sum of :math:`1/m_{ab}` over the ordered pairs it brokers, with :math:`m_{ab}` the
    number of brokers of a and b: an only broker gets all of it. The idea is Gould and Fernandez's [1]_.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Ties from row to column, directed or not. Weights and self-loops do not count.

    Returns
    -------
    array of float64, shape (n,)
        In ordered pairs, 0 to the node's open triads. Over all nodes they add up to the number of ordered
        pairs at distance two; with undirected ties, halve them for unordered pairs.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` says.

    References
    ----------
    .. [1] R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in
       transaction networks, Sociological Methodology 19, 89-126, doi:10.2307/270949
    """
    return partial_credits(_pattern(check_directed(adjacency)))


def expected_brokerage(adjacency: CsrMatrix, group_of: NDArray[np.intp]) -> ExpectedBrokerage:
    """Compare brokerage with a network of the same size and groups whose ties are drawn independently.

    Every ordered pair has a tie with probability d, the density of the network. Mean and variance are exact
    [1]_, as in the ``brokerage`` of the R package sna. Networks of organizations that share projects are
    unions of cliques and far from this one, so that the distance says little about them.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Ties from row to column, directed or not. Weights and self-loops do not count.
    group_of : array of int, shape (n,), >= 0
        Every node needs a group.

    Returns
    -------
    ExpectedBrokerage
        Of float64; `skipped` is 0. Nodes without ties count in the size and the density.

    Raises
    ------
    PartitionMismatch
        If `group_of` is not one integer of at least 0 for each node.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` says.

    References
    ----------
    .. [1] R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in
       transaction networks, Sociological Methodology 19, 89-126, doi:10.2307/270949
    """
    arcs = _pattern(check_directed(adjacency))
    labels = check_partition(group_of, arcs.shape[0])
    n = labels.size
    mean, sd = independent_ties(labels, arcs.nnz / (n * (n - 1)) if n > 1 else 0.0)
    observed = brokerage(arcs, labels)
    return ExpectedBrokerage(
        expected=Brokerage(**mean, skipped=0),
        sd=Brokerage(**sd, skipped=0),
        z=Brokerage(
            **{
                role: np.divide(
                    getattr(observed, role) - mean[role],
                    sd[role],
                    out=np.full(n, np.nan),
                    where=sd[role] > 0,
                )
                for role in mean
            },
            skipped=0,
        ),
    )


def _pattern(adjacency: CsrMatrix) -> CsrMatrix:
    return csr_array((np.ones(adjacency.nnz), adjacency.indices, adjacency.indptr), shape=adjacency.shape)


def _whole(count: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.rint(count).astype(np.int64)


def _roles(arcs: CsrMatrix, shares: CsrMatrix) -> Brokerage[np.float64]:
    """Take the five roles apart: two of the three in one cluster, less all three in one."""
    belongs = np.diff(shares.indptr) > 0
    members = np.flatnonzero(belongs)
    among = arcs[members][:, members]
    sums = open_triads(among, shares[members])
    n_paths = np.diff(among.indptr) * np.bincount(among.indices, minlength=members.size)

    def of_all(role: NDArray[np.float64]) -> NDArray[np.float64]:
        filled = np.zeros(arcs.shape[0])
        filled[members] = np.where(role > ROUNDING * n_paths, role, 0.0)
        return filled

    some_pair = sums.with_first + sums.with_last + sums.ends
    return Brokerage(
        coordinator=of_all(sums.all_three),
        itinerant_broker=of_all(sums.ends - sums.all_three),
        representative=of_all(sums.with_first - sums.all_three),
        gatekeeper=of_all(sums.with_last - sums.all_three),
        liaison=of_all(sums.every - some_pair + 2 * sums.all_three),
        total=of_all(sums.every),
        skipped=0 if belongs.all() else n_open_triads(arcs) - round(float(sums.every.sum())),
    )
