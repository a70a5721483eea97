"""Which organizations are one, by the decisions in a store.

The rows of ``organizations`` stay as sources gave them. The table ``organization_of`` says which of them
went into another one, ``organization_merged`` has the facts of those that remain, and the view
``organization`` puts both together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from clusternet.store.sql import sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What decisions make of organizations.

    Parameters
    ----------
    into : mapping of str to str
        Organizations that went into another, and into which; never a chain.
    organizations : pyarrow.Table
        The rows of ``organizations`` that remain, completed by those that went into them.
    """

    into: Mapping[str, str]
    organizations: pa.Table


# Takes `organizations` and `decisions` as they stand in a store.
Resolve = Callable[[Mapping[str, pa.Table]], Resolution]


def make_organizations(connection: duckdb.DuckDBPyConnection, resolve: Resolve) -> None:
    """Make the tables and views of the organizations after decisions.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A store whose tables were merged.
    resolve : callable
        Replays decisions.
    """
    connection.execute('CREATE TABLE main.organization_of (organization_id VARCHAR, "into" VARCHAR)')
    connection.execute("CREATE TABLE main.organization_merged AS FROM main.organizations LIMIT 0")
    decisions = connection.sql("FROM main.decisions").to_arrow_table()
    if decisions.num_rows:
        organizations = connection.sql("FROM main.organizations").to_arrow_table()
        _fill(connection, resolve({"organizations": organizations, "decisions": decisions}))
    connection.execute("CREATE VIEW main.decision AS FROM main.decisions")
    connection.execute(
        "CREATE VIEW main.organization AS "
        "SELECT * FROM main.organizations ANTI JOIN main.organization_of USING (organization_id) "
        "ANTI JOIN main.organization_merged USING (organization_id) "
        "UNION ALL FROM main.organization_merged"
    )


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
