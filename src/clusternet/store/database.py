"""A store as a database: what is one, and how it is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from clusternet.exceptions import NotAStore, StoreBusy
from clusternet.store.schema import VERSION
from clusternet.store.sql import literal, sql

_MAGIC, _MAGIC_AT = b"DUCK", 8


def is_database(path: Path) -> bool:
    """Whether a file is a DuckDB file, whatever its name.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] == _MAGIC


def attach(
    connection: duckdb.DuckDBPyConnection, path: Path, *, name: str, shown_as: Path | None = None
) -> int:
    """Attach a store to a connection, to be read.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The connection.
    path : Path
        The store.
    name : str
        What to call it there.
    shown_as : Path, optional
        What to call it in messages.

    Returns
    -------
    int
        The version of its schema, at most the one this program writes.

    Raises
    ------
    StoreBusy
        If another program writes to it.
    NotAStore
        If it is damaged, not made by clusternet, or made by a later version.
    """
    shown = shown_as or path
    if not is_database(path):
        raise NotAStore(f"{shown} is no store: choose another file, or make one with `clusternet ingest`.")
    try:
        place = literal(str(path.resolve()))
        connection.execute(sql("ATTACH {path} AS {name} (READ_ONLY)", path=place, name=name))
    except duckdb.Error as error:
        if "Could not set lock" in str(error):
            raise StoreBusy(
                f"{shown} is open for writing in another program: close it there and try again."
            ) from error
        raise _damaged(shown) from error
    with damage_named(shown):
        if path.stat().st_size < _size(connection, name):
            raise _damaged(shown)
        version = _version(connection, name)
    if version is None:
        raise NotAStore(
            f"{shown} is a DuckDB file that clusternet did not make: make a store with `clusternet ingest`."
        )
    if version > VERSION:
        raise NotAStore(
            f"{shown} was made by a later clusternet (store version {version}, this one reads {VERSION}): "
            "update clusternet."
        )
    return version


@contextmanager
def damage_named(path: Path) -> Iterator[None]:
    """Turn what the database says about blocks that are not as they were written into a sentence.

    Raises
    ------
    NotAStore
        If a store is damaged.
    """
    try:
        yield
    except duckdb.Error as error:
        if "Corrupt" not in str(error):
            raise
        raise _damaged(path) from error


def _damaged(shown: Path) -> NotAStore:
    return NotAStore(f"{shown} is damaged: take a copy that is whole, or ingest its sources again.")


def _size(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """Return how many bytes the blocks of an attached file take, by what its head says."""
    blocks = connection.execute(
        "SELECT block_size * total_blocks FROM pragma_database_size() WHERE database_name = ?", [name]
    )
    return int(blocks.fetchall()[0][0])


def _version(connection: duckdb.DuckDBPyConnection, name: str) -> int | None:
    """Return the version that an attached file states; None if it states none."""
    try:
        stated = connection.execute(sql("SELECT version FROM {name}.main.schema_version", name=name))
        found = stated.fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    return int(found[0][0]) if len(found) == 1 else None
