"""The organizations with most partners, and why that is no measure of importance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clusternet.findings.cooperation import ConnectedOrganization
from clusternet.language.catalog import Catalog
from clusternet.report.charts.bars import plain_bar
from clusternet.report.symbols import Symbol
from clusternet.report.written import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedRow:
    """One organization; numbers are written for the reader."""

    name: str
    manages: bool
    clusters: tuple[Symbol, ...]
    partners: Written
    bar: Markup
    projects: Written
    with_partner: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedView:
    """The section, in the reader's language."""

    claim: str
    rows: tuple[ConnectedRow, ...]


def connected(
    organizations: Sequence[ConnectedOrganization], symbols: Mapping[str, Symbol], words: Catalog
) -> ConnectedView:
    """Return the section on the most connected organizations."""
    most = max((one.partners for one in organizations), default=0)
    return ConnectedView(
        claim=_claim(organizations, most, words),
        rows=tuple(
            ConnectedRow(
                name=one.name,
                manages=one.manages,
                clusters=tuple(symbols[cluster] for cluster in one.clusters),
                partners=Written(one.partners, words),
                bar=plain_bar(one.partners, most),
                projects=Written(one.projects, words),
                with_partner=Written(one.strength, words),
            )
            for one in organizations
        ),
    )


def _claim(organizations: Sequence[ConnectedOrganization], most: int, words: Catalog) -> str:
    first = [one for one in organizations if one.partners == most]
    if not first:
        return words.text("page.connected.claim.none")
    if len(first) > 1:
        return words.text("page.connected.claim.ties", organizations=len(first), n=most)
    return words.text("page.connected.claim.one", name=first[0].name, n=most, projects=first[0].projects)
