"""Organizations that take part in no project, and who could bring them in."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["never", "lapsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingOrganization:
    """One organization without a project in scope.

    Parameters
    ----------
    organization_id, name : str
        Who it is; the id stands for the name of a person.
    clusters : tuple of str
        Counted clusters it is affiliated with.
    status : {"never", "lapsed"}
        Never in a project in these data up to the end of the period, or before it only.
    is_sme : bool, optional
        Whether it is a small or medium firm; None: unknown.
    size, province, sector : str
        As stated; empty: unknown.
    distance : int, optional
        Steps to the nearest participant, each through a body both ends belong to; None: no way is known.
    introducer_id, introducer : str
        The nearest participant, the one with most projects among equals; empty: none.
    path : tuple of str
        Names from the organization to the introducer, organizations and the bodies between them in turn.
    priority_system : str
        That of most of its projects; empty: it has none, or they state none.
    """

    organization_id: str
    name: str
    clusters: tuple[str, ...]
    status: Status
    is_sme: bool | None
    size: str
    province: str
    sector: str
    distance: int | None
    introducer_id: str
    introducer: str
    path: tuple[str, ...]
    priority_system: str
