"""The clusters side by side, counted by hand."""

import math

from clusternet.study.comparison import COLUMNS, comparison_table


def test_rows_stand_in_cluster_order_with_the_columns_of_the_contract(run_by_organization_two):
    frame = comparison_table(run_by_organization_two).frame
    assert frame["cluster"].tolist() == ["a", "b"]
    assert list(frame.columns) == [column.name for column in COLUMNS]


def test_counts_of_the_worked_example(run_by_organization_two):
    """a = 0, 1, 2; b = 2, 3, 4; ties 01 02 12 13 23 25 34."""
    a, b = comparison_table(run_by_organization_two).frame.to_dict("records")
    assert (a["members"], a["companies"], a["sme_known"], a["sme_share"]) == (3, 2, 2, 0.5)
    assert (b["members"], b["companies"], b["sme_known"], b["sme_share"]) == (3, 1, 1, 0.0)
    assert (a["internal_ties"], a["external_ties"]) == (3, 3)  # 13, 23, 25 lead outwards
    assert (b["internal_ties"], b["external_ties"]) == (2, 4)  # 02, 12, 13, 25
    assert (a["partners"], b["partners"]) == (1, 1)
    assert (a["joint_projects"], b["joint_projects"]) == (2, 2)
    assert (a["countries"], b["countries"]) == (1, 2)  # 5 GB; 0 and 1 IT, 5 GB
    assert (a["published_members"], a["completeness"]) == (6, 0.5)
    assert math.isnan(b["published_members"])
    assert math.isnan(b["completeness"])


def test_without_clusters_there_are_no_rows(no_clusters):
    assert comparison_table(no_clusters).frame.empty
