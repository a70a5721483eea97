"""A command as a process of its own, and what it took.

    python -m benchmarks.processes MODULE ARGUMENT...      seconds and megabytes of one run, as JSON

The peak of a process is never below what the one that started it held then, so commands are started from a
process that does nothing else.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a process took from its first import on: seconds, and megabytes at its peak."""

    wall: float
    processor: float
    memory: float


def account_of(*command: object, environment: Mapping[str, str] | None = None) -> Account:
    """Run a Python module with arguments and account for it.

    Parameters
    ----------
    command : objects
        The module and its arguments.
    environment : mapping of str to str, optional
        What it finds in the environment besides ours.

    Raises
    ------
    CalledProcessError
        If it fails, with what it wrote to standard error.
    """
    run = subprocess.run(
        [sys.executable, "-m", __name__, *map(str, command)],
        cwd=ROOT,
        env=os.environ | {"OMP_WAIT_POLICY": "passive", "TERM": "dumb"} | dict(environment or {}),
        capture_output=True,
        check=False,
    )
    if run.returncode:
        sys.stderr.buffer.write(run.stderr)
        raise subprocess.CalledProcessError(run.returncode, run.args)
    return Account(**json.loads(run.stdout))


def _run(command: list[str]) -> Account:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", *command], stdout=subprocess.DEVNULL, check=True)
    wall = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Account(wall=wall, processor=used.ru_utime + used.ru_stime, memory=used.ru_maxrss * 1024 / 1e6)


if __name__ == "__main__":
    print(json.dumps(asdict(_run(sys.argv[1:]))))
