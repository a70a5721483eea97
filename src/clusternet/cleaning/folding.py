"""The spelling in which two texts are compared."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Letters that stand for others without being an accented form of them.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)


def folded(text: str) -> str:
    """Return words in small letters without accents, one space between them, no punctuation.

    Letters and digits of full width stay apart from ASCII: whoever wrote them meant something else, or made
    an error.

    Examples
    --------
    >>> folded("  Città d'ARTE & Łódź ")
    'citta d arte lodz'
    """
    return " ".join(_WORD.findall(without_accents(text)))


def without_accents(text: str) -> str:
    """Return a text in small letters without accents.

    Examples
    --------
    >>> without_accents("Società AGRICOLA")
    'societa agricola'
    """
    small = unicodedata.normalize("NFD", text).casefold().translate(_LETTERS)
    return "".join(
        letter for letter in unicodedata.normalize("NFD", small) if unicodedata.category(letter) != "Mn"
    )
