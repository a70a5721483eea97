"""Tables as CSV, read back by another reader."""

import csv
import io

import pandas as pd
import pytest

from clusternet.export.csv import render_csv
from clusternet.findings.table import ResultColumn, ResultTable


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def of_texts(*texts, dtype="string"):
    return ResultTable(
        name="x",
        columns=(ResultColumn(name="name", unit="text"), ResultColumn(name="n", unit="x")),
        frame=pd.DataFrame({"name": pd.Series(texts, dtype=dtype), "n": range(len(texts))}),
        n=len(texts),
    )


def test_numbers_are_written_in_full_with_a_point(table):
    column = [row[4] for row in read(render_csv(table))[1:]]
    assert column == ["0.30000000000000004", "", "1e-17", "1e+20", "-2.5", "3.0"]


def test_unknown_is_empty_and_yes_and_no_are_words(table):
    rows = read(render_csv(table))[1:]
    assert [row[5] for row in rows] == ["1", "", "3", "4", "5", "6"]
    assert [row[6] for row in rows] == ["true", "false", "", "true", "false", "true"]
    assert [row[7] for row in rows] == ["true", "false", "true", "true", "false", "true"]
    assert rows[5][1] == ""


def test_yes_and_no_beside_unknowns_in_a_loose_column():
    table = ResultTable(
        name="x",
        columns=(ResultColumn(name="known", unit="x"),),
        frame=pd.DataFrame({"id": ["a", "b", "c"], "known": pd.Series([True, None, False], dtype=object)}),
        n=3,
    )
    assert render_csv(table) == "id,known\na,true\nb,\nc,false\n"


def test_lines_end_in_lf_and_the_heading_is_the_columns(table):
    text = render_csv(table)
    assert "\r" not in text
    assert text.endswith("\n")
    assert text.split("\n", 1)[0] == "organization_id,name,cluster,degree,strength,partners,manages,small"
    assert len(read(text)) == 7


@pytest.mark.parametrize("dtype", ["string", "str", object])
@pytest.mark.parametrize("text", ["=1+1", "+39", "-1", "@x", "=cmd|' /C calc'!A0", "\t=1", "\r=1"])
def test_no_text_is_a_formula(text, dtype):
    value = read(render_csv(of_texts(text, dtype=dtype)))[1][0]
    assert value.startswith("'")
    assert value[1:] == text.replace("\r", "\n")


@pytest.mark.parametrize(
    "text", ["Uno, due", 'A "B" C', "a;b", "</script>", "[bold]x[/]", "Università", "a\nb", "NA"]
)
def test_other_texts_come_back_as_they_were(text):
    assert read(render_csv(of_texts(text)))[1][0] == text


def test_namibia_is_not_unknown():
    text = render_csv(of_texts("NA", "nan", "None"))
    assert pd.read_csv(io.StringIO(text), keep_default_na=False)["name"].tolist() == ["NA", "nan", "None"]


def test_the_table_itself_is_left_alone(table):
    before = table.frame.copy()
    render_csv(table)
    pd.testing.assert_frame_equal(table.frame, before)


def test_a_table_without_rows_has_a_heading():
    assert render_csv(of_texts()) == "name,n\n"
