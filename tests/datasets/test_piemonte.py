"""The example dataset, counted again from its files by plain Python that shares nothing with the package."""

import csv
import itertools
import tomllib
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

import clusternet
from clusternet.model.indicators import INDICATORS
from clusternet.model.recipe import Recipe
from clusternet.report.page import render_page
from clusternet.study.report import cooperation_report

FOLDER = Path(__file__).parents[2] / "datasets" / "piemonte"


def rows(table):
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def by_hand():
    """Everything the assertions need, in dictionaries and sets."""
    successor = {
        row["predecessor_id"]: row["successor_id"] for row in rows("successions") if row["kind"] == "cluster"
    }
    counted = {row["cluster_id"] for row in rows("clusters") if row["kind"] in ("cluster", "platform")}
    clusters, managers = defaultdict(set), set()
    for row in rows("memberships"):
        cluster = row["cluster_id"]
        while cluster not in counted and cluster in successor:
            cluster = successor[cluster]
        if cluster in counted and (row["role"] or "member") in ("member", "founder", "signatory", "manager"):
            clusters[row["organization_id"]].add(cluster)
            if row["role"] == "manager":
                managers.add(row["organization_id"])
    making_ties = {row["project_id"] for row in rows("projects") if (row["kind"] or "project") == "project"}
    participants = defaultdict(set)
    for row in rows("participations"):
        if row["project_id"] in making_ties:
            participants[row["project_id"]].add(row["organization_id"])
    return SimpleNamespace(
        organizations={row["organization_id"] for row in rows("organizations")},
        clusters=dict(clusters),
        managers=managers,
        participants=dict(participants),
    )


@pytest.fixture(scope="module")
def subject():
    return clusternet.open_source(FOLDER).subject()


@pytest.fixture(scope="module")
def pair_rows(subject):
    frame = clusternet.cooperation_table(subject).frame
    return {(row.cluster_a, row.cluster_b): row for row in frame.itertuples()}


def tie_counts(participants):
    """Unordered pair of organizations to the number of projects they share."""
    shared = Counter()
    for organizations in participants.values():
        shared.update(itertools.combinations(sorted(organizations), 2))
    return shared


def joint_projects(participants, clusters, a, b):
    return sum(
        any(
            (a in clusters.get(i, ()) and b in clusters.get(j, ()))
            or (b in clusters.get(i, ()) and a in clusters.get(j, ()))
            for i, j in itertools.combinations(organizations, 2)
        )
        for organizations in participants.values()
    )


def test_participating_and_isolated_organizations(by_hand, subject):
    seen = set().union(*by_hand.participants.values())
    assert len(seen) == int(subject.takes_part.sum()) == 771
    assert len(by_hand.organizations - seen) == int((~subject.takes_part).sum()) == 215


def test_projected_ties_and_tie_volume(by_hand, subject):
    shared = tie_counts(by_hand.participants)
    collaboration = subject.network.layers["collaboration"]
    assert len(shared) == len(collaboration) == 4943
    assert sum(shared.values()) == collaboration.weight.sum() == 5221


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [("mesap", "torino-social-impact", 29), ("biopmed", "ict", 6), ("clever", "mesap", 5)],
)
def test_projects_and_ties_of_a_pair(by_hand, pair_rows, a, b, together):
    everybody = by_hand.participants
    without = {project: found - by_hand.managers for project, found in everybody.items()}
    managers = {project: found & by_hand.managers for project, found in everybody.items()}
    row = pair_rows[a, b]
    assert row.projects == joint_projects(everybody, by_hand.clusters, a, b) == together
    assert row.projects_without_managers == joint_projects(without, by_hand.clusters, a, b)
    assert row.projects_managers_only == joint_projects(managers, by_hand.clusters, a, b)
    for participants, ties in ((everybody, row.ties), (without, row.ties_without_managers)):
        assert ties == sum(
            count
            * (
                (a in by_hand.clusters.get(i, ())) * (b in by_hand.clusters.get(j, ()))
                + (b in by_hand.clusters.get(i, ())) * (a in by_hand.clusters.get(j, ()))
            )
            for (i, j), count in tie_counts(participants).items()
        )


@pytest.mark.parametrize(
    "pair", [("mesap", "torino-social-impact"), ("biopmed", "ict"), ("mesap", "pointex")]
)
def test_expected_ties_of_a_pair(by_hand, pair_rows, pair):
    """Mean over all ways to deal the cards, from the definition, in exact fractions."""
    a, b = pair
    shared = {
        project: found - by_hand.managers
        for project, found in by_hand.participants.items()
        if len(found - by_hand.managers) > 1
    }
    active = Counter(itertools.chain.from_iterable(shared.values()))
    members = [name for name in active if by_hand.clusters.get(name)]
    plain = dict.fromkeys(members, 0)
    classes = {name: (active[name] - 1).bit_length() for name in members}  # 1 | 2 | 3-4 | 5-8 | ...
    ties = tie_counts(shared)
    for column, stratum in (("expected_plain", plain), ("expected", classes)):
        assert getattr(pair_rows[pair], column) == pytest.approx(
            float(expected_ties(ties, by_hand.clusters, stratum, a, b)), rel=1e-12
        )


def expected_ties(ties, clusters, stratum, a, b):
    holders = defaultdict(list)
    for name, level in stratum.items():
        holders[level].append((a in clusters[name], b in clusters[name]))

    def mean_over_deals(first, second):
        """Mean of a(i) b(j) + b(i) a(j) over the ways two different cards fall on i and j."""
        cards_first, cards_second = holders[first], holders[second]
        deals = [
            x[0] * y[1] + x[1] * y[0]
            for (p, x), (q, y) in itertools.product(enumerate(cards_first), enumerate(cards_second))
            if first != second or p != q
        ]
        return Fraction(sum(deals), len(deals)) if deals else Fraction(0)

    weight = Counter()
    for (i, j), count in ties.items():
        if i in stratum and j in stratum:
            weight[stratum[i], stratum[j]] += count
    return sum(count * mean_over_deals(first, second) for (first, second), count in weight.items())


@pytest.fixture(scope="module")
def report():
    source = clusternet.open_source(FOLDER)
    return cooperation_report(
        source.subject(), Recipe(), reading=source.reading, provenance=source.provenance()
    )


def across(participants, clusters):
    """Projects in which two different organizations of different clusters take part."""
    return sum(
        any(
            a != b
            for i, j in itertools.combinations(sorted(organizations), 2)
            for a in clusters.get(i, ())
            for b in clusters.get(j, ())
        )
        for organizations in participants.values()
    )


def test_joint_projects_of_the_report(by_hand, report):
    without = {project: found - by_hand.managers for project, found in by_hand.participants.items()}
    cooperation = report.cooperation
    assert cooperation.joint_projects == across(by_hand.participants, by_hand.clusters) == 34
    assert cooperation.joint_projects_without_managers == across(without, by_hand.clusters) == 26


def test_members_and_partners_of_the_report(by_hand, report):
    values = {number.code: number.value for number in report.numbers}
    seen = set().union(*by_hand.participants.values())
    assert values["members"] == len(by_hand.clusters) == 108
    assert values["partners"] == len(seen - set(by_hand.clusters)) == 723


def test_projects_where_clusters_meet_directly(by_hand, report):
    managed = defaultdict(set)
    successor = {row["predecessor_id"]: row["successor_id"] for row in rows("successions")}
    for row in rows("memberships"):
        if row["role"] == "manager":
            managed[row["organization_id"]].add(successor.get(row["cluster_id"], row["cluster_id"]))
    belongs = defaultdict(set)
    for project, organizations in by_hand.participants.items():
        for organization in organizations & by_hand.managers:
            belongs[project] |= managed[organization]
    for row in rows("project_clusters"):
        belongs[row["project_id"]].add(successor.get(row["cluster_id"], row["cluster_id"]))
    counted = {row["cluster_id"] for row in rows("clusters") if row["kind"] in ("cluster", "platform")}
    kinds = {row["project_id"]: row["kind"] or "project" for row in rows("projects")}
    meetings = {
        project
        for project, found in belongs.items()
        if kinds[project] == "project" and len(found & counted) > 1
    }
    assert {one.project_id for one in report.cooperation.meetings} == meetings
    assert len(meetings) == 8


def test_partners_of_the_most_connected(by_hand, report):
    partners = defaultdict(set)
    for organizations in by_hand.participants.values():
        for organization in organizations:
            partners[organization] |= organizations - {organization}
    first = report.most_connected[0]
    assert (first.organization_id, first.partners) == ("comune-torino", len(partners["comune-torino"]))
    assert first.partners == max(map(len, partners.values())) == 231


def test_pairs_the_first_broker_stands_between(by_hand, report):
    tied = defaultdict(set)
    for organizations in by_hand.participants.values():
        for organization in organizations:
            tied[organization] |= organizations - {organization}
    apart = [
        (a, b)
        for a, b in itertools.combinations(sorted(by_hand.clusters), 2)
        if not by_hand.clusters[a] & by_hand.clusters[b] and b not in tied[a] and tied[a] & tied[b]
    ]
    between = Counter(v for a, b in apart for v in tied[a] & tied[b])
    first = report.bridges.brokers[0]
    assert between.most_common(1) == [(first.organization_id, first.between)] == [("politecnico-torino", 238)]
    assert report.bridges.separated == len(apart) == 319


def test_members_without_a_project(by_hand, report):
    seen = set().union(*by_hand.participants.values())
    listed = {one.organization_id for one in report.missing if one.clusters}
    assert listed == set(by_hand.clusters) - seen
    assert sum(card.missing for card in report.cards) == sum(
        len(by_hand.clusters[name]) for name in set(by_hand.clusters) - seen
    )


def test_the_page_shows_these_numbers(report):
    page = render_page(report, language="it")
    for shown in ("108", "723", ">34<", ">26<", "231", "238", "319", "133"):
        assert shown in page


def test_every_row_is_loaded():
    reading = clusternet.open_source(FOLDER).reading
    in_files = sum(len(rows(path.stem)) for path in FOLDER.glob("*.csv"))
    assert reading.rows_read == reading.rows_loaded == in_files


def test_vocabulary_names_every_priority_and_component_in_use():
    vocabulary = tomllib.loads((FOLDER / "vocabulary.toml").read_text(encoding="utf-8"))
    for column, words in (("priority_system", 6), ("transversal_component", 3)):
        codes = {word["code"] for word in vocabulary[column]}
        assert len(codes) == words
        assert {row[column] for row in rows("projects")} - {""} <= codes


def test_remits_name_counted_clusters_and_known_indicators():
    remits = tomllib.loads((FOLDER / "remits.toml").read_text(encoding="utf-8"))["remit"]
    counted = {row["cluster_id"]: row["remit"] for row in rows("clusters")}
    with_remit = {cluster for cluster, remit in counted.items() if remit}
    assert {remit["cluster"] for remit in remits} == with_remit
    codes = [indicator["code"] for remit in remits for indicator in remit["indicators"]]
    assert codes
    assert set(codes) <= set(INDICATORS)
