"""A dataset: one file or sheet a table, and a ``dataset.toml`` that says what they are."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePath

from clusternet.exceptions import MalformedFile, MissingTable, NoTables
from clusternet.findings.provenance import InputFile
from clusternet.findings.rejected import RejectedRows
from clusternet.ingest.beside import Beside
from clusternet.ingest.card import read_card
from clusternet.ingest.card_sheet import read_card_sheet
from clusternet.ingest.dataset import (
    Dataset,
    input_of,
    references_without_table,
    tables_of,
)
from clusternet.ingest.files import DELIMITED, PARQUET, ReadFile, read_file, read_sheet
from clusternet.ingest.headings import LINE
from clusternet.ingest.places import Place, opened_place
from clusternet.ingest.rules import Part, check_rows
from clusternet.ingest.values import empty_columns
from clusternet.ingest.workbook import opened_workbook
from clusternet.model.dataset import CARD_SHEET, DatasetCard
from clusternet.model.tables import TABLES, Table

CARD = "dataset.toml"
_ENDINGS = (*DELIMITED, *PARQUET)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One table's file, or sheet, as it was found."""

    read: ReadFile
    unknown: tuple[str, ...]


def read_folder(folder: Path, beside: Beside | None = None) -> Dataset:
    """Read a dataset folder.

    Parameters
    ----------
    folder : Path
        Folder with ``organizations.csv``, ``projects.csv`` and so on; CSV, TSV or Parquet.
    beside : Beside, optional
        What is taken along.

    Raises
    ------
    NoTables
        If the folder holds no table of a dataset.
    MissingTable
        If a table refers to another that is not there.
    MalformedFile
        If a file cannot be read or lacks a column that its rows need.
    """
    with readable(folder):
        card = read_card_of(folder)
        names, unread = _find_files(folder)
        _check_references_are_there(names, shown_as=place_name(folder), ending=".csv")
        with opened_place(folder, shown_as=place_name(folder)) as place:
            files = {
                name: _file(TABLES[name], read_file(place, file), card, place) for name, file in names.items()
            }
            cards = (
                [InputFile(file=CARD, sha256=place.sha256(CARD), layout="card")]
                if CARD in place.names
                else []
            )
        return _dataset(card, files, cards, unread, beside)


def read_archived(archive: Path, beside: Beside | None = None) -> Dataset:
    """Read a dataset folder that was packed into an archive.

    Raises
    ------
    SourceError
        As `read_folder`, or if two files of the archive are the same table.
    """
    shown_as = place_name(archive)
    with tempfile.TemporaryDirectory(prefix="clusternet-") as scratch:
        folder = Path(scratch) / shown_as.name
        folder.mkdir()
        with opened_place(archive, shown_as=shown_as) as place:
            for name in place.names:
                target = folder / PurePath(name).name
                if target.name != CARD and not (target.suffix.lower() in _ENDINGS and target.stem in TABLES):
                    continue
                if target.exists():
                    problem = f"holds {target.name} twice"
                    raise MalformedFile(shown_as, problem, "unpack it and give one of the folders")
                shutil.copyfile(place.path(name), target)
        return read_folder(folder, beside)


def read_workbook(path: Path, beside: Beside | None = None) -> Dataset:
    """Read a workbook with one sheet a table and perhaps one, ``dataset``, that says what they are.

    Raises
    ------
    NoTables
        If no sheet has the name of a table.
    MissingTable
        If a table refers to another that is not there.
    MalformedFile
        If it cannot be read, or a sheet lacks a column that its rows need.
    """
    with ExitStack() as stack:
        stack.enter_context(readable(path))
        place = stack.enter_context(opened_place(path, shown_as=place_name(path)))
        workbook = stack.enter_context(opened_workbook(path, shown_as=place.name))
        tables = [table for table in TABLES if table in workbook.all_sheets]
        if not tables:
            raise NoTables(
                f"{path} holds no table of a dataset, its sheets are {', '.join(workbook.all_sheets)}: name "
                "them organizations, projects and participations, or say with a mapping file what they hold "
                "(`clusternet mapping --from` begins one)."
            )
        _check_references_are_there(dict.fromkeys(tables, ""), shown_as=place.name, ending="")
        name = place.names[0]
        card, cards = DatasetCard(title=dict.fromkeys(("en", "it"), path.stem)), []
        if CARD_SHEET in workbook.all_sheets:
            card = read_card_sheet(workbook)
            cards = [InputFile(file=f"{name}/{CARD_SHEET}", sha256=place.sha256(name), layout="card")]
        files = {
            table: _file(TABLES[table], read_sheet(place, name, workbook, table), card, place)
            for table in tables
        }
        others = [
            sheet for sheet in (*workbook.sheets, *workbook.hidden) if sheet not in (*tables, CARD_SHEET)
        ]
        return _dataset(card, files, cards, tuple(f"{name}/{sheet}" for sheet in others), beside)


def holds_tables(names: Iterable[str]) -> bool:
    """Whether one of these files is a table of a dataset."""
    paths = [PurePath(name) for name in names]
    return any(path.stem in TABLES and path.suffix.lower() in _ENDINGS for path in paths)


@contextmanager
def readable(source: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence.

    Raises
    ------
    MalformedFile
        If a file cannot be read.
    """
    try:
        yield
    except OSError as error:
        place = PurePath(str(error.filename or source))
        place = place_name(source) / place.relative_to(source) if place.is_relative_to(source) else place
        raise MalformedFile(
            place, f"cannot be read ({error.strerror})", "check that it is whole and that you may read it"
        ) from error


def place_name(path: Path) -> PurePath:
    """Return the own name of a folder or file, also of one given as ``.``."""
    name = path.name if path.name not in ("", "..") else path.resolve().name
    return PurePath(_text(name))


def read_card_of(folder: Path) -> DatasetCard:
    """Read the ``dataset.toml`` of a folder; one without has its name for a title."""
    path = folder / CARD
    if not folder.is_dir() or not _is_there(folder, path):
        return DatasetCard(title=dict.fromkeys(("en", "it"), place_name(folder).stem))
    return read_card(path, shown_as=_shown(folder, CARD))


def _dataset(
    card: DatasetCard,
    files: dict[str, _File],
    cards: list[InputFile],
    unread: tuple[str, ...],
    beside: Beside | None,
) -> Dataset:
    beside = beside or Beside()
    parts, repaired = beside.settled(
        [
            beside.own(check_rows(TABLES[name], read.records, file=read.name), read.records)
            for name, read in ((name, file.read) for name, file in files.items())
        ]
    )
    return Dataset(
        card=card,
        tables=tables_of(parts),
        inputs=(
            *(_input(part, file) for part, file in zip(parts, files.values(), strict=False)),
            *repaired,
            *cards,
        ),
        rejected=RejectedRows.together(part.rejected for part in parts),
        unread=unread,
    )


def _input(part: Part, file: _File) -> InputFile:
    return input_of(part, replace(file.read.described("folder"), unknown_columns=file.unknown))


def _is_there(folder: Path, path: Path) -> bool:
    """Whether there is such a file; what merely has its name is an error."""
    if path.is_file():
        return True
    if path.is_dir():
        raise MalformedFile(_shown(folder, path.name), "is a folder", "put a file there, or rename it")
    if path.is_symlink() or path.exists():
        raise MalformedFile(_shown(folder, path.name), "leads to no file", "put a file there, or delete it")
    return False


def _shown(folder: Path, name: str) -> PurePath:
    return place_name(folder) / name


def _text(file_name: str) -> str:
    """Return a file's name with signs of replacement for bytes that are no text."""
    return os.fsencode(file_name).decode(errors="replace")


def _find_files(folder: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    named = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    found = [path for path in named if (_is_there(folder, path) if path.stem in TABLES else path.is_file())]
    names: dict[str, str] = {}
    for path in found:
        if path.stem in TABLES:
            if path.stem in names:
                raise MalformedFile(
                    _shown(folder, path.name),
                    f"holds the same table as {names[path.stem]}",
                    "keep one of them",
                )
            names[path.stem] = path.name
    if not names:
        raise NoTables(
            f"{folder} holds no table of a dataset: put organizations.csv, projects.csv and "
            "participations.csv there, or write a template with `clusternet init FOLDER`."
        )
    ordered = {name: names[name] for name in TABLES if name in names}
    return ordered, tuple(_text(path.name) for path in found if path.stem not in TABLES)


def _check_references_are_there(names: dict[str, str], *, shown_as: PurePath, ending: str) -> None:
    for name, owner in references_without_table(names):
        file = names[name] or name
        raise MissingTable(
            f"{shown_as / file} refers to {owner}, but there is no {owner}{ending} beside it: "
            f"add it, or take {file} out."
        )


def _file(table: Table, read: ReadFile, card: DatasetCard, place: Place) -> _File:
    shown_as = place.shown(read.name)
    headings = [name for name in read.records.columns.column_names if name != LINE]
    names = _named_by_card(headings, card.columns.get(table.name, {}), shown_as)
    for column in table.columns:
        if column.required and column.default is None and column.name not in names:
            raise MalformedFile(shown_as, f"lacks the column {column.name!r}", _advice(column.name, names))
    unknown = _unknown(table, names, shown_as)
    records = replace(read.records, columns=read.records.columns.rename_columns([*names, LINE]))
    return _File(read=replace(read, records=records), unknown=unknown)


def _named_by_card(headings: list[str], columns: dict[str, str], shown_as: PurePath) -> list[str]:
    """Return the columns of the contract that headings stand for, and other headings as they are."""
    for column, heading in columns.items():
        if heading not in headings:
            problem = f"lacks the column {heading!r}, which {CARD} names for {column!r}"
            raise MalformedFile(shown_as, problem, f"correct `columns` in {CARD}")
    named = {heading: column for column, heading in columns.items()}
    names = [named.get(heading, heading) for heading in headings]
    for name in names:
        if names.count(name) > 1:
            raise MalformedFile(shown_as, f"has two columns for {name!r}", f"correct `columns` in {CARD}")
    return names


def _unknown(table: Table, names: list[str], shown_as: PurePath) -> tuple[str, ...]:
    """Return the names of no column; those that differ from one in their case only would hide it."""
    known = [column.name for column in table.columns]
    taken = {*empty_columns(table), LINE}
    unknown = tuple(name for name in names if name not in known)
    for name in unknown:
        if name.lower() in known:
            problem = f"has the heading {name!r} instead of {name.lower()!r}"
            raise MalformedFile(shown_as, problem, f"rename it, or say so under `columns` in {CARD}")
        if name.lower() in taken:
            raise MalformedFile(shown_as, f"has the heading {name!r}, which has a meaning here", "rename it")
    return unknown


def _advice(column: str, names: list[str]) -> str:
    if len(names) == 1 and names[0].startswith(column):
        return "put commas, semicolons, tabs or bars between its columns"
    as_written = {name.lower(): name for name in names}
    close = get_close_matches(column, as_written, n=1)
    if close:
        return f"rename {as_written[close[0]]!r}, or say so under `columns` in {CARD}"
    return f"add it, or name the column that holds it under `columns` in {CARD}"
