"""What stands in a store: its version, its schemas, the columns of its tables.

The schema ``given`` holds what each source gave, row for row. ``main`` is made of it anew whenever a source
comes or changes, so that it never depends on how the store came about.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from clusternet.model.tables import TABLES, Kind, Table
from clusternet.store.files import COLUMNS as FILE_COLUMNS
from clusternet.store.sql import Fragment, sql

VERSION = 1
INPUT, LINE = "__input__", "__line__"  # where a row of `given` comes from; every reader names a line so
RESERVED = frozenset((INPUT, "__place__", "__turn__"))  # the last two while rows are put together

# A row's place among all: sources in their order, files in theirs, lines in theirs.
PLACE = Fragment(sql("(({input}::BIGINT << 40) + {line})", input=INPUT, line=LINE))

_BETWEEN = Fragment("chr(31)")  # joins the parts of a key: a control character, which no id contains
_SQL_TYPES = {
    pa.string(): Fragment("VARCHAR"),
    pa.list_(pa.string()): Fragment("VARCHAR[]"),
    pa.bool_(): Fragment("BOOLEAN"),
    pa.int32(): Fragment("INTEGER"),
    pa.int64(): Fragment("BIGINT"),
    pa.float64(): Fragment("DOUBLE"),
    pa.date32(): Fragment("DATE"),
}
_TYPES = {Kind.BOOLEAN: pa.bool_(), Kind.NUMBER: pa.float64(), Kind.MONEY: pa.float64()}


GIVEN: Mapping[str, pa.Schema] = {
    "source": pa.schema({"position": pa.int32(), "ingested_as": pa.string(), "sha256": pa.string()}),
    "input_file": pa.schema({"input": pa.int32(), "ingested_as": pa.string(), **FILE_COLUMNS}),
    "unread_file": pa.schema({"ingested_as": pa.string(), "file": pa.string()}),
    "rejected_row": pa.schema(
        {
            "ingested_as": pa.string(),
            "table_name": pa.string(),
            "file": pa.string(),
            "line": pa.int64(),
            "column_name": pa.string(),
            "rule": pa.string(),
            "value": pa.string(),
        }
    ),
    "setting": pa.schema({"ingested_as": pa.string(), "name": pa.string(), "value_json": pa.string()}),
}


def stored_columns(table: Table) -> dict[str, pa.DataType]:
    """Return the columns of a table of the contract with their types.

    A date keeps its text, which says how precise it is, and gives its first and its last day besides.
    """
    columns: dict[str, pa.DataType] = {}
    for column in table.columns:
        columns[column.name] = _TYPES.get(column.kind, pa.string())
        if column.kind is Kind.DATE:
            columns |= {f"{column.name}_first": pa.date32(), f"{column.name}_last": pa.date32()}
    return columns


def key_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that name a row: its key or, where rows need no name, all of the contract."""
    return table.key or tuple(column.name for column in table.columns)


def key_of(table: Table, row: str) -> Fragment:
    """Return the expression that gives the key of a row as one text."""
    texts = [
        Fragment(sql("coalesce({row}.{column}::VARCHAR, '')", row=row, column=column))
        for column in key_columns(table)
    ]
    return Fragment(sql("concat_ws({between}, {texts})", between=_BETWEEN, texts=texts))


def create_given(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of the schema ``given``, and state the version of the store."""
    connection.execute("CREATE SCHEMA given")
    for name, schema in GIVEN.items():
        _create(connection, name, schema)
    for table in TABLES.values():
        place = {INPUT: pa.int32(), LINE: pa.int64()}
        _create(connection, table.name, pa.schema(stored_columns(table) | place))
    connection.execute("CREATE TABLE main.schema_version AS SELECT ? AS version", [VERSION])


def insert(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Add rows to a table of the schema ``given``."""
    connection.register("rows_to_add", rows)
    connection.execute(sql("INSERT INTO given.{name} BY NAME SELECT * FROM rows_to_add", name=name))
    connection.unregister("rows_to_add")


def _create(connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema) -> None:
    columns = [Fragment(sql("{name} {type}", name=one.name, type=_SQL_TYPES[one.type])) for one in schema]
    connection.execute(sql("CREATE TABLE given.{name} ({columns})", name=name, columns=columns))
