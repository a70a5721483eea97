"""Tables as Parquet, read back."""

import io
import json
from dataclasses import replace

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from clusternet.export.json import render_json
from clusternet.export.parquet import render_parquet


@pytest.fixture
def read(table, provenance, texts):
    return pq.read_table(io.BytesIO(render_parquet(table, provenance, texts)))


def test_the_table_comes_back_equal(table, read):
    assert read.column_names == list(table.frame.columns)
    for name in read.column_names:
        expected = [None if pd.isna(value) else value for value in table.frame[name].tolist()]
        assert read[name].to_pylist() == expected, name


def test_the_table_comes_back_with_its_types(table, provenance, texts):
    back = pd.read_parquet(io.BytesIO(render_parquet(table, provenance, texts)))
    pd.testing.assert_frame_equal(back, table.frame)


def test_the_same_table_gives_the_same_bytes(table, provenance, texts):
    assert render_parquet(table, provenance, texts) == render_parquet(table, provenance, texts)


def test_texts_are_texts_as_they_are(read):
    assert read["cluster"].to_pylist() == ["a;b", "NA", "null", "-1", "+39", "@x"]


def test_the_schema_says_what_the_json_says(table, provenance, texts, read):
    said = json.loads(read.schema.metadata[b"clusternet"])
    document = json.loads(render_json(table, provenance, texts))
    del document["rows"]
    assert said == document
    assert said["caveats"] == [texts.text("caveat.isolated", n=2, of=6)]
    assert said["provenance"]["inputs"] == [{"file": "a.csv", "sha256": "0f"}]


def test_every_field_has_its_unit_and_definition(read):
    for field in read.schema:
        assert field.metadata[b"unit"] == b"x"
        assert field.metadata[b"definition"] == f"What {field.name} is.".encode()


def test_other_programs_find_the_metadata(table, provenance, texts, tmp_path):
    file = tmp_path / "table.parquet"
    file.write_bytes(render_parquet(table, provenance, texts))
    found = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(file)]).fetchall()
    assert "What degree is." in dict(found)[b"clusternet"].decode()


def test_a_table_without_rows_has_its_columns(table, provenance, texts):
    empty = replace(table, frame=table.frame.head(0))
    assert pq.read_table(io.BytesIO(render_parquet(empty, provenance, texts))).num_rows == 0
