"""`clusternet export`."""

from pathlib import Path
from typing import Annotated, Literal, TypeAlias, cast

import typer

from clusternet.cli.options import (
    Language,
    LanguageOption,
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
from clusternet.cli.outcome import exit_on_known_errors, note

Network: TypeAlias = Literal["gexf", "graphml", "csv", "parquet"]
Tables: TypeAlias = Literal["dataset", "xlsx"]


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
            help="File to write; for csv and parquet, a folder; for dataset, a new one.",
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
    lang: LanguageOption = Language.EN,
) -> None:
    """Write the network for another program, or all of a source as a dataset or a workbook.

    What leaves as dataset or xlsx reads back the same; rows that were set aside are not in it.

    Example: clusternet export datasets/piemonte --to gexf --output piemonte.gexf
    """
    if to in (Target.DATASET, Target.XLSX):
        asked = (period, period_by, lang) != ("all", PeriodBy.START, Language.EN)
        if layer or level or without_managers or seed or asked:
            raise typer.BadParameter(f"{to} holds all of a source: leave out what only a network has.")
        _export_tables(source, cast("Tables", to.value), output, mapping)
        return
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
            language=lang,
        )
        exported = export_network(source, cast("Network", to.value), output, options)
    for sentence in exported.told:
        note(sentence)
    for path in exported.files:
        typer.echo(path)


def _export_tables(source: Path, target: Tables, output: Path, mapping: Path | None) -> None:
    with exit_on_known_errors():
        from clusternet.workflow.export_tables import export_tables

        written, rows_set_aside = export_tables(source, target, output, mapping=mapping)
    if rows_set_aside:
        rows = "1 row was" if rows_set_aside == 1 else f"{rows_set_aside} rows were"
        note(f"{rows} set aside and left out: see what is wrong with `clusternet check {source}`.")
    for path in written:
        typer.echo(path)
