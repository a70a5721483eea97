"""How good the data are: rows set aside, values written anew, published figures, stated facts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clusternet.findings.provenance import Change, InputFile, RejectedRow
from clusternet.findings.quality import (
    BrokenRule,
    Completeness,
    FieldCoverage,
    KindOfChange,
    PublishedMembers,
    Reading,
    SourceQuality,
)
from clusternet.findings.rejected import RejectedRows
from clusternet.queries.scope import scope
from clusternet.study.subject import Subject

_FACTS = {
    "organizations": ("kind", "is_sme", "province", "country", "founded"),
    "projects": ("start_date", "end_date", "priority_system"),
    "memberships": ("valid_from", "valid_to"),
}
_EXAMPLES = 3


def quality(reading: Reading, subject: Subject) -> SourceQuality:
    """Return what became of the rows of a source and how complete they are."""
    return SourceQuality(
        reading=reading,
        broken_rules=broken_rules(reading.rejected),
        changes=kinds_of_change(reading.inputs),
        completeness=completeness(subject),
    )


def broken_rules(rejected: Sequence[RejectedRow]) -> tuple[BrokenRule, ...]:
    """Return the rules that rows break, the one broken most often first, with examples of each.

    Examples come from as many files and columns as there are.
    """
    rows = RejectedRows.of(rejected)
    counts = {entry["values"]: entry["counts"] for entry in pc.value_counts(rows.columns["rule"]).to_pylist()}
    return tuple(
        BrokenRule(
            rule=rule, count=count, examples=_examples(rows.only(pc.equal(rows.columns["rule"], rule)))
        )
        for rule, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    )


def _examples(rows: RejectedRows) -> tuple[RejectedRow, ...]:
    columns = rows.columns.append_column("place", [pa.array(range(len(rows)), pa.int64())])
    by_column = columns.group_by(["file", "column"]).aggregate([("place", "min")])
    each = sorted(by_column["place_min"].to_pylist())
    others = [place for place in range(min(len(rows), _EXAMPLES)) if place not in each]
    return tuple(rows[place] for place in sorted([*each, *others][:_EXAMPLES]))


def kinds_of_change(inputs: Iterable[InputFile]) -> tuple[KindOfChange, ...]:
    """Return what each cleaner changed in the values of all files, what it changed most often first."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for file in inputs:
        for change in file.changes:
            found[change.cleaner, change.code].append(change)
    kinds = [
        KindOfChange(
            cleaner=cleaner,
            code=code,
            count=sum(change.count for change in changes),
            columns=tuple(dict.fromkeys(change.column for change in changes)),
            examples=tuple(dict.fromkeys(pair for change in changes for pair in change.examples))[:_EXAMPLES],
        )
        for (cleaner, code), changes in found.items()
    ]
    return tuple(sorted(kinds, key=lambda kind: (-kind.count, kind.cleaner, kind.code)))


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
