"""A store as a database: what is one, and how it is opened."""

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


def attach(connection: duckdb.DuckDBPyConnection, path: Path, *, name: str) -> int:
    """Attach a store to a connection, to be read.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The connection.
    path : Path
        The store.
    name : str
        What to call it there.

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
    if not is_database(path):
        raise NotAStore(f"{path} is no store: choose another file, or make one with `clusternet ingest`.")
    try:
        connection.execute(
            sql("ATTACH {path} AS {name} (READ_ONLY)", path=literal(str(path.resolve())), name=name)
        )
    except duckdb.Error as error:
        if "lock" in str(error):
            raise StoreBusy(
                f"{path} is open for writing in another program: close it there and try again."
            ) from error
        raise NotAStore(
            f"{path} is damaged: take a copy that is whole, or ingest its sources again."
        ) from error
    version = _version(connection, name)
    if version is None:
        raise NotAStore(
            f"{path} is a DuckDB file that clusternet did not make: make a store with `clusternet ingest`."
        )
    if version > VERSION:
        raise NotAStore(
            f"{path} was made by a later clusternet (store version {version}, this one reads {VERSION}): "
            "update clusternet."
        )
    return version


def version_of(path: Path) -> int:
    """Return the version of a store.

    Raises
    ------
    StoreBusy, NotAStore
        As `attach`.
    """
    with duckdb.connect() as connection:
        return attach(connection, path, name="store")


def _version(connection: duckdb.DuckDBPyConnection, name: str) -> int | None:
    """Return the version that an attached file states; None if it states none."""
    try:
        stated = connection.execute(sql("SELECT version FROM {name}.main.schema_version", name=name))
        found = stated.fetchall()
    except duckdb.Error:
        return None
    return int(found[0][0]) if len(found) == 1 else None
