"""`check` as people run it: sums, mappings, rows to repair, for programs."""

import json
import re
import shlex

import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app

HEADING = "organization_id,name,kind,country\n"
MAPPING = """
schema = 1
name = "pairs"
[[file]]
match = "pairs.csv"
[[file.table]]
table = "organizations"
where = { counts = ["yes"] }
[file.table.columns]
organization_id = { column = "who" }
name = { column = "who" }
country = { column = "land", clean = "country" }
[[file.table]]
table = "projects"
columns = { project_id = { column = "what" } }
[[file.table]]
table = "participations"
where = { counts = ["yes"] }
columns = { project_id = { column = "what" }, organization_id = { column = "who" } }
"""


def run(*arguments):
    """Run a command in this process; whatever is no exit is a bug."""
    return CliRunner().invoke(
        app, [str(argument) for argument in arguments], env={"COLUMNS": "100"}, catch_exceptions=False
    )


@pytest.fixture
def pairs(tmp_path):
    """Return a folder of one file and a mapping that says what it holds."""
    folder = tmp_path / "pairs"
    folder.mkdir()
    rows = "a,p,yes,Italia,1\nb,p,yes,EL,\na,q,yes,IT,\nc,q,no,FR,\na,p,yes,IT,\n"
    (folder / "pairs.csv").write_text("who,what,counts,land,more\n" + rows)
    (tmp_path / "pairs.toml").write_text(MAPPING)
    return folder


@pytest.fixture
def mapping(tmp_path):
    return tmp_path / "pairs.toml"


def test_a_mapped_source_is_told_whole(pairs, mapping):
    result = run("check", pairs, "--mapping", mapping)
    assert (result.exit_code, result.stderr) == (0, "")
    said = " ".join(result.stdout.split())
    assert said.startswith(
        "15 rows read = 7 loaded + 0 set aside + 6 repeated + 2 left out by the mapping. "
        "Rows count once for every table they feed."
    )
    assert re.search(r"pairs.csv +organizations +5 +2 +0 +2 +1", result.stdout)
    assert "otherwise than before" not in said
    assert '1: EL or UK, turned into the ISO code (country, in country): "EL" -> "GR"' in said
    assert '1: the name of a country (country, in country): "Italia" -> "IT"' in said
    assert "Columns of pairs.csv that its mapping does not read: more." in said


@pytest.mark.parametrize(
    "command",
    [
        "check {source}",
        "analyze centrality {source}",
        "export {source} --to graphml --output {out}",
        "report cooperation {source} --output {out}",
    ],
)
def test_every_command_reads_by_a_mapping(pairs, mapping, tmp_path, command):
    out = tmp_path / "out"
    arguments = shlex.split(command.format(source=pairs, out=out))
    refused = run(*arguments)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "say with a mapping file" in refused.stderr
    result = run(*arguments, "--mapping", mapping)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{out}\n" if "out" in command else "pairs.csv" in result.stdout or "degree"
    missing = run(*arguments, "--mapping", tmp_path / "none.toml")
    assert missing.exit_code == 1
    assert "none.toml cannot be read" in missing.stderr


def test_rows_to_repair_are_written_beside_what_is_said(dataset, tmp_path):
    folder = dataset(organizations=HEADING + "o1,A,company,IT\no2,B,firm,IT\no3,C,,Narnia\no4,D,,\n")
    result = run("check", folder, "--rejected", tmp_path / "new", "--lang", "it")
    assert result.exit_code == 0
    assert "non è tra i valori ammessi" in result.stdout
    assert result.stderr == (
        f"2 righe di organizations da correggere: {tmp_path}/new/organizations.csv\n"
        f"3 righe di memberships da correggere: {tmp_path}/new/memberships.csv\n"
        f"3 righe di participations da correggere: {tmp_path}/new/participations.csv\n"
        f"Correggetele, mettete la cartella in {folder} con il nome `repaired` e controllate di nuovo.\n"
    )
    file = tmp_path / "new" / "organizations.csv"
    repaired = file.read_text(encoding="utf-8-sig").replace("B,firm", "B,company").replace("Narnia,,", "FR,,")
    (folder / "repaired").mkdir()
    (folder / "repaired" / "organizations.csv").write_text(repaired, encoding="utf-8")
    again = run("check", folder, "--strict")
    assert (again.exit_code, again.stderr) == (0, "")
    assert "21 rows read = 19 loaded + 0 set aside + 0 repeated + 2 repaired." in again.stdout


def test_a_place_for_rows_to_repair_must_be_new(dataset, tmp_path):
    folder = dataset(participations="project_id,organization_id\np1,o1\np1,o9\n")
    refused = run("check", folder, "--rejected", tmp_path)
    assert refused.exit_code == 1
    assert f"{tmp_path} is not empty: choose a new folder" in refused.stderr


def test_programs_get_the_same_as_json(dataset):
    folder = dataset(participations="project_id,organization_id\np1,o1\np1,o9\n")
    result = run("check", folder, "--format", "json", "--strict")
    assert (result.exit_code, result.stderr) == (3, "")
    document = json.loads(result.stdout)
    assert (document["rows"], document["loaded"], document["set_aside"]) == (15, 14, 1)
    assert [(rule["rule"], rule["rows"]) for rule in document["broken_rules"]] == [("reference", 1)]
    assert str(folder.parent) not in result.stdout


@pytest.mark.parametrize(
    "command",
    [
        "analyze centrality {source} --output -",
        "analyze centrality {source} --format parquet -o -",
        "report cooperation {source} --output -",
        "export {source} --to gexf --output -",
        "export {source} --to csv -o -",
    ],
)
def test_a_dash_is_no_file(dataset, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    result = run(*shlex.split(command.format(source=dataset())))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'-' is no file: name one." in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["small"]
