"""Find your cluster: one row each, in cluster order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clusternet.findings.cooperation import ClusterProfile
from clusternet.language.catalog import Catalog
from clusternet.report.symbols import Symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRow:
    """One cluster at a glance; numbers are written for the reader."""

    symbol: Symbol
    theme: str
    managers: tuple[str, ...]
    members: str
    in_projects: str
    direct: str
    through_members: str
    through_others: str
    met: tuple[Symbol, ...]


def cluster_rows(
    profiles: Sequence[ClusterProfile], symbols: Mapping[str, Symbol], words: Catalog
) -> tuple[ClusterRow, ...]:
    """Return the rows of the table of clusters."""
    return tuple(
        ClusterRow(
            symbol=symbols[profile.cluster_id],
            theme=_theme(profile, symbols[profile.cluster_id]),
            managers=profile.managers,
            members=words.number(profile.members),
            in_projects=words.text("page.clusters.in_projects", n=profile.members_in_projects),
            direct=words.number(profile.projects_direct),
            through_members=words.number(profile.projects_through_members),
            through_others=words.number(profile.projects_through_others),
            met=tuple(symbols[other] for other in profile.met_directly),
        )
        for profile in profiles
    )


def _theme(profile: ClusterProfile, symbol: Symbol) -> str:
    """Return the theme; where none is stated, what the name says of it."""
    return profile.theme or symbol.rest
