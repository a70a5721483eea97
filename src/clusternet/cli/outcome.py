"""How a command ends: what it prints, and the exit code that says how it went."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from clusternet.exceptions import ClusternetError

_DAMAGE = "Corrupt database file"


class Exit(IntEnum):
    """Exit codes; 2, wrong usage, is the parser's."""

    DONE = 0
    PROBLEM = 1
    CROSSED = 3


@contextmanager
def exit_on_known_errors() -> Iterator[None]:
    """Turn an error the user can mend into one sentence; a bug keeps its traceback."""
    try:
        yield
    except ClusternetError as error:
        fail(str(error))
    except Exception as error:
        # The database checks a block when it first reads it, however far from where the store was opened.
        if _DAMAGE not in str(error):
            raise
        fail("the store is damaged: take a copy that is whole, or ingest its sources again.")


def fail(sentence: str) -> None:
    """Print a sentence on stderr and end with a known problem."""
    typer.echo(f"clusternet: {sentence}", err=True)
    raise typer.Exit(Exit.PROBLEM)


def note(sentence: str) -> None:
    """Print a sentence on stderr, beside the data on stdout."""
    typer.echo(sentence, err=True)


def print_bytes(content: bytes) -> None:
    """Print data as they are, in UTF-8 whatever the terminal's settings."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # whoever reads has had enough; the parser's own answer to that is right
    except OSError as error:
        fail(f"the output cannot be written ({error.strerror}): make room there, or use --output.")


def terminal_width() -> int:
    """Columns of the terminal, 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns
