"""The records of a text file, as columns of text with the physical line each begins on."""

import csv
import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

import pyarrow as pa

from clusternet.exceptions import MalformedFile
from clusternet.findings.provenance import RejectedRow
from clusternet.findings.rejected import RejectedRows
from clusternet.ingest.dialect import Dialect, Reader, csv_reader
from clusternet.ingest.doubled_quotes import WithOuterQuotes
from clusternet.ingest.headings import LINE, Headings, checked_headings, heading_again, no_heading

_BATCH = 500  # records; with more lists alive at a time Python begins to look for cycles among them, in vain
_BATCHES = 100  # as many are packed into one
_BROKEN_BYTE = re.compile("[\udc80-\udcff]")  # as the error handler "surrogateescape" writes it
_MERGE_MARKS = ("<<<<<<< ", ">>>>>>> ")  # as git leaves them
_END = "\ud800"  # no encoding gives this text
_AFTER_THE_LAST = [_END, _END]  # two fields: in a quotation that was never closed they would be one


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What a file holds before any rule is applied.

    Parameters
    ----------
    columns : pyarrow.Table
        One text column a heading, untrimmed, and `LINE`, the first physical line of each record from 1 (of a
        workbook its row; of a Parquet file the number of the row, from 1).
    rejected : RejectedRows
        Records that are not rows of this table at all: too few or too many fields, bytes of no encoding.
    misfits : pyarrow.Table
        The same records as far as they fit the heading, with the columns of ``columns``.
    headings : tuple of str
        All headings of the file, those that were not wanted among them.
    """

    columns: pa.Table
    rejected: RejectedRows
    misfits: pa.Table
    headings: tuple[str, ...]


def read_records(
    path: Path,
    dialect: Dialect,
    *,
    shown_as: PurePath,
    wanted: Collection[str] | None = None,
    heading: int = 1,
) -> Records:
    """Read a file of delimited records.

    Parameters
    ----------
    path : Path
        The file.
    dialect : Dialect
        How it is written.
    shown_as : PurePath
        What to call it in messages: the source, then the file in it.
    wanted : collection of str, optional
        Headings to read; all of them otherwise.
    heading : int
        Physical line from which on headings are looked for; what stands before is no part of the table.

    Raises
    ------
    MalformedFile
        If there is no heading, one is empty, broken or stands there twice, a quotation mark is never closed,
        or the file holds its heading again or the marks of an unfinished merge.
    """
    with path.open(encoding=dialect.encoding, errors="surrogateescape", newline="") as file:
        mended = WithOuterQuotes(file, delimiter=dialect.delimiter, quote=dialect.quote or '"')
        lines = mended if dialect.quote else file
        try:
            end = dialect.delimiter.join(_AFTER_THE_LAST)
            records = _numbered(csv_reader(itertools.chain(lines, [end]), dialect), shown_as)
            line, names = next((record for record in records if record[0] >= heading), (0, []))
            if not names:
                raise no_heading(shown_as, heading)
            mended.width = len(names)
            headings = checked_headings(names, shown_as, line=line, wanted=wanted)
            return _read(records, headings, shown_as, delimiter=dialect.delimiter)
        except UnicodeError as error:
            raise MalformedFile(
                shown_as, f"breaks off inside its {dialect.encoding} text", "save it as UTF-8 and try again"
            ) from error


def name_in_source(shown_as: PurePath) -> str:
    """Return what a file is called inside its source."""
    return "/".join(shown_as.parts[1:] or shown_as.parts)


def _read(
    records: Iterator[tuple[int, list[str]]], headings: Headings, shown_as: PurePath, *, delimiter: str
) -> Records:
    whole, misfits = _Rows(headings), _Rows(headings)
    rejected: list[RejectedRows] = []
    reasons: list[RejectedRow] = []
    file = name_in_source(shown_as)
    for line, record in records:
        if record[0] == headings.written[0] and record == headings.written:
            raise heading_again(shown_as, line)
        reason = _misfit(record, headings, delimiter)
        if reason is None:
            whole.add(line, record)
        else:
            column, rule, value = reason
            misfits.add(line, _fitted(record, headings))
            reasons.append(RejectedRow(file=file, line=line, column=column, rule=rule, value=value))
            if len(reasons) == _BATCH:
                rejected.append(RejectedRows.of(reasons))
                reasons = []
    return Records(
        columns=whole.table(),
        rejected=RejectedRows.together([*rejected, RejectedRows.of(reasons)]),
        misfits=misfits.table(),
        headings=headings.names,
    )


class _Rows:
    """Records with the lines they begin on, turned into columns batch by batch."""

    def __init__(self, headings: Headings) -> None:
        self._places = headings.places
        self._schema = pa.schema([*((name, pa.string()) for name in headings.wanted), (LINE, pa.int64())])
        self._batches: list[pa.RecordBatch] = []
        self._packed: list[pa.Table] = []
        self._lines: list[int] = []
        self._records: list[list[str]] = []

    def add(self, line: int, record: list[str]) -> None:
        self._lines.append(line)
        self._records.append(record)
        if len(self._lines) == _BATCH:
            self._close()

    def table(self) -> pa.Table:
        self._close()
        columns = pa.concat_tables(
            [*self._packed, pa.Table.from_batches(self._batches, schema=self._schema)]
        ).columns
        self._packed, self._batches = [], []
        for place in range(len(columns)):  # one by one, so that no two copies of all of them are held
            columns[place] = columns[place].combine_chunks()
        return pa.table(columns, schema=self._schema)

    def _close(self) -> None:
        if not self._lines:
            return
        fields = [*zip(*self._records, strict=True)]
        columns = [pa.array(fields[place], pa.string()) for place in self._places]
        lines = pa.array(self._lines, pa.int64())
        self._batches.append(pa.RecordBatch.from_arrays([*columns, lines], schema=self._schema))
        self._lines, self._records = [], []
        if len(self._batches) == _BATCHES:
            self._packed.append(pa.Table.from_batches(self._batches).combine_chunks())
            self._batches = []


def _numbered(reader: Reader, shown_as: PurePath) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is no blank line with its first physical line."""
    before = 0
    try:
        for record in reader:
            if record and record[-1].endswith(_END):  # alone, or swallowed by a quotation
                if record == _AFTER_THE_LAST:
                    return
                break
            if record:
                if record[0].startswith(_MERGE_MARKS):
                    raise _unfinished_merge(shown_as, before + 1)
                yield before + 1, record
            before = reader.line_num
    except csv.Error as error:
        problem = f"holds a field of more than {csv.field_size_limit():,} characters"
        advice = "look for a quotation mark that is never closed"
        raise MalformedFile(shown_as, problem, advice, line=before + 1) from error
    raise MalformedFile(
        shown_as, "opens a quotation mark that is never closed", "close or double it", line=before + 1
    )


def _holds_broken_bytes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _readable(text: str) -> str:
    """Return a text with a sign of replacement for each byte that could not be read."""
    return _BROKEN_BYTE.sub("\N{REPLACEMENT CHARACTER}", text)


def _misfit(record: list[str], headings: Headings, delimiter: str) -> tuple[str, str, str] | None:
    """Say why a record is no row: column, rule and value; None for a row."""
    names = headings.names
    if len(record) > len(names):
        return "", "extra_field", _readable(delimiter.join(record[len(names) :]))
    if len(record) < len(names):
        return names[len(record)], "missing_field", ""
    text = "".join(record)
    if text.isascii() or not _holds_broken_bytes(text):
        return None
    cells = ((names[place], record[place]) for place in headings.places)
    return next(
        ((name, "encoding", _readable(text)) for name, text in cells if _BROKEN_BYTE.search(text)), None
    )


def _fitted(record: list[str], headings: Headings) -> list[str]:
    """Return a record that is no row with as many fields as the heading, and no byte that is no text."""
    width = len(headings.names)
    return [_readable(text) for text in (*record[:width], *[""] * (width - len(record)))]


def _unfinished_merge(shown_as: PurePath, line: int) -> MalformedFile:
    problem = "holds the marks of an unfinished merge"
    return MalformedFile(shown_as, problem, "choose what holds and delete the marks", line=line)
