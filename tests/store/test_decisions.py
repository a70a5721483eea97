"""What decisions make of the organizations, beside the rows as sources gave them."""

import pytest

from clusternet.identity.resolved import resolved
from clusternet.workflow.sources import open_source

ORGANIZATIONS = (
    "organization_id,name,city,country\no1,Alfa,,IT\no2,ALFA srl,Torino,\no3,Beta,,FR\no4,Gamma,,\n"
)
HEADING = "decision_id,action,organization_ids,into,decided_on\n"


@pytest.fixture
def organization(folder, store, ask):
    """Return the view `organization` for decisions written as rows."""

    def rows(*decisions):
        made = store(
            folder(
                "a", organizations=ORGANIZATIONS, decisions=HEADING + "".join(f"{row}\n" for row in decisions)
            )
        )
        assert len(ask(made, "FROM organizations")) == 4
        return ask(made, "SELECT organization_id, name, city, country FROM organization ORDER BY 1")

    return rows


def test_without_decisions_every_organization_is_its_own(organization):
    assert [name for name, *_ in organization()] == ["o1", "o2", "o3", "o4"]


def test_a_merged_organization_completes_the_one_that_remains(organization):
    assert organization("d1,merge,o1;o2,o1,") == [
        ("o1", "Alfa", "Torino", "IT"),
        ("o3", "Beta", None, "FR"),
        ("o4", "Gamma", None, None),
    ]


def test_the_one_that_remains_is_the_one_a_decision_names_or_the_first(organization):
    assert organization("d1,merge,o1;o2,o2,")[0] == ("o2", "ALFA srl", "Torino", "IT")
    assert organization("d1,merge,o1;o2,,")[0] == ("o1", "Alfa", "Torino", "IT")


def test_merges_follow_each_other(organization):
    assert [name for name, *_ in organization("d1,merge,o1;o2,o2,", "d2,merge,o2;o3,o3,")] == ["o3", "o4"]


def test_what_a_split_names_stays_apart(organization):
    names = [name for name, *_ in organization("d1,merge,o1;o2;o3,o1,2024", "d2,split,o2,,2025")]
    assert names == ["o1", "o2", "o4"]


def test_decisions_are_seen_under_both_names(folder, store, ask):
    made = store(folder("a", organizations=ORGANIZATIONS, decisions=f"{HEADING}d1,merge,o1;o2,o1,2025-03\n"))
    assert ask(made, "SELECT decision_id, decided_on_first::TEXT FROM decision") == [("d1", "2025-03-01")]
    assert ask(made, "FROM organization_of") == [("o2", "o1")]


def test_the_organizations_after_decisions_are_those_that_every_command_would_see(folder, store, ask):
    source = folder(
        "a", organizations=ORGANIZATIONS, decisions=f"{HEADING}d1,merge,o1;o2,o1,\nd2,merge,o4;o3,o3,\n"
    )
    tables = {name: table.to_pyarrow() for name, table in open_source(source).tables.items()}
    expected = resolved(tables).tables["organizations"].drop_columns(["__line__"]).to_pylist()
    found = ask(store(source), "FROM organization ORDER BY organization_id")
    assert found == [tuple(row.values()) for row in expected]
