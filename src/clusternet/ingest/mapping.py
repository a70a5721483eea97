"""What a mapping file says: which columns of other people's files fill which columns of a dataset."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from clusternet.model.tables import Table

ANYTHING_ELSE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Where the values of one column come from.

    Parameters
    ----------
    columns : tuple of str
        Headings of the file, the first that is stated counts; empty for a constant.
    constant : str
        What every row says.
    values : mapping of str to str
        Texts of the file to values; ``*`` stands for every other text, not for nothing.
    clean : str
        Name of the cleaner the values go through; empty: none.
    split : str
        Sign between several values in one field; empty: one value.
    keep : {"all", "first", "last"}
        Which of several values are kept.
    """

    columns: tuple[str, ...] = ()
    constant: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    clean: str = ""
    split: str = ""
    keep: Literal["all", "first", "last"] = "all"

    @property
    def is_plain(self) -> bool:
        """Whether values are taken as they stand."""
        return not (self.values or self.clean or self.split)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeding:
    """What a file gives to one table: the rows that count and how its columns are filled.

    Parameters
    ----------
    table : Table
        The table.
    where, unless : mapping of str to tuple of str
        Headings to texts: rows that hold one of them count, or do not.
    repeats : {"same", "first"}
        What a later row of a key must do: say the same as the first, or nothing, since the first counts.
    columns : mapping of str to Filling
        Columns of the table to what fills them.
    """

    table: Table
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repeats: Literal["same", "first"] = "same"
    columns: Mapping[str, Filling] = field(default_factory=dict)

    @property
    def headings(self) -> frozenset[str]:
        """Headings of the file that are read."""
        named = {heading for filling in self.columns.values() for heading in filling.columns}
        return frozenset(named | set(self.where) | set(self.unless))

    def counts_without(self, filling: Filling) -> bool:
        """Whether a row may count in which nothing is known of the headings of a column."""
        return not any("" in self.unless.get(heading, ()) for heading in filling.columns)

    def filled_by(self, heading: str) -> str:
        """Return the column that a heading fills, or the key that names it."""
        filled = (name for name, filling in self.columns.items() if heading in filling.columns)
        return next(filled, "where" if heading in self.where else "unless")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDialect:
    """How a file is written, as far as it is stated; what is not is found out.

    ``heading`` is the line of a text file, or the row of a sheet, from which on headings are looked for.
    """

    format: str = ""
    delimiter: str | None = None
    encoding: str | None = None
    quote: str | None = None
    decimal: Literal[".", ","] | None = None
    dates: Literal["day-first", "month-first", "excel"] | None = None
    heading: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A heading that a file does not have, and what it should fill."""

    heading: str
    column: str
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Other files whose columns are put beside those of a file, by a column that all have."""

    file: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedFile:
    """One kind of file, by any of its names, and the tables it feeds.

    Headings that it may lack count as nothing known.
    """

    match: tuple[str, ...]
    sheet: str = ""
    dialect: StatedDialect = StatedDialect()
    missing: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()
    join: Join | None = None
    tables: tuple[Feeding, ...] = ()

    @property
    def headings(self) -> frozenset[str]:
        """Headings that are read, of the file or the one it is joined with."""
        named = frozenset(heading for feeding in self.tables for heading in feeding.headings)
        return named | {self.join.on} if self.join else named

    def lacking(self, headings: Collection[str]) -> Iterator[Lack]:
        """Yield the headings that the file and the one it is joined with should have and do not.

        Of several headings for a column that every row needs, one must be there even if each may be lacking,
        unless rows without it are left out anyway.
        """
        for feeding in self.tables:
            table = feeding.table
            for heading in sorted(feeding.headings.difference(headings, self.may_lack)):
                yield Lack(heading=heading, column=feeding.filled_by(heading), table=table.name)
            for name, filling in feeding.columns.items():
                is_needed = table.column(name).required and feeding.counts_without(filling)
                if filling.columns and is_needed and {*filling.columns}.isdisjoint(headings):
                    yield Lack(heading=filling.columns[0], column=name, table=table.name)

    def takes_along(self, feeding: Feeding) -> bool:
        """Whether the file's rows only name the rows of this table, many times over.

        They do where another table that the file feeds refers to this one, as participations do to
        organizations, and where the mapping says so. A table without a key, as of aliases, only says more
        about the same row.
        """
        name = feeding.table.name
        referred_to = any(
            column.references == name
            for other in self.tables
            if other.table.key
            for column in other.table.columns
        )
        return referred_to or feeding.repeats == "first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A mapping: how the files of a source become the tables of a dataset."""

    name: str
    license: str = ""
    id_prefix: Mapping[str, str] = field(default_factory=dict)
    files: tuple[MappedFile, ...] = ()

    def prefixes(self, table: Table) -> dict[str, str]:
        """Return the columns of a table whose values get a prefix."""
        return {name: prefix for name, prefix in self.id_prefix.items() if name in _names(table)}


def _names(table: Table) -> set[str]:
    return {column.name for column in table.columns}
