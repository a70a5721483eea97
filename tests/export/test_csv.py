"""Tables as CSV, read back by another reader."""

import csv
import io
import re

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.export.csv import csv_pieces, render_csv
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
@pytest.mark.parametrize("text", ["=1+1", "+a", "-1-1", "@x", "=cmd|' /C calc'!A0", "\t=1", "\r=1"])
def test_no_text_is_a_formula(text, dtype):
    value = read(render_csv(of_texts(text, dtype=dtype)))[1][0]
    assert value.startswith("'")
    assert value[1:].replace("\n'", "\n") == text.replace("\r", "\n")


@pytest.mark.parametrize("text", ["+39", "-1", "-1.234,5"])
def test_a_number_with_a_sign_is_no_formula(text):
    assert read(render_csv(of_texts(text)))[1][0] == text


@pytest.mark.parametrize(
    ("text", "written"),
    [("Alfa;=1+1;", "Alfa;'=1+1;"), ("Alfa\r\n@x", "Alfa\n'@x"), ("a;b; -1", "a;b; -1"), ("a - b", "a - b")],
)
def test_no_formula_begins_where_another_delimiter_would_cut(text, written):
    assert read(render_csv(of_texts(text)))[1][0] == written


def test_no_heading_is_a_formula():
    table = pa.table({"=1+1": [1], 'a "b"': ["x"]})
    assert b"".join(csv_pieces(table)).decode() == '\'=1+1,"a ""b"""\n1,x\n'


def test_a_large_table_is_written_whole():
    n = 50_001
    table = pa.table({"name": [f"o{number}" for number in range(n)], "n": range(n)})
    assert next(csv_pieces(table)) == b"name,n\n"
    rows = read(b"".join(csv_pieces(table)).decode())
    assert rows[1:] == [[f"o{number}", str(number)] for number in range(n)]


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=5),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
        ),
        max_size=8,
    )
)
@settings(deadline=None)
def test_whatever_stands_in_a_table_is_read_back_but_for_guards_and_line_ends(rows):
    table = pa.table(
        {
            "text": pa.array([text for text, _ in rows], pa.string()),
            "n": pa.array([n for _, n in rows], pa.float64()),
        }
    )
    _, *again = read(b"".join(csv_pieces(table)).decode())
    for (text, number), (read_text, read_number) in zip(rows, again, strict=True):
        assert read_text.replace("'", "") == re.sub("\r\n?", "\n", text or "").replace("'", "")
        assert (float(read_number) if read_number else None) == number


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
