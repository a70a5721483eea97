r"""How free an organization is of partners that are each other's partners: Burt's structural holes.

Every measure starts from the tie of i and j in both directions, :math:`a_{ij} + a_{ji}`, and from the share
of i's ties that it makes up, :math:`p_{ij} = (a_{ij} + a_{ji}) / \sum_k (a_{ik} + a_{ki})`. Only ratios
count: weights ten times as large give the same figures. Those with a tie in either direction are partners.
The sums over third organizations have terms where the three are partners of each other, and nowhere else: all
four measures come from one pass over these triangles, and clustering, their number, comes with them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.orientation import Orientation, oriented
from clusternet.analysis.validation import CsrMatrix, check_directed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StructuralHoles:
    """Burt's measures of each node, and its clustering: arrays of shape (n,), NaN without ties."""

    constraint: NDArray[np.float64]
    """How much its ties lead back to one another; above 0."""

    effective_size: NDArray[np.float64]
    """Its partners less their redundancy, in partners; at least 1."""

    efficiency: NDArray[np.float64]
    """Share of its partners that is not redundant; above 0 and at most 1."""

    hierarchy: NDArray[np.float64]
    """How far its constraint comes from one partner; 0 to 1."""

    clustering: NDArray[np.float64]
    """Share of the pairs of its partners that are partners, too; 0 to 1, NaN with a single one."""


def structural_holes(adjacency: CsrMatrix) -> StructuralHoles:
    """Take all measures at once, in the time of one.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Directed or not. Self-loops do not count.

    Returns
    -------
    StructuralHoles
        As :func:`constraint`, :func:`effective_size`, :func:`efficiency`, :func:`hierarchy` and
        :func:`clustering` define them.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` says.

    Notes
    -----
    Each triangle is met once. 36,000 organizations with 800,000 undirected ties take half a second.
    """
    from clusternet.analysis.kernels.triangles import through_third

    ties = _both_ways(adjacency)
    graph = oriented(ties)
    partners = np.diff(ties.indptr)[graph.order].astype(np.float64)
    shares, total = _shares(ties, graph)
    through = through_third(graph.arcs, shares)
    constraint, hierarchy = _constraint_and_hierarchy(shares + through[:, :2], partners, graph)
    # The strongest tie of a node makes up 1/total of them: m_jq is p_jq times the total of j.
    common = through[:, 2]
    redundancy = graph.sum_over_arcs(common * total[graph.heads], common * total[graph.tails])
    tied = np.where(partners > 0, partners, np.nan)
    pairs = np.where(partners > 1, partners * (partners - 1), np.nan)
    return StructuralHoles(
        constraint=graph.by_node(constraint),
        effective_size=graph.by_node(tied - redundancy),
        efficiency=graph.by_node((tied - redundancy) / tied),
        hierarchy=graph.by_node(hierarchy),
        clustering=graph.by_node(graph.sum_over_arcs(through[:, 3], through[:, 3]) / pairs),
    )


def constraint(adjacency: CsrMatrix) -> NDArray[np.float64]:
    r"""Measure how much each node's ties lead back to one another.

    :math:`C_i = \sum_j c_{ij}` over the partners j of i, with
    :math:`c_{ij} = \left( p_{ij} + \sum_{q \ne i, j} p_{iq} p_{qj} \right)^2` [1]_. Low constraint means
    partners that do not know each other.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Directed or not. Self-loops do not count.

    Returns
    -------
    array of float64, shape (n,)
        Dimensionless, above 0; may be above 1 for few partners that know each other. NaN without ties.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` says.

    References
    ----------
    .. [1] R. S. Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press,
       chapter 2

    Examples
    --------
    Two organizations that only have each other, and one of two clusters whose partners do not meet.

    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> ties = np.zeros((5, 5))
    >>> ties[0, 1] = ties[1, 0] = ties[2, 3] = ties[3, 2] = ties[2, 4] = ties[4, 2] = 1
    >>> constraint(csr_array(ties))
    array([1. , 1. , 0.5, 1. , 1. ])
    """
    return structural_holes(adjacency).constraint


def effective_size(adjacency: CsrMatrix) -> NDArray[np.float64]:
    r"""Count the partners of each node, less their redundancy.

    :math:`E_i = \sum_j \left( 1 - \sum_{q \ne i, j} p_{iq} m_{jq} \right)` over the partners j of i, with
    :math:`m_{jq} = (a_{jq} + a_{qj}) / \max_k (a_{jk} + a_{kj})`, the tie of j and q against the strongest of
    j [1]_. For undirected ties of equal weight that is k - 2t/k, with k partners and t ties among them [2]_.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Directed or not. Self-loops do not count.

    Returns
    -------
    array of float64, shape (n,)
        In partners, 1 to their number. NaN without ties.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` says.

    References
    ----------
    .. [1] R. S. Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press,
       chapter 2
    .. [2] S. P. Borgatti (1997), Structural holes: unpacking Burt's redundancy measures, Connections 20(1),
       35-38
    """
    return structural_holes(adjacency).effective_size


def efficiency(adjacency: CsrMatrix) -> NDArray[np.float64]:
    """Divide the effective size of each node by the number of its partners, after [1]_.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Directed or not. Self-loops do not count.

    Returns
    -------
    array of float64, shape (n,)
        Share of the partners that is not redundant, above 0 and at most 1. NaN without ties.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` says.

    References
    ----------
    .. [1] R. S. Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press,
       chapter 2
    """
    return structural_holes(adjacency).efficiency


def hierarchy(adjacency: CsrMatrix) -> NDArray[np.float64]:
    r"""Measure how far the constraint of each node comes from one partner.

    :math:`H_i = \sum_j r_j \ln r_j / (k \ln k)` over the k partners j of i, with
    :math:`r_j = k c_{ij} / C_i` the constraint from j against the average one [1]_: the Coleman-Theil index
    of disorder.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Directed or not. Self-loops do not count.

    Returns
    -------
    array of float64, shape (n,)
        Dimensionless: 0 if all partners constrain alike, towards 1 if one does; 1 with a single partner. NaN
        without ties.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` says.

    References
    ----------
    .. [1] R. S. Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press,
       chapter 2
    """
    return structural_holes(adjacency).hierarchy


def clustering(adjacency: CsrMatrix) -> NDArray[np.float64]:
    r"""Share of the pairs of partners of each node that are partners of each other.

    :math:`2 t / (k (k - 1))`, with k partners and t ties among them [1]_. A project makes partners of all its
    organizations: an organization with one project has 1.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), weights >= 0
        Directed or not; neither directions nor weights count. Self-loops do not count.

    Returns
    -------
    array of float64, shape (n,)
        Dimensionless, 0 to 1. NaN with fewer than two partners.

    Raises
    ------
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight
        As :func:`~clusternet.analysis.validation.check_directed` says.

    References
    ----------
    .. [1] D. J. Watts and S. H. Strogatz (1998), Collective dynamics of 'small-world' networks, Nature 393,
       440-442, doi:10.1038/30918
    """
    return structural_holes(adjacency).clustering


def _both_ways(adjacency: CsrMatrix) -> CsrMatrix:
    """Take the mean of the two directions: their sum could overflow, and only ratios count."""
    arcs = check_directed(adjacency)
    arcs.data *= 0.5
    return csr_array(arcs + arcs.T)


def _shares(ties: CsrMatrix, graph: Orientation) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Divide each tie by all of its tail and all of its head; also all of each rank, in its strongest tie.

    Ties are taken relative to the strongest before they are added up: nothing can overflow.
    """
    n_ties = np.diff(ties.indptr)
    tied = n_ties > 0
    begins = ties.indptr[:-1][tied]
    strongest, total = np.ones(n_ties.size), np.ones(n_ties.size)
    strongest[tied] = np.maximum.reduceat(ties.data, begins)
    total[tied] = np.add.reduceat(ties.data / np.repeat(strongest, n_ties), begins)
    strongest, total = strongest[graph.order], total[graph.order]
    tie = ties.data[graph.stored]
    shares = [tie / strongest[ends] / total[ends] for ends in (graph.tails, graph.heads)]
    return np.column_stack(shares), total


def _constraint_and_hierarchy(
    invested: NDArray[np.float64], partners: NDArray[np.float64], graph: Orientation
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Add up the constraint of each rank from its partners, and compare these with their average."""
    of_tail, of_head = np.square(invested).T
    constraint = graph.sum_over_arcs(of_tail, of_head)
    tied = np.where(partners > 0, partners, np.nan)
    average = constraint / tied
    disorder = graph.sum_over_arcs(
        _times_log(of_tail / average[graph.tails]), _times_log(of_head / average[graph.heads])
    )
    most = tied * np.log(tied)
    alone = np.where(partners == 1, 1.0, np.nan)
    hierarchy = np.divide(np.maximum(disorder, 0.0), most, out=alone, where=partners > 1)
    return np.where(partners > 0, constraint, np.nan), hierarchy


def _times_log(ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply by the logarithm; 0 for 0, the limit."""
    return ratio * np.log(np.where(ratio > 0, ratio, 1.0))
