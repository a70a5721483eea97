"""Tables as CSV: UTF-8, commas, LF, numbers in full, unknown empty, nothing that a spreadsheet would run."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.cleaning.formulas import guarded
from clusternet.export.columns import batches, in_words, lines
from clusternet.findings.table import ResultTable


def render_csv(table: ResultTable) -> str:
    """Return a table of results as CSV text."""
    return b"".join(csv_pieces(pa.Table.from_pandas(table.frame, preserve_index=False))).decode()


def csv_pieces(rows: pa.Table) -> Iterator[bytes]:
    """Yield any table as CSV, piece by piece."""
    yield _records([pa.array([name]) for name in rows.column_names])
    for batch in batches(rows):
        yield _records(batch.columns)


_LINE_END = "\r\n?"


def _records(columns: list[pa.Array]) -> bytes:
    first, *others = map(_field, columns)
    return lines(first, *(part for field in others for part in (",", field)), "\n")


def _field(column: pa.Array) -> pa.Array:
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return in_words(column)
    text = guarded(pc.replace_substring_regex(in_words(column), _LINE_END, "\n"))
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(text, '"', '""'), '"', "")
    return pc.if_else(pc.match_substring_regex(text, '[",\n]'), quoted, text)
