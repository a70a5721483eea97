"""Numbers and money, written with a decimal point."""

import re

from clusternet.cleaning.cleaned import Cleaned
from clusternet.cleaning.currencies import without_euro
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.unclean import Unclean
from clusternet.cleaning.written_numbers import decimal_text, usual_number

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


def number(text: str) -> float:
    """Return the number a text stands for.

    Raises
    ------
    Unclean
        With the rule ``number``, unless the text is a finite decimal number with a point.
    """
    return _finite(text, rule="number")


def money(text: str) -> float:
    """Return an amount of money, which is never negative.

    Raises
    ------
    Unclean
        With the rule ``money`` for what is not a decimal number, ``negative`` for what is below zero.
    """
    amount = _finite(text, rule="money")
    if amount < 0:
        raise Unclean("negative")
    return abs(amount)  # -0 is nothing, without a sign


def clean_number(text: str, options: Options = NOTHING_STATED) -> Cleaned:
    """Return a number with a decimal point and without separators of thousands, its digits as they are.

    Parameters
    ----------
    text : str
        ``1.234.567,89``, ``1,234,567.89``, ``1 234,5``, ``1'234.50``, ``-5``, ``(5)``, ``1e6``.
    options : Options
        ``decimal`` settles ``1.234`` and ``1,234``.

    Raises
    ------
    Unclean
        With the rule ``number``, for anything else, numbers with units among it.

    Examples
    --------
    >>> clean_number("1.234.567,89")
    Cleaned(text='1234567.89', change='thousands_separators;decimal_comma')
    >>> clean_number("1,234")
    Traceback (most recent call last):
    clusternet.cleaning.unclean.Unclean: number: a mark of decimals or of thousands: state `decimal`
    """
    text = text.strip()
    if not text:
        return Cleaned("")
    usual = usual_number(text, options)
    if usual is not None:
        return usual
    found = decimal_text(text, options, rule="number")
    number(found.text)
    return found


def clean_money(text: str, options: Options = NOTHING_STATED) -> Cleaned:
    """Return an amount in euro as a decimal number with a point, its digits as they are.

    Parameters
    ----------
    text : str
        As for `clean_number`, with or without ``€``, ``EUR`` or ``euro`` before or after it.
    options : Options
        ``decimal`` settles ``1.234`` and ``1,234``.

    Raises
    ------
    Unclean
        With the rule ``money`` for what is no amount or in another currency, ``negative`` for what is below
        zero.

    Examples
    --------
    >>> clean_money("1.234.567,89 €").text
    '1234567.89'
    >>> clean_money("100 USD")
    Traceback (most recent call last):
    clusternet.cleaning.unclean.Unclean: money: the amount is in another currency than euro
    """
    text = text.strip()
    if not text:
        return Cleaned("")
    usual = usual_number(text, options)
    if usual is not None:
        return usual
    amount = without_euro(text)
    found = decimal_text(amount, options, rule="money")
    money(found.text)
    return found.after("" if amount == text else "currency_sign")


def _finite(text: str, *, rule: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise Unclean(rule)
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise Unclean(rule)
    return value
