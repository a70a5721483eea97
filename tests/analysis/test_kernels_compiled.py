"""Where compiled code is kept, seen from outside: each case is a process of its own."""

import os
import resource
import subprocess
import sys
import time

import pytest

DOUBLED = """
import sys
import numpy as np
from numba import config
from clusternet.analysis.kernels.compiled import compiled

sys.path.insert(0, sys.argv[1])
import doubled

assert config.CACHE_DIR == {chosen!r}  # other code goes on as before
assert doubled.doubled(np.arange(3.0)).tolist() == [0, 2, 4]
stats = doubled.doubled.stats
print(sum(stats.cache_hits.values()), sum(stats.cache_misses.values()), stats.cache_path)
"""

KERNEL = """
from clusternet.analysis.kernels.compiled import compiled


@compiled
def doubled(values):
    return {factor} * values
"""


@pytest.fixture
def run(tmp_path):
    """Call a small kernel in a new process; say how often its code was found, or not, and where."""
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "lists.py").touch()
    (folder / "doubled.py").write_text(KERNEL.format(factor=2))

    def call(*, wait=True, chosen="", **environment):
        ours = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home")} | environment
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", DOUBLED.format(chosen=chosen), str(folder)],
            env={name: str(value) for name, value in ours.items() if value is not None},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=full_disk if "DISK" in environment else None,  # noqa: PLW1509  no threads here
        )
        return answer(process) if wait else process

    return call


def full_disk():
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer(process):
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    hits, misses, path = output.split(maxsplit=2)
    return int(hits), int(misses), path.strip()


def test_code_is_kept_in_the_cache_of_the_user(run, tmp_path):
    hits, misses, path = run(XDG_CACHE_HOME=tmp_path / "cache")
    assert (hits, misses) == (0, 1)
    assert path.startswith(str(tmp_path / "cache/clusternet/kernels"))
    assert run(XDG_CACHE_HOME=tmp_path / "cache") == (1, 0, path)
    (tmp_path / "code/doubled.py").write_text(KERNEL.format(factor="(1.0 + 1.0)"))
    changed = run(XDG_CACHE_HOME=tmp_path / "cache")
    assert changed[:2] == (0, 1)
    assert changed[2] != path


def test_what_no_run_has_asked_for_in_a_month_is_thrown_away(run, tmp_path):
    kernels = tmp_path / "clusternet/kernels"
    for name, days in (("outdated", 31), ("of another version", 29)):
        (kernels / name / "code").mkdir(parents=True)
        (kernels / name / "code/file.nbc").touch()
        os.utime(kernels / name, (time.time() - days * 24 * 3600,) * 2)
    run(XDG_CACHE_HOME=tmp_path)
    (ours,) = {path.name for path in kernels.iterdir()} - {"of another version"}
    os.utime(kernels / ours, (0, 0))
    assert run(XDG_CACHE_HOME=tmp_path)[:2] == (1, 0)  # and being asked for keeps it
    (tmp_path / "code/doubled.py").write_text(KERNEL.format(factor="(1.0 + 1.0)"))
    run(XDG_CACHE_HOME=tmp_path)
    assert len(list(kernels.iterdir())) == 3
    assert (kernels / ours).exists()


def test_broken_files_are_written_anew(run, tmp_path):
    run(XDG_CACHE_HOME=tmp_path)
    for pattern, content in (("*.nbi", b""), ("*.nbc", b"no pickle")):
        (file,) = tmp_path.rglob(pattern)
        file.write_bytes(content)
        assert run(XDG_CACHE_HOME=tmp_path)[:2] == (0, 1)
    assert run(XDG_CACHE_HOME=tmp_path)[:2] == (1, 0)


def test_a_folder_for_all_of_numba_is_respected(run, tmp_path):
    chosen = str(tmp_path / "numba")
    for found in (0, 1):
        hits, misses, path = run(NUMBA_CACHE_DIR=chosen, chosen=chosen, XDG_CACHE_HOME=tmp_path / "cache")
        assert (hits, misses) == (found, 1 - found)
        assert path.startswith(chosen)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "environment",
    [
        {"XDG_CACHE_HOME": "/proc/nowhere"},
        {"XDG_CACHE_HOME": "/dev/null"},
        {"HOME": "/proc"},
        {"HOME": None},
        {"NUMBA_CACHE_DIR": "/dev/null", "chosen": "/dev/null", "HOME": "/proc"},
        {"DISK": "full"},
    ],
    ids=lambda environment: " ".join(map(str, environment.values())),
)
def test_without_a_folder_to_write_to(run, environment):
    run(**environment)


def test_two_at_once(run, tmp_path):
    processes = [run(wait=False, XDG_CACHE_HOME=tmp_path) for _ in range(2)]
    paths = {answer(process)[2] for process in processes}
    assert run(XDG_CACHE_HOME=tmp_path) == (1, 0, *paths)


def test_numba_is_imported_when_a_kernel_is_called():
    code = (
        "import sys; import clusternet.cli, clusternet.study.report, clusternet.analysis.centrality;"
        "assert 'numba' not in sys.modules;"
        "from scipy.sparse import csr_array; clusternet.analysis.centrality.harmonic(csr_array((1, 1)));"
        "assert 'numba' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
