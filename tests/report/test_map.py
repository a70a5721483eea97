import json
from dataclasses import replace

import numpy as np
import pytest

from clusternet.language.catalog import LANGUAGES, Plural, catalog
from clusternet.report.charts.labels import Lettering, placed_labels
from clusternet.report.charts.organization_map import map_drawing
from clusternet.report.page import render_page


@pytest.fixture
def mapped(three_clusters, parsed):
    """The function that writes the section of a report with another map."""

    def write(found=None, language="en"):
        report = three_clusters if found is None else replace(three_clusters, map=found)
        return parsed(render_page(report, language=language)).one(id="map")

    return write


def data_of(section):
    return json.loads("".join(section.one("script", id="map-data").children))


def test_the_claim_says_how_much_hangs_together_and_around_whom(mapped):
    section = mapped()
    claim = section.one(id="map-claim-title").text
    assert claim == (
        "One connected part of 3 organizations around Politecnico and Città di Torino; "
        "1 project shares nobody with it"
    )
    assert "4 organizations and 3 projects; 3 and 2 of them hang together" in section.text


def test_one_part_is_said_to_be_whole(mapped, make_map):
    found = make_map("A", "B", lines=[(0, 0), (1, 0)], projects=("P",), x=(0, 1, 0.5), y=(0, 0, 0))
    section = mapped(found)
    assert section.one(id="map-claim-title").text == "All 2 organizations hang together, around A and B"
    assert section.with_class("map-heading") == []


def test_many_small_parts_are_not_called_one(mapped, make_map):
    found = make_map(
        "A", "B", "C", lines=[(0, 0), (1, 1), (2, 2)], projects=("P", "Q", "R"),
        x=(0, 0.5, 1, 0, 0.5, 1), y=(0,) * 6,
    )  # fmt: skip
    claim = mapped(found).one(id="map-claim-title").text
    assert claim == (
        "No large connected part: the largest holds 1 of 3 organizations, and 2 projects share nobody with it"
    )


def test_what_is_not_drawn_is_said(mapped, three_clusters):
    found = replace(three_clusters.map, together=2, participating=12301, projects_in_scope=5000)
    english, italian = mapped(found).text, mapped(found, "it").text
    assert "Drawn: 4 of 12,301 organizations, those with most projects, and the 3 of 5,000" in english
    assert "Sulla mappa: 4 organizzazioni su 12.301, quelle con più progetti" in italian
    for text in (english, italian):
        assert "All 4 organizations" not in text
        assert "Tutte le 4 organizzazioni" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_organizations_there_is_a_sentence_and_nothing_to_press(mapped, make_map, language):
    section = mapped(make_map(lines=[], projects=(), x=(), y=()), language)
    assert section.with_class("lead")[0].text == catalog(language).text("map.claim.none")
    assert section.all("figure", "button", "script", "svg") == []


def test_a_report_without_the_section_carries_none_of_it(three_clusters):
    page = render_page(replace(three_clusters, sections=("method",)), language="en")
    assert "map-data" not in page
    assert "UndirectedGraph" not in page


def test_the_figure_of_record_draws_everything_once(mapped):
    picture = mapped().with_class("map-drawing")[0]
    assert picture.attributes["role"] == "img"
    assert len(picture.with_class("map-dot")) == 1
    members = picture.with_class("map-member")
    assert {node.one("title").text for node in members} == {"Politecnico", "Città di Torino", "Sola"}
    assert [node.one("title").text for node in members if node.with_class("map-ring")] == ["Politecnico"]
    assert picture.with_class("map-project")[0].attributes["d"].count("M") == 3
    lines = [node.attributes["d"].count("L") for node in picture.with_class("map-line")]
    assert lines == [3, 2]
    assert [node.text for node in picture.with_class("map-heading")] == [
        "The connected part",
        "Projects that share no partner with it",
    ]


def test_the_legend_explains_only_what_is_drawn(mapped, make_map):
    def told(found=None):
        return mapped(found).with_class("map-legend")[0].text

    assert "organization in no cluster" in told()
    assert "ring" in told()
    found = make_map("A", clusters=(("b",),), lines=[(0, 0)], projects=("P",), x=(0, 1), y=(0, 0))
    assert told(found) == "Polo ICT project the larger, the more projects"


def test_scripts_get_the_same_places_as_the_figure(mapped, three_clusters):
    data = data_of(mapped())
    drawing = map_drawing(three_clusters.map)
    assert data["organizations"] == list(three_clusters.map.organizations)
    assert data["x"] == pytest.approx(drawing.x, abs=0.05)
    assert data["y"] == pytest.approx(drawing.y, abs=0.05)
    assert list(zip(data["source"], data["target"], strict=True)) == [(0, 0), (1, 0), (0, 1), (2, 1), (3, 2)]
    assert data["clusters"] == [[0, 1], [2], [], [0]]
    assert data["partnersOf"] == [2, 1, 1, 0]


def test_numbers_for_the_panel_are_written_for_the_reader(mapped, three_clusters):
    found = replace(three_clusters.map, partners_of=np.array([1200, 1, 1, 0]))
    assert data_of(mapped(found, "it"))["partnersWritten"][0] == "1.200"


def test_names_that_would_be_scripts_are_text(mapped, make_map):
    bad = "</script><script>alert(1)</script><!--"
    found = make_map(bad, lines=[(0, 0)], projects=(bad,), x=(0, 1), y=(0, 0))
    section = mapped(found)
    assert [node.attributes for node in section.all("script")] == [
        {"type": "application/json", "id": "map-data"}
    ]
    assert data_of(section)["organizations"] == [bad]


def test_controls_wait_for_scripts(mapped):
    section = mapped()
    for name in ("map-controls", "map-clusters", "map-canvas", "map-zoom", "map-panel", "map-how"):
        assert "hidden" in section.with_class(name)[0].attributes, name


def test_the_most_active_are_also_a_table(mapped):
    rows = [[cell.text for cell in row.all("th", "td")] for row in mapped().one("tbody").all("tr")]
    assert rows == [
        ["Politecnico", "AGR ICT", "2", "2"],
        ["Città di Torino", "TSI", "1", "1"],
        ["Officina", "no cluster counted", "1", "1"],
        ["Sola", "AGR", "1", "0"],
    ]


def test_labels_never_cover_one_another():
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, 600, 80), rng.uniform(0, 400, 80)
    names = [f"Organization {place}" for place in range(80)]
    lettering = Lettering(size=13.0, most=40, longest=30)
    labels = placed_labels(names, range(80), (x, y, np.full(80, 5.0)), (600, 400), lettering)
    assert 10 < len(labels) <= 40
    boxes = []
    for label in labels:
        width = 0.54 * 13 * len(label.text)
        left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
        boxes.append((left, left + width, label.y - 0.35 * 13))
    for place, (left, right, middle) in enumerate(boxes):
        assert left >= 0
        assert right <= 600
        for other_left, other_right, other_middle in boxes[:place]:
            assert right <= other_left or other_right <= left or abs(middle - other_middle) >= 13


def test_long_names_are_cut_between_words():
    lettering = Lettering(size=10.0, most=1, longest=20)
    places = tuple(np.array([value]) for value in (10.0, 50.0, 4.0))
    (label,) = placed_labels(["Università degli Studi di Torino"], [0], places, (400, 100), lettering)
    assert label.text == "Università degli…"


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_every_text_of_map_and_tables(language):
    def own(code):
        entries = catalog(code).entries
        return {
            key: isinstance(entry, Plural) for key, entry in entries.items() if key[:4] in {"map.", "tabl"}
        }

    assert own(language) == own("en")
    assert own(language)
