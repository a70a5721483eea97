"""Provinces of Italy and NUTS regions of the third level."""

import re
from dataclasses import dataclass
from functools import cache

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.folding import folded
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.unclean import Unclean
from clusternet.cleaning.vocabulary import csv_vocabulary, toml_vocabulary

_BRACKETS = re.compile(r"(?P<place>[^()]*[^()\s])\s*\((?P<inside>[^()]+)\)")
_SIGN = re.compile(r"[A-Za-z]{2}")
_NUTS3 = re.compile(r"[A-Z]{2}(?=[A-Z]*[0-9])[0-9A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province or metropolitan city of Italy, of the 107 of 2017 to 2025.

    Parameters
    ----------
    code : str
        Its sign on car plates.
    name : str
        Italian, without the word province.
    nuts3 : str
        Code of NUTS 2021.
    region : str
        Italian.
    """

    code: str
    name: str
    nuts3: str
    region: str


@cache
def italian_provinces() -> dict[str, Province]:
    """Return the provinces of Italy by their signs.

    Examples
    --------
    >>> italian_provinces()["VB"].name
    'Verbano-Cusio-Ossola'
    """
    return {row["code"]: Province(**row) for row in csv_vocabulary("italian_provinces")}


def nuts3_of(province: str) -> str | None:
    """Return the NUTS 2021 code of an Italian province by its sign, None for what is none.

    Examples
    --------
    >>> nuts3_of("TO"), nuts3_of("XX")
    ('ITC11', None)
    """
    found = italian_provinces().get(province)
    return found.nuts3 if found else None


def clean_province(text: str, options: Options = NOTHING_STATED) -> Cleaned:  # noqa: ARG001 (one signature for all)
    """Return the sign of an Italian province.

    Parameters
    ----------
    text : str
        Its sign, its name, either after words as ``Città metropolitana di``, or a name with the sign in
        brackets. ``NA`` is Naples.

    Raises
    ------
    Unclean
        With the rule ``choice``, for anything else, and for a name and a sign that contradict each other.

    Examples
    --------
    >>> [clean_province(name).text for name in ("to", "Città metropolitana di Torino", "VCO", "ASTI (AT)")]
    ['TO', 'TO', 'VB', 'AT']
    """
    text = text.strip()
    if not text:
        return Cleaned("")
    found = _by_sign(text) or _by_name(text)
    return found or _from_brackets(text)


def clean_municipality(text: str, options: Options = NOTHING_STATED) -> Cleaned:  # noqa: ARG001
    """Return the sign of the province in which an Italian municipality lies.

    Only what is certain is answered: capitals, and names with the sign in brackets. A sign alone is no
    municipality, unlike in `clean_province`, which takes what this returns.

    Raises
    ------
    Unclean
        With the rule ``choice``, for anything else.

    Examples
    --------
    >>> clean_municipality("Verbania").text, clean_municipality("Orbassano (TO)").text
    ('VB', 'TO')
    """
    text = text.strip()
    if not text:
        return Cleaned("")
    code = _capitals().get(folded(text))
    if code:
        return cleaned(code, "municipality_to_province")
    return _from_brackets(text, reason="no_unique_municipality")


def clean_nuts3(text: str, options: Options = NOTHING_STATED) -> Cleaned:
    """Return a NUTS code of the third level; for an Italian province, its code of NUTS 2021.

    Italian codes must be among the 107; of other countries only their form, with a digit, is checked.

    Raises
    ------
    Unclean
        With the rule ``choice``, for codes of other levels, codes whose area was split, and anything else.

    Examples
    --------
    >>> [clean_nuts3(place).text for place in ("ITC11", "Torino", "ITG25", "FRK26")]
    ['ITC11', 'ITC11', 'ITG2D', 'FRK26']
    """
    text = text.strip()
    if not text:
        return Cleaned("")
    found = _by_nuts_code(text)
    if found:
        return found
    province = clean_province(text, options)
    return cleaned(italian_provinces()[province.text].nuts3, *province.changes, "province_to_nuts3")


def _by_sign(text: str) -> Cleaned | None:
    if not _SIGN.fullmatch(text):
        return None
    sign = text.upper()
    letter_case = "" if text == sign else "letter_case"
    if sign in italian_provinces():
        return cleaned(sign, letter_case)
    if sign in toml_vocabulary("italian_places")["split_codes"]:
        raise Unclean("choice", "former_area")
    today = toml_vocabulary("italian_places")["former_codes"].get(sign)
    return cleaned(today, letter_case, "former_province") if today else None


def _by_name(text: str) -> Cleaned | None:
    name = folded(text)
    code = _province_names().get(name) or _province_names().get(_without_province_words(name))
    return cleaned(code, "province_name") if code else None


def _from_brackets(text: str, *, reason: str = "") -> Cleaned:
    """Return the province in brackets after a name, unless the name is that of a place elsewhere."""
    found = _BRACKETS.fullmatch(text)
    inside = found and (_by_sign(found["inside"].strip()) or _by_name(found["inside"]))
    if not found or not inside:
        raise Unclean("choice", reason)
    outside = _by_name(found["place"])
    if outside and outside.text != inside.text:
        raise Unclean("choice", "ambiguous")
    former = "former_province" if "former_province" in inside.changes else ""
    return cleaned(inside.text, "sign_in_brackets", former)


def _by_nuts_code(text: str) -> Cleaned | None:
    """Return a NUTS code; None for what does not look like one."""
    code = text.upper()
    if not _NUTS3.fullmatch(code):
        return None
    letter_case = "" if text == code else "letter_case"
    vocabulary = toml_vocabulary("italian_places")
    if code in vocabulary["split_nuts3"]:
        raise Unclean("choice", "former_area")
    if code in vocabulary["former_nuts3"]:
        return cleaned(vocabulary["former_nuts3"][code], letter_case, "former_nuts3")
    italian = {province.nuts3 for province in italian_provinces().values()}
    if code[:2] not in vocabulary["nuts_countries"] and code not in italian:
        raise Unclean("choice")
    return cleaned(code, letter_case)


@cache
def _province_names() -> dict[str, str]:
    """Return the folded names of provinces, those of their capitals among them, with their signs."""
    names = {folded(name): code for code, more in _other_names().items() for name in more}
    return (
        names | {folded(province.name): code for code, province in italian_provinces().items()} | _capitals()
    )


@cache
def _capitals() -> dict[str, str]:
    """Return the folded names of capitals with the signs of their provinces."""
    vocabulary = toml_vocabulary("italian_places")
    capitals = {
        folded(province.name): code
        for code, province in italian_provinces().items()
        if code not in vocabulary["without_town"]
    }
    return capitals | {folded(name): code for code, more in vocabulary["capitals"].items() for name in more}


def _other_names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = toml_vocabulary("italian_places")["other_names"]
    return names


def _without_province_words(name: str) -> str:
    vocabulary = toml_vocabulary("italian_places")
    for words in sorted(vocabulary["province_words"], key=len, reverse=True):
        if name.startswith(f"{words} "):
            first, _, rest = name.removeprefix(f"{words} ").partition(" ")
            return rest if first in vocabulary["linking_words"] else f"{first} {rest}".strip()
    return name
