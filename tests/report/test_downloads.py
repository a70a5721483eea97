import csv
import io
from dataclasses import replace
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest

from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.language.catalog import catalog
from clusternet.report.downloads import DIALECTS, csv_text, data_address
from clusternet.report.sections.tables import table_views


def table(**columns):
    frame = pd.DataFrame(columns)
    return ResultTable(
        name="t",
        columns=tuple(ResultColumn(name=name, unit="") for name in columns),
        frame=frame,
        n=len(frame),
    )


def rows(found, language):
    text = csv_text(found, DIALECTS[language])
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=DIALECTS[language].delimiter))


def test_english_and_italian_write_numbers_their_way():
    found = table(name=["a,b;c", "d"], x=[1234.5, -2.0], n=[1, 2])
    assert rows(found, "en")[1:] == [["a,b;c", "1234.5", "1"], ["d", "-2", "2"]]
    assert rows(found, "it")[1:] == [["a,b;c", "1234,5", "1"], ["d", "-2", "2"]]


def test_only_the_italian_file_says_that_it_is_utf_8():
    found = table(name=["è"])
    assert csv_text(found, DIALECTS["it"]).startswith("\ufeff")
    assert csv_text(found, DIALECTS["en"]).startswith("name")


def test_unknown_is_empty_and_never_zero():
    found = table(
        x=[np.nan, 0.0], n=pd.array([pd.NA, 0], dtype="Int64"), t=pd.array([pd.NA, "a"], dtype="string")
    )
    assert rows(found, "en")[1:] == [["", "", ""], ["0", "0", "a"]]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_text_is_no_formula(begin):
    assert rows(table(**{f"{begin}x": [f"{begin}1+1"]}), "it") == [[f"'{begin}x"], [f"'{begin}1+1"]]


def test_a_negative_number_stays_a_number():
    assert rows(table(z=[-1.5]), "it") == [["z"], ["-1,5"]]


def test_the_address_holds_the_whole_file():
    text = csv_text(table(name=['"><b>', "50 %", "à;è"]), DIALECTS["it"])
    address = data_address(text)
    kind, _, content = address.partition(",")
    assert kind == "data:text/csv;charset=utf-8"
    assert unquote(content) == text
    assert not set("\"'<>& \r\n#?") & set(address.removeprefix("data:text/csv;charset=utf-8,"))


@pytest.mark.parametrize(
    ("language", "said"), [("en", "the first 2,000 of 2,001 rows"), ("it", "2.000 righe su 2.001")]
)
def test_of_a_large_table_a_page_carries_the_beginning_and_says_where_the_rest_is(language, said):
    (large,) = table_views([replace(table(x=list(range(2001))), name="centrality")], catalog(language))
    assert said in large.size
    assert "clusternet analyze centrality SOURCE" in large.size
    assert unquote(large.address).count("\r\n") == 1 + 2000
    (whole,) = table_views([table(x=list(range(2000)))], catalog(language))
    assert "analyze" not in whole.size
