"""How complete the data are: members against published numbers, stated facts, projects, rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from clusternet.findings.provenance import RejectedRow
from clusternet.findings.quality import Completeness, FieldCoverage, PublishedMembers, Reading
from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import Catalog
from clusternet.report.charts.bars import filled_bar, stacked_bar
from clusternet.report.charts.published import Axis, axis_of, axis_track, published_track
from clusternet.report.sections.cover import published_share
from clusternet.report.symbols import Symbol

#: More rows set aside than this are counted, not listed.
LISTED = 40
PROJECT_SORTS = ("several", "one", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow:
    """One cluster of the figure; ``published`` and ``share`` are empty where nothing is published."""

    symbol: Symbol
    track: Markup
    known: str
    published: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field and how often it is stated."""

    label: str
    bar: Markup
    known: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPart:
    """Projects of one sort, with the class of their part of the bar."""

    class_: str
    label: str
    n: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletenessView:
    """The section, in the reader's language."""

    lead: str
    members_claim: str
    members: tuple[PublishedRow, ...]
    axis: Markup | None
    fields_claim: str
    fields: tuple[tuple[str, tuple[FieldRow, ...]], ...]
    projects_claim: str
    projects_bar: Markup | None
    projects: tuple[ProjectPart, ...]
    rows: str
    unread: str
    rejected: tuple[RejectedRow, ...]
    more_rejected: str


def completeness(
    report: CooperationReport, symbols: Mapping[str, Symbol], words: Catalog
) -> CompletenessView:
    """Return the section on completeness."""
    found, reading = report.completeness, report.reading
    axis = axis_of(found.clusters)
    anything = any(one.high is not None for one in found.clusters)
    rest = len(reading.rejected) - LISTED
    return CompletenessView(
        lead=_lead(found, words),
        members_claim=_members_claim(found, words),
        members=tuple(_member_row(one, symbols[one.cluster_id], axis, words) for one in found.clusters)
        if anything
        else (),
        axis=axis_track(axis, [words.number(mark) for mark in axis.marks]) if anything else None,
        fields_claim=_fields_claim(found.fields, words),
        fields=_field_groups(found.fields, words),
        projects_claim=_projects_claim(found, words),
        projects_bar=stacked_bar([(n, class_) for class_, n in _project_sorts(found)])
        if found.projects
        else None,
        projects=_project_parts(found, words),
        rows=words.text(
            "page.completeness.rows", read=reading.rows, parts=" + ".join(_parts(reading, words))
        ),
        unread=words.text("page.completeness.unread", names=list(reading.unread)) if reading.unread else "",
        rejected=tuple(reading.rejected[:LISTED]),
        more_rejected=words.text("page.completeness.more_rejected", n=rest) if rest > 0 else "",
    )


def _parts(reading: Reading, words: Catalog) -> list[str]:
    """Return what became of the rows, which together are all of them."""
    always = {
        "loaded": reading.rows_loaded,
        "aside": reading.rows_set_aside,
        "duplicate": reading.rows_duplicate,
    }
    sometimes = {"left_out": reading.rows_left_out, "repaired": reading.rows_repaired}
    parts = always | {part: n for part, n in sometimes.items() if n}
    return [words.text(f"check.part.{part}", n=n) for part, n in parts.items()]


def _lead(found: Completeness, words: Catalog) -> str:
    if not found.clusters:
        return words.text("page.completeness.lead.no_clusters")
    if found.share is None:
        return words.text("page.completeness.lead.unpublished")
    return f"{published_share(found, words)} {words.text('page.completeness.lead.silence')}"


def _members_claim(found: Completeness, words: Catalog) -> str:
    compared = [(one.completeness, one.name) for one in found.clusters if one.completeness is not None]
    if not found.clusters:
        return ""
    if not compared:
        return words.text("page.completeness.members_claim.unpublished")
    return words.text("page.completeness.members_claim.most", share=max(share for share, _ in compared))


def _member_row(one: PublishedMembers, symbol: Symbol, axis: Axis, words: Catalog) -> PublishedRow:
    share = one.completeness
    return PublishedRow(
        symbol=symbol,
        track=published_track(one, symbol, axis),
        known=words.number(one.known),
        published=_range(one.low, one.high, words),
        share=words.percent(share) if share is not None else "",
    )


def _range(low: float | None, high: float | None, words: Catalog) -> str:
    if low is None or high is None:
        return ""
    return "–".join(dict.fromkeys((words.number(low), words.number(high))))


def _fields_claim(fields: tuple[FieldCoverage, ...], words: Catalog) -> str:
    if not fields:
        return ""
    least = min(fields, key=lambda field: field.known / field.total if field.total else 1.0)
    return words.text(
        "page.completeness.fields_claim",
        field=words.text(f"page.field.{least.field}.in_sentence"),
        known=least.known,
        of=words.text(f"page.of.{least.table}", n=least.total),
    )


def _field_groups(
    fields: tuple[FieldCoverage, ...], words: Catalog
) -> tuple[tuple[str, tuple[FieldRow, ...]], ...]:
    return tuple(
        (
            words.text(f"page.of.{table}", n=total),
            tuple(
                FieldRow(
                    label=words.text(f"page.field.{one.field}.label"),
                    bar=filled_bar(one.known, one.total),
                    known=words.number(one.known),
                    share=words.percent(one.known / one.total if one.total else 0.0),
                )
                for one in group
            ),
        )
        for (table, total), group in groupby(fields, key=lambda field: (field.table, field.total))
    )


def _project_sorts(found: Completeness) -> tuple[tuple[str, int], ...]:
    none, one = found.projects_without_participants, found.projects_with_one
    return tuple(zip(PROJECT_SORTS, (found.projects - none - one, one, none), strict=True))


def _project_parts(found: Completeness, words: Catalog) -> tuple[ProjectPart, ...]:
    if not found.projects:
        return ()
    return tuple(
        ProjectPart(
            class_=class_,
            label=words.text(f"page.completeness.projects.{class_}"),
            n=words.number(n),
            share=words.percent(n / found.projects),
        )
        for class_, n in _project_sorts(found)
    )


def _projects_claim(found: Completeness, words: Catalog) -> str:
    silent = found.projects_without_participants + found.projects_with_one
    if not found.projects:
        return words.text("page.completeness.projects_claim.empty")
    if not silent:
        return words.text("page.completeness.projects_claim.none", of=found.projects)
    return words.text("page.completeness.projects_claim.some", n=silent, of=found.projects)
