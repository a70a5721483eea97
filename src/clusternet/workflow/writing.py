"""Files written whole or not at all."""

import errno
import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from clusternet.exceptions import NotWritable


def write_whole(files: Mapping[Path, bytes | Iterable[bytes]]) -> list[Path]:
    """Write several files so that a failure leaves all of them as they were.

    Each is written beside its place and moved there once all are written. A file that already holds the same
    bytes is left alone.

    Parameters
    ----------
    files : mapping of Path to bytes or iterable of bytes
        Where to write what, large files piece by piece; missing folders are made.

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
                if not isinstance(content, bytes):
                    written[path] = _write_beside(path, content)
                elif not _holds(path, content):
                    written[path] = _write_beside(path, (content,))
        for path, beside in written.items():
            with _named_when_not_writable(path):
                if not _are_equal(beside, path):
                    beside.replace(path.resolve())  # a link stays a link
    finally:
        for beside in written.values():
            with suppress(FileNotFoundError):
                beside.unlink()
    return list(files)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder beside a place, and move what was written there to the place once all of it is.

    Parameters
    ----------
    folder : Path
        Folder to make; it may exist if it is empty. Missing folders above it are made.

    Yields
    ------
    Path
        Where to write; gone afterwards, whatever happens.

    Raises
    ------
    NotWritable
        If the folder holds something, or cannot be made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotWritable(f"{folder} is not empty: choose a new folder, so that nothing of yours is changed.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".clusternet-", dir=folder.parent))
        try:
            yield beside
            beside.chmod(0o777 & ~_umask())
            _move(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except NotWritable:
        raise
    except OSError as error:
        raise NotWritable(f"{folder} cannot be made ({error.strerror}): choose another place.") from error


def write_folder(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Make a folder of files, whole or not at all; one that already holds the same is left alone.

    Parameters
    ----------
    folder : Path
        Folder to make; it may exist if it is empty or holds the same files.
    files : mapping of str to bytes
        Name to content.

    Returns
    -------
    list of Path
        The files, in order, written or not.

    Raises
    ------
    NotWritable
        If the folder holds something else, or cannot be made.
    """
    if not _holds_the_same(folder, files):
        with new_folder(folder) as beside:
            for name, content in files.items():
                (beside / name).write_bytes(content)
    return [folder / name for name in files]


def _holds_the_same(folder: Path, files: Mapping[str, bytes]) -> bool:
    if not folder.is_dir() or {path.name for path in folder.iterdir()} != set(files):
        return False
    return all(_holds(folder / name, content) for name, content in files.items())


def _move(beside: Path, folder: Path) -> None:
    if not folder.exists():
        beside.replace(folder)
        return
    for path in sorted(beside.iterdir()):  # into an empty folder, which may be the one we stand in
        path.replace(folder / path.name)


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


def _are_equal(beside: Path, path: Path) -> bool:
    return path.is_file() and filecmp.cmp(beside, path, shallow=False)


def _write_beside(path: Path, content: Iterable[bytes]) -> Path:
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
            for piece in content:
                file.write(piece)
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
