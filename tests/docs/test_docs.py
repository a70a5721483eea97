"""What the documentation shows is what happens."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from clusternet.language.catalog import catalog
from clusternet.model.tables import TABLES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(language, text=README):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_python_of_the_readme_prints_what_the_readme_says(monkeypatch):
    monkeypatch.chdir(ROOT)
    (program,) = blocks("python")
    assert len([line for line in program.splitlines() if line.strip()]) <= 10
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, "README.md", "exec"), {})  # noqa: S102  it is what readers will run
    assert printed.getvalue() == blocks("text")[0]


def test_commands_of_the_readme_run_one_after_the_other(tmp_path):
    commands = [line.split("#")[0] for line in blocks("sh")[1].splitlines()]
    assert len(commands) == 7
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "clusternet"
        run = subprocess.run(
            [sys.executable, "-m", "clusternet", *arguments], cwd=tmp_path, capture_output=True, check=False
        )
        assert run.returncode == 0, command
        assert bool(run.stderr) == ("--format csv" in command)  # which alone has no room for caveats
        assert run.stdout
    assert (tmp_path / "report.html").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for address in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in address:
            assert (page.parent / address).exists(), address


def test_every_table_and_column_is_described():
    text = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        section = text.split(f"### {table.name}\n")[1].split("\n##")[0]
        described = re.findall(r"^\| `(\w+)` \|(.*)\|.*\|$", section, flags=re.MULTILINE)
        assert [name for name, _ in described] == [column.name for column in table.columns]
        for (_, value), column in zip(described, table.columns, strict=True):
            assert all(f"`{choice}`" in value for choice in column.choices)


def test_every_rule_is_described():
    text = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")
    rules = {key.removeprefix("rule.") for key in catalog("en").entries if key.startswith("rule.")}
    assert rules == set(
        re.findall(r"^\| `(\w+)` \|", text.split("## Rows that are set aside")[1], re.MULTILINE)
    )


def test_every_room_stands_in_the_picture_of_the_house():
    picture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {
        path.name
        for path in (ROOT / "src" / "clusternet").iterdir()
        if path.is_dir() and (path / "__init__.py").exists()
    }
    assert rooms == set(re.findall(r"^\| `(\w+)` \|", picture.split("## One path")[0], re.MULTILINE))
