"""What counts: the clusters, affiliations, projects and participations that a question is about.

Every figure starts from the few tables made here, so nothing is counted twice by two rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import ibis
import ibis.expr.types as ir

from clusternet.cleaning.dates import partial_date
from clusternet.exceptions import UnknownName
from clusternet.model.dataset import DatasetCard, Period
from clusternet.model.tables import TABLES
from clusternet.queries.successions import standing_for

Tables = Mapping[str, ir.Table]

AFFILIATION_ROLES = ("member", "founder", "signatory", "manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeOptions:
    """Choices about what counts.

    Parameters
    ----------
    period : Period, optional
        Both ends included; without one, all projects and memberships count.
    period_by : {"start", "overlap"}
        Whether a project belongs to the period it starts in, or to every period it runs in.
    level : str, optional
        Only projects of that level.
    managers : {"in", "out"}
        Whether the organizations that manage a counted cluster take part, with all their memberships.
    """

    period: Period | None = None
    period_by: Literal["start", "overlap"] = "start"
    level: str | None = None
    managers: Literal["in", "out"] = "in"

    def __post_init__(self) -> None:
        """Refuse words that are none of the choices.

        Raises
        ------
        UnknownName
            Naming the choice and the words it knows.
        """
        levels = (None, *TABLES["projects"].column("level").choices)
        check_word("period_by", self.period_by, ("start", "overlap"))
        check_word("level", self.level, levels)
        check_word("managers", self.managers, ("in", "out"))


def check_word(name: str, word: str | None, words: Sequence[str | None]) -> None:
    """Raise `UnknownName` unless a word is one of those that a choice knows."""
    if word not in words:
        known = ", ".join(one for one in words if one is not None)
        raise UnknownName(f"There is no {name} {word!r}: choose among {known}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The tables a question is about.

    Parameters
    ----------
    clusters : ibis table
        Counted clusters: ``cluster_id, name, position`` (from 0, in the order of every table), their facts.
    organizations : ibis table
        All organizations, taking part or not, but for managing bodies that are left out.
    affiliations : ibis table
        One row an organization and counted cluster: ``organization_id, cluster_id, manages, weight``
        (1/number of counted clusters of the organization), ``valid_from, valid_to``.
    projects : ibis table
        Projects that make ties, in the period and of the level asked for.
    participations : ibis table
        One row an organization and project in scope: ``project_id, organization_id, coordinates``.
    named : ibis table
        ``project_id, cluster_id`` of the projects in scope that name a cluster themselves.
    options : ScopeOptions
        The choices made.
    managing_left_out : int
        Organizations left out because they manage a counted cluster.
    unknown_level_projects : int
        Projects left out because a level was asked for and theirs is unknown.
    undated_projects : int
        Projects left out because a period was asked for and their start is unknown.
    open_memberships : int
        Memberships that counted for lack of a bound, when a period was asked for.
    """

    clusters: ir.Table
    organizations: ir.Table
    affiliations: ir.Table
    projects: ir.Table
    participations: ir.Table
    named: ir.Table
    options: ScopeOptions
    managing_left_out: int
    unknown_level_projects: int
    undated_projects: int
    open_memberships: int


def scope(tables: Tables, card: DatasetCard, options: ScopeOptions | None = None) -> Scope:
    """Return what counts.

    Parameters
    ----------
    tables : mapping of str to ibis table
        The tables of a dataset, all on one engine.
    card : DatasetCard
        The rules of the dataset: counted kinds of cluster, kinds of project that make ties, predecessors.
    options : ScopeOptions, optional
        Period, level, managing bodies.
    """
    options = options or ScopeOptions()
    standing = standing_for(tables["clusters"], tables["successions"], card)
    memberships = _memberships(tables["memberships"], standing)
    affiliations = _affiliations(_held(memberships, options.period))
    of_kind = _of_kind(tables["projects"], card, options)
    projects = of_kind.filter(_in_period(of_kind, options)) if options.period else of_kind
    participations = _participations(tables["participations"], projects)
    organizations, managing = tables["organizations"], 0
    if options.managers == "out":
        left_out = affiliations.filter(affiliations.manages).select("organization_id").distinct()
        managing = _count(left_out)
        organizations, participations, affiliations, memberships = (
            table.anti_join(left_out, "organization_id")
            for table in (organizations, participations, affiliations, memberships)
        )
    return Scope(
        clusters=_clusters(tables["clusters"], card),
        organizations=organizations,
        affiliations=affiliations,
        projects=projects,
        participations=participations,
        named=_named(tables["project_clusters"], standing, projects),
        options=options,
        managing_left_out=managing,
        unknown_level_projects=_unknown_level(tables["projects"], card) if options.level else 0,
        undated_projects=_count(of_kind.filter(of_kind.start_date.isnull())) if options.period else 0,
        open_memberships=_open_memberships(memberships, options.period),
    )


def _clusters(clusters: ir.Table, card: DatasetCard) -> ir.Table:
    """Return the counted clusters in the order of the card, then by id."""
    order = {cluster: position for position, cluster in enumerate(card.cluster_order)}
    counted = clusters.filter(clusters.kind.isin(card.cluster_kinds))
    listed = ibis.literal(len(order))
    rank = (
        ibis.cases(*((counted.cluster_id == name, place) for name, place in order.items()), else_=listed)
        if (order)
        else listed
    )
    return counted.mutate(position=ibis.row_number().over(order_by=[rank, counted.cluster_id]))


def _memberships(memberships: ir.Table, standing: ir.Table) -> ir.Table:
    affiliating = memberships.filter(memberships.role.isin(AFFILIATION_ROLES))
    return affiliating.join(standing, "cluster_id").rename(stated_for="cluster_id", cluster_id="counts_as")


def _held(memberships: ir.Table, period: Period | None) -> ir.Table:
    """Memberships whose interval meets the period; a missing bound is open."""
    if period is None:
        return memberships
    first, last = period_bounds(period)
    return memberships.filter(
        (memberships.valid_from_first <= last).fill_null(True),  # noqa: FBT003
        (memberships.valid_to_last >= first).fill_null(True),  # noqa: FBT003
    )


def _affiliations(memberships: ir.Table) -> ir.Table:
    affiliations = memberships.group_by("organization_id", "cluster_id").agg(
        manages=(memberships.role == "manager").any(),
        open_from=memberships.valid_from.isnull().any(),
        open_to=memberships.valid_to.isnull().any(),
        first=memberships.valid_from.argmin(memberships.valid_from_first),
        last=memberships.valid_to.argmax(memberships.valid_to_last),
    )
    clusters_of = affiliations.count().over(group_by="organization_id")
    return affiliations.mutate(
        weight=1 / clusters_of.cast("float64"),
        valid_from=affiliations.open_from.ifelse(ibis.null("string"), affiliations["first"]),
        valid_to=affiliations.open_to.ifelse(ibis.null("string"), affiliations["last"]),
    ).drop("open_from", "open_to", "first", "last")


def _of_kind(projects: ir.Table, card: DatasetCard, options: ScopeOptions) -> ir.Table:
    making_ties = projects.filter(projects.kind.isin(card.tie_kinds))
    return making_ties.filter(making_ties.level == options.level) if options.level else making_ties


def _unknown_level(projects: ir.Table, card: DatasetCard) -> int:
    return _count(projects.filter(projects.kind.isin(card.tie_kinds), projects.level.isnull()))


def _in_period(projects: ir.Table, options: ScopeOptions) -> ir.BooleanValue:
    assert options.period is not None  # noqa: S101  asked for by the caller
    first, last = period_bounds(options.period)
    if options.period_by == "start":
        return projects.start_date_first.between(first, last)
    until = projects.end_date_last.coalesce(projects.start_date_last)
    return (projects.start_date_first <= last) & (until >= first)


def _participations(participations: ir.Table, projects: ir.Table) -> ir.Table:
    return (
        participations.semi_join(projects, "project_id")
        .group_by("project_id", "organization_id")
        .agg(coordinates=(participations.role == "coordinator").any().fill_null(False))  # noqa: FBT003
    )


def _named(project_clusters: ir.Table, standing: ir.Table, projects: ir.Table) -> ir.Table:
    return (
        project_clusters.semi_join(projects, "project_id")
        .join(standing, "cluster_id")
        .select("project_id", cluster_id="counts_as")
        .distinct()
    )


def _open_memberships(memberships: ir.Table, period: Period | None) -> int:
    if period is None:
        return 0
    held = _held(memberships, period)
    unbounded = held.filter(held.valid_from.isnull() | held.valid_to.isnull())
    return _count(unbounded.select("organization_id", "stated_for", "role").distinct())  # rows as stated


def period_bounds(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    return partial_date(period.first).first, partial_date(period.last).last


def _count(table: ir.Table) -> int:
    return int(table.count().to_pyarrow().as_py())
