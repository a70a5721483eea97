"""One cluster on a sheet of its own."""

from dataclasses import dataclass

from clusternet.findings.cooperation import ClusterProfile
from clusternet.findings.quality import PublishedMembers


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """An organization and the projects that earn it a place in a list."""

    organization_id: str
    name: str
    clusters: tuple[str, ...]
    manages: bool
    projects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """Projects that began in a year; joint ones have members of different clusters."""

    year: int
    projects: int
    joint: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterCard:
    """What is known of one cluster.

    Parameters
    ----------
    profile : ClusterProfile
        Counts of members and projects.
    published : PublishedMembers
        Members known beside those published.
    companies, sme_known, smes : int
        Members known to be companies; of which SME status is known; SMEs among these.
    joint_projects : int
        Projects in which a member meets a different organization of another cluster.
    internal_ties, external_ties : int
        Pairs of members, and of a member and an organization outside, that share a project.
    partners, countries : int
        Organizations of no cluster reached, and countries reached where known.
    top_members, top_partners : tuple of Counterpart
        Members by projects, and organizations outside the cluster by projects shared with members.
    years : tuple of YearCount
        Projects of the cluster on any ground by year of their start; ``joint`` as above.
    undated : int
        Its projects of unknown start.
    missing : int
        Its members in no project in scope.
    """

    profile: ClusterProfile
    published: PublishedMembers
    companies: int
    sme_known: int
    smes: int
    joint_projects: int
    internal_ties: int
    external_ties: int
    partners: int
    countries: int
    top_members: tuple[Counterpart, ...]
    top_partners: tuple[Counterpart, ...]
    years: tuple[YearCount, ...]
    undated: int
    missing: int
