"""Places for the organizations and projects of a map."""

import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from clusternet.analysis.validation import CsrMatrix, check_incidence

_KAMADA_KAWAI_LIMIT = 1_500  # nodes; its memory grows with their square
_GAP = 0.06  # between two components, of the width of the largest


def bipartite_layout(incidence: CsrMatrix, rng: np.random.Generator) -> NDArray[np.float64]:
    """Place organizations and the projects they take part in so that few lines cross.

    Every connected component is laid out by itself, by distances up to 1,500 nodes (Kamada and Kawai [1]_),
    by forces beyond (Fruchterman and Reingold [2]_); the largest stands left, the others in rows beside it.

    Parameters
    ----------
    incidence : csr_array, shape (n, n_projects), 0 or 1
        Organizations x projects.
    rng : numpy.random.Generator
        Draws where forces begin.

    Returns
    -------
    array of float64, shape (n + n_projects, 2)
        Places, organizations first, from 0 to 1 along the longer side. NaN for organizations in no project
        and projects without participants: they are not part of a map of who meets.

    Raises
    ------
    NotBinary
        If an entry is neither 0 nor 1.
    MeasureError, ShapeMismatch, NotFinite
        As the checks of :mod:`~clusternet.analysis.validation` say.

    References
    ----------
    .. [1] T. Kamada and S. Kawai (1989), An algorithm for drawing general undirected graphs, Information
       Processing Letters 31, 7-15, doi:10.1016/0020-0190(89)90102-6
    .. [2] T. M. J. Fruchterman and E. M. Reingold (1991), Graph drawing by force-directed placement,
       Software: Practice and Experience 21, 1129-1164, doi:10.1002/spe.4380211102
    """
    entry = check_incidence(incidence).tocoo()
    n, n_projects = entry.shape
    ends = np.column_stack([entry.row, entry.col + n]).astype(np.intp)
    places = np.full((n + n_projects, 2), np.nan)
    parts = sorted(_components(ends, n + n_projects), key=lambda part: (-part.size, part.min()))
    if not parts:
        return places
    drawn = [_component_layout(part, ends, rng) for part in parts]
    for part, at in zip(parts, _packed(drawn), strict=True):
        places[part] = at
    low = np.nanmin(places, axis=0)
    extent = np.nanmax(places - low)
    return np.asarray((places - low) / (extent if extent > 0 else 1.0), dtype=np.float64)


def _components(ends: NDArray[np.intp], n_nodes: int) -> list[NDArray[np.intp]]:
    """List the nodes of each connected component that has an edge."""
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n_nodes, n_nodes))
    _, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable").astype(np.intp)
    parts = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    return [part for part in parts if part.size > 1]


def _component_layout(
    part: NDArray[np.intp], ends: NDArray[np.intp], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Lay one component out around its middle, on a scale of one edge."""
    within = np.isin(ends[:, 0], part)
    graph = igraph.Graph(n=part.size, edges=np.searchsorted(part, ends[within]).tolist())
    begin = rng.uniform(-1, 1, (part.size, 2)) * np.sqrt(part.size)
    if part.size <= _KAMADA_KAWAI_LIMIT:
        layout = graph.layout_kamada_kawai(seed=begin.tolist(), maxiter=50 * part.size)
    else:
        layout = graph.layout_fruchterman_reingold(seed=begin.tolist(), grid=False, niter=500)
    places = np.array(layout.coords, dtype=np.float64)
    return np.asarray(places - places.mean(axis=0), dtype=np.float64)


def _packed(drawn: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Stand the first component left and the others in rows beside it, none over another."""
    first = drawn[0] - drawn[0].min(axis=0)
    width = max(float(first[:, 0].max()), 1.0)
    gap = _GAP * width
    packed, left, top, row_height = [first], width + gap, 0.0, 0.0
    right = left + width / 3
    for places in drawn[1:]:
        at = places - places.min(axis=0)
        across, down = np.maximum(at.max(axis=0), gap / 2)
        if left + across > right:
            left, top, row_height = width + gap, top + row_height + gap, 0.0
        packed.append(at + np.array([left, top]))
        left, row_height = left + across + gap, max(row_height, float(down))
    return packed
