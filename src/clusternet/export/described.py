"""What a table of results says of itself apart from its rows, in the same words in every format."""

from collections.abc import Sequence

from clusternet.findings.provenance import Provenance
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog

SCHEMA = 1


def described(table: ResultTable, provenance: Provenance, catalog: Catalog) -> dict[str, object]:
    """Return name, columns, n, null, caveats and provenance of a table, ready for JSON.

    ``summary`` is among them only if the table has one. Definitions and sentences are in the catalog's
    language.
    """
    return {
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
        "n": table.n,
        **_summary(table, catalog),
        "null": _null(table, catalog),
        "caveats": [catalog.say(caveat) for caveat in table.caveats],
        "provenance": _made_by(provenance),
    }


def described_network(
    caveats: Sequence[Sentence], provenance: Provenance, catalog: Catalog
) -> dict[str, object]:
    """Return what a network says of itself, ready for JSON: caveats and provenance."""
    return {
        "schema": SCHEMA,
        "name": "network",
        "caveats": [catalog.say(caveat) for caveat in caveats],
        "provenance": _made_by(provenance),
    }


def _made_by(provenance: Provenance) -> dict[str, object]:
    return {
        "version": provenance.version,
        "inputs": [{"file": file.file, "sha256": file.sha256} for file in provenance.inputs],
        "seed": provenance.seed,
    }


def _summary(table: ResultTable, catalog: Catalog) -> dict[str, object]:
    if not table.summary:
        return {}
    numbers = [
        {
            "name": number.name,
            "value": number.value,
            "unit": number.unit,
            "definition": catalog.text(f"summary.{table.name}.{number.name}"),
        }
        for number in table.summary
    ]
    return {"summary": numbers}


def _null(table: ResultTable, catalog: Catalog) -> dict[str, object] | None:
    if table.null is None:
        return None
    return {
        "key": table.null.key,
        "values": {
            name: catalog.say(value) if isinstance(value, Sentence) else value
            for name, value in table.null.values.items()
        },
        "text": catalog.say(table.null),
    }
