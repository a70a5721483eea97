"""Reading a mapping file, checked word by word: one sentence for each mistake."""

import codecs
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from clusternet.cleaning.registry import CLEANERS
from clusternet.exceptions import MalformedFile
from clusternet.ingest.card import read_toml
from clusternet.ingest.mapping import (
    ANYTHING_ELSE,
    Feeding,
    Filling,
    Join,
    Layout,
    MappedFile,
    StatedDialect,
)
from clusternet.ingest.values import broken_rule
from clusternet.model.tables import TABLES, Column, Kind, Table

SCHEMA = 1
FORMATS = ("csv", "tsv", "parquet", "xlsx")
_ROOT = ("schema", "name", "license", "id_prefix", "file")
KEEP = ("all", "first", "last")
DATES = ("day-first", "month-first", "excel")
_FILE = ("match", "sheet", "dialect", "missing", "may_lack", "join", "table")
_DIALECT = ("format", "delimiter", "encoding", "quote", "decimal", "dates", "heading")
_TABLE = ("table", "where", "unless", "repeats", "columns")
_FILLING = ("column", "constant", "values", "clean", "split", "keep")


def read_mapping(path: Path, *, shown_as: PurePath) -> Layout:
    """Read a mapping file.

    Raises
    ------
    MalformedFile
        If it is broken, of a later schema, or holds a key, table, column, cleaner or value that is not known.
    """
    try:
        content = read_toml(path, shown_as=shown_as)
    except OSError as error:
        raise MalformedFile(shown_as, f"cannot be read ({error.strerror})", "check its path") from error
    return _layout(_Entries(content, "", shown_as), shown_as)


class _Entries:
    """One table of the file: its entries, taken by name and kind, and where it stands."""

    def __init__(self, content: dict[str, Any], place: str, shown_as: PurePath) -> None:
        self.content, self.place, self.shown_as = content, place, shown_as

    def wrong(self, key: str, problem: str, advice: str) -> MalformedFile:
        where = f"{self.place}.{key}" if self.place and key else self.place or key
        return MalformedFile(self.shown_as, f"has a wrong entry, {where!r} {problem}", advice)

    def only(self, known: Collection[str]) -> "_Entries":
        for key in self.content:
            if key not in known:
                raise self.wrong(key, "is not a key here", choose(key, known))
        return self

    def text(self, key: str, default: str | None = None) -> str:
        value = self.content.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.wrong(key, "is not a text", 'write it between quotation marks, as in "..."')
        return value

    def line(self, key: str, default: int) -> int:
        value = self.content.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, "is not the number of a line", "write it as in 3, counted from 1")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.content.get(key, [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            raise self.wrong(key, "is not a list of texts", 'write it as in ["...", "..."]')
        return tuple(found)

    def entries(self, key: str) -> "_Entries":
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "is not a table of name = value", "write it as in { name = ... }")
        return _Entries(value, f"{self.place}.{key}" if self.place else key, self.shown_as)

    def each(self, key: str) -> "list[_Entries]":
        value = self.content.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(entry, dict) for entry in value):
            name = f"{self.place.split('[')[0]}.{key}" if self.place else key
            raise self.wrong(key, "is missing or not a list of tables", f"begin each with [[{name}]]")
        place = f"{self.place}.{key}" if self.place else key
        return [
            _Entries(entry, f"{place}[{number}]", self.shown_as)
            for number, entry in enumerate(value, start=1)
        ]

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        value = self.text(key, default)
        if value not in choices and value != default:
            raise self.wrong(key, f"is {value!r}", choose(value, choices))
        return value


def choose(word: str, choices: Iterable[str]) -> str:
    """Return what to do about a word that is none of these: take the nearest, or one of all."""
    known = [*choices]
    close = get_close_matches(word, known, n=1, cutoff=0.7)
    return f"did you mean {close[0]!r}" if close else f"choose among {', '.join(known)}"


def _layout(entries: _Entries, shown_as: PurePath) -> Layout:
    entries.only(_ROOT)
    if entries.content.get("schema") != SCHEMA or isinstance(entries.content["schema"], bool):
        raise entries.wrong("schema", f"is not {SCHEMA}", "write schema = 1, or update clusternet")
    layout = Layout(
        name=entries.text("name"),
        license=entries.text("license", ""),
        id_prefix=_id_prefix(entries.entries("id_prefix")),
        files=tuple(_file(file) for file in entries.each("file")),
    )
    fed = {feeding.table.name for file in layout.files for feeding in file.tables}
    for name in sorted(fed):
        for column in TABLES[name].columns:
            if column.references is not None and column.references not in fed:
                owner = column.references
                problem = f"fills {name}, which refers to {owner}, but nothing fills {owner}"
                raise MalformedFile(shown_as, problem, f'add a [[file.table]] with table = "{owner}"')
    return layout


def _id_prefix(entries: _Entries) -> dict[str, str]:
    known = {
        column.name
        for table in TABLES.values()
        for column in table.columns
        if column.kind in (Kind.ID, Kind.LIST)
    }
    return {key: entries.only(sorted(known)).text(key) for key in entries.content}


def _file(entries: _Entries) -> MappedFile:
    entries.only(_FILE)
    return MappedFile(
        match=_patterns(entries, "match"),
        sheet=entries.text("sheet", ""),
        dialect=_dialect(entries.entries("dialect")),
        missing=entries.texts("missing"),
        may_lack=entries.texts("may_lack"),
        join=_join(entries.entries("join")) if "join" in entries.content else None,
        tables=tuple(_feeding(table) for table in entries.each("table")),
    )


def _patterns(entries: _Entries, key: str) -> tuple[str, ...]:
    patterns = entries.texts(key)
    if not all(patterns) or not patterns:
        raise entries.wrong(key, "names no file", 'write it as in match = "grants*.csv"')
    return tuple(_inside(entries, key, pattern) for pattern in patterns)


def _inside(entries: _Entries, key: str, pattern: str) -> str:
    path = PurePosixPath(pattern)
    if path.is_absolute() or ".." in path.parts or "\\" in pattern:
        raise entries.wrong(key, f"is {pattern!r}, which leads elsewhere", "name a file inside the source")
    return pattern


def _dialect(entries: _Entries) -> StatedDialect:
    entries.only(_DIALECT)
    encoding = entries.text("encoding", "")
    if encoding and not _is_encoding(encoding):
        raise entries.wrong("encoding", f"is {encoding!r}", 'write "utf-8" or "cp1252", for example')
    for key in ("delimiter", "quote"):
        sign = entries.text(key, "")
        if len(sign) > 1 or sign in ("\n", "\r"):
            raise entries.wrong(key, f"is {sign!r}, not one character", 'write it as in ";"')
    decimal = entries.choice("decimal", (".", ","), "")
    dates = entries.choice("dates", DATES, "")
    return StatedDialect(
        format=entries.choice("format", FORMATS, ""),
        delimiter=entries.text("delimiter", "") or None,
        encoding=encoding or None,
        quote=entries.text("quote", "") if "quote" in entries.content else None,
        decimal=decimal or None,  # type: ignore[arg-type]  # one of two, as checked above
        dates=dates or None,  # type: ignore[arg-type]  # one of three
        heading=entries.line("heading", 1),
    )


def _is_encoding(name: str) -> bool:
    try:
        return isinstance("".encode(codecs.lookup(name).name), bytes)
    except (LookupError, ValueError):
        return False


def _join(entries: _Entries) -> Join:
    entries.only(("file", "on"))
    return Join(file=_inside(entries, "file", entries.text("file")), on=entries.text("on"))


def _feeding(entries: _Entries) -> Feeding:
    entries.only(_TABLE)
    name = entries.text("table")
    if name not in TABLES:
        raise entries.wrong("table", f"is {name!r}", choose(name, TABLES))
    table = TABLES[name]
    columns = entries.entries("columns")
    columns.only([column.name for column in table.columns])
    for column in table.columns:
        if column.required and column.default is None and column.name not in columns.content:
            raise columns.wrong(column.name, "is missing", f"say what fills it: {name} need it")
    return Feeding(
        table=table,
        where=_texts_of(entries.entries("where")),
        unless=_texts_of(entries.entries("unless")),
        repeats=entries.choice("repeats", ("same", "first"), "same"),  # type: ignore[arg-type]  # one of two
        columns={key: _filling(columns.entries(key), table.column(key), table) for key in columns.content},
    )


def _texts_of(entries: _Entries) -> dict[str, tuple[str, ...]]:
    return {heading: entries.texts(heading) for heading in entries.content}


def _filling(entries: _Entries, column: Column, table: Table) -> Filling:
    entries.only(_FILLING)
    if ("column" in entries.content) == ("constant" in entries.content):
        raise entries.wrong("", "needs either a column or a constant", 'write { column = "..." }')
    if "constant" in entries.content:
        _only_constant(entries)
        constant = entries.text("constant")
        _check_value(entries, "constant", constant, column)
        return Filling(constant=constant)
    filling = Filling(
        columns=entries.texts("column"),
        values=_values(entries, column),
        clean=_clean(entries),
        split=entries.text("split", ""),
        keep=entries.choice("keep", KEEP, "all"),  # type: ignore[arg-type]  # one of three
    )
    if not filling.columns or not all(filling.columns):
        raise entries.wrong("column", "names no column", 'write it as in column = "name"')
    if "keep" in entries.content and not filling.split:
        raise entries.wrong("keep", "needs split", 'say what stands between the values, as in split = ";"')
    if filling.split and filling.keep == "all" and column.kind is not Kind.LIST:
        problem = f"would keep several values, but {column.name} of {table.name} holds one"
        raise entries.wrong("split", problem, 'write keep = "first"')
    return filling


def _only_constant(entries: _Entries) -> None:
    for key in entries.content:
        if key != "constant":
            raise entries.wrong(key, "says something about a column, but there is a constant", "delete one")


def _clean(entries: _Entries) -> str:
    return entries.choice("clean", sorted(CLEANERS), "")


def _values(entries: _Entries, column: Column) -> dict[str, str]:
    values = entries.entries("values")
    found = {key: values.text(key, "") for key in values.content}
    for key in values.content:
        if not isinstance(values.content[key], str):
            raise values.wrong(key, "is not a text", "write it between quotation marks")
    if "clean" not in entries.content:
        for key, value in found.items():
            _check_value(values, ANYTHING_ELSE if key == ANYTHING_ELSE else key, value, column)
    return found


def _check_value(entries: _Entries, key: str, value: str, column: Column) -> None:
    rule = broken_rule(column, value)
    if rule:
        advice = f"choose among {', '.join(column.choices)}" if column.choices else f"write a {column.kind}"
        raise entries.wrong(key, f"gives {column.name} the value {value!r}", advice)
