"""Tables whose rows need no name: what says the same again is a repetition, whatever file it stands in."""

import pyarrow.compute as pc

from clusternet.ingest.source import read_source

PEOPLE = """
schema = 1
name = "people"
[[file]]
match = ["people*.csv", "names.csv"]
may_lack = ["page"]
[[file.table]]
table = "organizations"
[file.table.columns]
organization_id = { column = "id" }
name = { column = "name" }
[[file.table]]
table = "aliases"
unless = { short = ["", "-"] }
[file.table.columns]
organization_id = { column = "id" }
alias = { column = "short" }
source = { column = "page" }
"""


def fed(found, table):
    return [
        (file.file, file.rows_read, file.rows_loaded, file.rows_set_aside, file.rows_duplicate)
        for file in found.inputs
        if file.table == table
    ]


def test_an_alias_in_a_second_file_is_a_repetition(grants):
    found = grants(
        PEOPLE,
        people_1="id,name,short,page\n1,Alfa,A,\n2,Beta,B,\n",
        people_2="id,name,short\n1,Alfa,A\n2,Beta,BB\n3,Gamma,-\n",
        names="id,name,short,page\n1,Alfa,A,x\n",
    )
    assert fed(found, "aliases") == [
        ("names.csv", 1, 1, 0, 0),
        ("people_1.csv", 2, 2, 0, 0),
        ("people_2.csv", 2, 1, 0, 1),
    ]
    assert found.tables["aliases"]["alias"].to_pylist() == ["A", "A", "B", "BB"]
    left_out = [file.rows_left_out for file in found.inputs if file.table == "aliases"]
    assert left_out == [0, 0, 1]


def test_a_file_of_organizations_with_their_aliases_is_still_about_organizations(grants):
    found = grants(PEOPLE, people="id,name,short\n1,Alfa,A\n1,Other,O\n")
    assert fed(found, "organizations") == [("people.csv", 2, 1, 1, 0)]
    assert [row.rule for row in found.rejected] == ["duplicate_id"]
    assert fed(found, "aliases") == [("people.csv", 2, 2, 0, 0)]


def test_published_figures_that_were_repaired_do_not_come_twice(dataset):
    figures = "subject_kind,subject,indicator,value,unit\ncluster,air,members,12,organizations\n"
    folder = dataset(figures=figures)
    (folder / "repaired").mkdir()
    (folder / "repaired" / "figures.csv").write_text(figures + figures.splitlines()[1].replace("12", "13"))
    found = read_source(folder)
    assert [file[1:] for file in fed(found, "figures")] == [(1, 1, 0, 0), (2, 1, 0, 1)]
    assert pc.sum(found.tables["figures"]["value"]).as_py() == 25
