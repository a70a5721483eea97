"""`clusternet analyze`."""

from enum import StrEnum
from typing import Annotated

import typer

from clusternet.cli.options import (
    Format,
    GroupBy,
    Language,
    LanguageOption,
    LevelOption,
    MappingOption,
    OutputOption,
    Outside,
    PeriodBy,
    PeriodByOption,
    PeriodOption,
    SeedOption,
    SourceArgument,
    WithoutManagersOption,
)
from clusternet.cli.outcome import exit_on_known_errors, note, print_bytes, terminal_width


class Analysis(StrEnum):
    """Questions with a table for an answer."""

    CENTRALITY = "centrality"
    BROKERAGE = "brokerage"
    STRUCTURAL_HOLES = "structural-holes"
    PARTICIPATION = "participation"
    MIXING = "mixing"
    COOPERATION = "cooperation"
    COMPARISON = "comparison"
    MISSING = "missing"


def analyze(  # noqa: PLR0913  one argument an option
    name: Annotated[Analysis, typer.Argument(help="What to ask.", show_default=False)],
    source: SourceArgument,
    *,
    mapping: MappingOption = None,
    period: PeriodOption = "all",
    period_by: PeriodByOption = PeriodBy.START,
    level: LevelOption = None,
    without_managers: WithoutManagersOption = False,
    group_by: Annotated[
        GroupBy, typer.Option("--group-by", help="Groups that roles, participation and mixing are about.")
    ] = GroupBy.CLUSTER,
    outside: Annotated[
        Outside, typer.Option("--outside", help="What organizations in no group are taken for.")
    ] = Outside.LEFT_OUT,
    top: Annotated[int | None, typer.Option(min=1, help="Only the first rows.", show_default=False)] = None,
    seed: SeedOption = 0,
    output_format: Annotated[Format, typer.Option("--format", help="How to give the table.")] = Format.TABLE,
    output: OutputOption = None,
    lang: LanguageOption = Language.EN,
) -> None:
    """Answer one question with a table.

    Example: clusternet analyze cooperation datasets/piemonte --period 2014-2020 --format csv
    """
    if output_format is Format.PARQUET and output is None:
        raise typer.BadParameter("parquet is no text: give a file with --output", param_hint="--format")
    with exit_on_known_errors():
        from clusternet.workflow.analyze import AnalyzeOptions, analyze_to_file
        from clusternet.workflow.analyze import analyze as answer

        options = AnalyzeOptions(
            mapping=mapping,
            period=period,
            period_by=period_by.value,
            level=level,
            managers="out" if without_managers else "in",
            group_by=group_by.value,
            outside=outside.value,
            seed=seed,
            top=top,
            format=output_format.value,
            language=lang,
            width=terminal_width(),
        )
        if output is None:
            answered = answer(name, source, options)
            print_bytes(answered.content)
            for sentence in answered.told:
                note(sentence)
        else:
            for path in analyze_to_file(name, source, options, output):
                typer.echo(path)
