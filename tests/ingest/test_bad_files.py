"""Files that went wrong on their way: told in a sentence or row by row, never read by halves."""

import pytest

from clusternet.exceptions import MalformedFile
from clusternet.ingest.folder import read_folder


def told(dataset, content, **others):
    others = {"memberships": None, "participations": None} | others
    with pytest.raises(MalformedFile) as caught:
        read_folder(dataset(organizations=content, **others))
    sentence = str(caught.value)
    assert sentence.startswith("small/organizations.csv")
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD\n", "a,b\n>>>>>>> branch, with comma\n"])
def test_an_unfinished_merge_is_told(dataset, mark):
    sentence = told(dataset, f"organization_id,name\n{mark}o1,Alfa\n=======\no1,Beta\n>>>>>>> b\n")
    assert "holds the marks of an unfinished merge: choose what holds and delete the marks." in sentence


def test_an_unfinished_merge_in_the_heading_is_told(dataset):
    assert "line 1, holds the marks" in told(dataset, "<<<<<<< HEAD\norganization_id,name\n")


def test_a_heading_that_comes_again_is_told(dataset):
    heading = "organization_id,name\n"
    assert "line 3, repeats the heading: delete that row" in told(dataset, f"{heading}o1,A\n{heading}o2,B\n")


def test_a_field_of_ten_million_letters_is_told(dataset):
    sentence = told(dataset, f'organization_id,name\no1,"{"x" * 10_000_000}"\n')
    assert "line 2, holds a field of more than 131,072 characters" in sentence


def test_ten_thousand_columns_are_told(dataset):
    heading = ",".join(["organization_id", "name", *(f"c{number}" for number in range(10_000))])
    assert "has 10,002 columns, more than the 1,000 a table may have" in told(dataset, f"{heading}\n")


def test_columns_cut_by_another_sign_are_told(dataset):
    assert "put commas, semicolons, tabs or bars between its columns" in told(
        dataset, "organization_id^name\n"
    )


def test_an_encoding_that_changes_late_sets_its_rows_aside(dataset):
    rows = "".join(f"o{number},Università {number}\n" for number in range(100_000))
    content = f"organization_id,name\n{rows}".encode() + b"last,Citt\xe0\n"
    found = read_folder(dataset(organizations=content, memberships=None, participations=None))
    assert [(row.line, row.rule) for row in found.rejected] == [(100_002, "encoding")]


def test_letters_of_windows_1252_are_found_however_late(dataset):
    rows = "".join(f"o{number},Alfa {number}\n" for number in range(100_000))
    content = f"organization_id,name\n{rows}".encode() + b"last,Citt\xe0\n"
    found = read_folder(dataset(organizations=content, memberships=None, participations=None))
    assert next(file.encoding for file in found.inputs if file.table == "organizations") == "cp1252"
    assert found.tables["organizations"]["name"][-1].as_py() == "Città"


@pytest.mark.parametrize("start", ["", "organization_id,name\n", "organization_id,name\no1,Alfa\n"])
def test_a_quotation_mark_at_the_very_end_is_told(dataset, start):
    assert "opens a quotation mark that is never closed" in told(dataset, f'{start}"')


def test_mixed_encodings_set_their_rows_aside(dataset):
    content = "organization_id,name\no1,Università\n".encode() + b"o2,Citt\xe0\n"
    found = read_folder(dataset(organizations=content, memberships=None, participations=None))
    assert [(row.line, row.rule) for row in found.rejected] == [(3, "encoding")]
    assert found.tables["organizations"]["organization_id"].to_pylist() == ["o1"]
