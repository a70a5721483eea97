"""The rows of a source that were set aside, as they stand there: read again, to be repaired.

Reading does not keep them, for ten million broken rows shall not take the room of ten million good ones.
"""

from collections import defaultdict
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
from clusternet.model.tables import TABLES, Table


def rows_set_aside(
    source: Path, rejected: RejectedRows, *, mapping: Path | None = None
) -> dict[str, pa.Table]:
    """Read rows that were set aside once more.

    Parameters
    ----------
    source : Path
        The source.
    rejected : RejectedRows
        Which rows.
    mapping : Path, optional
        The mapping file it was read by.

    Returns
    -------
    dict of pyarrow.Table
        Table of the contract to text, null where nothing is stated: `REASONS` but for the sentence, every
        column of the contract, then those unknown to it. Rows stand as in the source.

    Raises
    ------
    SourceError
        As reading does.
    """
    again = _Again(rejected)
    read_source(source, mapping=mapping, see=again.see)
    return {name: again.rows(name) for name in TABLES if name in again.found}


class _Again:
    """Collects rows by table while a source is read."""

    def __init__(self, rejected: RejectedRows) -> None:
        self._rejected = rejected
        self.found: dict[str, list[pa.Table]] = defaultdict(list)

    def see(self, table: Table, file: str, records: Records) -> None:
        columns = self._rejected.columns
        here = pc.and_(pc.equal(columns["table"], table.name), pc.equal(columns["file"], file))
        reasons = self._rejected.only(here).columns.combine_chunks()
        if not reasons.num_rows:
            return
        rows = pa.concat_tables(
            [_on_lines(part, reasons["line"]) for part in marked(records)],
            promote_options="default",
        )
        rows = rows.take(pc.sort_indices(rows[LINE]))
        told = reasons.take(pc.index_in(rows[LINE], value_set=reasons["line"].combine_chunks()))
        self.found[table.name].append(_text(table, rows, told))

    def rows(self, name: str) -> pa.Table:
        together = pa.concat_tables(self.found[name], promote_options="default")
        first = [*REASONS[1:], *(column.name for column in TABLES[name].columns)]
        others = [heading for heading in together.column_names if heading not in first]
        return together.select([*first, *others])


def _on_lines(rows: pa.Table, lines: pa.ChunkedArray) -> pa.Table:
    return rows.filter(pc.is_in(rows[LINE], value_set=lines.combine_chunks()))


def _text(table: Table, rows: pa.Table, told: pa.Table) -> pa.Table:
    """Put beside each row why it was set aside; ``told`` has a row each."""
    unknown = pa.nulls(rows.num_rows, pa.string())
    reasons = {
        name: told[name.removeprefix("rejected_")].cast(pa.string())
        for name in REASONS
        if name not in (WHY, MARK)
    }
    stated = {name: trimmed(rows[name]) for name in rows.column_names if name not in {LINE, *REASONS}}
    return pa.table(
        {
            **reasons,
            MARK: rows[MARK],
            **{column.name: unknown for column in table.columns},
            **stated,
        }
    )
