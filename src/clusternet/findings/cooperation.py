"""Who cooperates with whom: clusters, pairs of clusters, organizations."""

from dataclasses import dataclass

from clusternet.findings.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterProfile:
    """One counted cluster at a glance; projects overlap between columns.

    Parameters
    ----------
    cluster_id, name, theme, kind, color : str
        As the data state them; empty where they do not.
    managers : tuple of str
        Names of the organizations that manage it.
    members : int
        Affiliated organizations, managing bodies included.
    members_in_projects : int
        Those of them in at least one project in scope.
    projects_direct : int
        Projects a managing body takes part in or that name the cluster.
    projects_through_members : int
        Projects any affiliated organization takes part in, managing bodies included.
    projects_through_others : int
        The same without the cluster's own managing bodies.
    projects_any : int
        Projects on any of these grounds.
    met_directly : tuple of str
        Clusters it has a project with to which both belong directly.
    """

    cluster_id: str
    name: str
    theme: str
    kind: str
    color: str
    managers: tuple[str, ...]
    members: int
    members_in_projects: int
    projects_direct: int
    projects_through_members: int
    projects_through_others: int
    projects_any: int
    met_directly: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterPair:
    """How much two clusters, or the members of one, cooperate.

    Parameters
    ----------
    cluster_a, cluster_b : str
        Ids, in cluster order; equal for the inside of one cluster.
    direct : int
        Projects to which both belong directly; for one cluster, those it belongs to directly.
    projects : int
        Projects with two different organizations, one of each.
    projects_without_managers : int
        The same when organizations that manage any counted cluster are left out.
    projects_managers_only : int
        The same when only these organizations are looked at.
    ties_without_managers : float
        Joint projects summed over pairs of organizations, managing bodies out.
    expected : float, optional
        Mean of ``ties_without_managers`` under the null; None where it is undefined.
    carrier : str
        Name of the organization without which the pair has fewest joint projects; empty: it has none.
    projects_without_carrier : int
        Joint projects without it.
    """

    cluster_a: str
    cluster_b: str
    direct: int
    projects: int
    projects_without_managers: int
    projects_managers_only: int
    ties_without_managers: float
    expected: float | None
    carrier: str
    projects_without_carrier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A project to which several clusters belong directly.

    Parameters
    ----------
    project_id, name, title, programme : str
        As the data state them; the name is the acronym, or the title, or the id; else empty.
    year : int, optional
        In which it began; None: unknown.
    taking_part, named : tuple of str
        Clusters a managing body of which takes part, and those only named by it, in cluster order.
    """

    project_id: str
    name: str
    title: str
    programme: str
    year: int | None
    taking_part: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation:
    """Cooperation between clusters, pair by pair.

    Parameters
    ----------
    pairs : tuple of ClusterPair
        Upper triangle with diagonal, in cluster order.
    meetings : tuple of Meeting
        Projects to which at least two clusters belong directly, most clusters first, then by name.
    joint_projects, joint_projects_without_managers : int
        Projects with two different organizations of different clusters; the same without managing bodies.
    members_compared : int
        Organizations whose membership the null deals out.
    members_free : int
        Those of them that can change place: others have the same number of projects and another membership.
    null : Sentence
        The null of `ClusterPair.expected`, in words.
    """

    pairs: tuple[ClusterPair, ...]
    meetings: tuple[Meeting, ...]
    joint_projects: int
    joint_projects_without_managers: int
    members_compared: int
    members_free: int
    null: Sentence

    @property
    def direct_projects(self) -> int:
        """Projects to which at least two clusters belong directly."""
        return len(self.meetings)

    @property
    def between(self) -> tuple[ClusterPair, ...]:
        """The pairs of two different clusters."""
        return tuple(pair for pair in self.pairs if pair.cluster_a != pair.cluster_b)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedOrganization:
    """One of the organizations with most partners."""

    organization_id: str
    name: str
    clusters: tuple[str, ...]
    manages: bool
    partners: int
    projects: int
    strength: float
