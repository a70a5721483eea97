"""How much of everything the made-up region has."""

from dataclasses import dataclass

from clusternet.exceptions import UnknownName

LEAST, MOST = 0.01, 100.0

_MEMBERS, _PROJECTS, _PARTNERS, _REGISTER = 1_200, 1_200, 3_000, 10_000  # as Piedmont publishes them
_SMALLEST = 0.05  # below it there would be too few of everything for what is planted
_SME_SHARE = 0.7
_LARGE_SHARE = 0.07  # of the members
_DUPLICATE_SHARE = 0.05  # of the organizations
_EVENT_SHARE = 0.04  # of the projects, beside them


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Counts of a region.

    Parameters
    ----------
    members : int
        Organizations affiliated with a counted cluster, managing bodies among them.
    smes, large : int
        Members that are small or medium, or large firms of the region.
    partners : int
        Other organizations, each with a project.
    duplicates : int
        Further rows of organizations, each of which is one of these once more.
    projects : int
        Projects that make ties.
    events : int
        Networks, events and courses, which make none.
    register : int
        Firms of the region.
    """

    members: int
    smes: int
    large: int
    partners: int
    duplicates: int
    projects: int
    events: int
    register: int


def sizes_at(scale: float) -> Sizes:
    """Return the counts at a scale, where 1 is that of Piedmont.

    Below a scale of 0.05 a region is no smaller.

    Raises
    ------
    UnknownName
        If the scale is not from 0.01 to 100.
    """
    if not LEAST <= scale <= MOST:
        raise UnknownName(f"There is no region of scale {scale}: choose from {LEAST} to {MOST:.0f}.")
    scale = max(scale, _SMALLEST)
    members, partners, projects = (round(n * scale) for n in (_MEMBERS, _PARTNERS, _PROJECTS))
    return Sizes(
        members=members,
        smes=round(_SME_SHARE * members),
        large=round(_LARGE_SHARE * members),
        partners=partners,
        duplicates=round(_DUPLICATE_SHARE * (members + partners)),
        projects=projects,
        events=round(_EVENT_SHARE * projects),
        register=round(_REGISTER * scale),
    )
