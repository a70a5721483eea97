"""What is known of the version of a file that is, or is being, received."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One version of a published file.

    Parameters
    ----------
    address : str
        Where it was asked for.
    etag, last_modified : str
        What the server calls it; empty: nothing.
    resume_by : str
        Which of the two the server may be asked to go on by; empty: neither.
    size : int, optional
        Bytes; None: the server does not say.
    sha256 : str
        Once all of it is here.
    """

    address: str
    etag: str = ""
    last_modified: str = ""
    resume_by: str = ""
    size: int | None = None
    sha256: str = ""

    def contradicts(self, other: "Origin") -> bool:
        """Whether the two differ in something that both state."""
        return any(one != another for one, another in self._names(other)) or (
            self.size is not None and other.size is not None and self.size != other.size
        )

    def is_same_version(self, other: "Origin") -> bool:
        """Whether both are known to be one version: a name in common, and nothing that differs."""
        return bool(self._names(other)) and not self.contradicts(other)

    def _names(self, other: "Origin") -> list[tuple[str, str]]:
        """Pair what both versions are called, where both are called something; weak tags are good enough."""
        pairs = [
            (self.etag.removeprefix("W/"), other.etag.removeprefix("W/")),
            (self.last_modified, other.last_modified),
        ]
        return [pair for pair in pairs if all(pair)]

    @property
    def unless_same(self) -> dict[str, str]:
        """Headers that ask for the file only if it is another version by now."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}


def origin_of(address: str, headers: Mapping[str, str]) -> Origin:
    """Return what a server says of a file it begins to send, or goes on sending."""
    etag, last_modified = headers.get("etag", ""), headers.get("last-modified", "")
    encoded = headers.get("content-encoding", "identity") != "identity"
    return Origin(
        address=address,
        etag=etag,
        last_modified=last_modified,
        resume_by="" if encoded else _strong(etag, last_modified, headers.get("date", "")),
        size=None if encoded else _whole_size(headers),  # encoded sizes are not those of the file
    )


def read_origin(path: Path) -> Origin | None:
    """Return what was written down of a file; None if nothing, or nothing that can be read."""
    with suppress(FileNotFoundError, ValueError, TypeError):
        origin = Origin(**json.loads(path.read_text(encoding="utf-8")))
        texts = (origin.address, origin.etag, origin.last_modified, origin.resume_by, origin.sha256)
        if all(isinstance(text, str) for text in texts) and isinstance(origin.size, int | None):
            return origin
    return None


def written(origin: Origin) -> bytes:
    """Return the bytes of a file that `read_origin` reads."""
    return (json.dumps(asdict(origin), indent=1) + "\n").encode()


def _strong(etag: str, last_modified: str, date: str) -> str:
    """Return what may stand in ``If-Range`` (RFC 9110, 13.1.5): no weak tag, no date that is too fresh.

    A file may change twice within a second, so a date says which version it is only if it was at least a
    second old when it was sent.
    """
    if etag and not etag.startswith("W/"):
        return etag
    with suppress(ValueError, TypeError):
        age = parsedate_to_datetime(date) - parsedate_to_datetime(last_modified)
        return last_modified if age.total_seconds() >= 1 else ""
    return ""


def _whole_size(headers: Mapping[str, str]) -> int | None:
    stated = headers.get("content-range", "").rpartition("/")[2] or headers.get("content-length", "")
    return int(stated) if stated.isdecimal() else None
