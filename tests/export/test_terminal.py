"""What a terminal gets: names are never markup, never commands to the terminal, never too long."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from clusternet.export.terminal import render_table
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.language.catalog import catalog

EN = catalog("en")
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def named(table, name):
    return replace(table, frame=table.frame.assign(name=pd.array([name] * 6, dtype="string")))


def test_markup_is_shown_not_obeyed(table):
    text = render_table(table, EN, width=200)
    assert "[bold]x[/] [link=file:///]" in text
    assert "</script><script>alert(1)</script>" in text


@pytest.mark.parametrize(
    "name", ["\x1b[31mred\x1b[0m", "\x9b31m", "a\u202eb", "bell\x07", "a\rb", "\x1b]0;title\x07"]
)
def test_names_give_the_terminal_no_commands(table, name):
    assert not COMMANDS.search(render_table(named(table, name), EN, width=200))


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


def test_what_rows_are_grouped_by_stands_before_the_numbers_and_nothing_takes_no_room():
    frame = pd.DataFrame({"id": ["a"], "cluster": [""], "degree": [3], "share": [0.5], "group": ["IT"]})
    grouped = ResultTable(
        name="x", columns=tuple(ResultColumn(name=name, unit="x") for name in frame), frame=frame, n=1
    )
    assert render_table(grouped, EN, width=80).splitlines()[0].split() == ["id", "group", "degree", "share"]
    empty = replace(grouped, frame=frame.iloc[:0])
    assert "cluster" in render_table(empty, EN, width=80)
