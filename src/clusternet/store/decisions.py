"""Which organizations are one, by the decisions in a store.

The rows of ``organizations`` stay as sources gave them. The table ``organization_of`` says which of them
stand for another one, and the view ``organization`` follows it.
"""

from collections.abc import Iterable, Mapping

import duckdb
import pyarrow as pa

from clusternet.store.sql import Fragment, sql

_SCHEMA = pa.schema({"organization_id": pa.string(), "into": pa.string()})


def make_organizations(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``organization_of`` and the views ``decision`` and ``organization``.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A store whose tables were merged.
    """
    connection.execute("CREATE VIEW main.decision AS FROM main.decisions")
    connection.execute('CREATE TABLE main.organization_of (organization_id VARCHAR, "into" VARCHAR)')
    replace_organizations(connection, merged(connection))
    connection.execute(sql("CREATE VIEW main.organization AS {merged}", merged=_merged_rows(connection)))


def replace_organizations(connection: duckdb.DuckDBPyConnection, into: Mapping[str, str]) -> None:
    """Say which organizations stand for another one.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The store.
    into : mapping of str to str
        Organization to the one it stands for; those that stand for themselves are left out.
    """
    rows = pa.table({"organization_id": list(into), "into": list(into.values())}, schema=_SCHEMA)
    connection.execute("DELETE FROM main.organization_of")
    connection.register("rows_to_add", rows)
    connection.execute("INSERT INTO main.organization_of FROM rows_to_add ORDER BY organization_id")
    connection.unregister("rows_to_add")


def merged(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the organizations that the decisions of a store merge into others.

    Merges follow each other, however long the chain; what a split names stands for itself.
    """
    statement = (
        "SELECT action, string_split(organization_ids, ';'), \"into\" FROM main.decisions "
        "ORDER BY decided_on_first, decision_id"
    )
    decisions = connection.execute(statement).fetchall()
    apart = {name for action, names, _ in decisions if action == "split" for name in names}
    groups = ((names, into) for action, names, into in decisions if action == "merge")
    return _representatives(([name for name in names if name not in apart], into) for names, into in groups)


def _representatives(merges: Iterable[tuple[list[str], str | None]]) -> dict[str, str]:
    """Return for each organization that was merged the one that remains, without a `into` the first named."""
    follows: dict[str, str] = {}

    def remaining(name: str) -> str:
        while name in follows:
            name = follows[name]
        return name

    for names, into in merges:
        for name in names:
            last = remaining(into or names[0])
            if remaining(name) != last:
                follows[remaining(name)] = last
    return {name: remaining(name) for name in follows}


def _merged_rows(connection: duckdb.DuckDBPyConnection) -> Fragment:
    """Return the query for one row an organization: its own, completed by those that were merged into it."""
    described = connection.execute("DESCRIBE main.organizations").fetchall()
    facts = [
        Fragment(sql("arg_min({name}, __before__) AS {name}", name=name))
        for name, *_ in described
        if name != "organization_id"
    ]
    query = (
        "SELECT __remains__ AS organization_id, {facts} FROM (SELECT organizations.*, "
        'coalesce(organization_of."into", organizations.organization_id) AS __remains__, '
        "(CASE WHEN __remains__ = organizations.organization_id THEN '0' ELSE '1' END) "
        "|| organizations.organization_id AS __before__ "
        "FROM main.organizations LEFT JOIN main.organization_of USING (organization_id)"
        ") GROUP BY __remains__ ORDER BY __remains__"
    )
    return Fragment(sql(query, facts=facts))
