import json
from importlib import resources

import pytest

from clusternet.language.catalog import catalog
from clusternet.report.policy import content_security_policy
from clusternet.report.scripts import FIRST, Scripts, embedded, script
from clusternet.report.sections.map import map_script
from clusternet.report.written import Written

STATIC = resources.files("clusternet.report") / "static"
OUR_SCRIPTS = sorted(file.name for file in STATIC.iterdir() if file.name.endswith(".js"))


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "&lt;/script&gt;",
        "line\u2028and paragraph\u2029",
        "Città’s “name” \\u003c \"'",
        "\x00\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
)
def test_a_name_in_embedded_data_is_inert_and_comes_back_whole(name, parsed):
    block = embedded("names", {"names": [name]})
    inside = block.removeprefix('<script type="application/json" id="names">').removesuffix("</script>")
    assert not set("<>&") & set(inside)
    node = parsed(str(block)).one("script")
    assert json.loads("".join(node.children)) == {"names": [name]}


def test_numbers_that_json_does_not_have_are_refused():
    with pytest.raises(ValueError, match="JSON"):
        embedded("data", [float("nan")])


def test_a_page_without_scripts_of_sections_still_says_that_scripts_run():
    assert Scripts().texts == (FIRST,)


def test_scripts_run_in_the_order_they_were_added_each_once():
    scripts = Scripts()
    for text in ("b", "a", "b"):
        scripts.add(text)
    assert scripts.texts == (FIRST, "b", "a")
    assert not scripts.style_attributes
    scripts.add("c", style_attributes=True)
    scripts.add("d")
    assert scripts.style_attributes


def test_files_become_one_script_that_leaves_no_name_behind():
    text = script("map-data.js", "map.js")
    assert text.startswith('(() => {\n"use strict";\n')
    assert text.endswith("\n})();")
    assert text.index("function readMap") < text.index("readMap(document")


def test_scripts_cannot_end_their_own_element():
    for text in (script("tables.js"), map_script()):
        assert "</script" not in text.lower()
        assert "<!--" not in text


def test_scripts_are_small_and_evaluate_nothing():
    for name in OUR_SCRIPTS:
        text = (STATIC / name).read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 250, name
        for forbidden in ("eval(", "new Function", "innerHTML", "document.write", "fetch(", "XMLHttpRequest"):
            assert forbidden not in text, (name, forbidden)


def test_what_others_wrote_is_small_and_licensed():
    vendor = STATIC / "vendor"
    assert len((vendor / "sigma.min.js").read_bytes()) < 250_000
    licenses = {file.name for file in vendor.iterdir() if file.name.endswith("-LICENSE.txt")}
    assert {
        f"{name}-LICENSE.txt" for name in ("sigma", "graphology", "graphology-utils", "events")
    } <= licenses


def test_without_scripts_the_policy_lets_none_run():
    assert "script-src" not in content_security_policy("p{}")


def test_styles_written_by_scripts_are_let_in_only_where_asked_for():
    strict = content_security_policy("p{}", ["a"])
    assert "unsafe" not in strict
    loose = content_security_policy("p{}", ["a"], style_attributes=True)
    assert "style-src-attr 'unsafe-inline'" in loose
    assert "script-src 'sha256-" in loose
    assert "unsafe-eval" not in loose
    rules = {rule.split()[0]: rule for rule in loose.split("; ")}
    assert [name for name, rule in rules.items() if "unsafe" in rule] == ["style-src", "style-src-attr"]


def test_a_written_number_keeps_its_value():
    written = Written(1234.5, catalog("it"))
    assert (str(written), written.value) == ("1.234,5", 1234.5)
