"""What organizations belong to in any role, and so who could introduce whom."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from clusternet.study.subject import Matrix, Subject


@dataclass(frozen=True, kw_only=True)
class Bodies:
    """Organizations x bodies: cluster rows of every kind, in any role, and agreements.

    A managing body's shareholders, an incubator's tenants and the signatories of an agreement know each other
    as the members of a cluster do, though they count for none.
    """

    belonging: Matrix
    names: tuple[str, ...]


def bodies(subject: Subject) -> Bodies:
    """Return the bodies of a dataset, clusters by id before agreements by id."""
    clusters = subject.tables["clusters"].select("cluster_id", "name").to_pyarrow().sort_by("cluster_id")
    memberships = subject.tables["memberships"].select("organization_id", "cluster_id").to_pyarrow()
    agreements = (
        subject.tables["agreements"].select("agreement_id", "title", "organizations").to_pyarrow()
    ).sort_by("agreement_id")
    signatories = pc.split_pattern(agreements["organizations"].combine_chunks(), ";")
    rows = pa.chunked_array([*memberships["organization_id"].chunks, pc.list_flatten(signatories)])
    order = pa.array(subject.network.organizations.ids, pa.string())
    organization = (
        pc.index_in(rows.combine_chunks(), value_set=order).to_numpy(zero_copy_only=False).astype(float)
    )
    in_clusters = pc.index_in(
        memberships["cluster_id"].combine_chunks(), value_set=clusters["cluster_id"].combine_chunks()
    )
    in_agreements = pc.list_parent_indices(signatories).to_numpy() + clusters.num_rows
    body = np.concatenate([in_clusters.to_numpy(zero_copy_only=False), in_agreements])
    known = ~np.isnan(organization)  # managing bodies may have been left out
    organization, body = organization[known].astype(np.intp), body[known].astype(np.intp)
    shape = (len(order), clusters.num_rows + agreements.num_rows)
    belonging = csr_array((np.ones(len(body)), (organization, body)), shape=shape)
    belonging.sum_duplicates()
    belonging.data[:] = 1  # several roles are one belonging
    titles = pc.coalesce(agreements["title"], agreements["agreement_id"])
    return Bodies(belonging=belonging, names=(*clusters["name"].to_pylist(), *titles.to_pylist()))
