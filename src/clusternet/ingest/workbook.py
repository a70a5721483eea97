"""Workbooks (.xlsx, .xlsm): one sheet a table, its first row the headings.

Nothing is guessed and nothing left out in silence: merged cells, formulas whose result was not saved and
cells that hold an error are told in a sentence; hidden rows and columns are read; macros are never run.
"""

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
from clusternet.ingest.workbook_cells import Row, SheetCells, cells_of, first_rows_of
from clusternet.ingest.workbook_texts import load_as_stored

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook as OpenpyxlWorkbook

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
        with warnings.catch_warnings(), _readable(self.shown_as):
            warnings.simplefilter("ignore")  # about dates that are none, which are errors then
            cells = cells_of(self.stored[sheet], first=heading)
        _check_cells(cells, shown_as)
        rows = _with_results(self, sheet, cells, heading)
        if not rows:
            raise no_heading(shown_as, heading)
        return _read(rows, shown_as, wanted)


@contextmanager
def opened_workbook(path: Path, *, shown_as: PurePath) -> Iterator[Workbook]:
    """Open a workbook.

    Raises
    ------
    MalformedFile
        If it is protected by a password, of the old format, no workbook at all, or too large when unpacked.
    """
    stored = _loaded(path, shown_as, data_only=False)
    try:
        with _readable(shown_as):
            filled = [sheet for sheet in stored.worksheets if any(True for _ in first_rows_of(sheet))]
        yield Workbook(
            shown_as=shown_as,
            sheets=tuple(sheet.title for sheet in filled if sheet.sheet_state == "visible"),
            hidden=tuple(sheet.title for sheet in filled if sheet.sheet_state != "visible"),
            stored=stored,
            path=path,
        )
    finally:
        stored.close()


def _loaded(path: Path, shown_as: PurePath, *, data_only: bool) -> "OpenpyxlWorkbook":
    _check_file(path, shown_as)
    with warnings.catch_warnings(), _readable(shown_as):
        warnings.simplefilter("ignore")  # about charts and styles, which are not read
        return load_as_stored(path, data_only=data_only)


@contextmanager
def _readable(shown_as: PurePath) -> Iterator[None]:
    """Turn what openpyxl raises, which is whatever its parsers raise, into a sentence."""
    try:
        yield
    except Exception as error:
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
    stored = _loaded(path, shown_as, data_only=True)
    try:
        with warnings.catch_warnings(), _readable(shown_as):
            warnings.simplefilter("ignore")
            heads = {
                sheet.title: [
                    (number, _texts(row, max(row)))
                    for number, row in itertools.islice(first_rows_of(sheet), rows)
                ]
                for sheet in stored.worksheets
                if sheet.sheet_state == "visible"
            }
    finally:
        stored.close()
    return {title: head for title, head in heads.items() if head}


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


def _check_cells(cells: SheetCells, shown_as: PurePath) -> None:
    """Refuse cells that say nothing certain."""
    if cells.merged:
        problem = f"has merged cells ({_first(cells.merged)}), so it is not certain what its rows say"
        raise MalformedFile(shown_as, problem, "undo the merge and fill in every cell")
    if cells.errors:
        *_, error = cells.errors[0]
        problem = f"holds the error {error} ({_first([_place(*place) for *place, _ in cells.errors])})"
        raise MalformedFile(shown_as, problem, "mend or empty these cells")


def _with_results(workbook: Workbook, sheet: str, cells: SheetCells, first: int) -> list[tuple[int, Row]]:
    """Return rows with what formulas gave when the workbook was saved in place of them."""
    if not cells.formulas:
        return cells.rows
    shown_as = workbook.shown_as / sheet
    stored = _loaded(workbook.path, workbook.shown_as, data_only=True)
    try:
        with warnings.catch_warnings(), _readable(workbook.shown_as):
            warnings.simplefilter("ignore")
            saved = cells_of(stored[sheet], first=first)
    finally:
        stored.close()
    _check_cells(saved, shown_as)
    there = {(number, column) for number, row in saved.rows for column in row}
    lost = [_place(row, column) for row, column, _ in cells.formulas if (row, column) not in there]
    if lost:
        problem = f"has formulas whose results are not saved ({_first(lost)})"
        advice = "open it in a spreadsheet program and save it, or replace formulas by their values"
        raise MalformedFile(shown_as, problem, advice)
    return saved.rows


def _first(places: Sequence[str]) -> str:
    return f"{places[0]} and {len(places) - 1} more" if len(places) > 1 else places[0]


def _place(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


def _read(rows: list[tuple[int, Row]], shown_as: PurePath, wanted: Collection[str] | None) -> Records:
    line, heading = rows[0]
    width = max(heading)
    first = _texts(heading, width)
    headings = checked_headings(first, shown_as, line=line, wanted=wanted)
    rejected: list[RejectedRow] = []
    kept: list[tuple[int, Row]] = []
    misfits: list[tuple[int, Row]] = []
    for number, row in itertools.islice(rows, 1, None):
        beyond = ";".join(row[column] for column in sorted(row) if column > width)
        if _texts(row, width) == first:
            raise heading_again(shown_as, number)
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


def _texts(row: Row, width: int) -> list[str]:
    return [row.get(column, "") for column in range(1, width + 1)]


def _columns(rows: Sequence[tuple[int, Row]], headings: Headings) -> pa.Table:
    columns = {
        headings.names[place]: pa.array([row.get(place + 1, "") for _, row in rows], pa.string())
        for place in headings.places
    }
    return pa.table({**columns, LINE: pa.array([number for number, _ in rows], pa.int64())})
