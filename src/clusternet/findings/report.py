"""Everything a cooperation report says, before it is a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from clusternet.findings.bridges import Bridges
from clusternet.findings.cards import ClusterCard, YearCount
from clusternet.findings.cooperation import ClusterProfile, ConnectedOrganization, Cooperation
from clusternet.findings.doubt import IdentityDoubt
from clusternet.findings.map import OrganizationMap
from clusternet.findings.missing import MissingOrganization
from clusternet.findings.numbers import Number
from clusternet.findings.provenance import Provenance
from clusternet.findings.quality import Completeness, Reading
from clusternet.findings.table import ResultTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the report is about.

    ``title`` is by language; ``period`` is the name asked for, ``all`` for everything; ``first_year`` and
    ``last_year`` are those in which dated projects in scope began, None where none is dated.
    """

    title: Mapping[str, str]
    region: str
    as_of: str
    license: str
    made_up: bool
    period: str
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationReport:
    """The findings of a cooperation report, in the order of the page.

    ``sections`` names those asked for; ``tables`` are offered for download; ``undated`` counts projects in
    scope of unknown start, ``undated_projects`` those that a period left out for that reason. ``doubt`` is
    None where completeness was not asked for.
    """

    cover: Cover
    sections: tuple[str, ...]
    numbers: tuple[Number, ...]
    completeness: Completeness
    doubt: IdentityDoubt | None
    profiles: tuple[ClusterProfile, ...]
    cooperation: Cooperation
    organizations: int
    participating: int
    undated_projects: int
    projects_in_scope: int
    years: tuple[YearCount, ...]
    undated: int
    bridges: Bridges
    cards: tuple[ClusterCard, ...]
    missing: tuple[MissingOrganization, ...]
    comparison: ResultTable
    map: OrganizationMap
    most_connected: tuple[ConnectedOrganization, ...]
    tables: tuple[ResultTable, ...]
    reading: Reading
    provenance: Provenance
