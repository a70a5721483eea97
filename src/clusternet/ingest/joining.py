"""Other files put beside a file, by a column that all have."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.exceptions import MalformedFile, NoTables
from clusternet.findings.provenance import InputFile
from clusternet.findings.rejected import RejectedRows
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
    rejected: RejectedRows


def joined(
    place: Place, read: ReadFile, join: Join, *, wanted: Collection[str], layout: Layout
) -> tuple[Records, list[Lookup]]:
    """Put the columns of other files beside those of a file.

    Every row stays one row: where the others have a value of the shared column several times, its first row
    counts and the rest are duplicates. A column that both sides have is taken from the first file.

    Parameters
    ----------
    place : Place
        Where they lie.
    read : ReadFile
        The file.
    join : Join
        The other files and the column all have.
    wanted : collection of str
        Headings that are needed of any.
    layout : Layout
        The mapping, for messages.

    Returns
    -------
    records : Records
        The rows of the file, with the columns of all.
    lookups : list of Lookup
        What became of the rows of the other files.

    Raises
    ------
    NoTables
        If there is no other file, neither in the source nor beside its one file.
    MalformedFile
        If one of them lacks the shared column.
    """
    others = [read_file(place, name, wanted=wanted) for name in _others(place, read, join, layout)]
    for one in (read, *others):
        if join.on not in one.records.headings:
            problem = f"lacks the column {join.on!r}, by which the mapping {layout.name} joins it"
            raise MalformedFile(place.shown(one.name), problem, "correct `join` in the mapping")
    beside = pa.concat_tables([other.records.columns for other in others], promote_options="default")
    keys = trimmed(beside[join.on])
    distinct = pc.unique(keys.drop_null())
    first = pc.index_in(distinct, value_set=keys)
    places = first.take(pc.index_in(trimmed(read.records.columns[join.on]), value_set=distinct))
    added = {
        column: beside[column].take(places)
        for column in beside.column_names
        if column not in read.records.headings and column != LINE
    }
    columns = read.records.columns
    together = pa.table({**{column: columns[column] for column in columns.column_names}, **added})
    records = replace(read.records, columns=together, headings=(*read.records.headings, *added))
    return records, _lookups(others, join, layout, keys=keys, first=first.to_numpy())


def _lookups(
    others: Sequence[ReadFile], join: Join, layout: Layout, *, keys: pa.Array, first: NDArray[np.int32]
) -> list[Lookup]:
    """Return what became of the rows of each file; ``first`` are the places of those that count."""
    lookups, start = [], 0
    for other in others:
        end = start + other.records.columns.num_rows
        loaded = int(np.count_nonzero((first >= start) & (first < end)))
        lookups.append(_lookup(other, join, layout, keys=keys[start:end], loaded=loaded))
        start = end
    return lookups


def _lookup(other: ReadFile, join: Join, layout: Layout, *, keys: pa.Array, loaded: int) -> Lookup:
    nameless = RejectedRows.of_columns(
        table="",
        file=other.name,
        lines=other.records.columns[LINE].combine_chunks().filter(pc.is_null(keys)),
        column=join.on,
        rule="required",
        value="",
    )
    rejected = in_file_order([other.records.rejected, nameless])
    file = replace(
        other.described(layout.name),
        rows_read=len(keys) + len(other.records.rejected),
        rows_loaded=loaded,
        rows_set_aside=len(rejected),
        rows_duplicate=len(keys) - keys.null_count - loaded,
    )
    return Lookup(file=file, rejected=rejected)


def _others(place: Place, read: ReadFile, join: Join, layout: Layout) -> list[str]:
    names = [name for name in place.beside(join.file) if name != read.name]
    if not names:
        lacks = "lies beside no file" if place.is_one_file else "has no file"
        raise NoTables(
            f"{place.name} {lacks} {join.file}, which the mapping {layout.name} joins with {read.name}: "
            "add it, or correct `join`."
        )
    return names
