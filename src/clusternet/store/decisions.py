"""Which organizations are one, by the decisions in a store, and the decisions made in the store itself.

Those are a source like any other, under a name of their own: they stay when other sources change.

The rows of ``organizations`` stay as sources gave them. The table ``organization_of`` says which of them
went into another one, ``organization_merged`` has the facts of those that remain, and the view
``organization`` puts both together.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from clusternet.cleaning.dates import partial_date
from clusternet.findings.provenance import InputFile
from clusternet.model.tables import TABLES
from clusternet.store.database import attach, damage_named
from clusternet.store.given import DECIDED_HERE, GivenSource
from clusternet.store.schema import INPUT, LINE, stored_columns
from clusternet.store.sql import literal, sql

_NAME = "decisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What decisions make of organizations.

    Parameters
    ----------
    into : mapping of str to str
        Organizations that went into another, and into which; never a chain.
    organizations : pyarrow.Table
        The rows of ``organizations`` that remain, completed by those that went into them.
    set_aside : int
        Decisions that could not be carried out.
    """

    into: Mapping[str, str]
    organizations: pa.Table
    set_aside: int = 0


# Takes `organizations` and `decisions` as they stand in a store.
Resolve = Callable[[Mapping[str, pa.Table]], Resolution]


def decided_here(decisions: pa.Table) -> GivenSource:
    """Return decisions made in a store as a source of it.

    Parameters
    ----------
    decisions : pyarrow.Table
        Rows of the contract in the order in which they were made, at least one; dates that hold.
    """
    rows = [_with_place(row, line) for line, row in enumerate(decisions.to_pylist(), start=1)]
    content = json.dumps(decisions.to_pylist(), ensure_ascii=False, sort_keys=True)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    file = InputFile(
        file=_NAME,
        sha256=sha256,
        layout=DECIDED_HERE,
        table=_NAME,
        rows_read=len(rows),
        rows_loaded=len(rows),
    )
    schema = pa.schema({**stored_columns(TABLES[_NAME]), LINE: pa.int64()})
    tables = {_NAME: pa.Table.from_pylist(rows, schema=schema)}
    return GivenSource(name=DECIDED_HERE, sha256=sha256, card=None, tables=tables, inputs=(file,))


def decisions_made_here(path: Path) -> pa.Table:
    """Return the decisions made in a store itself, as rows of the contract in the order they were made in.

    Raises
    ------
    StoreBusy, NotAStore
        As `clusternet.store.reader.open_store`.
    """
    columns = [column.name for column in TABLES[_NAME].columns]
    with duckdb.connect() as connection, damage_named(path):
        attach(connection, path, name="store")
        query = sql(
            "SELECT {columns} FROM store.given.decisions JOIN store.given.input_file "
            "ON input = {input} WHERE ingested_as = {name} ORDER BY {line}",
            columns=columns,
            input=INPUT,
            name=literal(DECIDED_HERE),
            line=LINE,
        )
        return connection.sql(query).to_arrow_table()


def _with_place(row: dict[str, Any], line: int) -> dict[str, Any]:
    day = row["decided_on"] and partial_date(row["decided_on"])
    days = {"decided_on_first": day.first, "decided_on_last": day.last} if day else {}
    return {**row, **days, LINE: line}


def make_organizations(connection: duckdb.DuckDBPyConnection, resolve: Resolve) -> int:
    """Make the tables and views of the organizations after decisions.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A store whose tables were merged.
    resolve : callable
        Replays decisions.

    Returns
    -------
    int
        Decisions that could not be carried out.
    """
    set_aside = 0
    connection.execute('CREATE TABLE main.organization_of (organization_id VARCHAR, "into" VARCHAR)')
    connection.execute("CREATE TABLE main.organization_merged AS FROM main.organizations LIMIT 0")
    decisions = connection.sql("FROM main.decisions").to_arrow_table()
    if decisions.num_rows:
        organizations = connection.sql("FROM main.organizations").to_arrow_table()
        resolution = resolve({"organizations": organizations, "decisions": decisions})
        _fill(connection, resolution)
        set_aside = resolution.set_aside
    connection.execute("CREATE VIEW main.decision AS FROM main.decisions")
    connection.execute(
        "CREATE VIEW main.organization AS "
        "SELECT * FROM main.organizations ANTI JOIN main.organization_of USING (organization_id) "
        "ANTI JOIN main.organization_merged USING (organization_id) "
        "UNION ALL FROM main.organization_merged"
    )
    return set_aside


def _fill(connection: duckdb.DuckDBPyConnection, resolution: Resolution) -> None:
    into = dict(sorted(resolution.into.items()))
    remaining = pa.array(sorted(set(into.values())), pa.string())
    ids = resolution.organizations["organization_id"]
    merged = resolution.organizations.filter(pc.is_in(ids, value_set=remaining))
    pairs = {"organization_id": [*into], "into": [*into.values()]}
    for name, rows in (("organization_of", pa.table(pairs)), ("organization_merged", merged)):
        connection.register("rows_to_add", rows)
        connection.execute(sql("INSERT INTO main.{name} BY NAME FROM rows_to_add", name=name))
        connection.unregister("rows_to_add")
