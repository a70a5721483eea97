"""Rows of a stranger's file, read by a mapping: what becomes of each, and of each value."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet.exceptions import MalformedFile, NoTables
from clusternet.ingest.headings import LINE

MAPPING = (Path(__file__).parent / "data" / "grants.toml").read_text(encoding="utf-8")
HEADING = "project,title,start,topics,code,firm,country,role,euro\n"
ROWS = (
    'p1,First,2019-04-03,a:::b,1,Alfa,IT,lead,"1.000,50"\n'
    "p1,First,2019-04-03,a:::b,2,Beta,EL,other,\n"
    "p2,Second,2020,NA,1,Alfa,IT,,n.d.\n"
)


def counts(found):
    return {
        file.table: (file.rows_read, file.rows_loaded, file.rows_set_aside, file.rows_duplicate)
        for file in found.inputs
    }


def column(found, table, name):
    return found.tables[table][name].to_pylist()


def test_one_file_feeds_three_tables(grants):
    found = grants(grants=HEADING + ROWS)
    assert counts(found) == {
        "organizations": (3, 2, 0, 1),
        "projects": (3, 2, 0, 1),
        "participations": (3, 3, 0, 0),
    }
    assert column(found, "organizations", "organization_id") == ["cf:1", "cf:2"]
    assert column(found, "organizations", "country") == ["IT", "GR"]
    assert column(found, "projects", "project_id") == ["g:p1", "g:p2"]
    assert column(found, "projects", "topics") == ["a;b", None]
    assert column(found, "projects", "level") == ["regional", "regional"]
    assert column(found, "participations", "role") == ["coordinator", "partner", None]
    assert column(found, "participations", "funding_eur") == [1000.5, None, None]
    assert found.card.license == "CC0"


def test_changes_of_cleaners_are_counted_in_the_rows_that_were_loaded(grants):
    rows = "p1,A,2019,,1,Alfa,EL,lead,5\np2,B,2019,,1,Alfa,EL,lead,6\np2,B,2019,,1,Alfa,EL,lead,7\n"
    found = grants(grants=HEADING + rows)
    changes = {
        (file.table, change.column, change.code): change.count
        for file in found.inputs
        for change in file.changes
    }
    assert changes == {("organizations", "country", "commission_code"): 1}


def test_what_a_cleaner_refuses_is_set_aside_with_what_the_file_says(grants):
    found = grants(grants=HEADING + "p1,A,soon,,1,Alfa,IT,lead,many\n")
    assert [(row.file, row.line, row.column, row.rule, row.value) for row in found.rejected] == [
        ("grants.csv", 2, "start_date", "date", "soon"),
        ("grants.csv", 2, "funding_eur", "money", "many"),
    ]


def test_the_first_description_of_what_is_taken_along_counts(grants):
    rows = (
        "p1,A,2019,,1,Alfa,,lead,1\n"
        "p2,B,2019,,1,Alfa Spa,IT,lead,1\n"
        "p3,C,2019,,1,,,lead,1\n"
        "p3,C,2019,,2,Beta,IT,lead,1\n"
        "p4,D,2019,,1,Alpha,IT,lead,1\n"
    )
    found = grants(grants=HEADING + rows)
    assert column(found, "organizations", "name") == ["Alfa", "Beta"]
    assert column(found, "organizations", "country") == [None, "IT"]
    (organizations,) = [file for file in found.inputs if file.table == "organizations"]
    assert organizations.described_differently == 1
    assert counts(found)["organizations"] == (5, 2, 1, 2)
    assert [(row.line, row.column, row.rule) for row in found.rejected] == [(4, "name", "required")]


@pytest.mark.parametrize("cut", range(1, 5))
def test_what_two_files_take_along_counts_as_in_one(grants, cut):
    rows = [
        "p1,A,2019,,1,Alfa,,lead,1\n",
        "p2,B,2019,,1,Alfa,,lead,1\n",
        "p3,C,2019,,1,Alpha,IT,lead,1\n",
        "p4,D,2019,,1,Alpha,IT,lead,1\n",
        "p5,E,2019,,2,Beta,IT,lead,1\n",
    ]
    found = grants(grants_a=HEADING + "".join(rows[:cut]), grants_b=HEADING + "".join(rows[cut:]))
    organizations = [file for file in found.inputs if file.table == "organizations"]
    assert column(found, "organizations", "name") == ["Alfa", "Beta"]
    assert [file.rows_read for file in organizations] == [cut, 5 - cut]
    assert sum(file.rows_duplicate for file in organizations) == 3
    # "Alpha, IT" says something else than "Alfa" does, in whichever file it stands.
    assert [file.described_differently for file in organizations] == [int(cut > 2), int(cut < 4)]


def test_a_file_longer_than_what_is_read_at_once_keeps_its_rows_in_line(grants):
    n = 60_001  # more than are packed together, and more amounts than are cleaned at a time
    rows = "".join(f'p{row},T{row},2019,,1,Alfa,IT,lead,"{row},5"\n' for row in range(n))
    found = grants(grants=HEADING + rows)
    assert counts(found)["participations"] == (n, n, 0, 0)
    assert counts(found)["organizations"] == (n, 1, 0, n - 1)
    assert column(found, "projects", "title") == [f"T{row}" for row in range(n)]
    assert column(found, "participations", "funding_eur") == [row + 0.5 for row in range(n)]
    assert column(found, "participations", LINE) == list(range(2, n + 2))


def test_what_a_file_is_about_may_not_be_said_twice_in_two_ways(grants):
    rows = "p1,A,2019,,1,Alfa,IT,lead,1\np1,A,2019,,1,Alfa,IT,lead,1\np1,A,2019,,1,Alfa,IT,lead,2\n"
    found = grants(grants=HEADING + rows)
    assert counts(found)["participations"] == (3, 1, 1, 1)
    assert [(row.line, row.rule, row.value) for row in found.rejected] == [(4, "duplicate_id", "g:p1,cf:1")]


def test_several_files_feed_one_table_in_the_order_of_their_names(grants):
    row = "p1,A,2019,,1,Alfa,IT,lead,1\n"
    found = grants(
        grants_b=HEADING + row + "p1,A,2019,,3,Gamma,IT,lead,1\n",
        grants_a=HEADING + row + "p1,Other,2019,,2,Beta,IT,,\n",
    )
    assert [(file.table, file.file, file.rows_loaded, file.rows_duplicate) for file in found.inputs] == [
        ("organizations", "grants_a.csv", 2, 0),
        ("organizations", "grants_b.csv", 1, 1),
        ("projects", "grants_a.csv", 1, 1),
        ("projects", "grants_b.csv", 0, 2),
        ("participations", "grants_a.csv", 2, 0),
        ("participations", "grants_b.csv", 1, 1),
    ]
    assert column(found, "organizations", "organization_id") == ["cf:1", "cf:2", "cf:3"]


def test_one_file_may_feed_a_table_twice(grants):
    mapping = """
    schema = 1
    name = "pairs"
    [[file]]
    match = "pairs.csv"
    [[file.table]]
    table = "organizations"
    columns = { organization_id = { column = "a" }, name = { column = "a" } }
    [[file.table]]
    table = "organizations"
    columns = { organization_id = { column = "b" }, name = { column = "b" } }
    """
    found = grants(mapping, pairs="a,b\nx,y\ny,z\n")
    assert column(found, "organizations", "organization_id") == ["x", "y", "z"]
    assert [(file.rows_loaded, file.rows_duplicate) for file in found.inputs] == [(2, 0), (1, 1)]


def test_rows_left_out_by_where_are_counted_apart(grants):
    mapping = MAPPING.replace(
        'table = "participations"', 'table = "participations"\nwhere = { role = ["lead", ""] }'
    )
    found = grants(mapping, grants=HEADING + ROWS + "p2,Second,2020,,3,C,IT,NA,\n")
    (file,) = [file for file in found.inputs if file.table == "participations"]
    assert (file.rows_read, file.rows_loaded, file.rows_left_out) == (3, 3, 1)
    assert column(found, "participations", "role") == ["coordinator", None, None]


def test_a_listed_value_is_stated_even_if_it_elsewhere_means_nothing(grants):
    mapping = MAPPING.replace(
        'country = { column = "country", clean = "country" }',
        'country = { column = "country", values = { NA = "NA" } }',
    )
    found = grants(mapping, grants=HEADING + "p1,NA,2019,,1,Alfa,NA,lead,1\n")
    assert column(found, "organizations", "country") == ["NA"]
    assert column(found, "projects", "title") == [None]


@pytest.mark.parametrize(
    ("filling", "expected"),
    [
        ('{ column = "title", values = { A = "x" } }', ["x", "B", None]),
        ('{ column = "title", values = { A = "x", "*" = "y" } }', ["x", "y", None]),
        ('{ column = "title", values = { A = "x", "" = "z" } }', ["x", "B", "z"]),
        ('{ column = "topics", split = ":::", keep = "first" }', ["t", "v", None]),
        ('{ column = "topics", split = ":::", keep = "last" }', ["u", "v", None]),
        ('{ column = ["title", "firm"] }', ["A", "B", "Gamma"]),
        ('{ constant = "same" }', ["same", "same", "same"]),
    ],
)  # fmt: skip
def test_a_column_is_filled_as_the_mapping_says(grants, filling, expected):
    mapping = MAPPING.replace('title = { column = "title" }', f"title = {filling}")
    rows = "p1,A,,t:::u,1,Alfa,,,\np2,B,,v,2,Beta,,,\np3,,,,3,Gamma,,,\n"
    assert column(grants(mapping, grants=HEADING + rows), "projects", "title") == expected


def test_rows_left_out_by_unless_are_counted_apart(grants):
    mapping = MAPPING.replace(
        'table = "participations"', 'table = "participations"\nunless = { role = ["lead", ""] }'
    )
    found = grants(mapping, grants=HEADING + ROWS)
    (file,) = [file for file in found.inputs if file.table == "participations"]
    assert (file.rows_read, file.rows_loaded, file.rows_left_out) == (1, 1, 2)
    assert column(found, "participations", "role") == ["partner"]


def test_where_and_unless_both_hold(grants):
    mapping = MAPPING.replace(
        'table = "participations"',
        'table = "participations"\nwhere = { code = ["1"] }\nunless = { project = ["p2"] }',
    )
    assert column(grants(mapping, grants=HEADING + ROWS), "participations", "project_id") == ["g:p1"]


def test_the_first_row_of_a_key_may_count_whatever_later_ones_say(grants):
    mapping = MAPPING.replace('table = "participations"', 'table = "participations"\nrepeats = "first"')
    rows = "p1,A,2019,,1,Alfa,IT,lead,1\np1,A,2019,,1,Alfa,IT,other,2\n"
    found = grants(mapping, grants=HEADING + rows)
    assert counts(found)["participations"] == (2, 1, 0, 1)
    assert column(found, "participations", "role") == ["coordinator"]


def test_nothing_is_known_of_columns_a_file_may_lack(grants):
    mapping = MAPPING.replace("missing =", 'may_lack = ["country", "role", "title"]\nmissing =')
    found = grants(mapping, grants="project,start,topics,code,firm,euro\np1,2019,t,1,Alfa,5\n")
    assert column(found, "organizations", "country") == [None]
    assert column(found, "participations", "role") == [None]
    assert counts(found)["projects"] == (1, 1, 0, 0)


def test_of_the_headings_for_a_key_one_must_be_there(grants):
    mapping = MAPPING.replace("missing =", 'may_lack = ["code", "tax code"]\nmissing =').replace(
        '{ column = "code" }', '{ column = ["code", "tax code"] }'
    )
    found = grants(mapping, grants=HEADING.replace(",code,", ",tax code,") + ROWS)
    assert column(found, "organizations", "organization_id") == ["cf:1", "cf:2"]
    with pytest.raises(MalformedFile, match=r"lacks the column 'code', which the mapping grants names for"):
        grants(mapping, grants=HEADING.replace(",code,", ",number,") + ROWS)


@pytest.mark.parametrize(
    ("dates", "start", "expected"),
    [
        ("day-first", "04/09/2023", "2023-09-04"),
        ("month-first", "04/09/2023", "2023-04-09"),
        ("excel", "43588", "2019-05-03"),
        (None, "13/05/2019", "2019-05-13"),
    ],
)
def test_dates_are_read_as_the_mapping_says(grants, dates, start, expected):
    stated = f'dialect = {{ dates = "{dates}" }}\n' if dates else ""
    found = grants(
        MAPPING.replace("missing =", f"{stated}missing ="),
        grants=HEADING + f"p1,A,{start},,1,Alfa,IT,lead,5\n",
    )
    assert column(found, "projects", "start_date") == [expected]


@pytest.mark.parametrize("start", ["04/09/2023", "43588"])
def test_dates_of_which_the_mapping_says_nothing_are_set_aside(grants, start):
    found = grants(grants=HEADING + f"p1,A,{start},,1,Alfa,IT,lead,5\n")
    assert ("start_date", "date", start) in [(row.column, row.rule, row.value) for row in found.rejected]


def test_ids_in_lists_get_the_prefix_one_by_one(grants):
    mapping = (
        MAPPING
        + """
    [[file]]
    match = "memoranda.csv"
    [[file.table]]
    table = "agreements"
    columns = { agreement_id = { column = "id" }, organizations = { column = "who", split = "," } }
    """
    )
    mapping = mapping.replace('project_id = "g:"', 'project_id = "g:", organizations = "cf:"')
    found = grants(mapping, grants=HEADING + ROWS, memoranda='id,who\nm,"1, 2"\n')
    assert column(found, "agreements", "organizations") == ["cf:1;cf:2"]


def test_a_column_that_is_not_there_is_told_with_the_closest(grants):
    with pytest.raises(MalformedFile) as caught:
        grants(grants=HEADING.replace("euro", "euros"))
    assert str(caught.value) == (
        "grants/grants.csv lacks the column 'euro', which the mapping grants names for 'funding_eur' of "
        "participations: the closest is 'euros'; correct the mapping."
    )


def test_a_wrong_delimiter_is_told_with_the_heading(grants):
    with pytest.raises(
        MalformedFile, match=r"the whole heading is 'project;title;start.*correct `delimiter`"
    ):
        grants(
            MAPPING.replace("missing =", 'dialect = { delimiter = "," }\nmissing ='),
            grants=(HEADING + ROWS).replace(",", ";"),
        )


def test_headings_may_stand_below_a_title(grants):
    mapping = MAPPING.replace("missing =", "dialect = { heading = 3 }\nmissing =")
    found = grants(mapping, grants=f"Grants of 2019, with notes\n\n{HEADING}{ROWS}")
    assert counts(found)["participations"] == (3, 3, 0, 0)
    assert found.tables["participations"]["__line__"].to_pylist() == [4, 5, 6]
    with pytest.raises(MalformedFile, match=r"grants\.csv has no heading from line 9 on: correct `heading`"):
        grants(mapping.replace("= 3", "= 9"), grants=f"Title\n\n{HEADING}{ROWS}")


def test_a_file_that_is_not_there_is_told(grants):
    with pytest.raises(NoTables, match=r"grants has no file grants\*\.csv, which the mapping grants reads"):
        grants(other="a,b\n")


def test_files_that_no_mapping_names_are_listed(grants):
    found = grants(grants=HEADING + ROWS, other="a,b\n1,2\n")
    assert found.unread == ("other.csv",)


def test_columns_that_are_not_needed_may_be_broken(grants):
    rows = ROWS.replace("\n", ",\xe0\n").encode("cp1252")
    found = grants(grants=f"{HEADING.strip()},città\n".encode() + rows)
    assert counts(found)["participations"][1] == 3


def test_a_stated_dialect_is_taken(grants):
    mapping = MAPPING.replace(
        "missing =",
        'dialect = { delimiter = "|", encoding = "cp1252", quote = "\'", decimal = "," }\nmissing =',
    )
    rows = "p1|'a|b'|2019||1|Universit\xe0 \"X|IT|lead|1.234\n"
    found = grants(mapping, grants=(HEADING.replace(",", "|") + rows).encode("cp1252"))
    assert column(found, "projects", "title") == ["a|b"]
    assert column(found, "organizations", "name") == ['Università "X']
    assert column(found, "participations", "funding_eur") == [1234.0]


def test_quotation_marks_may_be_letters(grants):
    mapping = MAPPING.replace("missing =", 'dialect = { quote = "" }\nmissing =')
    found = grants(mapping, grants=HEADING + 'p1,"First,2019,,1,"Alfa" Spa,IT,lead,1\n')
    assert column(found, "projects", "title") == ['"First']
    assert column(found, "organizations", "name") == ['"Alfa" Spa']


TELLING = ["", "a", "b", "1", "2", "NA", "IT", "EL", "XX", "2019", "31/12/2019", "-1", "lead", ":::"]
CELL = st.sampled_from(TELLING) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=6
)


@given(rows=st.lists(st.lists(CELL, min_size=8, max_size=10), max_size=12))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_of_every_table_ends_in_one_place(grants, rows):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    found = grants(grants=HEADING + text.getvalue())
    for file in found.inputs:
        assert file.rows_read == len(rows)
        assert file.rows_read == file.rows_loaded + file.rows_set_aside + file.rows_duplicate
        assert file.rows_loaded == found.tables[file.table].num_rows
    assert len(found.rejected) == sum(file.rows_set_aside for file in found.inputs)
