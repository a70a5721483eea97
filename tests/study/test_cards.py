"""One sheet a cluster, and the years projects began in."""

import numpy as np

from clusternet.study.cards import cards, years_of
from clusternet.study.map import organization_map, positions


def test_card_counts_the_worked_example(run_by_organization_two):
    a, b = cards(run_by_organization_two)
    assert (a.companies, a.sme_known, a.smes) == (2, 2, 1)
    assert (a.joint_projects, a.internal_ties, a.external_ties, a.partners, a.countries) == (2, 3, 3, 1, 1)
    assert [(one.organization_id, one.projects) for one in a.top_members] == [("2", 3), ("1", 2), ("0", 1)]
    assert [(one.organization_id, one.projects) for one in a.top_partners] == [("3", 1), ("5", 1)]
    assert b.top_members[0].manages
    assert (a.missing, a.undated, a.years) == (0, 4, ())


def test_years_have_no_gaps_and_the_undated_are_counted(asked_of):
    dated = asked_of(
        organizations="organization_id,name\nx,X\n",
        projects="project_id,start_date\np,2010\nq,2012-05\nr,2012\ns,\n",
        participations="project_id,organization_id\np,x\n",
    )
    everything, joint = np.ones(4, bool), np.array([False, True, False, True])
    years, undated = years_of(dated, everything, joint)
    assert [(one.year, one.projects, one.joint) for one in years] == [
        (2010, 1, 0),
        (2011, 0, 0),
        (2012, 2, 1),
    ]
    assert undated == 1


def test_map_draws_participants_and_projects_with_their_lines(two_clusters_one_partner):
    drawn = organization_map(two_clusters_one_partner)
    assert drawn.organization_ids == ("0", "1", "2", "3", "4", "5")
    assert drawn.projects == ("p0", "p1", "p2", "p3")
    assert len(drawn.x) == len(drawn.y) == 10
    assert ((drawn.x >= 0) & (drawn.x <= 1)).all()
    assert (len(drawn.source), drawn.participating, drawn.projects_in_scope) == (10, 6, 4)
    assert drawn.partners_of.tolist() == [2, 3, 4, 3, 1, 1]
    again = organization_map(two_clusters_one_partner)
    assert np.array_equal(drawn.x, again.x)


def test_every_node_has_a_place_for_other_programs(two_clusters_one_partner):
    places = positions(two_clusters_one_partner)
    assert len(places) == 7 + 5 + 2
    assert np.isfinite(np.array(list(places.values()))).all()
    assert places["organization:6"][1] > 1


def test_a_network_without_projects_has_an_empty_map(asked_of):
    empty = asked_of(
        organizations="organization_id,name\nx,X\n",
        projects="project_id,title\n",
        participations="project_id,organization_id\n",
    )
    drawn = organization_map(empty)
    assert (drawn.organization_ids, drawn.projects, len(drawn.source)) == ((), (), 0)
