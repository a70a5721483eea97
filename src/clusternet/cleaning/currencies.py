"""The euro before or after an amount, and other currencies, which are no amount in euro."""

import re
import unicodedata
from functools import cache

from babel import Locale

from clusternet.cleaning.unclean import Unclean

_NO_LETTER = r"(?![^\W\d_])"
_NAME = rf"(?:€|euros?{_NO_LETTER}|eur{_NO_LETTER})\.?"
_BEFORE = re.compile(rf"(?P<sign>[-\u2212]?)\s*{_NAME}\s*(?P<amount>.*)", re.IGNORECASE)
_AFTER = re.compile(rf"(?P<amount>.*[^\s\w]|.*\d)\s*{_NAME}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


def without_euro(text: str) -> str:
    """Return an amount without one sign or name of the euro around it.

    Raises
    ------
    Unclean
        With the rule ``money``, if the amount is in another currency.

    Examples
    --------
    >>> without_euro("€ 100"), without_euro("100 euro"), without_euro("EUR 100"), without_euro("100")
    ('100', '100', '100', '100')
    """
    before, after = _BEFORE.fullmatch(text), _AFTER.fullmatch(text)
    if before:
        text = before["sign"] + before["amount"]
    elif after:
        text = after["amount"]
    if _names_currency(text):
        raise Unclean("money", "currency")
    return text


def _names_currency(text: str) -> bool:
    if any(unicodedata.category(letter) == "Sc" and letter != "€" for letter in text):
        return True
    return any(word.upper() in _codes() for word in _LETTERS.findall(text))


@cache
def _codes() -> frozenset[str]:
    return frozenset(map(str, Locale("en").currencies)) - {"EUR"}
