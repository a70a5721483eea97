"""What the figures were measured on: processor and versions, and nothing that says whose it is."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = (
    "numpy",
    "scipy",
    "numba",
    "igraph",
    "networkx",
    "networkit",
    "pandas",
    "polars",
    "pyarrow",
    "duckdb",
    "rapidfuzz",
    "splink",
)


def machine() -> dict[str, str]:
    """Name the processor, its cores, the memory, and the versions of everything that is compared."""
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "Python": platform.python_version(),
        **{library: _version(library) for library in LIBRARIES},
    }


def megabytes(entry: str) -> float:
    """Read an entry of Linux's account of this process: its memory now, ``VmRSS``, or at most, ``VmHWM``."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{entry}:")[2].split()[0]) * 1024 / 1e6


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"
