"""Several processes at one store: one writes, the others are told; whoever reads is not disturbed."""

import subprocess
import sys
from contextlib import contextmanager

import duckdb
import pytest

from clusternet.workflow.ingest import ingest

WRITING = """
import sys
from pathlib import Path
from clusternet.store.beside import moved_when_whole, only_writer
from clusternet.store.writer import new_store

store = Path(sys.argv[1])
with only_writer(store, shown_as=store), moved_when_whole(store, shown_as=store) as beside:
    with new_store(beside, resolve=None):
        print("writing", flush=True)
        sys.stdin.read()
"""
INSISTING = """
import sys, time
from clusternet.exceptions import StoreBusy
from clusternet.workflow.ingest import ingest

busy = 0
while True:
    try:
        ingest([sys.argv[1]], sys.argv[2])
        break
    except StoreBusy as error:
        assert "is being written by another `clusternet ingest`" in str(error)
        busy += 1
        time.sleep(0.02)
print(busy)
"""
READING = """
import sys
from pathlib import Path
from clusternet.store.reader import open_store

store, found = Path(sys.argv[1]), 0
while found < 9:
    held = open_store(store).tables["organizations"].count().to_pyarrow().as_py()
    assert held >= found
    found = held
"""


@pytest.fixture
def named(dataset, tmp_path):
    def write(name, **tables):
        return dataset(**tables).rename(tmp_path / name)

    return write


def clusternet(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "clusternet", *arguments], capture_output=True, text=True, check=False
    )


@contextmanager
def writing(store):
    """Have a process that writes a store and does not end by itself."""
    command = [sys.executable, "-c", WRITING, store]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"writing\n"
        yield writer
        writer.kill()


def test_a_second_writer_is_told_and_readers_are_not_disturbed(named, tmp_path):
    store, source = tmp_path / "made.duckdb", named("one")
    ingest([source], store)
    other = named(
        "other", organizations="organization_id,name\no1,Alfa\n", memberships=None, participations=None
    )
    with writing(store):
        run = clusternet("ingest", other, "--store", store)
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == (
            f"clusternet: {store} is being written by another `clusternet ingest`: "
            "wait for that to end and try again.\n"
        )
        assert clusternet("check", store).returncode == 0
        beside = tmp_path / ".made.duckdb.new"
        assert beside.exists()
        assert ingest([other], tmp_path / "another.duckdb").changed
    assert beside.exists()  # left by the one who was killed, and taken away by the next
    assert ingest([other], store).changed
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "another.duckdb",
        "made.duckdb",
        "one",
        "other",
    ]


def test_nothing_is_lost_when_many_write_at_once(named, tmp_path):
    store, names = tmp_path / "made.duckdb", [f"s{number}" for number in range(3)]
    sources = [
        named(
            name, projects=f"project_id\n{name}\n", participations=f"project_id,organization_id\n{name},o1\n"
        )
        for name in names
    ]
    writers = [
        subprocess.Popen([sys.executable, "-c", INSISTING, source, store], stdout=subprocess.PIPE)
        for source in sources
    ]
    refused = [int(writer.communicate()[0]) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 3
    assert sum(refused) > 0
    with duckdb.connect(store, read_only=True) as connection:
        assert sorted(connection.execute("SELECT project_id FROM projects").fetchall()) == [
            (name,) for name in names
        ]
        assert connection.execute("SELECT count(*) FROM organizations").fetchall() == [(4,)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made.duckdb", *names]


def test_readers_are_never_refused_while_stores_come_and_go(named, tmp_path):
    store = tmp_path / "made.duckdb"
    ingest([named("first")], store)
    with subprocess.Popen(
        [sys.executable, "-c", READING, store], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reader:
        for number in range(4, 10):
            rows = "".join(f"o{one},Name\n" for one in range(1, number + 1))
            folder = named(f"round {number}", organizations=f"organization_id,name\n{rows}")
            ingest([folder], store)
        _, errors = reader.communicate(timeout=60)
    assert (reader.returncode, errors) == (0, b"")
