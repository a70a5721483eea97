"""What reports are made of, as small as it can be: a cluster, a pair, a broker, a map."""

from dataclasses import replace

import numpy as np
import pytest

from clusternet.findings.bridges import Broker, Link
from clusternet.findings.cards import ClusterCard, Counterpart, YearCount
from clusternet.findings.cooperation import ClusterPair, ClusterProfile
from clusternet.findings.doubt import Dependence, IdentityDoubt
from clusternet.findings.map import OrganizationMap
from clusternet.findings.missing import MissingOrganization
from clusternet.findings.numbers import Number
from clusternet.findings.quality import PublishedMembers


def profile(cluster, name, **facts):
    usual = {
        "theme": "textile",
        "kind": "cluster",
        "color": "",
        "managers": ("Runner",),
        "members": 5,
        "members_in_projects": 3,
        "projects_direct": 2,
        "projects_through_members": 4,
        "projects_through_others": 1,
        "projects_any": 5,
        "met_directly": (),
    }
    return ClusterProfile(cluster_id=cluster, name=name, **(usual | facts))


def pair(first, second, **facts):
    usual = {
        "direct": 0,
        "projects": 0,
        "projects_without_managers": 0,
        "projects_managers_only": 0,
        "ties_without_managers": 0.0,
        "expected": None,
        "carrier": "",
        "projects_without_carrier": 0,
    }
    return ClusterPair(cluster_a=first, cluster_b=second, **(usual | facts))


def published(cluster, name, known, low, high):
    return PublishedMembers(
        cluster_id=cluster, name=name, known=known, low=low, high=high, figures=0 if low is None else 2
    )


def organization_map(*names, clusters=None, lines, projects, x, y):
    """A map of organizations in rows, with a line for every (organization, project)."""
    source, target = np.array(lines, dtype=np.intp).reshape(-1, 2).T
    counts = np.bincount(source, minlength=len(names)).astype(np.int64)
    partners = [
        len({other for other, shared in lines if (row, shared) in lines} - {row}) for row in range(len(names))
    ]
    return OrganizationMap(
        organization_ids=tuple(f"o{row}" for row in range(len(names))),
        organizations=names,
        clusters=tuple(clusters or ((),) * len(names)),
        manages=np.zeros(len(names), dtype=bool),
        projects_of=counts,
        partners_of=np.array(partners, dtype=np.int64),
        project_ids=tuple(f"p{row}" for row in range(len(projects))),
        projects=tuple(projects),
        x=np.array(x, dtype=float),
        y=np.array(y, dtype=float),
        source=source,
        target=target,
        together=1,
        participating=len(names),
        projects_in_scope=len(projects),
    )


def small_map():
    """Three organizations that hang together in two projects, and one alone in a third."""
    return organization_map(
        "Politecnico",
        "Città di Torino",
        "Officina",
        "Sola",
        clusters=(("a", "b"), ("c",), (), ("a",)),
        lines=[(0, 0), (1, 0), (0, 1), (2, 1), (3, 2)],
        projects=("Uno", "Due", "Tre"),
        x=(0.3, 0.1, 0.5, 0.1, 0.2, 0.4, 0.1),
        y=(0.2, 0.1, 0.3, 0.5, 0.15, 0.25, 0.55),
    )


def broker(name, clusters, **facts):
    usual = {
        "organization_id": name[:9],
        "manages": False,
        "projects": 4,
        "partners": 9,
        "between": 6,
        "links": (Link(cluster_a="a", cluster_b="b", pairs=6.0),),
        "roles": {"coordinator": 0.0, "itinerant_broker": 1.0, "gatekeeper": 3.0, "liaison": 4.0},
        "betweenness_share": 0.125,
        "betweenness_pairs": 55,
        "constraint": 0.25,
    }
    return Broker(name=name, clusters=clusters, **(usual | facts))


def absent(name, clusters=(), **facts):
    usual = {
        "organization_id": name[:9],
        "status": "never",
        "is_sme": None,
        "size": "",
        "province": "TO",
        "sector": "",
        "distance": 1,
        "introducer_id": "x",
        "introducer": "Politecnico",
        "path": (name, "AGRIFOOD", "Politecnico"),
        "priority_system": "",
    }
    return MissingOrganization(name=name, clusters=clusters, **(usual | facts))


def sheet(profile, **facts):
    member = Counterpart(
        organization_id="m", name="Member", clusters=(profile.cluster_id,), manages=True, projects=4
    )
    usual = {
        "published": published(profile.cluster_id, profile.name, profile.members, 10.0, 20.0),
        "companies": 3,
        "sme_known": 2,
        "smes": 1,
        "joint_projects": 2,
        "internal_ties": 1,
        "external_ties": 7,
        "partners": 6,
        "countries": 2,
        "top_members": (member,),
        "top_partners": (replace(member, name="Other", clusters=(), manages=False, projects=2),),
        "years": tuple(YearCount(year=2019 + n, projects=n, joint=n // 2) for n in (1, 2)),
        "undated": 2,
        "missing": 2,
    }
    return ClusterCard(profile=profile, **(usual | facts))


def number(code, value, **facts):
    return Number(code=code, subject="system", value=value, **({"n": 8} | facts))


def dependence(before, together=None, *others):
    """A number that these trials gave other values, the first of them all together; without any, it stays."""
    tried = [before if together is None else together, *others]
    values = [one.value for one in (before, *tried) if one.value is not None]
    highs = [one.value if one.high is None else one.high for one in (before, *tried) if one.value is not None]
    return Dependence(
        number=before,
        together=tried[0],
        farthest=tried[-1],
        least=min(values, default=None),
        most=max(highs, default=None),
        moves=any(one != before for one in tried),
    )


def doubt(*numbers, **facts):
    usual = {
        "organizations": 12, "questions": 3, "questioned": 7, "suggested": 0, "merges": 0, "doubtful": 0,
        "alone": 2,
    }  # fmt: skip
    return IdentityDoubt(numbers=numbers, **(usual | facts))


@pytest.fixture(scope="session")
def make_map():
    """The function that makes a map of organizations."""
    return organization_map


@pytest.fixture
def make_broker():
    """The function that makes a broker."""
    return broker


@pytest.fixture
def make_absent():
    """The function that makes an organization in no project."""
    return absent


@pytest.fixture
def make_sheet():
    """The function that makes the sheet of a cluster."""
    return sheet


@pytest.fixture
def make_doubt():
    """The function that makes what is in doubt about who is who."""
    return doubt


@pytest.fixture
def make_dependence():
    """The function that makes a headline number and how far it moves."""
    return dependence


@pytest.fixture
def make_number():
    """The function that makes a headline number."""
    return number
