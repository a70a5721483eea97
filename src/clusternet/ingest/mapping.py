"""What a mapping file says: which columns of other people's files fill which columns of a dataset."""

from collections.abc import Mapping
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
    keep : {"all", "first"}
        Which of several values are kept.
    """

    columns: tuple[str, ...] = ()
    constant: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    clean: str = ""
    split: str = ""
    keep: Literal["all", "first"] = "all"

    @property
    def is_plain(self) -> bool:
        """Whether values are taken as they stand."""
        return not (self.values or self.clean or self.split)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeding:
    """What a file gives to one table: the rows that count and how its columns are filled."""

    table: Table
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: Mapping[str, Filling] = field(default_factory=dict)

    @property
    def headings(self) -> frozenset[str]:
        """Headings of the file that are needed."""
        named = {heading for filling in self.columns.values() for heading in filling.columns}
        return frozenset(named | set(self.where))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDialect:
    """How a file is written, as far as it is stated; what is not is found out."""

    format: str = ""
    delimiter: str | None = None
    encoding: str | None = None
    quote: str | None = None
    decimal: Literal[".", ","] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Another file whose columns are put beside those of a file, by a column that both have."""

    file: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedFile:
    """One kind of file and the tables it feeds."""

    match: str
    sheet: str = ""
    dialect: StatedDialect = StatedDialect()
    missing: tuple[str, ...] = ()
    join: Join | None = None
    tables: tuple[Feeding, ...] = ()

    @property
    def headings(self) -> frozenset[str]:
        """Headings that the file, or the one it is joined with, must have."""
        named = frozenset(heading for feeding in self.tables for heading in feeding.headings)
        return named | {self.join.on} if self.join else named

    def takes_along(self, feeding: Feeding) -> bool:
        """Whether the file's rows are about something else and only name the rows of this table.

        They are where another table that the file feeds refers to this one: organizations beside
        participations, for example.
        """
        name = feeding.table.name
        return any(column.references == name for other in self.tables for column in other.table.columns)


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
