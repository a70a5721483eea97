"""Headline numbers, counted by hand on the worked example."""

import pytest

from clusternet.exceptions import UnknownName
from clusternet.model.recipe import NUMBERS
from clusternet.study.indicators import numbers


def number(subject, code):
    (found,) = numbers(subject, [code])
    return found


@pytest.mark.parametrize(
    ("code", "value", "n"),
    [
        ("members", 5, 7),
        ("projects_any", 4, 5),
        ("partners", 1, 6),
        ("joint_projects", 2, 4),
        ("top10_share", 1, 10),
        ("countries", 3, 6),  # IT, FR and GB; Three's is unknown, Six takes no part
    ],
)
def test_counts(two_clusters_one_partner, code, value, n):
    found = number(two_clusters_one_partner, code)
    assert (found.value, found.n) == (value, n)


def test_external_share_splits_ties_of_members_in_several_clusters(two_clusters_one_partner):
    """Six ties between members: internal parts 01 1, 02 1/2, 12 1/2, 13 0, 23 1/2, 34 1 = 3.5 of 6."""
    found = number(two_clusters_one_partner, "external_share")
    assert found.value == pytest.approx(2.5 / 6)
    assert found.n == 6


def test_unknown_status_bounds_a_share_instead_of_counting_as_no(two_clusters_one_partner):
    """An SME surely in p0 and p2; p1 has Two and p3 has Four, of whom it is not known."""
    found = number(two_clusters_one_partner, "sme_projects_share")
    assert (found.value, found.high, found.unknown, found.n) == (0.5, 1.0, 2, 4)


def test_firm_and_research_must_both_take_part(two_clusters_one_partner):
    """A firm beside a research body in p0 and p1; p3 has research and Four, whose kind is unknown."""
    found = number(two_clusters_one_partner, "firm_research_projects_share")
    assert (found.value, found.high, found.unknown) == (0.5, 0.75, 1)


def test_one_organization_of_unknown_kind_is_not_firm_and_research_at_once(asked_of):
    alone = asked_of(
        organizations="organization_id,name,kind\nx,X,\ny,Y,company\n",
        projects="project_id,title\np,\nq,\n",
        participations="project_id,organization_id\np,x\nq,x\nq,y\n",
    )
    found = number(alone, "firm_research_projects_share")
    assert (found.value, found.high, found.unknown, found.n) == (0, 0.5, 1, 2)


def test_what_needs_clusters_cannot_be_told_without_them(no_clusters):
    values = {found.code: found.value for found in numbers(no_clusters, NUMBERS)}
    assert {code for code, value in values.items() if value is None} == {
        "members",
        "projects_any",
        "joint_projects",
        "external_share",
    }
    assert values["partners"] == 6


def test_shares_of_nothing_cannot_be_told(asked_of):
    empty = asked_of(
        organizations="organization_id,name\nx,X\n",
        projects="project_id,title\n",
        participations="project_id,organization_id\n",
    )
    for code in ("sme_projects_share", "firm_research_projects_share", "top10_share", "external_share"):
        assert number(empty, code).value is None


def test_an_unknown_code_is_named(two_clusters_one_partner):
    with pytest.raises(UnknownName, match="'happiness': choose among members, "):
        numbers(two_clusters_one_partner, ["happiness"])


def test_a_share_of_which_nothing_is_known_is_no_range(asked_of):
    bare = asked_of(
        organizations="organization_id,name,kind,is_sme\nx,X,,\ny,Y,,\nz,Z,company,true\n",
        projects="project_id\np\nq\n",
        participations="project_id,organization_id\np,x\np,y\nq,x\n",
    )
    for code in ("sme_projects_share", "firm_research_projects_share"):
        (found,) = numbers(bare, [code])
        assert (found.value, found.high, found.n, found.unknown) == (None, None, 2, 2)
