"""Who could introduce an organization: the nearest one that takes part, through bodies both belong to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.validation import CsrMatrix, check_incidence, check_labels, check_mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Introductions:
    """The way from each organization to the nearest participant; arrays of shape (n,)."""

    distance: NDArray[np.float64]
    """Bodies to cross; 0 for participants, NaN where no way leads to one."""

    introducer: NDArray[np.intp]
    """The participant at the end of the way, itself for participants; -1 where there is none."""

    body: NDArray[np.intp]
    """First body on the way; -1 for participants and where there is none."""

    next_organization: NDArray[np.intp]
    """Organization the first body leads to, one step nearer; -1 for participants and where there is none."""


def introductions(
    belonging: CsrMatrix, participates: NDArray[np.bool_], activity: NDArray[np.intp]
) -> Introductions:
    """Find the shortest way from every organization to one that takes part.

    Two organizations can introduce each other if they belong to the same body: a cluster, a consortium, an
    incubator, an agreement. Among ways of equal length the one to the most active participant is taken, then
    that to the first one in order, then the one through the first body.

    Parameters
    ----------
    belonging : csr_array, shape (n, n_bodies), 0 or 1
        Organizations x bodies.
    participates : array of bool, shape (n,)
        Organizations that could introduce others.
    activity : array of int, shape (n,)
        Projects of each organization, which decide among equally near participants.

    Returns
    -------
    Introductions

    Raises
    ------
    NotBinary
        If an entry of `belonging` is neither 0 nor 1.
    MeasureError, ShapeMismatch, NotFinite, PartitionMismatch
        As the checks of :mod:`~clusternet.analysis.validation` say.
    """
    checked = check_incidence(belonging)
    n = checked.shape[0]
    sources = check_mask(participates, n, name="participates")
    projects = check_labels(activity, n, name="activity")
    entry = checked.tocoo()
    organization, body = entry.row.astype(np.intp), entry.col.astype(np.intp)
    found = Introductions(
        distance=np.where(sources, 0.0, np.nan),
        introducer=np.where(sources, np.arange(n), -1).astype(np.intp),
        body=np.full(n, -1, dtype=np.intp),
        next_organization=np.full(n, -1, dtype=np.intp),
    )
    reached, distance = sources.copy(), 0.0
    while True:
        distance += 1
        best = _best_of_each_body(organization, body, reached, found.introducer, projects)
        waiting = ~reached[organization] & (best[body] >= 0)
        if not waiting.any():
            return found
        ends = found.introducer[best[body[waiting]]]
        order = np.lexsort((body[waiting], ends, -projects[ends], organization[waiting]))
        who, first = np.unique(organization[waiting][order], return_index=True)
        through = body[waiting][order][first]
        found.distance[who] = distance
        found.body[who] = through
        found.next_organization[who] = best[through]
        found.introducer[who] = found.introducer[best[through]]
        reached[who] = True


def _best_of_each_body(
    organization: NDArray[np.intp],
    body: NDArray[np.intp],
    reached: NDArray[np.bool_],
    introducer: NDArray[np.intp],
    projects: NDArray[np.intp],
) -> NDArray[np.intp]:
    """For each body, the reached organization that leads to the most active participant; -1 for none."""
    here = reached[organization]
    ends = introducer[organization[here]]
    order = np.lexsort((organization[here], ends, -projects[ends], body[here]))
    bodies, first = np.unique(body[here][order], return_index=True)
    best = np.full(body.max(initial=-1) + 1, -1, dtype=np.intp)
    best[bodies] = organization[here][order][first]
    return best
