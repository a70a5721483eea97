"""From the schema of an earlier version to that of this one, a version at a time."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from clusternet.store.beside import hidden
from clusternet.store.database import attach
from clusternet.store.schema import VERSION

Migration = Callable[[duckdb.DuckDBPyConnection], None]

# Version to the statements that make the next one of it. They change `given` and the tables that describe
# what was read; everything else in `main` is made anew afterwards.
MIGRATIONS: Mapping[int, Migration] = {}


@contextmanager
def up_to_date(
    store: Path, *, shown_as: Path, to: int = VERSION, migrations: Mapping[int, Migration] = MIGRATIONS
) -> Iterator[Path]:
    """Give a store of this version: itself or, if it is of an earlier one, a copy that was brought up to it.

    Parameters
    ----------
    store : Path
        The store, which stays as it is; the copy is made beside it.
    shown_as : Path
        What to call it in messages.
    to : int
        Version wanted.
    migrations : mapping of int to callable
        Version to the step that leads to the next, which gets a connection to the copy.

    Raises
    ------
    StoreBusy
        If another program writes to the store.
    NotAStore
        If it is none that can be read.
    """
    scratch = hidden(store, ".former")
    scratch.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        version = attach(connection, store, name="store", shown_as=shown_as)
    if version == to:
        yield store
        return
    shutil.copyfile(store, scratch)
    try:
        with duckdb.connect(scratch) as connection:
            connection.begin()
            for step in range(version, to):
                migrations[step](connection)
            connection.execute("UPDATE main.schema_version SET version = ?", [to])
            connection.commit()
        yield scratch
    finally:
        scratch.unlink(missing_ok=True)
