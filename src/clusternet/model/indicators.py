"""Codes of the indicators: what each counts, in which unit, and which tables it needs.

A definition in words stands in the catalogs under ``indicator.CODE.definition``; how it is computed, in the
study room.
"""

from dataclasses import dataclass
from typing import Literal

Unit = Literal["organizations", "projects", "pairs", "countries", "share", "index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: a code that recipes, remits, statements and thresholds may name."""

    code: str
    unit: Unit
    needs: tuple[str, ...]


_PROJECTS = ("organizations", "projects", "participations")
_MEMBERS = ("organizations", "clusters", "memberships")

INDICATORS: dict[str, Indicator] = {
    indicator.code: indicator
    for indicator in (
        Indicator(code="members", unit="organizations", needs=_MEMBERS),
        Indicator(code="members_sme_share", unit="share", needs=_MEMBERS),
        Indicator(code="members_research_share", unit="share", needs=_MEMBERS),
        Indicator(code="projects_direct", unit="projects", needs=(*_MEMBERS, *_PROJECTS)),
        Indicator(code="projects_through_members", unit="projects", needs=(*_MEMBERS, *_PROJECTS)),
        Indicator(code="projects_any", unit="projects", needs=_PROJECTS),
        Indicator(code="projects_fractional", unit="projects", needs=(*_MEMBERS, *_PROJECTS)),
        Indicator(code="partners", unit="organizations", needs=_PROJECTS),
        Indicator(code="joint_projects", unit="projects", needs=(*_MEMBERS, *_PROJECTS)),
        Indicator(code="external_share", unit="share", needs=(*_MEMBERS, *_PROJECTS)),
        Indicator(code="sme_projects_share", unit="share", needs=_PROJECTS),
        Indicator(code="firm_research_projects_share", unit="share", needs=_PROJECTS),
        Indicator(code="top10_share", unit="share", needs=_PROJECTS),
        Indicator(code="countries", unit="countries", needs=_PROJECTS),
    )
}
