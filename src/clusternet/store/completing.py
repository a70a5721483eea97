"""Rows of one key from several sources, made one: the first stands, later ones say what it does not know."""

import duckdb

from clusternet.model.tables import Table
from clusternet.store.schema import PLACE, key_columns
from clusternet.store.sql import Fragment, listed, sql

# Facts that belong together: half of one row and half of one that contradicts it would be nobody's.
_TOGETHER = (
    ("city", "province", "nuts3", "country"),
    ("latitude", "longitude"),
    ("size", "is_sme"),
)


def complete_rows(connection: duckdb.DuckDBPyConnection, table: Table, columns: tuple[str, ...]) -> None:
    """Make the temporary tables ``merged``, a row for each key, and ``later``, the rows that repeat a key.

    Rows are taken in turn, sources in their order. What is unknown so far is taken from the next row; facts
    that belong together only if it contradicts none of them, dates only if they then run forwards.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A store that holds what its sources gave.
    table : Table
        The table.
    columns : tuple of str
        Its columns, those unknown to the contract among them. ``merged`` has them and ``__place__``, the
        place of the first row among all.
    """
    key = key_columns(table)
    names = {"table": table.name, "columns": columns, "key": key, "place": PLACE}
    connection.execute(
        sql(
            "CREATE OR REPLACE TEMP TABLE later AS SELECT *, row_number() OVER turn AS __turn__ "
            "FROM given.{table} WINDOW turn AS (PARTITION BY {key} ORDER BY {place}) QUALIFY __turn__ > 1",
            **names,
        )
    )
    connection.execute(
        sql(
            "CREATE OR REPLACE TEMP TABLE merged AS SELECT {columns}, {place} AS __place__ "
            "FROM given.{table} QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {place}) = 1",
            **names,
        )
    )
    values = [Fragment(_completed(table, column, columns)) for column in columns if column not in key]
    if not values:
        return
    same = [Fragment(sql("merged.{name} IS NOT DISTINCT FROM later.{name}", name=name)) for name in key]
    update = sql(
        "UPDATE merged SET {values} FROM later WHERE __turn__ = ? AND {same}",
        values=values,
        same=listed(same, between=" AND "),
    )
    (turns,) = connection.execute("SELECT coalesce(max(__turn__), 1) FROM later").fetchall()[0]
    for turn in range(2, turns + 1):
        connection.execute(update, [turn])


def _completed(table: Table, column: str, columns: tuple[str, ...]) -> str:
    """Return the assignment that takes a value from the next row, if there is none yet."""
    conditions = [*_agreement(column, columns), *_order(table, column)]
    return sql(
        "{column} = CASE WHEN {may_be_taken} THEN coalesce(merged.{column}, later.{column}) "
        "ELSE merged.{column} END",
        column=column,
        may_be_taken=listed(map(Fragment, conditions), between=" AND ") if conditions else Fragment("TRUE"),
    )


def _agreement(column: str, columns: tuple[str, ...]) -> list[str]:
    """Return what must hold for the next row to agree about the facts that a column belongs to."""
    block = next((block for block in _TOGETHER if column in block), ())
    return [
        sql("coalesce(lower(merged.{name}::VARCHAR) = lower(later.{name}::VARCHAR), TRUE)", name=name)
        for name in block
        if name in columns
    ]


def _order(table: Table, column: str) -> list[str]:
    """Return what must hold for a date of the next row not to exchange a beginning and an end."""
    return [
        sql(
            "coalesce(coalesce(merged.{begin}, later.{begin}) <= coalesce(merged.{end}, later.{end}), TRUE)",
            begin=f"{begin}_first",
            end=f"{end}_last",
        )
        for begin, end in table.date_order
        if column.removesuffix("_first").removesuffix("_last") in (begin, end)
    ]
