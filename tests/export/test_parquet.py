"""Tables as Parquet, read back."""

import io

import pandas as pd
import pyarrow.parquet as pq

from clusternet.export.parquet import render_parquet


def test_the_table_comes_back_equal(table):
    back = pq.read_table(io.BytesIO(render_parquet(table)))
    assert back.column_names == list(table.frame.columns)
    for name in back.column_names:
        expected = [None if pd.isna(value) else value for value in table.frame[name].tolist()]
        assert back[name].to_pylist() == expected, name


def test_the_same_table_gives_the_same_bytes(table):
    assert render_parquet(table) == render_parquet(table)


def test_texts_are_texts_as_they_are(table):
    back = pq.read_table(io.BytesIO(render_parquet(table)))
    assert back["cluster"].to_pylist() == ["a;b", "NA", "null", "-1", "+39", "@x"]
