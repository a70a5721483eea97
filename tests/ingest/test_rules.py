"""Every rule sets its row aside, says where and why, and lets the other rows through."""

import pytest

from clusternet.ingest.folder import read_folder

# rule: table, heading and good row, bad row, column and value reported
BROKEN = {
    "required": ("projects", "project_id,title", "p1,First", ",Second", "project_id", ""),
    "required name": ("organizations", "organization_id,name", "o1,Alfa", "o5,  ", "name", ""),
    "choice": (
        "organizations",
        "organization_id,name,kind",
        "o1,Alfa,company",
        "o5,X,Company",
        "kind",
        "Company",
    ),
    "choice of country": (
        "organizations",
        "organization_id,name,country",
        "o1,Alfa,IT",
        "o5,X,ZZ",
        "country",
        "ZZ",
    ),
    "reference": ("participations", "project_id,organization_id", "p1,o1", "p1,o9", "organization_id", "o9"),
    "date": ("projects", "project_id,start_date", "p1,2019", "p2,2019-13", "start_date", "2019-13"),
    "number": ("organizations", "organization_id,name,latitude", "o1,A,45.1", "o5,B,45N", "latitude", "45N"),
    "money": ("projects", "project_id,funding_eur", "p1,10.5", "p2,10.5 EUR", "funding_eur", "10.5 EUR"),
    "negative": ("projects", "project_id,funding_eur", "p1,0", "p2,-1", "funding_eur", "-1"),
    "boolean": ("organizations", "organization_id,name,is_sme", "o1,A,true", "o5,B,yes", "is_sme", "yes"),
    "duplicate_id": ("projects", "project_id,title", "p1,First", "p1,Another", "project_id", "p1"),
    "duplicate_id of two columns": (
        "participations",
        "project_id,organization_id,role",
        "p1,o1,partner",
        "p1,o1,coordinator",
        "project_id,organization_id",
        "p1,o1",
    ),
    "too_long": ("projects", "project_id,title", "p1,First", f"{'x' * 201},Second", "project_id", "x" * 201),
    "too_long text": (
        "projects",
        "project_id,title",
        "p1,First",
        f"p2,{'x' * 10_001}",
        "title",
        "x" * 10_001,
    ),
    "extra_field": ("projects", "project_id,title", "p1,First", "p2,Second,more,most", "", "more,most"),
    "missing_field": ("projects", "project_id,title,level", "p1,First,eu", "p2", "title", ""),
    "control_character": (
        "projects",
        "project_id,title",
        "p1,First",
        "p2,\x1b[31mred",
        "title",
        "\x1b[31mred",
    ),
    "control_character in an id": (
        "projects",
        "project_id,title",
        "p1,First",
        '"p\n2",x',
        "project_id",
        "p\n2",
    ),
    "control_character beyond ASCII": (
        "projects",
        "project_id,title",
        "p1,A",
        "p2,\x9b31m",
        "title",
        "\x9b31m",
    ),
    "date_order": (
        "projects",
        "project_id,start_date,end_date",
        "p1,2019,2019-01",
        "p2,2019-05,2018",
        "end_date",
        "2018",
    ),
    "circular": (
        "successions",
        "kind,predecessor_id,successor_id",
        "cluster,air,bio",
        "organization,o1,o1",
        "successor_id",
        "o1",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_row_that_breaks_a_rule_is_set_aside(dataset, case):
    table, heading, good, bad, column, value = BROKEN[case]
    parts = {name: None for name in ("memberships", "participations") if name != table}
    found = read_folder(dataset(**parts | {table: f"{heading}\n{good}\n{bad}\n"}))
    (rejected,) = found.rejected
    assert rejected.file == f"{table}.csv"
    assert (rejected.line, rejected.column, rejected.rule, rejected.value) == (
        3,
        column,
        case.split()[0],
        value,
    )
    assert len(found.tables[table]) == 1
    (file,) = [file for file in found.inputs if file.table == table]
    assert (file.rows_read, file.rows_loaded, file.rows_set_aside, file.rows_duplicate) == (2, 1, 1, 0)


def test_a_row_is_set_aside_once_for_the_first_rule_it_breaks(dataset):
    found = read_folder(
        dataset(
            organizations="organization_id,name,kind,is_sme,country\no1,,firm,perhaps,XX\n",
            memberships=None,
            participations=None,
        )
    )
    assert [(row.line, row.column, row.rule) for row in found.rejected] == [(2, "name", "required")]


def test_what_is_unknown_is_nothing_not_zero(dataset):
    found = read_folder(
        dataset(
            organizations="organization_id,name,is_sme,latitude,founded\no1,Alfa,,,\n",
            memberships=None,
            participations=None,
        )
    )
    (row,) = found.tables["organizations"].to_pylist()
    assert [row[name] for name in ("is_sme", "latitude", "founded", "founded_first", "country", "kind")] == [
        None
    ] * 6


def test_empty_choices_with_a_meaning_get_it(dataset):
    found = read_folder(
        dataset(
            memberships="organization_id,cluster_id,role\no1,air,\n",
            projects="project_id,kind\np1,\np2,event\np3,\n",
            figures="subject_kind,subject,indicator,value,unit\nsystem,all,members,5,organizations\n",
        )
    )
    assert found.tables["memberships"]["role"].to_pylist() == ["member"]
    assert found.tables["projects"]["kind"].to_pylist() == ["project", "event", "project"]
    assert found.tables["figures"]["qualifier"].to_pylist() == ["exact"]


def test_dates_keep_their_precision_and_give_their_first_and_last_day(dataset):
    found = read_folder(dataset(projects="project_id,start_date\np1,2020\np2,2020-02\np3,2020-02-29\n"))
    rows = found.tables["projects"].to_pylist()
    assert [row["start_date"] for row in rows] == ["2020", "2020-02", "2020-02-29"]
    assert [row["start_date_first"].isoformat() for row in rows] == ["2020-01-01", "2020-02-01", "2020-02-29"]
    assert [row["start_date_last"].isoformat() for row in rows] == ["2020-12-31", "2020-02-29", "2020-02-29"]


@pytest.mark.parametrize(("begin", "end"), [("2019", "2019"), ("2019-12-31", "2019"), ("2019", "2019-01-01")])
def test_dates_that_may_be_in_order_are_in_order(dataset, begin, end):
    found = read_folder(
        dataset(projects=f"project_id,start_date,end_date\np1,{begin},{end}\n", participations=None)
    )
    assert found.rejected == ()


@pytest.mark.parametrize(
    "name",
    [
        "x" * 200,
        "é" * 200,
        "😀" * 200,
        "o\u200f1",
        "Ω",
        "\uff2f\uff32\uff27",
        "a;b,c|d",
        "-1",
        "=1+1",
        "</script>",
        "o 1",
    ],
)
def test_ids_are_any_text_of_up_to_200_code_points(dataset, name):
    found = read_folder(
        dataset(
            organizations=[["organization_id", "name"], [name, "x"]], memberships=None, participations=None
        )
    )
    assert found.tables["organizations"]["organization_id"].to_pylist() == [name]
    assert found.rejected == ()


def test_ids_keep_their_case_and_lose_the_space_around_them(dataset):
    found = read_folder(
        dataset(
            organizations="organization_id,name\nAb,x\n ab ,y\nAB,z\n",
            memberships=None,
            projects="project_id\np1\n",
            participations="project_id,organization_id\np1, ab\np1,Ab \n",
        )
    )
    assert found.tables["organizations"]["organization_id"].to_pylist() == ["Ab", "ab", "AB"]
    assert found.tables["participations"]["organization_id"].to_pylist() == ["ab", "Ab"]
    assert found.rejected == ()


def test_identical_rows_are_duplicates_not_errors(dataset):
    found = read_folder(dataset(projects="project_id,title\np1,First\np1, First \np2,x\np1,First\np3,y\n"))
    (file,) = [file for file in found.inputs if file.table == "projects"]
    assert (file.rows_read, file.rows_loaded, file.rows_set_aside, file.rows_duplicate) == (5, 3, 0, 2)


def test_rows_that_say_the_same_in_other_letters_are_duplicates(dataset):
    found = read_folder(
        dataset(
            organizations="organization_id,name,is_sme,country\no1,A,true,GR\no1,A,TRUE,EL\no2,B,,\no3,C,,\n",
            memberships="organization_id,cluster_id,role\no1,air,\no1,air,member\no1,air,founder\n",
            participations=None,
        )
    )
    counts = {
        file.table: (file.rows_loaded, file.rows_set_aside, file.rows_duplicate) for file in found.inputs
    }
    assert counts["organizations"] == (3, 0, 1)
    assert counts["memberships"] == (2, 0, 1)


def test_a_row_set_aside_does_not_make_the_next_one_a_duplicate(dataset):
    found = read_folder(
        dataset(
            organizations="organization_id,name,founded\no1,Alfa,soon\no1,Alfa,\n",
            memberships=None,
            participations=None,
        )
    )
    assert found.tables["organizations"]["organization_id"].to_pylist() == ["o1"]
    assert [(row.line, row.rule) for row in found.rejected] == [(2, "date")]


def test_each_repetition_of_a_broken_row_is_set_aside(dataset):
    found = read_folder(
        dataset(
            organizations="organization_id,name\n,x\n,x\n,x\no1,A\n", memberships=None, participations=None
        )
    )
    assert [row.line for row in found.rejected] == [2, 3, 4]


def test_money_of_minus_zero_is_zero(dataset):
    found = read_folder(dataset(projects="project_id,funding_eur\np1,-0\np2,-0.0\n", participations=None))
    assert [str(amount) for amount in found.tables["projects"]["funding_eur"].to_pylist()] == ["0.0", "0.0"]


def test_namibia_is_a_country(dataset):
    found = read_folder(dataset())
    assert found.tables["organizations"]["country"].to_pylist() == ["IT", "IT", "FR", "NA"]


@pytest.mark.parametrize("text", [";", " ; ; "])
def test_a_list_of_nothing_is_nothing(dataset, text):
    found = read_folder(
        dataset(
            projects=f"project_id,topics\np1,{text}\np2, a ;; b;\np3,c\n",
            agreements=f"agreement_id,organizations\na1,{text}\na2,o1\n",
        )
    )
    assert found.tables["projects"]["topics"].to_pylist() == [None, "a;b", "c"]
    assert [(row.file, row.line, row.column, row.rule) for row in found.rejected] == [
        ("agreements.csv", 2, "organizations", "required")
    ]


def test_unknown_columns_are_kept_and_named(dataset):
    found = read_folder(dataset(projects="project_id,title,referente\np1,First,Rossi\n", participations=None))
    assert found.tables["projects"]["referente"].to_pylist() == ["Rossi"]
    (file,) = [file for file in found.inputs if file.table == "projects"]
    assert file.unknown_columns == ("referente",)
