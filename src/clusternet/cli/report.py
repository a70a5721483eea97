"""`clusternet report`."""

from pathlib import Path
from typing import Annotated

import typer

from clusternet.cli.options import Language, MappingOption, OutputOption, SourceArgument
from clusternet.cli.outcome import exit_on_known_errors, note

report = typer.Typer(no_args_is_help=True, help="Write a report as one page that needs no network.")


@report.callback()
def _reports() -> None:
    """Write a report as one page that needs no network."""


@report.command()
def cooperation(  # noqa: PLR0913  one argument an option
    source: SourceArgument,
    *,
    mapping: MappingOption = None,
    output: OutputOption = None,
    lang: Annotated[
        Language | None,
        typer.Option(
            "--lang", help="One language; by default those of the recipe, or en.", show_default=False
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            help="A period of the dataset, or two years: 2014-2020.",
            metavar="NAME|A-B",
            show_default=False,
        ),
    ] = None,
    recipe: Annotated[
        Path | None, typer.Option("--recipe", help="File that says what to include.", show_default=False)
    ] = None,
) -> None:
    """Write who cooperates with whom, inside and across clusters.

    Example: clusternet report cooperation datasets/piemonte --output report.html --lang it
    """
    with exit_on_known_errors():
        from clusternet.language.catalog import catalog
        from clusternet.workflow.publish import publish_cooperation

        published = publish_cooperation(
            source,
            output=output,
            languages=() if lang is None else (lang.value,),
            period=period,
            recipe_file=recipe,
            mapping=mapping,
        )
    if published.rows_set_aside:
        words = catalog(lang or Language.EN)
        note(words.text("check.see", n=published.rows_set_aside, source=source))
    for page in published.pages:
        typer.echo(page)
