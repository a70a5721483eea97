"""Numbers and dates as a reader writes them."""

from datetime import date
from decimal import localcontext

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_YEAR, _MONTH = 1, 2
_DIGITS = 400  # more than any float has


def number_text(value: float, locale: Locale, *, decimals: int | None = None) -> str:
    """Return a number with grouped thousands.

    Parameters
    ----------
    value : float
        The number; finite.
    locale : Locale
        Of the reader.
    decimals : int, optional
        Exactly so many; by default at most two, and none for whole numbers.
    """
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=_DIGITS):
        return format_decimal(value, format=pattern, locale=locale)


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
