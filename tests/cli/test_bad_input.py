"""Whatever a file went through: every command says it in one sentence, or reads all but the broken rows."""

import re
import zipfile

import openpyxl
import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app
from clusternet.workflow.export_tables import export_tables

HEADING = "organization_id,name,kind,country\n"
ROWS = "o1,Università,university,IT\no2,Beta,company,IT\no3,Gamma,company,FR\no4,Delta,company,NA\n"
PEOPLE = HEADING + ROWS
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500
COMMANDS = ("check", "analyze centrality", "report cooperation")
WRONG_COLUMN = """
schema = 1
name = "mine"
[[file]]
match = "organizations.csv"
[[file.table]]
table = "organizations"
columns = { organization_id = { column = "organization_id" }, name = { column = "Nome" } }
"""


@pytest.fixture
def workbook(dataset, tmp_path):
    """Write the small dataset as a workbook and change some of its cells."""

    def write(change):
        path = tmp_path / "small.xlsx"
        export_tables(dataset(), "xlsx", path)
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return path

    return write


@pytest.fixture
def archive(dataset, tmp_path):
    """Pack the small dataset together with something else."""

    def write(**others):
        with zipfile.ZipFile(tmp_path / "small.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(dataset().iterdir()):
                packed.write(path, path.name)
            for name, content in others.items():
                packed.writestr(name, content)
        return tmp_path / "small.zip"

    return write


def run(command, source, *options, output):
    arguments = [*command.split(), source, *options]
    arguments += ["--output", output] if command.startswith("report") else []
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def told(source, *options):
    """Return the one sentence that every command says; nothing is printed or written beside it."""
    output = source.parent / "page.html"
    results = [run(command, source, *options, output=output) for command in COMMANDS]
    assert {(result.exit_code, result.stdout) for result in results} == {(1, "")}
    assert not output.exists()
    (sentence,) = {result.stderr for result in results}
    assert re.fullmatch(r"clusternet: [^\n]+\.\n", sentence)
    return sentence.removeprefix("clusternet: ").strip()


def checked(source, *options):
    """Return what `check` says of a source of which the other commands can make something."""
    for command in COMMANDS[1:]:
        result = run(command, source, *options, output=source.parent / "page.html")
        assert result.exit_code == 0
    result = run("check", source, *options, output=None)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


REFUSED = {
    "delimiter": (
        PEOPLE.replace(",", "^"),
        "lacks the column 'organization_id': put commas, semicolons, tabs or bars between its columns.",
    ),
    "utf-16 unmarked": (
        PEOPLE.encode("utf-16-le"),
        "is not a text file: export the table as CSV, encoded as UTF-8, and try again.",
    ),
    "field": (
        f'{PEOPLE}o5,"{"x" * 10_000_000}",company,IT\n',
        (
            "line 6, holds a field of more than 131,072 characters: look for a quotation mark that is never "
            "closed."
        ),
    ),
    "columns": (
        PEOPLE.replace("country\n", f"country,{','.join(map(str, range(10_000)))}\n"),
        (
            "line 1, has 10,004 columns, more than the 1,000 a table may have: check that rows and columns "
            "are not exchanged."
        ),
    ),
    "heading again": (PEOPLE + HEADING, "line 6, repeats the heading: delete that row and try again."),
    "merge": (
        f"{PEOPLE}<<<<<<< HEAD\no5,E,company,IT\n=======\no5,F,company,IT\n>>>>>>> b\n",
        "line 6, holds the marks of an unfinished merge: choose what holds and delete the marks.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_says_nothing_certain_is_refused(dataset, case):
    content, sentence = REFUSED[case]
    said = told(dataset(organizations=content))
    assert said.removeprefix("small/organizations.csv").lstrip(", ") == sentence


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (PEOPLE.replace(",", ";"), "utf-8 ;"),
        (PEOPLE.encode("utf-8-sig"), "utf-8-sig ,"),
        (PEOPLE.encode("utf-16"), "utf-16 ,"),
        (PEOPLE.encode("cp1252"), "cp1252 ,"),
    ],
)
def test_a_file_written_in_another_way_is_read_whole(dataset, content, written):
    said = checked(dataset(organizations=content))
    assert "0 set aside" in said
    assert re.search(rf"organizations\.csv +4 +4 +0 +0 +{re.escape(written)}", said)


def test_rows_in_another_encoding_are_set_aside(dataset):
    said = checked(dataset(organizations=PEOPLE.encode() + "o5,Città,company,IT\n".encode("cp1252")))
    assert "1 row: bytes that are no text in this encoding; write the broken letters anew." in said
    assert "organizations.csv, line 6, name: Citt\N{REPLACEMENT CHARACTER}" in said


def test_formulas_in_a_text_file_are_texts(dataset):
    folder = dataset(organizations=PEOPLE.replace("Beta", '"=HYPERLINK(""http://x.example"")"'))
    assert "0 set aside" in checked(folder)
    rows = run("analyze centrality --format csv", folder, output=None).stdout
    assert '"\'=HYPERLINK(""http://x.example"")"' in rows


def test_formulas_without_results_are_refused(workbook):
    def change(book):
        book["organizations"]["B3"] = '=UPPER("beta")'

    assert told(workbook(change)) == (
        "small.xlsx/organizations has formulas whose results are not saved (B3): open it in a spreadsheet "
        "program and save it, or replace formulas by their values."
    )


def test_merged_cells_are_refused(workbook):
    assert told(workbook(lambda book: book["organizations"].merge_cells("C2:C4"))) == (
        "small.xlsx/organizations has merged cells (C2:C4), so it is not certain what its rows say: "
        "undo the merge and fill in every cell."
    )


def test_a_date_that_is_a_number_of_days_sets_its_row_aside(workbook):
    def change(book):
        (start,) = [cell for cell in book["projects"][1] if cell.value == "start_date"]
        book["projects"].cell(2, start.column, 42_005)

    said = checked(workbook(change))
    assert "small.xlsx/projects, line 2, start_date: 42005" in said
    assert "1 row: not a year, month or day such as 2019-05-03; write it like that." in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password: save it without one.",
        ),
        (OLD_OFFICE, "is a workbook of the old format (.xls): save it as .xlsx."),
        (b"PK", "is no workbook that can be read: save it again as .xlsx and try again."),
    ],
)
def test_what_is_no_open_workbook_is_refused(tmp_path, content, sentence):
    (tmp_path / "small.xlsx").write_bytes(content)
    assert told(tmp_path / "small.xlsx") == f"small.xlsx {sentence}"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("zeros.csv", b"0" * 300_000_000, "unpacks to more than 286 MB, too much to be a table"),
        (
            "../../evil.csv",
            "a\n",
            "holds a file with the path '../../evil.csv', which leads out of the archive",
        ),
        (
            "/etc/evil.csv",
            "a\n",
            "holds a file with the path '/etc/evil.csv', which leads out of the archive",
        ),
    ],
)
def test_an_archive_that_cannot_be_trusted_is_refused(archive, tmp_path, name, content, sentence):
    before = sorted(tmp_path.parent.iterdir())
    assert told(archive(**{name: content})).startswith(f"small.zip {sentence}: ")
    assert sorted(tmp_path.parent.iterdir()) == before


def test_an_empty_archive_is_refused(tmp_path):
    zipfile.ZipFile(tmp_path / "small.zip", "w").close()
    assert told(tmp_path / "small.zip") == "small.zip is an empty archive: download it again."


def test_a_column_of_a_mapping_that_is_not_there_is_told(dataset, tmp_path):
    (tmp_path / "mine.toml").write_text(WRONG_COLUMN)
    assert told(dataset(), "--mapping", tmp_path / "mine.toml") == (
        "small/organizations.csv lacks the column 'Nome', which the mapping mine names for 'name' of "
        "organizations: the closest is 'name'; correct the mapping."
    )


def test_a_layout_that_is_not_known_is_told(dataset):
    assert told(dataset(), "--mapping", "cordis-h202").endswith("did you mean 'cordis-h2020'.")
