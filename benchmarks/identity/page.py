"""What came out, as a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.identity.judged import Tally, share
from benchmarks.identity.quality import Planted
from benchmarks.identity.speed import Run

PREAMBLE = """# Who is the same: benchmark

`python -m benchmarks.identity` measures anew and writes this page; `make bench` runs it too. What the figures
mean and what is not found is said in [identity.md](identity.md), how the pairs were drawn and judged in
[benchmarks/identity](../benchmarks/identity/README.md).
"""
SPEED = """## Speed

Each line is one process, imports included, on both cores. splink gets the names cleaned already, which our
commands do themselves; reading and cleaning them is not in its figures. Organizations *with a name* are those
that can be compared: the 2020 edition of Horizon 2020 has a number instead of a name for half of them.
"""
QUALITY = """## Pairs judged by reading

Organizations of the Seventh Framework Programme, which has no identifiers: names and places decide alone.
Rules and thresholds of ours, and what splink compares, were chosen on the half `look`; the half `kept` was
not looked at. Shares are followed by counts and Wilson's interval of 95 %. Precision is among judged pairs,
which were drawn to look alike. *Pairs* are all that are so answered among all organizations: what somebody
would have to read.
"""
KINDS = """Pairs of the half `kept` that are the same, found by kind:
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything that was measured."""

    machine: Mapping[str, str]
    runs: Sequence[Run]
    tallies: Sequence[Tally]
    planted: Sequence[Planted]
    regions: int
    not_planted: Mapping[str, int]


def render(results: Results) -> str:
    """Write the page; what was not measured is not there."""
    machine = results.machine
    versions = ", ".join(f"{name} {value}" for name, value in list(machine.items())[3:])
    hardware = f"{machine['processor']}, {machine['cores']} cores, {machine['memory']}"
    parts = [PREAMBLE, f"Measured on {hardware}, with {versions}.\n"]
    if results.runs:
        parts += [SPEED, _speed(results.runs)]
    if results.tallies:
        parts += [QUALITY, _quality(results.tallies)]
    kept = [one for one in results.tallies if one.half == "kept"]
    if kept:
        parts += [KINDS, _kinds(kept)]
    if results.planted:
        parts.append(_planted(results))
    return "\n".join(parts)


def _speed(runs: Sequence[Run]) -> str:
    lines = [
        "| source | organizations | with a name | work | seconds | of processor | memory, MB | aim |",
        "|---|---:|---:|---|---:|---:|---:|---|",
    ]
    lines += [
        f"| {run.source} | {run.organizations:,} | {run.named:,} | {run.work} | {run.wall:.1f} "
        f"| {run.processor:.1f} | {run.memory:,.0f} | {_aim(run)} |"
        for run in runs
    ]
    return "\n".join([*lines, ""])


def _aim(run: Run) -> str:
    aims = (
        (run.wall, run.within_seconds, "s"),
        (run.memory, run.within_megabytes, "MB"),
    )
    return ", ".join(
        f"{within:,.0f} {unit}{'' if value <= within else ' (missed)'}"
        for value, within, unit in aims
        if within is not None
    )


def _quality(tallies: Sequence[Tally]) -> str:
    lines = [
        "| matcher | from | answer | half | pairs | precision | recall |",
        "|---|---|---|---|---:|---|---|",
    ]
    lines += [
        f"| {one.matcher} | {one.given} | {one.answer} | {one.half} | {one.everywhere:,} "
        f"| {share(one.right, one.found)} | {share(one.right, one.same)} |"
        for one in tallies
    ]
    return "\n".join([*lines, ""])


def _kinds(kept: Sequence[Tally]) -> str:
    kinds = list(kept[0].by_kind)
    head = "| matcher | from | answer | " + " | ".join(kinds) + " |"
    lines = [head, "|---|---|---|" + "---|" * len(kinds)]
    for one in kept:
        cells = " | ".join("{} of {}".format(*one.by_kind[kind]) for kind in kinds)
        lines.append(f"| {one.matcher} | {one.given} | {one.answer} | {cells} |")
    return "\n".join([*lines, ""])


def _planted(results: Results) -> str:
    found = sum(one.same + one.ask for one in results.planted)
    total = sum(one.planted for one in results.planted)
    lines = [
        f"## Duplicates planted in {results.regions} made-up regions",
        "",
        "| edit | VAT number in common | planted | same | ask | neither |",
        "|---|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.edit} | {'yes' if one.shares_identifier else 'no'} | {one.planted:,} | {one.same:,} "
        f"| {one.ask:,} | {one.planted - one.same - one.ask:,} |"
        for one in results.planted
    ]
    others = ", ".join(f"{count} {band}" for band, count in results.not_planted.items())
    lines += [
        "",
        f"Found, same or ask: {share(found, total)}. Pairs put forth that were not planted: {others}.",
    ]
    return "\n".join([*lines, ""])
