"""`clusternet resolve` as people run it."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app

ORGANIZATIONS = (
    "organization_id,name,country,city\n"
    "a,Arvenio Lab,IT,Torino\nb,ARVENIO LAB,IT,Torino\nc,Arvennio Lab,IT,Torino\n"
)
TABLES = {
    "organizations": ORGANIZATIONS,
    "projects": "project_id\n1\n2\n3\n",
    "participations": "project_id,organization_id\n1,a\n1,c\n2,b\n2,c\n3,a\n",
}


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run a command in a folder of its own, in which there is a store."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "region"
    folder.mkdir()
    for table, content in TABLES.items():
        (folder / f"{table}.csv").write_text(content)

    def command(*arguments, code=0):
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert result.exit_code == code, result.output
        return result

    command("ingest", folder, "--store", "s.duckdb")
    return command


def test_questions_are_shown_with_their_names_and_what_speaks_for_them(run):
    shown = run("resolve", "s.duckdb").stdout
    assert "the same · one name · 1 participation would move" in shown
    assert "    Arvenio Lab · Torino, IT\n    ARVENIO LAB · Torino, IT\n" in shown
    assert "For: name, country and city." in shown
    assert "Safe to merge: 1. For a person to say: 1." in shown
    few = run("resolve", "s.duckdb", "--top", 1, "--lang", "it").stdout
    assert "Un'altra domanda: --top ne mostra di più" in few
    assert run("resolve", "s.duckdb", "--band", "ask").stdout.count("p-") == 1


def test_the_way_of_a_review(run, tmp_path):
    written = run("resolve", "s.duckdb", "--format", "csv", "--output", "review.csv")
    assert written.stdout == "review.csv\n"
    assert "hand the file back with --review" in written.stderr
    assert sorted(path.name for path in tmp_path.glob("review*")) == ["review.csv"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "review.csv").read_text())))
    for row in rows:
        row["decision"] = "merge" if row["band"] == "same" else "split"
    with (tmp_path / "review.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    told = run("resolve", "s.duckdb", "--review", "review.csv", "--by", "Anna", "--on", "2024-05")
    assert told.stdout == ""
    assert "an organization went into a." in told.stderr
    assert "they will not be proposed again" in told.stderr
    listed = json.loads(run("resolve", "s.duckdb", "--decisions", "--format", "json").stdout)
    assert [row[:3:2] for row in listed["rows"]] != []
    assert run("resolve", "s.duckdb").stdout.count("p-") == 0
    assert "taken back" in run("resolve", "s.duckdb", "--undo", "all").stderr
    assert run("resolve", "s.duckdb").stdout.count("p-") == 2


def test_ids_are_accepted_and_rejected_one_by_one(run):
    questions = list(csv.DictReader(io.StringIO(run("resolve", "s.duckdb", "--format", "csv").stdout)))
    ids = {row["band"]: row["proposal_id"] for row in questions}
    run("resolve", "s.duckdb", "--accept", ids["same"], "--reject", ids["ask"], "--reason", "seen")
    shown = run("resolve", "s.duckdb", "--decisions").stdout
    assert "merged" in shown
    assert "kept_apart" in shown


def test_effects_are_a_table(run):
    shown = run("resolve", "s.duckdb", "--effect", "--format", "csv").stdout
    assert shown.startswith("trial,organization_ids,indicator,before,after,difference")
    assert ",partners,3.0,1.0,-2.0," in shown
    empty = run("resolve", "s.duckdb", "--effect", "--decisions").stdout
    assert "There is nothing to try" in empty


@pytest.mark.parametrize(
    "options",
    [
        ("--accept", "same", "--undo", "all"),
        ("--decisions", "--review", "r.csv"),
        ("--effect", "--undo", "d1"),
    ],
)
def test_one_thing_at_a_time(run, options):
    assert "do one at a time" in run("resolve", "s.duckdb", *options, code=2).output.replace("\n", " ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--accept", "same", "--output", "x.csv"), "they say what to show"),
        (("--undo", "all", "--top", "3"), "they say what to show"),
        (("--accept", "same", "--format", "json"), "they say what to show"),
        (("--decisions", "--band", "ask"), "bands are of proposals"),
        (("--by", "Anna"), "they are kept with a decision"),
        (("--decisions", "--reason", "seen"), "they are kept with a decision"),
    ],
)
def test_no_option_is_overlooked(run, options, said):
    assert said in " ".join(
        run("resolve", "s.duckdb", *options, code=2).output.replace("\u2502", " ").split()
    )


def test_wrong_input_is_one_sentence(run, tmp_path):
    for arguments, sentence in (
        (("--accept", "p-1"), "There is no proposal 'p-1'"),
        (("--undo", "d1"), "There is no decision 'd1'"),
        (("--review", "none.csv"), "none.csv cannot be read"),
        (("--accept", "same", "--on", "soon"), "'soon' is no date"),
    ):
        told = run("resolve", "s.duckdb", *arguments, code=1)
        assert told.stdout == ""
        assert told.stderr.startswith(f"clusternet: {sentence}")
    assert "is no store" in run("resolve", "region", "--accept", "same", code=1).stderr
    (tmp_path / "bad.csv").write_text("proposal_id,decision,into,organization_ids\np,maybe,,a;b\n")
    told = run("resolve", "s.duckdb", "--review", "bad.csv", code=1)
    assert told.stderr == (
        "Line 2: maybe is no decision. Write merge, split or leave.\n"
        "Nothing was decided: mend this and try again.\n"
    )
