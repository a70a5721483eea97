"""The records of a text file, as columns of text with the physical line each begins on."""

import csv
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol

import pyarrow as pa

from clusternet.exceptions import MalformedFile
from clusternet.findings.provenance import RejectedRow
from clusternet.ingest.dialect import Dialect

LINE = "__line__"
_BATCH = 20_000
_BROKEN_BYTE = re.compile("[\udc80-\udcff]")  # as the error handler "surrogateescape" writes it
_END = "\ud800"  # the record after the last one: no encoding gives this text


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What a file holds before any rule is applied.

    Parameters
    ----------
    columns : pyarrow.Table
        One text column a heading, untrimmed, and `LINE`, the first physical line of each record from 1.
    rejected : list of RejectedRow
        Records that are not rows of this table at all: too few or too many fields, bytes of no encoding.
    """

    columns: pa.Table
    rejected: list[RejectedRow]


def read_records(path: Path, dialect: Dialect, *, shown_as: PurePath) -> Records:
    """Read a file of delimited records.

    Raises
    ------
    MalformedFile
        If a heading is empty, broken or stands there twice, or a quotation mark is never closed.
    """
    with path.open(encoding=dialect.encoding, errors="surrogateescape", newline="") as file:
        try:
            return _read(csv.reader(itertools.chain(file, [_END]), delimiter=dialect.delimiter), shown_as)
        except UnicodeError as error:
            raise MalformedFile(
                shown_as, f"breaks off inside its {dialect.encoding} text", "save it as UTF-8 and try again"
            ) from error


class _Reader(Protocol):
    """What `csv.reader` returns: records, and the last physical line read."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...


def _read(reader: _Reader, shown_as: PurePath) -> Records:
    records = _numbered(reader, shown_as)
    names = _headings(*next(records), shown_as)
    schema = pa.schema([(name, pa.string()) for name in names] + [(LINE, pa.int64())])
    rejected: list[RejectedRow] = []
    batches: list[pa.RecordBatch] = []
    whole: list[tuple[int, list[str]]] = []
    for line, record in records:
        reason = _misfit(record, names)
        if reason is None:
            whole.append((line, record))
            if len(whole) == _BATCH:
                batches.append(_batch(whole, schema))
                whole = []
        else:
            column, rule, value = reason
            rejected.append(RejectedRow(file=shown_as.name, line=line, column=column, rule=rule, value=value))
    batches.append(_batch(whole, schema))
    return Records(columns=pa.Table.from_batches(batches, schema=schema), rejected=rejected)


def _numbered(reader: _Reader, shown_as: PurePath) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is no blank line with its first physical line."""
    before = 0
    try:
        for record in reader:
            if record and record[-1].endswith(_END):  # alone, or swallowed by a quotation
                if record == [_END]:
                    return
                break
            if record:
                yield before + 1, record
            before = reader.line_num
    except csv.Error as error:
        problem = f"holds a field of more than {csv.field_size_limit():,} characters"
        advice = "look for a quotation mark that is never closed"
        raise MalformedFile(shown_as, problem, advice, line=before + 1) from error
    raise MalformedFile(
        shown_as, "opens a quotation mark that is never closed", "close or double it", line=before + 1
    )


def _headings(line: int, heading: list[str], shown_as: PurePath) -> list[str]:
    names = [name.strip() for name in heading]
    small = [name.lower() for name in names]  # the store tells no names apart by their case
    for name in names:
        if not name:
            raise MalformedFile(shown_as, "has a column without a heading", "name it or delete it", line=line)
        if _BROKEN_BYTE.search(name):
            problem = f"has a heading with bytes of another encoding, {_readable(name)!r}"
            raise MalformedFile(shown_as, problem, "save it as UTF-8 and try again", line=line)
        if small.count(name.lower()) > 1:
            raise MalformedFile(shown_as, f"has the heading {name!r} twice", "rename one of them", line=line)
    return names


def _readable(text: str) -> str:
    """Return a text with a sign of replacement for each byte that could not be read."""
    return _BROKEN_BYTE.sub("\N{REPLACEMENT CHARACTER}", text)


def _misfit(record: list[str], names: list[str]) -> tuple[str, str, str] | None:
    """Say why a record is no row: column, rule and value; None for a row."""
    if len(record) > len(names):
        return "", "extra_field", _readable(record[len(names)])
    if len(record) < len(names):
        return names[len(record)], "missing_field", ""
    if "".join(record).isascii():
        return None
    broken = (cell for cell in zip(names, record, strict=True) if _BROKEN_BYTE.search(cell[1]))
    return next(((name, "encoding", _readable(value)) for name, value in broken), None)


def _batch(rows: list[tuple[int, list[str]]], schema: pa.Schema) -> pa.RecordBatch:
    if not rows:
        return pa.RecordBatch.from_pylist([], schema=schema)
    columns = [*zip(*(record for _, record in rows), strict=True)]
    arrays = [pa.array(column, pa.string()) for column in columns]
    return pa.RecordBatch.from_arrays([*arrays, pa.array([line for line, _ in rows])], schema=schema)
