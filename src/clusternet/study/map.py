"""The map of organizations and their projects."""

from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.centrality import degree
from clusternet.analysis.layout import bipartite_layout
from clusternet.analysis.validation import CsrMatrix
from clusternet.findings.map import OrganizationMap
from clusternet.study.subject import Subject

MOST_LINES = 6_000
LEAST_ORGANIZATIONS = 100


def organization_map(subject: Subject, *, seed: int = 0) -> OrganizationMap:
    """Return organizations and projects as points, participations as lines.

    A map of more than 6,000 lines shows nothing. Of larger networks, the organizations with most projects
    are drawn, as many as keep it below but not fewer than 100, and the projects that two or more of them
    share; where these are still too many, only projects with more of them. How many there are is said.
    """
    network = subject.network
    drawn, shown, together = _drawn(network.incidence)
    incidence = network.incidence[drawn][:, shown]
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
        together=together,
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


def _drawn(incidence: CsrMatrix) -> tuple[NDArray[np.intp], NDArray[np.intp], int]:
    """Choose rows and columns to draw, in node order, and the least drawn organizations of a project."""
    if incidence.nnz <= MOST_LINES:
        return *_with_lines(incidence, np.ones(incidence.shape[0], dtype=bool), 1), 1
    most = np.argsort(-np.diff(incidence.indptr), kind="stable")
    place = np.empty(most.size, dtype=np.intp)
    place[most] = np.arange(most.size)
    fits = bisect_right(range(most.size + 1), MOST_LINES, key=lambda n: _lines(incidence, place < n, 2)) - 1
    chosen = place < max(fits, LEAST_ORGANIZATIONS)
    drawn_in = _drawn_in(incidence, chosen)
    for together in range(2, int(drawn_in.max()) + 1):
        if drawn_in[drawn_in >= together].sum() <= MOST_LINES:
            return *_with_lines(incidence, chosen, together), together
    # So many meet in every project that no choice of projects helps: fewer organizations, then.
    return *_with_lines(incidence, place < max(fits, 2), 2), 2


def _with_lines(
    incidence: CsrMatrix, chosen: NDArray[np.bool_], together: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the projects that so many of the chosen share, and those of the chosen that are in one."""
    columns = np.flatnonzero(_drawn_in(incidence, chosen) >= together)
    rows = np.flatnonzero(chosen & (np.diff(incidence[:, columns].indptr) > 0))
    return rows, columns


def _lines(incidence: CsrMatrix, chosen: NDArray[np.bool_], together: int) -> int:
    drawn = _drawn_in(incidence, chosen)
    return int(drawn[drawn >= together].sum())


def _drawn_in(incidence: CsrMatrix, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count the chosen organizations of each project."""
    entries = np.repeat(chosen, np.diff(incidence.indptr))
    return np.bincount(incidence.indices[entries], minlength=incidence.shape[1])


def _titles(subject: Subject) -> list[str]:
    facts = subject.network.projects.facts
    named = zip(
        facts["acronym"].to_pylist(), facts["title"].to_pylist(), subject.network.projects.ids, strict=True
    )
    return [acronym or title or project for acronym, title, project in named]
