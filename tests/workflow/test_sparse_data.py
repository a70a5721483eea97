"""Data that lack much: every question still has an answer, empty if need be, and no chart or table breaks."""

import json

import pytest

from clusternet.export.csv import render_csv
from clusternet.export.json import render_json
from clusternet.export.terminal import render_table
from clusternet.language.catalog import catalog
from clusternet.study.groups import grouping
from clusternet.workflow.analyze import ANALYSES
from clusternet.workflow.check import check_source
from clusternet.workflow.publish import publish_cooperation
from clusternet.workflow.sources import open_network

EN = catalog("en")

SPARSE = {
    "no clusters": {"clusters": None, "memberships": None},
    "no memberships": {"memberships": None},
    "clusters without rows": {"clusters": "cluster_id,name\n", "memberships": "organization_id,cluster_id\n"},
    "projects without rows": {"projects": "project_id\n", "participations": "project_id,organization_id\n"},
    "one organization": {
        "organizations": "organization_id,name\no1,Alfa\n",
        "memberships": "organization_id,cluster_id\no1,air\n",
        "participations": "project_id,organization_id\np1,o1\n",
    },
    "names of two lines": {
        "organizations": 'organization_id,name\no1,"Alfa\nSpa"\no2,"=1\r\n2"\no3,C\no4,D\n',
        "clusters": 'cluster_id,name,kind\nair,"Aero\nspace",cluster\nbio,[b]Bio,cluster\n',
    },
    "no dates": {"projects": "project_id\np1\np2\np3\n"},
}


@pytest.mark.parametrize("case", SPARSE)
def test_every_question_has_an_answer(dataset, case):
    opened = open_network(dataset(**SPARSE[case]))
    subject = opened.subject()
    for name, ask in ANALYSES.items():
        table = ask(subject, grouping(subject, "cluster"))
        assert render_table(table, EN, width=100)
        assert render_csv(table).count("\n") > len(table.frame)
        document = json.loads(render_json(table, opened.provenance(), EN))
        assert (document["name"], len(document["rows"])) == (name, len(table.frame))


@pytest.mark.parametrize("case", SPARSE)
def test_every_source_can_be_checked_and_reported(dataset, tmp_path, case):
    folder = dataset(**SPARSE[case])
    outcome = check_source(folder)
    assert (outcome.rows_set_aside, outcome.missing) == (0, "")
    published = publish_cooperation(folder, output=tmp_path / "page.html")
    assert published.rows_set_aside == 0
    (page,) = published.pages
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
