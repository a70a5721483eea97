"""The rows of a source that were set aside, as they stand there: read again, to be repaired.

Reading does not keep them, for ten million broken rows shall not take the room of ten million good ones.
"""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.findings.rejected import RejectedRows
from clusternet.ingest.beside import marked
from clusternet.ingest.headings import LINE
from clusternet.ingest.records import Records
from clusternet.ingest.source import read_source
from clusternet.ingest.values import trimmed
from clusternet.model.repairs import MARK, REASONS, WHY
from clusternet.model.tables import Table

# Takes rows of a table as they come.
Take = Callable[[Table, pa.Table], None]

_ROWS_AT_ONCE = 50_000


def read_again(source: Path, rejected: RejectedRows, take: Take, *, mapping: Path | None = None) -> None:
    """Read rows that were set aside once more.

    Parameters
    ----------
    source : Path
        The source.
    rejected : RejectedRows
        Which rows.
    take : callable
        Gets them, some thousands at once, with their table: text, null where nothing is stated; `REASONS` but
        for the sentence, every column of the contract, then those unknown to it. Rows of a file stand as they
        do there.
    mapping : Path, optional
        The mapping file it was read by.

    Raises
    ------
    SourceError
        As reading does.
    """

    def see(table: Table, file: str, records: Records) -> None:
        columns = rejected.columns
        here = pc.and_(pc.equal(columns["table"], table.name), pc.equal(columns["file"], file))
        reasons = rejected.only(here).columns.combine_chunks()
        if not reasons.num_rows:
            return
        rows = _in_order([_on_lines(part, reasons["line"]) for part in marked(records)])
        for start in range(0, rows.num_rows, _ROWS_AT_ONCE):
            take(table, _text(table, rows.slice(start, _ROWS_AT_ONCE), reasons))

    read_source(source, mapping=mapping, see=see)


def _on_lines(rows: pa.Table, lines: pa.ChunkedArray) -> pa.Table:
    return rows.filter(pc.is_in(rows[LINE], value_set=lines.combine_chunks()))


def _in_order(parts: list[pa.Table]) -> pa.Table:
    rows = pa.concat_tables(parts, promote_options="default")
    return rows.take(pc.sort_indices(rows[LINE]))


def _text(table: Table, rows: pa.Table, reasons: pa.Table) -> pa.Table:
    """Put why it was set aside before each row, and name every column of the contract."""
    told = reasons.take(pc.index_in(rows[LINE], value_set=reasons["line"].combine_chunks()))
    unknown = pa.nulls(rows.num_rows, pa.string())
    known = [column.name for column in table.columns]
    others = [name for name in rows.column_names if name not in {LINE, *REASONS, *known}]
    return pa.table(
        {
            **{
                name: told[name.removeprefix("rejected_")].cast(pa.string())
                for name in REASONS
                if name not in (WHY, MARK)
            },
            MARK: rows[MARK],
            **{name: trimmed(rows[name]) if name in rows.column_names else unknown for name in known},
            **{name: trimmed(rows[name]) for name in others},
        }
    )
