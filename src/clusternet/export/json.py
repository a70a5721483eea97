"""Tables of results as JSON that explains itself: units, definitions, null, caveats, provenance."""

import json

import pandas as pd

from clusternet.export.described import described
from clusternet.findings.provenance import Provenance
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog


def render_json(table: ResultTable, provenance: Provenance, catalog: Catalog) -> str:
    """Return the table as JSON text; definitions and sentences in the catalog's language."""
    document: dict[str, object] = {}
    for name, value in described(table, provenance, catalog).items():
        document[name] = value
        if name == "columns":
            document["rows"] = _rows(table.frame)
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _rows(frame: pd.DataFrame) -> list[list[object]]:
    known = frame.notna().to_numpy()
    columns = [frame[name].tolist() for name in frame.columns]
    return [
        [value if present else None for value, present in zip(row, flags, strict=True)]
        for row, flags in zip(zip(*columns, strict=True), known.tolist(), strict=True)
    ]
