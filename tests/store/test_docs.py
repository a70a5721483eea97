"""What the page about the store shows is what a store holds."""

import re
from pathlib import Path

import duckdb
import pytest

from clusternet.model.tables import TABLES
from clusternet.store.schema import VERSION, stored_columns
from clusternet.workflow.ingest import ingest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
SECTIONS = dict(re.findall(r"^### ([\w.]+)\n(.*?)(?=^##|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
EMPTY_IN_THE_EXAMPLE = ("rejected_row", "contradiction")


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    store = tmp_path_factory.mktemp("docs") / "piemonte.duckdb"
    ingest([ROOT / "datasets" / "piemonte"], store)
    with duckdb.connect(store, read_only=True) as opened:
        yield opened


def columns(connection, name):
    return [column for column, *_ in connection.execute(f"DESCRIBE {name}").fetchall()]


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_every_query_runs_and_finds_something(connection, query):
    rows = connection.execute(query).fetchall()
    assert rows or any(name in query for name in EMPTY_IN_THE_EXAMPLE)


def test_the_title_is_that_of_the_example(connection):
    (query,) = (query for query in QUERIES if "'title'" in query)
    assert connection.execute(query).fetchone()[0].startswith("Piedmont")


@pytest.mark.parametrize("name", SECTIONS)
def test_every_column_is_described(connection, name):
    described = re.findall(r"^\| `(\w+)` \|", SECTIONS[name], re.MULTILINE)
    like = {
        "organization": "organizations",
        "organization_merged": "organizations",
        "decision": "decisions",
    }.get(name)
    expected = columns(connection, like) if like else described
    assert columns(connection, name) == expected


def test_every_table_and_view_is_described(connection):
    found = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() UNION ALL "
        "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    named = {name if schema == "main" else f"{schema}.{name}" for schema, name in found}
    of_sources = {"given.input_file", "given.rejected_row", "given.setting"} | {
        f"given.{name}" for name in TABLES
    }
    assert named == set(SECTIONS) | set(TABLES) | of_sources
    assert all(f"`{name}`" in PAGE for name in TABLES)


def test_the_tables_of_the_dataset_have_its_columns(connection):
    for table in TABLES.values():
        expected = list(stored_columns(table))
        assert columns(connection, table.name)[: len(expected)] == expected
        assert columns(connection, f"given.{table.name}")[: len(expected) + 2] == [
            *expected,
            "__input__",
            "__line__",
        ]


def test_the_page_names_the_version():
    assert f"version of these tables: {VERSION} |" in PAGE
