"""Measures how well and how fast duplicates are found, beside splink, and writes what came out.

python -m benchmarks.identity --help
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.identity.judged import HALVES, Judged, Tally, judged_file, judged_pairs
from benchmarks.identity.speed import Run, our_runs, splink_runs
from benchmarks.machine import machine
from benchmarks.networks import OPEN_DATA, REAL, available
from benchmarks.processes import ROOT

if TYPE_CHECKING:
    from benchmarks.identity.quality import Planted

_FP7 = "fp7"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    data: Path
    halves: tuple[str, ...]
    planted: int
    speed: bool
    output: Path


def _options() -> _Options:
    said = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description=said)
    parser.add_argument("--data", type=Path, default=OPEN_DATA, help="folder with h2020-2020/ and fp7/")
    parser.add_argument(
        "--half", choices=HALVES, nargs="*", default=HALVES, help="halves of the judged pairs"
    )
    parser.add_argument("--planted", type=int, default=20, help="made-up regions")
    parser.add_argument("--no-speed", action="store_true", help="leave out what takes how long")
    parser.add_argument(
        "--output", type=Path, default=ROOT / "docs" / "identity-benchmark.md", help="page to write"
    )
    given = parser.parse_args()
    return _Options(
        data=given.data,
        halves=tuple(given.half),
        planted=given.planted,
        speed=not given.no_speed,
        output=given.output,
    )


def _main() -> None:
    options = _options()
    judged = _judged(options)
    with tempfile.TemporaryDirectory() as folder:
        # Before anything large is loaded: the peak of a process is not below that of the one it comes from.
        runs, links = _runs(options, Path(folder), with_links=bool(judged))
        tallies = _tallies(options.data / _FP7, judged, links) if judged else []
    planted, others = _planted(options.planted)
    if not (runs or tallies or planted):
        return
    from benchmarks.identity.page import Results, render

    results = Results(
        machine=machine(),
        runs=runs,
        tallies=tallies,
        planted=planted,
        regions=options.planted,
        not_planted=others,
    )
    options.output.with_suffix(".json").write_text(json.dumps(asdict(results), indent=1) + "\n")
    options.output.write_text(render(results))
    print(options.output)


def _judged(options: _Options) -> tuple[Judged, ...]:
    if judged_file(options.data / _FP7) is None:
        sys.stderr.write(
            f"{options.data / _FP7} does not hold the table of organizations that the pairs were judged on: "
            "download FP7 and give its folder with --data. Nothing is measured on them.\n"
        )
        return ()
    return tuple(one for one in judged_pairs() if one.half in options.halves)


def _runs(options: _Options, folder: Path, *, with_links: bool) -> tuple[list[Run], dict[bool, Path]]:
    """Measure the commands on each programme and on both in one store, and splink on each."""
    sources = {name: options.data / REAL[name] for name in available(options.data)}
    runs: list[Run] = []
    links: dict[bool, Path] = {}
    for name, paths in _stores(sources) if options.speed else ():
        sys.stderr.write(f"{name}: a store and its questions\n")
        runs += our_runs(name, paths, folder)
    for name, source in sources.items():
        judged_here = with_links and source.name == _FP7
        if options.speed or judged_here:
            sys.stderr.write(f"{name}: splink\n")
            short_names = (False, True) if judged_here else (False,)
            for short, (run, found) in splink_runs(name, source, folder, short_names=short_names).items():
                runs += [run] if options.speed else []
                links |= {short: found} if judged_here else {}
    return runs, links


def _stores(sources: dict[str, Path]) -> Iterator[tuple[str, list[Path]]]:
    for name, source in sources.items():
        yield name, [source]
    if len(sources) > 1:
        yield "both in one store", [*sources.values()]


def _tallies(source: Path, judged: Sequence[Judged], links: dict[bool, Path]) -> list[Tally]:
    from benchmarks.identity.quality import NAMES_ALONE, SHORT_NAMES, our_tallies, splink_tallies

    sys.stderr.write("pairs judged by reading\n")
    tallies = our_tallies(source, judged)
    for short, found in sorted(links.items(), reverse=True):
        tallies += splink_tallies(found, judged, given=SHORT_NAMES if short else NAMES_ALONE)
    return tallies


def _planted(regions: int) -> "tuple[list[Planted], dict[str, int]]":
    if not regions:
        return [], {}
    from benchmarks.identity.quality import planted

    sys.stderr.write(f"duplicates planted in {regions} made-up regions\n")
    return planted(regions)


if __name__ == "__main__":
    _main()
