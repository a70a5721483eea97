"""Who cooperates with whom, on a network small enough to count by hand."""

import math

import pytest

from clusternet.study.cooperation import cooperation, cooperation_table, profiles


def row(subject, a, b):
    frame = cooperation_table(subject).frame
    return frame[(frame["cluster_a"] == a) & (frame["cluster_b"] == b)].iloc[0]


def test_pair_of_the_worked_example(two_clusters_one_partner):
    between = row(two_clusters_one_partner, "a", "b")
    assert between["projects"] == between["projects_without_managers"] == 2
    assert between["projects_managers_only"] == 0
    assert (between["ties"], between["ties_fractional"]) == (5, 3)
    assert between["expected_plain"] == pytest.approx(5.6)
    assert between["sd_plain"] == pytest.approx(0.8)
    assert between["z_plain"] == pytest.approx(-0.75)
    assert between["shared_members"] == 1
    assert between["ratio"] == pytest.approx(between["ties_without_managers"] / between["expected"])


def test_inside_of_the_worked_example(two_clusters_one_partner):
    assert row(two_clusters_one_partner, "a", "a")[["projects", "ties", "ties_fractional"]].tolist() == [
        2,
        4,
        2.5,
    ]
    assert row(two_clusters_one_partner, "b", "b")[["projects", "ties", "ties_fractional"]].tolist() == [
        2,
        2,
        1.5,
    ]


def test_expected_within_classes_is_the_mean_over_all_deals(two_clusters_one_partner):
    """Classes of 1, 2 and 3 projects: {0, 4}, {1, 3}, {2}; the four deals give ties of 5, 7, 7 and 5."""
    assert row(two_clusters_one_partner, "a", "b")["expected"] == pytest.approx(6)
    found = cooperation(two_clusters_one_partner)
    assert (found.members_compared, found.members_free) == (5, 4)
    assert found.null.values["outcomes"].values == {"n": 4}


def test_without_managers_the_organization_is_gone_from_every_cluster(run_by_organization_two):
    between = row(run_by_organization_two, "a", "b")
    assert (between["projects"], between["projects_without_managers"]) == (2, 1)
    assert between["ties_without_managers"] == 1
    assert row(run_by_organization_two, "a", "a")["projects_without_managers"] == 1
    found = cooperation(run_by_organization_two)
    assert (found.joint_projects, found.joint_projects_without_managers) == (2, 1)


def test_p_is_unknown_while_nothing_was_permuted(two_clusters_one_partner):
    frame = cooperation_table(two_clusters_one_partner).frame
    assert frame[["p", "q"]].isna().all(axis=None)


def test_table_is_sorted_by_projects_then_cluster_order(two_clusters_one_partner):
    frame = cooperation_table(two_clusters_one_partner).frame
    assert list(zip(frame["cluster_a"], frame["cluster_b"], strict=True)) == [
        ("a", "a"),
        ("a", "b"),
        ("b", "b"),
    ]
    assert frame["projects"].tolist() == [2, 2, 2]


def test_carrier_is_the_organization_a_pair_leans_on(two_clusters_one_partner):
    (pair,) = cooperation(two_clusters_one_partner).between
    assert (pair.carrier, pair.projects_without_carrier) == ("Two", 1)


def test_direct_meetings_need_both_managing_bodies_or_names(run_by_organization_two):
    found = cooperation(run_by_organization_two)
    direct = {(pair.cluster_a, pair.cluster_b): pair.direct for pair in found.pairs}
    assert direct == {("a", "a"): 2, ("a", "b"): 1, ("b", "b"): 3}  # p0 names a, and 2 manages b
    assert found.direct_projects == 1


def test_profiles_tell_the_managing_body_from_the_members(run_by_organization_two):
    a, b = profiles(run_by_organization_two)
    assert (a.managers, b.managers) == ((), ("Two",))
    assert (a.members, a.members_in_projects, b.members, b.members_in_projects) == (3, 3, 3, 3)
    assert (a.projects_direct, a.projects_through_members, a.projects_through_others) == (2, 3, 3)
    assert (b.projects_direct, b.projects_through_members, b.projects_through_others) == (3, 4, 2)
    assert (a.projects_any, b.projects_any) == (4, 4)
    assert (a.met_directly, b.met_directly) == (("b",), ("a",))
    assert (a.theme, b.theme, b.kind) == ("textiles", "", "platform")


def test_without_clusters_there_are_no_pairs(no_clusters):
    found = cooperation(no_clusters)
    assert found.pairs == ()
    assert found.joint_projects == 0
    assert profiles(no_clusters) == ()
    table = cooperation_table(no_clusters)
    assert table.frame.empty
    assert [caveat.key for caveat in table.caveats] == ["caveat.no_clusters"]


def test_expected_is_undefined_where_nobody_can_be_compared(asked_of):
    nobody_meets = asked_of(
        clusters="cluster_id,name,kind\na,A,cluster\nb,B,cluster\n",
        organizations="organization_id,name\nx,X\ny,Y\n",
        memberships="organization_id,cluster_id\nx,a\ny,b\n",
        projects="project_id,title\np,\n",
        participations="project_id,organization_id\np,x\n",
    )
    between = row(nobody_meets, "a", "b")
    assert between["projects"] == between["ties"] == 0
    assert math.isnan(between["ratio"])
    assert math.isnan(between["z_plain"])
