"""Who has most partners."""

from clusternet.study.centrality import centrality_table, most_connected
from clusternet.study.groups import grouping


def test_most_partners_first_then_id_and_isolates_stay(two_clusters_one_partner):
    frame = centrality_table(two_clusters_one_partner, grouping(two_clusters_one_partner, "cluster")).frame
    assert frame["organization_id"].tolist() == ["2", "1", "3", "0", "4", "5", "6"]
    assert frame["degree"].tolist() == [4, 3, 3, 2, 1, 1, 0]
    assert frame["strength"].tolist() == [3, 2, 2, 1, 1, 1, 0]
    assert frame["cluster"].tolist() == ["a;b", "a", "b", "a", "b", "", ""]


def test_isolates_are_counted_in_a_caveat(two_clusters_one_partner):
    caveat = centrality_table(
        two_clusters_one_partner, grouping(two_clusters_one_partner, "cluster")
    ).caveats[-1]
    assert (caveat.key, caveat.values) == ("caveat.isolated", {"n": 1, "of": 7})


def test_most_connected_leaves_out_those_without_partners(run_by_organization_two):
    found = most_connected(run_by_organization_two, top=100)
    assert [one.organization_id for one in found] == ["2", "1", "3", "0", "4", "5"]
    assert (found[0].name, found[0].clusters, found[0].manages, found[0].partners, found[0].projects) == (
        "Two",
        ("a", "b"),
        True,
        4,
        3,
    )
    assert most_connected(run_by_organization_two, top=0) == ()
