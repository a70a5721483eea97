"""The cells of a sheet, read in one go from its file: as objects in memory they take ten times the room.

openpyxl parses; its own objects are passed by, which takes names that it keeps to itself.
"""

import datetime as dt
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clusternet.ingest.typed_numbers import number_text
from clusternet.ingest.workbook_texts import unescaped

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet._reader import WorkSheetParser

LAST_COLUMN = 16_384  # of a sheet of Excel

# A row by the numbers of its columns, from 1; cells in which nothing stands are left out.
Row = dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCells:
    """What a sheet holds from some row on.

    Parameters
    ----------
    rows : list of (int, Row)
        Rows that hold something, numbered, in their order.
    formulas, errors : list of (int, int, str)
        Row, column and text of cells that hold a formula or an error.
    merged : list of str
        Ranges of cells that were merged, such as ``A1:B2``, with a part at or below the first row.
    """

    rows: list[tuple[int, Row]]
    formulas: list[tuple[int, int, str]]
    errors: list[tuple[int, int, str]]
    merged: list[str]


def cells_of(sheet: "ReadOnlyWorksheet", *, first: int = 1) -> SheetCells:
    """Read the cells of a sheet.

    Parameters
    ----------
    sheet : openpyxl worksheet
        Of a workbook that was opened to be read only.
    first : int
        The first row that counts.

    Raises
    ------
    Exception
        Whatever openpyxl raises where the file is broken; ValueError for a column that no sheet has.
    """
    rows: list[tuple[int, Row]] = []
    special: dict[str, list[tuple[int, int, str]]] = {"f": [], "e": []}
    with _parser(sheet) as parser:
        for number, cells in parser.parse():
            row = _row(cells) if number >= first else None
            if row:
                rows.append((number, row))
                for cell in cells:
                    if cell["data_type"] in special:
                        column = cell["column"]
                        special[cell["data_type"]].append((number, column, row.get(column, "")))
    rows.sort(key=lambda numbered: numbered[0])
    ranges = parser.merged_cells.mergeCell if parser.merged_cells else ()
    merged = sorted(merged.coord for merged in ranges if merged.max_row >= first)
    return SheetCells(rows=rows, formulas=special["f"], errors=special["e"], merged=merged)


def first_rows_of(sheet: "ReadOnlyWorksheet") -> Iterator[tuple[int, Row]]:
    """Yield the rows of a sheet that hold something, as they are read.

    Raises
    ------
    Exception
        As `cells_of`.
    """
    with _parser(sheet) as parser:
        for number, cells in parser.parse():
            row = _row(cells)
            if row:
                yield number, row


def _row(cells: Iterable[dict[str, Any]]) -> Row:
    row = {cell["column"]: text for cell in cells if (text := _text(cell["value"]))}
    if row and max(row) > LAST_COLUMN:
        raise ValueError(max(row))
    return row


@contextmanager
def _parser(sheet: "ReadOnlyWorksheet") -> Iterator["WorkSheetParser"]:
    """Open a sheet for a parser of its rows and merged cells, which passes whatever else it holds by."""
    from openpyxl.worksheet._reader import (
        INLINE_STRING,
        MERGE_TAG,
        ROW_TAG,
        VALUE_TAG,
        WorkSheetParser,
    )
    from openpyxl.worksheet.merge import MergeCells
    from openpyxl.xml.constants import SHEET_MAIN_NS
    from openpyxl.xml.functions import SubElement, iterparse

    text, run = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("t", "r"))

    class Parser(WorkSheetParser):
        def parse(self) -> Generator[Any, None, None]:
            for _, element in iterparse(self.source):
                if element.tag == ROW_TAG:
                    yield self.parse_row(element)
                    element.clear()
                elif element.tag == MERGE_TAG:
                    self.merged_cells = MergeCells.from_tree(element)

        def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401  an XML element
            inline = element.find(INLINE_STRING) if element.get("t") == "inlineStr" else None
            if inline is not None:  # as a formula's text, which is read many times as fast
                pieces = (*inline.iterfind(text), *inline.iterfind(f"{run}/{text}"))
                element.set("t", "str")
                SubElement(element, VALUE_TAG).text = "".join(piece.text or "" for piece in pieces)
            return super().parse_cell(element)

    book: Any = sheet.parent
    stored: Any = sheet
    with stored._get_source() as source:  # noqa: SLF001
        yield Parser(
            source,
            stored._shared_strings,  # noqa: SLF001
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )


def _text(value: object) -> str | None:
    """Write a cell as the tables of a dataset hold it."""
    if value is None or isinstance(value, str):
        return value and unescaped(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)
