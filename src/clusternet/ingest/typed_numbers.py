"""Numbers that a file holds as numbers, written as text with one reading only."""

import re
from decimal import Decimal

_WHOLE = 2**53  # from here on a float no longer tells whole numbers apart
_MAYBE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def number_text(number: float | Decimal) -> str | None:
    """Return the shortest text that gives a number back, with a point before its decimals.

    A whole number has no point. Three decimals get a fourth, 0: what reads amounts could take them for
    thousands, and here it is known that they are none.

    Returns
    -------
    str or None
        None for what is not a number.

    Examples
    --------
    >>> number_text(7.0), number_text(0.5), number_text(234.567), number_text(float("nan"))
    ('7', '0.5', '234.5670', None)
    """
    if number != number:  # noqa: PLR0124  not a number
        return None
    if isinstance(number, Decimal):
        text = f"{number:f}"
    elif float(number).is_integer() and abs(number) < _WHOLE:
        text = str(int(number))
    else:
        text = repr(float(number))
    return f"{text}0" if _MAYBE_THOUSANDS.fullmatch(text) else text
