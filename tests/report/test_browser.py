"""The page in a real browser: nothing asked for, nothing refused, nothing cut off."""

import re
from contextlib import contextmanager

import pytest

from clusternet.language.catalog import LANGUAGES
from clusternet.report.page import OPTIONAL, render_page

pytestmark = pytest.mark.browser

REPORTS = ("three_clusters", "no_clusters", "one_cluster", "twelve_clusters_alike", "hostile_names")


@contextmanager
def opened(browser, file, **options):
    """The page from its file, with what it asked for and what the browser complained of."""
    context = browser.new_context(**options)
    page = context.new_page()
    asked, complaints = [], []

    def refuse(route):
        if route.request.url.startswith(("file:", "data:")):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    page.route("**/*", refuse)
    page.on("console", lambda message: _of_the_page(message.text) and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(file.as_uri())
    try:
        yield page, asked, complaints
    finally:
        context.close()


def _of_the_page(text):
    """Whether a message is the page's and not the graphics driver's, which draws in software here."""
    return "GL Driver" not in text and "GPU stall" not in text


@pytest.fixture
def written(request, tmp_path):
    def write(name, language):
        file = tmp_path / "page.html"
        text = render_page(request.getfixturevalue(name), language=language, other_edition="other.html")
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_asked_for_refused_or_cut_off(browser, written, name, language):
    with opened(browser, written(name, language)) as (page, asked, said):
        for width in (1280, 820, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.fonts.ready.then(() => true)")
        assert page.evaluate("[...document.fonts].map((font) => font.status)") == ["loaded", "loaded"]
        assert asked == []
        assert said == []


def test_the_policy_stops_what_should_not_be_there(browser, written):
    with opened(browser, written("three_clusters", "en")) as (page, asked, said):
        page.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.org/x.png\">')"
        )
        page.wait_for_timeout(200)
        assert asked == []
        assert any("Content Security Policy" in message for message in said)


def test_the_page_is_whole_without_scripts(browser, written):
    file = written("three_clusters", "it")
    with opened(browser, file, java_script_enabled=False) as (page, _, _):
        assert page.locator("section").count() == len(OPTIONAL) + 3
        assert page.locator("h1").inner_text() == "Chi lavora con chi"
        page.locator("#completeness details summary").first.click()
        assert page.locator("#completeness details td").first.is_visible()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(browser, written):
    with opened(browser, written("three_clusters", "en")) as (page, _, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_words_stand_out_from_what_is_behind_them(browser, written):
    with opened(browser, written("three_clusters", "en")) as (page, _, _):
        weak = page.evaluate(CONTRAST_OF_TEXT)
    assert weak == []


def test_a_table_is_downloaded(browser, written):
    with (
        opened(browser, written("three_clusters", "it")) as (page, asked, _),
        page.expect_download() as download,
    ):
        page.locator("a.download").first.click()
        assert asked == []
    assert download.value.suggested_filename == "cooperation-it.csv"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_prints_on_several_sheets(browser, written, language):
    with opened(browser, written("three_clusters", language)) as (page, _, _):
        pdf = page.pdf(prefer_css_page_size=True, tagged=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 3


CONTRAST_OF_TEXT = r"""() => {
  const parts = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => parts(color).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if (parts(color).length === 3 || parts(color)[3] > 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const weak = [];
  for (const node of document.querySelectorAll("body *")) {
    if (node.closest("svg") || !node.checkVisibility()) continue;
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) continue;
    const pair = [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (contrast < 4.5) weak.push([node.className, node.textContent.slice(0, 30), contrast]);
  }
  return weak;
}"""
