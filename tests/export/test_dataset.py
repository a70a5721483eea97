"""A dataset folder: what stands in its files, and what cannot."""

import csv
import io
from dataclasses import fields
from pathlib import PurePath

import pyarrow as pa
import pytest

from clusternet.exceptions import NotWritable
from clusternet.export.card import card_entries
from clusternet.export.dataset import render_dataset
from clusternet.export.delimited import bytes_of, csv_lines, render_rows
from clusternet.ingest.folder import read_folder
from clusternet.ingest.values import empty_columns, values_of
from clusternet.model.dataset import DatasetCard, Period, Threshold
from clusternet.model.tables import TABLES

CARD = DatasetCard(title={"en": "Here", "it": "Qui"})


def dataset(**stated):
    """Return checked tables from columns of text; every other table is empty."""
    tables = {name: pa.table(empty_columns(table)) for name, table in TABLES.items()}
    for name, columns in stated.items():
        rows = len(next(iter(columns.values())))
        made = {}
        for column in TABLES[name].columns:
            text = pa.array(columns.pop(column.name, [None] * rows), pa.string())
            made |= values_of(column, text).columns
        tables[name] = pa.table(
            made | {name: pa.array(values, pa.string()) for name, values in columns.items()}
        )
    return tables


def test_a_folder_holds_what_is_known_in_the_order_of_the_contract():
    files = render_dataset(
        CARD,
        dataset(
            organizations={
                "organization_id": ["b", "a"],
                "note": [None, None],
                "latitude": ["45.0", None],
                "name": ["=Uno, due", "Due"],
                "founded": ["2019-05", None],
                "is_sme": ["true", "false"],
            },
            projects={"project_id": ["p"], "funding_eur": ["1500000.50"], "topics": [" x ;; y"]},
        ),
    )
    assert files["organizations.csv"].decode() == (
        'organization_id,name,is_sme,founded,latitude,note\nb,"=Uno, due",true,2019-05,45,\na,Due,false,,,\n'
    )
    assert files["projects.csv"].decode() == "project_id,kind,funding_eur,topics\np,project,1500000.5,x;y\n"
    assert [*files] == ["dataset.toml", "organizations.csv", "projects.csv"]


def test_the_card_is_written_like_the_template():
    card = DatasetCard(
        title={"en": "Here", "it": "Qui"},
        license="CC0-1.0",
        made_up=True,
        cluster_order=("a", "b c"),
        periods={"2014-2020": Period(name="2014-2020", first="2014", last="2020")},
        columns={"organizations": {"name": "Nome"}},
    )
    assert render_dataset(card, dataset())["dataset.toml"].decode() == (
        "schema = 1\n"
        'title = { en = "Here", it = "Qui" }\n'
        'license = "CC0-1.0"\n'
        'as_of = ""\n'
        'region = ""\n'
        "made_up = true\n"
        'cluster_kinds = ["cluster", "platform"]\n'
        'predecessors = "apart"\n'
        'tie_kinds = ["project"]\n'
        'cluster_order = ["a", "b c"]\n'
        'periods = { 2014-2020 = { from = "2014", to = "2020" } }\n'
    )


def test_nothing_that_a_dataset_says_of_itself_is_forgotten():
    said = {"x": "#0072B2"}
    period = {"p": Period(name="p", first="2014", last="2020")}
    card = DatasetCard(
        title=said,
        colors=said,
        periods=period,
        columns={"x": said},
        indicator_names=said,
        thresholds=(Threshold(indicator="members", subject="x", above=0.5),),
    )
    assert {*card_entries(card)} == {field.name for field in fields(DatasetCard)} | {"schema"}


def test_tables_that_were_read_are_written_with_those_they_refer_to():
    files = render_dataset(CARD, dataset(), read=frozenset({"memberships", "figures"}))
    assert [*files] == ["dataset.toml", "clusters.csv", "organizations.csv", "memberships.csv", "figures.csv"]
    columns = ",".join(column.name for column in TABLES["figures"].columns)
    assert files["figures.csv"].decode() == f"{columns}\n"


@pytest.mark.parametrize("heading", ["a;b;c", "a|b|c", "a\tb\tc", 'a;"b";c'])
def test_headings_that_would_hide_the_comma_bring_more_columns_with_them(tmp_path, heading):
    made = dataset(
        organizations={"organization_id": ["o"], "name": ["n"]},
        aliases={"organization_id": ["o"], "alias": ["x"], heading: ["y;z"]},
    )
    files = render_dataset(CARD, made)
    assert files["aliases.csv"].decode().startswith("organization_id,alias,source,")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert read_folder(tmp_path).tables["aliases"][heading].to_pylist() == ["y;z"]


def test_headings_that_hide_the_comma_whatever_is_done_are_named():
    heading = "a;b;c;d;e"
    with pytest.raises(
        NotWritable, match=r"^aliases\.csv cannot be written: the heading 'a;b;c;d;e' holds so many"
    ):
        render_dataset(CARD, dataset(aliases={"organization_id": ["o"], "alias": ["x"], heading: ["y"]}))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\0b", r"^organizations\.csv cannot be written: its column 'note' holds NUL characters"),
        (
            "x" * 131_073,
            r"^organizations\.csv .* a text in its column 'note' has 131,073 characters, more than",
        ),
    ],
)
def test_texts_that_no_csv_file_can_hold_are_named(text, sentence):
    with pytest.raises(NotWritable, match=sentence):
        render_dataset(CARD, dataset(organizations={"organization_id": ["o"], "name": ["x"], "note": [text]}))


def test_batches_follow_one_another(monkeypatch):
    rows = pa.table({"id": pa.array([f"o{row}" for row in range(10)]), "text": pa.array(["a\nb", None] * 5)})
    whole = render_rows(rows, file=PurePath("x.csv"))
    monkeypatch.setattr("clusternet.export.delimited._ROWS_AT_ONCE", 3)
    assert render_rows(rows, file=PurePath("x.csv")) == whole
    batches = [*csv_lines(rows, file=PurePath("x.csv"))]
    assert [len(batch) for batch in batches] == [3, 3, 3, 1]
    assert bytes_of(batches[0].slice(1, 2)) == b'o1,\no2,"a\nb"\n'
    assert bytes_of(batches[0].slice(3)) == b""


def test_every_csv_reader_reads_it():
    texts = ['"', 'a"b', "a,b", "a\nb", "a\r\nb", " x ", "", "à", "'"]
    rows = pa.table(
        {"id": pa.array([f"o{row}" for row in range(len(texts))]), "text, and more": pa.array(texts)}
    )
    content = render_rows(rows, file=PurePath("x.csv")).decode()
    read = [*csv.reader(io.StringIO(content, newline=""))]
    assert read == [["id", "text, and more"], *([f"o{row}", text] for row, text in enumerate(texts))]
