"""Workbooks (.xlsx) without the hour of writing: same sheets, same bytes.

A cell is a text, a number or yes and no; none is a formula or a link, whatever its text looks like.
"""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.exceptions import NotWritable
from clusternet.export.tables import number_text, told_apart

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CellKind = Literal["text", "number", "boolean"]

MAX_ROWS = 1_048_576  # of a sheet, its headings among them
MAX_CHARACTERS = 32_767  # of a cell, as UTF-16 counts them
_ROWS_AT_ONCE = 10_000
# XlsxWriter writes U+000D as `_x000D_` and `_x000D_` as `_x005F_x000D_`, as Excel does, but overlooks the
# second of two that share an underscore; what stands between <r> and </r> it takes for markup.
_AMBIGUOUS = r"_x[0-9A-Fa-f]{4}(_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\x{fffe}\x{ffff}])|(?s:^<r>.*</r>$)"
_NARROWEST, _WIDEST = 8, 60  # characters of a column
_CREATED = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)  # about when Excel dates the parts of its workbooks


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    name : str
        Its name, at most 31 characters.
    text : pyarrow.Table
        Text, null where nothing is known; numbers with a decimal point, yes and no as ``true``, ``false``.
    kinds : dict of CellKind
        What a column's cells are, if no text.
    """

    name: str
    text: pa.Table
    kinds: dict[str, CellKind] = field(default_factory=dict)


class _Number(float):
    """A number that is written with all its digits, of which XlsxWriter keeps 16."""

    def __format__(self, _: str) -> str:
        return number_text(self)


def render_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets as the bytes of a workbook.

    Raises
    ------
    NotWritable
        If a sheet has too many rows, or a text that would not come back from a cell.
    """
    from xlsxwriter import Workbook

    for sheet in sheets:
        _check_size(sheet)
    buffer = io.BytesIO()
    with Workbook(buffer, {"constant_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        heading = book.add_format({"bold": True, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, heading, text)
    return buffer.getvalue()


def _check_size(sheet: Sheet) -> None:
    rows = sheet.text.num_rows
    if rows >= MAX_ROWS:
        raise NotWritable(
            f"The table {sheet.name} has {rows:,} rows, more than the {MAX_ROWS - 1:,} that a sheet holds: "
            "export to a dataset folder instead."
        )
    _check_texts(pa.array(sheet.text.column_names, pa.string()), f"{sheet.name}, its headings,")
    for name in sheet.text.column_names:
        for chunk in sheet.text[name].chunks:
            _check_texts(chunk, f"{sheet.name}, column {name!r},")


def _check_texts(texts: pa.Array, where: str) -> None:
    suspect = texts.filter(pc.fill_null(pc.greater(pc.utf8_length(texts), MAX_CHARACTERS // 2), False))  # noqa: FBT003
    longest = max((len(text.encode("utf-16-le")) // 2 for text in suspect.to_pylist()), default=0)
    if longest > MAX_CHARACTERS:
        raise NotWritable(
            f"The table {where} holds a text of {longest:,} characters, more than the {MAX_CHARACTERS:,} "
            "of a cell: export to a dataset folder instead."
        )
    ambiguous = texts.filter(pc.fill_null(pc.match_substring_regex(texts, _AMBIGUOUS), False))  # noqa: FBT003
    if len(ambiguous):
        raise NotWritable(
            f"The table {where} holds a text that would not come back from a workbook, "
            f"{ambiguous[0].as_py()[:60]!r}: export to a dataset folder instead."
        )


def _write_sheet(worksheet: "Worksheet", sheet: Sheet, heading: "Format", text: "Format") -> None:
    worksheet.freeze_panes(1, 0)
    for column, name in enumerate(sheet.text.column_names):
        worksheet.set_column(column, column, _width(name, sheet.text[name]))
        worksheet.write_string(0, column, name, heading)
    kinds = [sheet.kinds.get(name, "text") for name in sheet.text.column_names]
    for row, values in enumerate(_rows(sheet.text), start=1):
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if value is None:
                continue
            if kind == "text":
                worksheet.write_string(row, column, value, text)
            elif kind == "number":
                worksheet.write_number(row, column, _Number(value))
            else:
                worksheet.write_boolean(row, column, value == "true")


def _rows(text: pa.Table) -> Iterator[tuple[str | None, ...]]:
    """Yield the values of each row, of which none passes for a heading."""
    for batch in text.to_batches(max_chunksize=_ROWS_AT_ONCE):
        columns = batch.columns
        known = [pc.fill_null(column, "") for column in columns]
        columns[0] = pc.if_else(pc.is_valid(columns[0]), told_apart(known, text.column_names), columns[0])
        yield from zip(*(column.to_pylist() for column in columns), strict=True)


def _width(name: str, column: pa.ChunkedArray) -> int:
    longest = pc.max(pc.utf8_length(column)).as_py() or 0
    return min(_WIDEST, max(_NARROWEST, len(name) + 2, longest + 2))
