"""Measuring one measure in one process: engines take turns, so that a busy moment hits them alike.

    python -m benchmarks.timing harmonic NETWORK.npz             times of all engines, as JSON
    python -m benchmarks.timing harmonic NETWORK.npz ENGINE      peak memory of one engine, as JSON

Seconds are processor seconds of the whole process: what else the machine does changes them little.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import load_npz

from benchmarks import sna
from benchmarks.engines import Engine, Result, SelfTimed, drawn
from benchmarks.generated import Incidence
from benchmarks.machine import megabytes
from benchmarks.measures import MEASURES

REPEATS = 5
LONG = 5.0
"""Seconds from which one run has to do."""


@dataclass(slots=True, kw_only=True)
class Timing:
    """What one engine took: every run that counts."""

    engine: str
    share: float
    threads: int
    processor: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    difference: float | None = None
    """Largest relative difference to our result; None: not the same figure, or ours."""


def asked(engines: Sequence[Engine], incidence: Incidence) -> tuple[Engine, ...]:
    """Leave out the engines that are not installed or cannot hold the network."""
    return tuple(
        engine
        for engine in engines
        if engine.smallest <= incidence.nnz <= engine.largest and (engine.name != "R sna" or sna.installed())
    )


def take_turns(engines: Sequence[Engine], incidence: Incidence) -> list[Timing]:
    """Time all engines in turn.

    The first run is not counted, because code is compiled or loaded in it; unless it is so long that it has
    to do.
    """
    n = incidence.shape[0]
    work = [engine.prepare(incidence) for engine in engines]
    timings = [
        Timing(engine=engine.name, share=engine.share(n), threads=engine.threads) for engine in engines
    ]
    results = []
    for engine, prepared, timing in zip(engines, work, timings, strict=True):
        processor, wall, result = _timed(engine, prepared)
        results.append(engine.read(result))
        if processor > LONG:
            timing.processor.append(processor)
            timing.wall.append(wall)
    short = [place for place, timing in enumerate(timings) if not timing.processor]
    for _ in range(REPEATS):
        for place in short:
            processor, wall, _result = _timed(engines[place], work[place])
            timings[place].processor.append(processor)
            timings[place].wall.append(wall)
    for engine, timing, result in list(zip(engines, timings, results, strict=True))[1:]:
        if engine.compared:
            timing.difference = _difference(results[0], result, engine, n)
    return timings


def _timed(engine: Engine, prepared: Any) -> tuple[float, float, Any]:
    gc.collect()
    os.environ["CLUSTERNET_THREADS"] = str(engine.threads)
    wall, processor = time.perf_counter(), time.process_time()
    result = engine.run(prepared)
    processor, wall = time.process_time() - processor, time.perf_counter() - wall
    if isinstance(result, SelfTimed):
        return result.seconds, result.seconds, result.result
    return processor, wall, result


def _difference(ours: Result, theirs: Result, engine: Engine, n: int) -> float:
    """Return the largest difference relative to the largest of our figures; undefined ones must agree."""
    mine = ours[drawn(engine.sources, n)] if engine.sources else ours
    if mine.shape != theirs.shape or not np.array_equal(np.isnan(mine), np.isnan(theirs)):
        return float("inf")
    return float(np.nanmax(np.abs(mine - theirs), initial=0) / np.nanmax(np.abs(mine), initial=1e-300))


def peak_memory(engine: Engine, incidence: Incidence) -> float | None:
    """Return how many megabytes a run takes at its peak on top of what lay there before it; on Linux.

    None of a run in another process.
    """
    os.environ["CLUSTERNET_THREADS"] = str(engine.threads)
    prepared = engine.prepare(incidence)
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # forgets the peak of the preparation
    before = megabytes("VmRSS")
    result = engine.run(prepared)
    return None if isinstance(result, SelfTimed) else megabytes("VmHWM") - before


def _main(measure: str, network: Path, engine: str = "") -> None:
    incidence = load_npz(network)
    engines = asked(MEASURES[measure].engines, incidence)
    if engine:
        chosen = next(one for one in engines if one.name == engine)
        answer: object = peak_memory(chosen, incidence)
    else:
        answer = [asdict(timing) for timing in take_turns(engines, incidence)]
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
