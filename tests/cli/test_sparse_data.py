"""Data that lack much: every question still has an answer, empty if need be, and no chart or table breaks."""

import json

import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app
from clusternet.workflow.analyze import ANALYSES

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


@pytest.mark.parametrize("analysis", ANALYSES)
@pytest.mark.parametrize("case", SPARSE)
def test_every_question_has_an_answer(dataset, case, analysis):
    folder = dataset(**SPARSE[case])
    for form in ("table", "csv", "json"):
        result = CliRunner().invoke(app, ["analyze", analysis, str(folder), "--format", form])
        assert (result.exit_code, result.stderr) == (0, ""), result.exception
        assert result.stdout
    assert json.loads(result.stdout)["name"] == analysis


@pytest.mark.parametrize("case", SPARSE)
def test_every_source_can_be_checked_and_reported(dataset, tmp_path, case):
    folder = dataset(**SPARSE[case])
    assert CliRunner().invoke(app, ["check", str(folder), "--strict"]).exit_code == 0
    page = tmp_path / "page.html"
    result = CliRunner().invoke(app, ["report", "cooperation", str(folder), "--output", str(page)])
    assert (result.exit_code, result.stderr) == (0, ""), result.exception
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
