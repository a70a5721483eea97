"""Workbooks as people make them: dates, formulas, merged cells, hidden and empty sheets, passwords."""

import datetime as dt
import zipfile

import openpyxl
import pytest
import xlsxwriter

from clusternet.exceptions import MalformedFile, MissingTable, NoTables
from clusternet.ingest.source import read_source

OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ORGANIZATIONS = [["organization_id", "name", "founded", "is_sme", "latitude"], [1, "Alfa", 1999, True, 45.5]]


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook, sheets as rows; None for an empty sheet; changed by a function before it is saved."""

    def write(change=None, name="book.xlsx", **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows or []:
                sheet.append(row)
        if change is not None:
            change(book)
        path = tmp_path / name
        book.save(path)
        return path

    return write


def values(found, name, table="organizations"):
    return found.tables[table][name].to_pylist()


def told(path):
    with pytest.raises((MalformedFile, MissingTable, NoTables)) as caught:
        read_source(path)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_a_sheet_a_table(workbook):
    path = workbook(
        organizations=[*ORGANIZATIONS, [2.0, "Beta", dt.date(2001, 2, 3), False, None]],
        projects=[["project_id", "start_date"], ["p", dt.datetime.fromisoformat("2019-05-03")]],
        participations=[["project_id", "organization_id"], ["p", 1], ["p", 2], ["p", 3]],
    )
    found = read_source(path)
    assert values(found, "organization_id") == ["1", "2"]
    assert values(found, "founded") == ["1999", "2001-02-03"]
    assert values(found, "is_sme") == [True, False]
    assert values(found, "start_date", "projects") == ["2019-05-03"]
    assert [(row.file, row.line, row.rule) for row in found.rejected] == [
        ("book.xlsx/participations", 4, "reference")
    ]
    assert [(file.file, file.layout, file.rows_read) for file in found.inputs] == [
        ("book.xlsx/organizations", "folder", 2),
        ("book.xlsx/projects", "folder", 1),
        ("book.xlsx/participations", "folder", 3),
    ]
    assert found.card.title["en"] == "book"


def test_a_date_written_as_a_number_is_set_aside(workbook):
    found = read_source(workbook(organizations=[*ORGANIZATIONS, [2, "Beta", 43588, None, None]]))
    assert [(row.line, row.column, row.rule, row.value) for row in found.rejected] == [
        (3, "founded", "date", "43588")
    ]


def test_a_number_with_three_decimals_is_not_taken_for_thousands(workbook, tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'schema = 1\nname = "m"\n[[file]]\nmatch = "*.xlsx"\ndialect = { decimal = "," }\n[[file.table]]\n'
        'table = "projects"\n[file.table.columns]\nproject_id = { column = "id" }\n'
        'funding_eur = { column = "euro", clean = "money" }\n'
    )
    path = workbook(Progetti=[["id", "euro"], ["a", 234.567], ["b", "1.234,5"], ["c", 7.0]])
    assert values(read_source(path, mapping=mapping), "funding_eur", "projects") == [234.567, 1234.5, 7]


def test_a_moment_that_is_no_day_is_set_aside(workbook):
    found = read_source(
        workbook(
            organizations=[*ORGANIZATIONS, [2, "B", dt.datetime.fromisoformat("2019-01-02T03"), None, None]]
        )
    )
    assert [(row.rule, row.value) for row in found.rejected] == [("date", "2019-01-02T03:00:00")]


def test_values_beyond_the_headings_set_their_row_aside(workbook):
    found = read_source(workbook(organizations=[*ORGANIZATIONS, [2, "Beta", None, None, None, None, "note"]]))
    assert [(row.line, row.rule, row.value) for row in found.rejected] == [(3, "extra_field", "note")]
    assert found.inputs[0].rows_read == 2


def test_empty_rows_are_no_rows_and_short_rows_are_whole(workbook):
    found = read_source(workbook(organizations=[[], *ORGANIZATIONS, [], [None, ""], [2, "Beta"], []]))
    assert values(found, "name") == ["Alfa", "Beta"]
    assert found.inputs[0].rows_read == 2
    assert found.tables["organizations"]["__line__"].to_pylist() == [3, 6]


def test_other_sheets_are_named_as_not_read(workbook):
    def hide(book):
        book["secret"].sheet_state = "hidden"

    found = read_source(
        workbook(hide, organizations=ORGANIZATIONS, notes=[["a"]], secret=[["b"]], empty=None)
    )
    assert found.unread == ("book.xlsx/notes", "book.xlsx/secret")


def test_a_hidden_sheet_with_the_name_of_a_table_is_told(workbook):
    def hide(book):
        book["projects"].sheet_state = "hidden"

    path = workbook(hide, organizations=ORGANIZATIONS, projects=[["project_id"], ["p"]])
    assert "book.xlsx/projects is a hidden sheet: show it" in told(path)


def test_an_empty_sheet_with_the_name_of_a_table_is_told(workbook):
    assert "book.xlsx/projects is an empty sheet" in told(
        workbook(organizations=ORGANIZATIONS, projects=None)
    )


def test_merged_cells_are_told(workbook):
    sentence = told(
        workbook(lambda book: book["organizations"].merge_cells("A2:A3"), organizations=ORGANIZATIONS)
    )
    assert "book.xlsx/organizations has merged cells (A2:A3)" in sentence


def test_formulas_without_results_are_told(workbook):
    path = workbook(organizations=[*ORGANIZATIONS, [2, "=B2", "=1+1", None, None]])
    assert "has formulas whose results are not saved (B3 and 1 more)" in told(path)


def as_excel_writes(path, rows):
    """Write a sheet by XlsxWriter, which stores results of formulas and escapes characters as Excel does."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("organizations")
        for row, values in enumerate([["organization_id", "name"], *rows]):
            for column, value in enumerate(values):
                if isinstance(value, tuple):
                    sheet.write_formula(row, column, value[0], value=value[1])
                else:
                    sheet.write_string(row, column, value)
    return path


def test_results_of_formulas_are_read(tmp_path):
    rows = [["1", "Alfa"], ["2", ("=B2", "Alfa")]]
    assert values(read_source(as_excel_writes(tmp_path / "book.xlsx", rows)), "name") == ["Alfa", "Alfa"]


def test_escaped_characters_are_read_as_excel_reads_them(tmp_path):
    names = ["a\rb", "_x000D_", "_x0041_", "x005F_", "_x005F_", "a\uffffb", "_x41_"]
    path = as_excel_writes(tmp_path / "book.xlsx", [[str(row), name] for row, name in enumerate(names)])
    with zipfile.ZipFile(path) as package:
        stored = package.read("xl/sharedStrings.xml").decode()
    for text in ("a_x000D_b", "_x005F_x000D_", "_x005F_x0041_", "<t>x005F_<", "_x005F_x005F_", "a_xFFFF_b"):
        assert text in stored
    assert values(read_source(path), "name") == names


def test_texts_of_several_fonts_are_read_whole(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("organizations")
        sheet.write_row(0, 0, ["organization_id", "name"])
        sheet.write_string(1, 0, "a")
        sheet.write_rich_string(1, 1, "Al", book.add_format({"bold": True}), "fa ", "S.p.A.")
    assert values(read_source(path), "name") == ["Alfa S.p.A."]


def test_errors_of_formulas_are_told(workbook):
    def spoil(book):
        book["organizations"]["B2"].value = "#REF!"
        book["organizations"]["B2"].data_type = "e"

    assert "holds the error #REF! (B2)" in told(workbook(spoil, organizations=ORGANIZATIONS))


def test_results_that_are_errors_are_told(tmp_path):
    rows = [["1", "Alfa"], ["2", ("=1/0", "#DIV/0!")]]
    assert "holds the error #DIV/0! (B3)" in told(as_excel_writes(tmp_path / "book.xlsx", rows))


SHEET = "xl/worksheets/sheet1.xml"


def edited(path, old, new, *, part=SHEET):
    """Replace something in a file of a workbook."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert old in parts[part]
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content.replace(old, new) if name == part else content)
    return path


def test_rows_in_another_order_and_without_their_extent_are_read_by_their_numbers(workbook):
    rows = [["organization_id", "name"], ["1", "Alfa"], ["2", "Beta"]]
    path = workbook(organizations=rows)
    with zipfile.ZipFile(path) as book:
        sheet = book.read(SHEET)
    second, third = (sheet[sheet.index(b'<row r="%d"' % row) :].split(b"</row>")[0] for row in (2, 3))
    edited(path, second + b"</row>" + third, third + b"</row>" + second)
    edited(path, b'<dimension ref="A1:B3"', b'<dimension ref="A1"')
    found = read_source(path)
    assert values(found, "name") == ["Alfa", "Beta"]
    assert found.tables["organizations"]["__line__"].to_pylist() == [2, 3]


def test_a_cell_beyond_the_last_column_of_a_sheet_is_no_workbook(workbook):
    path = edited(workbook(organizations=ORGANIZATIONS), b'r="B2"', b'r="ZZZZZ2"')
    assert "book.xlsx is no workbook that can be read" in told(path)


def test_a_sheet_that_breaks_off_is_told(workbook):
    path = edited(workbook(organizations=ORGANIZATIONS), b"</sheetData>", b"")
    assert "book.xlsx is no workbook that can be read" in told(path)


def test_a_heading_that_comes_again_is_told(workbook):
    path = workbook(organizations=[*ORGANIZATIONS, ORGANIZATIONS[0]])
    assert "book.xlsx/organizations, line 3, repeats the heading" in told(path)


def test_a_column_without_a_heading_is_told(workbook):
    path = workbook(organizations=[["organization_id", None, "name"], [1, "x", "Alfa"]])
    assert "has a column without a heading" in told(path)


def test_a_workbook_without_tables_is_told(workbook):
    sentence = told(workbook(people=[["name"], ["x"]]))
    assert "holds no table of a dataset, its sheets are people" in sentence


def test_a_reference_to_a_sheet_that_is_not_there_is_told(workbook):
    path = workbook(participations=[["project_id", "organization_id"], ["p", 1]])
    assert "refers to projects, but there is no projects beside it" in told(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLD_OFFICE + b"\0" * 600, "is a workbook of the old format (.xls)"),
        (b"organization_id,name\n", "is no workbook that can be read"),
        (b"", "is no workbook that can be read"),
        (b"PK\x03\x04" + b"\0" * 200, "is no workbook that can be read"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_told(tmp_path, content, sentence):
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    assert sentence in told(path)


def test_a_zip_that_is_no_workbook_is_told(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")
    assert "is no workbook that can be read" in told(tmp_path / "book.xlsx")


def test_a_sheet_may_be_read_by_a_mapping(workbook, tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'schema = 1\nname = "m"\n[[file]]\nmatch = "*.xlsx"\nsheet = "Soci"\n[[file.table]]\n'
        'table = "organizations"\n'
        'columns = { organization_id = { column = "cod" }, name = { column = "ragione sociale" } }\n'
    )
    path = workbook(Soci=[["cod", "ragione sociale"], [7, "Alfa"]], Altro=[["x"]])
    found = read_source(path, mapping=mapping)
    assert values(found, "organization_id") == ["7"]
    mapping.write_text(mapping.read_text().replace("Soci", "So*"))
    assert values(read_source(path, mapping=mapping), "organization_id") == ["7"]
    mapping.write_text(mapping.read_text().replace("So*", "Socii"))
    with pytest.raises(MalformedFile, match=r"book\.xlsx has no sheet 'Socii': its sheets are Soci, Altro"):
        read_source(path, mapping=mapping)
    mapping.write_text(mapping.read_text().replace('sheet = "Socii"\n', ""))
    with pytest.raises(MalformedFile, match=r"book\.xlsx has the sheets Soci, Altro: name the one to read"):
        read_source(path, mapping=mapping)


def test_titles_above_the_headings_are_no_part_of_the_table(workbook, tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'schema = 1\nname = "m"\n[[file]]\nmatch = "*.xlsx"\ndialect = { heading = 3 }\n[[file.table]]\n'
        'table = "organizations"\n'
        'columns = { organization_id = { column = "cod" }, name = { column = "nome" } }\n'
    )
    rows = [["Members of 2023", None, "=NOW()"], [], ["cod", "nome"], [7, "Alfa"]]
    path = workbook(lambda book: book["Soci"].merge_cells("A1:B1"), Soci=rows)
    found = read_source(path, mapping=mapping)
    assert values(found, "organization_id") == ["7"]
    assert found.tables["organizations"]["__line__"].to_pylist() == [4]
    mapping.write_text(mapping.read_text().replace("= 3", "= 5"))
    with pytest.raises(MalformedFile, match=r"book\.xlsx/Soci has no heading from line 5 on"):
        read_source(path, mapping=mapping)


def test_a_workbook_that_unpacks_to_too_much_is_refused(workbook, monkeypatch):
    monkeypatch.setattr("clusternet.ingest.workbook._MOST_BYTES", 1_000)
    path = workbook(organizations=ORGANIZATIONS)
    assert "unpacks to more than 0 MB: take out what you do not need" in told(path)
