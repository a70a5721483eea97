from dataclasses import replace

import pytest

from clusternet.findings.cooperation import Meeting
from clusternet.language.catalog import catalog
from clusternet.report.page import render_page
from clusternet.report.sections.meetings import LISTED, meetings
from clusternet.report.symbols import symbols


def meeting(*, name="NODES", title="", programme="", year=2022, taking_part=(), named=()):
    return Meeting(
        project_id="p",
        name=name,
        title=title,
        programme=programme,
        year=year,
        taking_part=taking_part,
        named=named,
    )


@pytest.fixture
def english(three_clusters):
    return lambda *found: meetings(found, symbols(three_clusters.profiles), catalog("en"))


def test_symbols_are_filled_where_a_managing_body_takes_part_and_joined_by_a_line(english):
    row = english(meeting(taking_part=("c",), named=("a",))).rows[0]
    assert [cell.kind for cell in row.cells] == ["named", "", "part"]
    assert [cell.line for cell in row.cells] == ["begins", "passes", "ends"]


def test_no_line_reaches_beyond_the_clusters_that_met(english):
    row = english(meeting(named=("a", "b"))).rows[0]
    assert [cell.line for cell in row.cells] == ["begins", "ends", ""]


@pytest.mark.parametrize(
    ("facts", "title", "details"),
    [
        ({"title": "Nord Ovest", "programme": "PNRR"}, "Nord Ovest", "PNRR, 2022"),
        ({"title": "NODES", "year": None}, "", "undated"),
        ({"programme": "PNRR", "year": None}, "", "PNRR, undated"),
    ],
)
def test_a_project_says_what_and_when(english, facts, title, details):
    row = english(meeting(named=("a", "b"), **facts)).rows[0]
    assert (row.title, row.details) == (title, details)


@pytest.mark.parametrize(
    ("taking_part", "claim"),
    [
        ([("a", "b"), ()], "in 1 of them two or more managing bodies take part"),
        ([(), ()], "All 2 direct meetings are only named"),
        ([("a", "b"), ("a", "b")], "in all of them two or more managing bodies take part"),
    ],
)
def test_the_claim_says_how_many_managing_bodies_were_there(english, taking_part, claim):
    found = [meeting(taking_part=there, named=() if there else ("a", "b")) for there in taking_part]
    assert claim in english(*found).claim


def test_the_first_ones_are_drawn_and_the_others_counted(english):
    view = english(*[meeting(named=("a", "b"))] * (LISTED + 2))
    assert len(view.rows) == LISTED
    assert view.more == "2 more projects are not drawn here."


def test_without_meetings_there_is_no_figure(three_clusters, parsed):
    report = replace(three_clusters, cooperation=replace(three_clusters.cooperation, meetings=()))
    assert parsed(render_page(report, language="en")).with_class("meets") == []


def test_every_symbol_is_also_said(every_section, parsed):
    table = parsed(render_page(every_section, language="en")).with_class("meets")[0]
    cells = [cell.text for cell in table.one("tbody").all("td")]
    assert cells == ["managing body takes part", "only named by the project", ""]
