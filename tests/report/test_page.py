import base64
import csv
import hashlib
import io
import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import unquote

import pytest

from clusternet.exceptions import UnknownName
from clusternet.language.catalog import LANGUAGES, catalog
from clusternet.report.page import OPTIONAL, render_page

REPORTS = (
    "three_clusters",
    "no_clusters",
    "one_cluster",
    "twelve_clusters_alike",
    "hostile_names",
    "every_section",
    "hostile_sections",
)


@pytest.fixture(params=REPORTS)
def any_report(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def english(parsed):
    return lambda report: parsed(render_page(report, language="en"))


def claim(page, figure):
    return page.one(id=f"{figure}-title").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_is_a_well_built_page(any_report, language, parsed):
    page = parsed(render_page(any_report, language=language, other_edition="other.html"))
    assert page.one("html").attributes["lang"] == language
    assert len(page.all("h1")) == 1
    levels = [int(node.tag[1]) for node in page.all("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [node.attributes["id"] for node in page.all() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    named = " ".join(node.attributes.get("aria-labelledby", "") for node in page.all()).split()
    aimed = [
        node.attributes["href"][1:]
        for node in page.all("a", "use")
        if node.attributes["href"].startswith("#")
    ]
    assert set(named) | set(aimed) <= set(ids)
    for table in page.all("table"):
        assert table.one("caption").text
        assert table.all("thead")
        assert all(head.attributes.get("scope") for head in table.all("th"))
    for region in page.all(role="region"):
        assert region.attributes["tabindex"] == "0"
    assert all(
        node.text or node.attributes.get("aria-label") for node in page.all("a", "h1", "h2", "h3", "h4")
    )


def test_no_two_regions_have_the_same_name(three_clusters, english):
    names = [
        node.attributes.get("aria-labelledby") or node.attributes["aria-label"]
        for node in english(three_clusters).all(role="region")
    ]
    assert len(names) == len(set(names))


def test_the_same_report_gives_the_same_bytes(any_report):
    assert render_page(any_report, language="it") == render_page(any_report, language="it")


def test_a_language_without_a_catalog_is_refused(three_clusters):
    with pytest.raises(UnknownName):
        render_page(three_clusters, language="xx")


def test_the_page_asks_for_nothing(any_report):
    text = re.sub(r"<script>.*?</script>", "", render_page(any_report, language="en"), flags=re.DOTALL)
    assert not re.search(r"""(?:src|href|action|data|poster)\s*=\s*["']?(?:https?:)?//""", text)
    assert not re.search(r"@import|url\((?!data:font/woff2|#)", text)


def digest_of(node):
    text = "".join(node.children).encode()
    return f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"


def policy_of(page):
    text = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    return {rule.split()[0]: rule.split()[1:] for rule in text.split("; ")}


def test_the_policy_lets_in_this_style_sheet_and_no_other(hostile_names, parsed):
    page = parsed(render_page(replace(hostile_names, sections=("map", "method")), language="it"))
    policy = policy_of(page)
    assert policy["default-src"] == ["'none'"]
    assert policy["style-src"] == [digest_of(page.one("style"))]
    assert "unsafe" not in str(policy)
    assert not [node for node in page.all() if "style" in node.attributes]


def test_the_policy_lets_in_these_scripts_and_no_others(hostile_names, parsed):
    page = parsed(render_page(hostile_names, language="it"))
    run = [node for node in page.all("script") if not node.attributes]
    policy = policy_of(page)
    assert policy["script-src"] == [digest_of(node) for node in run]
    assert "unsafe" not in str([sources for rule, sources in policy.items() if not rule.startswith("style-")])
    assert "connect-src" not in policy


def test_names_never_become_markup(hostile_names, parsed):
    page = parsed(render_page(hostile_names, language="en"))
    assert page.all("img", "iframe", "object", "link") == []
    assert {node.attributes.get("type", "run") for node in page.all("script")} == {"run", "application/json"}
    assert len([node for node in page.all("script") if not node.attributes]) <= 4
    assert [name for node in page.all() for name in node.attributes if name.startswith("on")] == []
    bad = hostile_names.profiles[0].name
    assert bad in page.one(id="find").text
    assert "49" not in page.one("h1").text + page.with_class("kick")[0].text
    assert bad in page.with_class("kick")[0].text


def test_a_name_that_is_a_formula_is_text_in_the_file(hostile_names, parsed):
    frame = hostile_names.tables[0].frame.copy()
    frame.iloc[0, 0] = "=HYPERLINK(1)"
    report = replace(hostile_names, tables=(replace(hostile_names.tables[0], frame=frame),))
    link = parsed(render_page(report, language="en")).with_class("download")[0]
    assert unquote(link.attributes["href"].partition(",")[2]).endswith("'=HYPERLINK(1)\r\n")


@pytest.mark.parametrize(
    ("language", "delimiter", "expected"),
    [("en", ",", [["cluster_a", "ties"], ["a", "1234.5"], ["b", ""]]),
     ("it", ";", [["\ufeffcluster_a", "ties"], ["a", "1234,5"], ["b", ""]])],
)  # fmt: skip
def test_tables_can_be_taken_away(three_clusters, language, delimiter, expected, parsed):
    link = parsed(render_page(three_clusters, language=language)).with_class("download")[0]
    assert link.attributes["download"] == f"cooperation-{language}.csv"
    text = unquote(link.attributes["href"].partition(",")[2])
    assert list(csv.reader(io.StringIO(text), delimiter=delimiter)) == expected


@pytest.mark.parametrize("left_out", OPTIONAL)
def test_the_recipe_decides_which_sections_appear(three_clusters, left_out, english):
    page = english(replace(three_clusters, sections=tuple(name for name in OPTIONAL if name != left_out)))
    sections = [node.attributes["id"] for node in page.all("section")]
    assert sections == ["find", "numbers", *(name for name in OPTIONAL if name != left_out), "tables"]
    assert [node.text for node in page.with_class("no")] == [str(place) for place in range(1, len(sections))]


def test_there_is_a_link_to_the_other_edition_only_where_there_is_one(three_clusters, parsed):
    alone = parsed(render_page(three_clusters, language="en"))
    assert alone.with_class("lang") == []
    link = parsed(render_page(three_clusters, language="en", other_edition="it.html")).with_class("lang")[0]
    assert (link.attributes["href"], link.attributes["hreflang"], link.attributes["lang"]) == (
        "it.html",
        "it",
        "it",
    )
    assert link.text == "Italiano"


def test_the_cover_says_what_was_found(three_clusters, english):
    deck = english(three_clusters).with_class("deck")[0]
    assert [node.text for node in deck.all("strong")] == ["2", "8", "3"]
    assert deck.text.startswith("In 2 of 10 documented projects")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"meetings": ()}, "In none of 10 documented projects"),
        ({"joint_projects": 0}, "In none do members of different clusters work together."),
        ({"joint_projects_without_managers": 8}, "and in as many without the managing bodies."),
    ],
)
def test_the_cover_changes_its_words_with_the_facts(three_clusters, facts, said, english):
    report = replace(three_clusters, cooperation=replace(three_clusters.cooperation, **facts))
    assert said in english(report).with_class("deck")[0].text


def test_without_projects_the_cover_says_so(three_clusters, english):
    assert (
        "hold no project" in english(replace(three_clusters, projects_in_scope=0)).with_class("deck")[0].text
    )


def test_disagreeing_numbers_of_members_are_a_range(three_clusters, english):
    honest = english(three_clusters).with_class("honest")[0].text.replace("\xa0", " ")
    assert "20 of the published members, 7 % if they are 300, 13 % if they are 150" in honest
    assert "for 2 of 3 clusters" in honest


def test_agreeing_numbers_of_members_are_one_share(three_clusters, english):
    found = three_clusters.completeness
    clusters = tuple(replace(one, low=one.high) for one in found.clusters)
    report = replace(three_clusters, completeness=replace(found, clusters=clusters))
    assert "The data name 20 of 300 published members" in english(report).with_class("honest")[0].text


def test_where_nothing_is_published_nothing_is_compared(one_cluster, english):
    page = english(one_cluster)
    assert "no cluster do they hold a published number" in page.with_class("honest")[0].text
    assert page.with_class("dots") == []
    assert "For no cluster is the number of members published" in page.one(id="completeness").text


def test_a_cluster_with_nothing_published_is_said_to_have_none(three_clusters, english):
    values = [node.text.replace("\xa0", " ") for node in english(three_clusters).with_class("values")]
    assert values[:3] == ["9 of 100 9 %", "11 of 50–200 6 %", "4 known, no number published"]


def test_rows_set_aside_are_counted_and_listed(three_clusters, english):
    page = english(three_clusters)
    assert "3 of 1,204 rows were set aside" in page.with_class("aside-rows")[0].text
    section = page.one(id="completeness")
    assert "1,204 = 1,200 loaded + 3 set aside + 1 repeated" in section.text
    assert "Not read: notes.txt." in section.text
    listed = section.with_class("data")[0].one("tbody").all("tr")
    assert [[cell.text for cell in row.all("th", "td")] for row in listed[:1]] == [
        ["clusters.csv", "0", "name", "required", ""]
    ]


def test_rows_that_a_mapping_leaves_out_are_part_of_the_sum(three_clusters, english):
    files = tuple(replace(one, rows_left_out=96) for one in three_clusters.provenance.inputs)
    report = replace(
        three_clusters,
        provenance=replace(three_clusters.provenance, inputs=files),
        reading=replace(three_clusters.reading, inputs=files),
    )
    section = english(report).one(id="completeness")
    assert "1,300 = 1,200 loaded + 3 set aside + 1 repeated + 96 left out by the mapping" in section.text
    files = section.with_class("data")[1].one("tbody").all("tr")
    assert [cell.text for cell in files[0].all("th", "td")] == [
        "clusters.csv",
        "1,300",
        "1,200",
        "3",
        "1",
        "96",
    ]


def test_many_rows_set_aside_are_not_all_listed(three_clusters, english):
    rejected = three_clusters.reading.rejected * 20
    report = replace(three_clusters, reading=replace(three_clusters.reading, rejected=rejected))
    section = english(report).one(id="completeness")
    assert len(section.with_class("data")[0].one("tbody").all("tr")) == 40
    assert "20 more rows are not listed here." in section.text


def test_nothing_set_aside_is_not_spoken_of(three_clusters, english):
    file = replace(three_clusters.reading.inputs[0], rows_read=1201, rows_set_aside=0)
    reading = replace(three_clusters.reading, inputs=(file,), rejected=(), unread=())
    page = english(replace(three_clusters, reading=reading))
    assert page.with_class("aside-rows") == []
    assert "Not read" not in page.one(id="completeness").text


def test_made_up_data_are_called_so_on_the_page_and_on_paper(three_clusters, parsed):
    made_up = replace(three_clusters, cover=replace(three_clusters.cover, made_up=True))
    text = render_page(made_up, language="en")
    page = parsed(text)
    assert "made up" in page.with_class("made-up")[0].text
    assert '@top-left{content:"Made\\00002dup\\000020data' in "".join(page.one("style").children)
    true = parsed(render_page(three_clusters, language="en"))
    assert true.with_class("made-up") == []
    assert "@top-left{content" not in "".join(true.one("style").children)


def number_of(page, code):
    mark = page.one("a", href=f"#n-{code}")
    return " | ".join(child.text for child in mark.parent.all("p")).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"value": 0.25, "n": 8}, "25 % | of projects have a small"),
        ({"value": 0.25, "n": 8, "high": 0.75, "unknown": 4}, "25–75 % | "),
        ({"value": 0.25, "n": 8, "high": 0.75, "unknown": 4}, "At most 6, 75 %: for 4 it cannot be told."),
        ({"value": 0.25, "n": 8}, "2 of 8 projects with a known participant surely do."),
        ({"value": None, "n": 0}, "– | "),
        ({"value": None, "n": 0}, "Cannot be told from these data: no participant is known."),
        ({"value": 0.0, "n": 0}, "There is nothing in the data to count it among."),
    ],
)
def test_a_number_says_of_how_many_and_how_sure(three_clusters, facts, said, english):
    numbers = tuple(
        replace(one, **facts) if one.code == "sme_projects_share" else one for one in three_clusters.numbers
    )
    assert said in number_of(english(replace(three_clusters, numbers=numbers)), "sme_projects_share")


def test_unknown_units_are_counted_where_they_could_only_add(three_clusters, english):
    numbers = tuple(
        replace(one, unknown=5) if one.code == "countries" else one for one in three_clusters.numbers
    )
    assert "For 5 of 8 it is not known" in number_of(
        english(replace(three_clusters, numbers=numbers)), "countries"
    )


@pytest.mark.parametrize(
    ("of_pairs", "said"),
    [
        ({}, "AGRIFOOD and Polo ICT meet most often: in 2 projects"),
        ({"a_b": {"direct": 0}}, "No two clusters are seen to meet directly"),
        ({"a_c": {"direct": 2}}, "2 pairs of clusters meet most often, each in 2 projects"),
        (
            {"a_b": {"direct": 1}},
            "AGRIFOOD and Polo ICT are the only two clusters seen to meet directly, in 1 project",
        ),
    ],
)
def test_the_claim_of_direct_meetings_follows_the_facts(
    three_clusters, of_pairs, said, change_pairs, english
):
    assert claim(english(change_pairs(three_clusters, **of_pairs)), "direct") == said


@pytest.mark.parametrize(
    ("joint", "without", "said"),
    [
        (8, 3, "Without the managing bodies, 3 of 8 joint projects are left"),
        (8, 8, "All 8 projects that join members of different clusters are left without managing bodies"),
        (8, 0, "All 8 projects that join members of different clusters need a managing body"),
        (0, 0, "No project is seen to join members of different clusters"),
    ],
)
def test_the_claim_of_members_follows_the_facts(three_clusters, joint, without, said, english):
    found = replace(three_clusters.cooperation, joint_projects=joint, joint_projects_without_managers=without)
    assert claim(english(replace(three_clusters, cooperation=found)), "through") == said


def test_the_half_matrix_has_every_pair_once(three_clusters, english):
    table = english(three_clusters).with_class("mx")[1]
    rows = [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]
    assert rows == [["0", "", ""], ["7 3", "1", ""], ["0", "1 0", "0"]]


def test_expected_ties_stand_only_where_five_are_expected(three_clusters, english):
    page = english(three_clusters)
    table = page.with_class("pair-table")[0]
    rows = [[cell.text for cell in row.all("th", "td")] for row in table.one("tbody").all("tr")]
    assert rows == [
        ["AGR ICT", "2", "7", "3", "0", "9", "6.8", "Politecnico", "2"],
        ["ICT TSI", "0", "1", "0", "0", "0", "–", "Comune", "0"],
    ]
    assert "6 members in projects are compared" in page.one(id="who-cooperates").text


def test_thin_data_are_not_compared_with_chance(three_clusters, change_pairs, english):
    page = english(change_pairs(three_clusters, a_b={"expected": 4.9}))
    assert "Ties expected" not in page.with_class("pair-table")[0].text
    section = page.one(id="who-cooperates").text
    assert "too thin to compare with chance" in section
    assert "6 members in projects are compared" not in section


def test_without_clusters_their_figures_vanish(no_clusters, english):
    page = english(no_clusters)
    assert page.with_class("mx") + page.with_class("circle") + page.with_class("clusters") == []
    assert page.one(id="who-cooperates").with_class("lead")[0].text.startswith("These data name no cluster")
    assert number_of(page, "members").startswith("– | ")


def test_one_cluster_has_no_pairs(one_cluster, english):
    page = english(one_cluster)
    assert page.with_class("mx") + page.with_class("circle") == []
    assert "one cluster, so there is no pair" in page.one(id="who-cooperates").text


def test_many_clusters_are_told_apart_by_code(twelve_clusters_alike, english):
    heads = english(twelve_clusters_alike).with_class("mx")[0].one("thead").all("th")
    assert len({head.text for head in heads}) == 12


def test_managing_bodies_among_the_most_connected_are_marked(three_clusters, english):
    row = english(three_clusters).with_class("connected")[0].one("tbody").one("tr")
    assert [cell.text for cell in row.all("th", "td")] == [
        "Politecnico managing body",
        "AGR ICT",
        "7",
        "",
        "4",
        "3",
    ]


def test_the_picture_of_meetings_says_what_it_shows(three_clusters, english):
    circle = english(three_clusters).with_class("circle")[0]
    assert circle.attributes["role"] == "img"
    assert circle.one("desc").text.startswith(
        "1 of 3 pairs of clusters belong directly to a project together; 1 more"
    )
    assert len(circle.with_class("direct")) == 1
    assert len(circle.with_class("through")) == 1


def test_the_fingerprint_changes_with_any_file(three_clusters, english):
    def shown(report):
        return english(report).with_class("strip")[0].one("code").text

    file = replace(three_clusters.provenance.inputs[0], sha256="cd" * 32)
    other = replace(three_clusters, provenance=replace(three_clusters.provenance, inputs=(file,)))
    assert shown(three_clusters) == hashlib.sha256(b"ab" * 32 + b"\n").hexdigest()[:12]
    assert shown(three_clusters) != shown(other)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("cluster", "managing bod")), ("it", ("poli ", "polo ", "gestor", "aderent"))],
)
def test_without_clusters_the_rest_speaks_of_them_where_it_says_so(no_clusters, parsed, language, words):
    sections = ("completeness", "map", "most-connected", "method")
    page = parsed(
        render_page(replace(no_clusters, sections=sections, numbers=(), tables=()), language=language)
    )
    assert page.all(id="find") == []
    said = page.one("main").text
    not_said = [script.text for script in page.all("script")]
    where_it_says_so = [
        catalog(language).text(key) for key in ("caveat.no_clusters", "page.completeness.lead.no_clusters")
    ]
    for text in (*not_said, *where_it_says_so, "clusters.csv", "clusternet"):
        said = said.replace(text, "")
    assert [word for word in words if word in said.lower()] == []


def test_a_file_that_feeds_several_tables_is_named_with_each_and_hashed_once(three_clusters, english):
    file = three_clusters.provenance.inputs[0]
    inputs = (
        replace(file, file="list.csv", table="projects"),
        replace(file, file="list.csv", table="clusters"),
    )
    page = english(replace(three_clusters, provenance=replace(three_clusters.provenance, inputs=inputs)))
    rows = page.one(id="completeness").all("th", scope="row")
    assert {"list.csv (projects)", "list.csv (clusters)"} <= {row.text for row in rows}
    assert [row.text for row in page.one(id="method").all("table")[0].all("th", scope="row")] == ["list.csv"]
