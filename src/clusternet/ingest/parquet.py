"""Parquet files: typed columns, written as the text the tables of a dataset hold."""

from collections.abc import Callable, Collection
from pathlib import Path, PurePath

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clusternet.exceptions import MalformedFile
from clusternet.findings.rejected import RejectedRows
from clusternet.ingest.headings import LINE, checked_headings
from clusternet.ingest.records import Records
from clusternet.ingest.typed_numbers import number_text


def read_parquet(path: Path, *, shown_as: PurePath, wanted: Collection[str] | None = None) -> Records:
    """Read a Parquet file.

    Booleans become ``true`` and ``false``, dates and times ISO 8601 (midnight is left out), whole numbers
    have no point, other numbers as `number_text` writes them, lists are joined by ``;``, NaN is unknown.

    Parameters
    ----------
    path : Path
        The file.
    shown_as : PurePath
        What to call it in messages: the source, then the file in it.
    wanted : collection of str, optional
        Columns to read; all of them otherwise.

    Raises
    ------
    MalformedFile
        If it is no Parquet file, is broken or encrypted, or a column that is read cannot be written as text.
    """
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            headings = checked_headings(names, shown_as, line=None, wanted=wanted)
            table = file.read([names[place] for place in headings.places], use_threads=False)
    except (pa.ArrowException, OSError) as error:
        problem = "is no Parquet file that can be read"
        raise MalformedFile(shown_as, problem, "export it again, whole and without encryption") from error
    columns = {
        name: column_text(table[names[place]], name, shown_as)
        for name, place in zip(headings.wanted, headings.places, strict=True)
    }
    columns[LINE] = pa.array(range(1, table.num_rows + 1), pa.int64())
    rows = pa.table(columns)
    return Records(
        columns=rows, rejected=RejectedRows.of(), misfits=rows.schema.empty_table(), headings=headings.names
    )


def column_text(column: pa.ChunkedArray, name: str, shown_as: PurePath) -> pa.Array:
    """Return a column as text, as `read_parquet` describes.

    Raises
    ------
    MalformedFile
        If its type cannot be written as text.
    """
    values = column.combine_chunks()
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    for is_kind, write in _WRITERS:
        if is_kind(values.type):
            return write(values, name, shown_as)
    problem = f"has the column {name!r} of the type {values.type}, which cannot be written as text"
    raise MalformedFile(shown_as, problem, "leave that column out, or write it as text")


def _plain(values: pa.Array, _name: str, _shown_as: PurePath) -> pa.Array:
    return pc.cast(values, pa.string())


def _number(values: pa.Array, _name: str, _shown_as: PurePath) -> pa.Array:
    return pa.array(
        [None if number is None else number_text(number) for number in values.to_pylist()], pa.string()
    )


def _time(values: pa.Array, _name: str, _shown_as: PurePath) -> pa.Array:
    """Write a moment as its day, where it is midnight, else in full."""
    moments = pc.cast(values, pa.timestamp("us", tz=values.type.tz), safe=False)
    days = pc.strftime(moments, format="%Y-%m-%d")
    midnight = pc.equal(pc.strftime(moments, format="%H:%M:%S"), "00:00:00.000000")
    return pc.if_else(midnight, days, pc.strftime(moments, format="%Y-%m-%dT%H:%M:%S"))


def _joined(values: pa.Array, name: str, shown_as: PurePath) -> pa.Array:
    items = column_text(pa.chunked_array([pc.list_flatten(values)]), name, shown_as)
    if pc.any(pc.match_substring(items, ";")).as_py():
        problem = f"has a list in {name!r} with a ';' inside an item"
        raise MalformedFile(shown_as, problem, "take the ';' out: it separates the items of a list")
    lengths = pc.fill_null(pc.list_value_length(values), 0)
    offsets = pa.concat_arrays([pa.array([0], pa.int64()), pc.cumulative_sum(pc.cast(lengths, pa.int64()))])
    lists = pa.LargeListArray.from_arrays(offsets, pc.fill_null(items, ""))
    return pc.cast(pc.binary_join(lists, ";"), pa.string())


_Writer = Callable[[pa.Array, str, PurePath], pa.Array]
_WRITERS: tuple[tuple[Callable[[pa.DataType], bool], _Writer], ...] = (
    (pa.types.is_null, _plain),
    (pa.types.is_string, _plain),
    (pa.types.is_large_string, _plain),
    (pa.types.is_boolean, _plain),
    (pa.types.is_integer, _plain),
    (pa.types.is_decimal, _number),
    (pa.types.is_date, _plain),
    (pa.types.is_time, _plain),
    (pa.types.is_floating, _number),
    (pa.types.is_timestamp, _time),
    (pa.types.is_list, _joined),
    (pa.types.is_large_list, _joined),
)
