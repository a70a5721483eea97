"""The commands as people run them: exit codes, what goes to stdout and what to stderr, files left alone."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from clusternet.cli.app import app
from clusternet.workflow.analyze import ANALYSES

HEAVY = (
    "numpy",
    "pandas",
    "duckdb",
    "numba",
    "ibis",
    "pyarrow",
    "networkx",
    "igraph",
    "scipy",
    "babel",
    "rich.table",
)
HEADING = "organization_id,name,kind,country\n"


def run(*arguments):
    """Run a command in this process; whatever is no exit is a bug."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "100"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def sentence(result):
    assert re.fullmatch(r"clusternet: [^\n]+\.\n", result.stderr)
    return result.stderr


def process(*arguments, **options):
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def commands():
    """Every command's words, groups of commands included."""

    def below(command, words):
        yield words
        for name, inner in getattr(command, "commands", {}).items():
            yield from below(inner, (*words, name))

    return list(below(typer.main.get_command(app), ()))


@pytest.fixture
def region():
    return Path(__file__).parents[2] / "datasets" / "piemonte"


@pytest.mark.parametrize("words", commands(), ids=lambda words: " ".join(words) or "clusternet")
def test_help_tells_what_a_command_does(words):
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    if words not in ((), ("report",)):
        assert "Example: clusternet " + " ".join(words) in " ".join(result.stdout.split())


def test_help_of_all_commands_is_light():
    code = (
        "import sys; from typer.testing import CliRunner; from clusternet.cli.app import app\n"
        f"for words in {commands()!r}: assert CliRunner().invoke(app, [*words, '--help']).exit_code == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    result = process("-c", code)
    assert (result.returncode, result.stdout) == (0, "[]\n"), result.stderr


def test_the_module_runs_and_says_its_version():
    result = process("-m", "clusternet", "--version")
    assert result.returncode == 0
    assert re.fullmatch(r"clusternet \d+\.\d+\.\d+\S*\n", result.stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("check",),
        ("check", "{}", "--nothing"),
        ("check", "{}", "--lang", "fr"),
        ("analyze", "fame", "{}"),
        ("analyze", "centrality", "{}", "--top", "0"),
        ("analyze", "centrality", "{}", "--top", "many"),
        ("analyze", "centrality", "{}", "--level", "wrong"),
        ("analyze", "centrality", "{}", "--seed", "-1"),
        ("analyze", "centrality", "{}", "--format", "xml"),
        ("analyze", "centrality", "{}", "--period-by", "end"),
        ("analyze", "centrality", "{}", "--format", "parquet"),
        ("report", "fame", "{}"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(dataset, arguments):
    result = run(*(argument.format(dataset()) for argument in arguments))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_check_says_what_was_read(dataset):
    result = run("check", dataset())
    assert (result.exit_code, result.stderr) == (0, "")
    assert "19 rows read = 19 loaded + 0 set aside + 0 repeated." in result.stdout


def test_check_strict_ends_with_3_when_rows_are_set_aside(dataset):
    folder = dataset(participations="project_id,organization_id\np1,o1\np1,o9\n")
    assert run("check", folder).exit_code == 0
    result = run("check", folder, "--strict")
    assert (result.exit_code, result.stderr) == (3, "")
    assert "names nothing in the other table" in result.stdout
    assert run("check", dataset(), "--strict").exit_code == 0


@pytest.mark.parametrize("strict", [(), ("--strict",)], ids=["check", "check --strict"])
@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"organizations": HEADING, "memberships": None, "participations": None}, "participations.csv"),
        (
            {"organizations": HEADING, "memberships": None, "participations": "project_id,organization_id\n"},
            "organizations.csv",
        ),
        ({"projects": None, "participations": None}, "projects.csv"),
        ({"participations": None}, "participations.csv"),
    ],
    ids=["no rows and no participations", "no organization", "no projects", "no participations"],
)
def test_check_prints_what_was_read_where_no_network_can_be_built(dataset, tables, told, strict):
    result = run("check", dataset(**tables), *strict)
    assert result.exit_code == 1
    assert told in sentence(result)
    assert "rows read" in result.stdout
    assert "clusters.csv" in result.stdout


def test_check_speaks_italian(dataset):
    result = run("check", dataset(), "--lang", "it")
    assert result.exit_code == 0
    assert "righe" in result.stdout


def test_check_survives_names_that_are_no_text(dataset):
    folder = dataset()
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff.csv"))).write_text("x\n")
    result = process("-m", "clusternet", "check", folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert "\ufffd.csv" in result.stdout


def test_a_folder_may_have_any_name(dataset, tmp_path):
    folder = tmp_path / "[red] città, 'x'; \"y\" & <b>"
    dataset().rename(folder)
    assert run("check", folder).exit_code == 0
    assert run("analyze", "centrality", folder, "--format", "csv").exit_code == 0


def test_the_folder_one_is_in_is_a_source(dataset):
    result = process("-m", "clusternet", "check", ".", cwd=dataset())
    assert (result.returncode, result.stderr) == (0, "")


def test_headings_of_any_kind_reach_the_engine(dataset):
    heading = [
        "project_id",
        "title",
        'a "quoted" one',
        "città",
        "select",
        "a;b",
        "x" * 300,
        "😀",
        "line\nend",
    ]
    folder = dataset(projects=[heading, ["p1", *"abcdefgh"], ["p2", *"abcdefgh"], ["p3", *"abcdefgh"]])
    result = run("analyze", "centrality", folder, "--format", "csv")
    assert (result.exit_code, result.stderr) == (0, "")


def test_names_are_never_markup_or_formulas(dataset):
    names = ["</script><script>alert(1)</script>", "=cmd|' /C calc'!A0", "[bold]x[/]", "é" * 500]
    rows = [["organization_id", "name"], *([f"o{number + 1}", name] for number, name in enumerate(names))]
    folder = dataset(organizations=rows)
    table = run("analyze", "centrality", folder)
    assert table.exit_code == 0
    assert "[bold]x[/]" in table.stdout
    text = run("analyze", "centrality", folder, "--format", "csv").stdout
    found = {row["organization_id"]: row["name"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert found == {"o1": names[0], "o2": "'" + names[1], "o3": names[2], "o4": names[3]}


@pytest.mark.parametrize(
    ("analysis", "form"),
    [*((analysis, "csv") for analysis in ANALYSES), ("cooperation", "json"), ("cooperation", "table")],
)
def test_two_runs_give_the_same_bytes_and_only_data_on_stdout(region, analysis, form):
    first, second = (run("analyze", analysis, region, "--format", form) for _ in range(2))
    assert first.exit_code == 0
    assert bool(first.stderr) == (form == "csv")  # which alone has no room for what must be known
    assert (first.stdout_bytes, first.stderr) == (second.stdout_bytes, second.stderr)
    assert str(Path.home()) not in first.stdout
    assert str(region.parent) not in first.stdout


@pytest.mark.parametrize("analysis", ANALYSES)
def test_the_formats_say_the_same(region, tmp_path, analysis):
    rows = list(
        csv.reader(io.StringIO(run("analyze", analysis, region, "--format", "csv").stdout, newline=""))
    )
    document = json.loads(run("analyze", analysis, region, "--format", "json").stdout)
    place = tmp_path / "out.parquet"
    result = run("analyze", analysis, region, "--format", "parquet", "--output", place)
    assert (result.exit_code, result.stdout) == (0, f"{place}\n")
    table = pq.read_table(place)
    assert rows[0] == [column["name"] for column in document["columns"]] == table.column_names
    assert len(rows) - 1 == len(document["rows"]) == table.num_rows
    assert all(column["unit"] and column["definition"] for column in document["columns"])
    for number, row in enumerate(zip(rows[1:], document["rows"], table.to_pylist(), strict=True)):
        for text, value, stored in zip(row[0], row[1], row[2].values(), strict=True):
            assert value == stored, number
            expected = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            assert text.removeprefix("'") == expected, number


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_output_goes_to_a_file_whole(dataset, tmp_path, form):
    place = tmp_path / "new" / "out"
    arguments = ("analyze", "centrality", dataset(), "--format", form)
    result = run(*arguments, "--output", place)
    assert (result.exit_code, result.stdout.splitlines()[0], result.stderr) == (0, str(place), "")
    assert place.read_bytes() == run(*arguments).stdout_bytes
    os.utime(place, (1, 1))
    run(*arguments, "--output", place)
    assert place.stat().st_mtime == 1


@pytest.mark.parametrize("name", ANALYSES)
def test_csv_says_beside_it_what_it_has_no_room_for(region, tmp_path, name):
    arguments = ("analyze", name, region, "--format")
    document = json.loads(run(*arguments, "json").stdout)
    said = [*([document["null"]["text"]] if document["null"] else []), *document["caveats"]]
    assert said
    assert run(*arguments, "csv").stderr.splitlines() == said
    result = run(*arguments, "csv", "--output", tmp_path / "out.csv")
    files = [tmp_path / "out.csv", tmp_path / "out.csv-metadata.json"]
    assert (result.stdout.splitlines(), result.stderr) == ([str(file) for file in files], "")
    del document["rows"]
    assert json.loads(files[1].read_text())["notes"] == [document]


def test_parquet_says_what_json_says(region, tmp_path):
    place = tmp_path / "out.parquet"
    arguments = ("analyze", "mixing", region, "--lang", "it", "--format")
    document = json.loads(run(*arguments, "json").stdout)
    run(*arguments, "parquet", "--output", place)
    del document["rows"]
    assert json.loads(pq.read_schema(place).metadata[b"clusternet"]) == document


def test_the_index_of_the_whole_is_a_number_that_programs_can_read(region):
    document = json.loads(
        run("analyze", "mixing", region, "--group-by", "country", "--format", "json").stdout
    )
    numbers = {number["name"]: number["value"] for number in document["summary"]}
    assert -1 <= numbers["lowest_ei_index"] <= numbers["ei_index"] <= numbers["highest_ei_index"] <= 1
    assert {"expected_ei_index", "assortativity"} <= numbers.keys()
    assert all(number["unit"] and number["definition"] for number in document["summary"])


def test_output_that_cannot_be_written_is_named(dataset, tmp_path):
    (tmp_path / "file").write_text("x")
    result = run("analyze", "centrality", dataset(), "--output", tmp_path / "file" / "out.csv")
    assert result.exit_code == 1
    assert "file/out.csv cannot be written" in sentence(result)
    assert run("analyze", "centrality", dataset(), "--output", tmp_path).exit_code == 2


@pytest.mark.parametrize(("period", "projects"), [("early", 1), ("2015-01-01-2022-01-30", 2), ("1999", 0)])
def test_only_projects_of_the_period_count(dataset, period, projects):
    folder = dataset(card='periods = { early = { from = "2014", to = "2016" } }\n')
    result = run("analyze", "centrality", folder, "--format", "json", "--period", period)
    assert (result.exit_code, result.stderr) == (0, "")
    assert sum(row[4] for row in json.loads(result.stdout)["rows"]) == 2 * projects


def test_a_period_that_is_none_is_told_with_the_choices(dataset):
    folder = dataset(card='periods = { early = { from = "2014", to = "2016" } }\n')
    result = run("analyze", "centrality", folder, "--period", "late")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "choose among all, early, or write one such as 2014-2020" in sentence(result)


def test_top_takes_the_first_rows(dataset):
    arguments = ("analyze", "centrality", dataset(), "--format", "csv")
    everything = run(*arguments).stdout.splitlines()
    assert run(*arguments, "--top", 2).stdout.splitlines() == everything[:3]
    assert run(*arguments, "--top", 1000).stdout.splitlines() == everything


def test_a_pipe_that_is_closed_gives_no_traceback(region):
    writer = subprocess.Popen(
        [sys.executable, "-m", "clusternet", "analyze", "centrality", str(region), "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    writer.stdout.readline()
    writer.stdout.close()
    with writer.stderr:
        assert writer.stderr.read() == ""
    writer.wait(timeout=60)


def test_the_template_says_what_to_fill_in_and_works_once_filled(tmp_path, dataset):
    folder = tmp_path / "mine"
    assert run("init", folder).exit_code == 0
    result = run("check", folder)
    assert result.exit_code == 1
    assert "fill in organizations.csv" in sentence(result)
    shutil.copytree(dataset(), folder, dirs_exist_ok=True)
    assert run("check", folder, "--strict").exit_code == 0
    assert run("analyze", "cooperation", folder, "--format", "csv").exit_code == 0


def test_the_example_can_be_made_checked_and_asked(tmp_path):
    folder = tmp_path / "region"
    result = run("init", "--example", "piemonte", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert {"organizations.csv", "dataset.toml", "cooperation.toml"} <= {
        path.name for path in folder.iterdir()
    }
    assert run("check", folder, "--strict").exit_code == 0
    assert run("analyze", "cooperation", folder, "--period", "2014-2020").exit_code == 0


def test_init_changes_nothing_that_is_there(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    result = run("init", tmp_path)
    assert result.exit_code == 1
    assert "is not empty" in sentence(result)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert run("init", tmp_path / "mine.txt").exit_code == 1
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert run("init", "--example", "atlantis", tmp_path / "new").exit_code == 1
    assert not (tmp_path / "new").exists()


def test_init_uses_an_empty_folder(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    assert run("init", folder).exit_code == 0
    assert (folder / "organizations.csv").is_file()


def test_a_report_is_written_and_left_alone_when_equal(dataset, tmp_path):
    place = tmp_path / "out" / "page.html"
    result = run("report", "cooperation", dataset(), "--output", place)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{place}\n", "")
    os.utime(place, (1, 1))
    run("report", "cooperation", dataset(), "--output", place)
    assert place.stat().st_mtime == 1


def test_a_report_tells_of_rows_set_aside_beside_its_data(dataset, tmp_path):
    folder = dataset(participations="project_id,organization_id\np1,o1\np1,o2\np1,o9\n")
    place = tmp_path / "page.html"
    result = run("report", "cooperation", folder, "--output", place)
    assert (result.exit_code, result.stdout) == (0, f"{place}\n")
    assert result.stderr == f"1 row was set aside: see it with `clusternet check {folder}`.\n"
    italian = run("report", "cooperation", folder, "--output", place, "--lang", "it")
    assert italian.stderr == f"1 riga è stata accantonata: la mostra `clusternet check {folder}`.\n"


@pytest.mark.parametrize(
    "recipe",
    [
        "schema = 2",
        'report = "fame"',
        "languages = []",
        'languages = ["fr"]',
        "seed = -1",
        "colour = 1",
        'numbers = ["fame"]',
        "section = [1]",
        "section = 5",
        '[[section]]\nname = "fame"',
        "numbers = [[",
        "period = 5",
        '[[section]]\nname = "method"\ntop = "x"',
        "languages = [[1]]",
        "report = []",
    ],
)
def test_a_wrong_recipe_is_named(dataset, tmp_path, recipe):
    file = tmp_path / "my.toml"
    file.write_text(recipe + "\n")
    place = tmp_path / "page.html"
    result = run("report", "cooperation", dataset(), "--recipe", file, "--output", place)
    assert result.exit_code == 1
    assert sentence(result)
    assert not place.exists()
