"""Names in the spellings in which they are compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from clusternet.cleaning.encoding import mended
from clusternet.cleaning.legal_forms import clean_legal_form, split_legal_form
from clusternet.cleaning.names import match_key, place_suffix
from clusternet.cleaning.unclean import Unclean
from clusternet.identity.columns import Texts, each, texts

_MASK = "*"
_MOST_WORDS = 6  # of a legal form written out


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of organizations, one entry an organization.

    Parameters
    ----------
    keys : array of str
        As `clusternet.cleaning.names.match_key`; empty for a name that says nothing: no letter in it, a mask
        in its place, or a legal form alone.
    spellings : array of str
        The keys without spaces and articles, ``ae``, ``oe`` and ``ue`` as ``a``, ``o`` and ``u``;
        organizations whose spellings are equal have the same name.
    forms : array of str
        The legal form in the name, empty if there is none.
    """

    keys: Texts
    spellings: Texts
    forms: Texts

    def __len__(self) -> int:
        """Return the number of organizations."""
        return len(self.keys)


def names_of(names: Sequence[str | None], countries: Sequence[str | None]) -> Names:
    """Return names as they are compared.

    Parameters
    ----------
    names : sequence of str or None
        As they stand in the table.
    countries : sequence of str or None
        ISO codes, for legal forms that several countries write alike.
    """
    pairs = [(name or "", country or "") for name, country in zip(names, countries, strict=True)]
    known = {pair: _compared(*pair) for pair in set(pairs)}
    keys, forms = (texts([known[pair][part] for pair in pairs]) for part in (0, 1))
    return Names(keys=keys, spellings=each(keys, spelling), forms=forms)


def spelling(key: str) -> str:
    """Return a key as one string, in which ways to write the same name are equal.

    Examples
    --------
    >>> spelling("the universitaet koeln") == spelling("universitat koln")
    True
    """
    words = [word for word in key.split() if word != "the"]
    return loosened("".join(words))


def loosened(word: str) -> str:
    """Return a folded word with ``ae``, ``oe`` and ``ue`` as the vowels they often stand for."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def without_place(name: str, country: str) -> tuple[str, str]:
    """Return a name without the sign of its province or country in brackets at its end, and the province.

    Examples
    --------
    >>> without_place("Comune di Castro (LE)", "IT"), without_place("ACME (PT)", "PT")
    (('Comune di Castro', 'LE'), ('ACME', ''))
    """
    head, bracket, inside = name.rstrip().removesuffix(")").rpartition("(")
    if not bracket or not name.rstrip().endswith(")") or not head.strip():
        return name, ""
    if country and inside.strip().upper() == country:
        return head.strip(), ""
    province = place_suffix(name) if country in ("", "IT") else ""
    return (head.strip(), province) if province else (name, "")


def _compared(name: str, country: str) -> tuple[str, str]:
    name, _ = without_place(mended(name).strip(), country)
    if not any(letter.isalpha() for letter in name) or _is_masked(name):
        return "", ""
    rest, form = split_legal_form(name, country=country)
    if rest == name and _is_form(name):
        return "", ""
    return match_key(name, country=country), form


def _is_masked(name: str) -> bool:
    return len(name) > 1 and name.startswith(_MASK) and name.endswith(_MASK)


def _is_form(name: str) -> bool:
    if name.count(" ") >= _MOST_WORDS:
        return False
    try:
        clean_legal_form(name)
    except Unclean:
        return False
    return True
