"""What came out, as a page: ratios first, since seconds are a machine's."""

import statistics
from dataclasses import dataclass
from itertools import groupby

from benchmarks.measures import MEASURES, OURS, Measure

PREAMBLE = """# Benchmarks

How long our measures take beside other libraries that do the same work, in one run on one machine. `make
bench` measures anew and writes this page. Seconds are processor seconds of one thread, the median of five
runs in which the engines took turns; a run of more than five seconds was made once. Getting the network
into a library is not counted. `~` marks what was extrapolated from some of the organizations. *Factor* is
how many times more processor time than clusternet a library takes; *aim* is what we want the factor to be
at least. *Memory* is what a run adds at its peak, measured in a process of its own. *Difference* is the
largest difference to our result, relative to the largest figure; empty where a library computes something
else along the way.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one engine took for one measure on one network."""

    network: str
    size: str
    measure: str
    engine: str
    share: float
    processor: list[float]
    wall: list[float]
    memory: float
    difference: float | None

    @property
    def seconds(self) -> float:
        """Processor seconds of the whole work."""
        return statistics.median(self.processor) / self.share


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one engine took to read one source, from its first import on."""

    source: str
    engine: str
    rows: int
    processor: float
    wall: float
    memory: float


def render(rows: list[Row], readings: list[Reading], machine: dict[str, str]) -> str:
    """Write the page."""
    parts = [PREAMBLE, f"Measured on {_sentence(machine)}.\n"]
    for (network, size), of_network in groupby(rows, key=lambda row: (row.network, row.size)):
        parts.append(f"## {network[0].upper()}{network[1:]}\n\n{size}\n")
        parts += [
            _table(MEASURES[measure], list(of_measure))
            for measure, of_measure in groupby(of_network, key=lambda row: row.measure)
        ]
    return "\n".join([*parts, *([_readings(readings)] if readings else [])])


def _readings(readings: list[Reading]) -> str:
    lines = [
        "## From files to who takes part in what",
        "",
        "A whole process each, imports included, one thread. clusternet reads, cleans and checks every row",
        "and builds the network; the others read every column as text and check nothing. Memory is the peak",
        "of the process.",
        "",
        "| source | engine | seconds | memory, MB |",
        "|---|---|---:|---:|",
    ]
    lines += [
        f"| {one.source} | {one.engine} | {_short(one.processor)} | {one.memory:,.0f} |" for one in readings
    ]
    return "\n".join([*lines, ""])


def _sentence(machine: dict[str, str]) -> str:
    versions = ", ".join(f"{name} {value}" for name, value in list(machine.items())[3:])
    return f"{machine['processor']}, {machine['cores']} cores, {machine['memory']}, with {versions}"


def _table(measure: Measure, rows: list[Row]) -> str:
    own = next(row.seconds for row in rows if row.engine == OURS)
    title = measure.name[0].upper() + measure.name[1:]
    lines = [
        f"**{title}**" + (f" (aim: within {measure.within:g} s)" if measure.within else ""),
        "",
        "| engine | seconds | factor | aim | memory, MB | difference |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [_line(row, own, measure) for row in rows]
    return "\n".join([*lines, ""])


def _line(row: Row, own: float, measure: Measure) -> str:
    aim = next((f"{aim.at_least:g}" for aim in measure.aims if aim.engine == row.engine), "")
    factor = "" if row.engine == OURS else _short(row.seconds / own)
    difference = "" if row.difference is None else f"{row.difference:.0e}" if row.difference else "0"
    seconds = ("~ " if row.share < 1 else "") + _short(row.seconds)
    return f"| {row.engine} | {seconds} | {factor} | {aim} | {row.memory:,.0f} | {difference} |"


def _short(value: float) -> str:
    """Round to two digits that mean something."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
