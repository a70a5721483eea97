"""The map and the tables where scripts run: what answers, what stays when something is missing."""

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import replace

import pytest

from clusternet.language.catalog import LANGUAGES
from clusternet.report.page import render_page

pytestmark = pytest.mark.browser

#: Drawing in software, for machines without a graphics card.
DRAWING = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
NO_DRAWING = (
    "const get = HTMLCanvasElement.prototype.getContext;"
    "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
    "  return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest); };"
)


@pytest.fixture(scope="module")
def drawing_browser(browser):
    """Chromium that can draw with WebGL; ``browser`` decides whether there is one."""
    path = os.environ.get("CLUSTERNET_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    opened = browser.browser_type.launch(
        executable_path=path, args=["--no-sandbox", "--disable-quic", "--no-first-run",
                                    "--disable-background-networking", *DRAWING],
    )  # fmt: skip
    yield opened
    opened.close()


@pytest.fixture
def report(three_clusters, make_map):
    """A star of ten partners around one organization, and rows enough for tables that sort."""
    names = ["Università di Là", "Politecnico", *(f"Officina {place}" for place in range(10)), "Sola"]
    lines = [(0, 0), (1, 0), (1, 1), *((row, 1) for row in range(2, 12)), (12, 2)]
    found = make_map(
        *names,
        clusters=(("a",), ("a", "b"), *(((),) * 10), ("c",)),
        lines=lines,
        projects=("Uno", "Due", "Tre"),
        x=(0.1, 0.4, *(0.05 * place + 0.3 for place in range(10)), 0.1, 0.2, 0.6, 0.1),
        y=(0.1, 0.1, *(0.05 * (place % 3) + 0.3 for place in range(10)), 0.6, 0.1, 0.2, 0.65),
    )
    first = three_clusters.most_connected[0]
    connected = tuple(
        replace(first, organization_id=str(n), name=name, partners=n, projects=10 - place, strength=n / 8)
        for place, (name, n) in enumerate(
            [("Ülm", 1200), ("Zeta", 999), ("Éclair", 1050), ("alfa", 20), ("beta", 3), ("gamma", 100),
             ("delta", 9), ("eta", 10)]
        )
    )  # fmt: skip
    sections = ("map", "most-connected")
    return replace(three_clusters, map=found, most_connected=connected, sections=sections)


@pytest.fixture
def opened(drawing_browser, report, tmp_path):
    """The function that opens the report, and afterwards refuses anything asked for or complained of."""

    @contextmanager
    def open_page(language="en", *, before=None, **options):
        file = tmp_path / "page.html"
        file.write_text(render_page(report, language=language), encoding="utf-8")
        context = drawing_browser.new_context(**options)
        page = context.new_page()
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        if before:
            page.add_init_script(before)
        page.goto(file.as_uri())
        try:
            yield page
            assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
            # The driver of a card made of software says how slow it is; that is not the page's doing.
            assert [text for text in said if "GPU stall" not in text and "GL Driver" not in text] == []
        finally:
            context.close()

    return open_page


def live(page):
    page.wait_for_selector("#map-figure.live canvas.sigma-nodes")
    page.wait_for_timeout(300)


def at_place(page, name):
    """Where on the screen an organization is drawn, as the figure of record says."""
    return page.evaluate(
        """(name) => {
          const titles = [...document.querySelectorAll(".map-drawing g title")];
          const title = titles.find((one) => one.textContent === name);
          const box = title.parentNode.getBoundingClientRect();
          return [box.x + box.width / 2, box.y + box.height / 2];
        }""",
        name,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_searched_without_accents_and_left_with_escape(opened, language):
    with opened(language) as page:
        live(page)
        page.fill("#map-search", "UNIVERSITA LA")
        assert page.locator("#map-found [role=option]").all_inner_texts() == ["Università di Là"]
        assert page.get_attribute("#map-search", "aria-expanded") == "true"
        page.keyboard.press("ArrowDown")
        assert page.get_attribute("#map-search", "aria-activedescendant") == "map-option-0"
        page.keyboard.press("Enter")
        panel = page.locator(".map-panel")
        assert panel.locator("h4").inner_text() == "Università di Là"
        assert panel.locator(".map-link").all_inner_texts() == ["Uno", "Politecnico"]
        assert page.evaluate("document.activeElement.id") == "map-panel-title"
        page.keyboard.press("Escape")
        assert not panel.is_visible()
        assert page.evaluate("document.activeElement.id") == "map-search"


def test_a_partner_leads_on_by_keyboard(opened):
    with opened() as page:
        live(page)
        page.fill("#map-search", "la")
        page.keyboard.press("Enter")
        partner = page.locator(".map-link", has_text="Politecnico")
        partner.focus()
        page.keyboard.press("Enter")
        assert page.locator(".map-panel h4").inner_text() == "Politecnico"
        assert page.locator(".map-panel .map-link").count() == 2 + 11
        page.locator(".map-link", has_text="Due").click()
        assert page.locator(".map-panel .map-link").count() == 11
        page.locator(".map-close").click()
        assert not page.locator(".map-panel").is_visible()


def test_an_organization_answers_to_a_click_where_the_figure_shows_it(opened):
    with opened() as page:
        live(page)
        page.locator(".map-picture").scroll_into_view_if_needed()
        page.wait_for_timeout(600)
        page.mouse.click(*at_place(page, "Politecnico"))
        page.wait_for_selector(".map-panel h4")
        assert page.locator(".map-panel h4").inner_text() == "Politecnico"


def test_clusters_are_shown_one_at_a_time(opened):
    with opened() as page:
        live(page)
        button = page.locator("[data-cluster=s1]")
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert page.locator("[data-cluster='']").get_attribute("aria-pressed") == "false"
        assert page.locator("#map-status").inner_text() == "Organizations of Polo ICT are shown."
        page.keyboard.press("Escape")
        assert page.locator("[data-cluster='']").get_attribute("aria-pressed") == "true"


def drawn(page):
    """What the canvas of the map shows, once nothing moves: twice the same, however slow the machine."""
    before = None
    for _ in range(60):
        page.wait_for_timeout(450)
        now = page.evaluate(
            """() => new Promise((resolve) => requestAnimationFrame(() => resolve(
              document.querySelector("canvas.sigma-labels").toDataURL())))"""
        )
        if now == before:
            break
        before = now
    return now


def test_the_map_is_moved_by_buttons_and_keys_and_reset(opened):
    with opened() as page:
        live(page)
        whole = drawn(page)
        page.locator("[data-zoom=in]").focus()
        page.keyboard.press("Enter")
        larger = drawn(page)
        assert larger != whole
        page.locator(".map-canvas").focus()
        page.keyboard.press("ArrowRight")
        assert drawn(page) != larger
        page.locator("[data-zoom=reset]").click()
        assert drawn(page) == whole


def test_whoever_scrolls_past_the_map_is_not_held(opened):
    with opened() as page:
        live(page)
        page.locator(".map-picture").scroll_into_view_if_needed()
        box = page.locator(".map-picture").bounding_box()
        page.mouse.move(box["x"] + 400, box["y"] + 100)
        before = page.evaluate("scrollY")
        page.mouse.wheel(0, 300)
        page.wait_for_timeout(400)
        assert page.evaluate("scrollY") > before
        assert "pan-y" in page.evaluate("getComputedStyle(document.querySelector('.map-canvas')).touchAction")


def test_without_webgl_the_figure_stays_and_search_answers(opened):
    with opened(before=NO_DRAWING) as page:
        page.wait_for_timeout(300)
        assert page.locator(".map-drawing").is_visible()
        assert not page.locator(".map-canvas").is_visible()
        assert not page.locator(".map-clusters").is_visible()
        page.fill("#map-search", "polit")
        page.keyboard.press("Enter")
        assert page.locator(".map-panel .map-link").count() == 2 + 11
        page.keyboard.press("Escape")
        assert not page.locator(".map-panel").is_visible()


def test_a_map_that_is_lost_gives_way_to_the_figure(opened):
    with opened() as page:
        live(page)
        page.evaluate(
            "document.querySelector('canvas.sigma-nodes').dispatchEvent(new Event('webglcontextlost'))"
        )
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.map-drawing')).visibility") == "visible"
        )
        assert not page.locator(".map-zoom").is_visible()
        page.fill("#map-search", "polit")
        page.keyboard.press("Enter")
        assert page.locator(".map-panel h4").inner_text() == "Politecnico"


def test_without_scripts_nothing_waits_for_them(opened):
    with opened(java_script_enabled=False) as page:
        assert page.locator(".map-drawing").is_visible()
        for name in ("map-controls", "map-canvas", "map-zoom", "map-panel", "table-filter"):
            assert page.locator(f".{name}:visible").count() == 0
        assert page.locator("button:visible").count() == 0


def test_paper_gets_the_figure_and_no_controls(opened):
    with opened() as page:
        live(page)
        page.emulate_media(media="print")
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.map-drawing')).visibility") == "visible"
        )
        for name in ("map-controls", "map-canvas", "map-zoom", "table-filter"):
            assert page.locator(f".{name}:visible").count() == 0
        assert re.search(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))


def test_who_wants_no_motion_gets_none(opened):
    with opened(reduced_motion="reduce") as page:
        live(page)
        page.locator("[data-zoom=in]").click()
        page.wait_for_timeout(60)
        first = page.locator(".map-picture").screenshot()
        page.wait_for_timeout(400)
        assert page.locator(".map-picture").screenshot() == first


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_screen(opened, width, language):
    with opened(language, viewport={"width": width, "height": 844}) as page:
        live(page)
        page.fill("#map-search", "o")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Enter")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator(".map-picture").bounding_box()
        assert box["width"] <= width


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_sorted_by_value_and_names_by_the_alphabet(opened, language):
    with opened(language) as page:
        table = page.locator("table.connected")

        def column(place):
            return table.locator(f"tbody tr > :nth-child({place})").all_inner_texts()

        partners = table.locator("thead th").nth(2)
        partners.locator("button").click()
        assert partners.get_attribute("aria-sort") == "descending"
        thousand = "1.200" if language == "it" else "1,200"
        assert column(3)[:3] == [thousand, thousand[:2] + "050", "999"]
        partners.locator("button").focus()
        page.keyboard.press("Enter")
        assert partners.get_attribute("aria-sort") == "ascending"
        assert column(3)[:4] == ["3", "9", "10", "20"]
        names = table.locator("thead th").first
        names.locator("button").click()
        assert partners.get_attribute("aria-sort") is None
        assert [name.split("\n")[0] for name in column(1)] == [
            "alfa", "beta", "delta", "Éclair", "eta", "gamma", "Ülm", "Zeta",
        ]  # fmt: skip


@pytest.mark.parametrize(("language", "said"), [("en", "1 of 8"), ("it", "1 su 8")])
def test_rows_are_filtered_without_case_and_accents(opened, language, said):
    with opened(language) as page:
        field = page.locator("#most-connected .table-filter input").first
        field.fill("eCLAIR")
        rows = page.locator("table.connected tbody tr:visible")
        assert rows.count() == 1
        assert page.locator("#most-connected .table-filter output").first.inner_text() == said
        field.press("Escape")
        assert rows.count() == 8


def test_nothing_is_left_behind_for_other_scripts(opened):
    with opened() as page:
        live(page)
        kept = page.evaluate("['sigma', 'drawing', 'fold', 'readMap'].filter((name) => name in window)")
        assert kept == []


def test_the_page_is_light(report):
    weight = len(render_page(report, language="en").encode())
    assert weight < 3_000_000
