"""Who has most partners and most projects."""

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
            "name": pd.array(subject.names, dtype="string"),
            "cluster": pd.array([";".join(ids) for ids in subject.clusters_of], dtype="string"),
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
    first = np.argsort(-partners, kind="stable")[:top]  # stable: equal ones stay in id order
    return tuple(
        ConnectedOrganization(
            organization_id=network.organizations.ids[row],
            name=subject.names[row],
            clusters=subject.clusters_of[row],
            manages=bool(network.manages[row]),
            partners=int(partners[row]),
            projects=int(subject.projects_of[row]),
            strength=float(weight[row]),
        )
        for row in first.tolist()
        if partners[row]
    )
