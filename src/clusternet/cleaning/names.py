"""Names of organizations: for display, and for telling which are the same."""

import re
import unicodedata

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.folding import folded, without_accents
from clusternet.cleaning.legal_forms import split_legal_form
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.places import clean_province
from clusternet.cleaning.texts import clean_text
from clusternet.cleaning.unclean import Unclean

_PAIRS = {'"': '"', "“": "”", "„": "“", "«": "»", "'": "'"}
_SUFFIX = re.compile(r".*\S\s*\((?P<inside>[^()]+)\)", re.DOTALL)
_AMPERSAND = re.compile(r"\s*[&+]\s*")
_LINKS = frozenset(("and", "e", "ed", "et", "und", "y"))
_AND = "and"


def clean_name(text: str, options: Options = NOTHING_STATED) -> Cleaned:
    """Return a name as it is shown: no stray quotation marks, single spaces, capitals as they are.

    A place in brackets at its end, as ``ORBASSANO (TO)``, stays and is named among the changes.

    Raises
    ------
    Unclean
        With the rule ``control_character``, ``too_long`` or ``encoding``, as for any text.

    Examples
    --------
    >>> clean_name('""ACME  S.r.l."')
    Cleaned(text='ACME S.r.l.', change='quotes')
    """
    found = clean_text(text, options)
    name = _without_stray_quotes(found.text)
    quotes = "quotes" if name != found.text else ""
    return cleaned(name, *found.changes, quotes, "place_suffix" if place_suffix(name) else "")


def place_suffix(name: str) -> str:
    """Return the sign of the Italian province in brackets at the end of a name, nothing if there is none.

    Examples
    --------
    >>> place_suffix("Municipality of Orbassano (TO)"), place_suffix("ACME (Italia)")
    ('TO', '')
    """
    found = _SUFFIX.fullmatch(name)
    try:
        return clean_province(found["inside"]).text if found else ""
    except Unclean:
        return ""


def match_key(name: str, *, country: str = "") -> str:
    """Return what names of one organization have in common, however they are written.

    In this order: the legal form set aside as by `split_legal_form`; ``&``, ``+``, and, e, ed, et, und, y
    between two words made one; capitals, accents and punctuation folded; letters that stand alone joined,
    so that C.N.R. is CNR; the order of words kept. Words as Fondazione or Consorzio stay: they tell
    organizations apart. Two organizations may share a key; it proposes, it does not decide.

    Parameters
    ----------
    name : str
        Any.
    country : str
        ISO code, for legal forms that several countries write alike.

    Returns
    -------
    str
        Words with a space between; empty only for a name without letters and digits.

    Examples
    --------
    >>> match_key("Rossi & Figli S.r.l.") == match_key("ROSSI E FIGLI SRL")
    True
    >>> match_key("C.N.R."), match_key("Città di Torino"), match_key("CITTA' DI TORINO")
    ('cnr', 'citta di torino', 'citta di torino')
    """
    plain, _ = split_legal_form(name, country=country)
    words = folded(_AMPERSAND.sub(f" {_AND} ", without_accents(plain).strip(" &+"))).split()
    last = len(words) - 1
    linked = [_AND if word in _LINKS and 0 < place < last else word for place, word in enumerate(words)]
    return _with_initials_joined(linked) or folded(name)


def _with_initials_joined(words: list[str]) -> str:
    spaced = " ".join(words)
    return re.sub(r"\b\w(?: \w\b)+", lambda found: found.group().replace(" ", ""), spaced)


def _without_stray_quotes(name: str) -> str:
    """Take off quotation marks that are doubled, that enclose the whole name, or that lack their partner."""
    while True:
        before = name
        name = re.sub(r'"{2,}', '"', name).strip()
        if _encloses_quotes(name) or (
            len(name) > 1 and _PAIRS.get(name[0]) == name[-1] and not set(name[1:-1]) & {name[0], name[-1]}
        ):
            name = name[1:-1]
        elif name.count('"') % 2 and (name.startswith('"') or name.endswith('"')):
            name = name[1:] if name.startswith('"') else name[:-1]
        name = name.strip()
        if name == before:
            return unicodedata.normalize("NFC", name)


def _encloses_quotes(name: str) -> bool:
    """Whether the first mark and the last enclose others: the second one opens, where it should close."""
    second = name.find('"', 1)
    return (
        name.startswith('"')
        and name.endswith('"')
        and 0 < second < len(name) - 1
        and name[second - 1].isspace()
    )
