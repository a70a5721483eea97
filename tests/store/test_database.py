"""What is a store, and what is said of files that only look like one."""

import subprocess
import sys
from contextlib import suppress

import duckdb
import pytest

from clusternet.exceptions import NotAStore, SourceError, StoreBusy
from clusternet.store.schema import VERSION
from clusternet.workflow.ingest import ingest
from clusternet.workflow.sources import open_source

HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("CREATE TABLE mine AS SELECT 1")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def made(dataset, tmp_path):
    ingest([dataset()], tmp_path / "made.duckdb")
    return tmp_path / "made.duckdb"


def sentence(path, error=NotAStore):
    with pytest.raises(error) as raised:
        open_source(path)
    return str(raised.value).removeprefix(str(path))


def test_another_program_s_database_is_no_store(tmp_path):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE schema_version (version INTEGER)")
    assert sentence(path).startswith(" is a DuckDB file that clusternet did not make")


@pytest.mark.parametrize("left", [12, 4_096, 12_288, 40_000, 0.5, 0.9])
def test_a_store_that_was_cut_off_is_damaged(made, left):
    whole = made.read_bytes()
    made.write_bytes(whole[: int(left * len(whole)) if left < 1 else left])
    assert sentence(made).startswith(" is damaged: take a copy that is whole")


def test_a_store_of_a_later_version_asks_for_a_later_program(made):
    with duckdb.connect(made) as connection:
        connection.execute("UPDATE schema_version SET version = ?", [VERSION + 1])
    assert sentence(made) == (
        f" was made by a later clusternet (store version {VERSION + 1}, this one reads {VERSION}): "
        "update clusternet."
    )


def test_a_store_of_an_earlier_version_says_how_to_bring_it_up_to_date(made, monkeypatch):
    monkeypatch.setattr("clusternet.store.reader.VERSION", VERSION + 1)
    assert sentence(made).endswith(f"bring it up to date with `clusternet ingest --store {made}`.")


def test_a_store_that_another_program_writes_is_busy(made):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, made], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert sentence(made, StoreBusy) == (
            " is open for writing in another program: close it there and try again."
        )
        holder.stdin.close()
    assert open_source(made).reading.rows_read


def test_changes_that_another_program_left_beside_are_not_lost(made, dataset):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, made], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        holder.stdout.readline()
        holder.kill()
    assert made.with_name("made.duckdb.wal").exists()
    changed = dataset(projects="project_id\np1\np2\np3\np4\n")
    words = r"changes of another program .*\(made.duckdb.wal\): open and close it there"
    with pytest.raises(StoreBusy, match=words):
        ingest([changed], made)
    with duckdb.connect(made) as connection:
        assert connection.execute("FROM mine").fetchall() == [(1,)]
    assert ingest([changed], made).changed


def test_a_store_damaged_inside_is_not_carried_on(made, dataset, tmp_path):
    other = dataset(clusters="cluster_id,name,kind\n", memberships="organization_id,cluster_id\n")
    other = other.rename(tmp_path / "other")
    whole, refused = made.read_bytes(), 0
    for place in range(13_000, len(whole), len(whole) // 12):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        made.write_bytes(damaged)
        with suppress(NotAStore):  # what only follows from the rows is made anew, whole or not
            ingest([other], made)
            continue
        with pytest.raises(NotAStore, match="is damaged: take a copy that is whole, or ingest its sources"):
            ingest([other], made)
        assert made.read_bytes() == damaged
        refused += 1
    assert refused


def test_a_store_needs_no_mapping(made, tmp_path):
    with pytest.raises(SourceError, match="is a store, whose tables need no mapping: leave --mapping out"):
        open_source(made, mapping=tmp_path / "mapping.toml")


def test_a_name_with_quotes_opens(made, tmp_path):
    odd = made.rename(tmp_path / 'it\'s "odd"; DROP.duckdb')
    assert open_source(odd).tables["organizations"].count().to_pyarrow().as_py() == 4


def test_a_store_without_a_network_says_what_it_lacks(dataset, tmp_path):
    ingest([dataset(projects=None, participations=None)], tmp_path / "s")
    assert open_source(tmp_path / "s").missing == (
        f"{tmp_path / 's'} holds no projects, which a network needs: ingest a source that has them."
    )
