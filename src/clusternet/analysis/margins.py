"""Participations dealt anew: everybody in as many projects as before, every project as large.

Who is active stays as it is, who meets whom does not. Many small steps lead from what was observed to any
other incidence with the same sums of rows and columns: how many it takes to forget the first is measured, not
assumed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.arrangement import Arrangement, check_rng, check_times, kept_floor
from clusternet.analysis.projection import participants, project
from clusternet.analysis.validation import CsrMatrix, check_incidence
from clusternet.exceptions import MeasureError


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixing:
    """How far trades have led from the observed incidence; arrays of shape (n_steps,)."""

    trades_per_row: NDArray[np.int64]
    """Trades a project, from the beginning."""

    kept_share: NDArray[np.float64]
    """Share of the observed participations that are still there; NaN without any."""

    repeated_pairs: NDArray[np.int64]
    """Pairs of organizations with two joint projects or more; they settle later than the participations."""

    kept_floor: float
    """About the kept share after any number of trades: some meet again by chance. NaN without any."""


def curveball(incidence: CsrMatrix, rng: np.random.Generator, *, trades_per_row: int = 5) -> CsrMatrix:
    """Deal participations anew by trades between two projects.

    A trade takes two projects, puts together the organizations that are in one of them only, and deals these
    out again at random [1]_. After enough trades every incidence with these margins is equally likely [2]_.
    Five trades a project leave 6 in 100 participations of the EU programme H2020 in place, and one pair in
    ten too many meets again: :func:`mixing` measures it. Take 50 for a first copy, and 20 for each next one.

    Projects with one organization trade like others. They make no ties, and grants to single applicants are
    not seats in a consortium: leave their columns out first, unless the question is about them.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    rng : numpy.random.Generator
        The same state gives the same copy, on every machine.
    trades_per_row : int, >= 1
        Trades, divided by the number of projects with an organization: the rows that trade are projects.

    Returns
    -------
    csr_array of float64, shape (n_organizations, n_projects)
        Canonical, with the sums of the rows and columns of `incidence`; every stored entry is 1.0.

    Raises
    ------
    MeasureError
        If `rng` or `trades_per_row` is something else.
    NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] G. Strona, D. Nappo, F. Boccacci, S. Fattorini and J. San-Miguel-Ayanz (2014), A fast and unbiased
       procedure to randomize ecological binary matrices with fixed row and column totals, Nature
       Communications 5, 4114, doi:10.1038/ncomms5114
    .. [2] C. J. Carstens (2015), Proof of uniform sampling of binary matrices with fixed row sums and column
       sums for the fast Curveball algorithm, Physical Review E 91, 042812, doi:10.1103/PhysRevE.91.042812

    Examples
    --------
    Three organizations, each in two projects of two: they meet in other pairs, but no more often.

    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> triangle = csr_array(np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1]]))
    >>> dealt = curveball(triangle, np.random.default_rng(0), trades_per_row=50)
    >>> dealt.sum(axis=0).tolist(), dealt.sum(axis=1).tolist()
    ([2.0, 2.0, 2.0], [2.0, 2.0, 2.0])
    """
    arrangement = Arrangement(check_incidence(incidence), check_rng(rng))
    arrangement.trade(check_times(trades_per_row, name="trades_per_row"))
    return arrangement.incidence()


def edge_swaps(incidence: CsrMatrix, rng: np.random.Generator, *, swaps_per_entry: int = 5) -> CsrMatrix:
    """Deal participations anew by exchanges of one for one.

    Two organizations change places in two projects, if neither is in both already. What cannot be exchanged
    stays, but counts as tried, so that the incidences with these margins become equally likely [1]_. This is
    another way to the copies of :func:`curveball`, and a check on them.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    rng : numpy.random.Generator
        The same state gives the same copy, on every machine.
    swaps_per_entry : int, >= 1
        Exchanges tried, divided by the number of participations.

    Returns
    -------
    csr_array of float64, shape (n_organizations, n_projects)
        Canonical, with the sums of the rows and columns of `incidence`; every stored entry is 1.0.

    Raises
    ------
    MeasureError
        If `rng` or `swaps_per_entry` is something else.
    NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] A. R. Rao, R. Jana and S. Bandyopadhyay (1996), A Markov chain Monte Carlo method for generating
       random (0,1)-matrices with given marginals, Sankhya A 58, 225-242
    """
    arrangement = Arrangement(check_incidence(incidence), check_rng(rng))
    arrangement.swap(check_times(swaps_per_entry, name="swaps_per_entry"))
    return arrangement.incidence()


def mixing(
    incidence: CsrMatrix,
    rng: np.random.Generator,
    *,
    trades_per_row: Sequence[int] = (1, 2, 5, 10, 20, 40, 80),
) -> Mixing:
    """Measure how many trades it takes to forget the observed incidence, along one chain.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
        Projects with one organization are left out.
    rng : numpy.random.Generator
        The same state gives the same figures, on every machine.
    trades_per_row : sequence of int, >= 1, rising
        Trades a project, as in :func:`curveball`, after which to look.

    Returns
    -------
    Mixing

    Raises
    ------
    MeasureError
        If `rng` is something else, or the numbers of trades do not rise from at least 1.
    NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.
    """
    shared = with_partners(check_incidence(incidence))
    steps = [check_times(trades, name="trades_per_row") for trades in trades_per_row]
    if any(later <= earlier for earlier, later in pairwise(steps)):
        raise MeasureError(f"trades_per_row is {steps}: give numbers that rise.")
    arrangement = Arrangement(shared, check_rng(rng))
    kept, repeated = [], []
    for earlier, later in pairwise([0, *steps]):
        arrangement.trade(later - earlier)
        kept.append(arrangement.kept_share())
        repeated.append(np.count_nonzero(project(arrangement.incidence()).data >= 2) // 2)
    return Mixing(
        trades_per_row=np.array(steps, dtype=np.int64),
        kept_share=np.array(kept, dtype=np.float64),
        repeated_pairs=np.array(repeated, dtype=np.int64),
        kept_floor=kept_floor(shared),
    )


def with_partners(incidence: CsrMatrix) -> CsrMatrix:
    """Leave out the projects with one organization or none: they make no ties, and no seats to deal out."""
    shared: CsrMatrix = incidence[:, participants(incidence) >= 2]
    return shared
