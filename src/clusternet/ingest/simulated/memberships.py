"""Clusters, who belongs to them in which role and since when, and what is published about them."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.ingest.simulated.organizations import Organizations
from clusternet.ingest.simulated.texts import Integers, chosen, padded, unknown, whole
from clusternet.ingest.simulated.vocabulary import vocabulary

_FOUNDER_SHARE, _SIGNATORY_SHARE = 0.06, 0.6  # of members; of those of a platform
_PREDECESSOR_SHARE = 0.3  # of the members of a cluster that has succeeded others
_WITHOUT_START_SHARE, _LEFT_SHARE = 0.15, 0.08
_OTHER_ROLE_SHARE = 0.03  # of the partners, in a role that makes no member of them
_OTHER_ROLES = ("funder", "tenant", "incubated", "partner")
_FOUNDED, _SUCCEEDED, _NOW = 2009, 2016, 2027


def clusters_table(*, source: str) -> pa.Table:
    """Return the clusters as text, those that were succeeded last."""
    clusters = vocabulary().clusters
    before = [
        (name, _title(name), "predecessor", cluster.theme, None, cluster.province, str(_FOUNDED))
        for cluster in clusters
        for name in cluster.predecessors
    ]
    rows = [
        (
            cluster.id,
            cluster.name,
            cluster.kind,
            cluster.theme,
            cluster.remit,
            cluster.province,
            str(_SUCCEEDED if cluster.predecessors else _FOUNDED),
        )
        for cluster in clusters
    ]
    names = ("cluster_id", "name", "kind", "theme", "remit", "province", "founded")
    columns = zip(*rows, *before, strict=True)
    return _table({name: list(column) for name, column in zip(names, columns, strict=True)}, source)


def successions_table(*, source: str) -> pa.Table:
    """Return which cluster succeeded which."""
    pairs = [(old, cluster.id) for cluster in vocabulary().clusters for old in cluster.predecessors]
    return _table(
        {
            "kind": ["cluster"] * len(pairs),
            "predecessor_id": [old for old, _ in pairs],
            "successor_id": [new for _, new in pairs],
            "date": [str(_SUCCEEDED)] * len(pairs),
        },
        source,
    )


def memberships_table(
    organizations: Organizations, ids: pa.Array, rng: np.random.Generator, *, source: str
) -> pa.Table:
    """Return the memberships as text, by organization.

    Everybody who is in a cluster that succeeded another and was in that one is in both.

    Parameters
    ----------
    organizations : Organizations
        With their clusters.
    ids : pyarrow.Array
        Their ids.
    rng : numpy.random.Generator
        Source of chance.
    source : str
        Where the rows come from.
    """
    clusters = vocabulary().clusters
    members = np.arange(organizations.n_members)
    cluster, second = organizations.cluster[members], organizations.second[members]
    manages = members < organizations.n_managers
    is_platform = np.array([one.kind == "platform" for one in clusters])[cluster]
    signs = is_platform & ~manages & (rng.random(len(members)) < _SIGNATORY_SHARE)
    founds = members[~manages & (rng.random(len(members)) < _FOUNDER_SHARE)]
    has_before = np.array([len(one.predecessors) > 0 for one in clusters])[cluster]
    before = members[has_before & (rng.random(len(members)) < _PREDECESSOR_SHARE)]
    n_others = round(_OTHER_ROLE_SHARE * (len(organizations) - len(members)))
    others = rng.choice(np.arange(len(members), len(organizations)), n_others, replace=False)
    cluster_ids = [one.id for one in clusters]
    parts = [
        _rows(members, chosen(cluster_ids, cluster), _role(manages, signs), rng),
        _rows(members[second >= 0], chosen(cluster_ids, second[second >= 0]), "member", rng),
        _rows(founds, chosen(cluster_ids, cluster[founds]), "founder", rng),
        _rows(before, _predecessors(cluster[before], rng), "member", None),
        _rows(
            others,
            chosen(cluster_ids, organizations.cluster[others]),
            chosen(_OTHER_ROLES, rng.integers(len(_OTHER_ROLES), size=n_others)),
            rng,
        ),
    ]
    rows = pa.concat_tables(parts)
    columns = {"organization_id": ids.take(rows["organization"].combine_chunks())}
    columns |= {
        name: rows[name].combine_chunks() for name in ("cluster_id", "role", "valid_from", "valid_to")
    }
    columns["confidence"] = chosen(["stated"], np.zeros(rows.num_rows, np.int8))
    columns["source"] = chosen([source], np.zeros(rows.num_rows, np.int8))
    return pa.table(columns).sort_by(
        [("organization_id", "ascending"), ("cluster_id", "ascending"), ("role", "ascending")]
    )


def figures_table(
    organizations: Organizations, rng: np.random.Generator, *, region: str, sources: Sequence[str]
) -> pa.Table:
    """Return published figures: those of the region exact, and others a little beside them.

    Parameters
    ----------
    organizations : Organizations
        Whom the figures count.
    rng : numpy.random.Generator
        How much the others are beside.
    region : str
        Id of the system.
    sources : sequence of str
        Who publishes exact figures, and who others.
    """
    members = slice(0, organizations.n_members)
    sme = organizations.is_sme[members] == 1
    rows = [
        ("system", region, "members", len(sme), "organizations", "exact", _NOW, 0),
        ("system", region, "members_sme_share", 100 * float(sme.mean()), "percent", "exact", _NOW, 0),
        ("system", region, "partners", len(organizations) - len(sme), "organizations", "exact", _NOW, 0),
    ]
    for place, cluster in enumerate(vocabulary().clusters):
        belongs = (organizations.cluster[members] == place) | (organizations.second[members] == place)
        count, share = int(belongs.sum()), 100 * float(sme[belongs].mean())
        rounded = max(5, round(count * rng.uniform(0.95, 1.05) / 5) * 5)
        rows += [
            ("cluster", cluster.id, "members", count, "organizations", "exact", _NOW, 0),
            ("cluster", cluster.id, "members", rounded, "organizations", "about", _NOW - 1, 1),
            ("cluster", cluster.id, "members_sme_share", round(share, 1), "percent", "exact", _NOW, 0),
        ]
    names = ("subject_kind", "subject", "indicator", "value", "unit", "qualifier", "as_of", "source")
    written = [(*row[:3], f"{row[3]:.10g}", *row[4:6], str(row[6]), sources[row[7]]) for row in rows]
    columns = zip(names, zip(*written, strict=True), strict=True)
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns})


def _rows(
    organization: NDArray[np.intp],
    cluster_ids: pa.Array,
    role: pa.Array | str,
    rng: np.random.Generator | None,
) -> pa.Table:
    """Return memberships with their dates: drawn, or those of the clusters that were succeeded."""
    n = len(organization)
    if rng is None:
        begin, end = (pa.repeat(pa.scalar(str(year)), n) for year in (_FOUNDED, _SUCCEEDED - 1))
    else:
        year = rng.integers(_SUCCEEDED, _NOW, size=n)
        month = rng.integers(12, size=n)
        by_month = pc.binary_join_element_wise(whole(year), padded(month + 1, 2), "-")
        begin = pc.if_else(pa.array(rng.random(n) < 0.5), by_month, whole(year))
        begin = unknown(begin, rng.random(n) < _WITHOUT_START_SHARE)
        end = unknown(whole(np.minimum(year + 1 + month % 4, _NOW)), rng.random(n) >= _LEFT_SHARE)
    return pa.table(
        {
            "organization": pa.array(organization, pa.int64()),
            "cluster_id": cluster_ids,
            "role": pa.repeat(pa.scalar(role), n) if isinstance(role, str) else role,
            "valid_from": begin,
            "valid_to": end,
        }
    )


def _role(manages: NDArray[np.bool_], signs: NDArray[np.bool_]) -> pa.Array:
    return chosen(("member", "manager", "signatory"), np.select([manages, signs], [1, 2], 0))


def _predecessors(cluster: Integers, rng: np.random.Generator) -> pa.Array:
    """Draw one of the clusters that each cluster succeeded."""
    names = [name for one in vocabulary().clusters for name in one.predecessors]
    counts = np.array([len(one.predecessors) for one in vocabulary().clusters])
    first = np.cumsum(counts) - counts
    return chosen(names, first[cluster] + (rng.random(len(cluster)) * counts[cluster]).astype(np.int64))


def _title(name: str) -> str:
    return " ".join(["Made-up", *(word.capitalize() for word in name.split("-")[2:])])


def _table(columns: dict[str, list[str | None]], source: str) -> pa.Table:
    columns["source"] = [source] * len(next(iter(columns.values())))
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
