"""Tables of results as Parquet."""

import io

import pyarrow as pa
import pyarrow.parquet as pq

from clusternet.findings.table import ResultTable


def render_parquet(table: ResultTable) -> bytes:
    """Return the table as the bytes of a Parquet file; undefined numbers are null."""
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(table.frame, preserve_index=False), buffer)
    return buffer.getvalue()
