"""Dates that may be a year, a month or a day, and keep that precision."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from clusternet.cleaning.unclean import Unclean

_DATE = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)


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
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise Unclean("date") from None
    return PartialDate(text=text, first=first, last=first if day else _last_day(first.year, int(month or 12)))


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
