"""Times our measures beside other libraries in one run and writes what came out.

python -m benchmarks --help
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scipy.sparse import save_npz

from benchmarks.commands import measured
from benchmarks.machine import machine
from benchmarks.measures import MEASURES
from benchmarks.networks import OPEN_DATA, REAL, Network, available, generated, real
from benchmarks.reading import ENGINES, write_dataset
from benchmarks.rows import Reading, Row
from benchmarks.table import render
from benchmarks.targets import Figures

ROOT = Path(__file__).resolve().parents[1]
TENFOLD = 10.0
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "passive",  # threads that spin while they wait would count as work
    "OPENBLAS_NUM_THREADS": "1",
    "CLUSTERNET_THREADS": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    data: Path
    scales: tuple[float, ...]
    measures: tuple[str, ...]
    reading: bool
    commands: bool
    output: Path


def _options() -> _Options:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=OPEN_DATA, help="folder with h2020-2020/ and fp7/")
    parser.add_argument(
        "--scale",
        type=float,
        nargs="*",
        default=(0.1, 1.0, TENFOLD),
        help="sizes of generated networks; 1: a programme",
    )
    parser.add_argument("--measure", nargs="*", choices=MEASURES, default=tuple(MEASURES), help="only these")
    parser.add_argument("--no-reading", action="store_true", help="leave out how long files take to read")
    parser.add_argument("--no-commands", action="store_true", help="leave out whole commands")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks.md", help="page to write")
    given = parser.parse_args()
    return _Options(
        data=given.data,
        scales=tuple(given.scale),
        measures=tuple(given.measure),
        reading=not given.no_reading,
        commands=not given.no_commands,
        output=given.output,
    )


def _main() -> None:
    options = _options()
    names = available(options.data)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        commands = measured({name: options.data / REAL[name] for name in names}) if options.commands else []
        networks = [real(options.data, name) for name in names]
        networks += [generated(scale) for scale in options.scales]
        for network in networks:
            rows += _measured(network, options.measures, Path(folder))
        readings = _readings(options.data, names, Path(folder)) if options.reading else []
    _write(options.output, Figures(rows=rows, commands=commands), readings)
    print(options.output)


def _write(page: Path, figures: Figures, readings: list[Reading]) -> None:
    content = {
        "machine": machine(),
        "commands": [asdict(command) for command in figures.commands],
        "rows": [asdict(row) for row in figures.rows],
        "readings": [asdict(reading) for reading in readings],
    }
    page.with_suffix(".json").write_text(json.dumps(content, indent=1) + "\n")
    page.write_text(render(figures, readings, machine()))


def _readings(data: Path, names: tuple[str, ...], folder: Path) -> list[Reading]:
    """Read whole programmes, and a generated one ten times as large, in processes of their own."""
    write_dataset(folder / "tenfold", TENFOLD)
    sources = {name: data / REAL[name] for name in names}
    sources[f"generated, scale {TENFOLD:g}"] = folder / "tenfold"
    readings = []
    for name, source in sources.items():
        sys.stderr.write(f"{name}: reading\n")
        for engine in ENGINES:
            figures = _printed("benchmarks.reading", engine, source)
            readings.append(Reading(source=name, **figures))
    return readings


def _measured(network: Network, measures: tuple[str, ...], folder: Path) -> list[Row]:
    path = folder / "network.npz"
    save_npz(path, network.incidence, compressed=False)
    rows = []
    for measure in measures:
        sys.stderr.write(f"{network.name}: {MEASURES[measure].name}\n")
        for timing in _ask(measure, path):
            memory = _ask(measure, path, timing["engine"])
            rows.append(
                Row(network=network.name, size=network.size, measure=measure, memory=memory, **timing)
            )
    return rows


def _ask(*arguments: object) -> Any:
    return _printed("benchmarks.timing", *arguments)


def _printed(module: str, *arguments: object) -> Any:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=os.environ | ONE_THREAD)
    return json.loads(done.stdout)


if __name__ == "__main__":
    _main()
