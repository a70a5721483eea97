"""What is being done, on a terminal only, so that nothing else has to know."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text


@contextmanager
def working_on(what: str, *, longest: str = "shortest paths") -> Iterator[Callable[[int, int], None]]:
    """Show what is being done while it is being done, and how much of its longest part once that is told."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield lambda _done, _of: None
        return
    with console.status(Text(what)) as status:  # a name from the data is never markup
        yield lambda done, of: status.update(Text(f"{what}: {longest}, {done / of:.0%}"))


class Receiving:
    """How much of something has come; shows nothing unless there is a bar to show it on."""

    def __init__(self, bar: Progress | None = None, what: str = "") -> None:
        self._bar, self._what = bar, what
        self._task = None if bar is None else bar.add_task(what, total=None)

    def received(self, size: int, of: int | None) -> None:
        """Show how many bytes are here, and of how many if that is known."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=size, total=of, description=self._what)

    def waiting(self, seconds: float) -> None:
        """Show that it goes on after so many seconds."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=f"{self._what}: trying again in {seconds:.0f} s")


@contextmanager
def receiving(what: str) -> Iterator[Receiving]:
    """Show how something large comes in while it does."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield Receiving()
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn())
    with Progress(
        *columns, TransferSpeedColumn(), TimeRemainingColumn(), console=console, transient=True
    ) as bar:
        yield Receiving(bar, what)
