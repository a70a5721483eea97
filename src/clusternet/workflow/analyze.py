"""One table of results, in the format asked for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from clusternet.exceptions import UnknownName
from clusternet.export.console import visible
from clusternet.export.csv import render_csv
from clusternet.export.csvw import ENDING, render_csv_metadata
from clusternet.export.json import render_json
from clusternet.export.parquet import render_parquet
from clusternet.export.terminal import render_table
from clusternet.findings.provenance import Provenance
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog, catalog
from clusternet.study.bridges import brokerage_table, structural_holes_table
from clusternet.study.caveats import counted
from clusternet.study.centrality import centrality_table
from clusternet.study.comparison import comparison_table
from clusternet.study.cooperation import cooperation_table
from clusternet.study.groups import GroupBy, Grouping, Outside, grouping
from clusternet.study.missing import missing_table
from clusternet.study.mixing import mixing_table
from clusternet.study.needs import check_needs
from clusternet.study.participation import participation_table
from clusternet.study.subject import Subject
from clusternet.workflow.progress import working_on
from clusternet.workflow.sources import open_network
from clusternet.workflow.writing import write_whole

Format = Literal["table", "csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)

ANALYSES: dict[str, Callable[[Subject, Grouping], ResultTable]] = {
    "centrality": centrality_table,
    "brokerage": brokerage_table,
    "structural-holes": structural_holes_table,
    "participation": participation_table,
    "mixing": mixing_table,
    "cooperation": lambda subject, _: cooperation_table(subject),
    "comparison": lambda subject, _: comparison_table(subject),
    "missing": lambda subject, _: missing_table(subject),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyzeOptions:
    """What to ask and how to give the answer; ``mapping`` is the mapping file to read the source by."""

    mapping: Path | None = None
    period: str = "all"
    period_by: Literal["start", "overlap"] = "start"
    level: str | None = None
    managers: Literal["in", "out"] = "in"
    group_by: GroupBy = "cluster"
    outside: Outside = "left-out"
    seed: int = 0
    top: int | None = None
    format: Format = "table"
    language: str = "en"
    width: int = 100


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


def analyze(name: str, source: str | Path, options: AnalyzeOptions) -> Answer:
    """Return one table of results in the format asked for.

    Raises
    ------
    UnknownName
        If there is no such analysis.
    SourceError
        If the source holds no network, or lacks what the analysis is about.
    """
    if name not in ANALYSES:
        raise UnknownName(f"There is no analysis {name!r}: choose among {', '.join(ANALYSES)}.")
    opened = open_network(source, mapping=options.mapping)
    with working_on(f"Measuring {name}") as progress:
        subject = opened.subject(
            period=options.period,
            period_by=options.period_by,
            level=options.level,
            managers=options.managers,
        )
        subject = replace(subject, progress=progress)
        groups = grouping(subject, options.group_by, outside=options.outside)
        check_needs(name, subject, groups)
        table = ANALYSES[name](subject, groups)
    aside = counted("caveat.set_aside", opened.reading.rows_set_aside)
    table = replace(table, caveats=(*table.caveats, *aside))
    if options.top is not None:
        table = replace(table, frame=table.frame.head(options.top))
    texts = catalog(options.language)
    provenance = opened.provenance(seed=options.seed)
    if options.format == "parquet":
        return Answer(content=render_parquet(table, provenance, texts))
    if options.format == "csv":
        return _as_csv(table, provenance, texts)
    if options.format == "json":
        return Answer(content=render_json(table, provenance, texts).encode())
    return Answer(content=render_table(table, texts, width=options.width).encode())


def _as_csv(table: ResultTable, provenance: Provenance, texts: Catalog) -> Answer:
    said = table.caveats if table.null is None else (table.null, *table.caveats)
    return Answer(
        content=render_csv(table).encode(),
        told=tuple(visible(texts.say(sentence)) for sentence in said),
        metadata=lambda file: render_csv_metadata(table, provenance, texts, file=file).encode(),
    )


def analyze_to_file(name: str, source: str | Path, options: AnalyzeOptions, output: Path) -> list[Path]:
    """Write one table of results to a file, and beside a CSV file what it has no room for, or nothing.

    Returns
    -------
    list of Path
        The file, and its metadata if there are any.
    """
    answer = analyze(name, source, options)
    files = {output: answer.content}
    if answer.metadata is not None:
        files[output.with_name(f"{output.name}{ENDING}")] = answer.metadata(output.name)
    return write_whole(files)
