"""One file of a place, of any format, as records."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from clusternet.exceptions import MalformedFile
from clusternet.findings.provenance import InputFile
from clusternet.ingest.dialect import find_dialect
from clusternet.ingest.mapping import StatedDialect
from clusternet.ingest.parquet import read_parquet
from clusternet.ingest.places import Place, file_format
from clusternet.ingest.records import Records, read_records
from clusternet.ingest.workbook import Workbook, opened_workbook

DELIMITED = (".csv", ".tsv", ".txt")
PARQUET = (".parquet",)
WORKBOOK = (".xlsx", ".xlsm")
READABLE = (*DELIMITED, *PARQUET, *WORKBOOK)
_AS_STATED = StatedDialect()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """The records of a file, and how it is written.

    Parameters
    ----------
    name : str
        Its name in the place, with its sheet if it is a workbook.
    records : Records
        What it holds.
    encoding, delimiter : str
        Of text files; empty for others.
    sha256 : str
        Digest of the file as it is stored.
    """

    name: str
    records: Records
    encoding: str = ""
    delimiter: str = ""
    sha256: str = ""

    def described(self, layout: str) -> InputFile:
        """Return the file as what was read, without its rows."""
        return InputFile(
            file=self.name,
            sha256=self.sha256,
            layout=layout,
            encoding=self.encoding,
            delimiter=self.delimiter,
        )


def read_file(
    place: Place,
    name: str,
    *,
    dialect: StatedDialect = _AS_STATED,
    sheet: str = "",
    wanted: Collection[str] | None = None,
) -> ReadFile:
    """Read one file.

    Parameters
    ----------
    place : Place
        Where it lies.
    name : str
        Its name there.
    dialect : StatedDialect
        What is known of how it is written.
    sheet : str
        Sheet of a workbook, with ``*`` and ``?`` for any letters; empty: the only one.
    wanted : collection of str, optional
        Headings to read; all of them otherwise.

    Raises
    ------
    MalformedFile
        If it cannot be read as what it is.
    """
    kind = f".{dialect.format}" if dialect.format else file_format(name)
    path, shown_as = place.path(name), place.shown(name)
    if kind in PARQUET:
        records = read_parquet(path, shown_as=shown_as, wanted=wanted)
        return ReadFile(name=name, records=records, sha256=place.sha256(name))
    if kind in WORKBOOK:
        with opened_workbook(path, shown_as=shown_as) as workbook:
            named = _sheet(workbook, sheet)
            return read_sheet(place, name, workbook, named, wanted=wanted, heading=dialect.heading)
    if kind not in DELIMITED:
        problem = f"is of a kind that is not read ({kind or 'no ending'})"
        raise MalformedFile(shown_as, problem, "export it as CSV, Parquet or .xlsx")
    found = find_dialect(
        path,
        shown_as=shown_as,
        encoding=dialect.encoding,
        delimiter=dialect.delimiter or ("\t" if dialect.format == "tsv" else None),
        quote=dialect.quote,
        heading=dialect.heading,
    )
    return ReadFile(
        name=name,
        records=read_records(path, found, shown_as=shown_as, wanted=wanted, heading=dialect.heading),
        encoding=found.encoding,
        delimiter=found.delimiter,
        sha256=place.sha256(name),
    )


def read_sheet(  # noqa: PLR0913  what, where and how much of it
    place: Place,
    name: str,
    workbook: Workbook,
    sheet: str,
    *,
    wanted: Collection[str] | None = None,
    heading: int = 1,
) -> ReadFile:
    """Read one sheet of a workbook that is open.

    Raises
    ------
    MalformedFile
        If there is no such sheet, or it cannot be read.
    """
    records = workbook.read(sheet, wanted=wanted, heading=heading)
    return ReadFile(name=f"{name}/{sheet}", records=records, sha256=place.sha256(name))


def named_sheets(sheets: Iterable[str], pattern: str) -> list[str]:
    """Return the sheets that a name, or a name with ``*`` and ``?``, means; without one, all of them."""
    named = [*sheets]
    return [pattern] if pattern in named else [name for name in named if fnmatchcase(name, pattern or "*")]


def _sheet(workbook: Workbook, pattern: str) -> str:
    named = named_sheets(workbook.sheets, pattern)
    if len(named) == 1:
        return named[0]
    if pattern and not named:
        return pattern  # hidden, empty or not there: the workbook says which
    names = ", ".join(named)
    problem = f"has the sheets {names}" if names else "has no sheet that is shown and holds anything"
    raise MalformedFile(workbook.shown_as, problem, "name the one to read as `sheet` in the mapping")
