"""A store written beside its place and moved there once it is whole.

Whoever is killed on the way leaves the former store as it was, and files that the next one takes away.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clusternet.exceptions import StoreBusy


@contextmanager
def only_writer(store: Path, *, shown_as: Path) -> Iterator[None]:
    """Keep others from writing a store.

    The lock ends with the process, however that ends. Its file is empty and taken away with the lock.

    Parameters
    ----------
    store : Path
        The store, there already or not.
    shown_as : Path
        What to call it in messages.

    Raises
    ------
    StoreBusy
        If another process has the lock.
    OSError
        If the lock cannot be made.
    """
    lock = hidden(store, ".lock")
    handle = _locked(lock, shown_as)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)  # before the lock ends, so that it is never that of another
        os.close(handle)


@contextmanager
def moved_when_whole(store: Path, *, shown_as: Path) -> Iterator[Path]:
    """Give a path beside a store, and move what was written there to its place.

    If anything goes wrong, the store is left as it was. To be used by the `only_writer`.

    Parameters
    ----------
    store : Path
        The store.
    shown_as : Path
        What to call it in messages.

    Yields
    ------
    Path
        Where to write it.

    Raises
    ------
    StoreBusy
        If there are changes to the former store that another program did not put into it.
    OSError
        If it cannot be moved.
    """
    log = _log(store)
    if log.exists():  # it would be taken for that of the new store
        raise StoreBusy(
            f"{shown_as} has changes of another program that are not part of it yet ({log.name}): "
            "open and close it there and try again."
        )
    beside = hidden(store, ".new")
    _take_away(beside)
    try:
        yield beside
        if store.exists():
            beside.chmod(store.stat().st_mode & 0o777)
        beside.replace(store)
    finally:
        _take_away(beside)


def scratch_folder(beside: Path) -> Path:
    """Return where the database puts what does not fit into memory while it writes."""
    return beside.with_name(f"{beside.name}.tmp")


def hidden(store: Path, ending: str) -> Path:
    """Return the path beside a store of a file that only its making needs."""
    return store.with_name(f".{store.name}{ending}")


def _locked(lock: Path, shown_as: Path) -> int:
    """Return the handle of the lock's file, which nobody took away in the meantime."""
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(lock, handle):
                return handle
        except BlockingIOError:
            os.close(handle)
            raise StoreBusy(
                f"{shown_as} is being written by another `clusternet ingest`: "
                "wait for that to end and try again."
            ) from None
        os.close(handle)


def _is_at(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _log(database: Path) -> Path:
    """Return where the database keeps changes that are not yet part of a file."""
    return database.with_name(f"{database.name}.wal")


def _take_away(beside: Path) -> None:
    for path in (beside, _log(beside)):
        path.unlink(missing_ok=True)
    shutil.rmtree(scratch_folder(beside), ignore_errors=True)
