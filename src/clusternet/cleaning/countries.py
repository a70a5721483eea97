"""Countries as ISO 3166 codes of two letters."""

from functools import cache

from babel import Locale

from clusternet.cleaning.unclean import Unclean

# The European Commission's own codes, as its tables write them.
_COMMISSION = {"EL": "GR", "UK": "GB"}
_CODE_LENGTH = 2


@cache
def _codes() -> frozenset[str]:
    return frozenset(
        code for code in map(str, Locale("en").territories) if len(code) == _CODE_LENGTH and code.isalpha()
    )


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
    code = text.upper()
    code = _COMMISSION.get(code, code)
    if code not in _codes():
        raise Unclean("choice")
    return code
