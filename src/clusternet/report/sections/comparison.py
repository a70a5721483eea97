"""The clusters side by side: how much is known of each first, then what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog
from clusternet.report.charts.bars import filled_bar
from clusternet.report.symbols import Symbol

#: Measures in the order of the page, under the title of their group.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "known": ("completeness",),
    "members": ("members", "companies", "sme_share"),
    "projects": ("projects_direct", "projects_through_members", "projects_any", "joint_projects"),
    "ties": ("internal_ties", "external_ties", "partners", "countries"),
}
#: Shares are printed with what they are a share of.
_OF = {"completeness": "published_members", "sme_share": "sme_known"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCell:
    """One number of one cluster; unknown is empty, and ``of`` says of how many a share is."""

    figure: str
    of: str = ""
    bar: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One measure of all clusters."""

    label: str
    definition: str
    cells: tuple[ComparisonCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """The section, in the reader's language; without clusters only the lead."""

    lead: str
    clusters: tuple[Symbol, ...] = ()
    groups: tuple[tuple[str, tuple[ComparisonRow, ...]], ...] = ()
    crowded: bool = False


def comparison(table: ResultTable, symbols: Mapping[str, Symbol], words: Catalog) -> ComparisonView:
    """Return the section that compares clusters without ranking them."""
    records = table.frame.astype(object).where(table.frame.notna(), None).to_dict("records")
    if not records:
        return ComparisonView(lead=words.text("caveat.no_clusters"))
    return ComparisonView(
        lead=_lead([record["completeness"] for record in records], words),
        clusters=tuple(symbols[record["cluster"]] for record in records),
        groups=tuple(
            (
                words.text(f"page.comparison.group.{group}"),
                tuple(_row(measure, records, words) for measure in measures),
            )
            for group, measures in GROUPS.items()
        ),
        crowded=len(records) > 9,
    )


def _lead(shares: Sequence[float | None], words: Catalog) -> str:
    known = [share for share in shares if share is not None]
    unpublished = len(shares) - len(known)
    if not known:
        return words.text("page.comparison.lead.unpublished")
    low, high = min(known), max(known)
    same = words.percent(low) == words.percent(high)
    ranking = words.text(f"page.comparison.lead.{'even' if same else 'range'}", low=low, high=high)
    rest = words.text("page.comparison.lead.rest", n=unpublished, of=len(shares)) if unpublished else ""
    return " ".join(filter(None, (ranking, rest, words.text("page.comparison.lead.more"))))


def _row(measure: str, records: Sequence[Mapping[Any, Any]], words: Catalog) -> ComparisonRow:
    return ComparisonRow(
        label=words.text(f"page.comparison.measure.{measure}"),
        definition=words.text(f"column.comparison.{measure}"),
        cells=tuple(_cell(measure, record, words) for record in records),
    )


def _cell(measure: str, record: Mapping[Any, Any], words: Catalog) -> ComparisonCell:
    value = record[measure]
    if value is None:
        return ComparisonCell(figure="")
    if measure not in _OF:
        return ComparisonCell(figure=words.number(value))
    whole = record[_OF[measure]]
    return ComparisonCell(
        figure=words.percent(value),
        of=words.text("page.comparison.of", n=whole),
        bar=filled_bar(round(value * whole), round(whole)) if measure == "completeness" else None,
    )
