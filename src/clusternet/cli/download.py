"""`clusternet download`."""

import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clusternet.cli.options import Language, LanguageOption, no_dash
from clusternet.cli.outcome import exit_on_known_errors, note


class Download(StrEnum):
    """Official files there are to fetch."""

    CORDIS_HORIZON = "cordis-horizon"
    CORDIS_H2020 = "cordis-h2020"
    CORDIS_FP7 = "cordis-fp7"


def download(
    name: Annotated[Download, typer.Argument(help="What to fetch.", show_default=False)],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="Folder to put it into.",
            show_default=False,
            file_okay=False,
            callback=no_dash,
        ),
    ],
    again: Annotated[bool, typer.Option("--again", help="Fetch all of it, whatever is there.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Largest size to accept, in MB.")] = 2_000,
    lang: LanguageOption = Language.EN,
) -> None:
    """Fetch an official file of projects from the European Commission, and keep its checksum.

    What was cut off is gone on with; what is still as published is not fetched twice.

    Example: clusternet download cordis-horizon --output cordis
    """
    with exit_on_known_errors():
        from clusternet.language.catalog import catalog
        from clusternet.workflow.download import download as fetch

        done = fetch(name.value, output, again=again, limit=limit)
        texts = catalog(lang)
    key = "download.received" if done.fetched else "download.unchanged"
    note(texts.text(key, file=done.path.name, megabytes=done.size / 1_000_000))
    note(texts.text("download.next", command=f"clusternet check {shlex.quote(str(done.path))}"))
    typer.echo(done.path)
