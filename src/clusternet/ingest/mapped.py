"""A source of any layout, read as a mapping says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.cleaning.options import Options
from clusternet.exceptions import MalformedFile, NoTables
from clusternet.findings.provenance import Change, InputFile
from clusternet.findings.rejected import RejectedRows
from clusternet.ingest.beside import Beside
from clusternet.ingest.dataset import Dataset, input_of, tables_of
from clusternet.ingest.files import READABLE, ReadFile, read_file
from clusternet.ingest.filling import FileText, Filled, filled
from clusternet.ingest.headings import LINE
from clusternet.ingest.joining import Lookup, joined
from clusternet.ingest.mapping import Feeding, Layout, MappedFile, StatedDialect
from clusternet.ingest.places import Place, file_format
from clusternet.ingest.records import Records
from clusternet.ingest.repetitions import without_repeats, without_same_again
from clusternet.ingest.rules import Part, check_rows
from clusternet.ingest.values import in_one, trimmed
from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """What a cleaner changed in each row of a column, as codes, and a few examples."""

    column: str
    cleaner: str
    codes: pa.Array
    examples: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What one file gives to one table, with what cleaners changed in each row."""

    part: Part
    file: InputFile
    changed: tuple[_Changed, ...]
    lines: pa.Array


def read_mapped(place: Place, layout: Layout, card: DatasetCard, beside: Beside | None = None) -> Dataset:
    """Read the files of a place as a mapping says.

    Parameters
    ----------
    place : Place
        Where they lie.
    layout : Layout
        The mapping.
    card : DatasetCard
        What is known of the dataset.
    beside : Beside, optional
        What is taken along.

    Raises
    ------
    NoTables
        If a file of the mapping is not there.
    MalformedFile
        If a file cannot be read, or lacks a column that the mapping names.
    """
    beside = beside or Beside()
    given: list[_Given] = []
    lookups: list[Lookup] = []
    taken: set[str] = set()
    for file in layout.files:
        for name in _matching(place, file, layout):
            fed, found = _fed(place, name, file, layout, beside)
            taken.add(name)
            lookups += found
            given += fed
    settled, repaired = beside.settled([one.part for one in given])
    inputs = [_input(part, one) for part, one in zip(settled, given, strict=False)]
    inputs.sort(key=lambda file: tuple(TABLES).index(file.table))
    taken |= {lookup.file.file for lookup in lookups}
    return Dataset(
        card=replace(card, license=card.license or layout.license),
        tables=tables_of(settled),
        inputs=(*inputs, *repaired, *(lookup.file for lookup in lookups)),
        rejected=RejectedRows.together(
            (*(part.rejected for part in settled), *(lookup.rejected for lookup in lookups))
        ),
        unread=tuple(name for name in place.names if name not in taken and file_format(name) in READABLE),
    )


def _matching(place: Place, file: MappedFile, layout: Layout) -> tuple[str, ...]:
    names = place.matching(*file.match)
    if not names:
        raise NoTables(
            f"{place.name} has no file {' or '.join(file.match)}, which the mapping {layout.name} reads: "
            "add it, or correct `match`."
        )
    return names


def _fed(
    place: Place, name: str, file: MappedFile, layout: Layout, beside: Beside
) -> tuple[list[_Given], list[Lookup]]:
    """Fill every table that one file feeds; what it says is held no longer than that."""
    read, lookups = _read(place, name, file, layout)
    given = []
    for feeding in file.tables:
        pa.default_memory_pool().release_unused()  # of a big file, a third of what is held
        given.append(_given(read, file, feeding, layout, beside))
    return given, lookups


def _read(place: Place, name: str, file: MappedFile, layout: Layout) -> tuple[ReadFile, list[Lookup]]:
    read = read_file(place, name, dialect=file.dialect, sheet=file.sheet, wanted=file.headings)
    if file.join is None:
        _check_columns(place, read, file, layout)
        return read, []
    records, lookups = joined(place, read, file.join, wanted=file.headings, layout=layout)
    read = replace(read, records=records)
    _check_columns(place, read, file, layout)
    return read, lookups


def _check_columns(place: Place, read: ReadFile, file: MappedFile, layout: Layout) -> None:
    headings = read.records.headings
    lack = next(file.lacking(headings), None)
    if lack is not None:
        problem = (
            f"lacks the column {lack.heading!r}, which the mapping {layout.name} names "
            f"for {lack.column!r} of {lack.table}"
        )
        raise MalformedFile(place.shown(read.name), problem, _advice(lack.heading, headings))


def _advice(heading: str, headings: Sequence[str]) -> str:
    close = get_close_matches(heading, headings, n=1, cutoff=0.5)
    if close:
        return f"the closest is {close[0]!r}; correct the mapping"
    if len(headings) == 1:
        whole = headings[0][:80]
        return f"the whole heading is {whole!r}; correct `delimiter` or `heading` of the mapping"
    return "correct the mapping"


def _given(read: ReadFile, file: MappedFile, feeding: Feeding, layout: Layout, beside: Beside) -> _Given:
    """Fill one table from one file."""
    records = read.records
    text = _text(records.columns, file, feeding).that_count(feeding)
    columns = _columns(feeding, text, layout)
    misfits = _text(records.misfits, file, feeding)
    rows = Records(
        columns=_table(columns, text),
        rejected=records.rejected,
        misfits=_table(_columns(feeding, misfits, layout), misfits),
        headings=tuple(columns),
    )
    part = check_rows(
        feeding.table,
        rows,
        file=read.name,
        rules={name: found.rules for name, found in columns.items() if found.rules is not None},
        taken_along=file.takes_along(feeding),
    )
    described = replace(
        read.described(layout.name),
        rows_left_out=records.columns.num_rows - len(text.lines),
        unread_columns=tuple(name for name in records.headings if name not in file.headings),
    )
    changed = tuple(
        _Changed(
            column=name,
            cleaner=feeding.columns[name].clean,
            codes=found.changes,
            examples=found.examples,
        )
        for name, found in columns.items()
        if found.changes is not None
    )
    part = beside.own(part, rows)
    if not part.table.key:
        part = without_repeats(part)
    elif part.taken_along:
        part = without_same_again(part)
    return _Given(part=part, file=described, changed=changed, lines=text.lines)


def _text(rows: pa.Table, file: MappedFile, feeding: Feeding) -> FileText:
    """Return the columns of a file that a table needs; nothing known in one that the file may lack."""
    unknown = pa.nulls(rows.num_rows, pa.string())
    return FileText(
        columns={
            name: trimmed(rows[name]) if name in rows.column_names else unknown for name in feeding.headings
        },
        lines=in_one(rows[LINE]),
        missing=file.missing,
        options=_options(file.dialect),
    )


def _table(columns: dict[str, Filled], text: FileText) -> pa.Table:
    return pa.table({**{name: found.text for name, found in columns.items()}, LINE: text.lines})


def _options(dialect: StatedDialect) -> Options:
    return Options(
        decimal=dialect.decimal,
        day_first=None if dialect.dates in (None, "excel") else dialect.dates == "day-first",
        excel_dates=dialect.dates == "excel",
    )


def _columns(feeding: Feeding, text: FileText, layout: Layout) -> dict[str, Filled]:
    prefixes = layout.prefixes(feeding.table)
    return {
        name: filled(filling, text, kind=feeding.table.column(name).kind, prefix=prefixes.get(name, ""))
        for name, filling in feeding.columns.items()
    }


def _input(part: Part, given: _Given) -> InputFile:
    """Return what became of a file's rows, with the changes made in those that were loaded."""
    loaded = pc.is_in(given.lines, value_set=in_one(part.rows[LINE]))
    changes = tuple(
        Change(
            column=changed.column,
            code=code,
            count=count,
            cleaner=changed.cleaner,
            examples=changed.examples.get(code, ()),
        )
        for changed in given.changed
        for code, count in sorted(_counted(changed.codes.filter(loaded)).items())
    )
    return input_of(part, replace(given.file, changes=changes))


def _counted(changes: pa.Array) -> Counter[str]:
    counts: Counter[str] = Counter()
    for entry in pc.value_counts(changes.drop_null()).to_pylist():
        for code in entry["values"].split(";"):
            counts[code] += entry["counts"]
    return counts
