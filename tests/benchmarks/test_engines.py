"""What is timed side by side gives the same figures."""

import importlib.util

import numpy as np
import pytest

from benchmarks import sna, timing
from benchmarks.engines import adjacency
from benchmarks.generated import generate
from benchmarks.measures import MEASURES, OURS
from benchmarks.timing import _difference, asked, take_turns

NEEDS = {"igraph": "igraph", "networkx": "networkx", "networkit": "networkit"}


@pytest.fixture(scope="module")
def hundredth():
    return generate(0.01)


def at_hand(engine):
    """Whether a library is installed; R, slow to start, is asked once, below."""
    needed = NEEDS.get(engine.name)
    return engine.name != "R sna" and (needed is None or importlib.util.find_spec(needed) is not None)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # igraph's, of a network in several parts
@pytest.mark.parametrize("measure", MEASURES)
def test_libraries_agree_with_us(measure, hundredth, monkeypatch):
    monkeypatch.setattr(timing, "REPEATS", 1)
    engines = [one for one in asked(MEASURES[measure].engines, hundredth) if at_hand(one)]
    timings = take_turns(engines, hundredth)
    assert timings[0].engine == OURS
    for engine, figures in zip(engines, timings, strict=True):
        assert len(figures.processor) == len(figures.wall) >= 1
        if engine.compared and engine is not engines[0]:
            assert figures.difference < 1e-6


@pytest.mark.skipif(not sna.installed(), reason="R or its package sna is not installed")
def test_roles_are_those_of_sna(hundredth):
    ties = adjacency(hundredth)
    ours, theirs = (one for one in MEASURES["brokerage"].engines)
    found = theirs.run(ties)
    assert found.seconds > 0
    assert found.result.tolist() == ours.read(ours.run(ties)).tolist()


def test_each_network_has_one_engine_of_ours(hundredth):
    class Huge:
        nnz = 2_000_000

    for network in (hundredth, Huge):
        for measure in MEASURES.values():
            assert [one.name for one in asked(measure.engines, network)].count(OURS) == 1


def test_engines_that_are_not_there_are_not_asked(monkeypatch, hundredth):
    monkeypatch.setattr(sna, "installed", lambda: False)
    names = [one.name for one in asked(MEASURES["brokerage"].engines, hundredth)]
    assert names == [OURS]


def test_undefined_figures_must_agree():
    engine = MEASURES["pagerank"].engines[0]
    ours = np.array([1.0, np.nan, 4.0])
    assert _difference(ours, np.array([1.0, np.nan, 5.0]), engine, 3) == 0.25
    assert _difference(ours, np.array([1.0, 0.0, 4.0]), engine, 3) == np.inf
    assert _difference(ours, np.array([1.0]), engine, 3) == np.inf
