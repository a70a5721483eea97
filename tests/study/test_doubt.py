"""Names unresolved, merges in doubt, and what headline numbers depend on them, worked by hand."""

import pytest

from clusternet.findings.doubt import relative_change
from clusternet.findings.numbers import Number
from clusternet.study.doubt import identity_doubt
from clusternet.study.duplicates import identity
from clusternet.study.effect import Headlines, moves

CODES = ("members", "projects_any", "partners", "joint_projects", "sme_projects_share")
# m is in cluster a, o and v in b; n (perhaps m) meets o in 2 and q in 3; w (perhaps v) is alone in 4.
DATASET = {
    "clusters": "cluster_id,name,kind\na,A,cluster\nb,B,cluster\n",
    "organizations": (
        "organization_id,name,country,city,is_sme\n"
        "m,Arvenio Lab,IT,Torino,\nn,Arvennio Lab,IT,Torino,true\n"
        "o,Olmo,IT,Bari,false\nq,Quercia,FR,Lyon,false\n"
        "v,Vetralba Consorzio,IT,Roma,false\nw,Vetralba,IT,Roma,false\n"
    ),
    "memberships": "organization_id,cluster_id\nm,a\no,b\nv,b\n",
    "projects": "project_id\n1\n2\n3\n4\n",
    "participations": "project_id,organization_id\n1,m\n1,o\n2,n\n2,o\n3,n\n3,q\n4,w\n",
}
DECISIONS = "decision_id,action,organization_ids,into,decided_on\n"


@pytest.fixture
def doubt_of(asked_of):
    def find(most=10, codes=CODES, **tables):
        subject = asked_of(**DATASET | tables)
        headlines = Headlines(tables=subject.tables, card=subject.card, codes=codes)
        return identity_doubt(identity(subject.tables), headlines, most=most)

    return find


def told(found):
    """As things stand, all together, farthest, least and most, of the numbers that move."""
    return {
        one.number.code: (one.number.value, one.together.value, one.farthest.value, one.least, one.most)
        for one in found.moving
    }


def test_open_questions_move_what_they_move(doubt_of):
    found = doubt_of()
    assert (found.organizations, found.questions, found.questioned) == (6, 2, 4)
    assert (found.suggested, found.merges, found.doubtful, found.cases, found.alone) == (0, 0, 0, 2, 2)
    assert [one.number.code for one in found.numbers] == list(CODES)
    assert told(found) == {
        "projects_any": (2, 4, 4, 2, 4),
        "partners": (3, 1, 1, 1, 3),
        "joint_projects": (1, 2, 2, 1, 2),
        "sme_projects_share": (0.5, 0.75, 0.75, 0.5, 0.75),
    }


def test_a_case_not_tried_alone_counts_with_all(doubt_of):
    found = doubt_of(most=1)
    assert (found.cases, found.alone) == (2, 1)
    assert told(found)["projects_any"] == (2, 4, 4, 2, 4)


def test_a_merge_on_likeness_is_doubtful_and_taken_back(doubt_of):
    found = doubt_of(decisions=DECISIONS + "d1,merge,m;n,m,2025\n")
    assert (found.organizations, found.questions, found.merges, found.doubtful) == (5, 1, 1, 1)
    # Split again and with v and w as one, 1, 2 and 4 belong to a cluster: as many as 1, 2 and 3 do now.
    assert told(found) == {
        "projects_any": (3, 3, 2, 2, 4),
        "partners": (2, 2, 3, 1, 3),
        "joint_projects": (2, 1, 1, 1, 2),
        "sme_projects_share": (0.75, 0.5, 0.5, 0.5, 0.75),
    }


def test_a_merge_of_one_name_in_one_place_is_not_doubtful_and_a_wanting_one_is_suggested(doubt_of):
    twice = DATASET["organizations"].replace("Arvennio Lab", "ARVENIO LAB")
    open_ = doubt_of(organizations=twice)
    assert (open_.questions, open_.suggested) == (1, 1)
    assert told(open_)["joint_projects"] == (1, 2, 2, 1, 2)
    made = doubt_of(organizations=twice, decisions=DECISIONS + "d1,merge,m;n,m,2025\n")
    assert (made.suggested, made.merges, made.doubtful, made.questions) == (0, 1, 0, 1)


def test_a_merge_on_somebodys_word_is_doubtful(doubt_of):
    found = doubt_of(decisions=DECISIONS + "d1,merge,o;q,o,2025\n")
    assert (found.merges, found.doubtful) == (1, 1)


def test_what_a_person_answered_is_no_question(doubt_of):
    found = doubt_of(decisions=DECISIONS + "d1,split,m;n,,2025\nd2,split,v;w,,2025\n")
    assert (found.cases, found.questioned, found.merges, found.moving) == (0, 0, 0, ())
    assert all(one.number == one.together == one.farthest for one in found.numbers)


def test_numbers_that_cannot_be_had_do_not_move(doubt_of):
    without = DATASET["organizations"].replace("true", "").replace("false", "")
    found = doubt_of(organizations=without, codes=("sme_projects_share",))
    (share,) = found.numbers
    assert (share.number.value, share.least, share.most, share.moves) == (None, None, None, False)


def number(value, high=None):
    return Number(code="x", subject="system", value=value, n=1, high=high)


def test_the_order_of_adding_up_moves_nothing():
    assert not moves(number(0.1 + 0.2), number(0.3))
    assert moves(number(0.3), number(0.3001))
    assert moves(number(0.3, 0.4), number(0.3, 0.5))
    assert moves(number(0.3), number(None))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (number(4), number(5), 0.25),
        (number(4), number(4), 0),
        (number(0.1, 0.8), number(0.1, 0.6), 0.25),
        (number(0), number(1), float("inf")),
        (number(2), number(None), float("inf")),
        (number(None), number(None), 0),
    ],
)
def test_change_is_relative_to_what_was(before, after, change):
    assert relative_change(before, after) == pytest.approx(change)
