"""What came out, as a page: aims first, then ratios, since seconds are a machine's."""

import statistics
from collections.abc import Iterator
from itertools import groupby

from benchmarks.commands import Command
from benchmarks.measures import MEASURES, OURS, TWO_THREADS, Measure
from benchmarks.rows import Reading, Row
from benchmarks.targets import TARGETS, Figures, Target

PREAMBLE = """# Benchmarks

How long our measures take beside other libraries that do the same work, in one run on one machine. `make
bench` measures anew and writes this page. Seconds are processor seconds of one thread, the median of five
runs in which the engines took turns; a run of more than five seconds was made once. Getting the network
into a library is not counted. `~` marks what was extrapolated from some of the organizations. *Factor* is
how many times more processor time than clusternet a library takes. *Memory* is what a run adds at its peak,
measured in a process of its own. *Difference* is the largest difference to our result, relative to the
largest figure; empty where a library computes something else along the way.
"""

COMMANDS = """## Whole commands

From the start of the process to its end, with as many threads as there are cores. Of three runs, the
shortest on the clock, because the clock also counts what else the machine does; one run of those on whole
programmes. *First use* is with no kernel compiled yet. Memory is the peak of the process.
"""

GROWTH = """## How measures grow

Ours alone, on generated networks: processor seconds of one thread, and memory in MB.
"""

READING = """## From files to who takes part in what

A whole process each, imports included, one thread. clusternet reads, cleans and checks every row
and builds the network; the others read every column as text and check nothing. Memory is the peak
of the process.
"""


def render(figures: Figures, readings: list[Reading], machine: dict[str, str]) -> str:
    """Write the page."""
    parts = [PREAMBLE, f"Measured on {_sentence(machine)}.\n", _targets(figures)]
    if figures.commands:
        parts += [COMMANDS, _commands(figures.commands)]
    for (network, size), of_network in groupby(figures.rows, key=lambda row: (row.network, row.size)):
        tables = [
            _measure(MEASURES[measure], rows)
            for measure, rows in _by_measure(of_network)
            if any(row.engine not in (OURS, TWO_THREADS) for row in rows)
        ]
        if tables:
            parts += [f"## {network[0].upper()}{network[1:]}\n\n{size}\n", *tables]
    parts += _growth(figures.rows)
    if readings:
        parts += [READING, _readings(readings)]
    return "\n".join(parts)


def _by_measure(rows: Iterator[Row]) -> Iterator[tuple[str, list[Row]]]:
    return ((measure, list(some)) for measure, some in groupby(rows, key=lambda row: row.measure))


def _grid(heading: str, alignment: str, lines: list[str]) -> str:
    return "\n".join([heading, alignment, *lines, ""])


def _targets(figures: Figures) -> str:
    lines = [_target(target, target.figure(figures)) for target in TARGETS]
    title = "## What we aim at\n\nOn Horizon 2020 with one thread, unless said.\n"
    return f"{title}\n" + _grid("| | aim | reached | |", "|---|---:|---:|---|", lines)


def _target(target: Target, figure: float | None) -> str:
    aim = {"times": "at least {} times", "s": "within {} s", "MB": "within {} MB"}[target.unit]
    asked = aim.format(f"{target.aim:,g}")
    if figure is None:
        return f"| {target.text} | {asked} | | not measured |"
    verdict = "yes" if target.met(figure) else f"**no**. {target.missed}".strip()
    return f"| {target.text} | {asked} | {_short(figure)} | {verdict} |"


def _commands(commands: list[Command]) -> str:
    lines = [
        f"| {one.name} | {_short(min(one.wall))} | {_short(statistics.median(one.processor))} "
        f"| {one.memory:,.0f} |"
        for one in commands
    ]
    return _grid("| command | clock, s | processor, s | memory, MB |", "|---|---:|---:|---:|", lines)


def _measure(measure: Measure, rows: list[Row]) -> str:
    own = next(row for row in rows if row.engine == OURS)
    title = f"**{measure.name[0].upper()}{measure.name[1:]}**\n"
    heading = "| engine | seconds | factor | memory, MB | difference |"
    lines = [_line(row, own) for row in rows]
    return f"{title}\n" + _grid(heading, "|---|---:|---:|---:|---:|", lines)


def _line(row: Row, own: Row) -> str:
    factor = "" if row.engine in (OURS, TWO_THREADS) else _short(row.seconds / own.seconds)
    seconds = f"{_short(row.clock)} on the clock" if row.threads > 1 else _short(row.seconds)
    memory = "" if row.memory is None else f"{row.memory:,.0f}"
    return f"| {row.engine} | {_about(row)}{seconds} | {factor} | {memory} | {_difference(row)} |"


def _about(row: Row) -> str:
    return "~ " if row.share < 1 else ""


def _difference(row: Row) -> str:
    if row.difference is None:
        return ""
    return f"{row.difference:.0e}" if row.difference else "0"


def _growth(rows: list[Row]) -> list[str]:
    """Put our own figures for generated networks side by side, if there are several."""
    own = [row for row in rows if row.engine == OURS and row.network.startswith("generated")]
    networks = dict.fromkeys(row.network for row in own)
    if len(networks) < 2:
        return []
    of = {(row.measure, row.network): row for row in own}
    lines = [
        f"| {MEASURES[measure].name} | "
        + " | ".join(_grown(of.get((measure, network))) for network in networks)
        + " |"
        for measure in dict.fromkeys(row.measure for row in own)
    ]
    sizes = {row.network: row.size for row in own}
    said = "".join(f"* {network}: {sizes[network]}\n" for network in networks)
    heading = "| | " + " | ".join(f"{network}: s | MB" for network in networks) + " |"
    return [GROWTH, said, _grid(heading, "|---|" + "---:|---:|" * len(networks), lines)]


def _grown(row: Row | None) -> str:
    return " | " if row is None else f"{_about(row)}{_short(row.seconds)} | {row.memory or 0:,.0f}"


def _readings(readings: list[Reading]) -> str:
    lines = [
        f"| {one.source} | {one.engine} | {_short(one.processor)} | {one.memory:,.0f} |" for one in readings
    ]
    return _grid("| source | engine | seconds | memory, MB |", "|---|---|---:|---:|", lines)


def _sentence(machine: dict[str, str]) -> str:
    versions = ", ".join(f"{name} {value}" for name, value in list(machine.items())[3:])
    return f"{machine['processor']}, {machine['cores']} cores, {machine['memory']}, with {versions}"


def _short(value: float) -> str:
    """Round to two digits that mean something."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
