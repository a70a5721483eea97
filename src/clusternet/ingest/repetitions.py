"""Rows that come again: in one file, or in several files that feed one table.

The first row of a key is loaded. In a file about these rows, a later one that says the same is a duplicate,
and one that says something else is set aside. Where the rows are taken along from a file about something else
(organizations from a list of participations), every later row of a key is a duplicate, and the keys that
were described in more than one way are counted. In a table without a key a row is its own name: what says the
same in every column is a duplicate, whatever file it stands in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.findings.provenance import Difference
from clusternet.findings.rejected import RejectedRows
from clusternet.ingest.headings import LINE
from clusternet.ingest.rules import Part, in_file_order
from clusternet.ingest.values import in_one
from clusternet.model.tables import Table

_BETWEEN = "\x1f"  # stands in no key: it is a control character
_EXAMPLES = 3
_PLACE = "__place__"


def settle_repetitions(table: Table, parts: Sequence[Part]) -> list[Part]:
    """Keep the first row of each key, over all files of a table in their order.

    Parameters
    ----------
    table : Table
        The table.
    parts : sequence of Part
        What its files give, after `check_rows`.
    """
    if not table.key:
        return _without_repeats_between([without_repeats(part) for part in parts])
    once = [part if part.taken_along else without_repeats(part) for part in parts]
    together = pa.concat_tables([part.rows for part in once], promote_options="default").combine_chunks()
    first = _first_of_key(table, together)
    settled, start = [], 0
    for part in once:
        rows = np.arange(start, start + part.rows.num_rows)
        later = rows[first[rows] != rows]
        if later.size:
            pairs = _Pairs(rows=together, later=later, first=first[later])
            kept = part.rows.filter(pa.array(first[rows] == rows))
            settle = _taken_along if part.taken_along else _stated
            settled.append(settle(replace(part, rows=kept), pairs))
        else:
            settled.append(part)
        start += len(rows)
    return settled


def without_same_again(part: Part) -> Part:
    """Count rows that state no more than the first row of their key, and let them go.

    Where a file names its rows many times over, it is these that would take the room.

    Parameters
    ----------
    part : Part
        Rows taken along from a file about something else.
    """
    first = _first_of_key(part.table, part.rows)
    later = np.flatnonzero(first != np.arange(len(first)))
    pairs = _Pairs(rows=part.rows, later=later, first=first[later])
    adds = np.zeros(later.size, dtype=bool)
    for name in part.stated:
        adds |= _adds(pairs, name)
    kept = np.ones(len(first), dtype=bool)
    kept[later[~adds]] = False
    return replace(
        part, rows=part.rows.filter(pa.array(kept)), duplicates=part.duplicates + int((~adds).sum())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    """Rows of one part whose key came before, each beside the first row of that key.

    Parameters
    ----------
    rows : pyarrow.Table
        The rows of all parts.
    later, first : numpy.ndarray
        Shape (n_pairs,), places in ``rows``.
    """

    rows: pa.Table
    later: NDArray[np.int64]
    first: NDArray[np.int64]

    def values(self, column: str) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
        """Return what the later and the first rows say."""
        values = self.rows[column]
        return values.take(pa.array(self.later)), values.take(pa.array(self.first))


def _stated(part: Part, pairs: _Pairs) -> Part:
    """Count later rows that say the same as duplicates and set the others aside."""
    differs = np.zeros(pairs.later.size, dtype=bool)
    for name in part.stated:
        later, first = pairs.values(name)
        same = pc.coalesce(pc.equal(later, first), pc.equal(pc.is_null(later), pc.is_null(first)))
        differs |= ~same.to_numpy()
    key = part.table.key
    rows = pairs.rows.take(pa.array(pairs.later[differs]))
    rejected = RejectedRows.of_columns(
        table=part.table.name,
        file=part.file,
        lines=rows[LINE].combine_chunks(),
        column=",".join(key),
        rule="duplicate_id",
        value=pc.binary_join_element_wise(*(rows[name].combine_chunks() for name in key), ","),
    )
    return replace(
        part,
        rejected=in_file_order([part.rejected, rejected]),
        duplicates=part.duplicates + int((~differs).sum()),
    )


def _taken_along(part: Part, pairs: _Pairs) -> Part:
    """Count every later row as a duplicate, and the keys of those that state what the first does not."""
    adds = np.zeros(pairs.later.size, dtype=bool)
    examples: dict[int, Difference] = {}  # the first rows of keys
    for name in part.stated:
        adds_here = _adds(pairs, name)
        for pair in np.flatnonzero(adds_here)[:_EXAMPLES].tolist():
            examples.setdefault(int(pairs.first[pair]), _difference(part, pairs, pair, name))
        adds |= adds_here
    return replace(
        part,
        duplicates=part.duplicates + pairs.later.size,
        described_differently=len(np.unique(pairs.first[adds])),
        differences=tuple(examples[row] for row in sorted(examples)[:_EXAMPLES]),
    )


def _adds(pairs: _Pairs, column: str) -> NDArray[np.bool_]:
    """Whether each later row states something in a column that the first does not."""
    later, first = pairs.values(column)
    stated_there = pc.fill_null(pc.equal(later, first), False)  # noqa: FBT003
    adds: NDArray[np.bool_] = pc.and_(pc.is_valid(later), pc.invert(stated_there)).to_numpy()
    return adds


def _difference(part: Part, pairs: _Pairs, pair: int, column: str) -> Difference:
    later, first = (pairs.rows.slice(int(row[pair]), 1) for row in (pairs.later, pairs.first))
    return Difference(
        key=",".join(str(first[name][0]) for name in part.table.key),
        column=column,
        first=_shown(first[column][0]),
        later=_shown(later[column][0]),
    )


def _shown(value: pa.Scalar) -> str:
    if not value.is_valid:
        return ""
    return str(value).lower() if pa.types.is_boolean(value.type) else str(value)


def _key(table: Table, rows: pa.Table) -> pa.Array:
    return pc.binary_join_element_wise(*(in_one(rows[name]) for name in table.key), _BETWEEN)


def _first_of_key(table: Table, rows: pa.Table) -> NDArray[np.int64]:
    """Return for each row the place of the first row with its key."""
    codes: NDArray[np.int32] = _key(table, rows).dictionary_encode().indices.to_numpy()
    _, first_of_code = np.unique(codes, return_index=True)
    return first_of_code[codes].astype(np.int64)


def without_repeats(part: Part) -> Part:
    """Keep the first of the rows of one file that say the same in every column."""
    rows = _with_a_key_again(part.table, part.rows) if part.table.key else part.rows
    if not rows.num_rows:
        return part
    first = rows.group_by([*part.stated], use_threads=False).aggregate([(LINE, "min")])[f"{LINE}_min"]
    again = rows[LINE].filter(pc.invert(pc.is_in(rows[LINE], value_set=first.combine_chunks())))
    kept = part.rows.filter(pc.invert(pc.is_in(part.rows[LINE], value_set=again.combine_chunks())))
    return replace(part, rows=kept, duplicates=part.duplicates + len(again))


def _without_repeats_between(parts: Sequence[Part]) -> list[Part]:
    """Keep the first of the rows that say the same, whatever their files leave unstated."""
    if len(parts) < 2:
        return [*parts]
    together = pa.concat_tables([part.rows for part in parts], promote_options="default")
    columns = [name for name in together.column_names if name != LINE]
    places = np.arange(together.num_rows)
    first = (
        together.append_column(_PLACE, pa.array(places))
        .group_by(columns, use_threads=False)
        .aggregate([(_PLACE, "min")])
    )
    again = ~np.isin(places, first[f"{_PLACE}_min"].to_numpy())
    settled, start = [], 0
    for part in parts:
        here = again[start : start + part.rows.num_rows]
        start += len(here)
        rows = part.rows.filter(pa.array(~here))
        settled.append(replace(part, rows=rows, duplicates=part.duplicates + int(here.sum())))
    return settled


def _with_a_key_again(table: Table, rows: pa.Table) -> pa.Table:
    """Return the rows whose key stands in several: a few of very many, as a rule."""
    codes = _key(table, rows).dictionary_encode().indices.to_numpy()
    return rows.filter(pa.array(np.bincount(codes)[codes] > 1))
