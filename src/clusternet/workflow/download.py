"""Official files, fetched once and kept with their checksum."""

import hashlib
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clusternet.exceptions import MalformedFile, NotWritable, UnknownName
from clusternet.ingest.archive import opened_archive
from clusternet.ingest.download.addresses import PUBLISHED, PublishedFile
from clusternet.ingest.download.fetch import fetch
from clusternet.ingest.download.origin import Origin, read_origin, written
from clusternet.ingest.download.part import Part, claimed
from clusternet.ingest.download.patience import Patience
from clusternet.ingest.download.rules import MEGABYTE, Rules
from clusternet.workflow.progress import receiving, working_on
from clusternet.workflow.writing import write_whole

LIMIT = Rules().limit // MEGABYTE
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """A published file that is here, whole.

    Parameters
    ----------
    path : Path
        Where it is; its checksum is beside it, in ``NAME.sha256``, and what the server calls this version in
        ``NAME.json``.
    size : int
        Bytes.
    fetched : bool
        Whether it was fetched now; False: it was here, and is what is still published.
    """

    path: Path
    size: int
    fetched: bool


def download(  # noqa: PLR0913  one argument an option, and what a test has to put in another's place
    name: str,
    folder: Path,
    *,
    again: bool = False,
    limit: int = LIMIT,
    published: Mapping[str, PublishedFile] = PUBLISHED,
    hosts: tuple[str, ...] = Rules().hosts,
    schemes: tuple[str, ...] = Rules().schemes,
    patience: Patience | None = None,
) -> Downloaded:
    """Fetch an official file, unless what is here is still what is published.

    Parameters
    ----------
    name : str
        Which file, a key of `published`.
    folder : Path
        Where to put it, under the name it has; it is made if missing.
    again : bool
        Fetch all of it, whatever is here.
    limit : int
        Size of the largest file, in MB of a million bytes.
    published : mapping of str to PublishedFile
        What there is to fetch.
    hosts, schemes : tuple of str
        Where the server may send a download on to, and by which schemes.
    patience : Patience, optional
        How long to wait and how often to try.

    Raises
    ------
    UnknownName
        If nothing is published under that name.
    DownloadFailed
        If it cannot be fetched, may not be, or another run is at it.
    MalformedFile
        If what came is no archive, or a broken one.
    NotWritable
        If it cannot be written, or something else is in its place.
    """
    if name not in published:
        raise UnknownName(f"There is no download {name!r}: choose among {', '.join(published)}.")
    file = published[name]
    rules = Rules(hosts=hosts, schemes=schemes, limit=limit * MEGABYTE)
    patience = patience or Patience()
    target = _place(folder, file)
    with claimed(target) as part:
        if again:
            part.discard()
        have = None if again else _whole(target)
        with receiving(target.name) as watch:
            news = fetch(file, part, have=have, rules=rules, patience=patience, watch=watch)
        if news:
            with working_on(f"Checking {target.name}"):
                _keep(part, target)
        elif have is not None:
            part.discard()  # of a version that has been taken back
            _note(target, have)
    return Downloaded(path=target, size=target.stat().st_size, fetched=news)


def _place(folder: Path, file: PublishedFile) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritable(
            f"{folder} cannot be made ({error.strerror}): choose another folder with --output."
        ) from error
    target = folder / file.file_name
    if target.is_dir():
        raise NotWritable(f"{target} is a folder: move it away, or choose another with --output.")
    return target


def _whole(target: Path) -> Origin | None:
    """Return the version that is here, once it has been found to be as it was received."""
    if not target.exists():
        return None
    origin = read_origin(_origin_file(target))
    with working_on(f"Checking {target.name}"):
        if origin is not None and origin.sha256 == _sha256(target):
            return origin
    raise NotWritable(
        f"{target} is not as this command left it: move it away if it is yours, or replace it with --again."
    )


def _keep(part: Part, target: Path) -> None:
    """Put what came in its place, after what is noted of it: for that there may be no room."""
    _check(part, target)
    _note(target, replace(part.origin or Origin(address=""), sha256=_sha256(part.path)))
    part.move_to(target)


def _note(target: Path, origin: Origin) -> None:
    checksum = target.with_name(f"{target.name}.sha256")
    write_whole(
        {checksum: f"{origin.sha256}  {target.name}\n".encode(), _origin_file(target): written(origin)}
    )


def _check(part: Part, target: Path) -> None:
    """Open what came as the archive it should be; what is none does not stay."""
    try:
        with opened_archive(part.path, shown_as=target) as archive:
            broken = archive.testzip()
    except MalformedFile:
        part.discard()
        raise
    except _BROKEN as error:
        broken = str(error)
    if broken is not None:
        part.discard()
        raise MalformedFile(target, f"came broken ({broken})", "try again later")


def _origin_file(target: Path) -> Path:
    return target.with_name(f"{target.name}.json")


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise NotWritable(
            f"{path} cannot be read ({error.strerror}): move it away, or choose another folder with --output."
        ) from error
