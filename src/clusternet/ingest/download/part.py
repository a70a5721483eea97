"""What has been received so far: a file beside its place, what it is a part of, and who works on it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from clusternet.exceptions import DownloadFailed, NotWritable
from clusternet.ingest.download.origin import Origin, read_origin, written

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Part:
    """The part of a file that is here, which outlives the program.

    Parameters
    ----------
    target : Path
        Where the whole file shall be.
    """

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(f"{target.name}.part")
        self.note = target.with_name(f"{target.name}.part.json")

    @property
    def size(self) -> int:
        """Bytes that are here."""
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def origin(self) -> Origin | None:
        """What it is a part of, if that is known."""
        return read_origin(self.note)

    def of(self, address: str) -> Origin | None:
        """Return the version that can be gone on with from here; None if one must begin anew."""
        origin = self.origin
        goes_on = origin is not None and origin.address == address and origin.resume_by and self.size
        return origin if goes_on else None

    def begin(self, origin: Origin, content: bytes) -> None:
        """Put what a version begins with in place of what was here."""
        with _named_when_not_writable(self.path):
            self.path.write_bytes(b"")  # first, so that no part ever stands beside another's origin
            self.note.write_bytes(written(origin))
            self.path.write_bytes(content)

    @contextmanager
    def appending(self) -> Iterator[IO[bytes]]:
        """Open it at its end; whatever was written is kept, however this ends."""
        with _named_when_not_writable(self.path), self.path.open("ab") as file:
            yield file

    def discard(self) -> None:
        """Throw away what is here."""
        with _named_when_not_writable(self.path):
            self.path.unlink(missing_ok=True)
            self.note.unlink(missing_ok=True)

    def move_to(self, target: Path) -> None:
        """Make it the whole file."""
        with _named_when_not_writable(target):
            with self.path.open("rb+") as file:
                os.fsync(file.fileno())
            self.path.replace(target.resolve())  # a link stays a link
            self.note.unlink(missing_ok=True)


@contextmanager
def claimed(target: Path) -> Iterator[Part]:
    """Take hold of the part of a file, so that two runs do not write into one.

    Raises
    ------
    DownloadFailed
        If another run is at it.
    NotWritable
        If nothing can be written there.
    """
    lock = target.with_name(f"{target.name}.lock")
    part = Part(target)
    with _named_when_not_writable(lock):
        handle = _locked(lock, target)
    try:
        if part.path.exists() and not part.path.is_file():
            raise NotWritable(
                f"{part.path} is no file: move it away, or choose another folder with --output."
            )
        yield part
    finally:
        with suppress(OSError):  # where an open file cannot be removed it stays, empty
            lock.unlink()  # while it is held, so that nobody takes hold of a file that is gone
        os.close(handle)


def _locked(lock: Path, target: Path) -> int:
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError):
            os.close(handle)
            raise DownloadFailed(
                f"{target} is being downloaded by another run: wait for that one, or choose another folder."
            ) from None
        if lock.exists() and os.path.samestat(lock.stat(), os.fstat(handle)):
            return handle
        os.close(handle)  # of a run that has just ended, and is gone


def _lock(handle: int) -> None:
    """Lock an open file, for as long as it stays open and the program lives."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _named_when_not_writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if isinstance(error, NotWritable):
            raise
        raise NotWritable(
            f"{path} cannot be written ({error.strerror}): "
            "make room there, or choose another folder with --output."
        ) from error
