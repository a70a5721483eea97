"""`clusternet export`."""

from pathlib import Path
from typing import Annotated

import typer

from clusternet.cli.options import (
    LevelOption,
    MappingOption,
    PeriodBy,
    PeriodByOption,
    PeriodOption,
    SeedOption,
    SourceArgument,
    Target,
    WithoutManagersOption,
    no_dash,
)
from clusternet.cli.outcome import exit_on_known_errors


def export(  # noqa: PLR0913  one argument an option
    source: SourceArgument,
    *,
    mapping: MappingOption = None,
    to: Annotated[Target, typer.Option("--to", help="Format.", show_default=False)],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="File to write; for csv and parquet, a folder.",
            show_default=False,
            callback=no_dash,
        ),
    ],
    layer: Annotated[
        list[str] | None,
        typer.Option("--layer", help="Only this layer; may be repeated. All by default.", show_default=False),
    ] = None,
    period: PeriodOption = "all",
    period_by: PeriodByOption = PeriodBy.START,
    level: LevelOption = None,
    without_managers: WithoutManagersOption = False,
    seed: SeedOption = 0,
) -> None:
    """Write the network for another program.

    Example: clusternet export datasets/piemonte --to gexf --output piemonte.gexf
    """
    with exit_on_known_errors():
        from clusternet.workflow.export import ExportOptions, export_network

        options = ExportOptions(
            mapping=mapping,
            period=period,
            period_by=period_by.value,
            level=level,
            managers="out" if without_managers else "in",
            layers=tuple(layer) if layer else None,
            seed=seed,
        )
        written = export_network(source, to.value, output, options)
    for path in written:
        typer.echo(path)
