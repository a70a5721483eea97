"""From one version of the store to the next, tried with a version that is to come."""

import duckdb
import pytest

from clusternet.store.migrations import up_to_date
from clusternet.store.schema import VERSION
from clusternet.workflow.ingest import ingest

NEXT = VERSION + 1


def with_mood(connection):
    """Add a column, as a later version might."""
    connection.execute("ALTER TABLE given.organizations ADD COLUMN mood VARCHAR")
    connection.execute("UPDATE given.organizations SET mood = 'fair'")


def failing(connection):
    connection.execute("DROP TABLE given.projects CASCADE")
    raise ZeroDivisionError


@pytest.fixture
def made(dataset, tmp_path):
    ingest([dataset()], tmp_path / "made.duckdb")
    return tmp_path / "made.duckdb"


def test_a_store_of_this_version_is_used_as_it_is(made):
    with up_to_date(made, shown_as=made) as path:
        assert path == made


def test_a_store_of_an_earlier_version_is_brought_up_in_a_copy(made):
    before = made.read_bytes()
    with up_to_date(made, shown_as=made, to=NEXT, migrations={VERSION: with_mood}) as path:
        with duckdb.connect(path, read_only=True) as connection:
            assert connection.execute("FROM schema_version").fetchall() == [(NEXT,)]
            assert connection.execute("SELECT DISTINCT mood FROM given.organizations").fetchall() == [
                ("fair",)
            ]
        assert path != made
    assert made.read_bytes() == before
    assert [path.name for path in made.parent.glob("*made*")] == ["made.duckdb"]


def test_several_versions_are_gone_through_one_after_the_other(made):
    steps = {
        VERSION: with_mood,
        NEXT: lambda connection: connection.execute("UPDATE given.organizations SET mood = 'foul'"),
    }
    with (
        up_to_date(made, shown_as=made, to=NEXT + 1, migrations=steps) as path,
        duckdb.connect(path) as connection,
    ):
        assert connection.execute("SELECT DISTINCT mood FROM given.organizations").fetchall() == [("foul",)]


def test_a_migration_that_fails_leaves_the_store_and_nothing_else(made):
    before = made.read_bytes()
    with (
        pytest.raises(ZeroDivisionError),
        up_to_date(made, shown_as=made, to=NEXT, migrations={VERSION: failing}),
    ):
        pass
    assert made.read_bytes() == before
    assert [path.name for path in made.parent.glob("*made*")] == ["made.duckdb"]


def test_a_copy_left_by_one_who_was_killed_is_not_taken_for_anything(made):
    left = made.with_name(".made.duckdb.former")
    left.write_bytes(b"half a copy")
    with up_to_date(made, shown_as=made) as path:
        assert path == made
    assert not left.exists()


def test_ingest_without_sources_brings_a_store_up_to_date(made, monkeypatch):
    assert not ingest([], made).changed
    with duckdb.connect(made) as connection:
        connection.execute("UPDATE schema_version SET version = 0")
    monkeypatch.setattr(
        "clusternet.workflow.rewriting.up_to_date",
        lambda store, shown_as: up_to_date(store, shown_as=shown_as, migrations={0: lambda _: None}),
    )
    assert ingest([], made).changed
    with duckdb.connect(made) as connection:
        assert connection.execute("FROM schema_version").fetchall() == [(VERSION,)]
        assert connection.execute("SELECT count(*) FROM organizations").fetchall() == [(4,)]
