"""Tables of text as CSV that reads back as it was: UTF-8, commas, LF, quotation marks where they are needed.

Nothing is put before texts that a spreadsheet would run, for what was added here could not be told from what
was there.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import PurePath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.exceptions import NotWritable
from clusternet.export.tables import told_apart

_ROWS_AT_ONCE = 100_000  # the text of a batch stays far below what an array of 32-bit places holds
_PLAIN_HEADING = re.compile(r"[\w .()/%€-]+")
_OTHER_DELIMITERS = (";", "\t", "|")


def cut_by_commas(headings: list[str]) -> bool:
    """Whether whoever looks for the delimiter of a file with these headings will find the comma."""
    line = heading_line(headings).decode()
    return all(line.count(delimiter) + 1 < len(headings) for delimiter in _OTHER_DELIMITERS) or (
        len(headings) == 1 and not any(delimiter in line for delimiter in _OTHER_DELIMITERS)
    )


def heading_line(headings: list[str]) -> bytes:
    """Return the first line of a file."""
    return (",".join(map(_quoted_heading, headings)) + "\n").encode()


def csv_lines(text: pa.Table, *, file: PurePath) -> Iterator[pa.Array]:
    """Yield the records of a table, batch by batch, as arrays of text that end in a line end.

    Parameters
    ----------
    text : pyarrow.Table
        Text, null where nothing is known.
    file : PurePath
        What to call the file in messages.

    Raises
    ------
    NotWritable
        If a text cannot stand in a CSV file.
    """
    for start in range(0, text.num_rows, _ROWS_AT_ONCE):
        batch = text.slice(start, _ROWS_AT_ONCE)
        columns = [pc.fill_null(batch[name].combine_chunks(), "") for name in text.column_names]
        for name, column in zip(text.column_names, columns, strict=True):
            _check(column, name, file)
        columns[0] = told_apart(columns, text.column_names)
        record = pc.binary_join_element_wise(*map(_quoted, columns), ",")
        yield pc.binary_join_element_wise(record, "", "\n")


def bytes_of(lines: pa.Array) -> bytes:
    """Return the texts of an array one after the other."""
    _, places, data = lines.buffers()
    ends: NDArray[np.int32] = np.frombuffer(places, np.int32)[lines.offset : lines.offset + len(lines) + 1]
    return bytes(memoryview(data)[ends[0] : ends[-1]]) if len(lines) else b""


def render_rows(text: pa.Table, *, file: PurePath) -> bytes:
    """Return a table as a CSV file.

    Raises
    ------
    NotWritable
        If a text cannot stand in a CSV file.
    """
    lines = map(bytes_of, csv_lines(text, file=file))
    return b"".join((heading_line(text.column_names), *lines))


def _quoted(column: pa.Array) -> pa.Array:
    special = pc.match_substring_regex(column, '[",\r\n]')
    if not pc.any(special).as_py():
        return column
    doubled = pc.replace_substring(column, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise('"', doubled, '"', ""), column)


def _quoted_heading(name: str) -> str:
    return name if _PLAIN_HEADING.fullmatch(name) else '"' + name.replace('"', '""') + '"'


def _check(column: pa.Array, name: str, file: PurePath) -> None:
    longest = pc.max(pc.utf8_length(column)).as_py() or 0
    if longest > csv.field_size_limit():
        raise NotWritable(
            f"{file} cannot be written: a text in its column {name!r} has {longest:,} characters, more "
            f"than the {csv.field_size_limit():,} that are read back: shorten it in the source."
        )
    if pc.any(pc.match_substring(column, "\0")).as_py():
        raise NotWritable(
            f"{file} cannot be written: its column {name!r} holds NUL characters, which no text file may: "
            "take them out in the source."
        )
