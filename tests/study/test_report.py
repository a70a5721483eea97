"""What a report is made of where the data lack what a part of it is about."""

from clusternet.findings.provenance import Provenance
from clusternet.findings.quality import Reading
from clusternet.model.recipe import Recipe, Section
from clusternet.report.page import render_page
from clusternet.study.decisions import after_decisions
from clusternet.study.report import cooperation_report
from clusternet.study.subject import subject

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


PERSONS = {
    "organizations": (
        "organization_id,name,country,city,person\n"
        "p,Anna Verdalba,IT,Bari,true\nq,ANNA VERDALBA,IT,Bari,true\nx,Zarqua,IT,Roma,\n"
    ),
    "projects": "project_id\n1\n2\n",
    "participations": "project_id,organization_id\n1,p\n1,x\n2,q\n2,x\n",
}


def test_names_in_doubt_are_counted_and_listed_those_of_persons_by_their_ids(asked_of):
    found = reported(asked_of(**PERSONS))
    assert (found.doubt.organizations, found.doubt.questions, found.doubt.questioned) == (3, 1, 2)
    assert [one.number.code for one in found.doubt.numbers] == [one.code for one in found.numbers]
    listed = found.tables[-1]
    assert (listed.name, listed.frame["names"].tolist()) == ("duplicates", ["p | q"])
    assert "verdalba" not in render_page(found, language="en").lower()


def test_decisions_are_those_of_the_tables_as_they_were_read(asked_of):
    decided = asked_of(**PERSONS, decisions="decision_id,action,organization_ids,into\nd1,merge,p;q,p\n")
    found = cooperation_report(
        subject(after_decisions(decided.tables).tables, decided.card),
        Recipe(),
        reading=READING,
        provenance=PROVENANCE,
        read=decided.tables,
    )
    assert (found.doubt.organizations, found.doubt.merges, found.doubt.doubtful) == (2, 1, 1)
    assert [one.number for one in found.doubt.numbers] == list(found.numbers)


def test_without_completeness_nobody_is_compared(asked_of):
    recipe = Recipe(sections=(Section(name="method"),))
    found = cooperation_report(asked_of(**PERSONS), recipe, reading=READING, provenance=PROVENANCE)
    assert found.doubt is None
    assert "duplicates" not in [table.name for table in found.tables]
