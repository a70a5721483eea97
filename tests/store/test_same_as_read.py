"""Whatever a source holds, its store holds the same."""

import csv
import tempfile
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.findings.provenance import InputFile
from clusternet.ingest.headings import LINE
from clusternet.model.dataset import DatasetCard
from clusternet.model.tables import TABLES, Kind
from clusternet.store.given import GivenSource
from clusternet.store.reader import open_store
from clusternet.store.writer import new_store
from clusternet.workflow.ingest import ingest
from clusternet.workflow.sources import open_source

ROOT = Path(__file__).parents[2]
IDS = st.sampled_from(["o1", "O1", "ò;1", 'a"b', "a,b", "x y", "=1+1", "'", "0", "日本"])
TEXTS = st.sampled_from(["", "Alfa", "x\ny", '"', "a;b", "=SUM(A1)", "NULL", "nan", "à", "\\N", "  spaces "])
VALUES = {
    Kind.ID: IDS,
    Kind.TEXT: TEXTS,
    Kind.BOOLEAN: st.sampled_from(["", "true", "false", "maybe"]),
    Kind.DATE: st.sampled_from(["", "2019", "2019-05", "2019-05-03", "2019-02-30", "0001", "9999-12-31"]),
    Kind.NUMBER: st.sampled_from(["", "0", "-0", "0.1", "1e300", "45.07", "many"]),
    Kind.MONEY: st.sampled_from(["", "0", "1234567.89", "-1", "0.1"]),
    Kind.COUNTRY: st.sampled_from(["", "IT", "EL", "XX"]),
    Kind.LIST: st.lists(IDS.filter(lambda one: ";" not in one), max_size=3).map(";".join),
}
MANY = st.integers(min_value=0, max_value=4)


def values_of(column):
    return (
        st.sampled_from(["", *column.choices, "none"]) if column.kind is Kind.CHOICE else VALUES[column.kind]
    )


@st.composite
def datasets(draw):
    """Draw tables of any columns of the contract and one more, and rows that may break its rules."""
    tables = {}
    for table in TABLES.values():
        needed = [column for column in table.columns if column.required and column.default is None]
        other = [column for column in table.columns if column not in needed]
        columns = needed + (draw(st.lists(st.sampled_from(other), unique=True)) if other else [])
        rows = [[draw(values_of(column)) for column in columns] + [draw(TEXTS)] for _ in range(draw(MANY))]
        tables[table.name] = [[column.name for column in columns] + ["remark"], *rows]
    return tables


def write(folder, tables):
    folder.mkdir()
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def assert_same(store, folder):
    """Compare what is read from a store with what is read from the folder it was made from."""
    expected, found = open_source(folder), open_source(store)
    assert found.card == expected.card
    assert found.reading == expected.reading
    assert bool(found.missing) == bool(expected.missing)
    for name in TABLES:
        rows = expected.tables[name].to_pyarrow().drop_columns([LINE])
        assert found.tables[name].to_pyarrow().equals(rows), name


@given(datasets())
@settings(max_examples=8, deadline=None)
def test_a_store_holds_what_its_folder_holds(tables):
    with tempfile.TemporaryDirectory() as scratch:
        folder = write(Path(scratch) / "data", tables)
        store = Path(scratch) / "data.duckdb"
        ingest([folder], store)
        assert_same(store, folder)


def test_the_example_is_the_same_from_its_store(tmp_path):
    ingest([ROOT / "datasets" / "piemonte"], tmp_path / "piemonte.duckdb")
    assert_same(tmp_path / "piemonte.duckdb", ROOT / "datasets" / "piemonte")


def test_tables_of_more_rows_than_the_database_holds_at_once_are_whole(tmp_path):
    n = 130_000  # rows come in groups of 122,880
    ids = [f"o{number}" for number in range(n)]
    rows = pa.table({"organization_id": ids, "name": ids, LINE: range(n)})
    file = InputFile(
        file="organizations.csv", sha256="", layout="folder", table="organizations", rows_loaded=n
    )
    source = GivenSource(
        name="a", sha256="", card=DatasetCard(title={}), tables={"organizations": rows}, inputs=(file,)
    )
    with new_store(tmp_path / "large", resolve=no_decisions) as writer:
        writer.add(source)
    assert writer.totals["organizations"] == n
    found = open_store(tmp_path / "large").tables["organizations"].organization_id.to_pyarrow()
    assert found.to_pylist() == ids


def no_decisions(_tables):
    raise AssertionError


@st.composite
def views_of_one_world(draw):
    """Draw two datasets that state different parts of the same facts, and so never contradict each other."""
    facts = {
        "name": "Alfa",
        "city": "Torino",
        "country": "IT",
        "founded": "2001-05",
        "is_sme": "true",
        "latitude": "45",
    }
    pairs = [("p1", "o1"), ("p1", "o2"), ("p2", "o1"), ("p2", "o3")]
    both = []
    for _ in "ab":
        organizations = [
            [name, facts["name"] + name]
            + [draw(st.sampled_from(["", value])) for key, value in facts.items() if key != "name"]
            for name in draw(st.permutations(["o1", "o2", "o3"]))
        ]
        projects = [
            [name, draw(st.sampled_from(["", "2020"])), draw(st.sampled_from(["", "2021"]))]
            for name in ("p1", "p2")
        ]
        participations = [
            [*pair, draw(st.sampled_from(["", "partner"]))]
            for pair in draw(st.lists(st.sampled_from(pairs), unique=True))
        ]
        both.append(
            {
                "organizations": [["organization_id", *facts], *organizations],
                "projects": [["project_id", "start_date", "end_date"], *projects],
                "participations": [["project_id", "organization_id", "role"], *participations],
                "aliases": [["organization_id", "alias"], ["o1", draw(st.sampled_from(["A", "B"]))]],
            }
        )
    return both


@given(views_of_one_world())
@settings(max_examples=5, deadline=None)
def test_without_contradictions_the_order_of_sources_is_no_matter(views):
    with tempfile.TemporaryDirectory() as scratch:
        folders = [write(Path(scratch) / name, view) for name, view in zip("ab", views, strict=True)]
        found = []
        for number, order in enumerate((folders, folders[::-1])):
            store = Path(scratch) / f"{number}.duckdb"
            ingest(order, store)
            opened = open_source(store)
            assert not any(file.described_differently for file in opened.reading.inputs)
            found.append({name: sorted_rows(table) for name, table in opened.tables.items()})
        assert found[0] == found[1]


def sorted_rows(table: ibis.Table):
    rows: pa.Table = table.to_pyarrow()
    return sorted(map(repr, rows.to_pylist()))


@pytest.mark.parametrize("suffix", ["duckdb", "db", "csv", "data"])
def test_a_store_is_known_by_its_content(tmp_path, dataset, suffix):
    store = tmp_path / f"any.{suffix}"
    ingest([dataset()], store)
    assert open_source(store).tables["organizations"].count().to_pyarrow().as_py() == 4


def test_a_store_that_would_not_hold_what_it_says_is_not_finished(tmp_path):
    rows = pa.table({"organization_id": ["o1"], "name": ["Alfa"], LINE: [2]})
    file = InputFile(
        file="organizations.csv", sha256="", layout="folder", table="organizations", rows_loaded=1
    )
    wrong = InputFile(file="projects.csv", sha256="", layout="folder", table="projects", rows_loaded=1)
    source = GivenSource(
        name="a", sha256="", card=DatasetCard(title={}), tables={"organizations": rows}, inputs=(file, wrong)
    )
    with (
        pytest.raises(RuntimeError, match="projects holds 0 rows instead of 1"),
        new_store(tmp_path / "wrong", resolve=no_decisions) as writer,
    ):
        writer.add(source)
