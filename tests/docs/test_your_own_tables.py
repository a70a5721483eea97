"""The page for strangers: its tables, its draft, its edits and its commands, exactly as printed."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "your-own-tables.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def tables():
    """Return file, sheet and rows of each table the page shows."""
    shown = re.findall(r"`(my-tables/[\w.]+)`, sheet `(\w+)`:\n\n((?:\|.*\n)+)", PAGE)
    for file, sheet, text in shown:
        heading, _, *rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()
        ]
        yield file, sheet, [heading, *rows]


@pytest.fixture
def folder(tmp_path):
    """Make the folder the page begins with."""
    (tmp_path / "my-tables").mkdir()
    for file, sheet, rows in tables():
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append([cell or None for cell in row])
        book.save(tmp_path / file)
    return tmp_path


def run(command):
    program, *arguments = shlex.split(command)
    assert program == "clusternet"
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stderr) == (0, ""), command
    return result.stdout


def edited(text):
    """Return a draft with the edits of the page made."""
    (edits,) = blocks("diff")
    for before, after in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)+)", edits, flags=re.MULTILINE):
        old, new = (re.sub(r"^[-+]", "", lines, flags=re.MULTILINE) for lines in (before, after))
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_a_stranger_gets_a_report_by_writing_a_mapping_only(folder, monkeypatch):
    monkeypatch.chdir(folder)
    draft, check, report, *others = [line for block in blocks("sh") for line in block.splitlines()]
    run(draft)
    mapping = folder / "my-tables.toml"
    assert mapping.read_text(encoding="utf-8") == blocks("toml")[0]
    assert "14 set aside" in run(check)
    mapping.write_text(edited(mapping.read_text(encoding="utf-8")), encoding="utf-8")
    said = run(check)
    assert " 0 set aside" in said
    assert "4 projects make ties" in said
    run(report)
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "CC BY 4.0" in page
    assert all(name in page for name in ("Mobility", "Energy", "Wood"))
    assert len(others) == 2
    for command in others:
        assert run(command)
