"""Tables of a dataset as text, written as a dataset writes them.

Numbers have all their digits and no superfluous ones, yes and no are ``true`` and ``false``, dates keep their
precision, and what is unknown is null. The same values always give the same texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES, Kind, Table

_ENDS = ("_first", "_last")  # what reading adds to the name of a date
_CONFLICT_MARKS = ("<<<<<<< ", ">>>>>>> ")  # as git leaves them; a file that holds them is not read


def as_text(table: Table, rows: pa.Table) -> pa.Table:
    """Return the columns that a table is written with, as text.

    Parameters
    ----------
    table : Table
        What the rows are.
    rows : pyarrow.Table
        Checked rows. The first and last days of dates, which reading makes anew, are left out.

    Returns
    -------
    pyarrow.Table
        Text, null where nothing is known: first the columns of the contract in its order, then the others. Of
        the contract's, those that no row needs and no row states are left out, unless there are no rows.
    """
    derived = {f"{column.name}{end}" for column in table.columns if column.kind is Kind.DATE for end in _ENDS}
    known = [column.name for column in table.columns]
    others = [name for name in rows.column_names if name not in derived and name not in known]
    stated = [
        column.name
        for column in table.columns
        if column.required or not rows.num_rows or rows[column.name].null_count < rows.num_rows
    ]
    return pa.table({name: _text(rows[name]) for name in (*stated, *others)})


def with_every_column(table: Table, text: pa.Table) -> pa.Table:
    """Return a table written by `as_text` with all columns of the contract, stated or not."""
    unknown = pa.nulls(text.num_rows, pa.string())
    known = [column.name for column in table.columns]
    others = [name for name in text.column_names if name not in known]
    return pa.table(
        {name: text[name] if name in text.column_names else unknown for name in (*known, *others)}
    )


def told_apart(columns: Sequence[pa.Array], headings: Sequence[str]) -> pa.Array:
    """Return the first column with a space before values that would pass for a heading or a conflict.

    The space is no part of the value: white space around values never is.

    Parameters
    ----------
    columns : sequence of pyarrow.Array
        Text, empty where nothing is known.
    headings : sequence of str
        Their headings.
    """
    first = columns[0]
    alike = pc.equal(first, headings[0])
    if pc.any(alike).as_py():
        for column, heading in zip(columns[1:], headings[1:], strict=True):
            alike = pc.and_(alike, pc.equal(column, heading))
    for mark in _CONFLICT_MARKS:
        alike = pc.or_(alike, pc.starts_with(first, mark))
    if not pc.any(alike).as_py():
        return first
    return pc.if_else(alike, pc.binary_join_element_wise(" ", first, ""), first)


def written_tables(tables: Mapping[str, pa.Table], read: frozenset[str]) -> tuple[str, ...]:
    """Return which tables are written: those with rows, those that were read, and those they refer to.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        Every table of the contract.
    read : frozenset of str
        Names of the tables that the source had, with rows or without.
    """
    wanted = {name for name in TABLES if tables[name].num_rows or name in read}
    wanted |= {
        column.references
        for name in wanted
        for column in TABLES[name].columns
        if column.references is not None
    }
    return tuple(name for name in TABLES if name in wanted)


def without_renaming(card: DatasetCard) -> DatasetCard:
    """Return a card for files whose headings are those of the contract."""
    return replace(card, columns={})


def _text(values: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_boolean(values.type):
        return pc.if_else(values, "true", "false")
    if pa.types.is_floating(values.type):
        encoded = values.combine_chunks().dictionary_encode()
        distinct = pa.array([number_text(value) for value in encoded.dictionary.to_pylist()], pa.string())
        return pa.chunked_array([distinct.take(encoded.indices)])
    return values.cast(pa.string())


def number_text(value: float) -> str:
    """Write a number with the fewest digits that read as the same number.

    Examples
    --------
    >>> [number_text(value) for value in (1500000.0, 0.1, -0.0, 1e22)]
    ['1500000', '0.1', '0', '1e+22']
    """
    return repr(value or 0.0).removesuffix(".0")
