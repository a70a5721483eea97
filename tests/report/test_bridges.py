from dataclasses import replace

import pytest

from clusternet.findings.bridges import Bridges, Link
from clusternet.language.catalog import catalog
from clusternet.report.charts.roles import PATTERNS, role_path
from clusternet.report.page import render_page
from clusternet.report.sections.bridges import bridges
from clusternet.report.symbols import symbols


@pytest.fixture
def english(three_clusters):
    def view(*brokers, separated=8, bridging=3):
        found = Bridges(brokers=brokers, separated=separated, bridging=bridging)
        return bridges(found, symbols(three_clusters.profiles), catalog("en"))

    return view


def said(markup):
    return markup.striptags().replace("\xa0", " ")


def test_an_entry_says_between_whom_how_many_and_of_how_many(english, make_broker):
    one = english(make_broker("Politecnico", ("c",))).brokers[0]
    assert said(one.sentence) == (
        "Stands between 6 of 8 such pairs, 75 %: AGRIFOOD with Polo ICT (6 pairs). "
        "It takes part in 4 projects with 9 partners."
    )
    assert "<strong>6</strong>" in one.sentence


@pytest.mark.parametrize(
    ("pairs", "words"),
    [(1.0, "(1 pair)"), (52.5, "(about 53 pairs)"), (11.67, "(about 12 pairs)"), (0.25, "(part of a pair)")],
)
def test_pairs_that_are_not_whole_are_about(english, make_broker, pairs, words):
    link = Link(cluster_a="a", cluster_b="b", pairs=pairs)
    assert words in said(english(make_broker("x", (), links=(link,))).brokers[0].sentence)


def test_only_the_strongest_links_are_named(english, make_broker):
    links = tuple(Link(cluster_a="a", cluster_b="b", pairs=float(n)) for n in (9, 8, 7, 6))
    sentence = said(english(make_broker("x", (), links=links)).brokers[0].sentence)
    assert "most of all" in sentence
    assert "(6 pairs)" not in sentence


@pytest.mark.parametrize(
    ("roles", "path"),
    [
        ({"liaison": 3.0, "gatekeeper": 1.0}, ("A > B > C", "liaison", "75 % of its 4 pairs")),
        ({"coordinator": 1.5, "liaison": 1.0}, ("A > A > A", "coordinator", "60 % of about 3 pairs")),
        ({"gatekeeper": 1.0}, ("A > A > B", "representative or gatekeeper", "100 % of its 1 pair")),
    ],
)
def test_a_role_stands_with_its_path_and_its_share(english, make_broker, roles, path):
    usual = dict.fromkeys(("coordinator", "itinerant_broker", "gatekeeper", "liaison"), 0.0)
    found = english(make_broker("x", ("a",), roles=usual | roles)).brokers[0].path
    assert (found.pattern, found.role, found.text.replace("\xa0", " ")) == path


def test_who_belongs_to_no_cluster_bridges_from_outside(english, make_broker):
    one = english(make_broker("x", (), roles={})).brokers[0]
    assert (one.path.role, one.path.text, one.roles) == ("from outside", "", ())
    assert "belongs to no counted cluster" in one.sentence


def test_every_path_has_three_circles_and_the_broker_is_the_largest():
    for role in PATTERNS:
        assert role_path(role).count("<circle") == 3
        assert role_path(role).count('r="7.6"') == 1


def test_a_constraint_that_is_not_defined_is_not_given(english, make_broker):
    assert len(english(make_broker("x", (), constraint=None)).brokers[0].statistics) == 1


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "These data name no cluster"),
        (["One"], "nobody can stand between two"),
        (["One", "Two"], "Nobody is seen to stand between"),
    ],
)
def test_without_brokers_there_is_one_sentence(three_clusters, change_clusters, parsed, names, words):
    page = parsed(render_page(change_clusters(three_clusters, names), language="en"))
    section = page.one(id="bridges")
    assert words in section.with_class("lead")[0].text
    assert section.all("ol", "dl", "table") == []


def test_brokers_are_as_many_as_are_said_to_be_shown(every_section, parsed):
    section = parsed(render_page(every_section, language="en")).one(id="bridges")
    assert len(section.one("ol").all("h3")) == 2
    assert "The first 2 of 5 are shown" in section.text
    all_of_them = replace(every_section, bridges=replace(every_section.bridges, bridging=2))
    assert "are shown" not in parsed(render_page(all_of_them, language="en")).one(id="bridges").text


def test_italian_uses_its_own_words_for_roles(every_section, parsed):
    text = parsed(render_page(every_section, language="it")).one(id="bridges").text
    for role in (
        "coordinatore",
        "consulente itinerante",
        "filtro d’ingresso",
        "collegamento",
        "dall’esterno",
    ):
        assert role in text
