"""How many pairs of others have each organization on the way between them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.entries import kind_of
from clusternet.analysis.paths import Passing, passing_paths, passing_short_paths
from clusternet.analysis.twins import merge_twins
from clusternet.analysis.validation import CsrMatrix, check_adjacency, check_incidence
from clusternet.exceptions import MeasureError


def betweenness(
    incidence: CsrMatrix,
    *,
    samples: int | None = None,
    rng: np.random.Generator | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> NDArray[np.float64]:
    r"""Count the pairs of others whose shortest paths pass through each organization.

    :math:`B_v = \sum_{s < t} \sigma_{st}(v) / \sigma_{st}` over the unordered pairs of others, with
    :math:`\sigma_{st}` the number of shortest paths from partner to partner between s and t and
    :math:`\sigma_{st}(v)` those through v [1]_, computed source by source [2]_. Sharing more projects does
    not make a tie shorter, nor does it make more paths. Not divided by the number of pairs.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    samples : int, optional
        Sources to draw, at least 1, for an estimate: see :func:`sampled_betweenness`, which also says how far
        off it may be. All by default.
    rng : numpy.random.Generator, optional
        What the sources are drawn with; needed with `samples`.
    progress : callable, optional
        Called with the number of sources done and of all; organizations with the same projects are one.

    Returns
    -------
    array of float64, shape (n_organizations,)
        In unordered pairs of others, at least 0; exact values are at most (n - 1)(n - 2)/2, estimates can be
        above. 0 for everybody if there are fewer than three organizations.

    Raises
    ------
    MeasureError
        If `samples` is not a whole number of at least 1, or comes without a generator; if there are more
        shortest paths between two organizations than a floating point number can count.
    NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] L. C. Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40, 35-41,
       doi:10.2307/3033543
    .. [2] U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology
       25, 163-177, doi:10.1080/0022250X.2001.9990249

    Notes
    -----
    The time grows with sources times participations: in a network of 36,000 organizations with 145,000
    participations, some 15 seconds of a processor.
    """
    if samples is not None:
        return sampled_betweenness(incidence, samples, _generator(rng), progress=progress).estimate
    merged = merge_twins(check_incidence(incidence))
    return passing_paths(merged, merged.size, progress=progress).sums / 2  # a pair is met from both ends


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SampledBetweenness:
    """An estimate of betweenness from some sources, and how far off it may be.

    Parameters
    ----------
    estimate : array of float64, shape (n_organizations,)
        In unordered pairs of others. Right on average over all samples.
    standard_error : array of float64, shape (n_organizations,)
        In the same unit; NaN if there is one source only. Itself an estimate from the sources drawn: an
        organization between few sources and their targets may have met none of them, and then both are 0
        though its betweenness is not.
    samples : int
        Sources drawn.
    sources : int
        Organizations they were drawn from: those with a partner.
    """

    estimate: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    samples: int
    sources: int


def sampled_betweenness(
    incidence: CsrMatrix,
    samples: int,
    rng: np.random.Generator,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> SampledBetweenness:
    r"""Estimate betweenness from the shortest paths that begin at some organizations, drawn at random.

    Of the N organizations with a partner, k are drawn without replacement, and the sum of what they add to v,
    :math:`\delta_s(v)`, is scaled up by N/k [1]_. The standard error is that of such a sample,
    :math:`\frac{N}{2} \sqrt{(1 - k/N) \, s^2 / k}` with :math:`s^2` the variance of :math:`\delta_s(v)` among
    the sources drawn. What sources add is very unequal, and few of them say little about organizations on few
    paths.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    samples : int
        Sources to draw, at least 1; all of them if there are no more than that.
    rng : numpy.random.Generator
        What the sources are drawn with.
    progress : callable, optional
        As in :func:`betweenness`.

    Returns
    -------
    SampledBetweenness

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As in :func:`betweenness`.

    References
    ----------
    .. [1] U. Brandes and C. Pich (2007), Centrality estimation in large networks, International Journal of
       Bifurcation and Chaos 17, 2303-2318, doi:10.1142/S0218127407018403
    """
    merged = merge_twins(check_incidence(incidence))
    tied = np.flatnonzero(merged.node_of >= 0)
    drawn = _drawn(tied, samples, _generator(rng))
    counts = np.bincount(merged.node_of[drawn], minlength=merged.size.size).astype(np.int64)
    passing = passing_paths(merged, counts, progress=progress)
    return SampledBetweenness(
        estimate=passing.sums * (tied.size / max(drawn.size, 1) / 2),
        standard_error=_standard_error(passing, drawn.size, tied.size),
        samples=drawn.size,
        sources=tied.size,
    )


def _standard_error(passing: Passing, samples: int, sources: int) -> NDArray[np.float64]:
    if samples == sources:
        return np.zeros_like(passing.sums)
    if samples == 1:
        return np.full_like(passing.sums, np.nan)
    around_mean = np.maximum(passing.squares - passing.sums**2 / samples, 0)  # rounding can make it negative
    variance = around_mean / (samples - 1)
    return np.asarray(sources / 2 * np.sqrt((1 - samples / sources) * variance / samples))


def weighted_betweenness(
    adjacency: CsrMatrix,
    *,
    samples: int | None = None,
    rng: np.random.Generator | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> NDArray[np.float64]:
    r"""Count the pairs of others whose shortest paths pass through each node, stronger ties being shorter.

    As :func:`betweenness`, where a tie of weight w is 1/w long and the length of a path is the sum over its
    ties [1]_ [2]_: two ties of weight 2 are as short as one of weight 1. With ties that count shared projects
    this is another measure than :func:`betweenness`, for which all ties have the same length.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n), symmetric, weights >= 0
        Weights are strengths, not lengths. Entries of 0 are no ties.
    samples : int, optional
        Sources to draw among the nodes with a tie, at least 1, for an estimate. All by default.
    rng : numpy.random.Generator, optional
        What the sources are drawn with; needed with `samples`.
    progress : callable, optional
        Called with the number of sources done and of all, at most 100 times.

    Returns
    -------
    array of float64, shape (n,)
        In unordered pairs of others, at least 0. Paths whose lengths differ by rounding only are equally
        short.

    Raises
    ------
    MeasureError
        If `samples` is not a whole number of at least 1, or comes without a generator; if a weight is too
        close to 0 for its tie to have a length.
    ShapeMismatch, NotFinite, NegativeWeight, NotSymmetric
        As :func:`~clusternet.analysis.validation.check_adjacency` says.

    References
    ----------
    .. [1] M. E. J. Newman (2001), Scientific collaboration networks. II. Shortest paths, weighted networks,
       and centrality, Physical Review E 64, 016132, doi:10.1103/PhysRevE.64.016132
    .. [2] U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology
       25, 163-177, doi:10.1080/0022250X.2001.9990249

    Notes
    -----
    Each source takes some 70 milliseconds in a network of 36,000 nodes with 800,000 ties.
    """
    ties = check_adjacency(adjacency)
    tied = np.flatnonzero(np.diff(ties.indptr) > 0)
    drawn = tied if samples is None else _drawn(tied, samples, _generator(rng))
    return passing_short_paths(ties, drawn, progress=progress) * (tied.size / max(drawn.size, 1) / 2)


def betweenness_share(betweenness: NDArray[np.float64]) -> NDArray[np.float64]:
    r"""Divide betweenness by the number of pairs of others, :math:`(n - 1)(n - 2) / 2` [1]_.

    The pairs are those of the whole network, whether or not a path joins them: shares of networks that fall
    apart differently are not comparable.

    Parameters
    ----------
    betweenness : array of float64, shape (n,), >= 0
        Of all organizations of the network, as :func:`betweenness` returns it.

    Returns
    -------
    array of float64, shape (n,)
        Dimensionless, 0 to 1, though estimates can be above. 0 for everybody if there are fewer than three.

    Raises
    ------
    MeasureError
        If it is not a NumPy array of numbers in one dimension, at least 0.

    References
    ----------
    .. [1] L. C. Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40, 35-41,
       doi:10.2307/3033543
    """
    if not isinstance(betweenness, np.ndarray) or betweenness.ndim != 1 or not (betweenness >= 0).all():
        raise MeasureError("betweenness is not as it was returned: give the array of all organizations.")
    n = betweenness.size
    return betweenness / ((n - 1) * (n - 2) / 2) if n >= 3 else np.zeros(n)


def _generator(rng: object) -> np.random.Generator:
    if not isinstance(rng, np.random.Generator):
        raise MeasureError(f"rng is {kind_of(rng)}: give a numpy.random.Generator to draw samples with.")
    return rng


def _drawn(sources: NDArray[np.intp], samples: int, rng: np.random.Generator) -> NDArray[np.intp]:
    if isinstance(samples, bool) or not isinstance(samples, (int, np.integer)) or samples < 1:
        raise MeasureError(f"samples is {samples!r}: give a whole number of at least 1.")
    return sources if samples >= sources.size else rng.choice(sources, samples, replace=False)
