"""What is offered to a store: sources and a card, known by what they are read from."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clusternet.exceptions import MalformedFile, SourceError
from clusternet.findings.provenance import InputFile
from clusternet.ingest.card import read_card
from clusternet.ingest.fingerprint import fingerprint
from clusternet.ingest.folder import place_name
from clusternet.ingest.source import read_source
from clusternet.store.database import is_database
from clusternet.store.given import DECIDED_HERE, WHOLE_STORE, GivenSource
from clusternet.store.reader import StoredSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A source, or a card for all sources.

    Parameters
    ----------
    name : str
        Its name in the store; `WHOLE_STORE` for a card.
    shown_as : str
        What to call it.
    sha256 : str
        Digest of what it is read from.
    known_as : str, optional
        The name under which the store holds just this already.
    replaces : bool
        Whether the store holds another version of it, which leaves.
    read : callable
        Reads it.
    """

    name: str
    shown_as: str
    sha256: str
    known_as: str | None
    replaces: bool
    read: Callable[[], GivenSource]


def named_sources(sources: Sequence[Path], store: Path, name: str | None) -> dict[str, Path]:
    """Return the sources by the names they get in the store.

    Parameters
    ----------
    sources : sequence of Path
        The sources.
    store : Path
        The store.
    name : str, optional
        Name of the one source; by default each has that of its folder or file.

    Raises
    ------
    SourceError
        If a source is not there, or is a store, or two have the same name.
    """
    if name is not None and (not name.strip() or len(sources) != 1):
        raise SourceError("A name given with --as is that of one source: give one source and a name for it.")
    named: dict[str, Path] = {}
    for path in sources:
        own = name or str(place_name(path))
        _check(path, store)
        if own == DECIDED_HERE:
            raise SourceError(
                f"{path} cannot go by the name {own!r}, which a store needs: give another with --as NAME."
            )
        if own in named:
            raise SourceError(
                f"{named[own]} and {path} have the same name: ingest them one after the other, "
                "with --as NAME for one of them."
            )
        named[own] = path
    return named


def offered_source(name: str, path: Path, stored: Mapping[str, StoredSource], mapping: Path | None) -> Offer:
    """Return a source as it is offered to a store that holds others.

    Raises
    ------
    MalformedFile
        If a file of it cannot be read.
    """
    before = stored.get(name)
    sha256 = fingerprint(path, mapping=mapping, read=before.files if before else ())
    same = [other for other, one in stored.items() if one.sha256 == sha256]
    if before is not None:  # whatever else is the same, this source is what is meant
        same = [name] if before.sha256 == sha256 else []
    return Offer(
        name=name,
        shown_as=name,
        sha256=sha256,
        known_as=next(iter(same), None),
        replaces=before is not None,
        read=partial(_read, name, path, mapping, sha256),
    )


def offered_card(path: Path, stored: Mapping[str, StoredSource]) -> Offer:
    """Return a card for all sources of a store as it is offered to it.

    Raises
    ------
    MalformedFile
        If it cannot be read.
    """
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise MalformedFile(path, f"cannot be read ({error.strerror})", "check its path") from error
    before = stored.get(WHOLE_STORE)
    return Offer(
        name=WHOLE_STORE,
        shown_as=path.name,
        sha256=sha256,
        known_as=WHOLE_STORE if before is not None and before.sha256 == sha256 else None,
        replaces=before is not None,
        read=partial(_read_card, path, sha256),
    )


def _check(path: Path, store: Path) -> None:
    try:
        there, database = path.exists(), is_database(path)
    except OSError as error:  # a name no file system takes, a file that may not be read
        raise SourceError(f"{path} cannot be read ({error.strerror}): check its path.") from error
    if not there:
        raise SourceError(f"There is no {path}: check the spelling.")
    if database and store.exists() and path.samefile(store):
        raise SourceError(f"{path} is the store itself: leave it out, what it holds stays in it.")
    if database:
        raise SourceError(f"{path} is a store: ingest the sources it was made from.")


def _read(name: str, path: Path, mapping: Path | None, sha256: str) -> GivenSource:
    dataset = read_source(path, mapping=mapping)
    if path.is_file():  # only now is it known what was read beside it
        sha256 = fingerprint(path, mapping=mapping, read=[file.file for file in dataset.inputs])
    return GivenSource(
        name=name,
        sha256=sha256,
        card=dataset.card,
        tables=dataset.tables,
        inputs=dataset.inputs,
        rejected=dataset.rejected,
        unread=dataset.unread,
    )


def _read_card(path: Path, sha256: str) -> GivenSource:
    card = read_card(path, shown_as=path)
    file = InputFile(file=path.name, sha256=sha256, layout="card")
    return GivenSource(name=WHOLE_STORE, sha256=sha256, card=card, tables={}, inputs=(file,))
