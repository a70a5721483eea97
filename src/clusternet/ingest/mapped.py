"""A source of any layout, read as a mapping says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.cleaning.options import Options
from clusternet.exceptions import MalformedFile, NoTables
from clusternet.findings.provenance import Change, InputFile
from clusternet.ingest.dataset import Dataset, input_of, settle, tables_of
from clusternet.ingest.files import READABLE, ReadFile, read_file
from clusternet.ingest.filling import FileText, Filled, filled
from clusternet.ingest.headings import LINE
from clusternet.ingest.joining import Lookup, joined
from clusternet.ingest.mapping import Feeding, Layout, MappedFile
from clusternet.ingest.places import Place, file_format
from clusternet.ingest.records import Records
from clusternet.ingest.rules import Part, check_rows
from clusternet.ingest.values import trimmed
from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What one file gives to one table, with what cleaners changed in each row."""

    part: Part
    file: InputFile
    changes: dict[str, pa.Array]
    lines: pa.Array


def read_mapped(place: Place, layout: Layout, card: DatasetCard) -> Dataset:
    """Read the files of a place as a mapping says.

    Parameters
    ----------
    place : Place
        Where they lie.
    layout : Layout
        The mapping.
    card : DatasetCard
        What is known of the dataset.

    Raises
    ------
    NoTables
        If a file of the mapping is not there.
    MalformedFile
        If a file cannot be read, or lacks a column that the mapping names.
    """
    given: list[_Given] = []
    beside: list[Lookup] = []
    taken: set[str] = set()
    for file in layout.files:
        for name in _matching(place, file, layout):
            read, lookup = _read(place, name, file, layout)
            taken.add(name)
            beside += lookup
            given += [_given(read, file, feeding, layout) for feeding in file.tables]
    settled = settle([one.part for one in given])
    inputs = [_input(part, one) for part, one in zip(settled, given, strict=True)]
    inputs.sort(key=lambda file: tuple(TABLES).index(file.table))
    taken |= {lookup.file.file for lookup in beside}
    return Dataset(
        card=replace(card, license=card.license or layout.license),
        tables=tables_of(settled),
        inputs=(*inputs, *(lookup.file for lookup in beside)),
        rejected=(
            *(row for part in settled for row in part.rejected),
            *(row for lookup in beside for row in lookup.rejected),
        ),
        unread=tuple(name for name in place.names if name not in taken and file_format(name) in READABLE),
    )


def _matching(place: Place, file: MappedFile, layout: Layout) -> tuple[str, ...]:
    names = place.matching(file.match)
    if not names:
        raise NoTables(
            f"{place.name} has no file {file.match}, which the mapping {layout.name} reads: "
            "add it, or correct `match`."
        )
    return names


def _read(place: Place, name: str, file: MappedFile, layout: Layout) -> tuple[ReadFile, list[Lookup]]:
    read = read_file(place, name, dialect=file.dialect, sheet=file.sheet, wanted=file.headings)
    if file.join is None:
        _check_columns(place, read, file, layout)
        return read, []
    records, lookup = joined(place, read, file.join, wanted=file.headings, layout=layout)
    read = replace(read, records=records)
    _check_columns(place, read, file, layout)
    return read, [lookup]


def _check_columns(place: Place, read: ReadFile, file: MappedFile, layout: Layout) -> None:
    for feeding in file.tables:
        for heading in sorted(feeding.headings):
            if heading not in read.records.headings:
                filling = next(
                    (column for column, found in feeding.columns.items() if heading in found.columns), "where"
                )
                problem = (
                    f"lacks the column {heading!r}, which the mapping {layout.name} names "
                    f"for {filling!r} of {feeding.table.name}"
                )
                raise MalformedFile(place.shown(read.name), problem, _advice(heading, read.records.headings))


def _advice(heading: str, headings: Sequence[str]) -> str:
    close = get_close_matches(heading, headings, n=1, cutoff=0.5)
    if close:
        return f"the closest is {close[0]!r}; correct the mapping"
    if len(headings) == 1:
        return f"the whole heading is {headings[0][:80]!r}; correct the delimiter of the mapping"
    return "correct the mapping"


def _given(read: ReadFile, file: MappedFile, feeding: Feeding, layout: Layout) -> _Given:
    """Fill one table from one file."""
    records = read.records
    text = FileText(
        columns={name: trimmed(records.columns[name]) for name in feeding.headings},
        lines=records.columns[LINE].combine_chunks(),
        missing=file.missing,
        options=Options(decimal=file.dialect.decimal),
    ).that_count(feeding)
    columns = _columns(feeding, text, layout)
    table = pa.table({**{name: found.text for name, found in columns.items()}, LINE: text.lines})
    part = check_rows(
        feeding.table,
        Records(columns=table, rejected=records.rejected, headings=tuple(columns)),
        file=read.name,
        rules={name: found.rules for name, found in columns.items() if found.rules is not None},
        taken_along=file.takes_along(feeding),
    )
    left_out = records.columns.num_rows - len(text.lines)
    return _Given(
        part=part,
        file=replace(read.described(layout.name), rows_left_out=left_out),
        changes={name: found.changes for name, found in columns.items() if found.changes is not None},
        lines=text.lines,
    )


def _columns(feeding: Feeding, text: FileText, layout: Layout) -> dict[str, Filled]:
    prefixes = layout.prefixes(feeding.table)
    return {
        name: filled(filling, text, kind=feeding.table.column(name).kind, prefix=prefixes.get(name, ""))
        for name, filling in feeding.columns.items()
    }


def _input(part: Part, given: _Given) -> InputFile:
    """Return what became of a file's rows, with the changes made in those that were loaded."""
    loaded = pc.is_in(given.lines, value_set=part.rows[LINE].combine_chunks())
    changes = tuple(
        Change(column=column, code=code, count=count)
        for column, codes in given.changes.items()
        for code, count in sorted(_counted(codes.filter(loaded)).items())
    )
    return input_of(part, replace(given.file, changes=changes))


def _counted(changes: pa.Array) -> Counter[str]:
    counts: Counter[str] = Counter()
    for entry in pc.value_counts(changes.drop_null()).to_pylist():
        for code in entry["values"].split(";"):
            counts[code] += entry["counts"]
    return counts
