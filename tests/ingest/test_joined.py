"""Files put beside a file by a column that all have: what they add, and what becomes of their rows."""

from pathlib import Path

import pytest

from clusternet.exceptions import MalformedFile, NoTables
from clusternet.ingest.source import read_source

MAPPING = (Path(__file__).parent / "data" / "grants.toml").read_text(encoding="utf-8")
HEADING = "project,title,start,topics,code,firm,country,role,euro\n"
JOIN = MAPPING.replace("missing =", 'join = { file = "names.csv", on = "code" }\nmissing =')


def column(found, table, name):
    return found.tables[table][name].to_pylist()


def test_a_joined_file_adds_its_columns_and_no_rows(grants):
    heading = HEADING.replace(",firm,", ",").replace(",country", ",country")
    found = grants(
        JOIN,
        grants=heading + "p1,A,2019,,1,IT,lead,1\np1,A,2019,,2,IT,lead,1\np1,A,2019,,9,IT,lead,1\n",
        names="code,firm,country\n1,Alfa,FR\n2,Beta,FR\n1,Alpha,FR\n,None,\n8,Unused,FR\n",
    )
    assert column(found, "organizations", "name") == ["Alfa", "Beta"]
    assert column(found, "organizations", "country") == ["IT", "IT"]
    lookup = found.inputs[-1]
    assert (lookup.file, lookup.table) == ("names.csv", "")
    assert (lookup.rows_read, lookup.rows_loaded, lookup.rows_set_aside, lookup.rows_duplicate) == (
        5,
        3,
        1,
        1,
    )
    assert [(row.file, row.line, row.column, row.rule) for row in found.rejected] == [
        ("grants.csv", 4, "name", "required"),
        ("grants.csv", 4, "organization_id", "reference"),
        ("names.csv", 5, "code", "required"),
    ]


def test_several_files_may_be_joined_the_first_row_counts(grants):
    heading = HEADING.replace(",firm,", ",")
    found = grants(
        JOIN.replace("names.csv", "names*.csv"),
        grants=heading + "p1,A,2019,,1,IT,lead,1\np1,A,2019,,2,IT,lead,1\n",
        names_b="firm,note,code\nBeta,x,2\nOther,x,1\n",
        names_a="code,firm\n1,Alfa\n",
    )
    assert column(found, "organizations", "name") == ["Alfa", "Beta"]
    assert [(file.file, file.rows_loaded, file.rows_duplicate) for file in found.inputs[-2:]] == [
        ("names_a.csv", 1, 0),
        ("names_b.csv", 1, 1),
    ]


def test_a_file_beside_the_one_file_of_a_source_is_joined(grants, tmp_path):
    heading = HEADING.replace(",firm,", ",")
    grants(JOIN, grants=heading + "p1,A,2019,,1,IT,lead,1\n", names="code,firm\n1,Alfa\n", other="a\n")
    found = read_source(tmp_path / "grants" / "grants.csv", mapping=tmp_path / "grants.toml")
    assert column(found, "organizations", "name") == ["Alfa"]
    assert found.inputs[-2].file == "names.csv"
    assert found.unread == ()
    (tmp_path / "grants" / "names.csv").unlink()
    with pytest.raises(NoTables, match=r"grants\.csv lies beside no file names\.csv, which the mapping"):
        read_source(tmp_path / "grants" / "grants.csv", mapping=tmp_path / "grants.toml")


def test_what_is_wrong_with_a_file_beside_is_told_by_its_own_name(grants, tmp_path):
    heading = HEADING.replace(",firm,", ",")
    grants(JOIN, grants=heading + "p1,A,2019,,1,IT,lead,1\n", names="code,firm\n1,Alfa\n")
    (tmp_path / "grants" / "names.csv").write_text("kode,firm\n")
    with pytest.raises(MalformedFile, match=r"^names\.csv lacks the column 'code'"):
        read_source(tmp_path / "grants" / "grants.csv", mapping=tmp_path / "grants.toml")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (None, "grants has no file names.csv, which the mapping grants joins with grants.csv"),
        (
            "kode,firm\n1,A\n",
            "grants/names.csv lacks the column 'code', by which the mapping grants",
        ),
        ("code,name\n1,A\n", "grants/grants.csv lacks the column 'firm'"),
    ],
)
def test_a_join_that_cannot_be_made_is_told(grants, names, told):
    files = {"names": names} if names else {}
    with pytest.raises((MalformedFile, NoTables), match=told):
        grants(JOIN, grants=HEADING.replace(",firm,", ",") + "p1,A,2019,,1,IT,lead,1\n", **files)
