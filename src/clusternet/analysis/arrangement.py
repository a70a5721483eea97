"""Who takes part in what while participations are being dealt anew."""

import numpy as np
from scipy.sparse import csc_array, csr_array

from clusternet.analysis.entries import kind_of
from clusternet.analysis.validation import CsrMatrix
from clusternet.exceptions import MeasureError


class Arrangement:
    """Organizations of each project, changed in steps that change no margins: the sums of rows and columns.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
        As :func:`~clusternet.analysis.validation.check_incidence` returns it; not checked again.
    rng : numpy.random.Generator
    """

    def __init__(self, incidence: CsrMatrix, rng: np.random.Generator) -> None:
        from clusternet.analysis.kernels.lists import Lists, lists_of

        self._rng = rng
        self._shape = incidence.shape
        before = lists_of(csr_array(incidence.T))
        size = np.diff(before.at)
        self._at = before.at
        self._before = before.to
        # Projects without organizations have nothing to trade.
        self.members = Lists(np.append(before.at[:-1][size > 0], before.at[-1]), before.to.copy())

    def trade(self, per_project: int) -> None:
        """Let pairs of projects trade, so many times the number of projects with an organization."""
        from clusternet.analysis.kernels.margins import trade

        n_projects = self.members.at.size - 1
        if n_projects >= 2:
            for _ in range(per_project):  # in turns, between which Ctrl-C is heard
                trade(self.members, self._shape[0], n_projects, self._rng)

    def swap(self, per_participation: int) -> None:
        """Let pairs of organizations change places, as far as that is possible."""
        from clusternet.analysis.kernels.margins import swap

        n = self.members.to.size
        if n:
            project_of = np.repeat(
                np.arange(self.members.at.size - 1, dtype=np.int32), np.diff(self.members.at)
            )
            for _ in range(per_participation):
                swap(self.members, project_of, n, self._rng)

    def kept_share(self) -> float:
        """Say what share of the participations is as at the beginning; NaN without any."""
        from clusternet.analysis.kernels.margins import kept

        n = self.members.to.size
        return kept(self.members, self._before, self._shape[0]) / n if n else np.nan

    def incidence(self) -> CsrMatrix:
        """Return the arrangement as it is now, canonical, every stored entry 1.0."""
        to, at = self.members.to.copy(), self._at
        return csr_array(csc_array((np.ones(to.size), to, at), shape=self._shape).tocsr())


def kept_floor(incidence: CsrMatrix) -> float:
    r"""Estimate the share of participations that meet again after any number of trades.

    An organization with d of the M participations and a project with n of them meet in about every
    :math:`d n / M` th arrangement, so that the share is :math:`\sum d^2 \sum n^2 / M^3`. NaN without any.
    """
    n = float(incidence.nnz)
    if not n:
        return np.nan
    of_organizations = np.diff(incidence.indptr).astype(np.float64)
    of_projects = np.bincount(incidence.indices).astype(np.float64)
    return float(of_organizations @ of_organizations) * float(of_projects @ of_projects) / n**3


def check_rng(rng: object) -> np.random.Generator:
    """Accept a generator of random numbers.

    Raises
    ------
    MeasureError
        If it is something else: a seed is no generator, and none would give other figures every time.
    """
    if not isinstance(rng, np.random.Generator):
        raise MeasureError(
            f"rng is {kind_of(rng)}: give a numpy.random.Generator, as numpy.random.default_rng(0)."
        )
    return rng


def check_times(number: object, *, name: str) -> int:
    """Accept how often something is done.

    Raises
    ------
    MeasureError
        If it is not a whole number of at least 1.
    """
    if isinstance(number, bool) or not isinstance(number, (int, np.integer)) or number < 1:
        raise MeasureError(f"{name} is {number!r}: give a whole number of at least 1.")
    return int(number)
