"""Files as other programs write them: encodings, delimiters, line ends, quotes, blank lines."""

import codecs

import pytest

from clusternet.ingest.folder import read_folder

TEXT = 'organization_id,name,city\no1,"Università ""La Prima""",Torino\no2,"Uno, due; tre|quattro",Asti\n'
EXPECTED = [("o1", 'Università "La Prima"', "Torino"), ("o2", "Uno, due; tre|quattro", "Asti")]


def rows(dataset, table, *columns):
    return [tuple(row[name] for name in columns) for row in dataset.tables[table].to_pylist()]


def organizations(folder):
    return rows(read_folder(folder), "organizations", "organization_id", "name", "city")


def description(folder, table="organizations"):
    return next(file for file in read_folder(folder).inputs if file.table == table)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16 le", "utf-16 be", "windows-1252"],
)
def test_every_encoding_gives_the_same_rows(dataset, content, encoding):
    folder = dataset(organizations=content, memberships=None, participations=None)
    assert organizations(folder) == EXPECTED
    assert description(folder).encoding == encoding


def test_windows_1252_letters_are_read_as_such(dataset):
    folder = dataset(
        organizations=b"organization_id,name,city\no1,Universit\xe0,Forl\xec\no2,20 \x80,\n",
        memberships=None,
        participations=None,
    )
    assert organizations(folder) == [("o1", "Università", "Forlì"), ("o2", "20 €", None)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(dataset, delimiter):
    content = "\n".join(
        delimiter.join(fields)
        for fields in (
            ("organization_id", "name", "city"),
            ("o1", '"Uno, due; tre|quattro\tcinque"', "Torino"),
            ("o2", '"x;y;z;w,a,b,c"', ""),
        )
    )
    folder = dataset(organizations=content, memberships=None, participations=None)
    assert organizations(folder) == [
        ("o1", "Uno, due; tre|quattro\tcinque", "Torino"),
        ("o2", "x;y;z;w,a,b,c", None),
    ]
    assert description(folder).delimiter == delimiter


def test_the_heading_decides_the_delimiter_even_where_rows_hold_more_of_another(dataset):
    folder = dataset(
        projects="project_id;title;topics\np1;a, b, c, d, e, f;x\np2;g, h, i, j, k, l;y\n",
        participations=None,
    )
    assert rows(read_folder(folder), "projects", "title") == [
        ("a, b, c, d, e, f",),
        ("g, h, i, j, k, l",),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_end_is_read(dataset, end):
    folder = dataset(organizations=TEXT.replace("\n", end), memberships=None, participations=None)
    assert organizations(folder) == EXPECTED


def test_blank_lines_are_no_rows(dataset):
    content = "\n\norganization_id,name,city\n\no1,Alfa,Torino\n\n\n\no2,Beta,\n\n\n"
    folder = dataset(organizations=content, memberships=None, participations=None)
    assert organizations(folder) == [("o1", "Alfa", "Torino"), ("o2", "Beta", None)]
    assert description(folder).rows_read == 2


def test_line_ends_inside_quotes_belong_to_the_value(dataset):
    folder = dataset(
        organizations='organization_id,name,city\no1,"Alfa\nBeta\r\nGamma",Torino\n',
        memberships=None,
        participations=None,
    )
    assert organizations(folder) == [("o1", "Alfa\nBeta\r\nGamma", "Torino")]


def test_a_last_row_without_a_line_end_is_read(dataset):
    folder = dataset(
        organizations="organization_id,name,city\no1,Alfa,Torino", memberships=None, participations=None
    )
    assert organizations(folder) == [("o1", "Alfa", "Torino")]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('Alfa "the first', 'Alfa "the first'),
        ('"Alfa" Spa', "Alfa Spa"),
        ("L'Alfa", "L'Alfa"),
        ('""', None),
        ('"Alfa"', "Alfa"),
    ],
)
def test_quotation_marks_that_stand_elsewhere_are_letters(dataset, written, name):
    folder = dataset(
        organizations=f"organization_id,name,city\no1,Alfa,{written}\no2,Beta,{written}",
        memberships=None,
        participations=None,
    )
    assert organizations(folder) == [("o1", "Alfa", name), ("o2", "Beta", name)]


def test_values_and_headings_are_trimmed(dataset):
    folder = dataset(
        organizations=" organization_id , name ,city\n\u00a0o1 ,\t Alfa \u2003,  \n",
        memberships=None,
        participations=None,
    )
    assert organizations(folder) == [("o1", "Alfa", None)]


def test_a_heading_alone_is_a_table_without_rows(dataset):
    folder = dataset(organizations="organization_id,name\n", memberships=None, participations=None)
    assert organizations(folder) == []
    assert description(folder).rows_read == 0


def test_a_table_of_one_column_may_hold_any_delimiter(dataset):
    addresses = ["https://a.example/?x=1,2", "https://b.example/?x=1,2", "a; b", "c|d"]
    folder = dataset(sources=[["source"], *([address] for address in addresses)])
    assert rows(read_folder(folder), "sources", "source") == [(address,) for address in addresses]


def test_rows_with_bytes_of_another_encoding_are_set_aside(dataset):
    folder = dataset(
        organizations="organization_id,name\no1,Università\n".encode() + b"o2,Citt\xe0\no3,Gamma\n",
        memberships=None,
        participations=None,
    )
    found = read_folder(folder)
    assert rows(found, "organizations", "organization_id") == [("o1",), ("o3",)]
    (rejected,) = found.rejected
    assert (rejected.line, rejected.column, rejected.rule, rejected.value) == (
        3,
        "name",
        "encoding",
        "Citt\ufffd",
    )


def test_broken_bytes_beyond_the_heading_are_shown_as_text(dataset):
    folder = dataset(
        organizations="organization_id,name\no1,Università\n".encode() + b"o2,Beta,Citt\xe0\n",
        memberships=None,
        participations=None,
    )
    (rejected,) = read_folder(folder).rejected
    assert (rejected.line, rejected.rule, rejected.value) == (3, "extra_field", "Citt\ufffd")


@pytest.mark.parametrize(
    "name", ["Alfa; Beta", "Alfa, Beta", 'Alfa "Beta"', "N/A", "NULL", "nan", "None", "0"]
)
def test_names_and_ids_are_taken_as_they_stand(dataset, name):
    folder = dataset(
        organizations=[["organization_id", "name"], [name, name]], memberships=None, participations=None
    )
    assert rows(read_folder(folder), "organizations", "organization_id", "name") == [(name, name)]


def test_headings_of_this_folder_are_taken_from_its_card(dataset):
    folder = dataset(
        card='[columns.organizations]\norganization_id = "Codice"\nname = "Ragione sociale"\n',
        organizations="Codice,Ragione sociale,Note\no1,Alfa,x\n",
        memberships=None,
        participations=None,
    )
    found = read_folder(folder)
    assert rows(found, "organizations", "organization_id", "name", "Note") == [("o1", "Alfa", "x")]
    assert found.inputs[1].unknown_columns == ("Note",)
