"""A command as a process of its own, and what it took."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a process took from its first import on: seconds, and megabytes at its peak."""

    wall: float
    processor: float
    memory: float


def account_of(*command: object) -> Account:
    """Run a Python module with arguments and account for it.

    The peak of a process is never below what the one that started it held then, so it is started from one
    that holds little.

    Raises
    ------
    CalledProcessError
        If it fails, with what it wrote to standard error.
    """
    arguments = [sys.executable, "-m", *map(str, command)]
    environment = os.environ | {"OMP_WAIT_POLICY": "passive", "TERM": "dumb"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        arguments, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    with process:
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.stderr.buffer.write(said)
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return Account(
        wall=time.perf_counter() - begun,
        processor=used.ru_utime + used.ru_stime,
        memory=used.ru_maxrss / 1024,
    )
