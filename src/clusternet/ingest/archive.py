"""Zip archives and compressed files, read without trusting the names and sizes they state."""

import gzip
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import IO

from clusternet.exceptions import MalformedFile

MAX_BYTES = 4 * 1024**3  # of all members together, unpacked
_MAX_RATIO = 300  # unpacked over packed: text rarely passes 50, a bomb passes 1,000
_SMALL = 20 * 1024**2  # below this nobody is harmed, whatever the ratio
_CHUNK = 1024**2
_ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, NotImplementedError)


@contextmanager
def opened_archive(path: Path, *, shown_as: PurePath, most: int | None = None) -> Iterator[zipfile.ZipFile]:
    """Open an archive after checking what it says of its members.

    Parameters
    ----------
    path : Path
        The archive.
    shown_as : PurePath
        What to call it in messages.
    most : int, optional
        Bytes that all members together may unpack to, `MAX_BYTES` otherwise.

    Raises
    ------
    MalformedFile
        If it is no zip archive, is empty or encrypted, names a place outside itself or one name twice, or
        would take more room than a source may.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (*BROKEN, ValueError) as error:
        raise MalformedFile(shown_as, "is no zip archive that can be read", "download it again") from error
    with archive:
        _check_members(files_in(archive), shown_as, most or MAX_BYTES)
        yield archive


def files_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the members that are no folders."""
    return [member for member in archive.infolist() if not member.filename.endswith("/")]


def unpack(stream: IO[bytes], target: Path, *, packed: int, shown_as: PurePath) -> None:
    """Write what a compressed stream gives into a file.

    Parameters
    ----------
    stream : binary file
        Unpacks while it is read.
    target : Path
        File to write.
    packed : int
        Size of what is unpacked, in bytes.
    shown_as : PurePath
        What to call it in messages.

    Raises
    ------
    MalformedFile
        If it is broken, or unpacks to more than a source may hold.
    """
    written = 0
    try:
        with target.open("wb") as file:
            while chunk := stream.read(_CHUNK):
                written += len(chunk)
                check_size(written, packed, shown_as)
                file.write(chunk)
    except BROKEN as error:
        raise broken(shown_as) from error


def broken(shown_as: PurePath) -> MalformedFile:
    """Return the error about what is packed in a way that cannot be read, or was damaged on its way."""
    problem = "is packed in a way that cannot be read, or broken"
    return MalformedFile(shown_as, problem, "download it again, or unpack it yourself")


def check_size(unpacked: int, packed: int, shown_as: PurePath) -> None:
    """Refuse what unpacks to more than a source may hold.

    Raises
    ------
    MalformedFile
        If it is more than `MAX_BYTES`, or far more than text can be packed into.
    """
    if unpacked > MAX_BYTES or (unpacked > _SMALL and unpacked > _MAX_RATIO * packed):
        problem = f"unpacks to more than {unpacked // 1024**2:,} MB, too much to be a table"
        raise MalformedFile(shown_as, problem, "unpack it yourself and look at it first")


def _check_members(members: list[zipfile.ZipInfo], shown_as: PurePath, most: int) -> None:
    if not members:
        raise MalformedFile(shown_as, "is an empty archive", "download it again")
    names = Counter(member.filename for member in members)
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise MalformedFile(shown_as, "is protected by a password", "unpack it and give the folder")
        if not member.filename:
            raise MalformedFile(shown_as, "holds a file without a name", "download it again")
        if _leads_outside(member.filename):
            problem = f"holds a file with the path {member.filename!r}, which leads out of the archive"
            raise MalformedFile(shown_as, problem, "do not unpack it, and ask where it comes from")
        if names[member.filename] > 1:
            problem = f"holds two files named {member.filename!r}"
            raise MalformedFile(shown_as, problem, "unpack it and keep one of them")
        check_size(member.file_size, member.compress_size, shown_as)
    if sum(member.file_size for member in members) > most:
        problem = f"unpacks to more than {most // 1024**2:,} MB"
        raise MalformedFile(shown_as, problem, "take out what you do not need, or save its tables as CSV")


def _leads_outside(name: str) -> bool:
    windows = PureWindowsPath(name)
    return bool(windows.drive or windows.root) or ".." in windows.parts or ".." in PurePosixPath(name).parts
