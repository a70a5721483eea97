"""Whole commands, each a process of its own, with as many threads as it takes by itself."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIEDMONT = ROOT / "datasets" / "piemonte"
FIRST_REPORT = "report cooperation datasets/piemonte, first use"
SMALL_CENTRALITY = "analyze centrality datasets/piemonte"
CENTRALITY = "analyze centrality, {}"
REPEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What one command took from its start to its end."""

    name: str
    processor: list[float]
    wall: list[float]
    memory: float
    """Megabytes at the peak."""


def measured(sources: Mapping[str, Path]) -> list[Command]:
    """Run the commands that we promise something about.

    Parameters
    ----------
    sources : mapping of str to Path
        Names of programmes and where their files lie.
    """
    centrality = ["analyze", "centrality", "--top", "3"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # As installed: Python keeps what it compiles of the program itself.
        usual = {"PYTHONPYCACHEPREFIX": name, "PYTHONDONTWRITEBYTECODE": "", "XDG_CACHE_HOME": name}
        page = ["--output", str(folder / "page.html")]
        report = ["report", "cooperation", str(PIEDMONT), *page]
        _timed("", report, usual)  # which is how Python comes to keep it
        commands = [
            _timed(FIRST_REPORT, report, usual, REPEATS, forgetful=folder / "empty"),
            _timed("report cooperation datasets/piemonte, any later use", report, usual, REPEATS),
            _timed(SMALL_CENTRALITY, [*centrality, str(PIEDMONT)], usual, REPEATS),
        ]
        return commands + [
            _timed(CENTRALITY.format(source), [*centrality, str(path)], usual)
            for source, path in sources.items()
        ]


def _timed(
    name: str,
    command: list[str],
    environment: Mapping[str, str],
    repeats: int = 1,
    *,
    forgetful: Path | None = None,
) -> Command:
    """Run a command some times, each with an empty cache below a folder if one is given.

    Figures are the system's own account of the process.
    """
    processor, wall, memory = [], [], 0.0
    for run in range(repeats):
        cache = {} if forgetful is None else {"XDG_CACHE_HOME": str(forgetful / str(run))}
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "clusternet", *command],
            cwd=ROOT,
            env=os.environ | {"OMP_WAIT_POLICY": "passive"} | environment | cache,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall.append(time.perf_counter() - start)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args)
        processor.append(usage.ru_utime + usage.ru_stime)
        memory = max(memory, usage.ru_maxrss * 1024 / 1e6)
    return Command(name=name, processor=processor, wall=wall, memory=memory)
