"""Importing clusternet costs nothing; its names load when they are used."""

import subprocess
import sys

import pytest

import clusternet

HEAVY = {"numpy", "scipy", "pandas", "pyarrow", "duckdb", "ibis", "networkx", "igraph", "numba", "plotly"}


def loaded_after(program):
    run = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in run.stdout.split()}


@pytest.mark.parametrize("program", ["import clusternet; clusternet.__version__", "import clusternet.cli"])
def test_the_front_door_and_the_command_line_load_nothing_heavy(program):
    assert not HEAVY & loaded_after(program)


@pytest.mark.parametrize("name", clusternet.__all__)
def test_every_public_name_has_a_home_and_a_docstring(name):
    assert getattr(clusternet, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'happiness'"):
        _ = clusternet.happiness
    assert set(clusternet.__all__) < set(dir(clusternet))
