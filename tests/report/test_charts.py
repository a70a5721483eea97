import json
from dataclasses import replace
from itertools import combinations

import pytest

from clusternet.findings.cards import YearCount
from clusternet.language.catalog import catalog
from clusternet.report.charts.plots import MARKERS, plain
from clusternet.report.charts.scatter import Dot, log_axis, names, power, spread
from clusternet.report.charts.svg import Caption
from clusternet.report.charts.years import frame_of, years_chart
from clusternet.report.page import render_page
from clusternet.report.sections.growth import growth
from clusternet.report.symbols import SHAPES


def years(*counts, first=2000):
    return tuple(YearCount(year=first + place, projects=n, joint=n // 2) for place, n in enumerate(counts))


def data_of(page, ref):
    return json.loads("".join(page.one("script", id=ref).children))


def dot(x, y, name="x"):
    return Dot(name=name, symbol=None, ringed=False, x=x, y=y)


@pytest.mark.parametrize(("n", "every"), [(1, 1), (7, 1), (8, 2), (21, 5), (120, 20), (900, 100)])
def test_few_years_are_labeled(n, every):
    assert frame_of(years(*[1] * n), height=100).every == every


def test_columns_start_at_zero_and_joint_ones_lie_below(parsed):
    found = years(4, 0, 2)
    caption = Caption(ref="r", title="t", description="d")
    svg = parsed(str(years_chart(found, frame_of(found, height=144), caption, str)))
    columns = [(one.attributes["class"], float(one.attributes["height"])) for one in svg.all("rect")]
    assert columns == [("joint", 50), ("alone", 50), ("joint", 25), ("alone", 25)]
    base = float(svg.all("line")[0].attributes["y1"])
    first = svg.all("rect")[0].attributes
    assert float(first["y"]) + float(first["height"]) == base


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1, 5, 2), "More projects began in 2001 than in any other year: 5 of those with a known start"),
        ((0, 1), "The only project with a known start (1) began in 2001"),
        ((5, 5), "No single year stands out: 2 years have most known starts, 5 each"),
    ],
)
def test_the_claim_of_years_follows_the_facts(every_section, counts, said):
    view = growth(replace(every_section, years=years(*counts)), catalog("en"))
    assert view.claim == said


def test_undated_projects_are_counted_and_thin_years_explained(every_section):
    note = growth(every_section, catalog("en")).note
    assert note.startswith("3 of 10 projects have no known start and are not drawn. Early and recent years")
    dated = growth(replace(every_section, undated=0), catalog("en")).note
    assert dated.startswith("Early and recent years")


def test_without_a_dated_project_there_is_no_figure(three_clusters, parsed):
    page = parsed(render_page(three_clusters, language="en"))
    assert "growth-title" not in [node.attributes.get("id") for node in page.all()]


def test_zero_has_a_place_only_where_it_occurs():
    assert log_axis([1, 30], "", str, room=0.1).marks == (1, 2, 5, 10, 20)
    assert log_axis([0, 3], "", str, room=0.1).marks == (0, 1, 2)
    assert power(0) < power(1) == 0


def test_dots_of_one_place_stand_side_by_side_and_never_reach_the_next():
    axis = log_axis([1, 40], "", str, room=0.1)
    many = [dot(30, 2)] * 200
    aside = spread([*many, dot(1, 1)], axis)
    assert len(set(aside[:200])) == 200
    assert sum(aside) == pytest.approx(0)
    assert max(aside) < (axis.share(31) - axis.share(30)) / 2
    assert aside[-1] == 0


def test_names_cover_neither_one_another_nor_vanish_without_need():
    dots = [dot(x, x * 2, name=f"Organization number {x}") for x in (1, 2, 5, 20, 40)]
    x, y = (log_axis(values, "", str, room=0.34) for values in ([1, 40], [2, 80]))
    placed = names(dots, dots, x, y)
    assert len(placed) == len(dots)
    ends = [(name.dot.x, name.dot.y, name.right, name.down) for name in placed]
    assert all(one != other for one, other in combinations(ends, 2))
    crowd = [dot(5, 5, name="The same organization")] * 30
    assert len(names(crowd, crowd, x, y)) < 10


def test_every_shape_can_be_drawn_twice():
    assert set(MARKERS) == set(SHAPES)
    assert len(set(MARKERS.values())) == len(SHAPES)


def test_the_drawn_figure_and_that_of_the_script_say_the_same(every_section, parsed):
    page = parsed(render_page(every_section, language="en"))
    bars = data_of(page, "growth-data")["data"]
    drawn = [sum(counts) for counts in zip(*(trace["y"] for trace in bars), strict=True)]
    table = page.one(id="who-cooperates").with_class("narrow")[0].one("tbody")
    assert [int(row.all("td")[0].text) for row in table.all("tr")] == drawn
    points = data_of(page, "scatter-data")["data"]
    figure = page.with_class("scatter")[0]
    symbols = len(figure.all("use")) + len([one for one in figure.with_class("stone") if one.tag == "circle"])
    assert sum(len(trace["x"]) for trace in points) == symbols == len(every_section.map.organizations)


def test_names_are_text_for_the_script_too(hostile_sections, parsed):
    page = parsed(render_page(hostile_sections, language="en"))
    bad = hostile_sections.profiles[0].name
    told = [text for trace in data_of(page, "scatter-data")["data"] for text in trace["hovertext"]]
    assert plain(bad) in told[0]
    assert "<" not in "".join(told)


def test_nobody_in_a_project_is_no_figure(three_clusters, parsed):
    empty = replace(
        three_clusters.map, organizations=(), clusters=(),
        projects_of=three_clusters.map.projects_of[:0], partners_of=three_clusters.map.partners_of[:0],
    )  # fmt: skip
    report = replace(three_clusters, map=replace(empty, organization_ids=(), manages=empty.manages[:0]))
    report = replace(report, sections=("most-connected",))
    page = parsed(render_page(report, language="en"))
    assert page.with_class("scatter") == []
    assert "Plotly" not in render_page(report, language="en")
