"""Tables in which organizations go by other ids, and rows that come to be one are merged."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clusternet.identity.merging import Row

Merge = Callable[[Sequence[Row], Counter[str]], Row]


def repointed(table: pa.Table, column: str, into: Mapping[str, str]) -> tuple[pa.Table, NDArray[np.bool_]]:
    """Return a table whose column names organizations by the ids they go by, and which rows may meet others.

    Parameters
    ----------
    table : pyarrow.Table
        Any.
    column : str
        A column of ids.
    into : mapping of str to str
        Organizations that went into another, and into which.

    Returns
    -------
    tuple
        The table, and for each row whether its organization is one into which others went.
    """
    ids = table[column].to_pylist()
    now = [into.get(one, one) for one in ids]
    met = set(into.values())
    touched = np.array([one in met for one in now], dtype=np.bool_)
    return with_column(table, column, now), touched


def with_column(table: pa.Table, column: str, values: Sequence[str | None]) -> pa.Table:
    """Return a table with other values in a column; the very same table where they are the same."""
    if values == table[column].to_pylist():
        return table
    place = table.column_names.index(column)
    field = table.schema.field(place)
    return table.set_column(place, field, pa.array(values, field.type))


def meeting(
    keys: Sequence[Hashable], touched: NDArray[np.bool_], order: Callable[[int], Any] = int
) -> list[list[int]]:
    """Return the rows that come to be one: touched ones of one key, where there are several.

    Parameters
    ----------
    keys : sequence
        What makes two rows one, a value a row.
    touched : array of bool
        Rows that may be merged; all others stay as they are.
    order : callable
        Sorts the numbers of rows that are merged.
    """
    rows_of: dict[Hashable, list[int]] = defaultdict(list)
    for row in np.flatnonzero(touched).tolist():
        rows_of[keys[row]].append(row)
    return [sorted(rows, key=order) for rows in rows_of.values() if len(rows) > 1]


def folded(table: pa.Table, groups: list[list[int]], merge: Merge, counts: Counter[str]) -> pa.Table:
    """Return a table in which groups of rows are one row each, in the place of the first of the group.

    Parameters
    ----------
    table : pyarrow.Table
        Any; its schema and the order of its rows stay.
    groups : list of list of int
        Numbers of rows, as by `meeting`.
    merge : callable
        Makes one row of several and counts what that does.
    counts : Counter
        Counted into.
    """
    if not groups:
        return table
    merged = [merge(table.take(rows).to_pylist(), counts) for rows in groups]
    gone = {row for rows in groups for row in rows}
    kept = np.array([row for row in range(table.num_rows) if row not in gone], dtype=np.int64)
    places = np.concatenate([kept, np.array([rows[0] for rows in groups], dtype=np.int64)])
    whole = pa.concat_tables([table.take(kept), pa.Table.from_pylist(merged, schema=table.schema)])
    return whole.take(np.argsort(places, kind="stable")).combine_chunks()
