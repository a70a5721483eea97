"""Countries as ISO 3166 codes of two letters."""

from functools import cache

from babel import Locale

from clusternet.cleaning.unclean import Unclean

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
