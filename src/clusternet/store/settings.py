"""The card of a store, kept as one setting an entry."""

from collections import defaultdict

import duckdb

from clusternet.model.dataset import DatasetCard
from clusternet.store.cards import SourceCard, card_from, settings_of, together
from clusternet.store.given import WHOLE_STORE
from clusternet.store.sql import sql


def make_settings(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``setting``: the card given for the whole store or, without one, those of its sources.

    Raises
    ------
    CardsDisagree
        If the sources would have different things counted.
    """
    cards = _cards(connection)
    card = next((one.card for one in cards if one.name == WHOLE_STORE), None) or together(cards)
    connection.execute("CREATE TABLE main.setting (name VARCHAR, value_json VARCHAR)")
    connection.executemany("INSERT INTO main.setting VALUES (?, ?)", [*settings_of(card).items()])


def card_of(connection: duckdb.DuckDBPyConnection, store: str) -> DatasetCard:
    """Return the card of an attached store."""
    statement = sql("SELECT name, value_json FROM {store}.main.setting", store=store)
    return card_from(dict(connection.execute(statement).fetchall()))


def _cards(connection: duckdb.DuckDBPyConnection) -> list[SourceCard]:
    settings: dict[str, dict[str, str]] = defaultdict(dict)
    found = connection.execute(
        "SELECT ingested_as, name, value_json FROM given.setting JOIN given.source USING (ingested_as) "
        "ORDER BY position"
    )
    for source, name, text in found.fetchall():
        settings[source][name] = text
    clusters, projects = (_kinds(connection, table) for table in ("clusters", "projects"))
    successions = _kinds(connection, "successions")
    return [
        SourceCard(
            name=source,
            card=card_from(entries),
            cluster_kinds=clusters[source],
            project_kinds=projects[source],
            has_successions="cluster" in successions[source],
        )
        for source, entries in settings.items()
    ]


def _kinds(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, frozenset[str]]:
    """Return the kinds of the rows that each source gave to a table."""
    kinds: dict[str, frozenset[str]] = defaultdict(frozenset)
    statement = (
        "SELECT DISTINCT ingested_as, kind FROM given.{table} JOIN given.input_file ON input = __input__"
    )
    for source, kind in connection.execute(sql(statement, table=table)).fetchall():
        kinds[source] |= {kind}
    return kinds
