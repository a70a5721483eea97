"""Long work in parts of a fixed size, several at once: the same result for any number of threads."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Generic, TypeAlias, TypeVar

from clusternet.exceptions import MeasureError

Progress: TypeAlias = Callable[[int, int], None]
Chunk: TypeAlias = tuple[int, int]
Space = TypeVar("Space")
Result = TypeVar("Result")

AHEAD = 2
"""Results that may wait for an earlier one, beside those being computed: what bounds the memory."""


def chunks_of(n: int, size: int) -> list[Chunk]:
    """Cut items 0 to n - 1 into chunks of `size`, the last of which may be smaller.

    Returns
    -------
    list of (int, int)
        The first item of each chunk and the one after its last. None for n = 0.
    """
    return [(begin, min(begin + size, n)) for begin in range(0, n, size)]


def fold_chunks(
    chunks: Sequence[Chunk],
    work: Callable[[int, int], Result],
    fold: Callable[[Result], None],
    *,
    progress: Progress | None = None,
    threads: int | None = None,
) -> None:
    """Work on chunks, several at once, and fold the results one after the other in the order of the chunks.

    Sums of floating point numbers depend on their order: cut the chunks without a look at the number of
    threads, and the result does not depend on it either. An exception, Ctrl-C among them, stops the work as
    soon as the chunks being computed are done.

    Parameters
    ----------
    chunks : sequence of (int, int)
        As :func:`chunks_of` cuts them; any others that follow each other from 0 on.
    work : callable
        Called with the first item of a chunk and the one after its last, in any thread and any order.
        Returns something new.
    fold : callable
        Called with each result in the caller's thread.
    progress : callable, optional
        Called with the number of items done and of all after each chunk, in the caller's thread.
    threads : int, optional
        Chunks computed at once; by default as :func:`thread_count` says.

    Raises
    ------
    MeasureError
        If the number of threads is not a whole number of at least 1.
    """
    n_workers = at_once(chunks, threads)
    waiting: deque[tuple[int, Future[Result]]] = deque()

    def take(end: int, result: Result) -> None:
        fold(result)
        if progress is not None:
            progress(end, chunks[-1][1])

    def take_first() -> None:
        end, first = waiting.popleft()
        take(end, first.result())

    if n_workers <= 1:
        for begin, end in chunks:
            take(end, work(begin, end))
        return
    with ThreadPoolExecutor(n_workers, thread_name_prefix="clusternet") as pool:
        try:
            for begin, end in chunks:
                if len(waiting) == n_workers + AHEAD:
                    take_first()
                waiting.append((end, pool.submit(work, begin, end)))
            while waiting:
                take_first()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class Spaces(Generic[Space]):
    """Arrays to work in, used again and again: never more than work at a time.

    They are made in the caller's thread, in memory that earlier measures have let go of: other threads have
    their own, and what one of them has let go of serves nobody else.
    """

    def __init__(self, make: Callable[[], Space], n: int) -> None:
        self._make = make
        self._free: SimpleQueue[Space] = SimpleQueue()
        for _ in range(n):
            self._free.put(make())

    @contextmanager
    def one(self) -> Iterator[Space]:
        """Lend a space to one thread; after an exception it is dropped, since nobody knows its state."""
        try:
            lent = self._free.get_nowait()
        except Empty:
            lent = self._make()
        yield lent
        self._free.put(lent)


def at_once(chunks: Sequence[Chunk], threads: int | None = None) -> int:
    """Say how many chunks :func:`fold_chunks` works on at a time; 0 without any."""
    return min(thread_count(threads), len(chunks))


def thread_count(threads: int | None = None) -> int:
    """Say how many threads to compute in.

    Parameters
    ----------
    threads : int, optional
        As many; by default those of the environment variable ``CLUSTERNET_THREADS``, and without it as many
        as this process may use processors.

    Returns
    -------
    int
        At least 1.

    Raises
    ------
    MeasureError
        If what is asked for is not a whole number of at least 1.
    """
    if threads is not None:
        if isinstance(threads, bool) or not isinstance(threads, int) or threads < 1:
            raise MeasureError(f"threads is {threads!r}: give a whole number of at least 1.")
        return threads
    asked = os.environ.get("CLUSTERNET_THREADS", "").strip()
    if asked:
        if not asked.isdecimal() or int(asked) < 1:
            raise MeasureError(f"CLUSTERNET_THREADS is {asked!r}: set a whole number of at least 1.")
        return int(asked)
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
