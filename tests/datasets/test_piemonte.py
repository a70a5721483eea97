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
