"""A dataset as a dataset folder: a CSV file a table and a ``dataset.toml``; it reads back the same."""

from collections.abc import Mapping
from pathlib import PurePath

import pyarrow as pa

from clusternet.exceptions import NotWritable
from clusternet.export.card import render_card
from clusternet.export.delimited import cut_by_commas, render_rows
from clusternet.export.tables import as_text, with_every_column, without_renaming, written_tables
from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES, Table

CARD = "dataset.toml"


def render_dataset(
    card: DatasetCard, tables: Mapping[str, pa.Table], *, read: frozenset[str] = frozenset()
) -> dict[str, bytes]:
    """Return the files of a dataset folder.

    Texts stand as they are, also those that a spreadsheet would take for a formula: an apostrophe before them
    could not be told from one that was there.

    Parameters
    ----------
    card : DatasetCard
        What the dataset says about itself.
    tables : mapping of str to pyarrow.Table
        Every table of the contract, checked, in the order of its rows.
    read : frozenset of str
        Names of tables to write even if they have no rows.

    Returns
    -------
    dict of bytes
        File name to content.

    Raises
    ------
    NotWritable
        If a heading or a text cannot stand in a CSV file.
    """
    files = {CARD: render_card(without_renaming(card)).encode()}
    for name in written_tables(tables, read):
        file = PurePath(f"{name}.csv")
        text = comma_separable(TABLES[name], as_text(TABLES[name], tables[name]), file=file)
        files[file.name] = render_rows(text, file=file)
    return files


def comma_separable(table: Table, text: pa.Table, *, file: PurePath) -> pa.Table:
    """Return a table, with more of its columns if only so the comma is seen to be its delimiter.

    Raises
    ------
    NotWritable
        If the headings hold too many other signs that could be the delimiter.
    """
    if cut_by_commas(text.column_names):
        return text
    whole = with_every_column(table, text)
    if cut_by_commas(whole.column_names):
        return whole
    odd = max(whole.column_names, key=lambda name: sum(name.count(sign) for sign in ";\t|"))
    raise NotWritable(
        f"{file} cannot be written: the heading {odd!r} holds so many semicolons, tabs or bars that nobody "
        "could tell how the file is cut: rename that column in the source."
    )
