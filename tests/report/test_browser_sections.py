"""The figures that scripts draw again, and the sections around them, in a real browser."""

from contextlib import contextmanager

import pytest

from clusternet.language.catalog import LANGUAGES
from clusternet.report.page import render_page

pytestmark = pytest.mark.browser

REPORTS = ("every_section", "hostile_sections")
#: How a graphics driver begins what it has to say of its own speed.
DRIVER = "[.WebGL"


@contextmanager
def opened(browser, file, **options):
    context = browser.new_context(**options)
    page = context.new_page()
    said = []
    page.on("console", lambda message: DRIVER in message.text or said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(file.as_uri())
    try:
        yield page, said
    finally:
        context.close()


@pytest.fixture
def written(request, tmp_path):
    def write(name, language="en"):
        file = tmp_path / "page.html"
        file.write_text(render_page(request.getfixturevalue(name), language=language), encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_complained_of_or_cut_off(browser, written, name, language):
    with opened(browser, written(name, language)) as (page, said):
        for width in (1280, 820, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert said == []


@pytest.mark.parametrize("name", REPORTS)
def test_scripts_draw_the_figures_again(browser, written, name):
    with opened(browser, written(name)) as (page, _):
        page.locator(".js-plotly-plot").nth(1).wait_for()
        assert page.locator(".plot .main-svg").count() > 2
        for figure in ("growth", "scatter"):
            record = page.locator(f"figure[aria-labelledby={figure}-title] svg[role=img]")
            assert record.evaluate("node => node.parentElement.getBoundingClientRect().width") <= 1
        assert page.evaluate(VALID) == [None, None]


def test_names_are_shown_as_they_are(browser, written):
    with opened(browser, written("hostile_sections")) as (page, said):
        page.locator(".js-plotly-plot").nth(1).wait_for()
        assert page.locator(".plot a, .plot img, .plot script").count() == 0
        assert said == []


def test_without_scripts_the_drawn_figures_stay(browser, written):
    with opened(browser, written("every_section"), java_script_enabled=False) as (page, _):
        assert page.locator(".record svg.years").is_visible()
        assert page.locator(".record svg.scatter").is_visible()
        assert page.locator(".plot").first.is_hidden()


def test_paper_shows_the_drawn_figures(browser, written):
    with opened(browser, written("every_section")) as (page, _):
        page.locator(".js-plotly-plot").nth(1).wait_for()
        page.emulate_media(media="print")
        assert page.locator(".plot").first.is_hidden()
        width = page.locator(".record svg.years").evaluate("node => node.getBoundingClientRect().width")
        assert width > 300


def test_a_row_leads_to_the_sheet_of_its_cluster(browser, written):
    with opened(browser, written("every_section"), reduced_motion="reduce") as (page, _):
        page.locator(".to-sheet").nth(1).click()
        page.wait_for_timeout(300)
        sheet = page.locator("article.sheet").nth(1)
        assert page.url.endswith(f"#{sheet.get_attribute('id')}")
        assert sheet.evaluate("node => node.getBoundingClientRect().top") < 300


VALID = """() => [...document.querySelectorAll("[data-plot]")].map((place) => {
  const { data, layout } = JSON.parse(document.getElementById(place.dataset.plot).textContent);
  return Plotly.validate(data, layout) ?? null;
})"""
