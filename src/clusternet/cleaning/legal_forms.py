"""Legal forms: recognized where they are the value, set aside where they are part of a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.folding import folded
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.unclean import Unclean
from clusternet.cleaning.vocabulary import toml_vocabulary

Place = Literal["end", "capitals", "exact", "start", "home_start", "kept", "whole"]

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s.,'’&+/\-–()]{0,4}")
_BEHIND = re.compile(r"[\s.,;:*)\]\"'»”]*")
_LOOSE_END = " \t\n\r.,;:-–&+([\"'«“/"
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalForm:
    """A legal form of organizations.

    Parameters
    ----------
    code : str
        The usual way to write it.
    countries : frozenset of str
        ISO codes; empty for forms of the European Union and additions.
    qualifier : bool
        Whether it is an addition to a form, as in liquidation.
    not_after : frozenset of str
        Words after which the same letters are a word of the name, as in hotel and spa.
    """

    code: str
    countries: frozenset[str]
    qualifier: bool
    not_after: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spelling:
    """One way to write a form.

    Parameters
    ----------
    form : LegalForm
        What is written.
    place : Place
        Where in a name it counts.
    text : str
        As the vocabulary has it.
    letters : str
        Without marks and spaces.
    cuts : frozenset of int
        Positions behind letters where a name may be cut into words.
    mark : str
        The mark that must stand between all words, if one must.
    """

    form: LegalForm
    place: Place
    text: str
    letters: str
    cuts: frozenset[int]
    mark: str


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int


def clean_legal_form(text: str, options: Options = NOTHING_STATED) -> Cleaned:
    """Return a legal form in its usual writing.

    Additions, as in liquidation or single member, are left out and named among the changes.

    Parameters
    ----------
    text : str
        Abbreviated or written out, or both: ``SRL - Società a responsabilità limitata``.
    options : Options
        ``country`` settles what several countries write alike, as SAS or APS.

    Raises
    ------
    Unclean
        With the rule ``choice``, for what is no legal form this vocabulary knows.

    Examples
    --------
    >>> [clean_legal_form(form).text for form in ("SRL", "Società per azioni", "gmbh", "SRL in liquidazione")]
    ['S.r.l.', 'S.p.A.', 'GmbH', 'S.r.l.']
    """
    text = " ".join(text.split())
    if not text:
        return Cleaned("")
    forms = _forms_in(text, options.country)
    named = [form for form in forms if not form.qualifier]
    if not named:
        raise Unclean("choice")
    dropped = "qualifier_dropped" if len(named) < len(forms) else ""
    code = named[0].code
    return cleaned(code, "" if code == text else "legal_form", dropped)


def legal_form(text: str, *, country: str = "") -> str:
    """Return the usual writing of a legal form.

    Raises
    ------
    Unclean
        With the rule ``choice``, for what is none.

    Examples
    --------
    >>> legal_form("soc. coop. sociale"), legal_form("SAS", country="IT"), legal_form("SAS", country="FR")
    ('Cooperativa sociale', 'S.a.s.', 'SAS')
    """
    return clean_legal_form(text, Options(country=country)).text


def split_legal_form(name: str, *, country: str = "") -> tuple[str, str]:
    """Return a name without its legal form, and the form; the name as it is and nothing where it has none.

    Forms are found at the end, abbreviated or written out, with the additions after them; at the start only
    where their letters are no word (``S.p.A. Michelin``, not ``SPA Water``). Letters that are words
    elsewhere, as AS, SE or SA, count at the end only in capitals or with points, and never in brackets,
    where they are a province. Words that name a form and belong to the name, as Associazione, Fondazione,
    Consorzio or Cooperativa, tell the form and stay: ``Fondazione X`` is not ``X``. The first of several
    forms at the end is answered. A name is never emptied.

    Parameters
    ----------
    name : str
        Any.
    country : str
        ISO code: settles what several countries write alike; without it, capitals decide (``SAS`` French,
        ``Sas`` Italian).

    Returns
    -------
    tuple of str
        Name, and code of the form, empty if there is none.

    Examples
    --------
    >>> split_legal_form("Reply S.p.A.")
    ('Reply', 'S.p.A.')
    >>> split_legal_form("ROSSI & C. SNC IN LIQUIDAZIONE")
    ('ROSSI', 'S.n.c.')
    >>> split_legal_form("Fondazione LINKS")
    ('Fondazione LINKS', 'Fondazione')
    >>> split_legal_form("AS Roma")
    ('AS Roma', '')
    """
    if _whole_form(name, country):
        kept = _kept_form(name, country)
        return name, kept.code if kept else ""
    rest, behind = _without_end(name, country)
    rest, before = _without_start(rest, country)
    named = [form for form in (*before, *behind) if not form.qualifier]
    if named:
        return rest, named[0].code
    kept = _kept_form(rest, country)
    return (rest, kept.code) if kept else (name, "")


def _without_end(name: str, country: str) -> tuple[str, list[LegalForm]]:
    """Return a name without the forms at its end, and these, the first of the name first."""
    forms: list[LegalForm] = []
    while True:
        words = _words(name)
        found = _at_end(name, words, country)
        if found is None:
            return name, forms
        count, form = found
        rest = name[: words[-count].start].rstrip(_LOOSE_END)
        if not _WORD.search(rest):
            return name, forms
        name, forms = rest, [form, *forms]


def _at_end(name: str, words: list[_Word], country: str) -> tuple[int, LegalForm] | None:
    """Return how many of the last words are a form, and which."""
    if not words or words[-1].folded not in _last_words() or not _BEHIND.fullmatch(name, words[-1].end):
        return None
    for count in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        before = words[-count - 1].folded
        found = _matching(name, words[-count:], ("end", "capitals", "exact"), country)
        form = _one_of([one for one in found if before not in one.form.not_after], country)
        if form:
            return count, form
    return None


def _without_start(name: str, country: str) -> tuple[str, list[LegalForm]]:
    words = _words(name)
    if not words or words[0].folded not in _first_words():
        return name, []
    for count in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        found = _matching(name, words[:count], ("start", "home_start"), country)
        at_home = [one for one in found if one.place == "start" or country in one.form.countries]
        form = _one_of(at_home, country)
        if form:
            return name[words[count - 1].end :].lstrip(" .,;:-–"), [form]
    return name, []


def _kept_form(name: str, country: str) -> LegalForm | None:
    """Return the form that the first or the last words of a name are; they need no more words beside them."""
    words = _words(name)
    if not words or (words[0].folded not in _first_words() and words[-1].folded not in _last_words()):
        return None
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        for part in (words[:count], words[-count:]):
            form = _one_of(_matching(name, part, ("kept",), country), country)
            if form:
                return form
    return None


def _forms_in(text: str, country: str) -> list[LegalForm]:
    """Return the forms a text consists of, in order; none if anything else is in it."""
    behind: list[LegalForm] = []
    while True:
        form = _whole_form(text, country)
        if form:
            return [form, *behind]
        found = _at_end(text, _words(text), country)
        if found is None:
            return []
        count, form = found
        text, behind = text[: _words(text)[-count].start].rstrip(_LOOSE_END), [form, *behind]


def _whole_form(text: str, country: str) -> LegalForm | None:
    """Return the form that a whole text is, however it is written."""
    words = _words(text)
    if not 0 < len(words) <= _MOST_WORDS or words[0].folded not in _first_words():
        return None
    found = [one for one in _spellings().get(_letters(words), ()) if _cut_alike(one, words)]
    same = [one for one in found if one.form.code == text and (not country or country in one.form.countries)]
    return _one_of(same or [one for one in found if _fits(one, text, words, country)] or found, country)


def _matching(name: str, words: list[_Word], places: Iterable[Place], country: str) -> list[_Spelling]:
    return [
        spelling
        for spelling in _spellings().get(_letters(words), ())
        if spelling.place in places and _fits(spelling, name, words, country)
    ]


def _one_of(found: list[_Spelling], country: str) -> LegalForm | None:
    """Return the form of the country, else of the strictest spelling, else the first of the vocabulary."""
    if not found:
        return None
    strictness = {"exact": 0, "capitals": 1}
    return min(
        found,
        key=lambda spelling: (
            country not in spelling.form.countries,
            not spelling.mark,
            strictness.get(spelling.place, 2),
        ),
    ).form


def _fits(spelling: _Spelling, name: str, words: list[_Word], country: str) -> bool:
    """Whether words of a name are written in a way that the spelling allows."""
    gaps = [name[left.end : right.start] for left, right in pairwise(words)]
    if not _cut_alike(spelling, words) or not all(_GAP.fullmatch(gap) for gap in gaps):
        return False
    if spelling.mark and not (gaps and all(spelling.mark in gap for gap in gaps)):
        return False
    return spelling.place not in ("exact", "capitals") or _fits_strictly(spelling, name, words, country)


def _fits_strictly(spelling: _Spelling, name: str, words: list[_Word], country: str) -> bool:
    """Whether letters that may be a word are written as a legal form, by who may have that form."""
    start, end = words[0].start, words[-1].end
    if name[:start].rstrip().endswith(("(", "/")):  # a province, a department
        return False
    dotted = len(words) > 1 and "." in name[words[0].end : words[1].start]
    countries = spelling.form.countries
    if country and countries and country not in countries and not dotted:
        return False
    if spelling.place == "exact":
        return spelling.text in (name[start:end], name[start : end + 1])
    return dotted or (name[start:end].isupper() and "/" not in name[start:end])


def _cut_alike(spelling: _Spelling, words: list[_Word]) -> bool:
    position, cuts = 0, set()
    for word in words:
        position += len(word.folded)
        cuts.add(position)
    return cuts <= spelling.cuts


def _words(name: str) -> list[_Word]:
    return [_Word(_folded_word(found.group()), found.start(), found.end()) for found in _WORD.finditer(name)]


@lru_cache(maxsize=65_536)
def _folded_word(word: str) -> str:
    return folded(word)


def _letters(words: list[_Word]) -> str:
    return "".join(word.folded for word in words)


@cache
def _spellings() -> dict[str, tuple[_Spelling, ...]]:
    """Return the spellings of all forms by their letters, in the order of the vocabulary."""
    spellings: dict[str, tuple[_Spelling, ...]] = {}
    for entry in toml_vocabulary("legal_forms")["form"]:
        form = LegalForm(
            code=entry["code"],
            countries=frozenset(entry.get("countries", ())),
            qualifier=entry.get("qualifier", False),
            not_after=frozenset(entry.get("not_after", ())),
        )
        for spelling in _spellings_of(form, entry):
            spellings[spelling.letters] = (*spellings.get(spelling.letters, ()), spelling)
    return spellings


@cache
def _first_words() -> frozenset[str]:
    """Return what the first word of a form may be, so that most names are done after one look."""
    spellings = [spelling for found in _spellings().values() for spelling in found]
    return frozenset(spelling.letters[:cut] for spelling in spellings for cut in spelling.cuts)


@cache
def _last_words() -> frozenset[str]:
    """Return what the last word of a form may be."""
    spellings = [spelling for found in _spellings().values() for spelling in found]
    return frozenset(spelling.letters[cut:] for spelling in spellings for cut in (0, *spelling.cuts))


def _spellings_of(form: LegalForm, entry: dict[str, list[str]]) -> Iterable[_Spelling]:
    places: tuple[Place, ...] = ("exact", "capitals", "end", "start", "home_start", "kept", "whole")
    for place in places:
        for text in entry.get(place, ()):
            yield _spelling(form, place, text)
    yield _spelling(form, "whole", folded(form.code))


def _spelling(form: LegalForm, place: Place, text: str) -> _Spelling:
    words = folded(text).split()
    cuts = frozenset(sum(map(len, words[:count])) for count in range(1, len(words) + 1))
    mark = "" if place == "exact" else next((mark for mark in "./" if mark in text), "")
    return _Spelling(form=form, place=place, text=text, letters="".join(words), cuts=cuts, mark=mark)
