"""Whatever was ingested leaves as a folder or a workbook, reads back the same, is written the same again."""

import re
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet.exceptions import NotWritable
from clusternet.export.dataset import render_dataset
from clusternet.export.xlsx import render_xlsx
from clusternet.ingest.headings import LINE
from clusternet.ingest.source import read_source
from clusternet.workflow.simulate import simulate

ROOT = Path(__file__).parents[2]
CORDIS = ROOT.parent / "shared" / "data" / "cordis"

NASTY = [
    None, "NA", "N/A", "null", "-", "0", "007", "00488410010", "1e5", "1.0", "true", "TRUE", "2019-05", "nan",
    "2019-05-03", "=1+1", "+39", "-5", "@SUM(A1)", "'=1", "'", '"', '""', '"a', 'a"', 'a,"b', '""a"",', ",",
    ";", "a;b", "\t|", "a\nb", "a\r\nb", "a\rb", 'x\n,"b', '"\n"', "<<<<<<< x", ">>>>>>> x", "#N/A",
    "_x000D_", "x005F_", "<a>&amp;</a>", "]]>", "à", "a\u0300", "\U0001f600", "\u2028", "\x85", "\ufeffx",
    "name", "organization_id", "inf", "NaN", "None", "FALSE", "\u200b", "2019",
]  # fmt: skip
TEXT = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
ID = st.sampled_from(["a", "b", "c", "007", "NA", "=x", "o;p", "name", "organization_id", 'q"', "<<<<<<< a"])
DATE = st.sampled_from([None, "2019", "2019-05", "2019-05-03", "1999-12-31", "2020"])
NUMBER = st.sampled_from(
    [None, "0", "-0", "1", "1.50", "1e22", "0.1", "45.07", "123456789.25", "1e-7", "9007199254740993"]
)
BOOLEAN = st.sampled_from([None, "true", "false"])
HEADING = st.sampled_from(
    ["note", "Fatturato; EUR", "a|b", 'say "x"', "x,y", "due\nrighe", "=1", "007", "name 2", "à", "\u2028b"]
)
COLUMNS = {
    "organizations": {
        "organization_id": ID,
        "name": TEXT,
        "kind": st.sampled_from([None, "company", "research"]),
        "is_sme": BOOLEAN,
        "vat_number": TEXT,
        "country": st.sampled_from([None, "IT", "NA", "EL", "UK"]),
        "founded": DATE,
        "latitude": NUMBER,
    },
    "projects": {
        "project_id": ID,
        "title": TEXT,
        "kind": st.sampled_from([None, "project", "event"]),
        "start_date": DATE,
        "funding_eur": NUMBER,
        "topics": TEXT,
        "source": TEXT,
    },
    "participations": {"project_id": ID, "organization_id": ID, "role": st.sampled_from([None, "partner"])},
    "aliases": {"organization_id": ID, "alias": TEXT, "source": TEXT},
    "figures": {
        "subject_kind": st.just("system"),
        "subject": ID,
        "indicator": ID,
        "value": NUMBER,
        "unit": TEXT,
        "as_of": DATE,
    },
    "sources": {"source": TEXT},
}
OPTIONAL = ("aliases", "figures", "sources")


@st.composite
def tables(draw):
    found = {}
    for name, columns in COLUMNS.items():
        if name in OPTIONAL and draw(st.booleans()):
            continue
        others = dict.fromkeys(draw(st.sets(HEADING, max_size=2)), TEXT)
        rows = draw(st.integers(0, 5))
        found[name] = {
            heading: draw(st.lists(cells, min_size=rows, max_size=rows))
            for heading, cells in draw(st.permutations([*(columns | others).items()]))
        }
    return found


def write_parquet(folder, tables):
    """Write tables as Parquet, which holds any text."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, columns in tables.items():
        table = pa.table({heading: pa.array(values, pa.string()) for heading, values in columns.items()})
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


def tables_of(found):
    return {name: table.drop_columns([LINE]) for name, table in found.tables.items()}


def rendered(found, render):
    read = frozenset(file.table for file in found.inputs if file.table)
    return render(found.card, tables_of(found), read=read)


def written(found, place):
    """Write a dataset as a workbook or a folder, whatever the place is called, and return its bytes."""
    if place.suffix == ".xlsx":
        content = rendered(found, render_xlsx)
        place.write_bytes(content)
        return content
    files = rendered(found, render_dataset)
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    for name, content in files.items():
        (place / name).write_bytes(content)
    return files


def comes_back(found, place):
    before = written(found, place)
    again = read_source(place)
    assert len(again.rejected) == 0
    assert again.card == replace(found.card, columns={})
    assert again.unread == ()
    for name, table in tables_of(found).items():
        back = tables_of(again)[name]
        assert set(back.column_names) == set(table.column_names), name
        for column in table.column_names:
            assert back[column].type == table[column].type, (name, column)
            assert back[column].to_pylist() == table[column].to_pylist(), (name, column)
    assert written(again, place) == before


IMPOSSIBLE = {"folder": "\0", "book.xlsx": "_x[0-9A-Fa-f]{4}(_x|[\0-\x1f\ufffe\uffff])|<r>"}


def holds(made, characters):
    texts = (text or "" for columns in made.values() for values in columns.values() for text in values)
    return any(re.search(characters, text) for text in texts)


@given(made=tables())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_read_comes_back(tmp_path, made):
    found = read_source(write_parquet(tmp_path / "stated", made))
    for place, characters in IMPOSSIBLE.items():
        with suppress(NotWritable) if holds(made, characters) else nullcontext():
            comes_back(found, tmp_path / place)


@pytest.mark.parametrize("place", ["folder", "book.xlsx"])
def test_the_example_comes_back(tmp_path, place):
    comes_back(read_source(ROOT / "datasets" / "piemonte"), tmp_path / place)


@pytest.mark.parametrize("place", ["folder", "book.xlsx"])
@pytest.mark.parametrize("layout", ["piemonte-fp7", "horizon-head100"])
def test_files_of_other_layouts_come_back(tmp_path, place, layout):
    if not CORDIS.is_dir():
        pytest.skip("the files of CORDIS are not here")
    comes_back(read_source(CORDIS / layout), tmp_path / place)


@pytest.mark.parametrize("place", ["folder", "book.xlsx"])
def test_a_made_up_region_comes_back_without_its_bad_rows(tmp_path, place):
    simulate(tmp_path / "region", seed=1, scale=0.05)
    found = read_source(tmp_path / "region")
    assert len(found.rejected) > 0
    comes_back(found, tmp_path / place)


@pytest.mark.parametrize("place", ["folder", "book.xlsx"])
def test_what_a_dataset_says_of_itself_comes_back(tmp_path, place):
    folder = write_parquet(tmp_path / "stated", {"organizations": {"organization_id": ["a"], "name": ["b"]}})
    (folder / "dataset.toml").write_text(
        'title = { en = "a \\"b\\" \\\\ \\u007f\\t", it = "è" }\n'
        'license = "CC-BY-4.0"\nas_of = "2026-11"\nregion = "Piemonte"\nmade_up = true\n'
        'cluster_kinds = ["platform"]\npredecessors = "as_successor"\ntie_kinds = []\n'
        'cluster_order = ["x", "ü"]\n'
        'colors = { "a b" = "#0072B2" }\n'
        'periods = { "2014-2020" = { from = "2014", to = "2020-06" } }\n'
        'indicator_names = { "soci = 1" = "members" }\n'
        'thresholds = [{ indicator = "members", subject = "a b", below = 3, above = 0.1 }]\n',
        encoding="utf-8",
    )
    found = read_source(folder)
    assert found.card.title["en"] == 'a "b" \\ \x7f\t'
    comes_back(found, tmp_path / place)


@pytest.mark.parametrize("place", ["folder", "book.xlsx"])
def test_renamed_headings_leave_as_those_of_the_contract(tmp_path, place):
    folder = write_parquet(tmp_path / "stated", {"organizations": {"Codice": ["a"], "name": ["b"]}})
    (folder / "dataset.toml").write_text('columns = { organizations = { organization_id = "Codice" } }')
    comes_back(read_source(folder), tmp_path / place)


@pytest.mark.parametrize("place", ["folder", "book.xlsx"])
@pytest.mark.parametrize(
    "row",
    [
        {"organization_id": "organization_id", "name": "name"},
        {"organization_id": "<<<<<<< mine", "name": "b"},
        {"organization_id": "a", "name": "b", "": None},
    ],
)
def test_rows_that_look_like_something_else_come_back(tmp_path, place, row):
    # A column of another order keeps the first of these from passing for a heading on the way in.
    stated = {"name": [row["name"]], "organization_id": [row["organization_id"]]}
    found = read_source(write_parquet(tmp_path / "stated", {"organizations": stated}))
    assert found.tables["organizations"].num_rows == 1
    comes_back(found, tmp_path / place)


@pytest.mark.parametrize("place", ["folder", "book.xlsx"])
def test_tables_without_rows_come_back(tmp_path, place):
    empty = {"organizations": ("organization_id", "name", "note"), "projects": ("project_id",)}
    empty["participations"] = ("project_id", "organization_id")
    folder = write_parquet(
        tmp_path / "stated", {name: {column: [] for column in columns} for name, columns in empty.items()}
    )
    found = read_source(folder)
    assert [file.table for file in found.inputs] == ["organizations", "projects", "participations"]
    comes_back(found, tmp_path / place)
    again = read_source(tmp_path / place)
    assert [file.table for file in again.inputs if file.table] == [file.table for file in found.inputs]
    assert "note" in again.tables["organizations"].column_names
