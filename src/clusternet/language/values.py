"""Numbers and dates as a reader writes them."""

import math
from datetime import date
from decimal import localcontext

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_YEAR, _MONTH = 1, 2
_DIGITS = 400  # more than any float has
_NOTHING_BY_TWO = 0.005  # the largest number of which two decimals show nothing
_SMALLEST = 9  # decimals; beyond is what the order of adding up leaves


def number_text(value: float, locale: Locale, *, decimals: int | None = None) -> str:
    """Return a number with grouped thousands.

    Parameters
    ----------
    value : float
        The number; finite.
    locale : Locale
        Of the reader.
    decimals : int, optional
        Exactly so many; by default at most two, none for whole numbers, and as many as a small number needs
        not to look like nothing; less than 0.000,000,001 is nothing.
    """
    shown = _decimals_shown(value) if decimals is None else decimals
    digit = "#" if decimals is None else "0"
    pattern = "#,##0" + ("." + digit * shown if shown else "")
    with localcontext(prec=_DIGITS):
        return format_decimal(value, format=pattern, locale=locale)


def _decimals_shown(value: float) -> int:
    """Return two, or as many decimals as a small number needs."""
    if not 0 < abs(value) <= _NOTHING_BY_TWO:
        return 2
    needed = -math.floor(math.log10(abs(value)))
    return needed if needed <= _SMALLEST else 2


def percent_text(share: float, locale: Locale) -> str:
    """Return a share, 0 to 1, as a whole percentage, or with a decimal where 0 or 100 would be false."""
    percent = 100 * share
    sign, shown, decimals = "", percent, 0
    if 0 < percent < 1 or 99 < percent < 100:
        near = min(max(percent, 0.1), 99.9)
        sign = "" if round(percent, 1) == round(near, 1) else "<" if percent < near else ">"
        shown, decimals = near, 1
    return sign + number_text(shown, locale, decimals=decimals) + NO_BREAK_SPACE + "%"


def date_text(text: str, locale: Locale) -> str:
    """Return a year, month or day of the tables in words, as precise as it is; other text as it stands."""
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == _YEAR:
            return str(numbers[0])
        if len(numbers) == _MONTH:
            return format_skeleton("yMMMM", date(numbers[0], numbers[1], 1), locale=locale)
        return format_date(date(*numbers), format="d MMMM y", locale=locale)
    except (ValueError, TypeError):
        return text
