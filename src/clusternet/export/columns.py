"""Whole columns as text, the same in every format: numbers with all their digits, ``true`` and ``false``."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

_ROWS_AT_ONCE = 20_000  # the text of a batch stays far below what an array of 32-bit places holds


def batches(table: pa.Table) -> Iterator[pa.RecordBatch]:
    """Cut a table into pieces that are worked on at once."""
    yield from table.to_batches(max_chunksize=_ROWS_AT_ONCE)


def in_words(values: pa.Array) -> pa.Array:
    """Return values as text; null stays null."""
    if pa.types.is_boolean(values.type):
        return pc.if_else(values, "true", "false")
    if pa.types.is_floating(values.type):
        encoded = values.dictionary_encode()
        written = pa.array([repr(value) for value in encoded.dictionary.to_pylist()], pa.string())
        return written.take(encoded.indices)
    return values.cast(pa.string())


def lines(*parts: pa.Array | str) -> bytes:
    """Join columns and fixed texts row by row, then all rows; what is null is left out."""
    rows = pc.binary_join_element_wise(*parts, "", null_handling="replace", null_replacement="")
    whole = pa.ListArray.from_arrays([0, len(rows)], rows)
    return bytes(pc.binary_join(whole, "")[0].as_buffer())
