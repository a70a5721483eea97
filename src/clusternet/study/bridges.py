"""Who stands between clusters, in which role, and who only seems to."""

import math

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.bridging import bridging, pairs_by_cluster
from clusternet.analysis.brokerage import Brokerage, brokerage, fractional_brokerage
from clusternet.analysis.centrality import betweenness_share, degree
from clusternet.analysis.projection import project
from clusternet.analysis.structural_holes import constraint, structural_holes
from clusternet.findings.bridges import Bridges, Broker, Link, Role
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.study.caveats import counted, scope_caveats
from clusternet.study.groups import Grouping, grouping
from clusternet.study.organizations import WHO, organization_table
from clusternet.study.subject import Matrix, Subject

_ROLES = ("coordinator", "itinerant_broker", "representative", "gatekeeper", "liaison", "total")
BROKERAGE = (*WHO, *(ResultColumn(name=role, unit="ordered pairs of organizations") for role in _ROLES))
STRUCTURAL_HOLES = (
    *WHO,
    ResultColumn(name="constraint", unit="1"),
    ResultColumn(name="effective_size", unit="organizations"),
    ResultColumn(name="efficiency", unit="1"),
    ResultColumn(name="hierarchy", unit="1"),
)


def brokerage_table(subject: Subject, groups: Grouping) -> ResultTable:
    """Return the Gould-Fernandez roles of every organization between the groups."""
    roles = _brokerage(project(subject.network.incidence), groups)
    skipped = counted("caveat.skipped_triads", roles.skipped)
    return organization_table(
        subject,
        groups,
        name="brokerage",
        columns=BROKERAGE,
        measures={role: getattr(roles, role) for role in _ROLES},
        sort_by="total",
        caveats=(*scope_caveats(subject), *groups.caveats, *skipped, Sentence("caveat.ordered_pairs")),
    )


def structural_holes_table(subject: Subject, groups: Grouping) -> ResultTable:
    """Return Burt's measures of every organization; ties weigh as many projects as they share."""
    ties = project(subject.network.incidence)
    isolated = int((np.diff(ties.indptr) == 0).sum())
    holes = structural_holes(ties)
    return organization_table(
        subject,
        groups,
        name="structural-holes",
        columns=STRUCTURAL_HOLES,
        measures={
            "constraint": holes.constraint,
            "effective_size": holes.effective_size,
            "efficiency": holes.efficiency,
            "hierarchy": holes.hierarchy,
        },
        sort_by="constraint",
        caveats=(*scope_caveats(subject), *counted("caveat.undefined_isolates", isolated)),
    )


def bridges(subject: Subject, *, top: int) -> Bridges:
    """Return the organizations that stand between most pairs of members of different clusters."""
    network = subject.network
    ties = project(network.incidence)
    found = bridging(ties, network.membership)
    first = np.argsort(-found.between, kind="stable")[:top]  # stable: equal ones stay in id order
    first = first[found.between[first] > 0]
    if not first.size:
        return Bridges(brokers=(), separated=found.separated, bridging=int((found.between > 0).sum()))
    roles = _brokerage(ties, grouping(subject, "cluster"))
    share = betweenness_share(subject.betweenness)
    return Bridges(
        brokers=tuple(
            Broker(
                organization_id=network.organizations.ids[row],
                name=subject.names[row],
                clusters=subject.clusters_of[row],
                manages=bool(network.manages[row]),
                projects=int(subject.projects_of[row]),
                partners=int(partners),
                between=int(found.between[row]),
                links=_links(subject, ties, row),
                roles=_four_roles(roles, row) if subject.affiliated[row] else {},
                betweenness_share=float(share[row]),
                betweenness_pairs=math.comb(len(share) - 1, 2),
                constraint=_known(burt),
            )
            for row, partners, burt in zip(
                first.tolist(), degree(network.incidence)[first], constraint(ties)[first], strict=True
            )
        ),
        separated=found.separated,
        bridging=int((found.between > 0).sum()),
    )


def _brokerage(ties: Matrix, groups: Grouping) -> Brokerage[np.float64] | Brokerage[np.int64]:
    if groups.overlaps:
        return fractional_brokerage(ties, groups.shares)
    return brokerage(ties, groups.labels)


def _four_roles(roles: Brokerage[np.float64] | Brokerage[np.int64], row: int) -> dict[Role, float]:
    """Count unordered pairs: of two ordered ones each, but one as gatekeeper and one as representative."""
    return {
        "coordinator": float(roles.coordinator[row]) / 2,
        "itinerant_broker": float(roles.itinerant_broker[row]) / 2,
        "gatekeeper": float(roles.gatekeeper[row]),
        "liaison": float(roles.liaison[row]) / 2,
    }


def _links(subject: Subject, ties: Matrix, row: int) -> tuple[Link, ...]:
    pairs = pairs_by_cluster(ties, subject.network.membership, row)
    first, second = np.triu_indices(len(subject.clusters), k=1)
    between: NDArray[np.float64] = pairs[first, second]
    order = np.argsort(-between, kind="stable")
    return tuple(
        Link(
            cluster_a=subject.clusters[first[place]],
            cluster_b=subject.clusters[second[place]],
            pairs=float(between[place]),
        )
        for place in order.tolist()
        if between[place] > 0
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
