"""How complete the data are: rows, published figures, stated facts."""

from collections import Counter, defaultdict
from functools import lru_cache

import numpy as np
import pyarrow as pa

from clusternet.findings.quality import Completeness, FieldCoverage, PublishedMembers
from clusternet.queries.scope import scope
from clusternet.study.subject import Subject

_FACTS = {
    "organizations": ("kind", "is_sme", "province", "country", "founded"),
    "projects": ("start_date", "end_date", "priority_system"),
    "memberships": ("valid_from", "valid_to"),
}


@lru_cache(maxsize=2)  # several answers about one subject start from it
def completeness(subject: Subject) -> Completeness:
    """Return what the data cover, against the numbers of members that have been published.

    Published numbers that disagree are kept apart: the smallest and the largest are both given, and shares
    are of the largest. Members of all times count, as they do in what is published.
    """
    network = subject.network
    published = _published_members(subject)
    known = _known_members(subject)
    names = network.clusters.facts["name"].to_pylist()
    clusters = tuple(
        PublishedMembers(
            cluster_id=cluster,
            name=names[column],
            known=known[cluster],
            low=min(published[cluster], default=None),
            high=max(published[cluster], default=None),
            figures=len(published[cluster]),
        )
        for column, cluster in enumerate(subject.clusters)
    )
    participants = np.diff(network.incidence.tocsc().indptr)
    compared = [cluster for cluster in clusters if cluster.high is not None]
    return Completeness(
        clusters=clusters,
        known=sum(cluster.known for cluster in compared),
        published=sum(cluster.high or 0.0 for cluster in compared),
        fields=_fields(subject),
        projects=len(participants),
        projects_without_participants=int((participants == 0).sum()),
        projects_with_one=int((participants == 1).sum()),
    )


def _published_members(subject: Subject) -> dict[str, list[float]]:
    """Cluster to every published number of its members."""
    figures = subject.tables["figures"]
    codes = subject.card.indicator_names
    own = [name for name, code in codes.items() if code == "members"]
    named = figures.filter(
        figures.subject_kind == "cluster",
        figures.indicator.isin(["members", *own]),
    )
    published: dict[str, list[float]] = defaultdict(list)
    for row in named.select("subject", "indicator", "value").to_pyarrow().to_pylist():
        if codes.get(row["indicator"], row["indicator"]) == "members":
            published[row["subject"]].append(row["value"])
    return published


def _known_members(subject: Subject) -> Counter[str]:
    """Count the members of each cluster, whatever the period and the managing bodies asked for."""
    everything = scope(subject.tables, subject.card)
    return Counter(everything.affiliations.cluster_id.to_pyarrow().to_pylist())


def _fields(subject: Subject) -> tuple[FieldCoverage, ...]:
    tables = {
        "organizations": subject.network.organizations.facts,
        "projects": subject.network.projects.facts,
        "memberships": subject.scope.affiliations.to_pyarrow(),
    }
    return tuple(
        FieldCoverage(
            table=table, field=field, known=_stated(tables[table], field), total=tables[table].num_rows
        )
        for table, fields in _FACTS.items()
        for field in fields
        if tables[table].num_rows
    )


def _stated(table: pa.Table, field: str) -> int:
    return int(table.num_rows - table[field].null_count)
