"""Tables as JSON that explains itself."""

import json
from dataclasses import replace

import pytest

from clusternet.export.json import render_json
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn
from clusternet.language.catalog import catalog


def explained(table):
    """The same table with only columns that the catalogs define."""
    known = ("organization_id", "name", "cluster", "degree", "strength")
    columns = tuple(ResultColumn(name=name, unit="projects") for name in known)
    return replace(table, columns=columns, frame=table.frame[list(known)], summary=())


def refuse(constant):
    raise AssertionError(constant)


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_document_holds_what_is_needed_to_read_it(table, provenance, language):
    texts = catalog(language)
    document = json.loads(render_json(explained(table), provenance, texts), parse_constant=refuse)
    assert list(document) == ["schema", "name", "columns", "rows", "n", "null", "caveats", "provenance"]
    assert (document["schema"], document["name"], document["n"], document["null"]) == (
        1,
        "centrality",
        6,
        None,
    )
    assert document["columns"][3] == {
        "name": "degree",
        "unit": "projects",
        "definition": texts.text("column.centrality.degree"),
    }
    assert document["caveats"] == [texts.text("caveat.isolated", n=2, of=6)]
    assert document["provenance"] == {
        "version": "1.2.3",
        "inputs": [{"file": "a.csv", "sha256": "0f"}],
        "seed": 7,
    }


def test_rows_keep_every_digit_and_unknown_is_null(table, provenance):
    rows = json.loads(render_json(explained(table), provenance, catalog("en")))["rows"]
    assert rows[0] == ["o0", "</script><script>alert(1)</script>", "a;b", 0, 0.1 + 0.2]
    assert rows[1] == ["o1", "=cmd|' /C calc'!A0", "NA", 1, None]
    assert rows[5][1] is None


def test_a_null_is_given_by_key_values_and_text(table, provenance):
    null = Sentence("null.label_within", {"n": 29, "free": 28, "outcomes": 9})
    document = json.loads(render_json(replace(explained(table), null=null), provenance, catalog("en")))
    assert document["null"]["key"] == "null.label_within"
    assert document["null"]["values"] == {"n": 29, "free": 28, "outcomes": 9}
    assert "29 members" in document["null"]["text"]


def test_letters_stay_letters(table, provenance):
    frame = table.frame.assign(name="Università")
    assert "Università" in render_json(
        replace(explained(table), frame=explained(replace(table, frame=frame)).frame),
        provenance,
        catalog("it"),
    )


def test_what_holds_of_the_whole_is_a_summary(table, provenance, texts):
    document = json.loads(render_json(table, provenance, texts))
    assert document["summary"] == [
        {"name": "spread", "value": 0.1 + 0.2, "unit": "index", "definition": "What spread is."}
    ]
    assert [column["name"] for column in document["columns"]] == list(table.frame.columns)
    assert [len(row) for row in document["rows"]] == [len(table.columns)] * 6
