"""The tables behind the page, each as a file to download."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog
from clusternet.report.downloads import DIALECTS, csv_text, data_address

#: Rows of a table that a page carries: with all of a large network it would weigh too much to be sent.
MOST_ROWS = 2_000

# Names of several organizations and what speaks for each pair: four times the weight of a row of numbers.
_MOST_ROWS_OF = {"duplicates": 500}
_BEGINNINGS = {"duplicates": "page.tables.beginning_of_duplicates"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A column and, where the catalogs have one, its definition."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """One table to download."""

    name: str
    title: str
    size: str
    file: str
    address: str
    columns: tuple[ColumnView, ...]


def table_views(tables: Sequence[ResultTable], words: Catalog) -> tuple[TableView, ...]:
    """Return the tables in their order."""
    return tuple(_view(table, words) for table in tables)


def _view(table: ResultTable, words: Catalog) -> TableView:
    title = f"page.tables.title.{table.name}"
    rows, columns = len(table.frame), len(table.columns)
    most = _MOST_ROWS_OF.get(table.name, MOST_ROWS)
    carried = replace(table, frame=table.frame.head(most))
    size = "page.tables.size" if rows <= most else _BEGINNINGS.get(table.name, "page.tables.beginning")
    return TableView(
        name=table.name,
        title=words.text(title) if words.has(title) else table.name,
        size=words.text(size, rows=rows, carried=most, columns=columns, name=table.name),
        file=f"{table.name}-{words.language}.csv",
        address=data_address(csv_text(carried, DIALECTS[words.language])),
        columns=tuple(
            ColumnView(name=column.name, definition=_definition(table.name, column.name, words))
            for column in table.columns
        ),
    )


def _definition(table: str, column: str, words: Catalog) -> str:
    key = f"column.{table}.{column}"
    return words.text(key) if words.has(key) else ""
