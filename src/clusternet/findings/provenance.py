"""Where a finding comes from: the files read, and how many of their rows made it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How many loaded values of a column were written anew, and why, as the code of a cleaner."""

    column: str
    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One file that was read, for one table it feeds.

    ``rows_read`` is always ``rows_loaded + rows_set_aside + rows_duplicate``. Rows that a mapping leaves out
    by its ``where`` are no part of it; ``rows_left_out`` counts them. ``described_differently`` counts the
    keys of rows taken along (organizations from a list of participations) of which a later row states
    something that the first, which counts, does not.
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
    described_differently: int = 0
    changes: tuple[Change, ...] = ()
    unknown_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """One row that was set aside: where it stands and the first rule it breaks."""

    file: str
    line: int
    column: str
    rule: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a result: version of the program, inputs, seed."""

    version: str
    inputs: tuple[InputFile, ...]
    seed: int = 0
