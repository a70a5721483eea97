"""What a CSV file of results has no room for, as metadata of CSV on the Web beside it.

Tools that know the recommendation of the W3C (Metadata Vocabulary for Tabular Data, 2015) look for it
under the name of the file.
"""

import json
from typing import Any

import pandas as pd

from clusternet.export.described import described
from clusternet.findings.provenance import Provenance
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog

ENDING = "-metadata.json"  # after the whole name of the CSV file


def render_csv_metadata(table: ResultTable, provenance: Provenance, catalog: Catalog, *, file: str) -> str:
    """Return the metadata of a CSV file as JSON text.

    Parameters
    ----------
    table : ResultTable
        What the file holds.
    provenance : Provenance
        What made it.
    catalog : Catalog
        Language of definitions and sentences.
    file : str
        Name of the CSV file, without folders.
    """
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": catalog.language}],
        "url": file,
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "datatype": _datatype(table.frame[column.name]),
                    "dc:description": catalog.text(f"column.{table.name}.{column.name}"),
                    "schema:unitText": column.unit,
                }
                for column in table.columns
            ]
        },
        "notes": [described(table, provenance, catalog)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _datatype(values: "pd.Series[Any]") -> str:
    if pd.api.types.is_bool_dtype(values.dtype):
        return "boolean"
    if pd.api.types.is_integer_dtype(values.dtype):
        return "integer"
    return "double" if pd.api.types.is_float_dtype(values.dtype) else "string"
