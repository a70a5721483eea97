"""Countries as ISO 3166 codes of two letters."""

from functools import cache

from babel import Locale
from babel.core import get_global

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.folding import folded
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.unclean import Unclean
from clusternet.cleaning.vocabulary import toml_vocabulary

# The European Commission's own codes, as its tables write them.
_COMMISSION = {"EL": "GR", "UK": "GB"}
# Codes among Babel's that stand for no country: unions, islands reserved for the post, places for tests.
_NO_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)
_CODE_LENGTH = 2


@cache
def _codes() -> frozenset[str]:
    """Return the codes of ISO 3166, and Kosovo's ``XK``, which the Commission and the World Bank use."""
    territories = map(str, Locale("en").territories)
    return frozenset(code for code in territories if len(code) == _CODE_LENGTH) - _NO_COUNTRIES


def country(text: str) -> str:
    """Return the ISO code of a country, with the Commission's ``EL`` and ``UK`` turned into it.

    Raises
    ------
    Unclean
        With the rule ``choice``, for what is no code of a country.

    Examples
    --------
    >>> country("EL"), country("it")
    ('GR', 'IT')
    """
    code = text.upper() if text.isascii() else text  # "ß" is no way to write SS
    code = _COMMISSION.get(code, code)
    if code not in _codes():
        raise Unclean("choice")
    return code


def clean_country(text: str, options: Options = NOTHING_STATED) -> Cleaned:  # noqa: ARG001 (one signature for all)
    """Return the ISO code of a country from its codes or its name in one of forty languages.

    ``NA`` is Namibia. Names are compared without capitals, accents and punctuation; one that means two
    countries in two languages is refused.

    Raises
    ------
    Unclean
        With the rule ``choice``, for what is no country of today.

    Examples
    --------
    >>> [clean_country(name).text for name in ("EL", "ITA", "Germania", "Czech Republic", "NA")]
    ['GR', 'IT', 'DE', 'CZ', 'NA']
    """
    text = text.strip()
    if not text:
        return Cleaned("")
    if len(text) == _CODE_LENGTH and text.isascii():
        code = country(text)
        upper = text.upper()
        return cleaned(
            code, "commission_code" if code != upper else "", "letter_case" if text != upper else ""
        )
    code = _codes_of_three().get(text.upper(), "") if text.isascii() else ""
    if code:
        return cleaned(code, "country_code_3", "letter_case" if not text.isupper() else "")
    name = _codes_by_name().get(_name_key(text))
    if name is None:
        raise Unclean("choice")
    return cleaned(name, "country_name")


@cache
def _codes_of_three() -> dict[str, str]:
    """Return what the codes of three letters stand for, also those of former days with one successor."""
    aliases = get_global("territory_aliases")
    return {
        alias: codes[0]
        for alias, codes in aliases.items()
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1 and codes[0] in _codes()
    }


@cache
def _codes_by_name() -> dict[str, str]:
    vocabulary = toml_vocabulary("country_names")
    found: dict[str, set[str]] = {}
    for language in vocabulary["languages"]:
        for code, name in Locale(language).territories.items():
            if code in _codes():
                found.setdefault(_name_key(name), set()).add(str(code))
    ambiguous = {_name_key(name) for name in vocabulary["ambiguous"]}
    names = {name: codes.pop() for name, codes in found.items() if len(codes) == 1 and name not in ambiguous}
    return names | {_name_key(name): code for code, more in vocabulary["names"].items() for name in more}


def _name_key(name: str) -> str:
    """Return a name without its small words, so that Bosnia & Herzegovina is Bosnia and Herzegovina."""
    small = toml_vocabulary("country_names")["small_words"]
    return " ".join(word for word in folded(name).split() if word not in small)
