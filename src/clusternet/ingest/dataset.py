"""What a source gives once its rows are checked, whatever the files looked like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from clusternet.findings.provenance import InputFile
from clusternet.findings.rejected import RejectedRows
from clusternet.ingest.headings import LINE
from clusternet.ingest.repetitions import settle_repetitions
from clusternet.ingest.rules import Part, check_references
from clusternet.ingest.values import empty_columns
from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What a source holds, checked.

    Parameters
    ----------
    card : DatasetCard
        What it says about itself.
    tables : dict of pyarrow.Table
        Every table of the contract; those the source lacks are empty. Rows stand in the order of ``inputs``:
        those of the first file of a table, then those of its second.
    inputs : tuple of InputFile
        Files read, once for each table they feed, with what became of their rows.
    rejected : RejectedRows
        Rows set aside.
    unread : tuple of str
        Files that look like tables but were not read.
    """

    card: DatasetCard
    tables: dict[str, pa.Table]
    inputs: tuple[InputFile, ...]
    rejected: RejectedRows
    unread: tuple[str, ...]


def settle(parts: Sequence[Part]) -> list[Part]:
    """Apply the rules between rows: repetitions, then references.

    Parameters
    ----------
    parts : sequence of Part
        What each file gives to each table, in the order in which the files count.

    Returns
    -------
    list of Part
        The same parts, in the same order.
    """
    by_table = {name: [part for part in parts if part.table.name == name] for name in TABLES}
    settled = {name: settle_repetitions(TABLES[name], found) for name, found in by_table.items() if found}
    ready = {name: iter(found) for name, found in check_references(settled).items()}
    return [next(ready[part.table.name]) for part in parts]


def tables_of(parts: Sequence[Part]) -> dict[str, pa.Table]:
    """Return every table of the contract, with the rows that were loaded."""
    return {
        name: _table(table, [part.rows for part in parts if part.table.name == name])
        for name, table in TABLES.items()
    }


def input_of(part: Part, file: InputFile) -> InputFile:
    """Return what became of the rows of one file for one table.

    Parameters
    ----------
    part : Part
        The settled part.
    file : InputFile
        The file itself: its name, sha256, layout and dialect.
    """
    loaded, aside = part.rows.num_rows, len(part.rejected)
    return InputFile(
        file=file.file,
        sha256=file.sha256,
        layout=file.layout,
        table=part.table.name,
        encoding=file.encoding,
        delimiter=file.delimiter,
        rows_read=loaded + aside + part.duplicates,
        rows_loaded=loaded,
        rows_set_aside=aside,
        rows_duplicate=part.duplicates,
        rows_left_out=file.rows_left_out,
        rows_repaired=part.repaired,
        described_differently=part.described_differently,
        differences=part.differences,
        changes=file.changes,
        unknown_columns=file.unknown_columns,
        unread_columns=file.unread_columns,
    )


def references_without_table(tables: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return (table, table referred to) for references to tables that are not there."""
    return [
        (name, column.references)
        for name in tables
        for column in TABLES[name].columns
        if column.references is not None and column.references not in tables
    ]


def _table(table: Table, rows: Sequence[pa.Table]) -> pa.Table:
    if not rows:
        return pa.table({**empty_columns(table), LINE: pa.array([], pa.int64())})
    return rows[0] if len(rows) == 1 else pa.concat_tables(rows, promote_options="default")
