"""Everything a cooperation report says."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow.compute as pc

from clusternet.analysis.cooperation import projects_across
from clusternet.findings.doubt import IdentityDoubt
from clusternet.findings.provenance import Provenance
from clusternet.findings.quality import Reading
from clusternet.findings.report import CooperationReport, Cover
from clusternet.findings.table import ResultTable
from clusternet.model.indicators import INDICATORS
from clusternet.model.recipe import Recipe
from clusternet.queries.scope import Tables
from clusternet.study.bridges import bridges, brokerage_table, structural_holes_table
from clusternet.study.cards import cards, years_of
from clusternet.study.centrality import centrality_table, most_connected
from clusternet.study.comparison import comparison_table
from clusternet.study.cooperation import cooperation, cooperation_table, profiles
from clusternet.study.doubt import identity_doubt
from clusternet.study.duplicates import duplicates_table, identity
from clusternet.study.effect import Headlines
from clusternet.study.groups import grouping
from clusternet.study.indicators import numbers
from clusternet.study.map import organization_map
from clusternet.study.missing import concerned, missing, missing_table
from clusternet.study.quality import completeness
from clusternet.study.subject import Subject

_ABOUT_CLUSTERS = ("who-cooperates", "bridges", "clusters", "comparison")


def cooperation_report(
    subject: Subject,
    recipe: Recipe,
    *,
    reading: Reading,
    provenance: Provenance,
    read: Tables | None = None,
) -> CooperationReport:
    """Return the findings of a cooperation report.

    Parameters
    ----------
    subject : Subject
        What counts and its network.
    recipe : Recipe
        Sections, headline numbers, how many organizations to list.
    reading : Reading
        What became of the rows of the source.
    provenance : Provenance
        Version, inputs, seed.
    read : mapping of str to ibis table, optional
        All of the dataset as it was read, before any decision about who is the same; by default the tables
        of the subject, which then has no such decisions.
    """
    joint = projects_across(subject.network.incidence, subject.network.membership)
    years, undated = years_of(subject, np.ones(len(joint), dtype=np.bool_), joint)
    top = {section.name: section.top for section in recipe.sections}
    codes = _numbers(subject, recipe)
    doubt, duplicates = (
        _doubt(subject, codes, read or subject.tables) if "completeness" in top else (None, ())
    )
    return CooperationReport(
        cover=_cover(subject, recipe),
        sections=_answerable(subject, [section.name for section in recipe.sections]),
        numbers=numbers(subject, codes),
        completeness=completeness(subject),
        doubt=doubt,
        profiles=profiles(subject),
        cooperation=cooperation(subject),
        organizations=len(subject.network.organizations),
        participating=int(subject.takes_part.sum()),
        undated_projects=subject.scope.undated_projects,
        projects_in_scope=len(subject.network.projects),
        years=years,
        undated=undated,
        bridges=bridges(subject, top=top.get("bridges", 0)),
        cards=cards(subject),
        missing=missing(subject),
        comparison=comparison_table(subject),
        map=organization_map(subject, seed=recipe.seed),
        most_connected=most_connected(subject, top=top.get("most-connected", 0)),
        tables=(*tables(subject), *duplicates),
        reading=reading,
        provenance=provenance,
    )


def tables(subject: Subject) -> tuple[ResultTable, ...]:
    """Return the tables a report offers for download: those that the data have something for."""
    by_cluster = grouping(subject, "cluster")
    offered: dict[str, Callable[[], ResultTable]] = {
        "who-cooperates": lambda: cooperation_table(subject),
        "comparison": lambda: comparison_table(subject),
        "centrality": lambda: centrality_table(subject, by_cluster),
        "bridges": lambda: brokerage_table(subject, by_cluster),
        "structural-holes": lambda: structural_holes_table(subject, by_cluster),
        "missing": lambda: missing_table(subject),
    }
    return tuple(offered[name]() for name in _answerable(subject, [*offered]))


def _doubt(
    subject: Subject, codes: tuple[str, ...], read: Tables
) -> tuple[IdentityDoubt, tuple[ResultTable, ...]]:
    """Return what is in doubt about who is who, and the questions as a table if there are any."""
    found = identity(read)
    headlines = Headlines(tables=read, card=subject.card, codes=codes, options=subject.scope.options)
    questions = (duplicates_table(found),) if found.proposals.num_rows else ()
    return identity_doubt(found, headlines), questions


def _answerable(subject: Subject, names: Sequence[str]) -> tuple[str, ...]:
    """Return the sections and tables of these that the data have something for."""
    without = set() if subject.clusters else set(_ABOUT_CLUSTERS)
    if not concerned(subject).any():
        without.add("missing")
    return tuple(name for name in names if name not in without)


def _numbers(subject: Subject, recipe: Recipe) -> tuple[str, ...]:
    known = (code for code in recipe.numbers if code in INDICATORS)
    about_clusters = {code for code in known if "clusters" in INDICATORS[code].needs}
    without = set() if subject.clusters else about_clusters
    return tuple(code for code in recipe.numbers if code not in without)


def _cover(subject: Subject, recipe: Recipe) -> Cover:
    starts = subject.network.projects.facts["start_date_first"]
    years = pc.min_max(pc.year(starts)).as_py()
    card = subject.card
    return Cover(
        title=card.title,
        region=card.region,
        as_of=card.as_of,
        license=card.license,
        made_up=card.made_up,
        period=recipe.period,
        first_year=years["min"],
        last_year=years["max"],
    )
