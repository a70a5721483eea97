"""Codes of the indicators: what each counts, in which unit, and which tables it needs.

How each is computed stands in the study room; a code that nothing computes yet may already be named in data.
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
_BOTH = (*_MEMBERS, "projects", "participations")

_UNITS_AND_NEEDS: dict[str, tuple[Unit, tuple[str, ...]]] = {
    "members": ("organizations", _MEMBERS),
    "members_sme_share": ("share", _MEMBERS),
    "members_research_share": ("share", _MEMBERS),
    "projects_direct": ("projects", _BOTH),
    "projects_through_members": ("projects", _BOTH),
    "projects_any": ("projects", _BOTH),
    "projects_fractional": ("projects", _BOTH),
    "partners": ("organizations", _BOTH),
    "external_share": ("share", _BOTH),
    "ei_index": ("index", _BOTH),
    "expected_ei_index": ("index", _BOTH),
    "joint_projects": ("projects", _BOTH),
    "reach_1": ("organizations", _BOTH),
    "reach_2": ("organizations", _BOTH),
    "newcomers_share": ("share", _PROJECTS),
    "sme_projects_share": ("share", _PROJECTS),
    "firm_research_projects_share": ("share", _PROJECTS),
    "top10_share": ("share", _PROJECTS),
    "gini_participations": ("index", _PROJECTS),
    "coverage_sme": ("share", ("register", *_PROJECTS)),
    "density": ("share", _PROJECTS),
    "core_share": ("share", _PROJECTS),
    "countries": ("countries", _PROJECTS),
    "eu_share": ("share", _PROJECTS),
    "broker_pairs": ("pairs", _BOTH),
}

INDICATORS: dict[str, Indicator] = {
    code: Indicator(code=code, unit=unit, needs=needs) for code, (unit, needs) in _UNITS_AND_NEEDS.items()
}
