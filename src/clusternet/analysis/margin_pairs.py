"""What the ties of cluster pairs would be if partners met at random, everybody as active as before."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import diags_array

from clusternet.analysis.arrangement import Arrangement, check_rng, check_times, kept_floor
from clusternet.analysis.margins import with_partners
from clusternet.analysis.validation import CsrMatrix, check_incidence, check_membership
from clusternet.exceptions import MeasureError

TRADES_TO_START = 50
"""Trades a project before the first copy of a chain."""

TRADES_BETWEEN = 20
"""Trades a project from one copy of a chain to the next."""

CHAIN = 25
"""Copies dealt one after the other; every chain starts from what was observed."""

MOST_CLUSTERS = 1_000
"""Clusters whose pairs fit in memory many times over: several sums over copies, for each chain under way."""

SAME = 1e-9
"""Figures closer than this share of them are the same: sums of fractions depend on their order."""

ROUNDING = 1e-12
"""What is left of a difference below this share of its terms is rounding, and taken for 0."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairNull:
    """Ties of each cluster pair when partners meet at random, shape (n_clusters, n_clusters)."""

    mean: NDArray[np.float64]
    """Expected ties, in joint projects."""

    sd: NDArray[np.float64]
    """Their standard deviation over the copies; NaN with one copy."""

    p: NDArray[np.float64]
    """Two-sided p-value of the observed ties."""

    autocorrelation: NDArray[np.float64]
    """Correlation of a copy with the next of its chain, near 0 after enough trades; NaN if nothing varies."""

    copies: int
    """Copies dealt."""

    kept_share: float
    """Share of the observed participations that a copy has too, on average; NaN without any."""

    kept_floor: float
    """About what is left of it after any number of trades: some meet again by chance. NaN without any."""


def margin_pairs(  # noqa: PLR0913  three arrays, and what can be chosen about the copies
    incidence: CsrMatrix,
    membership: CsrMatrix,
    rng: np.random.Generator,
    *,
    copies: int = 999,
    trades_per_row: int = TRADES_BETWEEN,
    progress: Callable[[int, int], None] | None = None,
) -> PairNull:
    r"""Compare the ties of each cluster pair with incidences of the same margins.

    The statistic is :math:`O_{ab} = \sum_{i<j} C_{ij} (L_{ia} L_{jb} + L_{ib} L_{ja})` for two clusters a and
    b, with C the joint projects and L the membership, and half of that within one. With :math:`S = H^T L`,
    what each project has of each cluster, it is :math:`(S^T S)_{ab} - \sum_i d_i L_{ia} L_{ib}`: the ties
    need not be built, and the last sum is the same for all copies.

    Copies are dealt by trades between projects with two organizations or more, as by
    :func:`~clusternet.analysis.margins.curveball`, in chains: 50 trades a project before the first copy,
    `trades_per_row` before each next one. p is :math:`\min(1, 2 \min(p_{up}, p_{low}))`, with :math:`p_{up}`
    the share of copies with at least as many ties, the observed incidence counted as one of them [1]_, and
    :math:`p_{low}` likewise: not below 2 / (copies + 1).

    This asks whether partners meet at random, and in large programmes they never do, if only because partners
    stay together. It is no test of whether membership matters: with memberships dealt at random it rejects
    one pair in seven at 0.05. Use the mean, and for a p-value permute memberships.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    membership : csr_array, shape (n_organizations, n_clusters), >= 0
        May be fractional.
    rng : numpy.random.Generator
        The same state gives the same figures, on every machine and in any number of threads.
    copies : int, >= 1
    trades_per_row : int, >= 1
        Trades a project from one copy to the next.
    progress : callable, optional
        Called with the number of copies done and of all.

    Returns
    -------
    PairNull
        Symmetric matrices.

    Raises
    ------
    MeasureError
        If `rng`, `copies` or `trades_per_row` is something else, or there are more than 1,000 clusters.
    NotBinary, NotFinite, NegativeWeight, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` and
        :func:`~clusternet.analysis.validation.check_membership` say.

    References
    ----------
    .. [1] J. Besag and P. Clifford (1989), Generalized Monte Carlo significance tests, Biometrika 76,
       633-642, doi:10.1093/biomet/76.4.633
    """
    from clusternet.analysis.kernels.chunks import chunks_of, fold_chunks

    checked = check_incidence(incidence)
    members = check_membership(membership, checked.shape[0])
    if members.shape[1] > MOST_CLUSTERS:
        raise MeasureError(
            f"membership has {members.shape[1]} clusters: give at most {MOST_CLUSTERS}, for all their pairs."
        )
    n_copies = check_times(copies, name="copies")
    between = check_times(trades_per_row, name="trades_per_row")
    seed = check_rng(rng).integers(0, 2**32, 4).tolist()

    shared = with_partners(checked)
    ties_of = _PairTies(shared, members)
    observed = ties_of(Arrangement(shared, rng))
    chains = chunks_of(n_copies, CHAIN)
    seeds = np.random.SeedSequence(seed).spawn(len(chains))

    def deal(begin: int, end: int) -> _Tally:
        arrangement = Arrangement(shared, np.random.Generator(np.random.PCG64(seeds[begin // CHAIN])))
        tally = _Tally(observed=observed)
        for copy in range(begin, end):
            arrangement.trade(TRADES_TO_START if copy == begin else between)
            tally.count(ties_of(arrangement), arrangement.kept_share())
        return tally

    total = _Tally(observed=observed)
    fold_chunks(chains, deal, total.add, progress=progress)
    return total.summary(kept_floor(shared))


class _PairTies:
    """The statistic, of any arrangement with the margins of an incidence."""

    def __init__(self, incidence: CsrMatrix, members: CsrMatrix) -> None:
        from clusternet.analysis.kernels.lists import lists_of

        self._clusters, self._shares = lists_of(members), members.data
        self._n_clusters = members.shape[1]
        n_projects = diags_array(np.diff(incidence.indptr).astype(np.float64))
        self._with_themselves = (members.T @ n_projects @ members).toarray()

    def __call__(self, arrangement: Arrangement) -> NDArray[np.float64]:
        from clusternet.analysis.kernels.margins import pairs_in_projects

        pairs = pairs_in_projects(arrangement.members, self._clusters, self._shares, self._n_clusters)
        ties: NDArray[np.float64] = np.triu(pairs - self._with_themselves)
        ties[ties <= ROUNDING * pairs] = 0
        ties[np.diag_indices(self._n_clusters)] /= 2
        return ties


@dataclass(slots=True, kw_only=True, eq=False)
class _Tally:
    """Sums over copies of how far each is from what was observed: exactly 0 where nothing can vary."""

    observed: NDArray[np.float64]
    latest: NDArray[np.float64] | None = None
    copies: int = 0
    lags: int = 0
    kept: float = 0.0
    sums: NDArray[np.float64] = field(init=False)
    """At least, at most, distance, its square, its product with the one before, the two factors added up."""

    def __post_init__(self) -> None:
        self.sums = np.zeros((6, *self.observed.shape))

    def count(self, ties: NDArray[np.float64], kept_share: float) -> None:
        """Count the next copy of a chain."""
        away = ties - self.observed
        away[np.abs(away) <= SAME * np.maximum(1, np.abs(self.observed))] = 0
        self.copies += 1
        self.kept += kept_share
        self.sums[:4] += (away >= 0, away <= 0, away, away**2)
        if self.latest is not None:
            self.lags += 1
            self.sums[4:] += (self.latest * away, self.latest + away)
        self.latest = away

    def add(self, other: "_Tally") -> None:
        """Count the copies of another chain."""
        self.copies += other.copies
        self.lags += other.lags
        self.kept += other.kept
        self.sums += other.sums

    def summary(self, floor: float) -> PairNull:
        """Draw the conclusions."""
        at_least, at_most = self.sums[:2]
        away, square = self.sums[2:4] / self.copies
        product, factors = self.sums[4:] / max(self.lags, 1)
        variance = np.where(square - away**2 > ROUNDING * away**2, square - away**2, 0.0)
        covariance = product - away * factors + away**2
        varies = (variance > 0) & (self.lags > 0)
        nothing = np.full_like(variance, np.nan)
        sample = self.copies / (self.copies - 1) if self.copies > 1 else np.nan
        tail = (1 + np.minimum(at_least, at_most)) / (self.copies + 1)
        return PairNull(
            mean=_mirrored(self.observed + away),
            sd=_mirrored(np.sqrt(variance * sample)),
            p=_mirrored(np.minimum(1.0, 2 * tail)),
            autocorrelation=_mirrored(np.divide(covariance, variance, out=nothing, where=varies)),
            copies=self.copies,
            kept_share=self.kept / self.copies,
            kept_floor=floor,
        )


def _mirrored(upper: NDArray[np.float64]) -> NDArray[np.float64]:
    below = np.tril_indices_from(upper, k=-1)
    whole = upper.copy()
    whole[below] = upper.T[below]
    return whole
