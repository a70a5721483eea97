"""Small reports made by hand, named by what they hold."""

from dataclasses import replace
from itertools import combinations_with_replacement

import pandas as pd
import pytest

from clusternet.findings.bridges import Bridges, Link
from clusternet.findings.cards import YearCount
from clusternet.findings.cooperation import ConnectedOrganization, Cooperation, Meeting
from clusternet.findings.numbers import Number
from clusternet.findings.provenance import InputFile, Provenance, RejectedRow
from clusternet.findings.quality import Completeness, FieldCoverage, Reading
from clusternet.findings.report import CooperationReport, Cover
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.model.recipe import NUMBERS, SECTIONS

from .pieces import absent, broker, dependence, doubt, number, pair, profile, published, sheet, small_map

COMPARED = (
    "members", "companies", "sme_known", "sme_share", "projects_direct", "projects_through_members",
    "projects_any", "joint_projects", "internal_ties", "external_ties", "partners", "countries",
    "published_members", "completeness",
)  # fmt: skip

SHARES = ("external_share", "sme_projects_share", "firm_research_projects_share", "top10_share")


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
        doubt=doubt(dependence(number("members", 3.0)), questions=0, questioned=0, alone=0),
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
def every_section(three_clusters):
    """Something in every section."""
    return with_sections(three_clusters, "Somebody")


@pytest.fixture
def hostile_sections(hostile_names):
    """The same, where every name would be markup if anything believed it."""
    return with_sections(hostile_names, hostile_names.profiles[0].name)
