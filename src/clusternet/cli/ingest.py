"""`clusternet ingest`."""

from pathlib import Path
from typing import Annotated

import typer

from clusternet.cli.options import Language, LanguageOption, MappingOption
from clusternet.cli.outcome import exit_on_known_errors, note


def ingest(  # noqa: PLR0913  one argument an option
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Datasets, or files of other layouts. None: bring a store of an earlier version up to date.",
            show_default=False,
        ),
    ] = None,
    *,
    store: Annotated[
        Path,
        typer.Option(
            "--store", metavar="FILE", help="Store to make or to add to.", show_default=False, dir_okay=False
        ),
    ],
    mapping: MappingOption = None,
    card: Annotated[
        Path | None,
        typer.Option(
            "--card",
            metavar="FILE",
            help="A dataset.toml for all sources of the store, in place of their own.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="Name of the one SOURCE in the store.", show_default=False),
    ] = None,
    lang: LanguageOption = Language.EN,
) -> None:
    """Put sources into one file, which every other command reads as a SOURCE.

    Example: clusternet ingest datasets/piemonte --store piemonte.duckdb
    """
    with exit_on_known_errors():
        from clusternet.language.catalog import catalog
        from clusternet.workflow.ingest import IngestOptions
        from clusternet.workflow.ingest import ingest as take_in

        outcome = take_in(sources or [], store, IngestOptions(mapping=mapping, card=card, name=name))
        texts = catalog(lang)
    for sentence in outcome.said:
        note(texts.say(sentence))
    typer.echo(outcome.store)
