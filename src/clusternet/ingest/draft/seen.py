"""What the first rows of a table show: its columns and their texts, before anything is guessed."""

import csv
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.parquet as pq

from clusternet.exceptions import MalformedFile
from clusternet.ingest.dialect import Dialect, csv_reader, find_dialect
from clusternet.ingest.doubled_quotes import WithOuterQuotes
from clusternet.ingest.files import PARQUET, READABLE, WORKBOOK
from clusternet.ingest.headings import LINE, MAX_COLUMNS
from clusternet.ingest.parquet import column_text
from clusternet.ingest.places import Place, file_format
from clusternet.ingest.workbook import first_rows

Row = tuple[int, list[str]]  # line of a text file or row of a sheet, and its cells
_TITLES = 10  # rows in which headings are looked for below a title
_WIDE = 3  # cells of a row that is no title
ROWS = 50_000  # looked at; the rest of a table is like them, or the check will tell


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A column as it was seen.

    Parameters
    ----------
    heading : str
        Trimmed.
    texts : tuple of str
        Trimmed, one a row looked at; empty where nothing stands.
    """

    heading: str
    texts: tuple[str, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        """Texts that stand in the column, and how often."""
        return Counter(text for text in self.texts if text)

    @property
    def filled(self) -> int:
        """Rows in which something stands."""
        return self.counts.total()

    @property
    def distinct(self) -> int:
        """Number of different texts."""
        return len(self.counts)

    def names_rows(self, share: float) -> bool:
        """Whether so large a share of the rows holds a text of its own."""
        return bool(self.texts) and self.distinct >= share * len(self.texts)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table as it was seen.

    Parameters
    ----------
    file : str
        Its name in the place.
    sheet : str
        Sheet of a workbook; empty for other files.
    columns : tuple of Seen
        Those that a mapping can name.
    unnamed : tuple of str
        Headings that a mapping cannot name: empty, broken, or there twice.
    heading : int
        Line or row on which the headings stand.
    rows : int
        Rows looked at.
    is_whole : bool
        Whether these are all rows.
    dialect : Dialect, optional
        Of text files.
    """

    file: str
    sheet: str
    columns: tuple[Seen, ...]
    unnamed: tuple[str, ...]
    heading: int
    rows: int
    is_whole: bool
    dialect: Dialect | None = None

    @property
    def name(self) -> str:
        """File and sheet."""
        return f"{self.file}/{self.sheet}" if self.sheet else self.file


def seen_sheets(place: Place) -> tuple[list[Sheet], list[MalformedFile]]:
    """Look at every table of a place.

    Returns
    -------
    sheets : list of Sheet
        In the order of their names.
    refused : list of MalformedFile
        Why others cannot be read.
    """
    sheets: list[Sheet] = []
    refused: list[MalformedFile] = []
    for name in place.names:
        if file_format(name) in READABLE:
            try:
                sheets += _seen_in(place, name)
            except MalformedFile as error:
                refused.append(error)
    return sheets, refused


def _seen_in(place: Place, name: str) -> list[Sheet]:
    if file_format(name) in WORKBOOK:
        found = first_rows(place.path(name), shown_as=place.shown(name), rows=ROWS + 2)
        return [_sheet(name, sheet, rows) for sheet, rows in found.items()]
    if file_format(name) in PARQUET:
        return [_sheet(name, "", _parquet_rows(place, name))]
    dialect = _dialect(place, name)
    return [_sheet(name, "", _text_rows(place, name, dialect), dialect)]


def _dialect(place: Place, name: str) -> Dialect:
    """Return how a text file is written, by its first line or, if that is a title, by the first wide one."""
    path, shown_as = place.path(name), place.shown(name)
    found = find_dialect(path, shown_as=shown_as)
    with path.open(encoding=found.encoding, errors="replace") as file:
        lines = list(itertools.islice(file, _TITLES))
    if _width(lines[0], found) == 1:
        for number, line in enumerate(lines, start=1):
            below = find_dialect(path, shown_as=shown_as, encoding=found.encoding, heading=number)
            if _width(line, below) >= _WIDE:
                return below
    return found


def _width(line: str, dialect: Dialect) -> int:
    return line.count(dialect.delimiter) + 1


def _text_rows(place: Place, name: str, dialect: Dialect) -> list[Row]:
    with place.path(name).open(encoding=dialect.encoding, errors="replace", newline="") as file:
        lines = WithOuterQuotes(file, delimiter=dialect.delimiter, quote=dialect.quote or '"')
        try:
            return list(itertools.islice(_records(lines, dialect), ROWS + 2))
        except (csv.Error, UnicodeError) as error:
            problem = f"cannot be cut into rows ({error})"
            raise MalformedFile(place.shown(name), problem, "mend it, or save it again as CSV") from error


def _records(lines: WithOuterQuotes, dialect: Dialect) -> Iterator[Row]:
    reader = csv_reader(lines, dialect)
    before = 0
    for record in reader:
        if record:
            lines.width = lines.width or len(record)
            yield before + 1, record
        before = reader.line_num


def _parquet_rows(place: Place, name: str) -> list[Row]:
    shown_as = place.shown(name)
    try:
        with pq.ParquetFile(place.path(name)) as file:
            names = file.schema_arrow.names
            batch = next(file.iter_batches(batch_size=ROWS + 1), None)
    except (pa.ArrowException, OSError) as error:
        raise MalformedFile(shown_as, "is no Parquet file that can be read", "export it again") from error
    if batch is None:
        return [(1, names)]
    table = pa.Table.from_batches([batch])
    texts = [
        column_text(table.column(place), heading, shown_as).to_pylist() for place, heading in enumerate(names)
    ]
    rows = ([text or "" for text in row] for row in zip(*texts, strict=True))
    return [(1, names), *enumerate(rows, start=2)]


def _sheet(name: str, sheet: str, found: Sequence[Row], dialect: Dialect | None = None) -> Sheet:
    rows = found[_place_of_heading(found) :]
    heading = [text.strip() for text in rows[0][1]] if rows else []
    body = [row for _, row in rows[1 : ROWS + 1]]
    times = Counter(heading)
    nameable = [place for place, text in enumerate(heading[:MAX_COLUMNS]) if _is_nameable(text, times)]
    return Sheet(
        file=name,
        sheet=sheet,
        columns=tuple(
            Seen(
                heading=heading[place],
                texts=tuple(row[place].strip() if place < len(row) else "" for row in body),
            )
            for place in nameable
        ),
        unnamed=tuple(text for place, text in enumerate(heading) if place not in set(nameable) and text),
        heading=rows[0][0] if len(rows) < len(found) else 1,
        rows=len(body),
        is_whole=len(rows) - 1 <= ROWS,
        dialect=dialect,
    )


def _place_of_heading(rows: Sequence[Row]) -> int:
    """Return the place of the row of headings: below a title in one cell, if there is one."""
    widths = [sum(bool(cell.strip()) for cell in row) for _, row in rows[:_TITLES]]
    if not widths or widths[0] != 1:
        return 0
    return next((place for place, width in enumerate(widths) if width >= _WIDE), 0)


def _is_nameable(heading: str, times: Counter[str]) -> bool:
    return bool(heading) and times[heading] == 1 and heading.lower() != LINE and "\ufffd" not in heading
