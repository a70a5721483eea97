"""A dataset folder: one file a table, and a ``dataset.toml`` that says what they are."""

import hashlib
import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePath

import pyarrow as pa

from clusternet.exceptions import MalformedFile, MissingTable, NoTables
from clusternet.findings.provenance import InputFile, RejectedRow
from clusternet.ingest.card import read_card
from clusternet.ingest.dialect import Dialect, find_dialect
from clusternet.ingest.records import LINE, Records, read_records
from clusternet.ingest.rules import CheckedTable, check_references, check_rows
from clusternet.ingest.values import empty_columns
from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES, Table

CARD = "dataset.toml"
_ENDINGS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What a source holds, checked.

    Parameters
    ----------
    card : DatasetCard
        What it says about itself.
    tables : dict of pyarrow.Table
        Every table of the contract; those the source lacks are empty.
    inputs : tuple of InputFile
        Files read, in the order of the contract, with what became of their rows.
    rejected : tuple of RejectedRow
        Rows set aside.
    unread : tuple of str
        Files that look like tables but are none of the contract's.
    """

    card: DatasetCard
    tables: dict[str, pa.Table]
    inputs: tuple[InputFile, ...]
    rejected: tuple[RejectedRow, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One table's file as it was found."""

    path: Path
    dialect: Dialect
    records: Records
    unknown: tuple[str, ...]


def read_folder(folder: Path) -> Dataset:
    """Read a dataset folder.

    Parameters
    ----------
    folder : Path
        Folder with ``organizations.csv``, ``projects.csv`` and so on.

    Raises
    ------
    NoTables
        If the folder holds no table of a dataset.
    MissingTable
        If a table refers to another that is not there.
    MalformedFile
        If a file cannot be read or lacks a column that its rows need.
    """
    try:
        return _read(folder)
    except OSError as error:
        place = PurePath(str(error.filename or folder))
        place = _name(folder) / place.relative_to(folder) if place.is_relative_to(folder) else place
        raise MalformedFile(
            place, f"cannot be read ({error.strerror})", "check that it is whole and that you may read it"
        ) from error


def _read(folder: Path) -> Dataset:
    card = _card(folder)
    paths, unread = _find_files(folder)
    _check_references_are_there(folder, paths)
    files = {
        name: _read_file(TABLES[name], path, card, _shown(folder, path.name)) for name, path in paths.items()
    }
    checked = check_references(
        {name: check_rows(TABLES[name], file.records, file=file.path.name) for name, file in files.items()},
        {name: file.path.name for name, file in files.items()},
    )
    return Dataset(
        card=card,
        tables={name: _rows(table, checked.get(name)) for name, table in TABLES.items()},
        inputs=_inputs(folder, files, checked),
        rejected=tuple(row for table in checked.values() for row in table.rejected),
        unread=unread,
    )


def _card(folder: Path) -> DatasetCard:
    path = folder / CARD
    if not _is_there(folder, path):
        return DatasetCard(title=dict.fromkeys(("en", "it"), _name(folder).name))
    return read_card(path, shown_as=_shown(folder, CARD))


def _is_there(folder: Path, path: Path) -> bool:
    """Whether there is such a file; what merely has its name is an error."""
    if path.is_file():
        return True
    if path.is_dir():
        raise MalformedFile(_shown(folder, path.name), "is a folder", "put a file there, or rename it")
    if path.is_symlink() or path.exists():
        raise MalformedFile(_shown(folder, path.name), "leads to no file", "put a file there, or delete it")
    return False


def _name(folder: Path) -> PurePath:
    """Return a folder's own name, also of one given as ``.``."""
    name = folder.name if folder.name not in ("", "..") else folder.resolve().name
    return PurePath(_text(name))


def _shown(folder: Path, name: str) -> PurePath:
    return _name(folder) / name


def _text(file_name: str) -> str:
    """Return a file's name with signs of replacement for bytes that are no text."""
    return os.fsencode(file_name).decode(errors="replace")


def _find_files(folder: Path) -> tuple[dict[str, Path], tuple[str, ...]]:
    named = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    found = [path for path in named if (_is_there(folder, path) if path.stem in TABLES else path.is_file())]
    paths: dict[str, Path] = {}
    for path in found:
        if path.stem in TABLES:
            if path.stem in paths:
                raise MalformedFile(
                    _shown(folder, path.name),
                    f"holds the same table as {paths[path.stem].name}",
                    "keep one of them",
                )
            paths[path.stem] = path
    if not paths:
        raise NoTables(
            f"{folder} holds no table of a dataset: put organizations.csv, projects.csv and "
            "participations.csv there, or write a template with `clusternet init FOLDER`."
        )
    ordered = {name: paths[name] for name in TABLES if name in paths}
    return ordered, tuple(_text(path.name) for path in found if path.stem not in TABLES)


def _check_references_are_there(folder: Path, paths: dict[str, Path]) -> None:
    for name, path in paths.items():
        for column in TABLES[name].columns:
            if column.references is not None and column.references not in paths:
                raise MissingTable(
                    f"{_shown(folder, path.name)} refers to {column.references}, but there is no "
                    f"{column.references}.csv beside it: add it, or take {path.name} out."
                )


def _read_file(table: Table, path: Path, card: DatasetCard, shown_as: PurePath) -> _File:
    dialect = find_dialect(path, shown_as=shown_as)
    records = read_records(path, dialect, shown_as=shown_as)
    names = _named_by_card(records.columns.column_names[:-1], card.columns.get(table.name, {}), shown_as)
    for column in table.columns:
        if column.required and column.default is None and column.name not in names:
            raise MalformedFile(shown_as, f"lacks the column {column.name!r}", _advice(column.name, names))
    return _File(
        path=path,
        dialect=dialect,
        records=Records(columns=records.columns.rename_columns([*names, LINE]), rejected=records.rejected),
        unknown=_unknown(table, names, shown_as),
    )


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
    as_written = {name.lower(): name for name in names}
    close = get_close_matches(column, as_written, n=1)
    if close:
        return f"rename {as_written[close[0]]!r}, or say so under `columns` in {CARD}"
    return f"add it, or name the column that holds it under `columns` in {CARD}"


def _rows(table: Table, checked: CheckedTable | None) -> pa.Table:
    if checked is not None:
        return checked.rows
    return pa.table({**empty_columns(table), LINE: pa.array([], pa.int64())})


def _inputs(folder: Path, files: dict[str, _File], checked: dict[str, CheckedTable]) -> tuple[InputFile, ...]:
    inputs = [_input(file, name, checked[name]) for name, file in files.items()]
    if (folder / CARD).is_file():
        inputs.append(InputFile(file=CARD, sha256=_sha256(folder / CARD), layout="card"))
    return tuple(inputs)


def _input(file: _File, name: str, checked: CheckedTable) -> InputFile:
    return InputFile(
        file=file.path.name,
        sha256=_sha256(file.path),
        layout="folder",
        table=name,
        encoding=file.dialect.encoding,
        delimiter=file.dialect.delimiter,
        rows_read=file.records.columns.num_rows + len(file.records.rejected),
        rows_loaded=checked.rows.num_rows,
        rows_set_aside=len(checked.rejected),
        rows_duplicate=checked.duplicates,
        unknown_columns=file.unknown,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
