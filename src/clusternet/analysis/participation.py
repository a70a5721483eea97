"""How evenly the ties of each organization spread: over groups, and over layers."""

from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from clusternet.analysis.validation import (
    CsrMatrix,
    check_adjacency,
    check_choice,
    check_partition,
    check_shares,
)
from clusternet.exceptions import MeasureError, ShapeMismatch

Deviation: TypeAlias = Literal["population", "sample"]
DEVIATIONS: tuple[Deviation, ...] = get_args(Deviation)

ROUNDING = 1e-12
"""Strengths that differ by less than this share of the largest differ by rounding."""


def participation_coefficient(adjacency: CsrMatrix, group_of: NDArray[np.intp]) -> NDArray[np.float64]:
    r"""Evenness of each node's ties over the groups of a partition.

    :math:`P_i = 1 - \sum_s (k_{is} / k_i)^2`, with :math:`k_{is}` the strength that node i sends to group s,
    its own included, and :math:`k_i` all of it [1]_.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Self-loops do not count.
    group_of : array of int, shape (n,), >= 0
        Every node needs a group: whether partners in none are a group of their own, or are left out with
        their ties, is for the caller to say.

    Returns
    -------
    array of float64, shape (n,)
        Dimensionless: 0 if all ties go to one group, at most 1 - 1/n_groups. NaN without ties.

    Raises
    ------
    PartitionMismatch
        If `group_of` is not one integer of at least 0 for each node.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` says.

    References
    ----------
    .. [1] R. Guimerà and L. A. N. Amaral (2005), Functional cartography of complex metabolic networks,
       Nature 433, 895-900, doi:10.1038/nature03288

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_array, diags_array
    >>> ties = np.array([[0, 1, 3, 0], [1, 0, 0, 0], [3, 0, 0, 0], [0, 0, 0, 0]])
    >>> participation_coefficient(csr_array(ties), np.array([0, 0, 1, 1]))
    array([0.375, 0.   , 0.   ,   nan])
    """
    ties = check_adjacency(adjacency)
    labels = check_partition(group_of, ties.shape[0])
    return 1 - _squared_shares(csr_array(ties @ _indicator(labels)))


def fractional_participation(adjacency: CsrMatrix, membership: CsrMatrix) -> NDArray[np.float64]:
    r"""Evenness of each node's ties over groups that may overlap.

    The participation coefficient of :func:`participation_coefficient`, with
    :math:`k_{is} = \sum_j A_{ij} L_{js}`: a partner in several groups counts for each in its share, and ties
    to partners in none are left out. A node in no group has a coefficient too. For a partition it is the same
    number.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Self-loops do not count.
    membership : csr_array, shape (n, n_groups), >= 0
        Shares that add up to 1 in each row, or an empty row for a node in no group.

    Returns
    -------
    array of float64, shape (n,)
        Dimensionless: 0 if all ties go to one group, at most 1 - 1/n_groups. NaN without ties to a group.

    Raises
    ------
    PartitionMismatch
        If the shares of a node add up to something else than 1 or 0.
    MeasureError, ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    ties = check_adjacency(adjacency)
    return 1 - _squared_shares(csr_array(ties @ check_shares(membership, ties.shape[0])))


def within_group_z(
    adjacency: CsrMatrix, group_of: NDArray[np.intp], *, sd: Deviation = "population"
) -> NDArray[np.float64]:
    r"""Strength of each node within its group, against the others of the group.

    :math:`z_i = (\kappa_i - \bar\kappa) / \sigma`, with :math:`\kappa_i` the strength of i within its group,
    and mean and standard deviation over the nodes of the group [1]_.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Self-loops do not count.
    group_of : array of int, shape (n,), >= 0
        Every node needs a group.
    sd : {"population", "sample"}
        Divide the squares by the number of nodes of the group, or by one less.

    Returns
    -------
    array of float64, shape (n,)
        In standard deviations. NaN where all nodes of the group have the same strength in it, as in a group
        of one.

    Raises
    ------
    PartitionMismatch
        If `group_of` is not one integer of at least 0 for each node.
    MeasureError
        If `sd` is not one of the two words.
    ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` says.

    References
    ----------
    .. [1] R. Guimerà and L. A. N. Amaral (2005), Functional cartography of complex metabolic networks,
       Nature 433, 895-900, doi:10.1038/nature03288
    """
    choice = check_choice(sd, DEVIATIONS, name="sd")
    ties = check_adjacency(adjacency)
    labels = check_partition(group_of, ties.shape[0])
    _, group, size = np.unique(labels, return_inverse=True, return_counts=True)
    tie = ties.tocoo()
    inside = group[tie.row] == group[tie.col]
    strength = np.bincount(tie.row[inside], weights=tie.data[inside], minlength=labels.size)
    deviation = strength - (np.bincount(group, weights=strength) / size)[group]
    squares = np.bincount(group, weights=deviation**2)
    spread = np.sqrt(squares / np.maximum(size - (choice == "sample"), 1))
    largest = np.zeros(size.size)
    np.maximum.at(largest, group, strength)
    differ = spread > ROUNDING * largest
    return np.asarray(deviation / np.where(differ, spread, np.nan)[group], dtype=np.float64)


def overlapping_degree(layers: Sequence[CsrMatrix]) -> NDArray[np.float64]:
    r"""Add up the ties of each node over all layers.

    :math:`o_i = \sum_\alpha k_i^{[\alpha]}` with :math:`k_i^{[\alpha]}` the strength in layer :math:`\alpha`
    [1]_: of 0 or 1 for each tie, the number of ties; a pair with a tie in two layers counts twice.

    Parameters
    ----------
    layers : sequence of csr_array, shape (n, n), symmetric, weights >= 0
        At least one. The nodes are the same in all; one that has nothing to do with a layer has no ties in
        it. Self-loops do not count. Weights are added as they are: bring layers with different units to 0
        and 1, or to the same total, first.

    Returns
    -------
    array of float64, shape (n,)
        In the unit of the weights, at least 0; 0 without ties.

    Raises
    ------
    MeasureError
        If there is no layer.
    ShapeMismatch
        If the layers differ in their number of nodes.
    NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` says, naming the layer.

    References
    ----------
    .. [1] F. Battiston, V. Nicosia and V. Latora (2014), Structural measures for multiplex networks, Physical
       Review E 89, 032804, doi:10.1103/PhysRevE.89.032804
    """
    total: NDArray[np.float64] = np.sum(_strengths(layers), axis=0)
    return total


def multiplex_participation(layers: Sequence[CsrMatrix]) -> NDArray[np.float64]:
    r"""Evenness of each node's ties over the layers.

    :math:`P_i = \frac{M}{M - 1} \left( 1 - \sum_\alpha (k_i^{[\alpha]} / o_i)^2 \right)` for M layers, with
    :math:`k_i^{[\alpha]}` and :math:`o_i` as in :func:`overlapping_degree` [1]_.

    Parameters
    ----------
    layers : sequence of csr_array, shape (n, n), symmetric, weights >= 0
        At least one; as in :func:`overlapping_degree`.

    Returns
    -------
    array of float64, shape (n,)
        Dimensionless: 0 if all ties are in one layer, 1 if all layers have the same. NaN without ties, and
        for all nodes if there is only one layer.

    Raises
    ------
    MeasureError
        If there is no layer.
    ShapeMismatch
        If the layers differ in their number of nodes.
    NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` says, naming the layer.

    References
    ----------
    .. [1] F. Battiston, V. Nicosia and V. Latora (2014), Structural measures for multiplex networks, Physical
       Review E 89, 032804, doi:10.1103/PhysRevE.89.032804
    """
    strengths = _strengths(layers)
    n_layers = len(strengths)
    if n_layers == 1:
        return np.full(strengths[0].size, np.nan)
    by_layer = csr_array(np.column_stack(strengths))
    return n_layers / (n_layers - 1) * (1 - _squared_shares(by_layer))


def _strengths(layers: Sequence[CsrMatrix]) -> list[NDArray[np.float64]]:
    if not layers:
        raise MeasureError("layers is empty: give at least one layer.")
    checked = [check_adjacency(layer, name=f"layer {position}") for position, layer in enumerate(layers)]
    n = checked[0].shape[0]
    for position, layer in enumerate(checked):
        if layer.shape[0] != n:
            raise ShapeMismatch(
                f"layer {position} has {layer.shape[0]} nodes and layer 0 has {n}: "
                f"give every layer one row for each node, empty where it has no ties."
            )
    return [np.asarray(layer.sum(axis=1), dtype=np.float64) for layer in checked]


def _indicator(labels: NDArray[np.intp]) -> CsrMatrix:
    _, group = np.unique(labels, return_inverse=True)
    places = (np.ones(labels.size), (np.arange(labels.size), group))
    return csr_array(places, shape=(labels.size, int(group.max(initial=-1)) + 1))


def _squared_shares(parts: CsrMatrix) -> NDArray[np.float64]:
    """Sum of the squares of the shares of each row; NaN for an empty one."""
    whole = np.asarray(parts.sum(axis=1), dtype=np.float64)
    shares = diags_array(np.divide(1.0, whole, out=np.zeros(whole.size), where=whole > 0)) @ parts
    squares = np.asarray(csr_array(shares).power(2).sum(axis=1), dtype=np.float64)
    return np.where(whole > 0, squares, np.nan)
