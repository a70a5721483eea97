"""What a terminal gets: names are never markup, never commands to the terminal, never too long."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from clusternet.export.terminal import render_check, render_table
from clusternet.findings.provenance import InputFile, RejectedRow
from clusternet.findings.quality import Completeness, PublishedMembers, Reading
from clusternet.language.catalog import catalog

EN = catalog("en")
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NOTHING = Completeness(
    clusters=(),
    known=0,
    published=0,
    fields=(),
    projects=0,
    projects_without_participants=0,
    projects_with_one=0,
)


def named(table, name):
    return replace(table, frame=table.frame.assign(name=pd.array([name] * 6, dtype="string")))


def reading(value="", file="organizations.csv", unread=(), unknown=()):
    return Reading(
        inputs=(
            InputFile(
                file=file,
                sha256="0",
                layout="folder",
                table="organizations",
                rows_read=1,
                rows_set_aside=1,
                unknown_columns=unknown,
            ),
        ),
        rejected=(RejectedRow(file=file, line=2, column="name", rule="control_character", value=value),),
        unread=unread,
    )


def test_markup_is_shown_not_obeyed(table):
    text = render_table(table, EN, width=200)
    assert "[bold]x[/] [link=file:///]" in text
    assert "</script><script>alert(1)</script>" in text


@pytest.mark.parametrize(
    "name", ["\x1b[31mred\x1b[0m", "\x9b31m", "a\u202eb", "bell\x07", "a\rb", "\x1b]0;title\x07"]
)
def test_names_give_the_terminal_no_commands(table, name):
    assert not COMMANDS.search(render_table(named(table, name), EN, width=200))


@pytest.mark.parametrize("value", ["\x1b[31mred\x1b[0m", "\x9b31m", "a\u202eb", "\x1b]8;;file:///\x1b\\"])
def test_rows_set_aside_give_the_terminal_no_commands(value):
    text = render_check(reading(value, unread=(value,), unknown=(value,)), NOTHING, EN, width=200)
    assert not COMMANDS.search(text)
    assert "contains a control character" in text


def test_what_is_no_text_can_be_printed():
    render_check(reading(unread=("\udcff.csv",)), NOTHING, EN, width=80).encode()


def test_long_names_are_cut_and_unknown_is_a_dash(table):
    text = render_table(named(table, "x" * 5000), EN, width=200)
    assert max(map(len, text.splitlines())) <= 200
    assert "x" * 49 + "…" in text
    assert "x" * 50 not in text
    lines = render_table(table, EN, width=200).splitlines()
    assert next(line for line in lines if line.startswith("o5")).split()[1] == "–"


def test_unknown_in_any_column_is_a_dash(table):
    loose = replace(table, frame=pd.DataFrame({"name": pd.Series([None, "x"], dtype=object)}))
    lines = [line.strip() for line in render_table(loose, EN, width=80).splitlines()]
    assert "–" in lines
    assert "None" not in lines


@pytest.mark.parametrize("width", [20, 60, 100])
def test_what_does_not_fit_is_named(table, width):
    text = render_table(table, EN, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert "--format csv gives all" in " ".join(text.split())


def test_only_the_first_rows_set_aside_are_listed():
    found = reading()
    text = render_check(replace(found, rejected=found.rejected * 25), NOTHING, EN, width=100)
    assert "25 rows were set aside" in text
    assert "and 5 more." in text


def test_names_of_clusters_are_shown_as_they_are():
    cluster = PublishedMembers(cluster_id="a", name="[red]A[/]", known=3, low=10, high=12, figures=2)
    text = render_check(
        reading(), replace(NOTHING, clusters=(cluster,), known=3, published=12), EN, width=100
    )
    assert "[red]A[/]" in text
    assert "10–12" in text
    assert "25\u00a0%" in text
