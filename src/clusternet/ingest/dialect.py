"""How a text file of rows is written: its encoding, the sign between its fields, its quotation mark."""

import codecs
import csv
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from clusternet.exceptions import MalformedFile

DELIMITERS = (",", ";", "\t", "|")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1024**2
_NO_WINDOWS_1252 = b"\x81\x8d\x8f\x90\x9d"
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a")
_HEAD_LINES, _HEAD_CHARACTERS = 20, 100_000  # fewer than a field of `csv` may have


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Encoding, delimiter and quotation mark of a file of rows; no quotation mark: none is special."""

    encoding: str
    delimiter: str
    quote: str = '"'


class Reader(Protocol):
    """What `csv.reader` returns: records, and the last physical line read."""

    @property
    def line_num(self) -> int:
        """Physical lines read so far."""
        ...

    def __iter__(self) -> Iterator[list[str]]: ...


def csv_reader(lines: Iterable[str], dialect: Dialect) -> Reader:
    """Return a reader of delimited records."""
    if not dialect.quote:
        return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote)


def find_dialect(  # noqa: PLR0913  one argument for each thing known
    path: Path,
    *,
    shown_as: PurePath,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    heading: int = 1,
) -> Dialect:
    """Find how a file of rows is written.

    UTF-8, UTF-16 with a byte order mark, and Windows-1252 are told apart by their bytes. A file that is UTF-8
    but for some broken bytes counts as UTF-8; the rows that hold them are set aside later. What a mapping
    states is taken as stated, except that a byte order mark tells the encoding by itself.

    Parameters
    ----------
    path : Path
        The file.
    shown_as : PurePath
        What to call it in messages.
    encoding, delimiter, quote : str, optional
        What is known of it.
    heading : int
        Line on which the headings stand, as far as it is known.

    Raises
    ------
    MalformedFile
        If the file is empty, binary, or in none of these encodings.
    """
    with path.open("rb") as file:
        name = _encoding(file, shown_as, encoding)
    with path.open(encoding=name, errors="replace") as head:
        text = head.read(_HEAD_CHARACTERS)
    if not text or text.isspace():
        raise MalformedFile(shown_as, "is empty", "fill it in or take it out of the folder")
    if "\0" in text:
        raise _no_text(shown_as)
    mark = '"' if quote is None else quote
    lines = text.splitlines()[heading - 1 :][:_HEAD_LINES]
    return Dialect(encoding=name, delimiter=delimiter or _delimiter(lines, mark), quote=mark)


def _encoding(file: BinaryIO, shown_as: PurePath, stated: str | None) -> str:
    start = file.read(_CHUNK)
    for mark, name in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return name
    if stated is not None:
        return stated
    bytes_of = _Bytes()
    for chunk in itertools.chain([start], iter(partial(file.read, _CHUNK), b""), [b""]):
        if b"\0" in chunk:
            raise _no_text(shown_as)
        bytes_of.note(chunk)
    if not bytes_of.broken or bytes_of.letters:  # letters: damaged UTF-8, not another encoding
        return "utf-8"
    if bytes_of.undefined or _binary(start):
        raise MalformedFile(
            shown_as,
            "is neither UTF-8, UTF-16 with a byte order mark, nor Windows-1252 text",
            "save it as CSV, encoded as UTF-8, and try again",
        )
    return "cp1252"


class _Bytes:
    """What the bytes of a file are, noted chunk by chunk, so that its size does not matter.

    Attributes
    ----------
    letters : bool
        Some are letters of UTF-8 beyond ASCII.
    broken : bool
        Some are not UTF-8.
    undefined : bool
        Some have no meaning in Windows-1252.
    """

    def __init__(self) -> None:
        self.letters = self.broken = self.undefined = False
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")

    def note(self, chunk: bytes) -> None:
        """Take in the next bytes; nothing ends the file."""
        self.undefined |= len(chunk.translate(None, _NO_WINDOWS_1252)) < len(chunk)
        text = self._decoder.decode(chunk, final=not chunk)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.broken = True
            self.letters |= any(character > "\x7f" and not _escaped(character) for character in set(text))
        else:
            self.letters |= not text.isascii()


def _escaped(character: str) -> bool:
    return "\udc80" <= character <= "\udcff"


def _no_text(shown_as: PurePath) -> MalformedFile:
    return MalformedFile(
        shown_as, "is not a text file", "export the table as CSV, encoded as UTF-8, and try again"
    )


def _binary(data: bytes) -> bool:
    # Windows-1252 gives a meaning to almost any byte, so only control characters tell a program from prose.
    return not _CONTROL.isdisjoint(data)


def _delimiter(head: list[str], quote: str) -> str:
    """Take the sign that cuts the heading into most fields; among equals the one that cuts all rows alike."""

    def score(delimiter: str) -> tuple[int, float]:
        rows = [
            row for row in csv_reader(head, Dialect(encoding="", delimiter=delimiter, quote=quote)) if row
        ]
        if not rows:
            return 0, 0.0
        widths = Counter(len(row) for row in rows)
        return len(rows[0]), widths[len(rows[0])] / len(rows)

    return max(DELIMITERS, key=score)
