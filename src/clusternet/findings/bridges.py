"""Who stands between clusters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["coordinator", "itinerant_broker", "gatekeeper", "liaison"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two clusters that a broker links, and the pairs of their members it stands between.

    ``pairs`` is not whole where members belong to several clusters: such a pair is split evenly.
    """

    cluster_a: str
    cluster_b: str
    pairs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """One organization that stands between members of different clusters.

    Parameters
    ----------
    organization_id, name : str
        Who it is.
    clusters : tuple of str
        Its own counted clusters; empty: it bridges from outside.
    manages : bool
        Whether it manages a counted cluster.
    projects, partners : int
        Projects in scope; organizations it shares one with.
    between : int
        Pairs of members of different clusters that share no project, and both share one with it.
    links : tuple of Link
        Clusters it links, most pairs first.
    roles : mapping of Role to float
        Pairs of organizations in clusters it stands between in each role, also pairs of one cluster:
        coordinator A>A>A, itinerant broker A>B>A, gatekeeper or representative A>A>B, liaison A>B>C, the
        middle letter being the broker's. Shared projects have no direction, so gatekeeper and representative
        are one. Empty for an organization in no cluster.
    betweenness_share : float
        Share, 0 to 1, of all pairs of other organizations whose shortest way leads over it.
    betweenness_pairs : int
        How many pairs of other organizations there are, whether or not a way joins them.
    constraint : float, optional
        Burt's constraint; low: its partners do not know each other.
    """

    organization_id: str
    name: str
    clusters: tuple[str, ...]
    manages: bool
    projects: int
    partners: int
    between: int
    links: tuple[Link, ...]
    roles: Mapping[Role, float]
    betweenness_share: float
    betweenness_pairs: int
    constraint: float | None

    @property
    def main_role(self) -> Role | None:
        """The role in which it stands between most pairs; None without any."""
        if not any(self.roles.values()):
            return None
        return max(self.roles, key=lambda role: self.roles[role])

    @property
    def main_role_share(self) -> float | None:
        """Share of its pairs that are in its main role."""
        role = self.main_role
        return None if role is None else self.roles[role] / sum(self.roles.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridges:
    """The organizations that bridge most.

    Parameters
    ----------
    brokers : tuple of Broker
        Most pairs first.
    separated : int
        Pairs of members of different clusters that share no project and are both partners of somebody.
    bridging : int
        Organizations that stand between at least one such pair.
    """

    brokers: tuple[Broker, ...]
    separated: int
    bridging: int
