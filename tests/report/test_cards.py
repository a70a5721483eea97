from dataclasses import replace

import pytest

from clusternet.language.catalog import catalog
from clusternet.report.page import render_page
from clusternet.report.sections.cards import cards
from clusternet.report.symbols import symbols


@pytest.fixture
def card(three_clusters, make_sheet):
    def view(language="en", of_profile=None, **facts):
        profile = replace(three_clusters.profiles[0], **(of_profile or {}))
        found = (make_sheet(profile, **facts),)
        return cards(found, symbols(three_clusters.profiles), catalog(language))[0]

    return view


def fact(view, label):
    (found,) = [one for one in view.facts if one.label == label]
    return f"{found.figure} {found.note}".replace("\xa0", " ")


def test_facts_say_of_how_many_they_are(card):
    view = card()
    assert fact(view, "Members known") == "5 of 10–20 published, 25 %"
    assert fact(view, "Members in projects") == "3 of 5 members, 60 %"
    assert fact(view, "SMEs") == "1 of 2 of which it is known"
    assert fact(view, "Joint projects") == "2 of 5 projects of the cluster"
    assert fact(view, "Partners") == "6 in no cluster; 2 countries reached"


def test_what_is_not_known_becomes_an_errand(card):
    view = card()
    assert view.gaps == (
        "The names of 15 of 20 published members.",
        "In which projects 2 of its 5 known members take part: none are seen.",
        "When 2 of its 5 projects began.",
        "Whether 3 of its 5 known members are SMEs.",
    )
    assert view.ask.startswith("Ask AGRIFOOD for the full list of members with dates, ")
    assert view.ask.endswith("and the names of members that are SMEs.")


def test_where_nothing_is_unknown_nothing_is_asked(card, three_clusters):
    known = replace(three_clusters.completeness.clusters[0], known=5, low=5.0, high=5.0)
    view = card(published=known, missing=0, undated=0, sme_known=5)
    assert (view.gaps, view.ask) == ((), "")


def test_an_unpublished_number_and_an_unstated_manager_are_gaps(card, three_clusters):
    unpublished = replace(three_clusters.completeness.clusters[2])
    view = card(published=unpublished, of_profile={"managers": ()})
    assert fact(view, "Members known") == "5 no number published"
    assert view.gaps[0] == "How many members it has: no number is published."
    assert view.gaps[-1] == "Who runs it."


@pytest.mark.parametrize(
    ("of_profile", "facts", "said"),
    [
        ({}, {}, "AGRIFOOD belongs to 5 projects: directly to 2, through members to 4; some count in both."),
        ({"projects_through_members": 3}, {}, "directly to 2, through members to 3. In 2 its members"),
        ({}, {"joint_projects": 0}, "In none of them are its members seen to work with"),
        ({"projects_any": 0}, {}, "AGRIFOOD belongs to no project in these data."),
    ],
)
def test_the_lead_follows_the_facts(card, of_profile, facts, said):
    assert said in card(of_profile=of_profile, **facts).lead


def test_a_cluster_without_dates_has_no_chart(card):
    view = card(years=())
    assert view.years is None
    assert view.years_note == "No start of its projects is known."
    assert "2020: 1; 2021: 2, of which joint: 1" in card().years


def test_no_member_has_no_known_members(card):
    view = card(of_profile={"members": 0, "members_in_projects": 0}, companies=0, sme_known=0, smes=0)
    assert fact(view, "SMEs") == "0 known of no member"
    assert fact(view, "Members in projects").strip() == "0"


def test_each_cluster_has_a_sheet_that_its_row_leads_to(every_section, parsed):
    page = parsed(render_page(every_section, language="en"))
    links = [link.attributes["href"] for link in page.one(id="find").with_class("to-sheet")]
    assert links == [f"#{sheet.attributes['id']}" for sheet in page.all("article")]
    assert len(links) == 3


def test_without_sheets_no_row_leads_to_one(every_section, parsed):
    sections = tuple(name for name in every_section.sections if name != "clusters")
    page = parsed(render_page(replace(every_section, sections=sections), language="en"))
    assert page.one(id="find").with_class("to-sheet") == []


def test_the_box_is_written_in_italian(card):
    assert card("it").ask.startswith("Da AGRIFOOD servono: l’elenco completo degli aderenti, con le date")
