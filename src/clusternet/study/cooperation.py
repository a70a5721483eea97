"""Which clusters cooperate, how much, against what chance would give, and who carries it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from clusternet.analysis.activity import (
    MANY_OUTCOMES,
    activity_classes,
    distinct_outcomes,
    free_organizations,
)
from clusternet.analysis.cooperation import (
    ClusterPairs,
    association_indices,
    carriers,
    cluster_pairs,
    projects_across,
)
from clusternet.analysis.nulls import exchangeable_organizations
from clusternet.analysis.projection import project
from clusternet.findings.cooperation import ClusterPair, ClusterProfile, Cooperation, Meeting
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.study.caveats import scope_caveats
from clusternet.study.subject import Matrix, Subject, restricted_to

DIRECT = ("by_manager", "by_name")

COLUMNS = (
    ResultColumn(name="cluster_a", unit="id"),
    ResultColumn(name="cluster_b", unit="id"),
    ResultColumn(name="projects", unit="projects"),
    ResultColumn(name="projects_without_managers", unit="projects"),
    ResultColumn(name="projects_managers_only", unit="projects"),
    ResultColumn(name="ties", unit="joint projects of pairs of organizations"),
    ResultColumn(name="ties_fractional", unit="joint projects of pairs of organizations"),
    ResultColumn(name="ties_without_managers", unit="joint projects of pairs of organizations"),
    ResultColumn(name="expected", unit="joint projects of pairs of organizations"),
    ResultColumn(name="ratio", unit="1"),
    ResultColumn(name="p", unit="probability"),
    ResultColumn(name="q", unit="probability"),
    ResultColumn(name="expected_plain", unit="joint projects of pairs of organizations"),
    ResultColumn(name="sd_plain", unit="joint projects of pairs of organizations"),
    ResultColumn(name="z_plain", unit="standard deviations"),
    ResultColumn(name="shared_members", unit="organizations"),
    ResultColumn(name="probability_index", unit="1"),
    ResultColumn(name="salton", unit="1"),
    ResultColumn(name="jaccard", unit="1"),
)


@dataclass(frozen=True, kw_only=True)
class _Measured:
    """The pair matrices with managing bodies in, out, and alone."""

    everybody: ClusterPairs
    fractional: ClusterPairs
    without_managers: ClusterPairs
    managers_only: ClusterPairs
    compared: int
    free: int
    outcomes: float


def cooperation_table(subject: Subject) -> ResultTable:
    """Return every pair of clusters, and every cluster with itself, most joint projects first."""
    measured = _measure(subject)
    indices = association_indices(measured.everybody.ties)
    first, second = np.triu_indices(len(subject.clusters))
    without = measured.without_managers
    ids = np.array(subject.clusters, dtype=object)
    unknown = np.full(len(first), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = without.ties / without.expected_within
    ratio[~np.isfinite(ratio)] = np.nan  # expected 0: there is nothing to compare with
    matrices = {
        "projects": measured.everybody.projects,
        "projects_without_managers": without.projects,
        "projects_managers_only": measured.managers_only.projects,
        "ties": measured.everybody.ties,
        "ties_fractional": measured.fractional.ties,
        "ties_without_managers": without.ties,
        "expected": without.expected_within,
        "ratio": ratio,
        "expected_plain": without.expected,
        "sd_plain": without.sd,
        "z_plain": without.z,
        "shared_members": measured.everybody.shared_members,
        "probability_index": indices.probability_index,
        "salton": indices.salton,
        "jaccard": indices.jaccard,
    }
    frame = pd.DataFrame(
        {
            "cluster_a": pd.array(ids[first], dtype="string"),
            "cluster_b": pd.array(ids[second], dtype="string"),
            **{name: matrix[first, second] for name, matrix in matrices.items()},
            "p": unknown,  # permutations give these; an expectation alone does not
            "q": unknown,
        }
    )[[column.name for column in COLUMNS]]
    return ResultTable(
        name="cooperation",
        columns=COLUMNS,
        frame=frame.sort_values("projects", ascending=False, kind="stable", ignore_index=True),
        n=measured.compared,
        null=_null(measured),
        caveats=scope_caveats(subject),
    )


def cooperation(subject: Subject) -> Cooperation:
    """Return who cooperates with whom, pair by pair, with who carries each."""
    measured = _measure(subject)
    network = subject.network
    carried = carriers(network.incidence, network.membership)
    direct = _direct_matrix(subject)
    pairs = tuple(
        ClusterPair(
            cluster_a=subject.clusters[a],
            cluster_b=subject.clusters[b],
            direct=int(direct[a, b]),
            projects=int(measured.everybody.projects[a, b]),
            projects_without_managers=int(measured.without_managers.projects[a, b]),
            projects_managers_only=int(measured.managers_only.projects[a, b]),
            ties_without_managers=float(measured.without_managers.ties[a, b]),
            expected=_known(measured.without_managers.expected_within[a, b]),
            carrier=subject.names[carried.organization[a, b]] if carried.organization[a, b] >= 0 else "",
            projects_without_carrier=int(carried.projects_without[a, b]),
        )
        for a, b in zip(*np.triu_indices(len(subject.clusters)), strict=True)
    )
    return Cooperation(
        pairs=pairs,
        meetings=_meetings(subject),
        joint_projects=int(projects_across(network.incidence, network.membership).sum()),
        joint_projects_without_managers=int(
            projects_across(restricted_to(network.incidence, ~network.manages), network.membership).sum()
        ),
        members_compared=measured.compared,
        members_free=measured.free,
        null=_null(measured),
    )


@lru_cache(maxsize=2)  # several answers about one subject start from it
def profiles(subject: Subject) -> tuple[ClusterProfile, ...]:
    """Return each counted cluster at a glance, in cluster order."""
    network = subject.network
    facts = network.clusters.facts.to_pylist()
    names = np.array(subject.names, dtype=object)
    members = np.diff(network.membership.tocsc().indptr)
    seen = np.diff(restricted_to(network.membership, subject.takes_part).tocsc().indptr)
    direct = _direct_matrix(subject)
    counts = {
        "direct": _column_sums(subject.attribution_matrix(*DIRECT)),
        "members": _column_sums(subject.attribution_matrix("by_manager", "by_member")),
        "others": _column_sums(subject.attribution_matrix("by_member")),
        "any": _column_sums(subject.attribution_matrix(*DIRECT, "by_member")),
    }
    management = network.layers["management"]
    return tuple(
        ClusterProfile(
            cluster_id=cluster,
            name=facts[column]["name"],
            theme=facts[column]["theme"] or "",
            kind=facts[column]["kind"],
            color=subject.card.colors.get(cluster, ""),
            managers=tuple(names[management.source[management.target == column]]),
            members=int(members[column]),
            members_in_projects=int(seen[column]),
            projects_direct=int(counts["direct"][column]),
            projects_through_members=int(counts["members"][column]),
            projects_through_others=int(counts["others"][column]),
            projects_any=int(counts["any"][column]),
            met_directly=tuple(
                other
                for place, other in enumerate(subject.clusters)
                if place != column and direct[column, place]
            ),
        )
        for column, cluster in enumerate(subject.clusters)
    )


def _meetings(subject: Subject) -> tuple[Meeting, ...]:
    taking_part = subject.attribution_matrix("by_manager").toarray() > 0
    direct = subject.attribution_matrix(*DIRECT).toarray() > 0
    facts = subject.network.projects.facts
    years = pc.year(facts["start_date_first"]).to_pylist()
    texts = {name: facts[name].to_pylist() for name in ("acronym", "title", "programme")}
    found = [
        Meeting(
            project_id=subject.network.projects.ids[row],
            name=texts["acronym"][row] or texts["title"][row] or subject.network.projects.ids[row],
            title=texts["title"][row] or "",
            programme=texts["programme"][row] or "",
            year=years[row],
            taking_part=_chosen(subject.clusters, taking_part[row]),
            named=_chosen(subject.clusters, direct[row] & ~taking_part[row]),
        )
        for row in np.flatnonzero(direct.sum(axis=1) > 1).tolist()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.taking_part) - len(one.named), one.name)))


def _chosen(names: tuple[str, ...], chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(name for name, take in zip(names, chosen.tolist(), strict=True) if take)


def _measure(subject: Subject) -> _Measured:
    network = subject.network
    without = restricted_to(network.incidence, ~network.manages)
    shared = restricted_to(without.T.tocsr(), np.diff(without.tocsc().indptr) > 1).T.tocsr()
    strata = activity_classes(np.diff(shared.indptr).astype(np.int64))
    belongs_without = restricted_to(network.membership, ~network.manages)
    free = exchangeable_organizations(project(without), belongs_without)
    dealt = np.where(free, strata, -1).astype(np.intp)
    shares = _fractional(network.membership)
    return _Measured(
        everybody=cluster_pairs(network.incidence, network.membership),
        fractional=cluster_pairs(network.incidence, shares),
        without_managers=cluster_pairs(without, belongs_without, strata=strata),
        managers_only=cluster_pairs(restricted_to(network.incidence, network.manages), network.membership),
        compared=int(free.sum()),
        free=free_organizations(network.membership, dealt),
        outcomes=distinct_outcomes(network.membership, dealt),
    )


def _null(measured: _Measured) -> Sentence:
    many = measured.outcomes >= MANY_OUTCOMES
    outcomes = Sentence("null.many") if many else Sentence("null.outcomes", {"n": measured.outcomes})
    values = {"n": measured.compared, "free": measured.free, "outcomes": outcomes}
    return Sentence("null.label_within", values)


def _fractional(membership: Matrix) -> Matrix:
    counts = np.diff(membership.indptr)
    return csr_array(diags_array(1.0 / np.maximum(counts, 1)) @ membership)


def _direct_projects(subject: Subject) -> csr_array[np.int64]:
    return subject.attribution_matrix(*DIRECT)


def _direct_matrix(subject: Subject) -> NDArray[np.int64]:
    direct = _direct_projects(subject)
    return np.asarray((direct.T @ direct).todense(), dtype=np.int64)


def _column_sums(matrix: csr_array[np.int64]) -> NDArray[np.int64]:
    return np.asarray(matrix.sum(axis=0), dtype=np.int64)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
