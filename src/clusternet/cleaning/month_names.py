"""The names of months in the official languages of the European Union."""

from functools import cache

from babel import Locale

from clusternet.cleaning.folding import folded
from clusternet.cleaning.vocabulary import toml_vocabulary


def month_number(name: str) -> int | None:
    """Return the number of a month by its name or abbreviation, capitals and accents aside.

    Returns
    -------
    int or None
        None for what is no month, and for names as ``listopad`` that are different months in Croatian,
        Czech and Polish.

    Examples
    --------
    >>> month_number("Maggio"), month_number("sept."), month_number("listopad")
    (5, 9, None)
    """
    return _numbers().get(folded(name))


@cache
def _numbers() -> dict[str, int]:
    numbers: dict[str, set[int]] = {}
    for language in toml_vocabulary("month_names")["languages"]:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    numbers.setdefault(folded(name), set()).add(number)
    return {name: found.pop() for name, found in numbers.items() if len(found) == 1}
