"""Who has most partners and most projects."""

import numpy as np

from clusternet.analysis.centrality import (
    betweenness_share,
    cohesion,
    degree,
    eigenvector,
    nearness,
    pagerank,
    strength,
)
from clusternet.findings.cooperation import ConnectedOrganization
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.study.caveats import counted, scope_caveats
from clusternet.study.groups import Grouping
from clusternet.study.organizations import WHO, organization_table
from clusternet.study.subject import Subject

COLUMNS = (
    *WHO,
    ResultColumn(name="degree", unit="organizations"),
    ResultColumn(name="strength", unit="projects"),
    ResultColumn(name="harmonic", unit="1"),
    ResultColumn(name="closeness", unit="1"),
    ResultColumn(name="betweenness", unit="pairs of organizations"),
    ResultColumn(name="betweenness_share", unit="share"),
    ResultColumn(name="pagerank", unit="share"),
    ResultColumn(name="eigenvector", unit="1"),
    ResultColumn(name="core_number", unit="organizations"),
)


def centrality_table(subject: Subject, groups: Grouping) -> ResultTable:
    """Return the centrality of every organization, most partners first.

    The measures do not depend on the groups; others than clusters are named in a last column.
    """
    incidence = subject.network.incidence
    # What builds ties or loads SciPy comes before the searches, which work in the memory these let go of.
    partners, rank, vector = cohesion(incidence), pagerank(incidence), eigenvector(incidence)
    near, between = nearness(incidence), subject.betweenness
    isolated = counted("caveat.isolated", int((~subject.takes_part).sum()), of=incidence.shape[0])
    return organization_table(
        subject,
        groups,
        name="centrality",
        columns=COLUMNS,
        measures={
            "degree": partners.degree,
            "strength": strength(incidence),
            "harmonic": near.harmonic,
            "closeness": near.closeness,
            "betweenness": between,
            "betweenness_share": betweenness_share(between),
            "pagerank": rank,
            "eigenvector": vector,
            "core_number": partners.core_number,
        },
        sort_by="degree",
        caveats=(*scope_caveats(subject), *isolated),
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
