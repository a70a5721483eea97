"""What a page says of names unresolved, merges in doubt, and the numbers that depend on them."""

from dataclasses import replace
from urllib.parse import unquote

import pytest

from clusternet.language.catalog import LANGUAGES, catalog
from clusternet.report.page import render_page
from clusternet.report.sections.doubt import doubt
from clusternet.report.sections.tables import table_views

ENGLISH = catalog("en")


@pytest.fixture
def told(three_clusters, make_doubt):
    """The section about these numbers and facts, in English."""

    def tell(*numbers, **facts):
        return doubt(replace(three_clusters, doubt=make_doubt(*numbers, **facts)), ENGLISH)

    return tell


def test_questions_are_counted_and_the_number_that_moves_most_is_named(told, make_dependence, make_number):
    few, many = make_number("joint_projects", 34.0, n=182), make_number("partners", 723.0, n=771)
    view = told(
        make_dependence(few, make_number("joint_projects", 36.0)),
        make_dependence(many, make_number("partners", 712.0)),
        make_dependence(make_number("countries", 3.0)),
    )
    assert view.claim == "2 of 3 headline numbers depend on which names are one organization"
    names, effect = view.said
    assert "All 12 organizations of the data were compared" in names
    assert "3 questions are open: 7 organizations may" in names
    assert names.endswith("No merge was made, so none is doubtful.")
    assert effect.endswith("2 numbers would move, N4 furthest: 34 as things stand, 36 then.")
    assert [(row.mark, row.before, row.together, row.span, row.n) for row in view.rows] == [
        ("N4", "34", "36", "34–36", "182"),
        ("N3", "723", "712", "712–723", "771"),
    ]
    assert "Of 3 cases, the 2 that concern most participations" in view.note
    assert "not chance" in view.note


def test_shares_have_as_many_decimals_as_tell_them_apart(told, make_dependence, make_number):
    def share(value, high=None):
        return make_number("top10_share", value, high=high)

    def written(*trials):
        (row,) = told(make_dependence(*trials)).rows
        return row.before, row.together, row.span

    assert written(share(0.1646), share(0.1651)) == ("16.46\xa0%", "16.51\xa0%", "16.46–16.51\xa0%")
    assert written(share(0.16), share(0.2)) == ("16.0\xa0%", "20.0\xa0%", "16.0–20.0\xa0%")
    assert written(share(0.1, 0.863), share(0.1, 0.852)) == (
        "10.0–86.3\xa0%",
        "10.0–85.2\xa0%",
        "10.0–86.3\xa0%",
    )
    # What all together do not move, one alone may.
    assert written(share(0.5), share(0.5), share(0.6)) == ("50.0\xa0%", "50.0\xa0%", "50.0–60.0\xa0%")


def test_a_number_that_can_be_had_no_more_is_a_dash(told, make_dependence, make_number):
    view = told(make_dependence(make_number("members", 3.0), make_number("members", None)))
    assert view.rows[0].together == "–"
    assert view.said[1].endswith("N1 would move, and no other number: 3 as things stand, – then.")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"suggested": 4}, "4 more groups of names are one by a valid identifier"),
        ({"merges": 5, "doubtful": 1}, "1 of 5 merges made is doubtful"),
        ({"merges": 5}, "5 merges were made and none is in doubt"),
        ({"questions": 0, "questioned": 0}, "No name is unresolved."),
    ],
)
def test_merges_are_told_apart(told, make_dependence, make_number, facts, said):
    assert said in told(make_dependence(make_number("members", 3.0)), **facts).said[0]


def test_nothing_in_doubt_and_nothing_moving_are_said(told, make_dependence, make_number):
    still = make_dependence(make_number("members", 3.0)), make_dependence(make_number("countries", 3.0))
    view = told(*still)
    assert view.claim == "Names in doubt change no headline number"
    assert view.said[1].endswith("each of the 2 headline numbers would stay as it is.")
    assert (view.rows, bool(view.note)) == ((), True)
    view = told(*still, questions=0, questioned=0, alone=0)
    assert view.claim == "It is settled which names are one organization"
    assert (len(view.said), view.rows, view.note) == (1, (), "")


@pytest.fixture
def members_in_doubt(three_clusters, make_doubt, make_dependence, make_number):
    moved = make_dependence(make_number("members", 3.0), make_number("members", 2.0))
    (table,) = three_clusters.tables
    listed = replace(table, name="duplicates")
    return replace(three_clusters, doubt=make_doubt(moved), tables=(table, listed))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_it_where_completeness_is(members_in_doubt, parsed, language):
    page = parsed(render_page(members_in_doubt, language=language))
    (part,) = page.one(id="completeness").with_class("doubt")
    assert [cell.text for cell in part.one("tbody").all("td")] == ["N1", "3", "2", "2–3", "8"]
    assert part.one("a").attributes["href"] == "#tables"
    assert page.one("section", id="tables")


def test_without_completeness_nothing_is_said_of_names(three_clusters, parsed):
    report = replace(three_clusters, doubt=None)
    assert parsed(render_page(report, language="en")).with_class("doubt") == []


def test_a_long_table_of_names_is_begun_and_says_how_to_get_the_rest(three_clusters):
    (table,) = three_clusters.tables
    long = replace(table, name="duplicates", frame=table.frame.iloc[[0] * 501])
    (view,) = table_views([long], ENGLISH)
    assert unquote(view.address).count("\r\n") == 501
    assert "the first 500 of 501 rows" in view.size
    assert "clusternet resolve" in view.size
