"""The map of organizations and their projects."""

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.centrality import degree
from clusternet.analysis.layout import bipartite_layout
from clusternet.findings.map import OrganizationMap
from clusternet.study.subject import Subject

MOST_LINES = 6_000


def organization_map(subject: Subject, *, seed: int = 0) -> OrganizationMap:
    """Return organizations and projects as points, participations as lines.

    A map of more than 6,000 lines shows nothing: of larger networks, the organizations with most projects
    are drawn, as many as keep it below, with their projects. How many there are is said.
    """
    network = subject.network
    drawn = _drawn(subject)
    incidence = network.incidence[drawn]
    shown = np.flatnonzero(np.diff(incidence.tocsc().indptr) > 0)
    incidence = incidence[:, shown]
    places = bipartite_layout(incidence, np.random.default_rng(seed))
    line = incidence.tocoo()
    partners = degree(network.incidence)
    titles = _titles(subject)
    return OrganizationMap(
        organization_ids=tuple(network.organizations.ids[row] for row in drawn.tolist()),
        organizations=tuple(subject.names[row] for row in drawn.tolist()),
        clusters=tuple(subject.clusters_of[row] for row in drawn.tolist()),
        manages=network.manages[drawn],
        projects_of=subject.projects_of[drawn],
        partners_of=partners[drawn],
        project_ids=tuple(network.projects.ids[column] for column in shown.tolist()),
        projects=tuple(titles[column] for column in shown.tolist()),
        x=places[:, 0],
        y=places[:, 1],
        source=line.row.astype(np.intp),
        target=line.col.astype(np.intp),
        participating=int(subject.takes_part.sum()),
        projects_in_scope=int((np.diff(network.incidence.tocsc().indptr) > 0).sum()),
    )


def positions(subject: Subject, *, seed: int = 0) -> dict[str, tuple[float, float]]:
    """Return a place for every node by its export id, ``organization:ID``.

    Organizations and projects lie as on a map of all of them; those without lines stand in rows below it, and
    a cluster stands in the middle of its members.
    """
    network = subject.network
    places = bipartite_layout(network.incidence, np.random.default_rng(seed))
    places[np.isnan(places[:, 0])] = _rows_below(int(np.isnan(places[:, 0]).sum()))
    of_organizations = places[: len(network.organizations)]
    sizes = np.maximum(np.asarray(network.membership.sum(axis=0)), 1)
    middles = (network.membership.T @ of_organizations) / sizes[:, np.newaxis]
    names = [
        *(f"organization:{name}" for name in network.organizations.ids),
        *(f"project:{name}" for name in network.projects.ids),
        *(f"cluster:{name}" for name in subject.clusters),
    ]
    at = np.vstack([places, middles]).tolist()
    return {name: (x, y) for name, (x, y) in zip(names, at, strict=True)}


def _rows_below(n: int) -> NDArray[np.float64]:
    across = 50
    return np.column_stack([np.arange(n) % across / across, 1.1 + np.arange(n) // across / across])


def _drawn(subject: Subject) -> NDArray[np.intp]:
    """Rows of the organizations to draw, in node order."""
    most = np.argsort(-subject.projects_of, kind="stable")
    lines = np.cumsum(subject.projects_of[most])
    enough = most[(lines <= MOST_LINES) & (subject.projects_of[most] > 0)]
    return np.sort(enough).astype(np.intp)


def _titles(subject: Subject) -> list[str]:
    facts = subject.network.projects.facts
    named = zip(
        facts["acronym"].to_pylist(), facts["title"].to_pylist(), subject.network.projects.ids, strict=True
    )
    return [acronym or title or project for acronym, title, project in named]
