"""What decisions do to the tables, worked by hand."""

import pyarrow as pa
import pytest

from clusternet.identity.resolved import resolved

MERGE = "decision_id,action,organization_ids,into,decided_on\n1,merge,a;b,a,2024\n"
ORGANIZATIONS = (
    "organization_id,name,kind,size,is_sme,city,province,country,latitude,longitude,founded,confidence,source\n"
    "x,Other,company,,,,,IT,,,,stated,sx\n"
    "b,Arvenio Lab,company,small,,Torino,TO,IT,45.1,7.6,1999,inferred,sb\n"
    "a,Arvenio,,,true,Torino,,,,7.0,2001,stated,sa\n"
)


@pytest.fixture
def merged(tables_of):
    """Resolve a dataset in which b went into a."""

    def merge(**tables):
        return resolved(tables_of(**{"organizations": ORGANIZATIONS, "decisions": MERGE} | tables))

    return merge


def rows(table, *columns):
    return [tuple(row[name] for name in columns) for row in table.to_pylist()]


def test_one_row_is_left_where_the_one_that_goes_on_stood(merged):
    found = merged()
    assert rows(found.tables["organizations"], "organization_id", "name") == [
        ("x", "Other"),
        ("a", "Arvenio"),
    ]
    assert found.replayed.into == {"b": "a"}
    assert found.counts["organizations_merged"] == 1


def test_unknown_facts_are_filled_whole_or_not_at_all_and_known_ones_stand(merged):
    found = merged()
    facts = found.tables["organizations"].to_pylist()[1]
    assert facts["kind"] == "company"
    assert (facts["size"], facts["is_sme"]) == ("small", True)
    assert (facts["city"], facts["province"], facts["country"]) == ("Torino", "TO", "IT")
    assert (facts["latitude"], facts["longitude"]) == (None, 7.0)  # half of another's would be nowhere
    assert (facts["founded"], facts["founded_first"].year) == ("2001", 2001)
    assert (facts["source"], facts["confidence"]) == ("sa", "inferred")
    assert found.counts["facts_filled"] == 4  # kind, size, province, country
    assert found.counts["facts_contradicted"] == 2  # longitude, founded


def test_the_name_that_goes_is_kept_as_an_alias_once(merged):
    aliases = "organization_id,alias,source\nb,AL,s1\na,AL,s2\na,Arvenio Lab,s3\nx,Oth,s4\n"
    found = merged(aliases=aliases)
    expected = [("a", "AL", "s1"), ("a", "Arvenio Lab", "s3"), ("x", "Oth", "s4")]
    assert rows(found.tables["aliases"], "organization_id", "alias", "source") == expected
    assert "names_kept" not in found.counts
    found = merged()
    assert rows(found.tables["aliases"], "organization_id", "alias", "source") == [("a", "Arvenio Lab", "sb")]
    assert found.counts["names_kept"] == 1


def test_two_participations_in_one_project_become_one_with_the_weightier_role_and_all_money(merged):
    found = merged(
        projects="project_id\np\nq\nr\ns\nt\n",
        participations=(
            "project_id,organization_id,role,funding_eur\n"
            "p,b,coordinator,10.5\np,x,partner,1\np,a,partner,20\n"
            "q,b,partner,5\n"
            "r,a,,7\nr,b,third_party,\n"
            "s,a,partner,3\ns,b,partner,3\n"
            "t,a,,\nt,b,,\n"
        ),
    )
    assert rows(found.tables["participations"], "project_id", "organization_id", "role", "funding_eur") == [
        ("p", "a", "coordinator", 30.5),
        ("p", "x", "partner", 1.0),
        ("q", "a", "partner", 5.0),
        ("r", "a", "third_party", None),
        ("s", "a", "partner", 6.0),
        ("t", "a", None, None),
    ]
    counts = {
        name: found.counts.get(name, 0) for name in ("roles_differed", "amounts_unknown", "amounts_equal")
    }
    assert counts == {"roles_differed": 2, "amounts_unknown": 1, "amounts_equal": 1}
    assert found.counts["participations_joined"] == 4


@pytest.mark.parametrize(
    ("a", "b", "expected", "gaps"),
    [
        ("2010,2012", "2011,2015", ("2010", "2015"), 0),
        ("2010,2012", "2015,2017", ("2010", "2017"), 1),
        ("2010,2012", "2013,2017", ("2010", "2017"), 0),
        ("2010,", "2015,2017", ("2010", None), 0),
        (",2012", "2015,", (None, None), 1),
        (",", "2015,2017", (None, None), 0),
        ("2010-06,2012", "2010,2012-03", ("2010", "2012"), 0),
    ],
)
def test_two_memberships_in_one_role_last_from_the_first_to_the_last_bound(merged, a, b, expected, gaps):
    found = merged(
        clusters="cluster_id,name\nc,C\n",
        memberships=(
            "organization_id,cluster_id,role,valid_from,valid_to,confidence\n"
            f"b,c,member,{b},inferred\na,c,manager,2001,,stated\na,c,member,{a},stated\nx,c,member,,,stated\n"
        ),
    )
    table = found.tables["memberships"]
    assert rows(table, "organization_id", "role", "valid_from", "valid_to", "confidence") == [
        ("a", "member", *expected, "stated"),
        ("a", "manager", "2001", None, "stated"),
        ("x", "member", None, None, "stated"),
    ]
    assert [first and first.year for first in table["valid_from_first"].to_pylist()][:1] == [
        expected[0] and int(expected[0])
    ]
    assert found.counts.get("gaps_closed", 0) == gaps


def test_everything_else_that_names_an_organization_follows(merged):
    found = merged(
        clusters="cluster_id,name\nb,B the cluster\nc,C\n",
        figures=(
            "subject_kind,subject,indicator,value,unit,source\n"
            "organization,b,members,3,x,s\norganization,a,members,3,x,s\norganization,b,members,4,x,s\n"
            "cluster,b,members,9,x,s\n"
        ),
        successions=(
            "kind,predecessor_id,successor_id,date\norganization,b,a,2010\norganization,x,b,2011\ncluster,b,c,2012\n"
        ),
        agreements="agreement_id,organizations\ng,x;b;a\nh,b\n",
        register="register_id,name,province\nb,ARVENIO,TO\nr2,ELSE,CN\n",
    )
    assert rows(found.tables["figures"], "subject_kind", "subject", "value") == [
        ("organization", "a", 3.0),
        ("organization", "a", 4.0),
        ("cluster", "b", 9.0),
    ]
    assert rows(found.tables["successions"], "kind", "predecessor_id", "successor_id") == [
        ("organization", "x", "a"),
        ("cluster", "b", "c"),
    ]
    assert rows(found.tables["agreements"], "agreement_id", "organizations") == [("g", "x;a"), ("h", "a")]
    assert rows(found.tables["register"], "register_id") == [("a",), ("r2",)]
    assert found.counts["successions_within"] == 1
    assert found.counts["rows_repeated"] == 1


def test_without_a_merge_that_stands_the_tables_are_the_very_same(tables_of):
    tables = tables_of(
        organizations=ORGANIZATIONS,
        decisions=f"{MERGE}2,split,a;b,,2025\n3,merge,a;z,a,2025\n",
    )
    found = resolved(tables)
    assert all(found.tables[name] is table for name, table in tables.items())
    assert found.counts == {}
    assert [outcome.said.key for outcome in found.replayed.outcomes] == [
        "decision.merged",
        "decision.split",
        "decision.gone",
    ]


def test_tables_given_are_not_changed_and_schemas_stay(tables_of):
    tables = tables_of(organizations=ORGANIZATIONS, decisions=MERGE)
    before = {name: table.to_pylist() for name, table in tables.items()}
    found = resolved(tables)
    assert {name: table.to_pylist() for name, table in tables.items()} == before
    assert {name: table.schema for name, table in found.tables.items()} == {
        name: table.schema for name, table in tables.items()
    }


def test_tables_that_are_missing_are_not_missed(tables_of):
    tables = tables_of(organizations=ORGANIZATIONS, decisions=MERGE)
    few = {name: tables[name] for name in ("organizations", "decisions", "participations")}
    assert resolved(few).tables.keys() == few.keys()


def test_other_decisions_than_those_of_the_dataset_can_be_asked_about(tables_of):
    tables = tables_of(organizations=ORGANIZATIONS, decisions=MERGE)
    none = tables["decisions"].slice(0, 0)
    assert resolved(tables, none).tables["organizations"].num_rows == 3
    assert isinstance(resolved(tables).tables["organizations"], pa.Table)
