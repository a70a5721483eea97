"""Tables of results as files that a spreadsheet opens as it should."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pandas as pd
import pyarrow as pa

from clusternet.cleaning.formulas import guarded
from clusternet.findings.table import ResultTable

#: Signs that a data address may hold as they are; leaving them keeps the page small.
_PLAIN = ",;:/!*()$@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a spreadsheet of one language expects its files."""

    delimiter: str
    decimal: str
    begin: str


DIALECTS = {
    "en": Dialect(delimiter=",", decimal=".", begin=""),
    # A byte order mark is what tells a spreadsheet in Italian that the letters are UTF-8.
    "it": Dialect(delimiter=";", decimal=",", begin="\ufeff"),
}


def csv_text(table: ResultTable, dialect: Dialect) -> str:
    """Return a table as CSV; unknown is empty, and no text can be taken for a formula."""
    buffer = io.StringIO()
    buffer.write(dialect.begin)
    writer = csv.writer(buffer, delimiter=dialect.delimiter, lineterminator="\r\n")
    names = [column.name for column in table.columns]
    writer.writerow(_guarded(names))
    columns = [_cells(table.frame[name], dialect) for name in names]
    writer.writerows(zip(*columns, strict=True))
    return buffer.getvalue()


def data_address(text: str) -> str:
    """Return the address of a CSV file that is contained in the address itself."""
    return "data:text/csv;charset=utf-8," + quote(text, safe=_PLAIN)


def _cells(column: "pd.Series[Any]", dialect: Dialect) -> list[str]:
    values = column.astype(object).tolist()
    texts = iter(_guarded([value for value in values if isinstance(value, str)]))
    return [next(texts) if isinstance(value, str) else _cell(value, dialect) for value in values]


def _guarded(texts: Sequence[str]) -> list[str]:
    plain: list[str] = guarded(pa.array(texts, pa.string())).to_pylist()
    return plain


def _cell(value: object, dialect: Dialect) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value, dialect)
    return "" if value is None or value is pd.NA or value is pd.NaT else str(value)


def _number(value: float, dialect: Dialect) -> str:
    if math.isnan(value):
        return ""
    return repr(value).removesuffix(".0").replace(".", dialect.decimal)
