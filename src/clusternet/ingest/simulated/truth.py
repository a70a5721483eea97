"""What was planted in the made-up region, as tables beside it."""

import numpy as np
import pyarrow as pa

from clusternet.cleaning.places import nuts3_of
from clusternet.ingest.simulated.duplicates import EDITS, Duplicates
from clusternet.ingest.simulated.firms import RELATIVE_RATE, Firms
from clusternet.ingest.simulated.organizations import Organizations
from clusternet.ingest.simulated.participations import Participations
from clusternet.ingest.simulated.projects import Projects
from clusternet.ingest.simulated.texts import Integers, chosen, whole, yes_or_no
from clusternet.ingest.simulated.vocabulary import vocabulary


def brokers_truth(
    organizations: Organizations,
    participations: Participations,
    taking_part: Integers,
    projects: Projects,
    rows: pa.Table,
) -> pa.Table:
    """Return the planted brokers: which clusters they link, and in which projects.

    A broker's project crosses clusters if a member of another cluster than the broker's takes part.

    Parameters
    ----------
    organizations, participations, projects : Organizations, Participations, Projects
        The region.
    taking_part : numpy.ndarray
        Shape (n_participations,): who takes part now that duplicates have some of them.
    rows : pyarrow.Table
        The organizations as text, with their ids.
    """
    clusters = [cluster.id for cluster in vocabulary().clusters]
    ids = projects.ids().to_pylist()
    found = []
    for broker in organizations.brokers.tolist():
        own = int(organizations.cluster[broker])
        of_broker = participations.project[taking_part == broker]
        with_it = np.isin(participations.project, of_broker) & (taking_part < organizations.n_members)
        with_it &= taking_part != broker
        who, project = taking_part[with_it], participations.project[with_it]
        theirs = np.column_stack([organizations.cluster[who], organizations.second[who]])
        others = (theirs >= 0) & (theirs != own)
        found.append(
            {
                "organization_id": rows["organization_id"][broker].as_py(),
                "name": rows["name"][broker].as_py(),
                "cluster_id": clusters[own],
                "clusters_met": ";".join(clusters[place] for place in np.unique(theirs[others]).tolist()),
                "projects": str(len(of_broker)),
                "cross_cluster_projects": str(len(np.unique(project[others.any(axis=1)]))),
                "project_ids": ";".join(sorted(ids[place] for place in of_broker.tolist())),
            }
        )
    return pa.Table.from_pylist(found)


def provinces_truth(firms: Firms) -> pa.Table:
    """Return how often firms take part in each province, relative to the same firms elsewhere."""
    provinces = vocabulary().provinces
    n = len(provinces)
    rates = vocabulary().rates[firms.size, firms.sector]
    relative = np.where(np.arange(n) == firms.lowered, RELATIVE_RATE, 1.0)
    expected = np.bincount(firms.province, weights=rates, minlength=n)
    return pa.table(
        {
            "province": pa.array([province.code for province in provinces]),
            "nuts3": pa.array([nuts3_of(province.code) for province in provinces]),
            "relative_rate": pa.array([f"{value:g}" for value in relative.tolist()]),
            "firms": whole(np.bincount(firms.province, minlength=n)),
            "participants": whole(np.bincount(firms.province[firms.takes_part], minlength=n)),
            "expected_at_rate_1": pa.array([f"{value:.2f}" for value in expected.tolist()]),
        }
    )


def rates_truth() -> pa.Table:
    """Return the share of firms that take part by size and sector, in all provinces but one."""
    words = vocabulary()
    size, sector = np.divmod(np.arange(words.rates.size), len(words.sectors))
    rates = [f"{rate:.4g}" for rate in words.rates.ravel().tolist()]
    return pa.table(
        {"size": chosen(words.sizes, size), "sector": chosen(words.sectors, sector), "rate": pa.array(rates)}
    )


def duplicates_truth(duplicates: Duplicates, rows: pa.Table) -> pa.Table:
    """Return which rows are an organization once more, and how they differ from it.

    Parameters
    ----------
    duplicates : Duplicates
        What was done.
    rows : pyarrow.Table
        The organizations as text, duplicates last.
    """
    originals = rows.take(pa.array(duplicates.original))
    copies = rows.slice(rows.num_rows - len(duplicates))
    return pa.table(
        {
            "organization_id": copies["organization_id"],
            "duplicate_of": originals["organization_id"],
            "edit": chosen(EDITS, duplicates.edit),
            "shares_identifier": yes_or_no(duplicates.shares_identifier.astype(np.int8)),
            "name": copies["name"],
            "name_of_original": originals["name"],
        }
    ).sort_by("organization_id")
