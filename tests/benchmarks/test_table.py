"""The page, from figures made up by hand."""

import pytest

from benchmarks.commands import CENTRALITY, SMALL_CENTRALITY, Command
from benchmarks.measures import OURS, TWO_THREADS
from benchmarks.rows import Reading, Row
from benchmarks.table import render
from benchmarks.targets import REAL, TARGETS, Figures

MACHINE = {"processor": "A processor", "cores": "2", "memory": "4 GiB", "Python": "3.12", "numpy": "2.4"}


def row(measure, engine, seconds, *, network=REAL, share=1.0, threads=1, wall=None, difference=None):
    return Row(
        network=network,
        size="3 organizations",
        measure=measure,
        engine=engine,
        share=share,
        threads=threads,
        processor=[seconds],
        wall=[wall if wall is not None else seconds],
        memory=10.0,
        difference=difference,
    )


@pytest.fixture
def figures():
    rows = [
        row("projection", OURS, 0.02),
        row("projection", "igraph", 0.2, difference=0.0),
        row("projection", "networkx", 12.0, difference=0.0),
        row("betweenness", OURS, 30.0),
        row("betweenness", TWO_THREADS, 31.0, threads=2, wall=16.0, difference=0.0),
        row("betweenness", "igraph", 3.0, share=0.005, wall=4.0),
        row("harmonic", OURS, 0.1, network="generated, scale 1"),
        row("harmonic", OURS, 11.0, network="generated, scale 10", share=0.5),
    ]
    commands = [
        Command(name=SMALL_CENTRALITY, processor=[1.5, 1.6], wall=[2.5, 1.8], memory=400.0),
        Command(name=CENTRALITY.format(REAL), processor=[25.0], wall=[14.0], memory=640.0),
    ]
    return Figures(rows=rows, commands=commands)


@pytest.fixture
def page(figures):
    readings = [Reading(source="FP7", engine=OURS, rows=5, processor=2.5, wall=3, memory=424)]
    return render(figures, readings, MACHINE)


def reached(page, text):
    (line,) = [line for line in page.splitlines() if line.startswith(f"| {text} |")]
    return [cell.strip() for cell in line.split("|")][2:-1]


def test_targets_and_what_was_reached(page):
    assert reached(page, "Projection beside igraph") == ["at least 5 times", "10", "yes"]
    assert reached(page, "Exact betweenness beside igraph") == ["at least 3 times", "20", "yes"]
    # 4 s on the clock for half a percent, against 16 s
    assert reached(page, "The same with two threads, by the clock") == ["at least 5 times", "50", "yes"]
    assert reached(page, "PageRank beside igraph") == ["at least 7 times", "", "not measured"]
    assert reached(page, "`analyze centrality` on Piedmont, kernels compiled before, by the clock")[1:] == [
        "1.8",
        "yes",
    ]


def test_what_is_missed_says_why(page):
    aim, figure, verdict = reached(page, "Projection beside networkx")
    assert (aim, figure) == ("at least 1,000 times", "600")
    assert verdict.startswith("**no**. The aim comes from a draft")
    assert reached(page, "Peak memory of `analyze centrality`") == ["within 600 MB", "640", "**no**."]


def test_every_target_has_a_unit_and_an_aim():
    assert len(TARGETS) == len({target.text for target in TARGETS}) == 14
    assert {target.unit for target in TARGETS} == {"times", "s", "MB"}
    assert all(target.aim > 0 for target in TARGETS)


def test_tables(page):
    assert "Measured on A processor, 2 cores, 4 GiB, with Python 3.12, numpy 2.4." in page
    assert "| clusternet | 0.02 |  | 10 |  |" in page
    assert "| networkx | 12 | 600 | 10 | 0 |" in page
    assert "| clusternet, two threads | 16 on the clock |  | 10 | 0 |" in page
    assert "| igraph | ~ 600 | 20 | 10 |  |" in page
    assert f"| {SMALL_CENTRALITY} | 1.8 | 1.6 | 400 |" in page
    assert "| FP7 | clusternet | 2.5 | 424 |" in page


def test_growth_stands_in_one_table(page):
    assert "| harmonic centrality, exact | 0.1 | 10 | ~ 22 | 10 |" in page
    assert "## Generated" not in page  # without others there is nothing to compare


def test_nothing_but_one_measure(figures):
    page = render(Figures(rows=figures.rows[:2], commands=[]), [], MACHINE)
    assert "## Whole commands" not in page
    assert "## How measures grow" not in page
    assert "## From files" not in page
