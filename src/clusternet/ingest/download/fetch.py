"""Fetching a file: again and again while that may help, each time going on from what is here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import httpx

from clusternet.exceptions import DownloadFailed
from clusternet.ingest.download.addresses import PublishedFile
from clusternet.ingest.download.connection import Passing, Unreached, answered, connected, refusal
from clusternet.ingest.download.origin import Origin, origin_of
from clusternet.ingest.download.part import Part
from clusternet.ingest.download.patience import Patience
from clusternet.ingest.download.rules import Rules

_UNREACHED = 2  # attempts on a host that never answered: being offline is no matter of patience


class Watch(Protocol):
    """Whoever wants to see how it goes."""

    def received(self, size: int, of: int | None) -> None:
        """Be told how many bytes are here, and of how many if that is known."""

    def waiting(self, seconds: float) -> None:
        """Be told that it goes on after so many seconds."""


def fetch(  # noqa: PLR0913  each is one thing
    file: PublishedFile,
    part: Part,
    *,
    have: Origin | None = None,
    rules: Rules,
    patience: Patience,
    watch: Watch,
) -> bool:
    """Bring all of a published file into a part.

    Parameters
    ----------
    file : PublishedFile
        What to fetch.
    part : Part
        Where to put it; what it holds already is gone on with, if the server still has that version.
    have : Origin, optional
        The version that is here as a whole: nothing is fetched if it is still the one published.
    rules : Rules
        What may be fetched.
    patience : Patience
        How long to wait, how often to try.
    watch : Watch
        Is told how it goes.

    Returns
    -------
    bool
        Whether there was something to fetch.

    Raises
    ------
    DownloadFailed
        If it is not there, may not be fetched, or does not come in time.
    NotWritable
        If the part cannot be written.
    """
    until = patience.clock() + patience.total
    fetching = _Fetching(file, part, have, rules, patience, watch, until)
    with connected(patience) as client:
        return fetching.persistently(client)


@dataclass(frozen=True, slots=True)
class _Fetching:
    file: PublishedFile
    part: Part
    have: Origin | None
    rules: Rules
    patience: Patience
    watch: Watch
    until: float

    def persistently(self, client: httpx.Client) -> bool:
        failures, furthest, reached = 0, self.part.size, False
        while True:
            try:
                return self._once(client)
            except Passing as problem:
                reached = reached or not isinstance(problem, Unreached)
                failures = 1 if self.part.size > furthest else failures + 1
                furthest = max(furthest, self.part.size)
                if failures >= (self.patience.failures if reached else _UNREACHED):
                    raise DownloadFailed(f"{problem}: {self._advice()}.") from problem
                self._wait(problem, failures)

    def _wait(self, problem: Passing, failures: int) -> None:
        pause = self.patience.pause(failures) if problem.pause is None else problem.pause
        if pause > self.patience.longest_pause:
            raise DownloadFailed(
                f"{problem} and asks for a pause of {pause / 60:,.0f} minutes: {self._advice()}."
            ) from problem
        self._check_time(pause)
        self.watch.waiting(pause)
        self.patience.sleep(pause)

    def _check_time(self, ahead: float = 0) -> None:
        if self.patience.clock() + ahead > self.until:
            minutes = f"{self.patience.total / 60:,.0f} minutes"
            raise DownloadFailed(f"{self.file.file_name} did not come within {minutes}: {self._advice()}.")

    def _advice(self) -> str:
        if self.part.of(self.file.address):
            return "run the same command later, which goes on from what is here"
        return f"check the connection and try again later, or look at {self.file.page}"

    def _once(self, client: httpx.Client) -> bool:
        begun = self.part.of(self.file.address)
        if begun:
            conditions = {"Range": f"bytes={self.part.size}-", "If-Range": begun.resume_by}
        else:
            conditions = self.have.unless_same if self.have else {}
        with answered(client, self.file, conditions, self.rules) as answer:
            found = origin_of(self.file.address, answer.headers)
            if answer.status_code == httpx.codes.OK:
                return self._begin(answer, found)
            if begun and _goes_on(answer, found, begun, self.part.size):
                self.rules.check_size(begun.size or 0, self.file.file_name)
                self._receive(_contents(answer), begun.size)
                return True
            if begun and _is_all(answer, found, begun, self.part.size):
                return True
            if self.have and answer.status_code == httpx.codes.NOT_MODIFIED:
                return False
            if not begun:
                raise refusal(answer, self.file)
        self.part.discard()  # the server has another version by now, or loses count
        return self._once(client)

    def _begin(self, answer: httpx.Response, found: Origin) -> bool:
        if self.have and self.have.is_same_version(found):  # said by a server that ignores conditions
            return False
        contents = _contents(answer)
        self.rules.check_size(found.size or 0, self.file.file_name)
        first = next(contents, b"")
        self.rules.check_beginning(first, self.file.file_name)
        self.part.begin(found, first)  # not before: a page that says "come back later" costs nothing
        self._receive(contents, found.size)
        return True

    def _receive(self, contents: Iterator[bytes], whole: int | None) -> None:
        size = self.part.size
        with self.part.appending() as file:
            for content in contents:
                self._check_time()
                size += len(content)
                if size > self.rules.limit:
                    break
                file.write(content)
                self.watch.received(size, whole)
        if size > self.rules.limit:
            self.part.discard()
            self.rules.check_size(size, self.file.file_name)
        if whole not in {None, size}:
            raise Passing(f"{self.file.file_name} is {size:,} bytes where {whole:,} were announced")


def _contents(answer: httpx.Response) -> Iterator[bytes]:
    """Return the bytes of the file, whatever they were packed in for the way."""
    packed = answer.headers.get("content-encoding", "identity") != "identity"
    return answer.iter_bytes() if packed else answer.iter_raw()


def _goes_on(answer: httpx.Response, found: Origin, begun: Origin, size: int) -> bool:
    """Whether an answer is the rest of what was begun, from the byte that was asked for."""
    rest = answer.status_code == httpx.codes.PARTIAL_CONTENT and "content-encoding" not in answer.headers
    from_here = answer.headers.get("content-range", "").startswith(f"bytes {size}-")
    return rest and from_here and not begun.contradicts(found)


def _is_all(answer: httpx.Response, found: Origin, begun: Origin, size: int) -> bool:
    """Whether an answer says that nothing is left of what was begun."""
    nothing_left = answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE
    return nothing_left and found.size == size and not begun.contradicts(found)
