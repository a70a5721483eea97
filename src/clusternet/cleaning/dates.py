"""Dates that may be a year, a month or a day, and keep that precision."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from clusternet.cleaning.unclean import Unclean

_DATE = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date as written, with the first and the last day it may mean."""

    text: str
    first: date
    last: date


def partial_date(text: str) -> PartialDate:
    """Return what a year, a month or a day means.

    Parameters
    ----------
    text : str
        ``2019``, ``2019-05`` or ``2019-05-03``; years 1000 to 2999.

    Raises
    ------
    Unclean
        With the rule ``date``, for anything else.

    Examples
    --------
    >>> partial_date("2020-02").last
    datetime.date(2020, 2, 29)
    """
    found = _DATE.fullmatch(text)
    if found is None:
        raise Unclean("date")
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    assert year is not None  # noqa: S101  the pattern has it
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise Unclean("date") from None
    last_month = month or 12
    return PartialDate(
        text=text,
        first=first,
        last=date(year, last_month, day or calendar.monthrange(year, last_month)[1]),
    )
