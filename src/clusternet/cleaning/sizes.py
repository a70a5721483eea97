"""Sizes of companies."""

import re
from functools import cache

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.folding import folded
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.unclean import Unclean
from clusternet.cleaning.vocabulary import toml_vocabulary

_SIZES = ("micro", "small", "medium", "large")
_CLASS = r"(?:[A-Z] ?[:=(-]? ?)?"
_PEOPLE = r"\)?(?: (?:addetti|dipendenti|employees|persons))?"
_BAND = re.compile(
    rf"{_CLASS}(?:da )?(?P<least>\d{{1,6}}) ?(?:-|–|a|to) ?(?P<most>\d{{1,6}}){_PEOPLE}", re.ASCII
)
_OPEN_BANDS = (
    re.compile(rf"{_CLASS}(?:>=|≥|almeno|at least) ?(?P<least>\d{{1,6}}){_PEOPLE}", re.ASCII),
    re.compile(
        rf"{_CLASS}(?P<least>\d{{1,6}}) ?(?:\+|(?:e|ed) (?:oltre|più)|and (?:more|over)|or more){_PEOPLE}",
        re.ASCII,
    ),
)


def clean_size(text: str, options: Options = NOTHING_STATED) -> Cleaned:  # noqa: ARG001 (one signature for all)
    """Return ``micro``, ``small``, ``medium`` or ``large``.

    From a band of employees, or a class A to E of the Italian register, the size is inferred by headcount
    alone (the ceilings of 10, 50 and 250 of Recommendation 2003/361/EC), and the change says so; turnover
    and owners may make it another. A band over several sizes is refused.

    Raises
    ------
    Unclean
        With the rule ``choice``, for anything else: PMI or SME too, which are three sizes.

    Examples
    --------
    >>> clean_size("Piccola impresa").text, clean_size("B").change, clean_size("20-49").text
    ('small', 'inferred_from_headcount', 'small')
    """
    text = text.strip()
    if not text or text in _SIZES:
        return Cleaned(text)
    word = folded(text)
    if word in _SIZES:
        return cleaned(word, "letter_case")
    if word in _words():
        return cleaned(_words()[word], "size_word")
    first, last = _band(text)
    size = _size_of(first)
    if size == "large" or (last is not None and size == _size_of(last)):
        return cleaned(size, "inferred_from_headcount")
    raise Unclean("choice", "headcount_band")


def _band(text: str) -> tuple[int, int | None]:
    """Return the least and the most employees a text states, None for a band that is open above."""
    classes = toml_vocabulary("sizes")["classes"]
    if text.upper() in classes:
        least, *most = classes[text.upper()]
        return least, most[0] if most else None
    band = _BAND.fullmatch(text)
    if band and int(band["least"]) <= int(band["most"]):
        return int(band["least"]), int(band["most"])
    for pattern in _OPEN_BANDS:
        open_band = pattern.fullmatch(text)
        if open_band:
            return int(open_band["least"]), None
    raise Unclean("choice")


def _size_of(employees: int) -> str:
    ceilings = toml_vocabulary("sizes")["ceilings"]
    return next((size for size, ceiling in ceilings.items() if employees < ceiling), "large")


@cache
def _words() -> dict[str, str]:
    return {folded(word): size for size, words in toml_vocabulary("sizes")["words"].items() for word in words}
