"""What a drafted mapping says, before it is written: files, tables, columns, and remarks on each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clusternet.findings.sentence import Sentence
from clusternet.ingest.draft.seen import Seen, Sheet


@dataclass(frozen=True, kw_only=True)
class DraftColumn:
    """What fills one column of a table.

    Parameters
    ----------
    name : str
        Column of the dataset.
    headings : tuple of str
        Columns of the file; empty for a constant.
    constant, clean, split : str
        As in a mapping.
    values : mapping of str to str
        Texts that were recognized.
    unknown : mapping of str to int
        Texts that were not, and how many rows hold them.
    choices : tuple of str
        What they might stand for.
    remarks : tuple of Sentence
        How it was guessed and what was seen.
    """

    name: str
    headings: tuple[str, ...] = ()
    constant: str = ""
    clean: str = ""
    split: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    remarks: tuple[Sentence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DraftTable:
    """What a file gives to one table; rows in which nothing stands under ``needs`` are left out."""

    table: str
    columns: tuple[DraftColumn, ...]
    needs: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftFile:
    """One file, or sheet, and the tables it feeds.

    Parameters
    ----------
    sheet : Sheet
        As it was seen.
    match : str
        The pattern that names the file.
    tables : tuple of DraftTable
        In the order of the contract; empty: nothing was recognized.
    decimal, dates : str
        As in a mapping; empty: not stated.
    amount, date : str
        An amount or date that has two readings and nothing that shows which; empty: there is none.
    missing : mapping of str to int
        Texts that mean that nothing is known, and how often they stand there.
    unused : tuple of Seen
        Columns that fill nothing.
    questions : tuple of Sentence
        What the person should decide about the file.
    """

    sheet: Sheet
    match: str
    tables: tuple[DraftTable, ...]
    decimal: str = ""
    dates: str = ""
    amount: str = ""
    date: str = ""
    missing: Mapping[str, int] = field(default_factory=dict)
    unused: tuple[Seen, ...] = ()
    questions: tuple[Sentence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A whole mapping.

    Parameters
    ----------
    source : str
        Name of what it is for.
    name : str
        Name of the mapping.
    id_prefix : mapping of str to str
        Column to what is put before its values.
    files : tuple of DraftFile
        Those that feed something first in the order in which they should be read.
    refused : tuple of str
        Why other files cannot be read, one sentence each.
    is_placeholder : bool
        Whether nothing was recognized, so that what is filled only shows how.
    """

    source: str
    name: str
    id_prefix: Mapping[str, str]
    files: tuple[DraftFile, ...]
    refused: tuple[str, ...] = ()
    is_placeholder: bool = False
