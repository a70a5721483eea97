"""Tables of results as JSON that explains itself: units, definitions, null, caveats, provenance."""

import json

import pandas as pd

from clusternet.findings.provenance import Provenance
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog

SCHEMA = 1


def render_json(table: ResultTable, provenance: Provenance, catalog: Catalog) -> str:
    """Return the table as JSON text; definitions and sentences in the catalog's language."""
    document = {
        "schema": SCHEMA,
        "name": table.name,
        "columns": [
            {
                "name": column.name,
                "unit": column.unit,
                "definition": catalog.text(f"column.{table.name}.{column.name}"),
            }
            for column in table.columns
        ],
        "rows": _rows(table.frame),
        "n": table.n,
        "null": None
        if table.null is None
        else {
            "key": table.null.key,
            "values": {
                name: catalog.say(value) if isinstance(value, Sentence) else value
                for name, value in table.null.values.items()  # noqa: PD011  a sentence, no frame
            },
            "text": catalog.say(table.null),
        },
        "caveats": [catalog.say(caveat) for caveat in table.caveats],
        "provenance": {
            "version": provenance.version,
            "inputs": [{"file": file.file, "sha256": file.sha256} for file in provenance.inputs],
            "seed": provenance.seed,
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _rows(frame: pd.DataFrame) -> list[list[object]]:
    known = frame.notna().to_numpy()
    columns = [frame[name].tolist() for name in frame.columns]
    return [
        [value if present else None for value, present in zip(row, flags, strict=True)]
        for row, flags in zip(zip(*columns, strict=True), known.tolist(), strict=True)
    ]
