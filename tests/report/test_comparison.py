from dataclasses import replace

import pytest

from clusternet.language.catalog import catalog
from clusternet.report.page import render_page
from clusternet.report.sections.comparison import GROUPS, comparison
from clusternet.report.symbols import symbols


@pytest.fixture
def english(every_section):
    def view(**columns):
        frame = every_section.comparison.frame.assign(**columns)
        table = replace(every_section.comparison, frame=frame)
        return comparison(table, symbols(every_section.profiles), catalog("en"))

    return view


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([0.25, 0.75, None], "name from 25 % to 75 %, and who is better known has higher counts. For 1 of 3"),
        ([0.25, 0.75, 0.5], "higher counts. Read down a column"),
        ([0.25, 0.25, None], "the data name only 25 %"),
        ([None, None, None], "for no cluster is a number of members published"),
    ],
)
def test_the_first_sentence_says_why_this_is_no_ranking(english, shares, said):
    lead = english(completeness=shares).lead.replace("\xa0", " ")
    assert lead.startswith("This is no ranking: ")
    assert said in lead


def test_clusters_keep_their_order(english):
    assert [symbol.code for symbol in english().clusters] == ["AGR", "ICT", "TSI"]


def test_shares_say_of_how_many_and_unknown_is_no_zero(english):
    (completeness,) = english().groups[0][1]
    assert [(cell.figure.replace("\xa0", " "), cell.of) for cell in completeness.cells] == [
        ("25 %", "of 3"),
        ("75 %", "of 3"),
        ("", ""),
    ]
    assert [cell.bar is not None for cell in completeness.cells] == [True, True, False]


def test_every_measure_of_the_table_is_shown_or_is_what_a_share_is_of(every_section):
    shown = {measure for measures in GROUPS.values() for measure in measures}
    names = {column.name for column in every_section.comparison.columns}
    assert names - shown == {"cluster", "name", "published_members", "sme_known"}
    assert shown <= names


def test_each_row_is_defined(every_section, parsed):
    section = parsed(render_page(every_section, language="it")).one(id="comparison")
    titles = [node.attributes["title"] for node in section.one("table").all("abbr")]
    assert "Paesi delle organizzazioni esterne" in " ".join(titles)
    assert len(section.one("dl").all("dt")) == sum(map(len, GROUPS.values()))


def test_without_clusters_there_is_no_table(no_clusters, parsed):
    section = parsed(render_page(no_clusters, language="en")).one(id="comparison")
    assert section.all("table") == []
    assert "These data name no cluster" in section.text
