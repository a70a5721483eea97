"""A table of results in the format asked for, and what its format has no room for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clusternet.export.console import visible
from clusternet.export.csv import render_csv
from clusternet.export.csvw import ENDING, render_csv_metadata
from clusternet.export.json import render_json
from clusternet.export.parquet import render_parquet
from clusternet.export.terminal import render_table
from clusternet.findings.provenance import Provenance
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog
from clusternet.workflow.writing import write_whole

Format = Literal["table", "csv", "json", "parquet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A table of results in the format asked for.

    Parameters
    ----------
    content : bytes
        The table.
    told : tuple of str
        What a reader must know and the format has no room for, as sentences.
    metadata : callable, optional
        The same and more for a file beside it, of which it is given the name.
    """

    content: bytes
    told: tuple[str, ...] = ()
    metadata: Callable[[str], bytes] | None = None


def rendered(
    table: ResultTable, provenance: Provenance, texts: Catalog, *, output_format: Format, width: int
) -> Answer:
    """Return a table of results in a format.

    Parameters
    ----------
    table : ResultTable
        The table.
    provenance : Provenance
        What made it.
    texts : Catalog
        Language of the sentences.
    output_format : {"table", "csv", "json", "parquet"}
        The format.
    width : int
        Columns of the terminal, for ``table``.
    """
    if output_format == "parquet":
        return Answer(content=render_parquet(table, provenance, texts))
    if output_format == "csv":
        return Answer(
            content=render_csv(table).encode(),
            told=told(table, texts),
            metadata=lambda file: render_csv_metadata(table, provenance, texts, file=file).encode(),
        )
    if output_format == "json":
        return Answer(content=render_json(table, provenance, texts).encode())
    return Answer(content=render_table(table, texts, width=width).encode())


def told(table: ResultTable, texts: Catalog) -> tuple[str, ...]:
    """Return what a reader of a table must know, as sentences."""
    said = table.caveats if table.null is None else (table.null, *table.caveats)
    return tuple(visible(texts.say(sentence)) for sentence in said)


def write_answer(answer: Answer, output: Path) -> list[Path]:
    """Write an answer to a file, and beside it its metadata if there are any, or nothing.

    Returns
    -------
    list of Path
        The files.
    """
    files = {output: answer.content}
    if answer.metadata is not None:
        files[output.with_name(f"{output.name}{ENDING}")] = answer.metadata(output.name)
    return write_whole(files)
