"""What CSV files have no room for, as metadata of CSV on the Web beside them.

Tools that know the recommendation of the W3C (Metadata Vocabulary for Tabular Data, 2015) look for it
in these two places.
"""

import json
from collections.abc import Mapping

import pyarrow as pa

from clusternet.export.described import described
from clusternet.findings.provenance import Provenance
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog

ENDING = "-metadata.json"  # after the whole name of a CSV file
OF_FOLDER = "csv-metadata.json"


def render_csv_metadata(table: ResultTable, provenance: Provenance, catalog: Catalog, *, file: str) -> str:
    """Return the metadata of a CSV file of results as JSON text.

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
    types = pa.Schema.from_pandas(table.frame, preserve_index=False).types
    columns = [
        {
            "name": column.name,
            "titles": column.name,
            "datatype": _datatype(values),
            "dc:description": catalog.text(f"column.{table.name}.{column.name}"),
            "schema:unitText": column.unit,
        }
        for column, values in zip(table.columns, types, strict=True)
    ]
    notes = [described(table, provenance, catalog)]
    return _as_json(catalog, {"url": file, "tableSchema": {"columns": columns}, "notes": notes})


def render_folder_metadata(
    tables: Mapping[str, pa.Schema], about: Mapping[str, object], catalog: Catalog
) -> str:
    """Return the metadata of a folder of CSV files as JSON text.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Schema
        Columns of each file, by its name.
    about : mapping
        What the files say of themselves together.
    catalog : Catalog
        Language of its sentences.
    """
    described_files = [
        {
            "url": name,
            "tableSchema": {
                "columns": [{"titles": field.name, "datatype": _datatype(field.type)} for field in schema]
            },
        }
        for name, schema in tables.items()
    ]
    return _as_json(catalog, {"tables": described_files, "notes": [about]})


def _as_json(catalog: Catalog, document: Mapping[str, object]) -> str:
    context = {"@context": ["http://www.w3.org/ns/csvw", {"@language": catalog.language}]}
    return json.dumps({**context, **document}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _datatype(values: pa.DataType) -> str:
    if pa.types.is_boolean(values):
        return "boolean"
    if pa.types.is_integer(values):
        return "integer"
    return "double" if pa.types.is_floating(values) else "string"
