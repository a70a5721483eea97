"""Datasets under names of their own, and what a store made of them holds."""

import duckdb
import pytest

from clusternet.workflow.ingest import IngestOptions, ingest

NOBODY = {
    "organizations": "organization_id,name\n",
    "projects": "project_id\n",
    "participations": "project_id,organization_id\n",
}


@pytest.fixture
def folder(tmp_path):
    """Write a dataset folder of a name: tables as text, its dataset.toml; else a network of nobody."""

    def write(name, card=None, **tables):
        place = tmp_path / name
        place.mkdir(parents=True, exist_ok=True)
        if card is not None:
            (place / "dataset.toml").write_text(card, encoding="utf-8")
        for table, content in (NOBODY | tables).items():
            if content is None:
                (place / f"{table}.csv").unlink(missing_ok=True)
            else:
                (place / f"{table}.csv").write_bytes(content.encode())
        return place

    return write


@pytest.fixture
def store(tmp_path):
    """Ingest sources into one store, all at once."""

    def make(*sources, name="made.duckdb", **options):
        path = tmp_path / name
        ingest(sources, path, IngestOptions(**options))
        return path

    return make


@pytest.fixture
def ask():
    """Ask a store something in SQL, as any other program would."""

    def answer(path, query):
        with duckdb.connect(path, read_only=True) as connection:
            return connection.execute(query).fetchall()

    return answer


@pytest.fixture
def content():
    """Return everything a store holds: table or view to its rows, in their order."""

    def everything(path):
        with duckdb.connect(path, read_only=True) as connection:
            names = connection.execute(
                "SELECT schema_name, table_name FROM duckdb_tables() UNION ALL "
                "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
            ).fetchall()
            return {
                f"{schema}.{name}": connection.execute(f'FROM {schema}."{name}"').fetchall()
                for schema, name in names
            }

    return everything
