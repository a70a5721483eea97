"""Tables of results as Parquet that explains itself, in the metadata of its schema."""

import io
import json
from collections.abc import Mapping

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
    rows = pa.Table.from_pandas(table.frame, preserve_index=False)
    fields = [
        field.with_metadata(
            {"unit": column.unit, "definition": catalog.text(f"column.{table.name}.{column.name}")}
        )
        for field, column in zip(rows.schema, table.columns, strict=True)
    ]
    rows = rows.cast(pa.schema(fields, rows.schema.metadata))
    buffer = io.BytesIO()
    pq.write_table(with_metadata(rows, described(table, provenance, catalog)), buffer)
    return buffer.getvalue()


def with_metadata(rows: pa.Table, about: Mapping[str, object]) -> pa.Table:
    """Return a table that says something of itself, beside what it says already."""
    said = json.dumps(about, ensure_ascii=False, allow_nan=False)
    return rows.replace_schema_metadata({**(rows.schema.metadata or {}), METADATA: said})
