"""The commands and how they hang together."""

import gc
import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from clusternet.cli.analyze import analyze
from clusternet.cli.check import check
from clusternet.cli.download import download
from clusternet.cli.export import export
from clusternet.cli.ingest import ingest
from clusternet.cli.init import init
from clusternet.cli.mapping import mapping
from clusternet.cli.report import report
from clusternet.cli.resolve import resolve
from clusternet.cli.simulate import simulate

app = typer.Typer(
    name="clusternet",
    help="Who works with whom, who bridges and who is missing in innovation clusters.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Begin with: clusternet init --example piemonte FOLDER",
)


def _print_version(asked: bool) -> None:  # noqa: FBT001  the signature of a parser's callback
    if asked:
        from importlib import metadata

        typer.echo(f"clusternet {metadata.version('clusternet')}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who works with whom, who bridges and who is missing in innovation clusters."""


app.command()(init)
app.command()(download)
app.command()(ingest)
app.command()(mapping)
app.command()(check)
app.command()(resolve)
app.command()(analyze)
app.command()(export)
app.command()(simulate)
app.add_typer(report, name="report")


NEW_OBJECTS = 10_000
"""Objects from which on it is worth looking for garbage: libraries make half a million as they are loaded."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(NEW_OBJECTS)
    try:
        app()
    except SystemExit as end:
        if isinstance(end.code, int):
            _leave(end.code)
        raise


def _leave(code: int) -> None:
    """End the process at once: to take it apart, object by object, can take longer than a short command.

    Everything is written and closed by then. Output that nobody takes any more is left to Python.
    """
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
