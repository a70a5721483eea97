"""`clusternet ingest` as people run it."""

import re

import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments, code=0):
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert result.exit_code == code, result.output
        return result

    return command


def test_the_store_is_printed_and_what_became_of_the_sources_is_told(run, dataset):
    told = run("ingest", dataset(), "--store", "s.duckdb")
    assert told.stdout == "s.duckdb\n"
    assert told.stderr == (
        "small is new: 19 rows read = 19 loaded + 0 set aside + 0 duplicates.\n"
        "s.duckdb holds 1 source: 4 organizations, 3 projects, 6 participations.\n"
    )
    again = run("ingest", dataset(), "--store", "s.duckdb", "--lang", "it")
    assert again.stdout == "s.duckdb\n"
    assert again.stderr == (
        "small è già nell’archivio.\nNon c’è niente di nuovo, s.duckdb è rimasto com’era.\n"
    )


def test_every_command_takes_a_store_for_a_source(run, dataset, tmp_path):
    folder = dataset(organizations="organization_id,name\no1,Alfa\no2,Beta\no3,Gamma\no4,\n")
    run("ingest", folder, "--store", "s")
    for command in (["check"], ["analyze", "cooperation", "--format", "csv"], ["analyze", "centrality"]):
        name, *rest = command
        arguments = [*rest[:1], "s", *rest[1:]] if name == "analyze" else ["s"]
        expected = [*rest[:1], folder, *rest[1:]] if name == "analyze" else [folder]
        assert run(name, *arguments).stdout == run(name, *expected).stdout
    assert run("check", "s", "--strict", code=3).stdout
    run("report", "cooperation", "s", "--output", "page.html")
    run("export", "s", "--to", "gexf", "--output", "network.gexf")
    assert (tmp_path / "page.html").stat().st_size > 10_000


def test_rows_set_aside_are_repaired_where_they_came_from(run, dataset):
    folder = dataset(organizations="organization_id,name\no1,Alfa\no2,Beta\no3,Gamma\no4,\n")
    run("ingest", folder, "--store", "s")
    told = run("check", "s", "--rejected", "rejected", code=1)
    assert re.fullmatch(r"clusternet: s (is a store and )?keeps no [^\n]+\.\n", told.stderr)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["small", "--store", "notes.txt"], "notes.txt is no store: choose another file"),
        (["notes.txt", "--store", "s"], "notes.txt"),
        (["nowhere", "--store", "s"], "There is no nowhere: check the spelling."),
        (["--store", "s"], "There is no s and nothing to make it of: name a source."),
        (["small", "--store", "notes.txt/s"], "notes.txt/s cannot be written"),
        (["small", "--store", "s", "--card", "none.toml"], "none.toml cannot be read"),
        (["small", "--store", "s", "--card", "notes.txt"], "notes.txt is not TOML"),
        (["small", "--store", "s", "--mapping", "none.toml"], "none.toml"),
        (["small", "small", "--store", "s"], "small and small have the same name"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run, dataset, tmp_path, arguments, sentence):
    dataset()
    (tmp_path / "notes.txt").write_text("just = = notes\n")
    told = run("ingest", *arguments, code=1)
    assert told.stdout == ""
    assert re.fullmatch(r"clusternet: [^\n]+\.\n", told.stderr)
    assert sentence in told.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "small"]


@pytest.mark.parametrize("arguments", [["small"], ["small", "--store"], ["small", "--store", "."]])
def test_wrong_usage_ends_with_2(run, dataset, arguments):
    dataset()
    run("ingest", *arguments, code=2)


def test_a_store_damaged_anywhere_is_one_sentence(run, dataset, tmp_path):
    run("ingest", dataset(), "--store", "s")
    whole = (tmp_path / "s").read_bytes()
    ends = {0: 0, 1: 0}
    for place in range(3 * 4096 + 99, len(whole), len(whole) // 24):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        (tmp_path / "s").write_bytes(broken)
        result = CliRunner().invoke(app, ["analyze", "comparison", "s"])
        ends[result.exit_code] += 1
        if result.exit_code:
            assert re.fullmatch(r"clusternet: (the store|s) is damaged: .*\n", result.stderr)
    assert ends[1]
