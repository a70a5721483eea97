"""What sources gave, row for row: the part of a store that all else is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from clusternet.exceptions import SourceError
from clusternet.findings.provenance import InputFile, RejectedRow
from clusternet.findings.rejected import RejectedRows
from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES
from clusternet.store.cards import settings_of
from clusternet.store.files import file_row
from clusternet.store.schema import GIVEN, INPUT, LINE, RESERVED, insert, stored_columns
from clusternet.store.sql import Fragment, sql

WHOLE_STORE = ""  # the name under which a card stands that was given for all sources
DECIDED_HERE = "resolve"  # the name under which decisions stand that were made in the store itself
NO_SOURCES = frozenset((WHOLE_STORE, DECIDED_HERE))


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSource:
    """One source that was read.

    Parameters
    ----------
    name : str
        The name it has in the store.
    sha256 : str
        Digest of all that it was read from.
    card : DatasetCard, optional
        What it says about itself.
    tables : mapping of str to pyarrow.Table
        Rows that hold, in the order of ``inputs``, each with the line it begins on.
    inputs : tuple of InputFile
        Files read.
    rejected : sequence of RejectedRow
        Rows set aside.
    unread : tuple of str
        Files that look like tables but were not read.
    """

    name: str
    sha256: str
    card: DatasetCard | None
    tables: Mapping[str, pa.Table]
    inputs: tuple[InputFile, ...]
    rejected: Sequence[RejectedRow] = ()
    unread: tuple[str, ...] = ()


def add_source(connection: duckdb.DuckDBPyConnection, source: GivenSource) -> None:
    """Add a source that was read, after those already there.

    Raises
    ------
    SourceError
        If a column of it has a name that means something in a store.
    """
    first = _count(connection, "input_file")
    place = {"position": _count(connection, "source"), "sha256": source.sha256}
    _describe(connection, "source", source.name, [place])
    files = [{"input": number} | file_row(file) for number, file in enumerate(source.inputs, start=first)]
    _describe(connection, "input_file", source.name, files)
    _describe(connection, "unread_file", source.name, [{"file": file} for file in source.unread])
    insert(connection, "rejected_row", _rejections(source))
    entries = {} if source.card is None else settings_of(source.card)
    settings = [{"name": name, "value_json": text} for name, text in entries.items()]
    _describe(connection, "setting", source.name, settings)
    for name, rows in source.tables.items():
        for heading in rows.column_names:
            if heading.lower() in RESERVED:
                raise SourceError(
                    f"{name} of {source.name} has the heading {heading!r}, which a store needs: rename it."
                )
        _add_columns(connection, name, rows.column_names)
        if rows.num_rows:
            insert(connection, name, rows.append_column(INPUT, _inputs_of_rows(source, name, first)))


def copy_source(connection: duckdb.DuckDBPyConnection, name: str, store: str) -> None:
    """Copy what an attached store has of one source, after the sources already there."""
    theirs = connection.execute(
        sql(
            "SELECT input, table_name, unknown_columns FROM {store}.given.input_file "
            "WHERE ingested_as = ? ORDER BY input",
            store=store,
        ),
        [name],
    ).fetchall()
    moved = _count(connection, "input_file") - theirs[0][0]
    position = _count(connection, "source")
    numbered = {"source": ("position", str(position)), "input_file": ("input", f"input + {moved}")}
    for table in GIVEN:
        column, number = numbered.get(table, ("ingested_as", "ingested_as"))
        statement = (
            "INSERT INTO given.{table} SELECT * REPLACE ({number} AS {column}) FROM {store}.given.{table} "
            "WHERE ingested_as = ? ORDER BY rowid"
        )
        names = {"table": table, "store": store, "column": column, "number": Fragment(number)}
        connection.execute(sql(statement, **names), [name])
    for table in sorted({table for _, table, _ in theirs if table}):
        unknown = dict.fromkeys(column for _, read, columns in theirs if read == table for column in columns)
        _add_columns(connection, table, unknown)
        statement = (
            "INSERT INTO given.{table} BY NAME SELECT {columns}, {input} + {moved} AS {input} "
            "FROM {store}.given.{table} WHERE {input} BETWEEN {first} AND {last}"
        )
        connection.execute(
            sql(
                statement,
                table=table,
                columns=[*stored_columns(TABLES[table]), LINE, *unknown],
                input=INPUT,
                moved=Fragment(moved),
                store=store,
                first=Fragment(theirs[0][0]),
                last=Fragment(theirs[-1][0]),
            )
        )


def _inputs_of_rows(source: GivenSource, table: str, first: int) -> pa.Array:
    """Return the number of the input that each row of a table comes from."""
    numbers = [
        np.full(file.rows_loaded, number, dtype=np.int32)
        for number, file in enumerate(source.inputs, start=first)
        if file.table == table
    ]
    return pa.array(np.concatenate(numbers))


def _add_columns(connection: duckdb.DuckDBPyConnection, table: str, names: Iterable[str]) -> None:
    """Add the columns that the contract does not know; the database tells no names apart by their case."""
    for name in names:
        if name not in (*stored_columns(TABLES[table]), INPUT, LINE):
            statement = "ALTER TABLE given.{table} ADD COLUMN IF NOT EXISTS {name} VARCHAR"
            connection.execute(sql(statement, table=table, name=name))


def _describe(
    connection: duckdb.DuckDBPyConnection, table: str, name: str, rows: Sequence[Mapping[str, object]]
) -> None:
    """Add rows about a source to one of the tables that describe the rows."""
    named = [{"ingested_as": name, **row} for row in rows]
    insert(connection, table, pa.Table.from_pylist(named, schema=GIVEN[table]))


def _rejections(source: GivenSource) -> pa.Table:
    columns = RejectedRows.of(source.rejected).columns
    named = columns.rename_columns({"table": "table_name", "column": "column_name"})
    return named.append_column("ingested_as", pa.repeat(pa.scalar(source.name), named.num_rows))


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(sql("SELECT count(*) FROM given.{table}", table=table)).fetchall()[0][0])
