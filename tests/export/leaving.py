"""Datasets that leave and come back: what both formats are tested with."""

import pyarrow as pa
import pyarrow.parquet as pq

from clusternet.export.dataset import render_dataset
from clusternet.export.xlsx import render_xlsx
from clusternet.ingest.headings import LINE
from clusternet.ingest.source import read_source


def tables_of(found):
    """Return the tables of a dataset without the lines of its files."""
    return {name: table.drop_columns([LINE]) for name, table in found.tables.items()}


def read_tables(found):
    return frozenset(file.table for file in found.inputs if file.table)


def folder_of(found, place):
    """Write a dataset as a folder, which may be there already."""
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    for name, content in render_dataset(found.card, tables_of(found), read=read_tables(found)).items():
        (place / name).write_bytes(content)
    return place


def workbook_of(found, place):
    place.write_bytes(render_xlsx(found.card, tables_of(found), read=read_tables(found)))
    return place


def bytes_in(place):
    if place.is_file():
        return place.read_bytes()
    return {path.name: path.read_bytes() for path in place.iterdir()}


def comes_back(found, write, place):
    """Check that a dataset written and read again is the same, and is written the same again."""
    written = write(found, place)
    before = bytes_in(written)
    again = read_source(written)
    assert not len(again.rejected)
    assert again.card == without_renaming(found.card)
    assert again.unread == ()
    for name, table in tables_of(found).items():
        back = tables_of(again)[name]
        assert set(back.column_names) == set(table.column_names), name
        for column in table.column_names:
            assert back[column].to_pylist() == table[column].to_pylist(), (name, column)
            assert back[column].type == table[column].type
    assert bytes_in(write(again, place)) == before
    return again


def without_renaming(card):
    from dataclasses import replace

    return replace(card, columns={})


def write_parquet(folder, tables):
    """Write tables as Parquet, which holds any text; columns are lists of texts or None."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, columns in tables.items():
        table = pa.table({heading: pa.array(values, pa.string()) for heading, values in columns.items()})
        pq.write_table(table, folder / f"{name}.parquet")
    return folder
