"""What became of every row, now that all sources stand together."""

import json
from collections import defaultdict
from dataclasses import asdict, dataclass

import duckdb

from clusternet.findings.provenance import Difference
from clusternet.model.tables import TABLES, Table
from clusternet.store.schema import INPUT, LINE, key_of
from clusternet.store.sql import Fragment, listed, literal, sql

_EXAMPLES = 3  # differences of a file that are shown, as many as of one read alone


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAccount:
    """What became of the rows of one source.

    ``rows_read`` is ``rows_loaded + rows_set_aside + rows_duplicate``. ``contradicting`` of the rows state
    something else than an earlier source does under the same key, ``named_otherwise`` of them another name.
    """

    rows_read: int
    rows_loaded: int
    rows_set_aside: int
    rows_duplicate: int
    contradicting: int
    named_otherwise: int


def make_accounts(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``input_file``, ``rejected_row``, ``contradiction`` and ``row_origin`` in ``main``.

    Every row that was read is still loaded, set aside or a repetition: of a key that several sources have,
    the first row is loaded and the others repeat it.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A store whose tables were merged on this connection.
    """
    connection.execute(
        """
        CREATE TABLE main.input_file AS
        WITH repeated AS (SELECT input, count(*) AS n FROM repetition GROUP BY input),
             circular AS (SELECT input, count(*) AS n FROM circle GROUP BY input),
             differing AS (SELECT input, count(DISTINCT line) AS n FROM difference GROUP BY input)
        SELECT file.* REPLACE (
            rows_loaded - coalesce(repeated.n, 0) - coalesce(circular.n, 0) AS rows_loaded,
            rows_set_aside + coalesce(circular.n, 0) AS rows_set_aside,
            rows_duplicate + coalesce(repeated.n, 0) AS rows_duplicate,
            described_differently + coalesce(differing.n, 0) AS described_differently)
        FROM given.input_file AS file
        LEFT JOIN repeated USING (input) LEFT JOIN circular USING (input) LEFT JOIN differing USING (input)
        ORDER BY input
        """
    )
    _give_examples(connection)
    connection.execute(
        """
        CREATE TABLE main.contradiction AS
        SELECT difference.table_name, key, column_name, counts, stated, ingested_as, file, line
        FROM difference JOIN given.input_file USING (input)
        ORDER BY input, line, column_name
        """
    )
    connection.execute(
        """
        CREATE TABLE main.rejected_row AS
        SELECT ingested_as, table_name, file, line, column_name, rule, value FROM given.rejected_row
        UNION ALL
        SELECT ingested_as, table_name, file, line, 'successor_id', 'circular', value
        FROM (FROM circle JOIN given.input_file USING (input) ORDER BY input, line)
        """
    )
    connection.execute(sql("CREATE VIEW main.row_origin AS {origins}", origins=_origins()))


def check_accounts(connection: duckdb.DuckDBPyConnection) -> None:
    """Make sure that the tables hold just the rows that are said to be loaded, before anyone relies on them.

    Raises
    ------
    RuntimeError
        If they do not: a defect of this program or of the database.
    """
    held = listed(
        (
            Fragment(
                sql(
                    "SELECT {name} AS name, count(*) AS held FROM main.{table}",
                    name=literal(name),
                    table=name,
                )
            )
            for name in TABLES
        ),
        between=" UNION ALL ",
    )
    statement = (
        "SELECT name, held, coalesce(sum(rows_loaded), 0) AS said FROM ({held}) "
        "LEFT JOIN main.input_file ON table_name = name GROUP BY ALL HAVING held <> said"
    )
    for name, there, said in connection.execute(sql(statement, held=held)).fetchall():
        raise RuntimeError(f"{name} holds {there} rows instead of {said}")


def accounts_of(connection: duckdb.DuckDBPyConnection) -> dict[str, SourceAccount]:
    """Return what became of the rows of each source of a store."""
    found = connection.execute(
        """
        WITH contradicted AS (
            SELECT ingested_as, count(DISTINCT (table_name, file, line)) AS n,
                count(DISTINCT (table_name, file, line)) FILTER (column_name IN ('name', 'title')) AS named
            FROM main.contradiction GROUP BY ingested_as)
        SELECT ingested_as, sum(rows_read)::BIGINT, sum(rows_loaded)::BIGINT, sum(rows_set_aside)::BIGINT,
            sum(rows_duplicate)::BIGINT, coalesce(any_value(n), 0), coalesce(any_value(named), 0)
        FROM main.input_file LEFT JOIN contradicted USING (ingested_as) GROUP BY ingested_as
        """
    ).fetchall()
    return {
        name: SourceAccount(
            rows_read=read,
            rows_loaded=loaded,
            rows_set_aside=aside,
            rows_duplicate=duplicate,
            contradicting=contradicting,
            named_otherwise=named,
        )
        for name, read, loaded, aside, duplicate, contradicting, named in found
    }


def _give_examples(connection: duckdb.DuckDBPyConnection) -> None:
    """Put a few contradictions beside the differences that each file was read with."""
    found = connection.execute(
        """
        WITH one_a_row AS (
            FROM difference QUALIFY row_number() OVER (PARTITION BY input, line ORDER BY column_name) = 1)
        SELECT input, replace(key, chr(31), ','), column_name, coalesce(counts, ''), stated FROM one_a_row
        QUALIFY row_number() OVER (PARTITION BY input ORDER BY line) <= ? ORDER BY input, line
        """,
        [_EXAMPLES],
    ).fetchall()
    examples: dict[int, list[Difference]] = defaultdict(list)
    for number, key, column, first, later in found:
        examples[number].append(Difference(key=key, column=column, first=first, later=later))
    for number, differences in examples.items():
        asked = connection.execute("SELECT differences FROM main.input_file WHERE input = ?", [number])
        together = [*json.loads(asked.fetchall()[0][0]), *map(asdict, differences)][:_EXAMPLES]
        connection.execute(
            "UPDATE main.input_file SET differences = ? WHERE input = ?",
            [json.dumps(together, ensure_ascii=False), number],
        )


def _origins() -> Fragment:
    """Return the query for where the rows of every table come from."""
    return listed(
        (
            Fragment(
                sql(
                    "SELECT {name} AS table_name, {key} AS key, input_file.sha256, row.{line} AS line, "
                    "input_file.file, input_file.ingested_as FROM given.{table} AS row "
                    "JOIN given.input_file ON input_file.input = row.{input} {loaded}",
                    loaded=_loaded(table),
                    name=literal(table.name),
                    key=key_of(table, "row"),
                    table=table.name,
                    input=INPUT,
                    line=LINE,
                )
            )
            for table in TABLES.values()
        ),
        between=" UNION ALL ",
    )


def _loaded(table: Table) -> Fragment:
    """Return what keeps the rows that stand in the merged table."""
    if not table.key:
        return Fragment("")
    return Fragment(sql("SEMI JOIN main.{table} USING ({key})", table=table.name, key=table.key))
