"""What is said of the files that were read, as rows of a table."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import pyarrow as pa

from clusternet.findings.provenance import Change, Difference, InputFile

_RENAMED = {"table": "table_name"}  # a word that SQL keeps for itself
_TYPES: dict[object, pa.DataType] = {int: pa.int64(), tuple[str, ...]: pa.list_(pa.string())}
_JSON = {"changes": Change, "differences": Difference}  # lists of records, which not every tool reads

COLUMNS: dict[str, pa.DataType] = {
    _RENAMED.get(field.name, field.name): _TYPES.get(field.type, pa.string()) for field in fields(InputFile)
}


def file_row(file: InputFile) -> dict[str, Any]:
    """Return what is said of a file as a row."""
    row = {_RENAMED.get(name, name): value for name, value in asdict(file).items()}
    return row | {name: json.dumps(row[name], ensure_ascii=False) for name in _JSON}


def file_from(row: Mapping[str, Any]) -> InputFile:
    """Return what a row says of a file."""
    facts: dict[str, Any] = {
        field.name: _fact(field.name, row[_RENAMED.get(field.name, field.name)])
        for field in fields(InputFile)
    }
    return InputFile(**facts)


def _fact(name: str, value: Any) -> Any:  # noqa: ANN401  a value of any column
    if name in _JSON:
        return tuple(_JSON[name](**_tuples(record)) for record in json.loads(value))
    return tuple(value) if isinstance(value, list) else value


def _tuples(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record in which what JSON calls a list is a tuple again, at every depth."""
    return {name: _tuple(value) for name, value in record.items()}


def _tuple(value: Any) -> Any:  # noqa: ANN401  a JSON value
    return tuple(_tuple(item) for item in value) if isinstance(value, list) else value
