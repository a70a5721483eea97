"""Numbers and money, written with a decimal point."""

import re

from clusternet.cleaning.unclean import Unclean

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


def _finite(text: str, *, rule: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise Unclean(rule)
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise Unclean(rule)
    return value
