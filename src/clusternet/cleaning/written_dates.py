"""What a date may mean that somebody wrote in a way of their own."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.month_names import month_number
from clusternet.cleaning.options import Options

_Match = re.Match[str]

_STRICT = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
_TIMED = re.compile(
    r"(?P<date>.*\d)(?:T|,? )(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d{1,9})?)?"
    r" ?(?:Z|UTC|[+-](?:0\d|1[0-4]):?[0-5]\d)?",
    re.ASCII,
)
_BEFORE_SERIAL_DAY_61 = date(1899, 12, 30)  # workbooks count a 29 February 1900 that never was
_PLAUSIBLE_YEARS = range(1800, 2200)


def readings(text: str, options: Options) -> tuple[Cleaned, ...]:
    """Return what a date may mean, day and month in both orders unless something says which is right.

    Parameters
    ----------
    text : str
        Without white space around it.
    options : Options
        ``day_first`` and ``excel_dates`` matter.

    Returns
    -------
    tuple of Cleaned
        Texts in the form of `partial_date`, some of which may not be in the calendar; none for what is no
        date.

    Examples
    --------
    >>> [reading.text for reading in readings("03/05/2019 12:30", Options())]
    ['2019-05-03', '2019-03-05']
    """
    timed = _TIMED.fullmatch(text)
    if timed:
        return tuple(reading.after("time_dropped") for reading in _dated(timed["date"], options))
    return _dated(text, options)


def _dated(text: str, options: Options) -> tuple[Cleaned, ...]:
    if _STRICT.fullmatch(text):
        return (Cleaned(text),)
    for pattern, read in _WAYS:
        found = pattern.fullmatch(text)
        if found:
            return read(found, options)
    return ()


def _year_first(found: _Match, options: Options) -> tuple[Cleaned, ...]:  # noqa: ARG001 (one signature for all)
    return (cleaned(_written(found["year"], found["month"], found["day"]), "year_month_day"),)


def _year_last(found: _Match, options: Options) -> tuple[Cleaned, ...]:
    day_month = cleaned(_written(found["year"], found["second"], found["first"]), "day_month_year")
    month_day = cleaned(_written(found["year"], found["first"], found["second"]), "month_day_year")
    if options.day_first is None:
        return day_month, month_day
    return (day_month,) if options.day_first else (month_day,)


def _month_year(found: _Match, options: Options) -> tuple[Cleaned, ...]:  # noqa: ARG001
    return (cleaned(_written(found["year"], found["month"]), "month_year"),)


def _named_month(found: _Match, options: Options) -> tuple[Cleaned, ...]:  # noqa: ARG001
    month = month_number(found["month"])
    if month is None:
        return ()
    return (cleaned(_written(found["year"], str(month), found.groupdict().get("day")), "month_name"),)


def _whole_year(found: _Match, options: Options) -> tuple[Cleaned, ...]:  # noqa: ARG001
    return (cleaned(found["year"], "year_with_decimals"),)


def _compact(found: _Match, options: Options) -> tuple[Cleaned, ...]:  # noqa: ARG001
    if int(found["year"]) not in _PLAUSIBLE_YEARS:
        return ()
    return (cleaned(_written(found["year"], found["month"], found["day"]), "compact_date"),)


def _serial(found: _Match, options: Options) -> tuple[Cleaned, ...]:
    if not options.excel_dates:
        return ()
    day = _BEFORE_SERIAL_DAY_61 + timedelta(days=int(found["days"]))
    dropped = "time_dropped" if (found["time"] or "").strip("0") else ""
    return (cleaned(day.isoformat(), "excel_serial", dropped),)


def _written(year: str, month: str, day: str | None = None) -> str:
    parts = [year, month, day] if day else [year, month]
    return "-".join(part.zfill(2) for part in parts)


# Months are words; a day may be ordinal; "di", "de", "of" and the like may stand between them.
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
_WORD = r"(?P<month>[^\W\d_]+)\.?"
_YEAR = r"(?P<year>[12][0-9]{3})"
_LINK = r"(?:[ /-]| ?(?:di|de|del|of),? | ?, ?)"

_WAYS: tuple[tuple[re.Pattern[str], Callable[[_Match, Options], tuple[Cleaned, ...]]], ...] = tuple(
    (re.compile(pattern, re.ASCII if ascii_only else re.UNICODE), read)
    for pattern, ascii_only, read in (
        (r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", True, _year_first),
        (r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?P<day>)", True, _year_first),
        (r"(?P<first>\d{1,2})([-/.])(?P<second>\d{1,2})\2(?P<year>\d{4})", True, _year_last),
        (r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})", True, _month_year),
        (r"(?P<year>\d{4})[.,]0+", True, _whole_year),
        (r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", True, _compact),
        (r"(?P<days>[1-9]\d{4})(?:[.,](?P<time>\d+))?", True, _serial),
        (rf"{_WORD}{_LINK}{_YEAR}", False, _named_month),
        (rf"{_DAY}{_LINK}{_WORD}{_LINK}{_YEAR}", False, _named_month),
        (rf"{_WORD} {_DAY},? {_YEAR}", False, _named_month),
    )
)
