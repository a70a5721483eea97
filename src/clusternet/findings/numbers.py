"""Headline numbers: one indicator of one subject, with its denominator and its doubt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One indicator of one subject.

    Parameters
    ----------
    code : str
        Code of the indicator.
    subject : str
        Cluster id, or ``system`` for all of them together.
    value : float, optional
        The number; None: it cannot be had from these data.
    n : int
        Of how many.
    high : float, optional
        Where units of unknown status could raise the number, the most it could be; ``value`` is the least.
    unknown : int
        Units of ``n`` whose status is unknown; all of them where that is why there is no value.
    """

    code: str
    subject: str
    value: float | None
    n: int
    high: float | None = None
    unknown: int = 0
