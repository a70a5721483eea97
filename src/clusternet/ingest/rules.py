"""The rules a row must keep to be loaded: its cells, its dates, its references.

Every row of a file ends in exactly one of three places: loaded, set aside with the first rule it breaks, or
counted as the repetition of an earlier row.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.findings.provenance import Difference
from clusternet.findings.rejected import RejectedRows
from clusternet.ingest.headings import LINE
from clusternet.ingest.records import Records
from clusternet.ingest.values import empty_values, in_one, trimmed, values_of
from clusternet.model.tables import TABLES, Column, Kind, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one file gives to one table: the rows that hold, and those that do not.

    Parameters
    ----------
    table : Table
        The table the rows belong to.
    file : str
        Name of the file.
    rows : pyarrow.Table
        Rows that hold: the columns of the contract, those unknown to it, and `LINE`.
    stated : tuple of str
        Columns that the file states; the others are empty for lack of them.
    rejected : RejectedRows
        Rows set aside, in the order of the file.
    duplicates : int
        Rows that repeat an earlier one.
    taken_along : bool
        Whether the file's rows are about something else and only name these, many times over.
    described_differently : int
        Keys taken along of which a later row states something that the first does not.
    differences : tuple of Difference
        What such rows state, for a few of these keys.
    repaired : int
        Rows in whose place repaired ones stand.
    """

    table: Table
    file: str
    rows: pa.Table
    stated: tuple[str, ...]
    rejected: RejectedRows
    duplicates: int = 0
    taken_along: bool = False
    described_differently: int = 0
    differences: tuple[Difference, ...] = ()
    repaired: int = 0


def check_rows(
    table: Table,
    records: Records,
    *,
    file: str,
    rules: Mapping[str, pa.Array] | None = None,
    taken_along: bool = False,
) -> Part:
    """Apply every rule that needs no other row.

    Parameters
    ----------
    table : Table
        What the rows should be.
    records : Records
        The file's records, headed by the names of the contract.
    file : str
        Name of the file, for the rows set aside.
    rules : mapping of str to pyarrow.Array, optional
        Column to the rule that each cell was already found to break; null where it breaks none.
    taken_along : bool
        Whether the file's rows are about something else.
    """
    text = {name: trimmed(records.columns[name]) for name in records.columns.column_names if name != LINE}
    lines = in_one(records.columns[LINE])
    nothing = pa.nulls(len(lines), pa.string())
    known = rules or {}
    columns: dict[str, pa.Array] = {}
    broken = pa.nulls(len(lines), pa.int32())  # index into `reasons`
    reasons: list[tuple[str, str]] = []
    for column in table.columns:
        if column.name not in text:
            columns |= empty_values(column, nothing)
            continue
        values = values_of(column, text[column.name])
        columns |= values.columns
        if column.name in known:
            broken = _note(broken, reasons, column.name, known[column.name])
        broken = _note(broken, reasons, column.name, values.rules)
    for begin, end in table.date_order:
        backwards = pc.less(columns[f"{end}_last"], columns[f"{begin}_first"])
        found = pc.if_else(pc.fill_null(backwards, False), "date_order", pa.scalar(None, pa.string()))  # noqa: FBT003
        broken = _note(broken, reasons, end, found)
    columns |= {name: values for name, values in text.items() if name not in columns}
    rejected = _rejected(table, file, lines, _Broken.of(broken, reasons), text)
    return Part(
        table=table,
        file=file,
        rows=_whole(pa.table({**columns, LINE: lines}), broken),
        stated=tuple(text),
        rejected=in_file_order([records.rejected.of_table(table.name), rejected]),
        taken_along=taken_along,
    )


def check_references(parts: Mapping[str, Sequence[Part]]) -> dict[str, list[Part]]:
    """Set aside the rows that refer to a row that was not loaded, and successions that run in a circle.

    Parameters
    ----------
    parts : mapping of str to sequence of Part
        Table name to what its files give; every table referred to must be among them.
    """
    checked = {name: [*found] for name, found in parts.items()}
    for name, column, owner in _references(checked):
        known = _ids(owner, checked)
        checked[name] = [
            _set_aside(part, _lost_references(part.rows[column.name], column, known), column.name)
            for part in checked[name]
        ]
    if "successions" in checked:
        checked["successions"] = _check_successions(checked)
    return checked


def in_file_order(rejected: Iterable[RejectedRows]) -> RejectedRows:
    """Return rows set aside by the line they stand on."""
    return RejectedRows.together(rejected).by_line()


def _references(names: Iterable[str]) -> list[tuple[str, Column, Table]]:
    """Return every column that refers to a table: its own table, itself, the table referred to."""
    return [
        (name, column, TABLES[column.references])
        for name in names
        for column in TABLES[name].columns
        if column.references is not None
    ]


def _ids(table: Table, parts: Mapping[str, Sequence[Part]]) -> pa.Array:
    return pa.concat_arrays(
        [in_one(part.rows[table.key[0]]) for part in parts.get(table.name, [])] or [pa.array([], pa.string())]
    )


def _note(broken: pa.Array, reasons: list[tuple[str, str]], column: str, rules: pa.Array) -> pa.Array:
    """Remember the first (column, rule) each row breaks."""
    encoded = rules.dictionary_encode()
    offset = len(reasons)
    reasons += [(column, rule) for rule in encoded.dictionary.to_pylist()]
    return pc.coalesce(broken, pc.add(encoded.indices, pa.scalar(offset, pa.int32())))


def _whole(rows: pa.Table, broken: pa.Array) -> pa.Table:
    return rows if broken.null_count == len(broken) else rows.filter(pc.is_null(broken))


@dataclass(frozen=True, slots=True)
class _Broken:
    """Rows that break a rule, and for each the place of its (column, rule) among the reasons."""

    rows: NDArray[np.intp]
    codes: NDArray[np.int32]
    reasons: list[tuple[str, str]]

    @classmethod
    def of(cls, broken: pa.Array, reasons: list[tuple[str, str]]) -> "_Broken":
        rows = np.flatnonzero(pc.is_valid(broken).to_numpy(zero_copy_only=False))
        return cls(rows, broken.drop_null().to_numpy(), reasons)

    def words(self, place: int) -> pa.Array:
        """Return the column (0) or the rule (1) of each."""
        return pa.array([reason[place] for reason in self.reasons], pa.string()).take(pa.array(self.codes))

    def cells(self, text: Mapping[str, pa.Array]) -> pa.Array:
        """Return the text of each in its column."""
        places = [np.flatnonzero(self.codes == code) for code in range(len(self.reasons))]
        cells = [
            text[column].take(pa.array(self.rows[found]))
            for found, (column, _) in zip(places, self.reasons, strict=True)
        ]
        if not cells:
            return pa.array([], pa.string())
        return pa.concat_arrays(cells).take(pa.array(np.argsort(np.concatenate(places))))


def _rejected(
    table: Table, file: str, lines: pa.Array, broken: _Broken, text: Mapping[str, pa.Array]
) -> RejectedRows:
    return RejectedRows.of_columns(
        table=table.name,
        file=file,
        lines=lines.take(pa.array(broken.rows)),
        column=broken.words(0),
        rule=broken.words(1),
        value=broken.cells(text),
    )


@dataclass(frozen=True, slots=True)
class _Lost:
    """Rows, each with the value in it for which it is set aside."""

    rows: NDArray[np.intp]
    values: pa.Array


def _lost_references(values: pa.ChunkedArray, column: Column, known: pa.Array) -> _Lost:
    """Return the rows that name nothing, with the first value that does."""
    values = in_one(values)
    if column.kind is not Kind.LIST:
        lost = np.flatnonzero(pc.invert(pc.is_in(values, value_set=known)).to_numpy(zero_copy_only=False))
        return _Lost(lost, values.take(pa.array(lost)))
    items = pc.split_pattern(values, ";")
    flat = pc.list_flatten(items)
    lost = np.flatnonzero(pc.invert(pc.is_in(flat, value_set=known)).to_numpy(zero_copy_only=False))
    owners, first = np.unique(pc.list_parent_indices(items).to_numpy()[lost], return_index=True)
    return _Lost(owners, flat.take(pa.array(lost[first])))


def _set_aside(part: Part, lost: _Lost, column: str, *, rule: str = "reference") -> Part:
    if not lost.rows.size:
        return part
    rejected = RejectedRows.of_columns(
        table=part.table.name,
        file=part.file,
        lines=in_one(part.rows[LINE]).take(pa.array(lost.rows)),
        column=column,
        rule=rule,
        value=lost.values,
    )
    kept = np.ones(part.rows.num_rows, dtype=bool)
    kept[lost.rows] = False
    return replace(
        part, rows=part.rows.filter(pa.array(kept)), rejected=in_file_order([part.rejected, rejected])
    )


def _lost(values: Mapping[int, str]) -> _Lost:
    rows = sorted(values)
    return _Lost(np.array(rows, np.intp), pa.array([values[row] for row in rows], pa.string()))


def _check_successions(parts: Mapping[str, Sequence[Part]]) -> list[Part]:
    """Both ends must exist, and nothing may succeed itself, at however many removes."""
    successions = [*parts["successions"]]
    known = {
        (kind, name)
        for kind, owner in (("cluster", TABLES["clusters"]), ("organization", TABLES["organizations"]))
        for name in _ids(owner, parts).to_pylist()
    }
    for end in ("predecessor_id", "successor_id"):
        successions = [_with_known_ends(part, end, known) for part in successions]
    circular = _circular([part.rows for part in successions])
    return [
        _set_aside(part, _lost(lost), "successor_id", rule="circular")
        for part, lost in zip(successions, circular, strict=True)
    ]


def _with_known_ends(part: Part, end: str, known: set[tuple[str, str]]) -> Part:
    named = enumerate(_named(part.rows, end))
    lost = {row: name for row, (kind, name) in named if (kind, name) not in known}
    return _set_aside(part, _lost(lost), end)


def _circular(successions: Sequence[pa.Table]) -> list[dict[int, str]]:
    """Row to successor, for the rows that together make something its own successor; one dict a table."""
    ends = [
        (place, row, predecessor, successor)
        for place, table in enumerate(successions)
        for row, (predecessor, successor) in enumerate(
            zip(_named(table, "predecessor_id"), _named(table, "successor_id"), strict=True)
        )
    ]
    circular: list[dict[int, str]] = [{} for _ in successions]
    while True:
        graph: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for place, row, predecessor, successor in ends:
            if row not in circular[place]:
                graph.setdefault(successor, set()).add(predecessor)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = set(itertools.pairwise(error.args[1]))
            for place, row, predecessor, successor in ends:
                if (predecessor, successor) in circle:
                    circular[place][row] = successor[1]
        else:
            return circular


def _named(successions: pa.Table, end: str) -> list[tuple[str, str]]:
    return list(zip(successions["kind"].to_pylist(), successions[end].to_pylist(), strict=True))
