"""The tables of a store, made of the rows that its sources gave.

Where several sources have a row of the same key, there is one row: what the first of them states counts, and
later ones complete what it leaves unknown. What they state otherwise is listed.
"""

import duckdb

from clusternet.model.tables import TABLES, Table
from clusternet.store.completing import complete_rows
from clusternet.store.schema import INPUT, LINE, PLACE, key_of, stored_columns
from clusternet.store.sql import literal, sql

_ABOUT_THE_ROW = ("source", "confidence")  # they say where a row comes from, not what it is about


def merge_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table of the contract in ``main``.

    What became of the rows is left in three temporary tables: ``repetition (input)`` and ``circle (input,
    line, value)`` have a row for each row that repeats another or makes a circle, ``difference (input, line,
    table_name, key, column_name, counts, stated)`` one for each value that does not count.
    """
    connection.execute("CREATE TEMP TABLE repetition (input INTEGER)")
    connection.execute("CREATE TEMP TABLE circle (input INTEGER, line BIGINT, value VARCHAR)")
    connection.execute(
        "CREATE TEMP TABLE difference (input INTEGER, line BIGINT, table_name VARCHAR, key VARCHAR, "
        "column_name VARCHAR, counts VARCHAR, stated VARCHAR)"
    )
    shared = _of_several_sources(connection)
    for table in TABLES.values():
        columns = _columns(connection, table)
        if table.name in shared:
            _merge(connection, table, columns)
        else:
            statement = "CREATE TABLE main.{table} AS SELECT {columns} FROM given.{table} ORDER BY {place}"
            connection.execute(sql(statement, table=table.name, columns=columns, place=PLACE))
    _take_out_circles(connection)


def _columns(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[str, ...]:
    """Return the columns of a table, those unknown to the contract last."""
    described = connection.execute(sql("DESCRIBE given.{table}", table=table.name)).fetchall()
    return tuple(name for name, *_ in described if name not in (INPUT, LINE))


def _of_several_sources(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the tables that several sources have rows of."""
    found = connection.execute(
        "SELECT table_name FROM given.input_file WHERE rows_loaded > 0 "
        "GROUP BY table_name HAVING count(DISTINCT ingested_as) > 1"
    )
    return {name for (name,) in found.fetchall()}


def _merge(connection: duckdb.DuckDBPyConnection, table: Table, columns: tuple[str, ...]) -> None:
    complete_rows(connection, table, columns)
    statement = "CREATE TABLE main.{table} AS SELECT {columns} FROM merged ORDER BY __place__"
    connection.execute(sql(statement, table=table.name, columns=columns))
    connection.execute(sql("INSERT INTO repetition SELECT {input} FROM later", input=INPUT))
    if table.key:
        _note_differences(connection, table, columns)


def _note_differences(connection: duckdb.DuckDBPyConnection, table: Table, columns: tuple[str, ...]) -> None:
    """List what later rows state otherwise; a default, which stands for nothing stated, is no statement."""
    derived = stored_columns(table).keys() - {column.name for column in table.columns}
    defaults = {column.name: column.default or "" for column in table.columns}
    statement = (
        "INSERT INTO difference "
        "SELECT {input}, {line}, {name}, {key}, {heading}, kept.{column}, later.{column} "
        "FROM later JOIN main.{table} AS kept USING ({names}) "
        "WHERE later.{column}::VARCHAR <> {default} AND later.{column} IS DISTINCT FROM kept.{column}"
    )
    for column in columns:
        if column not in {*table.key, *derived, *_ABOUT_THE_ROW}:
            connection.execute(
                sql(
                    statement,
                    input=INPUT,
                    line=LINE,
                    name=literal(table.name),
                    key=key_of(table, "later"),
                    heading=literal(column),
                    column=column,
                    table=table.name,
                    names=table.key,
                    default=literal(defaults.get(column, "")),
                )
            )


def _take_out_circles(connection: duckdb.DuckDBPyConnection) -> None:
    """Set aside the successions that make something its own successor only now."""
    connection.execute(
        "CREATE TEMP TABLE circular AS WITH RECURSIVE follows (kind, first, last) AS ("
        "SELECT kind, predecessor_id, successor_id FROM main.successions UNION "
        "SELECT follows.kind, first, successor_id FROM follows JOIN main.successions AS next "
        "ON next.kind = follows.kind AND next.predecessor_id = last"
        ") SELECT kind, predecessor_id, successor_id FROM main.successions AS one "
        "WHERE (one.kind, successor_id, predecessor_id) IN (FROM follows)"
    )
    connection.execute(
        sql(
            "INSERT INTO circle SELECT arg_min({input}, {place}), arg_min({line}, {place}), successor_id "
            "FROM given.successions SEMI JOIN circular USING ({key}) GROUP BY {key}",
            input=INPUT,
            line=LINE,
            place=PLACE,
            key=TABLES["successions"].key,
        )
    )
    connection.execute(
        "DELETE FROM main.successions WHERE (kind, predecessor_id, successor_id) IN (FROM circular)"
    )
