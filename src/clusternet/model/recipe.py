"""What a report shall contain: the contents of a recipe file."""

from dataclasses import dataclass, field
from typing import Literal

Edition = Literal["public", "restricted"]

SECTIONS = (
    "completeness",
    "who-cooperates",
    "bridges",
    "map",
    "clusters",
    "missing",
    "comparison",
    "most-connected",
    "method",
)
NUMBERS = (
    "members",
    "projects_any",
    "partners",
    "joint_projects",
    "external_share",
    "sme_projects_share",
    "firm_research_projects_share",
    "top10_share",
    "countries",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a report, with the choices made for it."""

    name: str
    top: int = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Which report, in which languages, of which period, with which numbers and sections."""

    report: str = "cooperation"
    languages: tuple[str, ...] = ("en", "it")
    period: str = "all"
    edition: Edition = "public"
    seed: int = 0
    numbers: tuple[str, ...] = NUMBERS
    sections: tuple[Section, ...] = field(
        default_factory=lambda: tuple(Section(name=name) for name in SECTIONS)
    )
