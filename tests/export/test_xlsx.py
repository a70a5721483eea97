"""A dataset as a workbook: what its cells are, and what no cell can hold."""

import io
import time
import zipfile
from contextlib import suppress

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clusternet.exceptions import MalformedFile, NotWritable
from clusternet.export.spreadsheet import MAX_ROWS, Sheet, render_workbook
from clusternet.export.tables import number_text
from clusternet.export.xlsx import render_xlsx
from clusternet.ingest.source import read_source
from clusternet.ingest.values import empty_columns, values_of
from clusternet.ingest.workbook_texts import unescaped
from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES

CARD = DatasetCard(title={"en": "Here", "it": "Qui"}, made_up=True)
ORGANIZATIONS = {
    "organization_id": ["007", "=1+1"],
    "name": ["@SUM(A1) <b>&", "two\nlines"],
    "is_sme": ["true", None],
    "founded": ["2019", "2019-05"],
    "latitude": ["45.0", "-0.5"],
    "note": [None, "1e5"],
}


def dataset(columns):
    tables = {name: pa.table(empty_columns(table)) for name, table in TABLES.items()}
    rows = len(next(iter(columns.values())))
    made = {}
    for column in TABLES["organizations"].columns:
        made |= values_of(column, pa.array(columns.get(column.name, [None] * rows), pa.string())).columns
    others = {name: pa.array(values, pa.string()) for name, values in columns.items() if name not in made}
    tables["organizations"] = pa.table(made | others)
    return tables


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet(text, kinds=None):
    columns = {name: pa.array(values, pa.string()) for name, values in text.items()}
    return Sheet(name="sheet", text=pa.table(columns), kinds=kinds or {})


def test_cells_are_what_they_mean_and_none_is_a_formula():
    book = opened(render_xlsx(CARD, dataset(ORGANIZATIONS)))
    assert book.sheetnames == ["dataset", "organizations"]
    rows = [[cell.value for cell in row] for row in book["organizations"].iter_rows()]
    assert rows == [
        ["organization_id", "name", "is_sme", "founded", "latitude", "note"],
        ["007", "@SUM(A1) <b>&", True, "2019", 45, None],
        ["=1+1", "two\nlines", None, "2019-05", -0.5, "1e5"],
    ]
    kinds = {
        cell.data_type for row in book["organizations"].iter_rows() for cell in row if cell.value is not None
    }
    assert kinds == {"s", "n", "b"}
    assert book["organizations"]["A2"].number_format == "@"


def test_headings_stay_in_sight():
    worksheet = opened(render_xlsx(CARD, dataset(ORGANIZATIONS)))["organizations"]
    assert worksheet.freeze_panes == "A2"
    assert worksheet["A1"].font.bold
    assert int(worksheet.column_dimensions["A"].width) == len("organization_id") + 2


def test_what_the_dataset_says_of_itself_is_a_sheet_of_keys_and_values():
    rows = [
        [cell.value for cell in row] for row in opened(render_xlsx(CARD, dataset(ORGANIZATIONS)))["dataset"]
    ]
    assert rows[:3] == [["key", "value"], ["schema", "1"], ["title", '{ en = "Here", it = "Qui" }']]
    assert ["made_up", "true"] in rows


def test_the_hour_and_the_zone_of_writing_are_not_in_it(monkeypatch):
    written, clock = [], time.time
    for zone, later in (("UTC", 0), ("Asia/Tokyo", 2_000_000), ("America/St_Johns", 20_000_000)):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setattr(time, "time", lambda later=later: clock() + later)
        time.tzset()
        written.append(render_xlsx(CARD, dataset(ORGANIZATIONS)))
    monkeypatch.undo()
    time.tzset()
    assert len(set(written)) == 1
    with zipfile.ZipFile(io.BytesIO(written[0])) as package:
        assert {member.date_time[0] for member in package.infolist()} == {1980}
        assert b"1980-01-01T00:00:00Z" in package.read("docProps/core.xml")
        assert package.testzip() is None


def test_several_batches_are_one_sheet(monkeypatch):
    text = {"id": [f"o{row}" for row in range(10)], "n": [str(row) for row in range(10)]}
    whole = render_workbook([sheet(text, {"n": "number"})])
    monkeypatch.setattr("clusternet.export.spreadsheet._ROWS_AT_ONCE", 3)
    assert render_workbook([sheet(text, {"n": "number"})]) == whole
    rows = [*opened(whole)["sheet"].iter_rows(values_only=True)]
    assert rows == [("id", "n"), *((f"o{row}", row) for row in range(10))]


def test_columns_beyond_the_alphabet_have_names_of_two_letters():
    text = {f"c{place}": [str(place)] for place in range(60)}
    worksheet = opened(render_workbook([sheet(text)]))["sheet"]
    assert worksheet["Z2"].value == "25"
    assert worksheet["BH2"].value == "59"


def names_read(path, names):
    """Return names as they come back from a workbook, and what pandas makes of them."""
    ids = [f"o{row}" for row in range(len(names))]
    path.write_bytes(render_xlsx(CARD, dataset({"organization_id": ids, "name": names})))
    found = read_source(path).tables["organizations"]
    return found["name"].to_pylist(), pd.read_excel(path, sheet_name="organizations")["name"].to_list()


def test_what_looks_like_an_escaped_character_comes_back(tmp_path):
    names = ["_x000D_", "_x005F_", "x005F_", "ax005F_", "_x41_", "_x00e0_", "a\rb", "a\r\nb", "a\uffffb"]
    assert names_read(tmp_path / "book.xlsx", names)[0] == names


def test_others_read_the_same(tmp_path):
    names = ["Alfa", "=1+1", "https://example.org", "007", "<b>&", "\U0001f600", "two\nlines", "</r>"]
    assert names_read(tmp_path / "book.xlsx", names) == (names, names)


PIECES = ["_", "x", "0041", "_x005F_", "_x000D_", "\r", "\0", "\x1b", "\ufffe", "x0041", "_x0041"]


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
@settings(deadline=None)
def test_what_is_escaped_comes_back_or_is_refused(text):
    with suppress(NotWritable):
        cell = opened(render_workbook([sheet({"a": [f"b{text}"]})]))["sheet"]["A2"]
        assert unescaped(cell.value) == f"b{text}"


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=20))
@example([0.1 + 0.2])
@settings(deadline=None, max_examples=10)
def test_numbers_have_all_their_digits(numbers):
    text = {"a": [number_text(number) for number in numbers]}
    worksheet = opened(render_workbook([sheet(text, {"a": "number"})]))["sheet"]
    assert [value for (value,) in worksheet.iter_rows(min_row=2, values_only=True)] == numbers


def test_a_table_larger_than_a_sheet_is_named():
    text = pa.table({"a": pa.nulls(MAX_ROWS, pa.string())})
    with pytest.raises(NotWritable, match=r"^The table t has 1,048,576 rows, more than the 1,048,575 that"):
        render_workbook([Sheet(name="t", text=text)])


@pytest.mark.parametrize("text", ["x" * 32_767, "\U0001f600" * 16_383])
def test_the_longest_text_of_a_cell_comes_back(text):
    assert opened(render_workbook([sheet({"a": [text]})]))["sheet"]["A2"].value == text


@pytest.mark.parametrize("text", ["x" * 32_768, "\U0001f600" * 16_384])
def test_a_text_longer_than_a_cell_is_named(text):
    with pytest.raises(NotWritable, match=r"^The table sheet, column 'a', holds a text of 32,768 characters"):
        render_workbook([sheet({"a": ["b", text]})])


@pytest.mark.parametrize("text", ["_x0041_x0042_", "_x0041\r", "<r>a\n</r>"])
def test_a_text_that_would_not_come_back_is_named(text):
    sentence = "holds a text that would not come back from a workbook"
    with pytest.raises(NotWritable, match=rf"^The table sheet, column 'a', {sentence}"):
        render_workbook([sheet({"a": [text]})])
    with pytest.raises(NotWritable, match=rf"^The table sheet, its headings, {sentence}"):
        render_workbook([sheet({text: ["a"]})])


def written(tmp_path, change):
    path = tmp_path / "book.xlsx"
    book = opened(render_xlsx(CARD, dataset(ORGANIZATIONS)))
    change(book["dataset"])
    book.save(path)
    return path


def test_the_sheet_may_be_changed_by_hand(tmp_path):
    def change(about):
        about["B5"] = '"2027"'
        about["B7"] = False  # a cell of yes and no

    card = read_source(written(tmp_path, change)).card
    assert (card.as_of, card.made_up) == ("2027", False)


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        (
            "B5",
            "2027 and more",
            r"book\.xlsx/dataset is not TOML \(.*\): write texts between quotation marks",
        ),
        ("A5", "as_off", r"book\.xlsx/dataset has a wrong entry, 'as_off' is not a key"),
        ("B1", "values", r"book\.xlsx/dataset lacks the column 'value': add it, or rename the sheet"),
    ],
)
def test_a_sheet_that_is_wrong_is_named(tmp_path, place, value, sentence):
    def change(about):
        about[place] = value

    with pytest.raises(MalformedFile, match=sentence):
        read_source(written(tmp_path, change))
