"""Columns of tables as arrays of texts, in which unknown is empty."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Texts = NDArray[np.object_]
Rows = NDArray[np.intp]


def column(table: pa.Table, name: str) -> Texts:
    """Return a column of texts, empty for unknown and for a column that is not there."""
    if name not in table.column_names:
        return texts([""] * table.num_rows)
    return texts([value or "" for value in table[name].to_pylist()])


def texts(values: Sequence[str]) -> Texts:
    """Return texts as an array of Python strings."""
    array = np.empty(len(values), dtype=np.object_)
    array[:] = values
    return array


def each(values: Texts, change: Callable[[str], str]) -> Texts:
    """Return texts after a change, made once for each distinct text."""
    known = {value: change(value) for value in set(values.tolist())}
    return texts([known[value] for value in values.tolist()])


def rows_of(values: Texts, ids: Texts) -> Rows:
    """Return in which row of ids each value stands, -1 for one that is not there."""
    found = pc.index_in(pa.array(values, pa.string()), value_set=pa.array(ids, pa.string()))
    return np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), dtype=np.intp)
