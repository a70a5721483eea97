"""What a report is made of where the data lack what a part of it is about."""

from clusternet.findings.provenance import Provenance
from clusternet.findings.quality import Reading
from clusternet.model.recipe import Recipe
from clusternet.study.report import cooperation_report

READING = Reading(inputs=(), rejected=(), unread=())
PROVENANCE = Provenance(version="0", inputs=())


def reported(subject):
    return cooperation_report(subject, Recipe(), reading=READING, provenance=PROVENANCE)


def test_without_clusters_what_is_about_them_is_left_out(no_clusters):
    found = reported(no_clusters)
    assert found.sections == ("completeness", "map", "most-connected", "method")
    assert [number.code for number in found.numbers] == [
        "sme_projects_share",
        "firm_research_projects_share",
        "top10_share",
        "countries",
    ]
    assert [table.name for table in found.tables] == ["centrality", "structural-holes"]


def test_with_clusters_a_report_is_whole(two_clusters_one_partner):
    found = reported(two_clusters_one_partner)
    assert len(found.sections) == 9
    assert len(found.numbers) == 9
    assert len(found.tables) == 6


def test_those_of_the_region_are_missed_without_clusters_too(asked_of):
    found = reported(
        asked_of(
            region="Piemonte",
            organizations="organization_id,name,province\nx,X,TO\ny,Y,TO\n",
            projects="project_id\np\n",
            participations="project_id,organization_id\np,x\n",
        )
    )
    assert "missing" in found.sections
    assert [one.organization_id for one in found.missing] == ["y"]
    assert "missing" in [table.name for table in found.tables]
