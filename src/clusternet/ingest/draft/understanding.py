"""What a table is about, and what each of its columns is taken for."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from clusternet.cleaning.options import Options
from clusternet.ingest.draft import headings
from clusternet.ingest.draft.seen import Seen, Sheet
from clusternet.ingest.draft.values import telling_cleaner, tried

How = Literal["heading", "values"]

PROJECT_NAMES = ("project_id", "acronym", "project", "title")
ORGANIZATION_NAMES = ("tax_code", "vat_number", "pic", "ror_id", "organization_id", "organization_name")
CLUSTER_NAMES = ("cluster_id", "cluster")
# A heading is not believed where most values are of another kind.
CLEANERS_OF = {
    **dict.fromkeys(("start_date", "end_date", "valid_from", "valid_to", "founded"), "date"),
    **dict.fromkeys(("total_cost", "funding"), "money"),
    **dict.fromkeys(("latitude", "longitude"), "number"),
    "country": "country",
    "is_sme": "boolean",
    "nuts3": "nuts3",
    "pic": "pic",
    "ror_id": "ror",
}
LENIENT = Options(day_first=True, decimal=",", excel_dates=True)
_OF_CLEANER = {"ror": "ror_id", "vat": "vat_number", "tax_code": "tax_code", "nuts3": "nuts3"}
# What general headings mean, by what the table is about.
_IN_CONTEXT: Mapping[str, Mapping[str, str]] = {
    "projects": {"id": "project_id", "name": "title", "project": "title"},
    "organizations": {"id": "organization_id", "name": "organization_name", "kind": "organization_kind"},
    "register": {"id": "organization_id", "name": "organization_name", "kind": "organization_kind"},
    "clusters": {"id": "cluster_id", "name": "cluster"},
    "memberships": {
        "id": "organization_id",
        "name": "organization_name",
        "kind": "organization_kind",
        "role": "member_role",
        "start_date": "valid_from",
        "end_date": "valid_to",
    },
    "participations": {"name": "organization_name", "kind": "organization_kind"},
}


@dataclass(frozen=True, kw_only=True)
class Guess:
    """A column and what it is taken for."""

    seen: Seen
    meaning: str
    how: How


@dataclass(frozen=True, kw_only=True)
class Understood:
    """A table and what it is taken for.

    Parameters
    ----------
    sheet : Sheet
        The table.
    subject : str
        Name of a table of a dataset; empty: nothing known.
    guesses : mapping of str to Guess
        Meaning to column, one each.
    """

    sheet: Sheet
    subject: str
    guesses: Mapping[str, Guess]

    def first(self, *meanings: str) -> Guess | None:
        """Return the first of these meanings that a column has."""
        return next((self.guesses[name] for name in meanings if name in self.guesses), None)


def understood(sheet: Sheet) -> Understood:
    """Guess what a table and its columns are."""
    stating = [column for column in sheet.columns if column.filled or not sheet.rows]
    by_heading = {column.heading: _believed(headings.meaning(column.heading), column) for column in stating}
    meanings = {name for name in by_heading.values() if name}
    others = (column for column in stating if not by_heading[column.heading])
    telling = {column.heading: _by_values(column, meanings) for column in others}
    subject = _subject(sheet, meanings | {name for name in telling.values() if name})
    guesses: dict[str, Guess] = {}
    for column in stating:
        meaning = by_heading[column.heading]
        how: How = "heading" if meaning else "values"
        meaning = _in_context(meaning or telling[column.heading], subject, guesses)
        if meaning and meaning not in guesses:
            guesses[meaning] = Guess(seen=column, meaning=meaning, how=how)
    return Understood(sheet=sheet, subject=subject, guesses=guesses)


def _believed(meaning: str, column: Seen) -> str:
    cleaner = CLEANERS_OF.get(meaning)
    if not meaning or not cleaner or not column.filled:
        return meaning
    result = tried(column, cleaner, LENIENT)
    return meaning if result.taken >= result.refused else ""


def _by_values(column: Seen, taken: set[str]) -> str:
    cleaner = telling_cleaner(column)
    if cleaner == "vat" and not any(text[:1].isalpha() for text in column.counts):
        cleaner = "tax_code"  # eleven digits are both in Italy
    meaning = _OF_CLEANER.get(cleaner, "")
    return "" if meaning in taken else meaning


def _subject(sheet: Sheet, meanings: set[str]) -> str:
    named = headings.subject(f"{PurePath(sheet.file).stem} {sheet.sheet}")
    projects = not meanings.isdisjoint(PROJECT_NAMES)
    organizations = not meanings.isdisjoint(ORGANIZATION_NAMES) or {"name", "role"} <= meanings
    clusters, general = "cluster" in meanings, not meanings.isdisjoint(("id", "name"))
    is_so = {
        "register": named == "register" and not projects and (organizations or general),
        "participations": projects and organizations,
        "memberships": organizations and clusters,
        "projects": projects or (named == "projects" and general),
        "organizations": organizations or (named == "organizations" and general),
        "clusters": clusters or (named == "clusters" and general),
    }
    return next((subject for subject, is_it in is_so.items() if is_it), "organizations" if general else "")


def _in_context(meaning: str, subject: str, guesses: Mapping[str, Guess]) -> str:
    resolved = _IN_CONTEXT.get(subject, {}).get(meaning, meaning)
    if resolved in guesses and resolved != meaning:
        return ""
    return "" if resolved in ("id", "name", "kind") else resolved
