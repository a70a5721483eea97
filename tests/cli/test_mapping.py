"""`clusternet mapping`: a draft on stdout or in a file, that the other commands take."""

import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app

PROJECTS = "project id,title,start date\nP-1001,Batteries,2019\nP-1002,Drones,2020\n"
PARTNERS = "project id,partner,role,country\nP-1001,Alfa,coordinator,IT\nP-1001,Beta,partner,FR\n"


@pytest.fixture
def tables(tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "projects.csv").write_text(PROJECTS)
    (folder / "partners.csv").write_text(PARTNERS)
    return folder


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_draft_goes_to_stdout_and_nothing_else(tables):
    result = run("mapping", "--from", tables)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# A mapping drafted from tables")
    assert str(tables.parent) not in result.stdout


def test_the_draft_is_written_whole_and_used(tables, tmp_path):
    result = run("mapping", "--from", tables, "--output", tmp_path / "new" / "draft.toml", "--lang", "it")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'new' / 'draft.toml'}\n")
    assert (tmp_path / "new" / "draft.toml").read_text().startswith("# Mappatura abbozzata")
    check = run("check", tables, "--mapping", tmp_path / "new" / "draft.toml")
    assert (check.exit_code, check.stderr) == (0, "")


def test_the_same_tables_give_the_same_bytes(tables):
    assert run("mapping", "--from", tables).stdout_bytes == run("mapping", "--from", tables).stdout_bytes


@pytest.mark.parametrize(
    ("path", "sentence"), [("nothing", "There is no"), (".", "holds no table with headings")]
)
def test_what_cannot_be_drafted_is_told(tmp_path, path, sentence):
    result = run("mapping", "--from", tmp_path / path)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stdout == ""


def test_a_source_must_be_named():
    assert run("mapping").exit_code == 2
