"""`clusternet mapping`."""

from pathlib import Path
from typing import Annotated

import typer

from clusternet.cli.options import Language, LanguageOption, OutputOption
from clusternet.cli.outcome import exit_on_known_errors, print_bytes


def mapping(
    *,
    source: Annotated[
        Path,
        typer.Option("--from", help="Tables to look at: a file, folder or archive.", show_default=False),
    ],
    output: OutputOption = None,
    lang: LanguageOption = Language.EN,
) -> None:
    """Draft a mapping file that says what the columns of other people's tables are.

    It can be used as it is; its comments say how each column was guessed, and ask what could not be.

    Example: clusternet mapping --from my-tables --output my-tables.toml
    """
    with exit_on_known_errors():
        from clusternet.workflow.mapping import draft_mapping_file
        from clusternet.workflow.writing import write_whole

        text = draft_mapping_file(source, language=lang)
        if output is not None:
            write_whole({output: text.encode()})
    if output is None:
        print_bytes(text.encode())
    else:
        typer.echo(output)
