"""`clusternet check`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clusternet.cli.options import Language, LanguageOption, MappingOption, SourceArgument
from clusternet.cli.outcome import Exit, exit_on_known_errors, fail, note, print_bytes, terminal_width


class CheckFormat(StrEnum):
    """Ways to say what became of the rows."""

    TABLE = "table"
    JSON = "json"


def check(  # noqa: PLR0913  one argument an option
    source: SourceArgument,
    *,
    mapping: MappingOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with 3 if rows were set aside.")] = False,
    rejected: Annotated[
        Path | None,
        typer.Option(
            "--rejected",
            metavar="FOLDER",
            help="Write the rows that were set aside into this new folder, to be repaired and read again.",
            show_default=False,
            file_okay=False,
        ),
    ] = None,
    output_format: Annotated[
        CheckFormat, typer.Option("--format", help="How to say it.")
    ] = CheckFormat.TABLE,
    lang: LanguageOption = Language.EN,
) -> None:
    """Say what was read, what was set aside and why, and how complete the data are.

    Example: clusternet check datasets/piemonte
    """
    with exit_on_known_errors():
        from clusternet.workflow.check import CheckOptions, check_source

        options = CheckOptions(
            mapping=mapping,
            rejected=rejected,
            format=output_format.value,
            language=lang,
            width=terminal_width(),
        )
        outcome = check_source(source, options)
    print_bytes(outcome.text.encode())
    for sentence in outcome.told:
        note(sentence)
    if outcome.missing:
        fail(outcome.missing)
    if strict and outcome.rows_set_aside:
        raise typer.Exit(Exit.CROSSED)
