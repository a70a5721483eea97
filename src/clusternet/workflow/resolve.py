"""Who is the same organization: what there is to decide, what was decided, and what depends on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from clusternet.export.questions import render_questions
from clusternet.findings.table import ResultTable
from clusternet.identity.review import review_csv
from clusternet.language.catalog import catalog
from clusternet.model.recipe import NUMBERS
from clusternet.study.decisions import decisions_table
from clusternet.study.duplicates import asked, duplicates_table, identity
from clusternet.study.effect import Headlines, Trial, effect_table, merging, undoing
from clusternet.workflow.progress import working_on
from clusternet.workflow.rendering import Answer, Format, rendered, told
from clusternet.workflow.sources import Source, open_network, open_source

Band = Literal["same", "ask"]
_ASKED_AT_ONCE = 20  # questions that a person reads in a terminal
_TRIED_ALONE = 20  # each takes as long as the headline numbers do


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveOptions:
    """What to show of a source, and how; ``mapping`` is the mapping file to read it by.

    ``band`` leaves only the questions of one band, ``top`` only the first rows; where effects are shown,
    ``top`` says how many changes are tried one by one.
    """

    mapping: Path | None = None
    band: Band | None = None
    top: int | None = None
    format: Format = "table"
    language: str = "en"
    width: int = 100


def questions(source: str | Path, options: ResolveOptions) -> Answer:
    """Return which organizations may be the same, for people to decide.

    As CSV it is the file that people fill in and hand back.

    Parameters
    ----------
    source : str or Path
        A store, or whatever else can be opened.
    options : ResolveOptions
        Band, format.

    Raises
    ------
    SourceError
        If the source cannot be read.
    """
    opened = open_source(source, mapping=options.mapping)
    with working_on("Comparing organizations"):
        found = identity(opened.tables)
        table = duplicates_table(found, band=options.band)
    texts = catalog(options.language)
    if options.format == "csv":
        rows = asked(found, band=options.band).slice(0, options.top)
        return Answer(
            content=review_csv(rows).encode(), told=(*told(table, texts), texts.text("resolve.fill_in"))
        )
    if options.format == "table":
        few = _first(table, options.top or _ASKED_AT_ONCE)
        return Answer(content=render_questions(few, texts, width=options.width).encode())
    return _rendered(_first(table, options.top), opened, options)


def decisions(source: str | Path, options: ResolveOptions) -> Answer:
    """Return what was decided about who is the same, and what became of each decision.

    Raises
    ------
    SourceError
        If the source cannot be read.
    """
    opened = open_source(source, mapping=options.mapping)
    return _rendered(_first(decisions_table(opened.decided.replayed), options.top), opened, options)


def effect_of_questions(source: str | Path, options: ResolveOptions) -> Answer:
    """Return which headline numbers would move if what may be the same were the same.

    Of the questions that need a person, unless the options name the other band.

    Raises
    ------
    SourceError
        If the source holds no network.
    """
    opened = open_network(source, mapping=options.mapping)
    with working_on("Comparing organizations"):
        proposed = identity(opened.tables).proposals
    return _effect(opened, merging(proposed, band=options.band or "ask"), options)


def effect_of_decisions(source: str | Path, options: ResolveOptions) -> Answer:
    """Return which headline numbers would move if what was merged were apart.

    Raises
    ------
    SourceError
        If the source holds no network.
    """
    opened = open_network(source, mapping=options.mapping)
    return _effect(opened, undoing(opened.decided.replayed), options)


def _effect(opened: Source, trials: Sequence[Trial], options: ResolveOptions) -> Answer:
    most = _TRIED_ALONE if options.top is None else options.top
    with working_on("Computing the headline numbers", longest="changes tried") as progress:
        headlines = Headlines(tables=opened.tables, card=opened.card, codes=NUMBERS)
        table = effect_table(headlines, trials, most=most, progress=progress)
    return _rendered(table, opened, options)


def _first(table: ResultTable, top: int | None) -> ResultTable:
    return table if top is None else replace(table, frame=table.frame.head(top))


def _rendered(table: ResultTable, opened: Source, options: ResolveOptions) -> Answer:
    texts = catalog(options.language)
    return rendered(table, opened.provenance(), texts, output_format=options.format, width=options.width)
