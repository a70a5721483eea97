"""Workbooks (.xlsx, .xlsm): one sheet a table, its first row the headings.

Nothing is guessed and nothing left out in silence: merged cells, formulas whose result was not saved and
cells that hold an error are told in a sentence; hidden rows and columns are read; macros are never run.
"""

import datetime as dt
import itertools
import warnings
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import pyarrow as pa

from clusternet.exceptions import MalformedFile
from clusternet.findings.provenance import RejectedRow
from clusternet.findings.rejected import RejectedRows
from clusternet.ingest.archive import opened_archive
from clusternet.ingest.headings import LINE, Headings, checked_headings, heading_again, no_heading
from clusternet.ingest.records import Records, name_in_source
from clusternet.ingest.typed_numbers import number_text
from clusternet.ingest.workbook_texts import load_as_stored, unescaped

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook as OpenpyxlWorkbook
    from openpyxl.worksheet.worksheet import Worksheet

_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_MOST_BYTES = 512 * 1024**2  # unpacked; read, they take many times as much memory
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """An open workbook.

    Parameters
    ----------
    shown_as : PurePath
        What to call it in messages.
    sheets : tuple of str
        Names of the sheets that hold something and are not hidden.
    hidden : tuple of str
        Names of those that hold something and are hidden.
    stored : openpyxl.Workbook
        The workbook with its formulas.
    path : Path
        Where it lies.
    """

    shown_as: PurePath
    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    stored: "OpenpyxlWorkbook"
    path: Path

    @property
    def all_sheets(self) -> tuple[str, ...]:
        """Names of all sheets, the empty ones among them."""
        return tuple(self.stored.sheetnames)

    def read(self, sheet: str, *, wanted: Collection[str] | None = None, heading: int = 1) -> Records:
        """Read a sheet.

        Parameters
        ----------
        sheet : str
            Its name.
        wanted : collection of str, optional
            Headings to read; all of them otherwise.
        heading : int
            Row from which on headings are looked for; what stands before is no part of the table.

        Raises
        ------
        MalformedFile
            If there is no such sheet, it is hidden or empty, or holds cells that say nothing certain.
        """
        shown_as = self.shown_as / sheet
        if sheet in self.hidden:
            raise MalformedFile(shown_as, "is a hidden sheet", "show it, or take it out")
        if sheet not in self.sheets:
            if sheet in self.stored.sheetnames:
                raise MalformedFile(
                    shown_as, "is an empty sheet", "fill it in or take it out of the workbook"
                )
            names = ", ".join(self.sheets) or "none that holds anything"
            raise MalformedFile(self.shown_as, f"has no sheet {sheet!r}", f"its sheets are {names}")
        worksheet = self.stored[sheet]
        _check_cells(worksheet, shown_as, heading)
        rows = _rows(worksheet, _results(self, worksheet, heading), heading)
        first = next(rows, None)
        if first is None:
            raise no_heading(shown_as, heading)
        return _read(first, rows, shown_as, wanted)


@contextmanager
def opened_workbook(path: Path, *, shown_as: PurePath) -> Iterator[Workbook]:
    """Open a workbook.

    Raises
    ------
    MalformedFile
        If it is protected by a password, of the old format, no workbook at all, or too large when unpacked.
    """
    stored = _loaded(path, shown_as, data_only=False)
    filled = [sheet for sheet in stored.worksheets if any(True for _ in _filled_rows(sheet))]
    try:
        yield Workbook(
            shown_as=shown_as,
            sheets=tuple(sheet.title for sheet in filled if sheet.sheet_state == "visible"),
            hidden=tuple(sheet.title for sheet in filled if sheet.sheet_state != "visible"),
            stored=stored,
            path=path,
        )
    finally:
        stored.close()


def _loaded(
    path: Path, shown_as: PurePath, *, data_only: bool, read_only: bool = False
) -> "OpenpyxlWorkbook":
    _check_file(path, shown_as)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about charts and styles, which are not read
        try:
            return load_as_stored(path, data_only=data_only, read_only=read_only)
        except Exception as error:  # openpyxl raises whatever its parsers raise
            raise _unreadable(shown_as) from error


def _unreadable(shown_as: PurePath) -> MalformedFile:
    return MalformedFile(shown_as, "is no workbook that can be read", "save it again as .xlsx and try again")


def first_rows(path: Path, *, shown_as: PurePath, rows: int) -> dict[str, list[tuple[int, list[str]]]]:
    """Return the first rows that hold something of each visible sheet, numbered, without loading the rest.

    Raises
    ------
    MalformedFile
        As `opened_workbook`.
    """
    stored = _loaded(path, shown_as, data_only=True, read_only=True)
    try:
        visible = (sheet for sheet in stored.worksheets if sheet.sheet_state == "visible")
        heads = {
            sheet.title: [
                (number, [_text(value) or "" for value in row]) for number, row in _first_filled(sheet, rows)
            ]
            for sheet in visible
        }
    except Exception as error:  # as above; sheets are parsed only now
        raise _unreadable(shown_as) from error
    finally:
        stored.close()
    return {title: head for title, head in heads.items() if head}


def _first_filled(worksheet: "Worksheet", rows: int) -> Iterator[tuple[int, tuple[object, ...]]]:
    numbered = enumerate(worksheet.iter_rows(values_only=True), start=1)
    filled = ((number, row) for number, row in numbered if any(cell not in (None, "") for cell in row))
    return itertools.islice(filled, rows)


def _check_file(path: Path, shown_as: PurePath) -> None:
    with path.open("rb") as file:
        data = file.read(8)
        if data == _OLD_OFFICE:
            if _ENCRYPTED in file.read():
                raise MalformedFile(shown_as, "is protected by a password", "save it without one")
            raise MalformedFile(shown_as, "is a workbook of the old format (.xls)", "save it as .xlsx")
    if not zipfile.is_zipfile(path):
        raise _unreadable(shown_as)
    with opened_archive(path, shown_as=shown_as, most=_MOST_BYTES):
        pass


def _filled_rows(worksheet: "Worksheet", first: int = 1) -> "Iterator[tuple[Cell | MergedCell, ...]]":
    rows = worksheet.iter_rows(min_row=first)
    return (row for row in rows if any(cell.value not in (None, "") for cell in row))


def _check_cells(worksheet: "Worksheet", shown_as: PurePath, first: int) -> None:
    """Refuse cells that say nothing certain, from the row of the headings on."""
    ranges = sorted(str(merged) for merged in worksheet.merged_cells.ranges if merged.max_row >= first)
    if ranges:
        more = f" and {len(ranges) - 1} more" if len(ranges) > 1 else ""
        problem = f"has merged cells ({ranges[0]}{more}), so it is not certain what its rows say"
        raise MalformedFile(shown_as, problem, "undo the merge and fill in every cell")
    broken = [cell for row in worksheet.iter_rows(min_row=first) for cell in row if cell.data_type == "e"]
    if broken:
        more = f" and {len(broken) - 1} more" if len(broken) > 1 else ""
        problem = f"holds the error {broken[0].value} ({broken[0].coordinate}{more})"
        raise MalformedFile(shown_as, problem, "mend or empty these cells")


def _results(workbook: Workbook, worksheet: "Worksheet", first: int) -> dict[str, object]:
    """Return what formulas gave when the workbook was saved, by the place of their cells."""
    cells = itertools.chain.from_iterable(worksheet.iter_rows(min_row=first))
    formulas = [cell.coordinate for cell in cells if cell.data_type == "f"]
    if not formulas:
        return {}
    saved = _loaded(workbook.path, workbook.shown_as, data_only=True)[worksheet.title]
    results = {place: saved[place].value for place in formulas}
    lost = [place for place, value in results.items() if value is None]
    if lost:
        more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        problem = f"has formulas whose results are not saved ({lost[0]}{more})"
        advice = "open it in a spreadsheet program and save it, or replace formulas by their values"
        raise MalformedFile(workbook.shown_as / worksheet.title, problem, advice)
    return results


def _rows(
    worksheet: "Worksheet", results: dict[str, object], first: int
) -> Iterator[tuple[int, list[str | None]]]:
    """Yield each row that is not empty with its number."""
    for row in _filled_rows(worksheet, first):
        yield row[0].row or 0, [_text(results.get(cell.coordinate, cell.value)) for cell in row]


def _read(
    heading: tuple[int, list[str | None]],
    rows: Iterator[tuple[int, list[str | None]]],
    shown_as: PurePath,
    wanted: Collection[str] | None,
) -> Records:
    line, first = heading
    whole = list(rows)
    width = _width(first)
    headings = checked_headings([text or "" for text in first[:width]], shown_as, line=line, wanted=wanted)
    rejected: list[RejectedRow] = []
    kept: list[tuple[int, Sequence[str | None]]] = []
    misfits: list[tuple[int, Sequence[str | None]]] = []
    for number, row in whole:
        if row[:width] == first[:width]:
            raise heading_again(shown_as, number)
        beyond = ";".join(text for text in row[width:] if text)
        if not beyond:
            kept.append((number, row))
        else:
            file = name_in_source(shown_as)
            misfits.append((number, row))
            rejected.append(RejectedRow(file=file, line=number, column="", rule="extra_field", value=beyond))
    return Records(
        columns=_columns(kept, headings),
        rejected=RejectedRows.of(rejected),
        misfits=_columns(misfits, headings),
        headings=headings.names,
    )


def _width(heading: Sequence[str | None]) -> int:
    """Return the number of columns, up to the last heading."""
    return max(place for place, text in enumerate(heading, start=1) if text)


def _columns(rows: Sequence[tuple[int, Sequence[str | None]]], headings: Headings) -> pa.Table:
    columns = {
        headings.names[place]: pa.array([row[place] or "" for _, row in rows], pa.string())
        for place in headings.places
    }
    return pa.table({**columns, LINE: pa.array([number for number, _ in rows], pa.int64())})


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
