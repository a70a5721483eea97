"""Tables of results as Parquet that explains itself, in the metadata of its schema."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from clusternet.export.described import described
from clusternet.findings.provenance import Provenance
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog

METADATA = b"clusternet"


def render_parquet(table: ResultTable, provenance: Provenance, catalog: Catalog) -> bytes:
    """Return the table as the bytes of a Parquet file; undefined numbers are null.

    What the JSON of the table says beside its rows stands in the metadata of the schema, under
    ``clusternet``; unit and definition of each column are metadata of its field, too.
    """
    about = described(table, provenance, catalog)
    rows = pa.Table.from_pandas(table.frame, preserve_index=False)
    fields = [
        field.with_metadata(
            {"unit": column.unit, "definition": catalog.text(f"column.{table.name}.{column.name}")}
        )
        for field, column in zip(rows.schema, table.columns, strict=True)
    ]
    said = {METADATA: json.dumps(about, ensure_ascii=False, allow_nan=False)}
    buffer = io.BytesIO()
    pq.write_table(rows.cast(pa.schema(fields, {**(rows.schema.metadata or {}), **said})), buffer)
    return buffer.getvalue()
