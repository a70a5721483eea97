"""What is being done, on a terminal only, so that nothing else has to know."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


@contextmanager
def working_on(what: str) -> Iterator[None]:
    """Show what is being done while it is being done."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield
        return
    with console.status(what):
        yield
