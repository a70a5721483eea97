"""`clusternet simulate`."""

from pathlib import Path
from typing import Annotated

import typer

from clusternet.cli.options import SeedOption, no_dash
from clusternet.cli.outcome import exit_on_known_errors


def simulate(
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="Folder to make; it may exist if it is empty.",
            show_default=False,
            callback=no_dash,
        ),
    ],
    seed: SeedOption = 0,
    scale: Annotated[
        float,
        typer.Option("--scale", min=0.01, max=100, help="Size of the region; 1 is that of Piedmont."),
    ] = 1.0,
    without_errors: Annotated[
        bool, typer.Option("--without-errors", help="Leave out the rows that break a rule.")
    ] = False,
) -> None:
    """Make up a region whose truth is known, marked as made up everywhere.

    Its brokers, its rates of participation, its duplicates and its faulty rows stand in the folder `truth`.

    Example: clusternet simulate --output made-up-region --seed 1
    """
    with exit_on_known_errors():
        from clusternet.workflow.simulate import simulate as make_up

        files = make_up(output, seed=seed, scale=scale, errors=not without_errors)
    typer.echo(f"{output}: {', '.join(files)}")
