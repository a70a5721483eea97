"""The line a row set aside is said to stand on, against lines counted another way."""

import codecs
import re

import pytest

from clusternet.ingest.folder import read_folder

RECORDS = [
    ["organization_id", "name", "country"],
    ["o1", '"Alfa\nand\n\nits ""second"" line"', "IT"],
    ["BAD1", '"a name\nof two lines"', "XX"],
    ["", '"\n\n\n"', "IT"],
    ["o2", "Beta", "FR"],
    ["BAD2", "Gamma", "XX"],
    ["BAD3", '"Delta, Epsilon"', '"ITALY\n"'],
]


def written(end, blank):
    """Return the file's text and the line each record begins on, counted while it is written."""
    text, line, lines = "", 1, {}
    for number, record in enumerate(RECORDS):
        if blank and number % 2:
            text += end * blank
            line += blank
        lines[number] = line
        row = ",".join(record).replace("\n", end) + end
        text += row
        line += len(re.findall(r"\r\n|\r|\n", row))
    return text, lines


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "marked"])
@pytest.mark.parametrize("blank", [0, 1, 3])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_rows_set_aside_are_found_on_their_first_line(dataset, end, blank, mark):
    text, lines = written(end, blank)
    folder = dataset(organizations=mark + text.encode(), memberships=None, participations=None)
    found = [(row.line, row.column, row.rule) for row in read_folder(folder).rejected]
    assert found == [
        (lines[2], "country", "choice"),
        (lines[3], "organization_id", "required"),
        (lines[5], "country", "choice"),
        (lines[6], "country", "choice"),
    ]


def test_lines_of_utf16_are_counted_in_text_not_in_bytes(dataset):
    text, lines = written("\r\n", 2)
    folder = dataset(
        organizations=codecs.BOM_UTF16_LE + text.encode("utf-16-le"), memberships=None, participations=None
    )
    assert [row.line for row in read_folder(folder).rejected] == [lines[number] for number in (2, 3, 5, 6)]


def test_rows_set_aside_come_in_the_order_of_the_file(dataset):
    folder = dataset(
        organizations="organization_id,name,country\no1,Alfa\no2,Beta,XX\no2,Beta,IT,more\no3,,IT\n",
        memberships=None,
        participations=None,
    )
    assert [(row.line, row.rule) for row in read_folder(folder).rejected] == [
        (2, "missing_field"),
        (3, "choice"),
        (4, "extra_field"),
        (5, "required"),
    ]
