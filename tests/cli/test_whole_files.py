"""Sources that cannot be read: one plain sentence, exit 1, nothing written."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
HEADING = "organization_id,name\n"


def fails(*arguments):
    """Run a command that must fail, and return its sentence."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    assert re.fullmatch(r"clusternet: [^\n]+\.\n", result.stderr)
    return result.stderr


def everything(folder):
    return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*"))


def xlsx(path):
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    return path.read_bytes()


BROKEN = {
    "empty": (b"", "small/organizations.csv is empty"),
    "white space": (b" \r\n \t\n", "small/organizations.csv is empty"),
    "byte order mark only": (b"\xef\xbb\xbf", "small/organizations.csv is empty"),
    "utf-16 mark only": (b"\xff\xfe", "small/organizations.csv is empty"),
    "utf-16 white space": (b"\xff\xfe\n\x00 \x00\n\x00", "small/organizations.csv is empty"),
    "no-break spaces": ("\u00a0\n\u00a0\n".encode(), "small/organizations.csv is empty"),
    "picture": (PNG, "small/organizations.csv is not a text file"),
    "program": (bytes(range(1, 256)), "small/organizations.csv is neither UTF-8"),
    "NULs": (b"organization_id,name\no1,\x00\x00\n", "small/organizations.csv is not a text file"),
    "utf-16 without a mark": (HEADING.encode("utf-16-le"), "small/organizations.csv is not a text file"),
    "utf-32": (
        b"\xff\xfe\x00\x00" + HEADING.encode("utf-32-le"),
        "small/organizations.csv is not a text file",
    ),
    "utf-16 cut off": (b"\xff\xfe" + HEADING.encode("utf-16-le") + b"o", "small/organizations.csv"),
    "utf-16 broken": (
        b"\xff\xfe" + HEADING.encode("utf-16-le") + b"\x00\xd8o\x00",
        "small/organizations.csv",
    ),
    "unclosed quote": (f'{HEADING}o1,A\no2,"B\no3,C\n'.encode(), "small/organizations.csv, line 3,"),
    "unclosed quote, windows ends": (f'{HEADING}\no2,"B\no3,C\n'.replace("\n", "\r\n").encode(), "line 3,"),
    "unclosed quote, much after it": (f'{HEADING}o1,"A\n'.encode() + b"o2,Beta\n" * 40_000, "line 2,"),
    "huge line after a quote": (f'{HEADING}o1,"{"x" * 300_000}\n'.encode(), "line 2,"),
    "unclosed quote in the heading": (b'organization_id,"name\no1,A\n', "line 1,"),
    "heading twice": (b"organization_id,name, name\no1,A,B\n", "the heading 'name' twice"),
    "heading twice but for case": (b"organization_id,name,Note,note\no1,A,B,C\n", "the heading 'Note' twice"),
    "heading in another case": (b"organization_id,name,Country\no1,A,IT\n", "'Country'"),
    "heading of a derived column": (b"organization_id,name,founded_first\no1,A,IT\n", "'founded_first'"),
    "heading of our own": (b"organization_id,name,__line__\no1,A,IT\n", "'__line__'"),
    "nameless heading": (b"organization_id,name,\no1,A,B\n", "a column without a heading"),
    "broken bytes in the heading": (b"organization_id,name,citt\xe0\no1,Universit\xc3\xa0,\n", "line 1,"),
    "no heading": (b"o1,Alfa\no2,Beta\n", "lacks the column 'organization_id'"),
    "column missing": (b"organization_id,kind\no1,company\n", "lacks the column 'name'"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_table_is_named(dataset, tmp_path, case):
    content, sentence = BROKEN[case]
    folder = dataset(organizations=content)
    before = everything(tmp_path)
    assert sentence in fails("check", folder)
    fails("analyze", "cooperation", folder, "--output", tmp_path / "out.csv", "--format", "csv")
    assert everything(tmp_path) == before


def test_a_workbook_named_csv_is_named(dataset, tmp_path):
    content = xlsx(tmp_path / "book.zip")
    sentence = fails("check", dataset(organizations=content))
    assert "small/organizations.csv" in sentence
    assert "save it as CSV" in sentence or "export the table as CSV" in sentence


@pytest.mark.parametrize(
    ("heading", "advice"),
    [("organisation_id,name", "rename 'organisation_id'"), ("codice,name", "add it, or name the column")],
)
def test_a_column_that_is_missing_comes_with_advice(dataset, heading, advice):
    sentence = fails("check", dataset(organizations=f"{heading}\no1,Alfa\n"))
    assert "lacks the column 'organization_id'" in sentence
    assert advice in sentence


def test_a_folder_without_tables(tmp_path):
    assert "holds no table of a dataset" in fails("check", tmp_path)


def test_a_path_that_is_not_there(tmp_path):
    assert "There is no" in fails("check", tmp_path / "absent")


def test_a_path_that_is_a_file(dataset):
    assert "is no folder" in fails("check", dataset() / "organizations.csv")


def test_a_path_through_a_file(dataset):
    assert "There is no" in fails("check", dataset() / "organizations.csv" / "x")


def test_a_table_that_refers_to_one_that_is_absent(dataset):
    sentence = fails("check", dataset(projects=None))
    assert "small/participations.csv refers to projects" in sentence


def test_a_table_given_twice(dataset):
    folder = dataset()
    (folder / "memberships.tsv").write_text("organization_id\tcluster_id\no1\tair\n")
    assert "small/memberships.tsv holds the same table as memberships.csv" in fails("check", folder)


def test_a_folder_named_as_a_table(dataset):
    folder = dataset(organizations=None)
    (folder / "organizations.csv").mkdir()
    assert "small/organizations.csv is a folder" in fails("check", folder)


def test_a_link_that_leads_nowhere(dataset):
    folder = dataset(organizations=None)
    (folder / "organizations.csv").symlink_to(folder / "gone.csv")
    assert "small/organizations.csv" in fails("check", folder)


def test_a_pipe_named_as_a_table_does_not_hang(dataset):
    folder = dataset(organizations=None)
    os.mkfifo(folder / "organizations.csv")
    assert "small/organizations.csv" in fails("check", folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(dataset):
    folder = dataset()
    (folder / "organizations.csv").chmod(0)
    assert "small/organizations.csv" in fails("check", folder)


def test_a_file_that_cannot_be_read(dataset, monkeypatch):
    really_open = Path.open

    def refuse(path, *arguments, **options):
        if path.suffix == ".csv":
            raise PermissionError(13, "Permission denied", str(path))
        return really_open(path, *arguments, **options)

    folder = dataset()
    monkeypatch.setattr("pathlib.Path.open", refuse)
    sentence = fails("check", folder)
    assert "small/" in sentence
    assert "Permission denied" in sentence


def test_a_broken_card(dataset):
    assert "small/dataset.toml" in fails("check", dataset(card="schema = 2\n"))


@pytest.mark.parametrize("case", ["empty", "picture", "unclosed quote", "byte order mark only"])
def test_the_same_through_a_process(dataset, case):
    content, sentence = BROKEN[case]
    result = subprocess.run(
        [sys.executable, "-m", "clusternet", "check", str(dataset(organizations=content))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_path_too_long_to_be_one():
    fails("check", "x" * 5000)
