"""`clusternet simulate` and `clusternet export --to dataset|xlsx` as people run them."""

import csv
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app
from clusternet.workflow.sources import open_source

ROOT = Path(__file__).parents[2]
MAPPING = """
schema = 1
name = "grants"
license = "CC0-1.0"
[[file]]
match = "grants.csv"
dialect = { format = "csv", delimiter = ";", decimal = "," }
[[file.table]]
table = "organizations"
columns = { organization_id = { column = "Ente" }, name = { column = "Ente" } }
[[file.table]]
table = "projects"
columns = { project_id = { column = "Progetto" } }
[[file.table]]
table = "participations"
[file.table.columns]
project_id = { column = "Progetto" }
organization_id = { column = "Ente" }
funding_eur = { column = "Euro", clean = "money" }
"""


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "120"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    folder = tmp_path_factory.mktemp("simulated") / "made up"
    result = run("simulate", "--output", folder, "--seed", 5, "--scale", 0.05)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{folder}: README.md, clusters.csv, dataset.toml, ")
    assert result.stdout.endswith("truth/rates.csv, truth/rejected_rows.csv\n")
    return folder


def test_check_lists_what_was_planted(region):
    with (region / "truth" / "rejected_rows.csv").open(encoding="utf-8", newline="") as file:
        planted = list(csv.DictReader(file))
    result = run("check", region)
    assert result.exit_code == 0
    assert f"{len(planted)} set aside" in result.stdout
    assert "truth" not in result.stdout
    assert run("check", region, "--strict").exit_code == 3


def test_without_errors_a_strict_check_is_content(tmp_path):
    run("simulate", "--output", tmp_path / "clean", "--scale", 0.05, "--without-errors")
    assert run("check", tmp_path / "clean", "--strict").exit_code == 0


def test_a_folder_that_holds_something_is_left_alone(region):
    before = files(region)
    result = run("simulate", "--output", region)
    assert result.exit_code == 1
    assert re.fullmatch(r"clusternet: .*made up is not empty: choose a new folder[^\n]*\.\n", result.stderr)
    assert files(region) == before


@pytest.mark.parametrize("scale", ["0", "101", "nan", "much"])
def test_a_scale_beyond_what_is_possible_is_wrong_usage(tmp_path, scale):
    result = run("simulate", "--output", tmp_path / "x", "--scale", scale)
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "x").exists()


def test_the_same_command_gives_the_same_bytes(region, tmp_path):
    run("simulate", "--output", tmp_path / "again", "--seed", 5, "--scale", 0.05)
    assert files(tmp_path / "again") == files(region)


@pytest.mark.parametrize("analysis", ["brokerage", "missing", "cooperation"])
def test_every_table_says_that_it_is_made_up(region, analysis):
    result = run("analyze", analysis, region, "--top", 3)
    assert "These data are made up: nothing in them is true of anybody." in " ".join(result.stdout.split())


def test_the_report_says_that_it_is_made_up(region, tmp_path):
    result = run("report", "cooperation", region, "--output", tmp_path / "page.html", "--lang", "it")
    assert result.exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("Dati inventati: nulla in questa pagina è vero di qualcuno.") >= 1
    assert "Una regione inventata (seme 5, scala 0.05)" in page


@pytest.mark.parametrize(("to", "name"), [("dataset", "folder"), ("xlsx", "book.xlsx")])
def test_what_was_read_leaves_and_comes_back(region, tmp_path, to, name):
    result = run("export", region, "--to", to, "--output", tmp_path / name)
    assert result.exit_code == 0
    assert re.fullmatch(
        r"46 rows were set aside and left out: see what is wrong with `[^`]+`\.\n", result.stderr
    )
    assert all(Path(line).is_file() for line in result.stdout.splitlines())
    first, again = open_source(region), open_source(tmp_path / name)
    assert again.card == first.card
    assert again.card.made_up
    assert again.reading.rows_set_aside == 0
    assert again.reading.rows_loaded == first.reading.rows_loaded
    once_more = run("export", tmp_path / name, "--to", "dataset", "--output", tmp_path / "once more")
    assert once_more.stderr == ""
    run("export", region, "--to", "dataset", "--output", tmp_path / "direct")
    assert files(tmp_path / "once more") == files(tmp_path / "direct")


def test_a_store_leaves_as_the_folder_it_was_made_from(region, tmp_path):
    assert run("ingest", region, "--store", tmp_path / "store.duckdb").exit_code == 0
    run("export", tmp_path / "store.duckdb", "--to", "dataset", "--output", tmp_path / "from store")
    run("export", region, "--to", "dataset", "--output", tmp_path / "from folder")
    assert files(tmp_path / "from store") == files(tmp_path / "from folder")


def test_a_mapped_source_leaves_as_a_dataset(tmp_path):
    (tmp_path / "grants").mkdir()
    (tmp_path / "grants" / "grants.csv").write_text(
        "Ente;Progetto;Euro\n=Uno;p1;1.234,50\nDue;p1;\n", encoding="utf-8"
    )
    (tmp_path / "grants.toml").write_text(
        MAPPING,
        encoding="utf-8",
    )
    arguments = ("--mapping", tmp_path / "grants.toml", "--to", "dataset", "--output", tmp_path / "out")
    assert run("export", tmp_path / "grants", *arguments).exit_code == 0
    assert (tmp_path / "out" / "participations.csv").read_text(encoding="utf-8") == (
        "project_id,organization_id,funding_eur\np1,=Uno,1234.5\np1,Due,\n"
    )
    assert 'license = "CC0-1.0"' in (tmp_path / "out" / "dataset.toml").read_text(encoding="utf-8")


def test_a_workbook_is_called_one(tmp_path):
    result = run("export", ROOT / "datasets" / "piemonte", "--to", "xlsx", "--output", tmp_path / "book.xls")
    assert result.exit_code == 1
    assert re.fullmatch(
        r"clusternet: .*book\.xls would not be known as a workbook: [^\n]+\.\n", result.stderr
    )


@pytest.mark.parametrize(
    "option", [("--layer", "membership"), ("--period", "2014"), ("--level", "eu"), ("--seed", "1")]
)
def test_what_only_a_network_has_is_wrong_usage(tmp_path, option):
    source = ROOT / "datasets" / "piemonte"
    result = run("export", source, "--to", "dataset", "--output", tmp_path / "out", *option)
    assert result.exit_code == 2
    assert "dataset holds all of a source" in " ".join(result.stderr.split())
