from dataclasses import replace

import pytest

from clusternet.language.catalog import catalog
from clusternet.report.charts.unit_squares import MOST, squares, unit
from clusternet.report.page import render_page
from clusternet.report.sections.missing import LISTED, missing
from clusternet.report.symbols import symbols


@pytest.fixture
def english(three_clusters):
    return lambda *found: missing(found, symbols(three_clusters.profiles), catalog("en"))


def test_the_lead_counts_those_of_whom_it_is_unknown(english, make_absent):
    view = english(make_absent("x", is_sme=True), make_absent("y"), make_absent("z", is_sme=False))
    lead = view.lead.replace("\xa0", " ")
    assert lead.startswith("3 organizations of the clusters or the region are in no project seen. 1 is known")
    assert "For 1 of 3, 33 %, it is unknown." in lead
    assert lead.endswith("Not seen is not absent: they may work in projects that no source names.")


def test_where_nothing_is_unknown_nothing_is_said_of_it(english, make_absent):
    view = english(make_absent("x", is_sme=True))
    assert "unknown" not in view.lead
    assert view.claim == "Of all 1 it is known whether they are SMEs"


def test_nobody_missing_is_one_sentence(three_clusters, parsed):
    section = parsed(render_page(three_clusters, language="en")).one(id="missing")
    assert "is in a project" in section.with_class("lead")[0].text
    assert section.all("figure", "table") == []


def test_squares_stand_by_cluster_and_those_of_none_last(english, make_absent):
    view = english(make_absent("x", ("a", "b")), make_absent("y", is_sme=True), make_absent("z", ("b",)))
    assert [(row.symbol.code if row.symbol else "", row.n) for row in view.groups] == [
        ("AGR", "1"),
        ("ICT", "2"),
        ("", "1"),
    ]
    assert [part.squares for part in view.groups[-1].squares] == [1, 0, 0]
    assert view.groups[-1].text == "SME: 1; not an SME: 0; unknown: 0"
    assert view.several


def test_a_way_is_written_from_end_to_end(english, make_absent):
    rows = english(make_absent("x"), make_absent("y", introducer="", path=(), distance=None)).rows
    assert [(row.introducer, row.way, row.steps) for row in rows] == [
        ("Politecnico", "x > AGRIFOOD > Politecnico", 1),
        ("", "", None),
    ]


def test_many_are_not_all_listed(english, make_absent):
    view = english(*[make_absent("x")] * (LISTED + 3))
    assert len(view.rows) == LISTED
    assert view.more.startswith("3 more organizations are not listed here")
    assert view.printed.startswith("On paper, the first 40 rows")


def test_one_square_stands_for_more_where_there_are_many():
    assert unit([MOST]) == 1
    assert unit([MOST + 1, 3]) == 10
    assert squares("sme", 3, 10).squares == 1
    assert squares("sme", 0, 10).squares == 0
    assert squares("sme", 25, 10).squares == 3


def test_when_somebody_was_seen_before_the_period_the_table_says_who(every_section, parsed):
    heads = parsed(render_page(every_section, language="en")).with_class("contacts")[0].one("thead").text
    assert "Seen" in heads
    never = replace(every_section, missing=every_section.missing[:2])
    heads = parsed(render_page(never, language="en")).with_class("contacts")[0].one("thead").text
    assert "Seen" not in heads


def test_the_table_can_be_sorted_and_filtered(every_section, parsed):
    table = parsed(render_page(every_section, language="it")).with_class("contacts")[0]
    assert {"data-sortable", "data-filterable"} <= set(table.attributes)
