"""Times our measures beside other libraries in one run and writes what came out.

python -m benchmarks --help
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scipy.sparse import save_npz

from benchmarks.machine import machine
from benchmarks.measures import MEASURES
from benchmarks.networks import OPEN_DATA, Network, available, generated, real
from benchmarks.table import Row, render

ROOT = Path(__file__).resolve().parents[1]
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
    output: Path


def _options() -> _Options:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=OPEN_DATA, help="folder with h2020-2020/ and fp7/")
    parser.add_argument(
        "--scale",
        type=float,
        nargs="*",
        default=(0.1, 1.0),
        help="sizes of generated networks; 1: a programme",
    )
    parser.add_argument("--measure", nargs="*", choices=MEASURES, default=tuple(MEASURES), help="only these")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks.md", help="page to write")
    given = parser.parse_args()
    return _Options(
        data=given.data, scales=tuple(given.scale), measures=tuple(given.measure), output=given.output
    )


def _main() -> None:
    options = _options()
    names = available(options.data)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        networks = [real(options.data, name) for name in names]
        networks += [generated(scale) for scale in options.scales]
        for network in networks:
            rows += _measured(network, options.measures, Path(folder))
    options.output.with_suffix(".json").write_text(
        json.dumps({"machine": machine(), "rows": [row.as_json() for row in rows]}, indent=1) + "\n"
    )
    options.output.write_text(render(rows, machine()))
    print(options.output)


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
    command = [sys.executable, "-m", "benchmarks.timing", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=os.environ | ONE_THREAD)
    return json.loads(done.stdout)


if __name__ == "__main__":
    _main()
