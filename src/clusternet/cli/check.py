"""`clusternet check`."""

from typing import Annotated

import typer

from clusternet.cli.options import Language, LanguageOption, SourceArgument
from clusternet.cli.outcome import Exit, exit_on_known_errors, fail, print_bytes, terminal_width


def check(
    source: SourceArgument,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="End with 3 if rows were set aside.")] = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Say what was read, what was set aside and why, and how complete the data are.

    Example: clusternet check datasets/piemonte
    """
    with exit_on_known_errors():
        from clusternet.workflow.check import check_source

        outcome = check_source(source, language=lang, width=terminal_width())
    print_bytes(outcome.text.encode())
    if outcome.missing:
        fail(outcome.missing)
    if strict and outcome.rows_set_aside:
        raise typer.Exit(Exit.CROSSED)
