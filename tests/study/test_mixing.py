"""Ties within and across groups, counted by hand on the worked example."""

import pytest

from clusternet.study.groups import grouping
from clusternet.study.mixing import mixing_table
from clusternet.study.participation import participation_table


def test_ties_of_a_cover_are_split_and_add_up(two_clusters_one_partner):
    """Internal parts: 01 1, 02 1/2, 12 1/2, 13 0, 23 1/2, 34 1."""
    table = mixing_table(two_clusters_one_partner, grouping(two_clusters_one_partner, "cluster"))
    ties = {(row.group_a, row.group_b): row.ties for row in table.frame.itertuples()}
    assert ties == {("a", "b"): 2.5, ("a", "a"): 2, ("b", "b"): 1.5}
    assert table.n == 6
    said = {caveat.key: caveat.values for caveat in table.caveats}
    assert said["caveat.ties_left_out"] == {"n": 1}
    assert said["caveat.ei"]["ei"] == pytest.approx(-1 / 6)
    assert said["caveat.ei"]["expected"] == pytest.approx(0.2)
    assert "caveat.assortativity" not in said
    numbers = {number.name: number.value for number in table.summary}
    assert numbers["ei_index"] == pytest.approx(-1 / 6)
    assert numbers["expected_ei_index"] == pytest.approx(0.2)
    assert "assortativity" not in numbers


def test_a_partition_has_its_assortativity_too(two_clusters_one_partner):
    """Countries: 0, 1, 4 IT, 2 FR, 5 GB; ties between known ones 01, 02, 12, 25."""
    table = mixing_table(two_clusters_one_partner, grouping(two_clusters_one_partner, "country"))
    assert table.n == 4
    assert table.caveats[-1].key == "caveat.assortativity"
    shares = {(row.group_a, row.group_b): row.share for row in table.frame.itertuples() if row.ties}
    assert shares == {("FR", "IT"): 0.5, ("IT", "IT"): 0.25, ("FR", "GB"): 0.25}


def test_participation_is_even_for_those_whose_ties_spread(two_clusters_one_partner):
    table = participation_table(two_clusters_one_partner, grouping(two_clusters_one_partner, "cluster"))
    coefficient = table.frame.set_index("organization_id")["participation_coefficient"]
    # 4 is tied to 3 alone; 0 to 1 in a and 2 in both, each by one project
    assert coefficient["4"] == 0
    assert coefficient["0"] == pytest.approx(1 - (3 / 4) ** 2 - (1 / 4) ** 2)
    assert coefficient.isna().sum() == 1
    assert table.frame["within_group_z"].isna().sum() >= 3


def test_no_groups_no_mixing(no_clusters):
    table = mixing_table(no_clusters, grouping(no_clusters, "cluster"))
    assert table.frame.empty
    assert table.summary == ()
    assert table.n == 0
