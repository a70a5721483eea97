"""What `check` says: sums that add up, what needs a hand first, nothing from data obeyed."""

import json
import re
from dataclasses import replace

import pytest

from clusternet.cleaning.cleaned import CHANGES
from clusternet.export.check import render_check
from clusternet.export.check_json import render_check_json
from clusternet.findings.provenance import Difference, InputFile, Provenance, RejectedRow
from clusternet.findings.quality import (
    BrokenRule,
    Completeness,
    KindOfChange,
    PublishedMembers,
    Reading,
    SourceQuality,
)
from clusternet.language.catalog import LANGUAGES, catalog

EN, IT = catalog("en"), catalog("it")
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COMPLETENESS = Completeness(
    clusters=(),
    known=0,
    published=0,
    fields=(),
    projects=2,
    projects_without_participants=0,
    projects_with_one=1,
)
UNREAD = tuple(f"column {number}" for number in range(12))
ORGANIZATIONS = InputFile(
    file="list.csv",
    sha256="0",
    layout="grants",
    table="organizations",
    encoding="utf-8",
    delimiter="\t",
    rows_read=1_500,
    rows_loaded=1_200,
    rows_set_aside=20,
    rows_duplicate=280,
    rows_left_out=7,
    rows_repaired=3,
    described_differently=41,
    differences=(
        Difference(key="o1", column="name", first="Alfa", later="Alfa Spa"),
        Difference(key="o2", column="city", first="", later="Torino"),
    ),
    unread_columns=UNREAD,
)
PROJECTS = InputFile(
    file="list.csv",
    sha256="0",
    layout="grants",
    table="projects",
    rows_read=2,
    rows_loaded=2,
    unread_columns=UNREAD,
)
LOOKUP = InputFile(file="names.parquet", sha256="1", layout="grants", rows_read=5, rows_loaded=5)
CARD = InputFile(file="dataset.toml", sha256="2", layout="card")


def rejected(line, *, rule="date", column="founded", value="soon", table="organizations"):
    return RejectedRow(file="list.csv", line=line, column=column, rule=rule, value=value, table=table)


def quality(*, inputs=(ORGANIZATIONS, PROJECTS, LOOKUP, CARD), rules=(), changes=(), unread=()):
    reading = Reading(inputs=inputs, rejected=[row for rule in rules for row in rule.examples], unread=unread)
    return SourceQuality(reading=reading, broken_rules=rules, changes=changes, completeness=COMPLETENESS)


def text(found, words=EN, width=100):
    return render_check(found, words, width=width)


def flat(found, words=EN):
    return " ".join(text(found, words).split())


def test_the_sums_of_all_rows_are_written_out():
    said = text(quality(), width=120)
    assert said.startswith(
        "1,517 rows read = 1,207 loaded + 20 set aside + 280 repeated + 7 left out by the mapping + 3 "
        "repaired.\nRows count once for every table they feed.\n"
    )
    italian = text(quality(), IT)
    assert italian.startswith(
        "1.517 righe lette = 1.207 caricate + 20 accantonate + 280 ripetute + 7 escluse dalla mappatura + 3\n"
        "corrette."
    )


def test_each_file_and_table_has_a_line_that_adds_up():
    lines = [re.split(r"\s{2,}", line.strip()) for line in text(quality(), width=120).splitlines()]
    assert [
        "file",
        "table",
        "rows",
        "loaded",
        "set aside",
        "repeated",
        "left out",
        "repaired",
        "written as",
    ] in lines
    assert ["list.csv", "organizations", "1,510", "1,200", "20", "280", "7", "3", "utf-8 tab"] in lines
    assert ["list.csv", "projects", "2", "2", "0", "0", "0", "0"] in lines
    assert ["names.parquet", "(looked up)", "5", "5", "0", "0", "0", "0"] in lines
    assert ["all", "1,517", "1,207", "20", "280", "7", "3"] in lines
    assert not any("dataset.toml" in line for line in lines)


def test_what_there_is_none_of_takes_no_room():
    plain = InputFile(
        file="organizations.csv",
        sha256="0",
        layout="folder",
        table="organizations",
        rows_read=1,
        rows_loaded=1,
    )
    said = text(quality(inputs=(plain,)))
    assert said.startswith("1 row read = 1 loaded + 0 set aside + 0 repeated.\n\nfile ")
    for word in ("left out", "repaired", "table", "all", "feed", "written anew", "described"):
        assert word not in said


def test_rules_say_how_many_what_to_do_and_where():
    rules = (
        BrokenRule(rule="date", count=19, examples=(rejected(2), rejected(5, value=""))),
        BrokenRule(
            rule="extra_field", count=1, examples=(rejected(9, column="", value="x;y", rule="extra_field"),)
        ),
    )
    lines = [line.strip() for line in text(quality(rules=rules)).splitlines()]
    start = lines.index("20 rows were set aside, each for the first rule it breaks:")
    assert lines[start + 1 : start + 7] == [
        "19 rows: not a year, month or day such as 2019-05-03; write it like that.",
        "list.csv, line 2, founded: soon",
        "list.csv, line 5, founded: nothing",
        "and 17 more.",
        "1 row: more fields than the heading; put a text that holds the delimiter between quotation marks.",
        "list.csv, line 9: x;y",
    ]
    assert "`clusternet check SOURCE --rejected FOLDER` writes these rows" in flat(quality(rules=rules))
    assert "19 righe: non è un anno, un mese o un giorno come 2019-05-03; scrivetelo così." in flat(
        quality(rules=rules), IT
    )


def test_a_choice_comes_with_what_there_is_to_choose_from():
    choice = BrokenRule(
        rule="choice",
        count=2,
        examples=(
            rejected(2, rule="choice", column="size", value="huge"),
            rejected(3, rule="choice", column="country", value="Narnia"),
        ),
    )
    said = flat(quality(rules=(choice,)))
    assert "size may be: micro, small, medium, large" in said
    assert "country is a code of two letters, such as IT" in said


@pytest.mark.parametrize("words", [EN, IT], ids=LANGUAGES)
def test_every_rule_says_what_to_do(words):
    rules = {key.removeprefix("rule.") for key in words.entries if key.startswith("rule.")}
    assert {key.removeprefix("repair.") for key in words.entries if key.startswith("repair.")} == rules


@pytest.mark.parametrize("words", [EN, IT], ids=LANGUAGES)
def test_every_change_of_a_cleaner_has_a_text(words):
    assert {key.removeprefix("change.") for key in words.entries if key.startswith("change.")} == set(CHANGES)


def test_changes_show_before_and_after():
    changes = (
        KindOfChange(
            cleaner="legal_form",
            code="legal_form",
            count=1_204,
            columns=("legal_form",),
            examples=(("S.R.L.", "S.r.l."), ("n.d.", "")),
        ),
    )
    said = flat(quality(changes=changes))
    assert "1,204 loaded values were written anew:" in said
    assert (
        "1,204: a legal form written in another way (legal_form, in legal_form): "
        '"S.R.L." -> "S.r.l.", "n.d." -> unknown'
    ) in said
    many = tuple(replace(changes[0], cleaner=f"c{number}") for number in range(15))
    assert "and 3 more kinds of change." in flat(quality(changes=many))


def test_what_rows_disagree_about_is_shown():
    said = flat(quality())
    assert "41 rows of organizations are described in list.csv otherwise than before" in said
    assert 'o1: name is "Alfa", later "Alfa Spa"' in said
    assert 'o2: city is empty, later "Torino"' in said


def test_long_lists_are_cut_with_how_many_more():
    found = quality(unread=tuple(f"{number}.csv" for number in range(20)))
    assert "20 files were not read, for nothing says what they hold: 0.csv, " in flat(found)
    assert "7.csv and 12 more." in flat(found)
    assert "column 7 and 4 more." in flat(found)
    assert "column 8" not in flat(found)


@pytest.mark.parametrize("value", ["\x1b[31mred\x1b[0m", "\x9b31m", "a\u202eb", "\x1b]8;;file:///\x1b\\"])
def test_what_files_hold_gives_the_terminal_no_commands(value):
    rule = BrokenRule(rule="control_character", count=1, examples=(rejected(2, column="name", value=value),))
    change = KindOfChange(
        cleaner="text", code="quotes", count=1, columns=("name",), examples=((value, value),)
    )
    file = replace(
        ORGANIZATIONS,
        file=value,
        unknown_columns=(value,),
        differences=(Difference(key=value, column="name", first=value, later=value),),
    )
    said = text(quality(inputs=(file,), rules=(rule,), changes=(change,), unread=(value,)), width=200)
    assert not COMMANDS.search(said)
    assert "contains a control character" in said


def test_what_is_no_text_can_be_printed():
    text(quality(unread=("\udcff.csv",)), width=80).encode()


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal(width):
    rule = BrokenRule(rule="too_long", count=1, examples=(rejected(2, column="name", value="x " * 5_000),))
    assert max(map(len, text(quality(rules=(rule,)), width=width).splitlines())) <= width


def test_long_names_of_files_break_behind_a_sign():
    long = replace(PROJECTS, file="region-of-2026/members_of_the_clusters.csv")
    lines = text(quality(inputs=(long,)), width=88).splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith("region"))
    assert [line.split()[0] for line in lines[place : place + 2]] == [
        "region-of-2026/members_",
        "of_the_clusters.csv",
    ]


@pytest.mark.parametrize(
    ("none", "one", "sentence"),
    [
        (0, 0, "2 projects make ties."),
        (1, 0, "2 projects make ties; of 1 no participant is known."),
        (0, 1, "2 projects make ties; of 1 only one is known."),
        (1, 1, "2 projects make ties; of 1 no participant is known, of 1 only one is known."),
    ],
)
def test_nothing_is_said_of_projects_there_are_none_of(none, one, sentence):
    completeness = replace(COMPLETENESS, projects_without_participants=none, projects_with_one=one)
    assert text(replace(quality(), completeness=completeness)).splitlines()[-1] == sentence


def test_names_of_clusters_are_shown_as_they_are():
    cluster = PublishedMembers(cluster_id="a", name="[red]A[/]", known=3, low=10, high=12, figures=2)
    completeness = replace(COMPLETENESS, clusters=(cluster,), known=3, published=12)
    said = text(replace(quality(), completeness=completeness))
    assert "[red]A[/]" in said
    assert "10–12" in said
    assert "25\u00a0%" in said


def test_the_same_is_told_to_programs():
    rules = (BrokenRule(rule="date", count=20, examples=(rejected(2),)),)
    document = json.loads(
        render_check_json(quality(rules=rules, unread=("x.csv",)), Provenance(version="1", inputs=()), IT)
    )
    sums = ("loaded", "set_aside", "repeated", "left_out", "repaired")
    for counted in (document, *document["files"]):
        assert counted["rows"] == sum(counted[name] for name in sums)
    assert [file["table"] for file in document["files"]] == ["organizations", "projects", "", ""]
    assert document["files"][0]["differences"][1] == {
        "key": "o2",
        "column": "city",
        "first": "",
        "later": "Torino",
    }
    assert document["broken_rules"] == [
        {
            "rule": "date",
            "meaning": "non è un anno, un mese o un giorno come 2019-05-03",
            "rows": 20,
            "examples": [
                {
                    "file": "list.csv",
                    "line": 2,
                    "column": "founded",
                    "rule": "date",
                    "value": "soon",
                    "table": "organizations",
                }
            ],
        }
    ]
    assert document["unread"] == ["x.csv"]
    assert document["completeness"]["share"] is None


def test_rows_that_cannot_be_written_to_be_repaired_get_no_such_advice():
    row = rejected(2)
    for elsewhere in (replace(row, table=""), replace(row, file="repaired/organizations.csv")):
        rule = BrokenRule(rule="date", count=1, examples=(elsewhere,))
        assert "--rejected" not in text(quality(rules=(rule,)))
