"""Groups: a cover of clusters, a partition by any stated fact."""

import pytest

from clusternet.study.groups import grouping


def test_an_organization_in_several_clusters_belongs_to_each_in_equal_parts(two_clusters_one_partner):
    groups = grouping(two_clusters_one_partner, "cluster")
    assert groups.names == ("a", "b")
    assert groups.shares.toarray().tolist() == [[1, 0], [1, 0], [0.5, 0.5], [0, 1], [0, 1], [0, 0], [0, 0]]
    assert groups.overlaps
    assert groups.labels.tolist() == [0, 0, -1, 1, 1, -1, -1]
    assert groups.without == 2


def test_a_fact_makes_a_partition_and_the_unknown_is_in_no_group(two_clusters_one_partner):
    groups = grouping(two_clusters_one_partner, "country")
    assert groups.names == ("ES", "FR", "GB", "IT")
    assert groups.labels.tolist() == [3, 3, 1, -1, 3, 2, 0]
    assert not groups.overlaps
    assert [caveat.key for caveat in groups.caveats] == ["caveat.without_group"]


def test_outside_can_be_a_group_of_its_own(two_clusters_one_partner):
    groups = grouping(two_clusters_one_partner, "cluster", outside="as-group")
    assert groups.names == ("a", "b", "outside")
    assert groups.labels.tolist() == [0, 0, -1, 1, 1, 2, 2]
    assert groups.without == 0


@pytest.mark.parametrize("by", ["province", "nuts3"])
def test_a_fact_nobody_states_makes_no_groups(two_clusters_one_partner, by):
    groups = grouping(two_clusters_one_partner, by)
    assert groups.names == ()
    assert groups.shares.shape == (7, 0)
    assert groups.without == 7
