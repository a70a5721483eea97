"""Completeness against published figures, and what the caveats say of it."""

from clusternet.model.dataset import Period
from clusternet.queries.scope import ScopeOptions
from clusternet.study.caveats import scope_caveats
from clusternet.study.quality import completeness


def test_known_members_stand_beside_all_published_numbers(run_by_organization_two):
    found = completeness(run_by_organization_two)
    a, b = found.clusters
    assert (a.known, a.low, a.high, a.figures, a.completeness) == (3, 4.0, 6.0, 2, 0.5)
    assert (b.known, b.low, b.high, b.figures, b.completeness) == (3, None, None, 0, None)
    assert (found.known, found.published, found.share) == (3, 6.0, 0.5)


def test_projects_that_can_show_no_cooperation_are_counted(two_clusters_one_partner):
    found = completeness(two_clusters_one_partner)
    assert (found.projects, found.projects_without_participants, found.projects_with_one) == (5, 1, 0)


def test_fields_count_what_is_stated(two_clusters_one_partner):
    stated = {
        (field.table, field.field): (field.known, field.total)
        for field in completeness(two_clusters_one_partner).fields
    }
    assert stated["organizations", "is_sme"] == (5, 7)
    assert stated["organizations", "country"] == (6, 7)
    assert stated["projects", "start_date"] == (0, 5)


def test_nothing_published_is_said_not_guessed(two_clusters_one_partner):
    assert completeness(two_clusters_one_partner).share is None


def test_more_members_known_than_published_is_complete_not_more(asked_of):
    full = asked_of(
        clusters="cluster_id,name,kind\na,A,cluster\n",
        organizations="organization_id,name\nx,X\ny,Y\n",
        memberships="organization_id,cluster_id\nx,a\ny,a\n",
        figures="subject_kind,subject,indicator,value,unit\ncluster,a,members,1,organizations\n",
    )
    assert completeness(full).share == 1.0


def test_caveats_say_incomplete_first_and_what_the_period_left_out(asked_of):
    period = ScopeOptions(period=Period(name="x", first="2014", last="2020"))
    tables = {
        "clusters": "cluster_id,name,kind\na,A,cluster\n",
        "organizations": "organization_id,name\nx,X\n",
        "memberships": "organization_id,cluster_id,valid_from\nx,a,2010\n",
        "projects": "project_id,start_date\np,\nq,2015\n",
        "participations": "project_id,organization_id\np,x\nq,x\n",
        "figures": "subject_kind,subject,indicator,value,unit\ncluster,a,members,4,organizations\n",
    }
    caveats = scope_caveats(asked_of(period, **tables))
    assert [(caveat.key, caveat.values.get("n")) for caveat in caveats] == [
        ("caveat.incomplete", None),
        ("caveat.period_start", None),
        ("caveat.undated_projects", 1),
        ("caveat.open_memberships", 1),
    ]
