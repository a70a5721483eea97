"""Making a store of sources."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from clusternet.model.tables import NETWORK_TABLES
from clusternet.store.accounts import SourceAccount, accounts_of, check_accounts, make_accounts
from clusternet.store.beside import scratch_folder
from clusternet.store.database import attach, damage_named
from clusternet.store.decisions import Resolve, make_organizations
from clusternet.store.given import GivenSource, add_source, copy_source
from clusternet.store.merging import merge_tables
from clusternet.store.schema import create_given
from clusternet.store.settings import make_settings
from clusternet.store.sql import Fragment, literal, sql

_BLOCK = 16_384  # bytes; a store has many small tables, which fill blocks of the usual size badly
_NEW, _FORMER = "store", "former"
_REFUSED = (
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
)


class StoreWriter:
    """A store that is being made, source by source, in the order in which they count.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Connection on which the new store is the default, and the former one attached if there is one.
    shown_as : Path
        What to call the store in messages.

    Attributes
    ----------
    accounts : dict of SourceAccount
        What became of the rows of each source; empty until the store is whole.
    totals : dict of int
        Rows of the tables of a network; empty until the store is whole.
    decisions_set_aside : int
        Decisions that could not be carried out; 0 until the store is whole.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, shown_as: Path) -> None:
        self._connection, self._shown_as = connection, shown_as
        self.accounts: dict[str, SourceAccount] = {}
        self.totals: dict[str, int] = {}
        self.decisions_set_aside = 0

    def add(self, source: GivenSource) -> None:
        """Add a source that was read."""
        add_source(self._connection, source)

    def keep(self, name: str) -> None:
        """Take over a source of the former store as it is.

        Raises
        ------
        NotAStore
            If the former store is damaged.
        """
        with damage_named(self._shown_as):
            copy_source(self._connection, name, _FORMER)


@contextmanager
def new_store(
    path: Path, *, resolve: Resolve, former: Path | None = None, shown_as: Path | None = None
) -> Iterator[StoreWriter]:
    """Make a store, which is whole once the context has ended.

    Parameters
    ----------
    path : Path
        Where to make it; nothing must be there.
    resolve : callable
        Replays the decisions in it.
    former : Path, optional
        A store of this version, of which sources are kept.
    shown_as : Path, optional
        What to call the store in messages.

    Raises
    ------
    OSError
        If the disk does not take it.
    CardsDisagree
        If its sources would have different things counted.
    """
    connection = duckdb.connect()
    try:
        connection.execute("SET temp_directory = ?", [str(scratch_folder(path))])
        place = {"path": literal(str(path)), "name": _NEW, "block": Fragment(_BLOCK)}
        connection.execute(sql("ATTACH {path} AS {name} (BLOCK_SIZE {block})", **place))
        connection.execute(sql("USE {name}", name=_NEW))
        if former is not None:
            attach(connection, former, name=_FORMER, shown_as=shown_as)
        connection.begin()
        create_given(connection)
        writer = StoreWriter(connection, shown_as or path)
        yield writer
        connection.commit()
        connection.begin()
        for make in (merge_tables, make_accounts, check_accounts, make_settings):
            make(connection)
        writer.decisions_set_aside = make_organizations(connection, resolve)
        writer.accounts, writer.totals = accounts_of(connection), _totals(connection)
        connection.commit()
        connection.execute(sql("CHECKPOINT {name}", name=_NEW))  # puts everything into the one file
        connection.execute("USE memory")
        connection.execute(sql("DETACH {name}", name=_NEW))
    except _REFUSED as error:
        raise OSError(errno.EIO, "the disk is full, or does not take it") from error
    finally:
        connection.close()


def _totals(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {
        name: connection.execute(sql("SELECT count(*) FROM main.{table}", table=name)).fetchall()[0][0]
        for name in NETWORK_TABLES
    }
