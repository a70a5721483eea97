"""Who has most partners and most projects."""

import itertools

import numpy as np
import pandas as pd

from clusternet.analysis.centrality import degree, strength
from clusternet.findings.cooperation import ConnectedOrganization
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.study.caveats import scope_caveats
from clusternet.study.subject import Subject

COLUMNS = (
    ResultColumn(name="organization_id", unit="id"),
    ResultColumn(name="name", unit="text"),
    ResultColumn(name="cluster", unit="ids"),
    ResultColumn(name="degree", unit="organizations"),
    ResultColumn(name="strength", unit="projects"),
)


def centrality_table(subject: Subject) -> ResultTable:
    """Return the centrality of every organization, most partners first."""
    network = subject.network
    frame = pd.DataFrame(
        {
            "organization_id": pd.array(network.organizations.ids, dtype="string"),
            "name": pd.array(subject.fact("name").to_pylist(), dtype="string"),
            "cluster": pd.array([";".join(ids) for ids in clusters_of(subject)], dtype="string"),
            "degree": degree(network.incidence),
            "strength": strength(network.incidence),
        }
    )
    isolated = int((~subject.takes_part).sum())
    return ResultTable(
        name="centrality",
        columns=COLUMNS,
        frame=frame.sort_values(["degree", "organization_id"], ascending=[False, True], ignore_index=True),
        n=len(frame),
        caveats=(*scope_caveats(subject), Sentence("caveat.isolated", {"n": isolated, "of": len(frame)})),
    )


def most_connected(subject: Subject, *, top: int) -> tuple[ConnectedOrganization, ...]:
    """Return the organizations with most partners, most first, those without any left out."""
    network = subject.network
    partners = degree(network.incidence)
    weight = strength(network.incidence)
    clusters = clusters_of(subject)
    names = subject.fact("name").to_pylist()
    first = np.argsort(-partners, kind="stable")[:top]  # stable: equal ones stay in id order
    return tuple(
        ConnectedOrganization(
            organization_id=network.organizations.ids[row],
            name=names[row],
            clusters=clusters[row],
            manages=bool(network.manages[row]),
            partners=int(partners[row]),
            projects=int(subject.projects_of[row]),
            strength=float(weight[row]),
        )
        for row in first.tolist()
        if partners[row]
    )


def clusters_of(subject: Subject) -> list[tuple[str, ...]]:
    """Return the counted clusters of each organization, in cluster order."""
    membership = subject.network.membership
    ends = membership.indptr.tolist()
    columns = membership.indices.tolist()
    return [
        tuple(subject.clusters[column] for column in columns[begin:end])
        for begin, end in itertools.pairwise(ends)
    ]
