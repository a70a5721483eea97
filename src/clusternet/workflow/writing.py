"""Files written whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from clusternet.exceptions import NotWritable


def write_whole(files: Mapping[Path, bytes]) -> list[Path]:
    """Write several files so that a failure leaves all of them as they were.

    Each is written beside its place and moved there once all are written. A file that already holds the same
    bytes is left alone.

    Parameters
    ----------
    files : mapping of Path to bytes
        Where to write what; missing folders are made.

    Returns
    -------
    list of Path
        The files, in order, changed or not.

    Raises
    ------
    NotWritable
        If a folder or file cannot be written.
    """
    written: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            with _named_when_not_writable(path):
                if not _holds(path, content):
                    written[path] = _write_beside(path, content)
        for path, beside in written.items():
            with _named_when_not_writable(path):
                beside.replace(path.resolve())  # a link stays a link
    finally:
        for beside in written.values():
            with suppress(FileNotFoundError):
                beside.unlink()
    return list(files)


@contextmanager
def _named_when_not_writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotWritable(
            f"{path} cannot be written ({error.strerror}): "
            "choose another place with --output, or make room there."
        ) from error


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _write_beside(path: Path, content: bytes) -> Path:
    place = path.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is a device or a pipe")
    mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=".clusternet-", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.chmod(mode)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _umask() -> int:
    """Return the mask of new files, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
