"""A dataset as a workbook: a sheet a table and one for what it says of itself; it reads back the same."""

from collections.abc import Mapping

import pyarrow as pa

from clusternet.export.card import card_entries
from clusternet.export.spreadsheet import CellKind, Sheet, render_workbook
from clusternet.export.tables import as_text, without_renaming, written_tables
from clusternet.model.dataset import CARD_SHEET, DatasetCard
from clusternet.model.tables import TABLES, Kind

_CELL_KINDS: dict[Kind, CellKind] = {Kind.NUMBER: "number", Kind.MONEY: "number", Kind.BOOLEAN: "boolean"}


def render_xlsx(
    card: DatasetCard, tables: Mapping[str, pa.Table], *, read: frozenset[str] = frozenset()
) -> bytes:
    """Return a dataset as the bytes of a workbook.

    Amounts, numbers, yes and no are what they are; dates, of which some are a year or a month, and everything
    else are texts, so that no program takes a zero from an identifier or makes a formula of a name.

    Parameters
    ----------
    card : DatasetCard
        What the dataset says about itself.
    tables : mapping of str to pyarrow.Table
        Every table of the contract, checked, in the order of its rows.
    read : frozenset of str
        Names of tables to write even if they have no rows.

    Raises
    ------
    NotWritable
        If a table has more rows than a sheet, or a text that would not come back from a cell.
    """
    entries = card_entries(without_renaming(card))
    about = pa.table({"key": pa.array([*entries]), "value": pa.array([*entries.values()])})
    sheets = [Sheet(name=CARD_SHEET, text=about)]
    for name in written_tables(tables, read):
        kinds = {
            column.name: _CELL_KINDS[column.kind]
            for column in TABLES[name].columns
            if column.kind in _CELL_KINDS
        }
        sheets.append(Sheet(name=name, text=as_text(TABLES[name], tables[name]), kinds=kinds))
    return render_workbook(sheets)
