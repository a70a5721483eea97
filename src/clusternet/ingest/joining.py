"""A second file put beside the first, by a column that both have."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.exceptions import MalformedFile, NoTables
from clusternet.findings.provenance import InputFile, RejectedRow
from clusternet.ingest.files import ReadFile, read_file
from clusternet.ingest.headings import LINE
from clusternet.ingest.mapping import Join, Layout
from clusternet.ingest.places import Place
from clusternet.ingest.records import Records
from clusternet.ingest.rules import in_file_order
from clusternet.ingest.values import trimmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What became of the rows of a file that was put beside another."""

    file: InputFile
    rejected: tuple[RejectedRow, ...]


def joined(
    place: Place, read: ReadFile, join: Join, *, wanted: Collection[str], layout: Layout
) -> tuple[Records, Lookup]:
    """Put the columns of another file beside those of a file.

    Every row stays one row: where the other file has a value of the shared column several times, its first
    row counts and the others are duplicates. A column that both files have is taken from the first file.

    Parameters
    ----------
    place : Place
        Where both lie.
    read : ReadFile
        The file.
    join : Join
        The other file and the column both have.
    wanted : collection of str
        Headings that are needed of either.
    layout : Layout
        The mapping, for messages.

    Returns
    -------
    records : Records
        The rows of the file, with the columns of both.
    lookup : Lookup
        What became of the rows of the other file.

    Raises
    ------
    NoTables
        If the other file is not there.
    MalformedFile
        If one of them lacks the shared column, or several files are meant.
    """
    name = _only(place, read, join, layout)
    other = read_file(place, name, wanted=wanted)
    for one in (read, other):
        if join.on not in one.records.headings:
            problem = f"lacks the column {join.on!r}, by which the mapping {layout.name} joins it"
            raise MalformedFile(place.shown(one.name), problem, "correct `join` in the mapping")
    keys = trimmed(other.records.columns[join.on])
    distinct = pc.unique(keys.drop_null())
    first = pc.index_in(distinct, value_set=keys)
    places = pc.index_in(trimmed(read.records.columns[join.on]), value_set=distinct)
    added = {
        column: other.records.columns[column].combine_chunks().take(first).take(places)
        for column in other.records.columns.column_names
        if column not in read.records.headings and column != LINE
    }
    columns = read.records.columns
    together = pa.table({**{column: columns[column] for column in columns.column_names}, **added})
    headings = (*read.records.headings, *added)
    records = Records(columns=together, rejected=read.records.rejected, headings=headings)
    return records, _lookup(other, join, layout, keys=keys, distinct=len(distinct))


def _lookup(other: ReadFile, join: Join, layout: Layout, *, keys: pa.Array, distinct: int) -> Lookup:
    lines = other.records.columns[LINE].filter(pc.is_null(keys)).to_pylist()
    nameless = [
        RejectedRow(file=other.name, line=line, column=join.on, rule="required", value="") for line in lines
    ]
    rejected = in_file_order([*other.records.rejected, *nameless])
    file = replace(
        other.described(layout.name),
        rows_read=len(keys) + len(other.records.rejected),
        rows_loaded=distinct,
        rows_set_aside=len(rejected),
        rows_duplicate=len(keys) - keys.null_count - distinct,
    )
    return Lookup(file=file, rejected=rejected)


def _only(place: Place, read: ReadFile, join: Join, layout: Layout) -> str:
    names = [name for name in place.matching(join.file) if name != read.name]
    if not names:
        raise NoTables(
            f"{place.name} has no file {join.file}, which the mapping {layout.name} joins with {read.name}: "
            "add it, or correct `join`."
        )
    if len(names) > 1:
        problem = f"is one of {len(names)} files that the mapping {layout.name} would join with {read.name}"
        raise MalformedFile(place.shown(names[0]), problem, "name one of them in `join`")
    return names[0]
