"""One table of results, in the format asked for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from clusternet.exceptions import UnknownName
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import catalog
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
from clusternet.workflow.rendering import Answer, Format, rendered, write_answer
from clusternet.workflow.sources import open_network

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
    return rendered(table, provenance, texts, output_format=options.format, width=options.width)


def analyze_to_file(name: str, source: str | Path, options: AnalyzeOptions, output: Path) -> list[Path]:
    """Write one table of results to a file, and beside a CSV file what it has no room for, or nothing.

    Returns
    -------
    list of Path
        The file, and its metadata if there are any.
    """
    return write_answer(analyze(name, source, options), output)
