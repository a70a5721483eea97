"""A mapping drafted from a source: looked at, understood, put together."""

import glob
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from clusternet.cleaning.folding import folded
from clusternet.exceptions import NoTables
from clusternet.findings.sentence import Sentence
from clusternet.ingest.draft.columns import drafted
from clusternet.ingest.draft.feeding import Names, feedings
from clusternet.ingest.draft.keys import (
    NEARLY_ALL,
    PREFIXES,
    Keys,
    cluster_keys,
    organization_keys,
    own_key,
    project_keys,
)
from clusternet.ingest.draft.plan import Draft, DraftFile, DraftTable
from clusternet.ingest.draft.seen import Sheet, seen_sheets
from clusternet.ingest.draft.understanding import (
    ORGANIZATION_NAMES,
    PROJECT_NAMES,
    Guess,
    Understood,
    understood,
)
from clusternet.ingest.draft.values import date_order, decimal_mark, missing_seen
from clusternet.ingest.folder import place_name, readable
from clusternet.ingest.places import Place, opened_place
from clusternet.model.tables import TABLES

_ORDER = ("projects", "organizations", "clusters", "register", "memberships", "participations", "")


def draft_mapping(path: Path) -> Draft:
    """Draft a mapping for whatever tables a source holds.

    Parameters
    ----------
    path : Path
        A folder, a zip archive, a workbook or another file.

    Raises
    ------
    NoTables
        If there is no table with a column that can be named.
    MalformedFile
        If it is an archive that cannot be trusted.
    """
    with readable(path), opened_place(path, shown_as=place_name(path)) as place:
        sheets, refused = seen_sheets(place)
        found = _principal([understood(sheet) for sheet in sheets if sheet.columns])
        tables = sorted(found, key=_place_in_order)
        if not tables:
            if refused:
                raise refused[0]
            raise NoTables(f"{path} holds no table with headings: give the files a mapping should be for.")
        names = Names(
            projects=project_keys(tables),
            organizations=organization_keys(tables),
            clusters=cluster_keys(tables),
        )
        files = _referring_to_something([_file(place, table, feedings(table, names)) for table in tables])
        is_placeholder = not any(file.tables for file in files)
        if is_placeholder:
            files = [_placeholder(files[0]), *files[1:]]
        return Draft(
            source=str(place.name),
            name=folded(place.name.stem).replace(" ", "-") or "mapping",
            id_prefix={} if is_placeholder else _prefixes(tables, names.organizations),
            files=tuple(files),
            refused=tuple(str(error) for error in refused),
            is_placeholder=is_placeholder,
        )


def _principal(tables: Sequence[Understood]) -> list[Understood]:
    """Take the tables that say most of projects, and of organizations, for the tables of these.

    Others about the same (topics, deliverables) name them many times over; those with the same headings are
    further parts of one table.
    """
    known = [*tables]
    for subject, names in (("projects", PROJECT_NAMES), ("organizations", ORGANIZATION_NAMES)):
        about = [table for table in known if table.subject == subject]
        if any(table.subject == "participations" for table in known):
            about = [table for table in about if _names_each_row(table, names)]
        most = max(about, key=lambda table: (len(table.guesses), table.sheet.rows), default=None)
        known = [
            replace(table, subject="")
            if table.subject == subject and (most is None or not _is_part(table, most))
            else table
            for table in known
        ]
    return known


def _names_each_row(table: Understood, names: Sequence[str]) -> bool:
    """Whether hardly a row has the name of another."""
    guesses = [table.guesses[name] for name in names if name in table.guesses]
    return any(guess.seen.names_rows(NEARLY_ALL) for guess in guesses)


def _is_part(table: Understood, of: Understood) -> bool:
    headings = [column.heading for column in table.sheet.columns]
    return headings == [column.heading for column in of.sheet.columns]


def _file(place: Place, table: Understood, tables: list[DraftTable]) -> DraftFile:
    sheet = table.sheet
    cleaner_of = {
        heading: column.clean for fed in tables for column in fed.columns for heading in column.headings
    }
    columns = tuple(column for column in sheet.columns if column.heading in cleaner_of)
    amounts = [column for column in columns if cleaner_of[column.heading] in ("money", "number")]
    decimal, amount = decimal_mark(amounts)
    dates, date = date_order(column for column in columns if cleaner_of[column.heading] == "date")
    return DraftFile(
        sheet=sheet,
        match=_pattern(place, sheet),
        tables=tuple(tables),
        decimal=decimal if amount or decimal == "," else "",
        dates=dates,
        amount="" if decimal else amount,
        date="" if dates else date,
        missing=missing_seen(columns, cleaner_of),
        unused=tuple(column for column in sheet.columns if column.heading not in cleaner_of),
        questions=tuple(_questions(table)),
    )


def _questions(table: Understood) -> Iterator[Sentence]:
    partners, unnamed = table.guesses.get("partners"), table.sheet.unnamed
    if partners is not None:
        yield Sentence("draft.list_of_partners", {"heading": partners.seen.heading})
    if unnamed:
        yield Sentence("draft.unnamed", {"n": len(unnamed), "headings": unnamed})


def _pattern(place: Place, sheet: Sheet) -> str:
    """Return a pattern that names one file and nothing else."""
    own = PurePath(sheet.file).name
    name = own if [PurePath(other).name for other in place.names].count(own) == 1 else sheet.file
    return re.sub(r"\\", "?", glob.escape(name))


def _prefixes(tables: Sequence[Understood], organizations: Keys) -> dict[str, str]:
    registers = [own_key(table, ORGANIZATION_NAMES) for table in tables if table.subject == "register"]
    keys = {"organization_id": [*organizations.values()], "register_id": [key for key in registers if key]}
    kinds = {column: {key.kind for key in found} for column, found in keys.items()}
    return {
        column: PREFIXES[kind]
        for column, found in kinds.items()
        if len(found) == 1 and (kind := next(iter(found))) in PREFIXES
    }


def _placeholder(file: DraftFile) -> DraftFile:
    """Fill a table with the column of most different texts, so that the draft shows how it is done."""
    seen = max(file.sheet.columns, key=lambda column: column.distinct)
    guess = Guess(seen=seen, meaning="", how="values")
    columns = [drafted(name, guess) for name in ("organization_id", "name")]
    table = DraftTable(table="organizations", columns=tuple(columns))
    unused = tuple(column for column in file.unused if column is not seen)
    return replace(file, tables=(table,), unused=unused)


def _referring_to_something(files: Sequence[DraftFile]) -> list[DraftFile]:
    """Leave out the tables that refer to one that nothing fills."""
    while True:
        fed = {table.table for file in files for table in file.tables}
        lost = {name for name in fed if any(owner not in fed for owner in _owners(name))}
        if not lost:
            return [*files]
        files = [
            replace(file, tables=tuple(table for table in file.tables if table.table not in lost))
            for file in files
        ]


def _place_in_order(table: Understood) -> int:
    """Return where a table stands: what others refer to comes first."""
    return _ORDER.index(table.subject)


def _owners(table: str) -> set[str]:
    return {column.references for column in TABLES[table].columns if column.references is not None}
