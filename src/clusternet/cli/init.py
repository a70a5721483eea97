"""`clusternet init`."""

from pathlib import Path
from typing import Annotated

import typer

from clusternet.cli.outcome import exit_on_known_errors


def init(
    folder: Annotated[Path, typer.Argument(help="Folder to make.", show_default=False)],
    example: Annotated[
        str | None,
        typer.Option("--example", help="Copy this dataset instead: piemonte.", show_default=False),
    ] = None,
) -> None:
    """Make a dataset folder: a template to fill in, or the example.

    Example: clusternet init --example piemonte my-region
    """
    with exit_on_known_errors():
        from clusternet.workflow.init import init_dataset

        files = init_dataset(folder, example=example)
    typer.echo(f"{folder}: {', '.join(files)}")
