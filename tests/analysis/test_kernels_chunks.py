import os
import signal
import threading
import time

import pytest

from clusternet.analysis.kernels.chunks import Spaces, chunks_of, fold_chunks, thread_count
from clusternet.exceptions import MeasureError


def worn_out(begin, end):
    return list(range(begin, end))


def test_chunks_cover_everything_once():
    assert chunks_of(7, 3) == [(0, 3), (3, 6), (6, 7)]
    assert chunks_of(6, 3) == [(0, 3), (3, 6)]
    assert chunks_of(2, 5) == [(0, 2)]
    assert chunks_of(0, 5) == []


@pytest.mark.parametrize("threads", [1, 2, 3, 50])
def test_results_are_folded_in_order(threads):
    """Whatever order they come in: the earlier of two chunks takes the longer."""
    found, told = [], []

    def work(begin, end):
        time.sleep(0.002 if begin % 2 == 0 else 0)
        return worn_out(begin, end)

    fold_chunks(
        chunks_of(25, 1), work, found.extend, progress=lambda *said: told.append(said), threads=threads
    )
    assert found == list(range(25))
    assert told == [(done, 25) for done in range(1, 26)]


def test_nothing_to_do():
    fold_chunks([], worn_out, pytest.fail, progress=pytest.fail)


def test_work_is_shared_out():
    """Two chunks wait for each other: in one thread they would wait for ever."""
    together = threading.Barrier(2, timeout=10)
    fold_chunks(chunks_of(2, 1), lambda *_: together.wait(), lambda _: None, threads=2)


def test_one_thread_is_the_own_one():
    at_work = []
    fold_chunks(chunks_of(3, 1), lambda *_: at_work.append(threading.current_thread()), bool, threads=1)
    assert set(at_work) == {threading.current_thread()}


def test_results_do_not_pile_up_behind_a_slow_one():
    go, begun = threading.Event(), []

    def work(begin, _):
        begun.append(begin)
        if begin == 0:
            time.sleep(0.1)
            go.set()
            return len(begun)
        return 0

    counts = []
    fold_chunks(chunks_of(100, 1), work, counts.append, threads=3)
    assert go.is_set()
    assert counts[0] <= 3 + 2


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_in_a_chunk_stops_the_others(threads, error):
    begun = []

    def work(begin, _):
        begun.append(begin)
        if begin == 3:
            raise error("three")
        time.sleep(0.001)

    with pytest.raises(error, match="three"):
        fold_chunks(chunks_of(1000, 1), work, lambda _: None, threads=threads)
    assert len(begun) < 20
    assert not [one for one in threading.enumerate() if one.name.startswith("clusternet")]


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_while_folding_stops_the_work(threads):
    begun = []

    def fold(result):
        raise KeyError(result)

    with pytest.raises(KeyError):
        fold_chunks(chunks_of(1000, 1), lambda begin, _: begun.append(begin), fold, threads=threads)
    assert len(begun) < 20


def test_ctrl_c_stops_between_chunks():
    """As a terminal sends it, while the main thread waits for a result."""
    begun = []

    def work(begin, _):
        begun.append(begin)
        if begin == 2:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        time.sleep(0.005)

    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        fold_chunks(chunks_of(10_000, 1), work, lambda _: None, threads=2)
    assert time.monotonic() - before < 5
    assert len(begun) < 50
    assert not [one for one in threading.enumerate() if one.name.startswith("clusternet")]


def test_spaces_are_used_again_but_never_twice_at_a_time():
    made, in_use, clashes = [], set(), []

    def make():
        made.append(object())
        return made[-1]

    spaces = Spaces(make, 3)

    def work(*_):
        with spaces.one() as space:
            clashes.extend({space} & in_use)
            in_use.add(space)
            time.sleep(0.001)
            in_use.remove(space)

    fold_chunks(chunks_of(40, 1), work, lambda _: None, threads=3)
    assert not clashes
    assert len(made) == 3


def test_a_space_is_dropped_after_an_error():
    spaces = Spaces(list, 1)

    def fail():
        with spaces.one() as space:
            space.append("left over")
            raise ValueError("half done")

    with pytest.raises(ValueError, match="half done"):
        fail()
    with spaces.one() as space:
        assert space == []


def test_how_many_threads(monkeypatch):
    monkeypatch.delenv("CLUSTERNET_THREADS", raising=False)
    assert thread_count() == len(os.sched_getaffinity(0))
    monkeypatch.setenv("CLUSTERNET_THREADS", " 3 ")
    assert thread_count() == 3
    assert thread_count(5) == 5
    monkeypatch.setenv("CLUSTERNET_THREADS", "")
    assert thread_count() >= 1
    for asked in ("0", "-1", "two", "1.5"):
        monkeypatch.setenv("CLUSTERNET_THREADS", asked)
        with pytest.raises(
            MeasureError, match=r"^CLUSTERNET_THREADS is .*: set a whole number of at least 1"
        ):
            thread_count()
    for threads in (0, -1, True, 2.0, "2"):
        with pytest.raises(MeasureError, match=r"^threads is .*: give a whole number of at least 1\."):
            fold_chunks(chunks_of(2, 1), worn_out, bool, threads=threads)


def test_what_processors_a_process_may_use(monkeypatch):
    monkeypatch.delenv("CLUSTERNET_THREADS", raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 4, 5})
    assert thread_count() == 3
    monkeypatch.delattr(os, "sched_getaffinity")  # as on macOS
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert thread_count() == 1
