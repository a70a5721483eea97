"""The rules a row must keep to be loaded: its cells, its dates, its name, its references.

Every row of a file ends in exactly one of three places: loaded, set aside with the first rule it breaks, or
counted as the repetition of an earlier row.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clusternet.findings.provenance import RejectedRow
from clusternet.ingest.records import LINE, Records
from clusternet.ingest.values import empty_values, trimmed, values_of
from clusternet.model.tables import TABLES, Column, Kind, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTable:
    """The rows of one table that hold, and those that do not.

    Parameters
    ----------
    rows : pyarrow.Table
        Loaded rows: the columns of the contract, those unknown to it, and `LINE`.
    rejected : tuple of RejectedRow
        Rows set aside, in the order of the file.
    duplicates : int
        Rows that say the same as an earlier one in every column.
    """

    rows: pa.Table
    rejected: tuple[RejectedRow, ...]
    duplicates: int


def check_rows(table: Table, records: Records, *, file: str) -> CheckedTable:
    """Apply every rule that needs no other table.

    Parameters
    ----------
    table : Table
        What the rows should be.
    records : Records
        The file's records, headed by the names of the contract.
    file : str
        Name of the file, for the rows set aside.
    """
    text = {name: trimmed(records.columns[name]) for name in records.columns.column_names if name != LINE}
    lines = records.columns[LINE].combine_chunks()
    rejected = list(records.rejected)
    columns: dict[str, pa.Array] = {}
    broken = pa.nulls(len(lines), pa.int32())  # index into `reasons`
    reasons: list[tuple[str, str]] = []
    for column in table.columns:
        if column.name not in text:
            columns |= empty_values(column, len(lines))
            continue
        values = values_of(column, text[column.name])
        columns |= values.columns
        broken = _note(broken, reasons, column.name, values.rules)
    for begin, end in table.date_order:
        backwards = pc.less(columns[f"{end}_last"], columns[f"{begin}_first"])
        rules = pc.if_else(pc.fill_null(backwards, False), "date_order", pa.scalar(None, pa.string()))  # noqa: FBT003
        broken = _note(broken, reasons, end, rules)
    columns |= {name: values for name, values in text.items() if name not in columns}
    rejected += [
        RejectedRow(
            file=file,
            line=lines[row].as_py(),
            column=column,
            rule=rule,
            value=text[column][row].as_py() or "",
        )
        for row, (column, rule) in _broken_rows(broken, reasons)
    ]
    whole = pa.table({**columns, LINE: lines}).filter(pc.is_null(broken))
    different = whole.filter(_first_occurrences(whole, text))
    rows, used_twice = _unique(table, different, file)
    return CheckedTable(
        rows=rows,
        rejected=_in_file_order([*rejected, *used_twice]),
        duplicates=whole.num_rows - different.num_rows,
    )


def check_references(tables: Mapping[str, CheckedTable], files: Mapping[str, str]) -> dict[str, CheckedTable]:
    """Set aside the rows that refer to a row that was not loaded, and successions that run in a circle.

    Parameters
    ----------
    tables : mapping of str to CheckedTable
        Table name to its checked rows; every table referred to must be among them.
    files : mapping of str to str
        Table name to the file its rows come from.
    """
    checked = dict(tables)
    for name, column, owner in _references(checked):
        known = checked[owner.name].rows[owner.key[0]]
        lost = _lost_references(checked[name].rows[column.name], column, known)
        checked[name] = _set_aside(checked[name], lost, column.name, files[name])
    if "successions" in checked:
        checked["successions"] = _check_successions(checked, files["successions"])
    return checked


def _references(names: Iterable[str]) -> list[tuple[str, Column, Table]]:
    """Return every column that refers to a table: its own table, itself, the table referred to."""
    return [
        (name, column, TABLES[column.references])
        for name in names
        for column in TABLES[name].columns
        if column.references is not None
    ]


def _note(broken: pa.Array, reasons: list[tuple[str, str]], column: str, rules: pa.Array) -> pa.Array:
    """Remember the first (column, rule) each row breaks."""
    encoded = rules.dictionary_encode()
    offset = len(reasons)
    reasons += [(column, rule) for rule in encoded.dictionary.to_pylist()]
    return pc.coalesce(broken, pc.add(encoded.indices, pa.scalar(offset, pa.int32())))


def _broken_rows(broken: pa.Array, reasons: list[tuple[str, str]]) -> Iterator[tuple[int, tuple[str, str]]]:
    rows = np.flatnonzero(pc.is_valid(broken).to_numpy(zero_copy_only=False)).tolist()
    for row, reason in zip(rows, broken.drop_null().to_pylist(), strict=True):
        yield row, reasons[reason]


def _first_occurrences(rows: pa.Table, columns: Iterable[str]) -> pa.ChunkedArray:
    """Mark the rows that do not repeat an earlier row in all of these columns."""
    first = rows.group_by([*columns]).aggregate([(LINE, "min")])[f"{LINE}_min"]
    return pc.is_in(rows[LINE], value_set=first.combine_chunks())


def _unique(table: Table, rows: pa.Table, file: str) -> tuple[pa.Table, list[RejectedRow]]:
    """Keep the first row of each key; set aside the later ones, which say something else under its name."""
    if not table.key or not rows.num_rows:
        return rows, []
    first = _first_occurrences(rows, table.key)
    later = rows.filter(pc.invert(first)).select([*table.key, LINE]).to_pylist()
    rejected = [
        RejectedRow(
            file=file,
            line=row[LINE],
            column=",".join(table.key),
            rule="duplicate_id",
            value=",".join(str(row[name]) for name in table.key),
        )
        for row in later
    ]
    return rows.filter(first), rejected


def _lost_references(values: pa.ChunkedArray, column: Column, known: pa.ChunkedArray) -> dict[int, str]:
    """Row to the first value in it that names nothing."""
    known = known.combine_chunks()
    if column.kind is not Kind.LIST:
        lost = pc.invert(pc.is_in(values, value_set=known)).to_numpy()
        return {row: values[row].as_py() for row in np.flatnonzero(lost).tolist()}
    items = pc.split_pattern(values.combine_chunks(), ";")
    owners = pc.list_parent_indices(items)
    flat = pc.list_flatten(items)
    lost = np.flatnonzero(pc.invert(pc.is_in(flat, value_set=known)).to_numpy(zero_copy_only=False))
    return {owners[item].as_py(): flat[item].as_py() for item in reversed(lost.tolist())}


def _set_aside(
    table: CheckedTable, lost: Mapping[int, str], column: str, file: str, *, rule: str = "reference"
) -> CheckedTable:
    if not lost:
        return table
    lines = table.rows[LINE]
    rejected = [
        RejectedRow(file=file, line=lines[row].as_py(), column=column, rule=rule, value=value)
        for row, value in lost.items()
    ]
    kept = np.ones(table.rows.num_rows, dtype=bool)
    kept[list(lost)] = False
    return replace(
        table,
        rows=table.rows.filter(pa.array(kept)),
        rejected=_in_file_order([*table.rejected, *rejected]),
    )


def _check_successions(tables: Mapping[str, CheckedTable], file: str) -> CheckedTable:
    """Both ends must exist, and nothing may succeed itself, at however many removes."""
    successions = tables["successions"]
    known = {
        (kind, name)
        for kind, owner in (("cluster", TABLES["clusters"]), ("organization", TABLES["organizations"]))
        if owner.name in tables
        for name in tables[owner.name].rows[owner.key[0]].to_pylist()
    }
    for end in ("predecessor_id", "successor_id"):
        lost = {
            row: name
            for row, (kind, name) in enumerate(_named(successions.rows, end))
            if (kind, name) not in known
        }
        successions = _set_aside(successions, lost, end, file)
    return _set_aside(successions, _circular(successions.rows), "successor_id", file, rule="circular")


def _circular(successions: pa.Table) -> dict[int, str]:
    """Row to successor, for the rows that together make something its own successor."""
    ends = list(zip(_named(successions, "predecessor_id"), _named(successions, "successor_id"), strict=True))
    circular: dict[int, str] = {}
    while True:
        graph: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for row, (predecessor, successor) in enumerate(ends):
            if row not in circular:
                graph.setdefault(successor, set()).add(predecessor)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = set(itertools.pairwise(error.args[1]))
            circular |= {
                row: successor[1]
                for row, (predecessor, successor) in enumerate(ends)
                if (predecessor, successor) in circle
            }
        else:
            return circular


def _named(successions: pa.Table, end: str) -> list[tuple[str, str]]:
    return list(zip(successions["kind"].to_pylist(), successions[end].to_pylist(), strict=True))


def _in_file_order(rejected: list[RejectedRow]) -> tuple[RejectedRow, ...]:
    return tuple(sorted(rejected, key=lambda row: row.line))
