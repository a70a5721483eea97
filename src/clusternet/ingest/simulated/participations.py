"""Who takes part in what: few organizations in much, many in one project, brokers in every cluster's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.ingest.simulated.organizations import KINDS, Organizations
from clusternet.ingest.simulated.ranks import rank_within
from clusternet.ingest.simulated.sizes import Sizes
from clusternet.ingest.simulated.texts import Integers
from clusternet.ingest.simulated.vocabulary import Floats
from clusternet.model.tables import TABLES

ROLES = TABLES["participations"].column("role").choices

_PLACES_PER_PROJECT = 1.8  # that members take
_PLACES_PER_PARTNER = 1.45
_TAIL, _MOST_WEIGHT = 1.4, 120.0  # of how unequal organizations are; no more so in a larger region
_KIND_WEIGHTS = {"university": 40.0, "research": 4.0, "intermediary": 6.0}
_LEAVING_SHARE = 0.05  # of places, in the projects of another cluster than one's own
_SECOND_SHARE = 0.35  # of places of members of two clusters, in the second
_SIZE_SPREAD = 1.0  # of the logarithm of the size of projects
_BROKER_PROJECTS = 10  # of each cluster, and at most a third of them
_LED_BY_OTHERS = 0.15  # share of projects that are not coordinated by a member of the cluster
_EVENT_PLACES = 5
_MEETING_SHARE, _MOST_MEETINGS, _AT_MEETING = 0.02, 24, 3  # projects in which managing bodies meet
_ROLE_SHARES = {"partner": 0.91, "associated": 0.04, "third_party": 0.03}  # the rest unknown


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Participations:
    """Arrays of one entry a participation, each pair of project and organization once.

    Parameters
    ----------
    project : numpy.ndarray
        Place of the project; those that make ties come before the events.
    organization : numpy.ndarray
        Place of the organization.
    leads : numpy.ndarray
        Whether it is the place of the member around whom the project was made.
    role : numpy.ndarray
        Place among `ROLES`; -1 unknown.
    cluster_of : numpy.ndarray
        Shape (n_projects + n_events,): the cluster a project is around.
    n_projects : int
        How many projects make ties.
    """

    project: Integers
    organization: Integers
    leads: NDArray[np.bool_]
    role: Integers
    cluster_of: Integers
    n_projects: int

    @property
    def makes_ties(self) -> NDArray[np.bool_]:
        """Whether each is in a project that makes ties."""
        return self.project < self.n_projects


def draw_participations(
    organizations: Organizations, sizes: Sizes, n_clusters: int, rng: np.random.Generator
) -> Participations:
    """Draw who takes part in what.

    Every organization that takes part has one place at least, in a project of its cluster, and further ones
    by a heavy-tailed weight. Every project has a member of its cluster, who leads, and further places by a
    heavy-tailed weight. A few places are in projects of another cluster, and managing bodies meet in a few
    projects. The brokers have no other places than those planted: in as many projects of each cluster.

    Parameters
    ----------
    organizations : Organizations
        With their clusters, and whether they take part.
    sizes : Sizes
        How many projects and events.
    n_clusters : int
        How many clusters.
    rng : numpy.random.Generator
        Source of chance.
    """
    who, where, may_lead = _places(organizations, sizes, n_clusters, rng)
    order = rng.permutation(len(who))
    who, where, may_lead = who[order], where[order], may_lead[order]
    cluster_of = np.repeat(np.arange(n_clusters), _shared_out(sizes.projects, where[may_lead], n_clusters))
    leading, led = _leaders(where, may_lead, cluster_of)
    following = np.setdiff1d(np.arange(len(who)), leading)
    joined = _joined(cluster_of, where[following], rng)
    planted = [
        _broker_places(organizations, cluster_of, rng),
        _manager_places(organizations, sizes, rng),
        _event_places(organizations, sizes, rng),
    ]
    project = np.concatenate([led, joined, *(projects for projects, _ in planted)])
    organization = np.concatenate([who[leading], who[following], *(whose for _, whose in planted)])
    _, kept = np.unique(project * len(organizations) + organization, return_index=True)
    leads = (np.arange(len(project)) < len(led))[kept]
    project, organization = project[kept], organization[kept]
    return Participations(
        project=project,
        organization=organization,
        leads=leads,
        role=_roles(project, leads, rng),
        cluster_of=np.concatenate([cluster_of, rng.integers(n_clusters, size=sizes.events)]),
        n_projects=sizes.projects,
    )


def _places(
    organizations: Organizations, sizes: Sizes, n_clusters: int, rng: np.random.Generator
) -> tuple[Integers, Integers, NDArray[np.bool_]]:
    """Return places in projects: whose they are, around which cluster, whether whoever has one may lead."""
    takes_part = organizations.takes_part.copy()
    takes_part[organizations.brokers] = False
    member = np.arange(len(organizations)) < organizations.n_members
    members, partners = np.flatnonzero(takes_part & member), np.flatnonzero(takes_part & ~member)
    counts = np.concatenate(
        [
            _heavy_tailed(organizations, members, round(_PLACES_PER_PROJECT * sizes.projects), rng),
            _heavy_tailed(organizations, partners, round(_PLACES_PER_PARTNER * len(partners)), rng),
        ]
    )
    who = np.repeat(np.concatenate([members, partners]), counts)
    is_first = np.concatenate([[True], who[1:] != who[:-1]])
    own = organizations.cluster[who]
    in_second = (organizations.second[who] >= 0) & (rng.random(len(who)) < _SECOND_SHARE)
    where = np.where(in_second & ~is_first, organizations.second[who], own)
    leaves = ~is_first & (rng.random(len(who)) < _LEAVING_SHARE)
    where = np.where(leaves, rng.integers(n_clusters, size=len(who)), where)
    return who, where, member[who] & ((where == own) | (where == organizations.second[who]))


def _heavy_tailed(
    organizations: Organizations, who: NDArray[np.intp], total: int, rng: np.random.Generator
) -> Integers:
    """Share out places among organizations, one to each and the others by weights with a long tail."""
    factors = np.ones(len(KINDS) + 1)  # the last for unknown kinds
    for kind, factor in _KIND_WEIGHTS.items():
        factors[KINDS.index(kind)] = factor
    weights = (1 + rng.pareto(_TAIL, size=len(who))) * factors[organizations.kind[who]]
    weights = np.minimum(weights, _MOST_WEIGHT)
    return 1 + rng.multinomial(max(total - len(who), 0), weights / weights.sum())


def _shared_out(n: int, labels: Integers, n_labels: int) -> Integers:
    """Share out n among labels: one to each, the others by how often they occur, to none more than that."""
    spare = np.bincount(labels, minlength=n_labels) - 1
    exact = (n - n_labels) * spare / spare.sum()
    whole: Integers = np.floor(exact).astype(np.int64)
    largest = np.argsort(whole - exact, kind="stable")[: n - n_labels - whole.sum()]
    whole[largest] += 1
    return whole + 1


def _leaders(
    where: Integers, may_lead: NDArray[np.bool_], cluster_of: Integers
) -> tuple[NDArray[np.intp], Integers]:
    """Return the places that lead a project, the first ones of those that may, and which project."""
    eligible = np.flatnonzero(may_lead)
    rank = rank_within(where[eligible])
    first, end = (np.searchsorted(cluster_of, where[eligible], side=side) for side in ("left", "right"))
    leads = rank < end - first
    return eligible[leads], (first + rank)[leads]


def _joined(cluster_of: Integers, where: Integers, rng: np.random.Generator) -> Integers:
    """Draw a project of the right cluster for each place, by weights with a long tail."""
    ends: Floats = np.cumsum(rng.lognormal(sigma=_SIZE_SPREAD, size=len(cluster_of)))
    first, last = np.searchsorted(cluster_of, where), np.searchsorted(cluster_of, where, side="right") - 1
    begin = np.where(first > 0, ends[first - 1], 0.0)
    drawn = np.searchsorted(ends, begin + rng.random(len(where)) * (ends[last] - begin), side="right")
    return np.clip(drawn, first, last)


def _broker_places(
    organizations: Organizations, cluster_of: Integers, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Put every broker into as many projects of each cluster."""
    of_cluster = [np.flatnonzero(cluster_of == cluster) for cluster in range(int(cluster_of.max()) + 1)]
    chosen = [
        (rng.choice(found, size=min(_BROKER_PROJECTS, max(1, len(found) // 3)), replace=False), broker)
        for broker in organizations.brokers
        for found in of_cluster
    ]
    return (
        np.concatenate([projects for projects, _ in chosen]),
        np.concatenate([np.full(len(projects), broker) for projects, broker in chosen]),
    )


def _manager_places(
    organizations: Organizations, sizes: Sizes, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Let some managing bodies meet in a few projects, no more of them in a larger region."""
    n = min(max(2, round(_MEETING_SHARE * sizes.projects)), _MOST_MEETINGS)
    projects = rng.choice(sizes.projects, size=n, replace=False)
    managers = rng.random((n, organizations.n_managers)).argsort(axis=1)[:, :_AT_MEETING]
    return np.repeat(projects, _AT_MEETING), managers.ravel()


def _event_places(
    organizations: Organizations, sizes: Sizes, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Draw who is at events: only those who take part in projects too, and no broker."""
    events = np.repeat(np.arange(sizes.projects, sizes.projects + sizes.events), _EVENT_PLACES)
    among = np.setdiff1d(np.flatnonzero(organizations.takes_part), organizations.brokers)
    return events, rng.choice(among, size=len(events))


def _roles(project: Integers, leads: NDArray[np.bool_], rng: np.random.Generator) -> Integers:
    """Draw roles: one coordinator a project, mostly the member around whom it was made."""
    shares = [*_ROLE_SHARES.values()]
    codes = [*(ROLES.index(role) for role in _ROLE_SHARES), -1]
    role = rng.choice(codes, size=len(project), p=[*shares, 1 - sum(shares)])
    by_other = rng.random(int(project.max()) + 1) < _LED_BY_OTHERS
    keys = np.where(leads, np.where(by_other[project], 2.0, -1.0), rng.random(len(project)))
    order = np.lexsort((keys, project))
    first = order[np.searchsorted(project[order], np.unique(project))]
    role[first] = ROLES.index("coordinator")
    return role
