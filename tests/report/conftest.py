"""Small reports made by hand, named by what they hold."""

import os
import shutil
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import combinations_with_replacement

import numpy as np
import pandas as pd
import pytest

from clusternet.findings.bridges import Bridges, Broker, Link
from clusternet.findings.cards import ClusterCard, Counterpart, YearCount
from clusternet.findings.cooperation import (
    ClusterPair,
    ClusterProfile,
    ConnectedOrganization,
    Cooperation,
    Meeting,
)
from clusternet.findings.map import OrganizationMap
from clusternet.findings.missing import MissingOrganization
from clusternet.findings.numbers import Number
from clusternet.findings.provenance import InputFile, Provenance, RejectedRow
from clusternet.findings.quality import Completeness, FieldCoverage, PublishedMembers, Reading
from clusternet.findings.report import CooperationReport, Cover
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.model.recipe import NUMBERS, SECTIONS

COMPARED = (
    "members", "companies", "sme_known", "sme_share", "projects_direct", "projects_through_members",
    "projects_any", "joint_projects", "internal_ties", "external_ties", "partners", "countries",
    "published_members", "completeness",
)  # fmt: skip
SHARES = ("external_share", "sme_projects_share", "firm_research_projects_share", "top10_share")


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


def with_clusters(report, names):
    """The report about these clusters, of which no two were seen together."""
    ids = [f"c{place}" for place in range(len(names))]
    return replace(
        report,
        profiles=tuple(profile(cluster, name) for cluster, name in zip(ids, names, strict=True)),
        cooperation=replace(
            report.cooperation,
            pairs=tuple(pair(a, b) for a, b in combinations_with_replacement(ids, 2)),
            meetings=(),
            joint_projects=0,
            joint_projects_without_managers=0,
        ),
        completeness=replace(
            report.completeness,
            clusters=tuple(
                published(cluster, name, 1, None, None) for cluster, name in zip(ids, names, strict=True)
            ),
            known=0,
            published=0.0,
        ),
        most_connected=(),
        bridges=Bridges(brokers=(), separated=0, bridging=0),
        cards=(),
        missing=(),
        comparison=replace(report.comparison, frame=report.comparison.frame.iloc[:0], n=0),
        map=replace(
            report.map,
            clusters=tuple(tuple(ids[: len(clusters)]) for clusters in report.map.clusters),
        ),
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


@pytest.fixture(scope="session")
def make_map():
    """The function that makes a map of organizations."""
    return organization_map


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


def with_pairs(report, **of_pairs):
    """The report with other facts of some pairs, named ``a_b``."""
    pairs = tuple(
        replace(one, **of_pairs.get(f"{one.cluster_a}_{one.cluster_b}", {}))
        for one in report.cooperation.pairs
    )
    return replace(report, cooperation=replace(report.cooperation, pairs=pairs))


@pytest.fixture
def change_pairs():
    """The function that changes facts of some pairs."""
    return with_pairs


@pytest.fixture
def change_clusters():
    """The function that puts other clusters in a report."""
    return with_clusters


@pytest.fixture
def three_clusters():
    """a and b met directly and through members, b and c through one organization only, a and c not at all."""
    profiles = (
        profile("a", "AGRIFOOD", met_directly=("b",)),
        profile("b", "Polo ICT", met_directly=("a",)),
        profile("c", "Torino Social Impact", managers=()),
    )
    pairs = (
        pair("a", "a", direct=4),
        pair(
            "a", "b", direct=2, projects=7, projects_without_managers=3, ties_without_managers=9.0,
            expected=6.75, carrier="Politecnico", projects_without_carrier=2,
        ),
        pair("a", "c"),
        pair("b", "b", direct=3, projects=1),
        pair("b", "c", projects=1, expected=1.5, carrier="Comune", projects_without_carrier=0),
        pair("c", "c", direct=1),
    )  # fmt: skip
    table = ResultTable(
        name="cooperation",
        columns=(ResultColumn(name="cluster_a", unit="id"), ResultColumn(name="ties", unit="1")),
        frame=pd.DataFrame({"cluster_a": ["a", "b"], "ties": [1234.5, None]}),
        n=2,
        caveats=(Sentence("caveat.open_memberships", {"n": 3}),),
    )
    files = (
        InputFile(
            file="clusters.csv", sha256="ab" * 32, layout="folder", rows_read=1204, rows_loaded=1200,
            rows_set_aside=3, rows_duplicate=1,
        ),
    )  # fmt: skip
    rejected = tuple(
        RejectedRow(file="clusters.csv", line=line, column="name", rule="required", value="")
        for line in range(3)
    )
    return CooperationReport(
        cover=Cover(
            title={"en": "A region", "it": "Una regione"},
            region="Piemonte",
            as_of="2026-11",
            license="CC-BY-4.0",
            made_up=False,
            period="all",
            first_year=2007,
            last_year=2025,
        ),
        sections=SECTIONS,
        numbers=tuple(
            Number(code=code, subject="system", value=0.25 if code in SHARES else 3.0, n=8)
            for code in NUMBERS
        ),
        completeness=Completeness(
            clusters=(
                published("a", "AGRIFOOD", 9, 100.0, 100.0),
                published("b", "Polo ICT", 11, 50.0, 200.0),
                published("c", "Torino Social Impact", 4, None, None),
            ),
            known=20,
            published=300.0,
            fields=(FieldCoverage(table="organizations", field="is_sme", known=3, total=12),),
            projects=10,
            projects_without_participants=1,
            projects_with_one=2,
        ),
        profiles=profiles,
        cooperation=Cooperation(
            pairs=pairs,
            meetings=tuple(
                Meeting(
                    project_id=name.lower(),
                    name=name,
                    title=f"{name} in full",
                    programme="",
                    year=2020,
                    taking_part=("a",),
                    named=("b",),
                )
                for name in ("AB", "BA")
            ),
            joint_projects=8,
            joint_projects_without_managers=3,
            members_compared=6,
            members_free=5,
            null=Sentence("null.label_within", {"n": 6, "free": 5, "outcomes": Sentence("null.many")}),
        ),
        organizations=12,
        participating=9,
        undated_projects=0,
        projects_in_scope=10,
        years=(),
        undated=0,
        bridges=Bridges(brokers=(), separated=0, bridging=0),
        cards=(),
        missing=(),
        comparison=ResultTable(
            name="comparison",
            columns=tuple(ResultColumn(name=name, unit="1") for name in ("cluster", "name", *COMPARED)),
            frame=pd.DataFrame(
                {"cluster": ["a", "b", "c"], "name": ["AGRIFOOD", "Polo ICT", "Torino Social Impact"]}
                | {name: [3.0, 2.0, 1.0] for name in COMPARED}
            ),
            n=3,
        ),
        map=small_map(),
        most_connected=(
            ConnectedOrganization(
                organization_id="x",
                name="Politecnico",
                clusters=("a", "b"),
                manages=True,
                partners=7,
                projects=4,
                strength=3.0,
            ),
        ),
        tables=(table,),
        reading=Reading(inputs=files, rejected=rejected, unread=("notes.txt",)),
        provenance=Provenance(version="0.1.0", inputs=files),
    )


@pytest.fixture
def no_clusters(three_clusters):
    found = with_clusters(three_clusters, [])
    numbers = tuple(
        replace(one, value=None) if one.code in {"members", "projects_any", "joint_projects"} else one
        for one in found.numbers
    )
    return replace(found, numbers=numbers)


@pytest.fixture
def one_cluster(three_clusters):
    return with_clusters(three_clusters, ["Polo unico"])


@pytest.fixture
def twelve_clusters_alike(three_clusters):
    name = "Polo di innovazione per la mobilità sostenibile e la logistica intelligente"
    return with_clusters(three_clusters, [name] * 12)


@pytest.fixture
def hostile_names(three_clusters):
    """Names that would be markup, a template or a formula if anything believed them."""
    bad = "</style></script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}{n}"
    report = with_clusters(three_clusters, [bad, f"{bad} too", "=HYPERLINK(1)"])
    rejected = (RejectedRow(file=bad, line=1, column=bad, rule=bad, value=bad),)
    organization = replace(three_clusters.most_connected[0], name=bad, clusters=("c0",))
    profiles = tuple(replace(one, theme=bad, managers=(bad,), color=bad) for one in report.profiles)
    columns = (ResultColumn(name=bad, unit=bad),)
    table = ResultTable(name=bad, columns=columns, frame=pd.DataFrame({bad: [bad]}), n=1)
    file = replace(three_clusters.reading.inputs[0], file=bad)
    return replace(
        with_pairs(report, c0_c1={"projects": 1, "carrier": bad}),
        cover=replace(
            report.cover, title={"en": bad, "it": bad}, region=bad, license=bad, period=bad, made_up=True
        ),
        profiles=profiles,
        most_connected=(organization,),
        tables=(table,),
        reading=Reading(inputs=(file,), rejected=rejected, unread=(bad,)),
        provenance=Provenance(version=bad, inputs=(file,)),
    )


@pytest.fixture(scope="session")
def browser():
    """Chromium; skipped where there is none, unless all tests must run."""
    path = os.environ.get("CLUSTERNET_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        if os.environ.get("CI"):
            pytest.fail("CI is set and there is no browser: name one with CLUSTERNET_BROWSER.")
        pytest.skip("there is no browser: name one with CLUSTERNET_BROWSER")
    from playwright.sync_api import sync_playwright

    options = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync"]  # fmt: skip
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=options)
        yield opened
        opened.close()


VOID = {"meta", "br", "img", "link", "input", "hr"}


@dataclass
class Node:
    """A page taken apart, so that tests ask what a reader gets and not how it is spelled."""

    tag: str
    attributes: dict
    children: list = field(default_factory=list)
    parent: "Node | None" = None

    @property
    def text(self):
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join(" ".join(parts).split())

    def all(self, *tags, **attributes):
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            wanted = all(child.attributes.get(name) == value for name, value in attributes.items())
            if (not tags or child.tag in tags) and wanted:
                found.append(child)
            found += child.all(*tags, **attributes)
        return found

    def one(self, *tags, **attributes):
        (found,) = self.all(*tags, **attributes)
        return found

    def with_class(self, name):
        return [node for node in self.all() if name in node.attributes.get("class", "").split()]


class _Parser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.at = Node("document", {})

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs), parent=self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag, attrs):
        self.at.children.append(Node(tag, dict(attrs), parent=self.at))

    def handle_endtag(self, tag):
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        self.at = self.at.parent

    def handle_data(self, data):
        self.at.children.append(data)


@pytest.fixture(scope="session")
def parsed():
    """The function that takes a page apart."""
    return _parsed


def _parsed(page):
    parser = _Parser()
    parser.feed(page)
    assert parser.at is parser.root, f"<{parser.at.tag}> is never closed"
    return parser.root


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


def with_sections(report, name):
    """The report with something in every section, and this name wherever there is one."""
    first, second = (one.cluster_id for one in report.profiles[:2])
    meeting = Meeting(
        project_id="p", name=name, title=f"{name} title", programme=name, year=None, taking_part=(first,),
        named=(second,),
    )  # fmt: skip
    row = dict.fromkeys((column.name for column in report.comparison.columns), 3)
    rows = [
        row | {"cluster": one.cluster_id, "name": name, "sme_share": 0.5, "completeness": share}
        for one, share in zip(report.profiles, (0.25, 0.75, None), strict=False)
    ]
    return replace(
        report,
        cooperation=replace(report.cooperation, meetings=(meeting,)),
        years=tuple(YearCount(year=2019 + n, projects=n, joint=n // 2) for n in (1, 2, 5)),
        undated=3,
        bridges=Bridges(
            brokers=(
                broker(
                    name, (first,), manages=True, links=(Link(cluster_a=first, cluster_b=second, pairs=2.5),)
                ),
                broker(name, (), roles={}, links=(Link(cluster_a=first, cluster_b=second, pairs=6.0),)),
            ),
            separated=12,
            bridging=5,
        ),
        cards=tuple(sheet(one) for one in report.profiles),
        missing=(
            absent(name, (first,), is_sme=True),
            absent(name, (first, second), path=(name, name, name), introducer=name, sector=name),
            absent(name, is_sme=False, distance=None, introducer="", path=(), status="lapsed"),
        ),
        comparison=replace(report.comparison, frame=pd.DataFrame(rows), n=len(rows)),
        map=replace(report.map, organizations=(name,) * len(report.map.organizations)),
    )


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
def every_section(three_clusters):
    """Something in every section."""
    return with_sections(three_clusters, "Somebody")


@pytest.fixture
def hostile_sections(hostile_names):
    """The same, where every name would be markup if anything believed it."""
    return with_sections(hostile_names, hostile_names.profiles[0].name)
