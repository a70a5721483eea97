"""The first row of a table: the names of its columns."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from clusternet.exceptions import MalformedFile

LINE = "__line__"  # where a record begins, beside the columns of its file
MAX_COLUMNS = 1_000
_BROKEN_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Names of the columns of a file, and which of them are read.

    Parameters
    ----------
    written : list of str
        The first record as it stands.
    names : tuple of str
        Trimmed.
    places : tuple of int
        Places of the columns that are read.
    """

    written: list[str]
    names: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """Names of the columns that are read."""
        return tuple(self.names[place] for place in self.places)


def checked_headings(
    heading: Sequence[str], shown_as: PurePath, *, line: int | None, wanted: Collection[str] | None = None
) -> Headings:
    """Check the headings that are read.

    Parameters
    ----------
    heading : sequence of str
        The first record.
    shown_as : PurePath
        What to call the file in messages.
    line : int, optional
        Where the heading stands.
    wanted : collection of str, optional
        Headings to read; all of them otherwise.

    Raises
    ------
    MalformedFile
        If there are too many, or one that is read is empty, broken or stands there twice.
    """
    names = tuple(name.strip() for name in heading)
    if len(names) > MAX_COLUMNS:
        problem = f"has {len(names):,} columns, more than the {MAX_COLUMNS:,} a table may have"
        raise MalformedFile(shown_as, problem, "check that rows and columns are not exchanged", line=line)
    places = tuple(place for place, name in enumerate(names) if wanted is None or name in wanted)
    read = [names[place] for place in places]
    # The store tells no names apart by their case; a mapping that names its columns does.
    written = Counter(name if wanted is not None else name.lower() for name in read)
    for name in read:
        if name.lower() == LINE:
            problem = f"has the heading {name!r}, which has a meaning here"
            raise MalformedFile(shown_as, problem, "rename it", line=line)
        if not name:
            raise MalformedFile(shown_as, "has a column without a heading", "name it or delete it", line=line)
        if _BROKEN_BYTE.search(name):
            shown = _BROKEN_BYTE.sub("\N{REPLACEMENT CHARACTER}", name)
            problem = f"has a heading with bytes of another encoding, {shown!r}"
            raise MalformedFile(shown_as, problem, "save it as UTF-8 and try again", line=line)
        if written[name if wanted is not None else name.lower()] > 1:
            raise MalformedFile(shown_as, f"has the heading {name!r} twice", "rename one of them", line=line)
    return Headings(written=list(heading), names=names, places=places)


def no_heading(shown_as: PurePath, line: int) -> MalformedFile:
    """Return the error for a file that ends before its heading."""
    return MalformedFile(shown_as, f"has no heading from line {line} on", "correct `heading` in the mapping")


def heading_again(shown_as: PurePath, line: int) -> MalformedFile:
    """Return the error for a file that holds its heading a second time."""
    return MalformedFile(shown_as, "repeats the heading", "delete that row and try again", line=line)
