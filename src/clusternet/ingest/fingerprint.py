"""Telling whether a source is the one that was read before, without reading its rows."""

import hashlib
from collections.abc import Collection
from pathlib import Path, PurePath

from clusternet.ingest.files import READABLE
from clusternet.ingest.folder import CARD, place_name, readable
from clusternet.ingest.layouts import stated_mapping
from clusternet.ingest.places import Place, file_format, opened_place, opened_repaired
from clusternet.model.repairs import REPAIRED


def fingerprint(path: Path, *, mapping: Path | None = None, read: Collection[str] = ()) -> str:
    """Return a digest of the names and contents of all files that a source could be read from.

    Parameters
    ----------
    path : Path
        A folder, a zip archive, a workbook or a file.
    mapping : Path, optional
        The mapping file, or the name of the layout, it is read by.
    read : collection of str
        Names of files that were read beside a source that is one file.

    Returns
    -------
    str
        The same for a folder and for an archive of it, and for one file whatever it is called.

    Raises
    ------
    MalformedFile
        If a file cannot be read, or an archive not be trusted.
    """
    with readable(path):
        with opened_place(path, shown_as=place_name(path)) as place:
            digests = [place.sha256(place.names[0])] if place.is_one_file else _digests(place)
        with opened_repaired(path, shown_as=place_name(path)) as repaired:
            digests += [f"{REPAIRED}/{digest}" for digest in _digests(repaired)] if repaired else []
        around = [path.parent / PurePath(name).name for name in read] if path.is_file() else []
        digests += [_digest(file) for file in around if file.is_file() and file.name != path.name]
        if mapping is not None:
            digests.append(f"mapping {_digest(stated_mapping(mapping))}")
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


def _digests(place: Place) -> list[str]:
    return [
        f"{PurePath(name).name} {place.sha256(name)}"
        for name in place.names
        if file_format(name) in READABLE or PurePath(name).name == CARD
    ]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}"
