"""What the heading of a column means, as far as one can tell without its table."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from clusternet.cleaning.folding import folded

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SHORTEST_WORD = 4  # letters of a single word that counts inside a longer heading
_MOST_WORDS = 3  # of a heading in which a single word counts
_GENERIC = frozenset(("id", "name", "kind", "project"))


def meaning(heading: str) -> str:
    """Return what a heading means, as a name of the vocabulary; empty: nothing known.

    Examples
    --------
    >>> meaning("Data di inizio"), meaning("projectID"), meaning("P.IVA"), meaning("Note")
    ('start_date', 'project_id', 'vat_number', '')
    """
    words = _words(heading)
    exact = _meanings().get(words)
    if exact:
        return exact
    if not set(words.split()).isdisjoint(_vocabulary()["not_with"]):
        return ""
    inside = [entry for entry in _meanings() if _is_inside(entry, words)]
    return _meanings()[max(inside, key=len)] if inside else ""


def subject(name: str) -> str:
    """Return what the rows of a file or sheet are, by the words in its name; empty: nothing known.

    Examples
    --------
    >>> subject("Elenco partecipanti 2023.xlsx"), subject("export.csv")
    ('participations', '')
    """
    words = set(_words(name).split())
    return next(
        (known for known, entries in _vocabulary()["subjects"].items() if words.intersection(entries)), ""
    )


def choice(text: str, of: str) -> str:
    """Return the choice a text stands for, empty if it is none that is known.

    Parameters
    ----------
    text : str
        As the file has it.
    of : str
        ``role``, ``member_role``, ``organization_kind`` or ``level``.

    Examples
    --------
    >>> choice("Capofila", "role"), choice("linkedThirdParty", "role"), choice("Osservatore", "role")
    ('coordinator', 'third_party', '')
    """
    words = _words(text)
    known = _vocabulary()["choices"][of]
    return next((value for value, entries in known.items() if words in entries), "")


def _words(text: str) -> str:
    return folded(_HUMP.sub(" ", text))


def _is_inside(entry: str, words: str) -> bool:
    if f" {entry} " not in f" {words} " or _meanings()[entry] in _GENERIC:
        return False
    shortest = _SHORTEST_WORD - words.startswith(entry)
    return " " in entry or (len(entry) >= shortest and words.count(" ") < _MOST_WORDS)


@cache
def _meanings() -> dict[str, str]:
    return {entry: name for name, entries in _vocabulary()["headings"].items() for entry in entries}


@cache
def _vocabulary() -> dict[str, Any]:
    file = resources.files("clusternet.ingest.draft") / "vocabulary.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
