"""Where the files of a source lie: in a folder, in an archive, or one file alone."""

import gzip
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePath, PurePosixPath
from typing import IO, cast

from clusternet.exceptions import MalformedFile
from clusternet.ingest.archive import BROKEN, broken, files_in, opened_archive, unpack
from clusternet.model.repairs import REPAIRED

COMPRESSED = ".gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """One file: how to open it as it is stored, its size there, and its path if it lies on the disk."""

    open: Callable[[], IO[bytes]]
    size: int
    path: Path | None = None


class Place:
    """The files of a source, by name; compressed ones are unpacked when they are asked for.

    Parameters
    ----------
    name : PurePath
        The source's own name, for messages.
    members : mapping
        Name to file.
    scratch : Path
        Folder for what is unpacked, removed with the place.
    folder : Path, optional
        Where the one file lies, if the source is one file.

    Attributes
    ----------
    names : tuple of str
        Names of the files, sorted; of members of an archive with the folders they are in.
    """

    def __init__(
        self, name: PurePath, members: Mapping[str, _Member], scratch: Path, *, folder: Path | None = None
    ) -> None:
        self.name = name
        self.names = tuple(sorted(members))
        self._members = dict(members)
        self._scratch = scratch
        self._folder = folder
        self._unpacked: dict[str, Path] = {}

    def matching(self, *patterns: str) -> tuple[str, ...]:
        """Return the files that a pattern names; one without ``/`` in whatever folder of an archive.

        A file compressed as ``.gz`` is found by its name without it, too.
        """
        return tuple(name for name in self.names if any(_matches(name, pattern) for pattern in patterns))

    def beside(self, pattern: str) -> tuple[str, ...]:
        """Return the files that a pattern names among those of the source and those beside its one file."""
        if self._folder is None:
            return self.matching(pattern)
        around = {_text(path.name): path for path in self._folder.iterdir() if path.is_file()}
        found = {name: _on_disk(path) for name, path in around.items() if _matches(name, pattern)}
        self._members |= {name: member for name, member in found.items() if name not in self.names}
        return tuple(sorted(found))

    def shown(self, name: str) -> PurePath:
        """Return what to call a file in messages."""
        if self._folder is None:
            return self.name / name
        return self.name if name in self.names else PurePath(name)

    @property
    def is_one_file(self) -> bool:
        """Whether the source is a file alone, neither folder nor archive."""
        return self._folder is not None

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """Open the contents of a file, unpacked.

        Raises
        ------
        MalformedFile
            If it is broken, as soon as that is met.
        """
        try:
            with self._members[name].open() as stored:
                if name.lower().endswith(COMPRESSED):
                    with gzip.GzipFile(fileobj=stored) as unpacked:
                        yield cast("IO[bytes]", unpacked)
                else:
                    yield stored
        except BROKEN as error:
            raise broken(self.shown(name)) from error

    def path(self, name: str) -> Path:
        """Return a path on the disk that holds the contents of a file, unpacked.

        Raises
        ------
        MalformedFile
            If it is broken or unpacks to more than a source may hold.
        """
        member = self._members[name]
        if member.path is not None and not name.lower().endswith(COMPRESSED):
            return member.path
        if name not in self._unpacked:
            target = self._scratch / f"{len(self._unpacked)}{PurePath(_plain(name)).suffix}"
            with self.stream(name) as stream:
                unpack(stream, target, packed=member.size, shown_as=self.shown(name))
            self._unpacked[name] = target
        return self._unpacked[name]

    def sha256(self, name: str) -> str:
        """Return the digest of a file as it is stored."""
        with self._members[name].open() as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def file_format(name: str) -> str:
    """Return the ending of a file's name, in small letters and without that of its compression."""
    return PurePath(_plain(name)).suffix.lower()


@contextmanager
def opened_place(path: Path, *, shown_as: PurePath) -> Iterator[Place]:
    """Open a folder, an archive or one file, whatever is found there but for rows that were repaired.

    Raises
    ------
    MalformedFile
        If it is an archive that cannot be trusted or read.
    """
    with ExitStack() as stack:
        folder = None
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="clusternet-")))
        if path.is_dir():
            members = {child.name: _on_disk(child) for child in path.iterdir() if child.is_file()}
        elif path.suffix.lower() == ".zip":
            members = _own(stack.enter_context(_opened_members(path, shown_as)))
        else:
            folder, members = path.parent, {path.name: _on_disk(path)}
        named = {_text(name): member for name, member in members.items()}
        yield Place(shown_as, named, scratch, folder=folder)


@contextmanager
def opened_repaired(path: Path, *, shown_as: PurePath) -> Iterator[Place | None]:
    """Open the folder of repaired rows inside a folder or an archive, None where there is none.

    Raises
    ------
    MalformedFile
        If an archive cannot be trusted or read, or holds several such folders.
    """
    folder = path / REPAIRED
    if folder.is_dir():
        with opened_place(folder, shown_as=shown_as / REPAIRED) as place:
            yield place
    elif path.suffix.lower() == ".zip" and path.is_file():
        with ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="clusternet-")))
            members = stack.enter_context(_opened_members(path, shown_as))
            own = _own(members)
            repaired = {name: member for name, member in members.items() if name not in own}
            folders = {_inside_repaired(name)[0] for name in repaired}
            if len(folders) > 1:
                names = " and ".join(sorted(_text(name) for name in folders))
                raise MalformedFile(shown_as, f"holds {names}", "keep one of these folders")
            named = {_text(_inside_repaired(name)[1]): member for name, member in repaired.items()}
            yield Place(shown_as / REPAIRED, named, scratch) if named else None
    else:
        yield None


@contextmanager
def _opened_members(path: Path, shown_as: PurePath) -> Iterator[dict[str, _Member]]:
    with opened_archive(path, shown_as=shown_as) as archive:
        yield {member.filename: _in_archive(archive, member) for member in files_in(archive)}


def _own(members: Mapping[str, _Member]) -> dict[str, _Member]:
    """Return the members that lie in no folder of repaired rows; all of them if every one does."""
    own = {name: member for name, member in members.items() if not _inside_repaired(name)[0]}
    return own or {**members}


def _inside_repaired(name: str) -> tuple[str, str]:
    """Return the folder of repaired rows a member lies in and its name there, the first empty if in none."""
    *folders, _ = parts = PurePosixPath(name).parts
    if REPAIRED not in folders:
        return "", name
    place = folders.index(REPAIRED) + 1
    return "/".join(parts[:place]), "/".join(parts[place:])


def _on_disk(path: Path) -> _Member:
    return _Member(open=lambda: path.open("rb"), size=path.stat().st_size, path=path)


def _in_archive(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> _Member:
    return _Member(open=partial(archive.open, member), size=member.compress_size)


def _text(file_name: str) -> str:
    """Return a file's name with signs of replacement for bytes that are no text."""
    return os.fsencode(file_name).decode(errors="replace")


def _plain(name: str) -> str:
    return name[: -len(COMPRESSED)] if name.lower().endswith(COMPRESSED) else name


def _matches(name: str, pattern: str) -> bool:
    path = name if "/" in pattern else PurePath(name).name
    return fnmatchcase(path, pattern) or fnmatchcase(_plain(path), pattern)
