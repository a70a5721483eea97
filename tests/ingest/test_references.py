"""Rows that refer to rows that were set aside, and what succeeds what."""

import pytest

from clusternet.ingest.folder import read_folder

SUCCESSIONS = "kind,predecessor_id,successor_id\n"


def set_aside(found):
    return [(row.file, row.line, row.column, row.rule, row.value) for row in found.rejected]


def test_participations_follow_their_project(dataset):
    found = read_folder(dataset(projects="project_id,start_date\np1,2015\np2,someday\np3,2022\n"))
    assert set_aside(found) == [
        ("projects.csv", 3, "start_date", "date", "someday"),
        ("participations.csv", 4, "project_id", "reference", "p2"),
        ("participations.csv", 5, "project_id", "reference", "p2"),
    ]
    assert found.tables["participations"]["project_id"].to_pylist() == ["p1", "p1", "p3", "p3"]


def test_everything_follows_its_organization(dataset):
    found = read_folder(
        dataset(
            organizations="organization_id,name,country\no1,Alfa,IT\no2,Beta,XX\no3,Gamma,FR\no4,Delta,\n",
            agreements="agreement_id,organizations\na1,o1;o3\na2,o1; o2 ;o9\na3,o4\n",
            aliases="organization_id,alias\no2,B\no1,A\n",
        )
    )
    assert set_aside(found) == [
        ("organizations.csv", 3, "country", "choice", "XX"),
        ("memberships.csv", 3, "organization_id", "reference", "o2"),
        ("memberships.csv", 4, "organization_id", "reference", "o2"),
        ("participations.csv", 3, "organization_id", "reference", "o2"),
        ("participations.csv", 4, "organization_id", "reference", "o2"),
        ("aliases.csv", 2, "organization_id", "reference", "o2"),
        ("agreements.csv", 3, "organizations", "reference", "o2"),
    ]
    for file in found.inputs:
        assert file.rows_read == file.rows_loaded + file.rows_set_aside + file.rows_duplicate


def test_a_row_with_two_lost_ends_is_set_aside_once(dataset):
    found = read_folder(dataset(participations="project_id,organization_id\np9,o9\np1,o1\n"))
    assert set_aside(found) == [("participations.csv", 2, "project_id", "reference", "p9")]


def test_references_are_as_exact_as_ids(dataset):
    found = read_folder(dataset(participations="project_id,organization_id\nP1,o1\np1, o1 \n"))
    assert set_aside(found) == [("participations.csv", 2, "project_id", "reference", "P1")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("cluster,air,bio\n", []),
        ("organization,o1,o2\norganization,o2,o3\norganization,o1,o4\n", []),
        ("cluster,air,air\n", [(2, "circular")]),
        ("cluster,air,bio\ncluster,bio,air\n", [(2, "circular"), (3, "circular")]),
        (
            "organization,o1,o2\norganization,o2,o3\norganization,o3,o1\norganization,o4,o1\n",
            [(2, "circular"), (3, "circular"), (4, "circular")],
        ),
        ("cluster,o1,o2\n", [(2, "reference")]),
        ("cluster,air,old\ncluster,air,bio\n", [(2, "reference")]),
    ],
)
def test_nothing_succeeds_itself_or_what_is_not_there(dataset, rows, expected):
    found = read_folder(dataset(successions=SUCCESSIONS + rows))
    assert [(row.line, row.rule) for row in found.rejected] == expected
    assert len(found.tables["successions"]) == rows.count("\n") - len(expected)


def test_an_id_may_stand_for_a_cluster_and_an_organization_without_a_circle(dataset):
    found = read_folder(
        dataset(
            organizations="organization_id,name\nair,x\nbio,y\n",
            memberships=None,
            participations=None,
            successions=SUCCESSIONS + "cluster,air,bio\norganization,bio,air\n",
        )
    )
    assert found.rejected == ()
