"""What a store holds, opened to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from clusternet.exceptions import NotAStore
from clusternet.findings.quality import Reading
from clusternet.findings.rejected import SCHEMA as REJECTED
from clusternet.findings.rejected import RejectedRows
from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES
from clusternet.store.database import attach, damage_named
from clusternet.store.files import file_from
from clusternet.store.given import NO_SOURCES
from clusternet.store.schema import VERSION
from clusternet.store.settings import card_of
from clusternet.store.sql import Fragment, sql

_NAME = "store"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStore:
    """A store that was opened.

    Parameters
    ----------
    card : DatasetCard
        What it says about itself.
    tables : mapping of str to ibis table
        Every table of the contract, asked where it lies.
    reading : Reading
        Files read, rows loaded and set aside. Where there are several sources, files bear their names.
    """

    card: DatasetCard
    tables: Mapping[str, ir.Table]
    reading: Reading


def open_store(path: Path) -> OpenStore:
    """Open a store to be read, while others read it and while a new one is made in its place.

    Raises
    ------
    StoreBusy
        If another program writes to the file itself.
    NotAStore
        If it is damaged, not made by clusternet, or made by another version.
    """
    backend = ibis.duckdb.connect()
    connection: duckdb.DuckDBPyConnection = backend.con
    version = attach(connection, path, name=_NAME)
    if version < VERSION:
        raise NotAStore(
            f"{path} was made by an earlier clusternet (store version {version}, this one reads {VERSION}): "
            f"bring it up to date with `clusternet ingest --store {path}`."
        )
    with damage_named(path):
        return OpenStore(
            card=card_of(connection, _NAME),
            tables={name: backend.table(name, database=(_NAME, "main")) for name in TABLES},
            reading=_reading(connection),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSource:
    """A source in a store: the digest of all it was read from, and the names of its files."""

    sha256: str
    files: tuple[str, ...] = ()


def stored_sources(path: Path, *, shown_as: Path | None = None) -> dict[str, StoredSource]:
    """Return the sources of a store by name, in the order in which they count.

    Raises
    ------
    StoreBusy, NotAStore
        As `open_store`.
    """
    shown = shown_as or path
    with duckdb.connect() as connection, damage_named(shown):
        attach(connection, path, name=_NAME, shown_as=shown)
        found = connection.execute(
            sql(
                "SELECT ingested_as, any_value(source.sha256), list(DISTINCT file) "
                "FROM {store}.given.source JOIN {store}.given.input_file USING (ingested_as) "
                "GROUP BY ingested_as ORDER BY any_value(position)",
                store=_NAME,
            )
        ).fetchall()
    return {name: StoredSource(sha256=sha256, files=tuple(files)) for name, sha256, files in found}


def _reading(connection: duckdb.DuckDBPyConnection) -> Reading:
    file = _shown_file(connection)
    inputs = sql(
        "SELECT * REPLACE ({file} AS file) FROM {store}.main.input_file ORDER BY input",
        file=file,
        store=_NAME,
    )
    unread = sql(
        "SELECT {file} AS file FROM {store}.given.unread_file ORDER BY rowid", file=file, store=_NAME
    )
    rejected = sql(
        "SELECT table_name AS {table}, {file} AS file, line, column_name AS {column}, rule, value "
        "FROM {store}.main.rejected_row ORDER BY rowid",
        table="table",
        column="column",
        file=file,
        store=_NAME,
    )
    return Reading(
        inputs=tuple(file_from(row) for row in _rows(connection, inputs).to_pylist()),
        rejected=RejectedRows(_rows(connection, rejected).cast(REJECTED)),
        unread=tuple(_rows(connection, unread)["file"].to_pylist()),
    )


def _shown_file(connection: duckdb.DuckDBPyConnection) -> Fragment:
    """Return the expression for what to call a file: its name and, of several sources, that of its source."""
    sources = connection.execute(sql("SELECT ingested_as FROM {store}.given.source", store=_NAME)).fetchall()
    if len({name for (name,) in sources} - NO_SOURCES) == 1:
        return Fragment("file")
    return Fragment(
        "CASE WHEN ingested_as = '' OR file = ingested_as OR starts_with(file, ingested_as || '/') "
        "THEN file ELSE ingested_as || '/' || file END"
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    return connection.sql(query).to_arrow_table()
