"""Workbooks (.xlsx) written column by column, and without the hour of writing: same sheets, same bytes.

A cell is a text, a number or yes and no; none is a formula, whatever its text looks like.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clusternet.exceptions import NotWritable
from clusternet.export.delimited import bytes_of
from clusternet.export.tables import told_apart
from clusternet.export.workbook_frame import HEADING, MAIN, TEXT, XML, frame

CellKind = Literal["text", "number", "boolean"]

MAX_ROWS = 1_048_576  # of a sheet, its headings among them
MAX_CHARACTERS = 32_767  # of a cell, as UTF-16 counts them
_ROWS_AT_ONCE = 50_000
# No XML holds these; `x005F_` is how workbooks write what looks like an escaped character.
_IMPOSSIBLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]|x005F_"
_LOOKS_ESCAPED = r"_(x[0-9A-Fa-f]{4}_)"
_NARROWEST, _WIDEST = 8, 60  # characters of a column
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip archive


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


def render_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets as the bytes of a workbook.

    Raises
    ------
    NotWritable
        If a sheet has too many rows, or a text that no cell can hold.
    """
    for sheet in sheets:
        _check_size(sheet)
    strings = _Strings()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in frame([sheet.name for sheet in sheets]).items():
            with _part(package, name) as part:
                part.write(content.encode())
        for place, sheet in enumerate(sheets, start=1):
            with _part(package, f"xl/worksheets/sheet{place}.xml") as part:
                for piece in _sheet(sheet, strings):
                    part.write(piece)
        with _part(package, "xl/sharedStrings.xml") as part:
            for piece in strings.xml():
                part.write(piece)
    return buffer.getvalue()


class _Strings:
    """The texts of a workbook, each of which a cell names by its place."""

    def __init__(self) -> None:
        self._parts: list[pa.Array] = []
        self._n = 0

    def places(self, texts: pa.Array) -> pa.Array:
        """Add the texts of a column and return their places, null for none."""
        encoded = texts.dictionary_encode()
        start = self._n
        self._n += len(encoded.dictionary)
        self._parts.append(encoded.dictionary)
        return pc.add(encoded.indices.cast(pa.int64()), start)

    def xml(self) -> Iterator[bytes]:
        yield f'{XML}<sst xmlns="{MAIN}" uniqueCount="{self._n}">'.encode()
        for texts in self._parts:
            yield bytes_of(
                pc.binary_join_element_wise('<si><t xml:space="preserve">', _escaped(texts), "</t></si>", "")
            )
        yield b"</sst>"


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
    impossible = texts.filter(pc.fill_null(pc.match_substring_regex(texts, _IMPOSSIBLE), False))  # noqa: FBT003
    if len(impossible):
        raise NotWritable(
            f"The table {where} holds a text that no workbook can hold, {impossible[0].as_py()[:60]!r}: "
            "export to a dataset folder instead."
        )


def _part(package: zipfile.ZipFile, name: str) -> IO[bytes]:
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
    return package.open(info, "w", force_zip64=False)


def _sheet(sheet: Sheet, strings: _Strings) -> Iterator[bytes]:
    names = sheet.text.column_names
    columns = [sheet.text[name].combine_chunks() for name in names]
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{_width(name, column)}" customWidth="1"/>'
        for place, (name, column) in enumerate(zip(names, columns, strict=True), start=1)
    )
    headings = strings.places(pa.array(names, pa.string())).to_pylist()
    first = "".join(
        f'<c r="{_letters(place)}1" t="s" s="{HEADING}"><v>{string}</v></c>'
        for place, string in enumerate(headings)
    )
    yield (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData><row r="1">{first}</row>'
    ).encode()
    if columns and sheet.text.num_rows:
        known = [pc.fill_null(column, "") for column in columns]
        columns[0] = pc.if_else(pc.is_valid(columns[0]), told_apart(known, names), columns[0])
    values = [
        _values(column, sheet.kinds.get(name, "text"), strings)
        for name, column in zip(names, columns, strict=True)
    ]
    for start in range(0, sheet.text.num_rows, _ROWS_AT_ONCE):
        batch = [column.slice(start, _ROWS_AT_ONCE) for column in values]
        numbers = pa.array(np.arange(start + 2, start + 2 + len(batch[0])), pa.int64()).cast(pa.string())
        cells = [
            _cells(column, sheet.kinds.get(name, "text"), _letters(place), numbers)
            for place, (name, column) in enumerate(zip(names, batch, strict=True))
        ]
        yield bytes_of(pc.binary_join_element_wise('<row r="', numbers, '">', *cells, "</row>", ""))
    yield b"</sheetData></worksheet>"


def _values(column: pa.Array, kind: CellKind, strings: _Strings) -> pa.Array:
    """Return what stands in the cells of a column: places of texts, numbers, 1 and 0."""
    if kind == "number":
        return column
    if kind == "boolean":
        return pc.if_else(pc.equal(column, "true"), "1", "0")
    return strings.places(column).cast(pa.string())


def _cells(values: pa.Array, kind: CellKind, letters: str, numbers: pa.Array) -> pa.Array:
    style = {"text": f' t="s" s="{TEXT}"', "boolean": ' t="b"', "number": ""}[kind]
    cell = pc.binary_join_element_wise(f'<c r="{letters}', numbers, f'"{style}><v>', values, "</v></c>", "")
    return pc.fill_null(cell, "")


def _escaped(texts: pa.Array) -> pa.Array:
    """Write texts for XML; a carriage return would be taken for a line end, `_x000D_` for its sign."""
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        texts = pc.replace_substring(texts, sign, written)
    return pc.replace_substring_regex(texts, _LOOKS_ESCAPED, r"_x005F_\1")


def _letters(place: int) -> str:
    """Return the name of a column by its place from 0.

    Examples
    --------
    >>> [_letters(place) for place in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _width(name: str, column: pa.Array) -> int:
    longest = pc.max(pc.utf8_length(column)).as_py() or 0
    return min(_WIDEST, max(_NARROWEST, len(name) + 2, longest + 2))
