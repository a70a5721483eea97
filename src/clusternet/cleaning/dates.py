"""Dates that may be a year, a month or a day, and keep that precision."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.unclean import Unclean
from clusternet.cleaning.written_dates import readings

_DATE = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)

_FIVE_DIGITS = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)


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


def clean_date(text: str, options: Options = NOTHING_STATED) -> Cleaned:
    """Return a date as `partial_date` reads it, with the precision the text has.

    Months may have names in any official language of the European Union; a time of day is left out. Years
    have four digits.

    Parameters
    ----------
    text : str
        ``03/05/2019``, ``3.5.2019``, ``2019/05/03``, ``05/2019``, ``maggio 2019``, ``May 3, 2019``,
        ``2019-05-03T00:00:00``, ``20190503``, ``2019.0``.
    options : Options
        ``day_first`` settles which of two numbers is the day; ``excel_dates`` admits ``43588``.

    Raises
    ------
    Unclean
        With the rule ``date``, for anything else, and for what could be two different days.

    Examples
    --------
    >>> clean_date("13/05/2019")
    Cleaned(text='2019-05-13', change='day_month_year')
    >>> clean_date("maggio 2019").text
    '2019-05'
    >>> clean_date("03/05/2019")
    Traceback (most recent call last):
    clusternet.cleaning.unclean.Unclean: date: day or month may come first: state `day_first`
    """
    found = _possible(text, options)
    if not found:
        return Cleaned("")
    if len({reading.text for reading in found}) > 1:
        raise Unclean("date", "day_or_month")
    return found[0]


def clean_year(text: str, options: Options = NOTHING_STATED) -> Cleaned:
    """Return the year of a date, which needs no certainty about day and month.

    Raises
    ------
    Unclean
        With the rule ``date``, for what `clean_date` refuses, but for dates whose day may be their month.

    Examples
    --------
    >>> clean_year("03/05/2019")
    Cleaned(text='2019', change='year_of_date')
    """
    found = _possible(text, options)
    if not found:
        return Cleaned("")
    year = found[0].text[:4]  # all readings are of one year
    return found[0] if found[0].text == year else cleaned(year, "year_of_date")


def _possible(text: str, options: Options) -> tuple[Cleaned, ...]:
    """Return the readings of a text that are in the calendar; none only if there is no text."""
    text = " ".join(text.split())
    found = tuple(reading for reading in readings(text, options) if _exists(reading.text))
    if text and not found:
        raise Unclean(
            "date", "excel_serial" if _FIVE_DIGITS.fullmatch(text) and not options.excel_dates else ""
        )
    return found


def _exists(text: str) -> bool:
    try:
        partial_date(text)
    except Unclean:
        return False
    return True
