"""An ingest that finds no room says so in one sentence and leaves everything as it was."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clusternet.workflow.deciding import Answers, decide, stated
from clusternet.workflow.ingest import ingest as take_in

ROOT = Path(__file__).parents[2]
TWICE = (
    "organization_id,name,country,city\no1,Arvenio Lab,IT,Torino\no2,ARVENIO LAB,IT,Torino\n"
    "o3,Gamma,FR,\no4,Delta,IT,\n"
)
APART = "project_id,organization_id\np1,o1\np2,o2\np3,o4\n"
PIEMONTE = ROOT / "datasets" / "piemonte"


def ingest(source, store, **options):
    command = [sys.executable, "-m", "clusternet", "ingest", source, "--store", store.name]
    return subprocess.run(command, cwd=store.parent, capture_output=True, text=True, check=False, **options)


def assert_refused(run):
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr == (
        "clusternet: made.duckdb cannot be written (the disk is full, or does not take it): "
        "choose another place, or make room there.\n"
    )


@pytest.fixture
def made(dataset, tmp_path):
    """Return a small store in a folder of its own."""
    store = tmp_path / "place" / "made.duckdb"
    store.parent.mkdir()
    take_in([dataset()], store)
    return store


@pytest.mark.parametrize("size", [10_000, 600_000])
def test_a_file_that_may_not_grow_leaves_the_former_store(made, size):
    before = made.read_bytes()
    run = ingest(
        PIEMONTE,
        made,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert_refused(run)
    assert made.read_bytes() == before
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    assert take_in([PIEMONTE], made).changed


@pytest.mark.parametrize("kilobytes", [800])
def test_a_full_disk_leaves_the_former_store(made, tmp_path, kilobytes):
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk")
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs"]
    if subprocess.run(["mount", *options, disk], capture_output=True, check=False).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        store = disk / made.name
        shutil.copyfile(made, store)
        before = store.read_bytes()
        assert_refused(ingest(PIEMONTE, store))
        assert store.read_bytes() == before
        assert [path.name for path in disk.iterdir()] == [made.name]
    finally:
        subprocess.run(["umount", disk], check=True)


def test_decisions_that_find_no_room_leave_the_store(tmp_path, dataset):
    store = tmp_path / "place" / "made.duckdb"
    store.parent.mkdir()
    take_in([dataset(organizations=TWICE, participations=APART)], store)
    before = store.read_bytes()
    run = subprocess.run(
        [sys.executable, "-m", "clusternet", "resolve", store.name, "--accept", "same"],
        cwd=store.parent,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert_refused(run)
    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir()] == [store.name]
    assert not decide(store, Answers(statement=stated(on="2024"), accept=("same",))).refused
