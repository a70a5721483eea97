"""Where a finding comes from: the files read, and how many of their rows made it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How many loaded values of a column were written anew, by which cleaner and why.

    ``examples`` are a few pairs of what stands in the file and what was made of it.
    """

    column: str
    code: str
    count: int
    cleaner: str = ""
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that a later row states of a key, and what the first row, which counts, states instead.

    ``first`` is empty where the first row states nothing.
    """

    key: str
    column: str
    first: str
    later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One file that was read, for one table it feeds; one that is only looked up in feeds none.

    ``rows_read`` is always ``rows_loaded + rows_set_aside + rows_duplicate``. Two sorts of rows are no part
    of it: ``rows_left_out`` are those that a mapping leaves out by its ``where``, ``rows_repaired`` those
    that broke a rule and in whose place a repaired row stands. ``described_differently`` counts the keys of
    rows taken along (organizations from a list of participations) of which a later row states something that
    the first, which counts, does not; ``differences`` are a few of them. ``unknown_columns`` are kept but
    mean nothing here, ``unread_columns`` are those a mapping does not name.
    """

    file: str
    sha256: str
    layout: str
    table: str = ""
    encoding: str = ""
    delimiter: str = ""
    rows_read: int = 0
    rows_loaded: int = 0
    rows_set_aside: int = 0
    rows_duplicate: int = 0
    rows_left_out: int = 0
    rows_repaired: int = 0
    described_differently: int = 0
    differences: tuple[Difference, ...] = ()
    changes: tuple[Change, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    unread_columns: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """All rows of the file, whatever became of them."""
        return self.rows_read + self.rows_left_out + self.rows_repaired


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """One row that was set aside: where it stands and the first rule it breaks.

    ``table`` is the one it would have fed; empty: it belongs to a file that is only looked up in.
    """

    file: str
    line: int
    column: str
    rule: str
    value: str
    table: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a result: version of the program, inputs, seed."""

    version: str
    inputs: tuple[InputFile, ...]
    seed: int = 0
