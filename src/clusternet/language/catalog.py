"""Texts by key, filled with values written in the reader's way.

Catalogs are TOML files, one folder a language. An entry is a text with ``{placeholders}``, or, where a
number decides the wording, ``{ by = "n", one = "...", other = "..." }`` with that language's plural forms. A
placeholder may say how its value is written: ``{share:percent}``, ``{when:date}``, ``{names:list}``; numbers
are grouped and rounded without asking.
"""

import string
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast, get_args

from babel import Locale
from babel.lists import format_list

from clusternet.exceptions import ClusternetError, UnknownName
from clusternet.findings.sentence import Sentence
from clusternet.language.values import date_text, number_text, percent_text

Language = Literal["en", "it"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_LOCALES: dict[Language, str] = {"en": "en_GB", "it": "it_IT"}


class MissingText(ClusternetError, LookupError):
    """A key that a catalog does not have: a defect of the catalog, never of the data."""


@dataclass(frozen=True, slots=True)
class Plural:
    """An entry whose wording depends on a number."""

    by: str
    forms: Mapping[str, str]


Entry = str | Plural


@dataclass(frozen=True, slots=True)
class Catalog:
    """All texts of one language."""

    language: Language
    locale: Locale
    entries: Mapping[str, Entry]

    def text(self, key: str, /, **values: object) -> str:
        """Return the text of a key, filled with values.

        Raises
        ------
        MissingText
            If there is no such key, or a placeholder without a value.
        """
        try:
            entry = self.entries[key]
        except KeyError:
            raise MissingText(f"The catalog {self.language!r} has no text for {key!r}.") from None
        try:
            if isinstance(entry, Plural):
                form = self.locale.plural_form(cast("float", values[entry.by]))
                entry = entry.forms.get(form, entry.forms["other"])
            return _Formatter(self).vformat(entry, (), values)
        except KeyError as error:
            raise MissingText(f"The text {key!r} needs a value for {error}.") from None

    def say(self, sentence: Sentence) -> str:
        """Return the text of a sentence."""
        return self.text(sentence.key, **sentence.values)

    def has(self, key: str) -> bool:
        """Whether there is a text for the key."""
        return key in self.entries

    def number(self, value: float, *, decimals: int | None = None) -> str:
        """Return a number as the reader writes it; by default with at most two decimals."""
        return number_text(value, self.locale, decimals=decimals)

    def percent(self, share: float) -> str:
        """Return a share as a percentage without decimals, with one below one percent."""
        return percent_text(share, self.locale)

    def date(self, text: str) -> str:
        """Return a year, month or day of the tables in words."""
        return date_text(text, self.locale)

    def list(self, items: Sequence[str]) -> str:
        """Return items joined as in a sentence."""
        return format_list(list(items), locale=self.locale)

    def value(self, value: object, how: str = "") -> str:
        """Return a value as it stands in a sentence; `how` is what the placeholder asks for."""
        match value:
            case Sentence():
                return self.say(value)
            case tuple() | list():
                return self.list([self.value(item, how) for item in value])
            case int() | float() if not isinstance(value, bool):
                return self._measured(value, how)
            case _:
                return self.date(str(value)) if how == "date" else str(value)

    def _measured(self, value: float, how: str) -> str:
        if how == "percent":
            return self.percent(value)
        return self.number(value, decimals=int(how.removeprefix("decimals")) if how else None)


class _Formatter(string.Formatter):
    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def format_field(self, value: object, format_spec: str) -> str:
        return self.catalog.value(value, format_spec)


@cache
def catalog(language: str) -> Catalog:
    """Return the catalog of a language.

    Raises
    ------
    UnknownName
        If there is none for it.
    """
    for known in LANGUAGES:
        if known == language:
            return Catalog(known, Locale.parse(_LOCALES[known]), _read(known))
    raise UnknownName(f"There is no language {language!r}: choose among {', '.join(LANGUAGES)}.")


def _read(language: Language) -> dict[str, Entry]:
    folder = resources.files("clusternet.language") / "catalogs" / language
    entries: dict[str, Entry] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            entries |= _flat(tomllib.loads(file.read_text(encoding="utf-8")), "")
    return entries


def _flat(tree: Mapping[str, object], prefix: str) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for name, branch in tree.items():
        if isinstance(branch, str):
            entries[prefix + name] = branch
        elif isinstance(branch, dict) and "by" in branch and "other" in branch:
            entries[prefix + name] = Plural(
                branch["by"], {form: text for form, text in branch.items() if form != "by"}
            )
        elif isinstance(branch, dict):
            entries |= _flat(branch, f"{prefix}{name}.")
    return entries
