"""Who bridges, in which role, counted by hand on the worked example.

Ties 01 02 12 13 23 25 34; a = 0, 1, 2; b = 2, 3, 4; 5 in no cluster, 6 in no project.
"""

import numpy as np
import pytest

from clusternet.study.bridges import bridges, brokerage_table, structural_holes_table
from clusternet.study.groups import grouping


@pytest.fixture
def five_clusters(asked_of):
    """Organization v of group A stands between two of A, one of B and one of C: roles 1, 0, 4, 1."""
    return asked_of(
        clusters="cluster_id,name,kind\nA,A,cluster\nB,B,cluster\nC,C,cluster\n",
        organizations="organization_id,name\n"
        + "".join(f"{name},{name}\n" for name in ["v", "a1", "a2", "b", "c"]),
        memberships="organization_id,cluster_id\nv,A\na1,A\na2,A\nb,B\nc,C\n",
        projects="project_id,title\n" + "".join(f"p{n},\n" for n in range(4)),
        participations="project_id,organization_id\n"
        + "".join(f"p{n},{other}\np{n},v\n" for n, other in enumerate(["a1", "a2", "b", "c"])),
    )


def test_roles_of_the_star_are_those_of_the_definition(five_clusters):
    (broker,) = bridges(five_clusters, top=10).brokers
    assert broker.name == "v"
    assert broker.roles == {"coordinator": 1, "itinerant_broker": 0, "gatekeeper": 4, "liaison": 1}
    assert broker.main_role == "gatekeeper"
    assert broker.main_role_share == pytest.approx(4 / 6)


def test_pairs_between_are_of_different_clusters_only(five_clusters):
    """Of the six pairs, a1 a2 is inside A: five are between clusters, and nobody else stands between them."""
    found = bridges(five_clusters, top=10)
    assert (found.separated, found.bridging) == (5, 1)
    assert found.brokers[0].between == 5
    links = [(link.cluster_a, link.cluster_b, link.pairs) for link in found.brokers[0].links]
    assert links == [("A", "B", 2), ("A", "C", 2), ("B", "C", 1)]


def test_facts_beside_the_pairs(five_clusters):
    broker = bridges(five_clusters, top=1).brokers[0]
    assert (broker.projects, broker.partners, broker.clusters, broker.manages) == (4, 4, ("A",), False)
    assert (broker.betweenness_share, broker.betweenness_pairs) == (1, 6)
    assert broker.constraint == pytest.approx(4 / 16)


def test_who_bridges_from_outside_has_no_role(asked_of):
    outside = asked_of(
        clusters="cluster_id,name,kind\nA,A,cluster\nB,B,cluster\n",
        organizations="organization_id,name\na,a\nb,b\nv,v\n",
        memberships="organization_id,cluster_id\na,A\nb,B\n",
        projects="project_id,title\np,\nq,\n",
        participations="project_id,organization_id\np,a\np,v\nq,b\nq,v\n",
    )
    (broker,) = bridges(outside, top=5).brokers
    assert (broker.name, broker.between, broker.clusters, broker.roles) == ("v", 1, (), {})
    assert (broker.main_role, broker.main_role_share) == (None, None)


def test_table_counts_ordered_pairs_and_sorts_by_total(five_clusters):
    table = brokerage_table(five_clusters, grouping(five_clusters, "cluster"))
    first = table.frame.iloc[0]
    assert first["organization_id"] == "v"
    assert first[
        ["coordinator", "itinerant_broker", "representative", "gatekeeper", "liaison", "total"]
    ].tolist() == [
        2,
        0,
        4,
        4,
        2,
        12,
    ]


def test_triads_with_an_organization_in_no_group_are_left_out_and_counted(two_clusters_one_partner):
    """Open triads through 5 or with it at an end: 0-2-5, 1-2-5, 3-2-5, both ways."""
    table = brokerage_table(two_clusters_one_partner, grouping(two_clusters_one_partner, "cluster"))
    (skipped,) = [caveat for caveat in table.caveats if caveat.key == "caveat.skipped_triads"]
    assert skipped.values == {"n": 6}


def test_groups_by_country_name_the_group_in_a_last_column(two_clusters_one_partner):
    table = brokerage_table(two_clusters_one_partner, grouping(two_clusters_one_partner, "country"))
    assert table.frame.columns[-1] == table.columns[-1].name == "group"
    group = table.frame.set_index("organization_id")["group"]
    assert group.to_dict() == {"0": "IT", "1": "IT", "2": "FR", "3": "", "4": "IT", "5": "GB", "6": "ES"}


def test_structural_holes_are_undefined_without_partners(two_clusters_one_partner):
    table = structural_holes_table(two_clusters_one_partner, grouping(two_clusters_one_partner, "cluster"))
    last = table.frame.iloc[-1]
    assert last["organization_id"] == "6"
    assert last[["constraint", "effective_size", "efficiency", "hierarchy"]].isna().all()
    assert table.frame["constraint"].notna().sum() == 6
    assert np.isclose(table.frame.set_index("organization_id").loc["5", "constraint"], 1)
    assert table.caveats[-1].values == {"n": 1}
