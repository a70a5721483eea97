"""What was ingested, as it leaves again: a dataset folder or a workbook that reads back the same."""

from pathlib import Path
from typing import Literal, get_args

import ibis.expr.types as ir
import pyarrow as pa

from clusternet.exceptions import NotWritable, UnknownName
from clusternet.export.dataset import render_dataset
from clusternet.export.xlsx import render_xlsx
from clusternet.ingest.headings import LINE
from clusternet.model.tables import TABLES
from clusternet.workflow.progress import working_on
from clusternet.workflow.sources import open_source
from clusternet.workflow.writing import write_folder, write_whole

TablesTarget = Literal["dataset", "xlsx"]
TABLES_TARGETS: tuple[TablesTarget, ...] = get_args(TablesTarget)
_WORKBOOK = ".xlsx"


def export_tables(
    source: str | Path, target: TablesTarget, output: Path, *, mapping: Path | None = None
) -> tuple[list[Path], int]:
    """Write the tables of a source, whatever it is, so that they read back the same.

    Rows that were set aside are not among them.

    Parameters
    ----------
    source : str or Path
        What to export.
    target : {"dataset", "xlsx"}
        A folder with a CSV file a table, or a workbook with a sheet a table; both with what the dataset says
        about itself.
    output : Path
        Folder to make, which may exist if it is empty or holds the same, or workbook to write.
    mapping : Path, optional
        A mapping file that says what the files of the source hold.

    Returns
    -------
    tuple of list of Path and int
        Files written, or left alone because they were the same; rows that were set aside.

    Raises
    ------
    UnknownName
        If there is no such format.
    SourceError
        If the source cannot be read.
    NotWritable
        If the files cannot be written, or the format cannot hold what they should.
    """
    if target not in TABLES_TARGETS:
        raise UnknownName(f"There is no format {target!r}: choose among {', '.join(TABLES_TARGETS)}.")
    if target == "xlsx" and output.suffix.lower() != _WORKBOOK:
        raise NotWritable(f"{output} would not be known as a workbook: let its name end in {_WORKBOOK}.")
    opened = open_source(source, mapping=mapping)
    with working_on(f"Writing {output.name}"):
        tables = {name: _rows(opened.tables[name]) for name in TABLES}
        read = frozenset(file.table for file in opened.reading.inputs if file.table)
        if target == "xlsx":
            written = write_whole({output: render_xlsx(opened.card, tables, read=read)})
        else:
            written = write_folder(output, render_dataset(opened.card, tables, read=read))
    return written, opened.reading.rows_set_aside


def _rows(table: ir.Table) -> pa.Table:
    rows = table.to_pyarrow()
    return rows.drop_columns([LINE]) if LINE in rows.column_names else rows
