"""The commands and how they hang together."""

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
app.command()(analyze)
app.command()(export)
app.command()(simulate)
app.add_typer(report, name="report")


def main() -> None:
    """Run the command line."""
    app()
