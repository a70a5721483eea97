"""Metadata beside a CSV file, for people and for tools that know CSV on the Web."""

import csv
import io
import json
from dataclasses import replace

import pytest

from clusternet.export.csv import render_csv
from clusternet.export.csvw import ENDING, render_csv_metadata
from clusternet.export.json import render_json
from clusternet.findings.sentence import Sentence

READ = {"string": str, "integer": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__}


@pytest.fixture
def metadata(table, provenance, texts):
    return json.loads(render_csv_metadata(table, provenance, texts, file="x.csv"))


def test_it_is_where_tools_look_for_it():
    assert ENDING == "-metadata.json"


def test_it_names_its_file_and_its_language(metadata):
    assert metadata["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert metadata["url"] == "x.csv"


def test_the_file_can_be_read_by_it(table, metadata):
    heading, *rows = csv.reader(io.StringIO(render_csv(table), newline=""))
    columns = metadata["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == heading
    for place, column in enumerate(columns):
        read = [READ[column["datatype"]](row[place]) if row[place] else None for row in rows]
        if column["datatype"] != "string":
            expected = table.frame[column["name"]].dropna().tolist()
            assert [value for value in read if value is not None] == expected


def test_every_column_has_its_unit_and_definition(metadata):
    for column in metadata["tableSchema"]["columns"]:
        assert column["schema:unitText"] == "x"
        assert column["dc:description"] == f"What {column['name']} is."


def test_it_says_what_the_json_says(table, provenance, texts):
    table = replace(table, null=Sentence("null.label_within", {"n": 29, "free": 28, "outcomes": 9}))
    (note,) = json.loads(render_csv_metadata(table, provenance, texts, file="x.csv"))["notes"]
    document = json.loads(render_json(table, provenance, texts))
    del document["rows"]
    assert note == document
