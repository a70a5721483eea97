r"""How free an organization is of partners that are each other's partners: Burt's structural holes.

Every measure starts from the tie of i and j in both directions, :math:`a_{ij} + a_{ji}`, and from the share
of i's ties that it makes up, :math:`p_{ij} = (a_{ij} + a_{ji}) / \sum_k (a_{ik} + a_{ki})`. Only ratios
count: weights ten times as large give the same figures. Those with a tie in either direction are partners.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from clusternet.analysis.products import product_at
from clusternet.analysis.validation import CsrMatrix, check_directed


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
    both_ways = _both_ways(adjacency)
    return np.where(_partners(both_ways) > 0, _constraint_from(both_ways).sum(axis=1), np.nan)


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
    both_ways = _both_ways(adjacency)
    partners = _partners(both_ways)
    redundant = product_at(_shares(both_ways), csr_array(both_ways.T), both_ways)
    return np.where(partners > 0, partners - redundant.sum(axis=1), np.nan)


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
    partners = _partners(_both_ways(adjacency))
    return effective_size(adjacency) / np.where(partners > 0, partners, np.nan)


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
    both_ways = _both_ways(adjacency)
    partners = _partners(both_ways)
    per_pair = _constraint_from(both_ways)
    average = np.divide(per_pair.sum(axis=1), partners, out=np.ones(partners.size), where=partners > 0)
    relative = csr_array(diags_array(1 / average) @ per_pair)
    relative.data = np.where(relative.data > 0, relative.data * np.log(relative.data), 0.0)
    most = partners * np.log(np.maximum(partners, 1))
    alone = np.where(partners == 1, 1.0, np.nan)
    return np.divide(np.maximum(relative.sum(axis=1), 0.0), most, out=alone, where=partners > 1)


def _both_ways(adjacency: CsrMatrix) -> CsrMatrix:
    """Add up the two directions, relative to the strongest tie of each row: nothing can overflow."""
    arcs = check_directed(adjacency)
    ties: CsrMatrix = csr_array(0.5 * arcs + 0.5 * arcs.T)
    strongest = _row_maximum(ties)
    return csr_array(diags_array(1 / np.where(strongest > 0, strongest, 1.0)) @ ties)


def _row_maximum(ties: CsrMatrix) -> NDArray[np.float64]:
    maximum = np.zeros(ties.shape[0])
    np.maximum.at(maximum, ties.tocoo().row, ties.data)
    return maximum


def _partners(both_ways: CsrMatrix) -> NDArray[np.float64]:
    return np.diff(both_ways.indptr).astype(np.float64)


def _shares(both_ways: CsrMatrix) -> CsrMatrix:
    sums: NDArray[np.float64] = both_ways.sum(axis=1)
    return csr_array(diags_array(1 / np.where(sums > 0, sums, 1.0)) @ both_ways)


def _constraint_from(both_ways: CsrMatrix) -> CsrMatrix:
    """Constraint of each row from each of its partners. Nobody is a partner of himself: no q is i or j."""
    shares = _shares(both_ways)
    return csr_array((shares + product_at(shares, shares, shares)).power(2))
