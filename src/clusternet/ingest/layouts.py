"""The layouts that come with the program, and which of them a source has."""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path, PurePath

import pyarrow as pa
import pyarrow.parquet as pq

from clusternet.exceptions import MalformedFile, SourceError
from clusternet.ingest.doubled_quotes import WithOuterQuotes
from clusternet.ingest.files import PARQUET, WORKBOOK, named_sheets
from clusternet.ingest.mapping import Feeding, Layout, MappedFile
from clusternet.ingest.mapping_file import choose, read_mapping
from clusternet.ingest.places import Place, file_format
from clusternet.ingest.workbook import first_rows

_HEAD_BYTES = 256 * 1024
_HEAD_ROWS = 200


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """Return the layouts that come with the program, by name."""
    paths = sorted(_mappings().glob("*.toml"), key=lambda path: path.stem)
    return tuple(read_mapping(path, shown_as=PurePath(path.name)) for path in paths)


def stated_mapping(given: Path) -> Path:
    """Return the mapping file that somebody names: a file, or else a layout that comes with the program.

    Raises
    ------
    MalformedFile
        If there is neither.
    """
    if given.suffix or given.parent != Path() or _is_file(given):
        return given
    shipped = {layout.name for layout in shipped_layouts()}
    if given.name not in shipped:
        problem = "is neither a mapping file nor a layout that comes with clusternet"
        raise MalformedFile(given, problem, choose(given.name, sorted(shipped)))
    return _mappings() / f"{given.name}.toml"


def layout_of(place: Place) -> Layout | None:
    """Return the layout whose files, columns and `where` a place fits; None if it fits none.

    Parameters
    ----------
    place : Place
        Where the files lie.

    Raises
    ------
    SourceError
        If it fits several.
    """
    fitting = [layout for layout in shipped_layouts() if _fits(place, layout)]
    if len(fitting) > 1:
        names = " and ".join(layout.name for layout in fitting)
        raise SourceError(
            f"{place.name} fits several layouts, {names}: keep the files of each in a folder of their own."
        )
    return fitting[0] if fitting else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name no file system takes
        return False


def _mappings() -> Path:
    return Path(str(resources.files("clusternet.ingest") / "mappings"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The first rows of a file."""

    headings: frozenset[str]
    rows: list[dict[str, str]]


_NOTHING = _Head(headings=frozenset(), rows=[])


def _fits(place: Place, layout: Layout) -> bool:
    return all(_is_there(place, file) for file in layout.files)


def _is_there(place: Place, file: MappedFile) -> bool:
    names = place.matching(*file.match)
    heads = [_head(place, name, file) for name in names]
    added = _joined_headings(place, file)
    whole = not any(any(file.lacking(head.headings | added)) for head in heads)
    fed = all(any(_feeds(head, feeding) for head in heads) for feeding in file.tables)
    return bool(heads) and whole and fed


def _feeds(head: _Head, feeding: Feeding) -> bool:
    """Whether some row counts, as far as can be seen; a file without rows rules nothing out."""
    return not head.rows or any(
        all((row.get(heading) or "").strip() in texts for heading, texts in feeding.where.items())
        for row in head.rows
    )


def _joined_headings(place: Place, file: MappedFile) -> frozenset[str]:
    if file.join is None:
        return frozenset()
    return frozenset().union(
        *(_head(place, name, MappedFile(match=(name,))).headings for name in place.beside(file.join.file))
    )


def _head(place: Place, name: str, file: MappedFile) -> _Head:
    """Read the beginning of a file; what cannot be read has no headings."""
    if file_format(name) in PARQUET:
        return _parquet_head(place, name)
    if file_format(name) in WORKBOOK:
        return _sheet_head(place, name, file)
    return _text_head(place, name, file)


def _parquet_head(place: Place, name: str) -> _Head:
    try:
        schema = pq.read_schema(place.path(name))
    except (pa.ArrowException, OSError, MalformedFile):
        return _NOTHING
    return _Head(headings=frozenset(schema.names), rows=[])


def _sheet_head(place: Place, name: str, file: MappedFile) -> _Head:
    try:
        sheets = first_rows(place.path(name), shown_as=place.shown(name), rows=_HEAD_ROWS)
    except (OSError, MalformedFile):
        return _NOTHING
    named = named_sheets(sheets, file.sheet)
    return (
        _head_of([row for _, row in sheets[named[0]]]) if len(named) == 1 and named[0] in sheets else _NOTHING
    )


def _text_head(place: Place, name: str, file: MappedFile) -> _Head:
    try:
        with place.stream(name) as stream:
            data = stream.read(_HEAD_BYTES)
    except (OSError, MalformedFile):
        return _NOTHING
    text = data.decode(file.dialect.encoding or "utf-8-sig", errors="replace").replace("\0", "")
    first = next(iter(text.splitlines()), "")
    delimiter = file.dialect.delimiter or max(",;\t|", key=first.count)
    try:
        rows = list(itertools.islice(_records(text, delimiter), _HEAD_ROWS))
    except csv.Error:
        return _NOTHING
    return _head_of(rows)


def _head_of(rows: list[list[str]]) -> _Head:
    names = [heading.strip() for heading in rows[0]] if rows else []
    return _Head(headings=frozenset(names), rows=[dict(zip(names, row, strict=False)) for row in rows[1:]])


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = WithOuterQuotes(io.StringIO(text, newline=""), delimiter=delimiter, quote='"')
    for row in csv.reader(lines, delimiter=delimiter):
        if row:
            lines.width = lines.width or len(row)
            yield row
