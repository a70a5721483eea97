"""Places for the organizations and projects of a map."""

import random
from dataclasses import dataclass

import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, shortest_path
from scipy.spatial import cKDTree
from scipy.stats import rankdata

from clusternet.analysis.validation import CsrMatrix, check_incidence

_Floats = NDArray[np.float64]
_Rows = NDArray[np.intp]

#: Lengths are in steps between two petals of one ring.
_RING = 1.5  # from a project to its first petals
_PETAL = 0.6  # room around a petal
_PROJECT = 0.5  # room around a project
_ORGANIZATION = 1.1  # room around an organization in several projects, growing with their square root
_LINE = 1.6  # between what a line joins
_ASPECT = 1.75  # width to height
_SPREAD = 0.6  # how far places give way to ranks, which leave no crowd and no void
_STRESS_LIMIT = 1_500  # bodies of one component; memory and time grow with their square
_STRESS_STEPS = 150
_APART_STEPS = 400
_GAP = 2.4  # between two components
_BELOW = 6.0  # between the largest and the others


def bipartite_layout(incidence: CsrMatrix, rng: np.random.Generator) -> _Floats:
    """Place organizations and the projects they take part in so that each can be seen.

    An organization in one project only is a petal: it stands on a ring around that project, evenly with the
    others. Rings, and what is in several projects, are bodies with room around them. The bodies of a
    connected component are laid out by their distances along lines [1]_ (by forces [2]_ beyond 1,500 of
    them), and pushed apart until none covers another. In the largest component they are first drawn most of
    the way to the places that their ranks from left to right and from top to bottom would give them. It
    stands above, the others in rows below it.

    Parameters
    ----------
    incidence : csr_array, shape (n, n_projects), 0 or 1
        Organizations x projects.
    rng : numpy.random.Generator
        Draws where the layout begins.

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
    .. [1] E. R. Gansner, Y. Koren and S. North (2005), Graph Drawing by Stress Majorization, Graph Drawing
       2004, LNCS 3383, 239-250, doi:10.1007/978-3-540-31843-9_25
    .. [2] T. M. J. Fruchterman and E. M. Reingold (1991), Graph drawing by force-directed placement,
       Software: Practice and Experience 21, 1129-1164, doi:10.1002/spe.4380211102
    """
    flower = _flower(check_incidence(incidence))
    n_nodes = flower.room.size
    places = np.full((n_nodes, 2), np.nan)
    parts = sorted(_components(flower.lines, n_nodes), key=lambda part: (-part.size, part.min()))
    if not parts:
        return places
    drawn = [_component_layout(part, flower, rng, wide=place == 0) for place, part in enumerate(parts)]
    for part, at in zip(parts, _packed(drawn), strict=True):
        places[part] = at
    low = np.nanmin(places, axis=0)
    extent = np.nanmax(places - low)
    return np.asarray((places - low) / (extent if extent > 0 else 1.0), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Flower:
    """Every node, organizations first: the project it is a petal of (else -1), room around it, its lines."""

    host: _Rows
    room: _Floats
    lines: _Rows


def _flower(incidence: CsrMatrix) -> _Flower:
    entry = incidence.tocoo()
    n, n_projects = entry.shape
    lines = np.column_stack([entry.row, entry.col + n]).astype(np.intp)
    taking_part = np.bincount(lines[:, 0], minlength=n)
    host = np.full(n + n_projects, -1, dtype=np.intp)
    single = taking_part[lines[:, 0]] == 1
    host[lines[single, 0]] = lines[single, 1]
    petals = np.bincount(host[host >= 0], minlength=n + n_projects)[n:]
    room = np.concatenate(
        [_ORGANIZATION + 0.22 * np.sqrt(taking_part), [_extent(k) for k in petals.tolist()]]
    )
    room[host >= 0] = _PETAL
    return _Flower(host, np.asarray(room, dtype=np.float64), lines)


def _rings(petals: int) -> list[tuple[float, int]]:
    """Return radius and number of petals of each ring, inner ones full, as many on the outer as are left."""
    rings, radius = [], _RING
    while petals > 0:
        held = min(petals, int(2 * np.pi * radius))
        rings.append((radius, held))
        petals -= held
        radius += 1.1
    return rings


def _extent(petals: int) -> float:
    """Return the room a project takes with its petals."""
    return _rings(petals)[-1][0] + _PETAL if petals else _PROJECT


def _components(lines: _Rows, n_nodes: int) -> list[_Rows]:
    """List the nodes of each connected component that has a line."""
    graph = coo_array((np.ones(len(lines)), (lines[:, 0], lines[:, 1])), shape=(n_nodes, n_nodes))
    _, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable").astype(np.intp)
    parts = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    return [part for part in parts if part.size > 1]


def _component_layout(part: _Rows, flower: _Flower, rng: np.random.Generator, *, wide: bool) -> _Floats:
    """Lay one component out: its bodies first, then petals around them."""
    bodies = part[flower.host[part] < 0]
    among = np.isin(flower.lines, bodies).all(axis=1)
    lines = np.searchsorted(bodies, flower.lines[among]).astype(np.intp)
    room = flower.room[bodies]
    places = _stress(lines, room, rng) if bodies.size <= _STRESS_LIMIT else _forces(lines, room, rng)
    places = _turned(places)
    if wide:
        places = _spread(places, room)
    places = _apart(places, room)
    return _with_petals(part, bodies, places, lines, flower)


def _stress(lines: _Rows, room: _Floats, rng: np.random.Generator) -> _Floats:
    """Place bodies so that their distances are as near as can be to those along the lines."""
    n = room.size
    begin = rng.uniform(-1, 1, (n, 2)) * room.mean() * np.sqrt(n)
    if n < 2:
        return np.zeros((n, 2))
    length = room[lines[:, 0]] + room[lines[:, 1]] + _LINE
    graph = csr_array((length, (lines[:, 0], lines[:, 1])), shape=(n, n))
    distance = np.asarray(shortest_path(graph, directed=False), dtype=np.float64)
    weight = 1 / np.square(distance + np.eye(n))
    np.fill_diagonal(weight, 0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.inv(laplacian + 1 / n)
    wanted = weight * distance
    at = begin
    for _ in range(_STRESS_STEPS):
        apart = np.hypot(at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1])
        share = wanted / np.maximum(apart, 1e-9)
        at = inverse @ (share.sum(axis=1)[:, None] * at - share @ at)
    return np.asarray(at, dtype=np.float64)


def _forces(lines: _Rows, room: _Floats, rng: np.random.Generator) -> _Floats:
    graph = igraph.Graph(n=room.size, edges=lines.tolist())
    begin = rng.uniform(-1, 1, (room.size, 2)) * np.sqrt(room.size)
    # igraph draws on a generator of its own, by default that of the whole process.
    igraph.set_random_number_generator(random.Random(int(rng.integers(2**32))))  # noqa: S311  no secret
    try:
        layout = graph.layout_fruchterman_reingold(seed=begin.tolist(), grid=False, niter=300)
    finally:
        igraph.set_random_number_generator(random)
    return np.asarray(np.array(layout.coords) * (2 * room.mean() + _LINE), dtype=np.float64)


def _turned(places: _Floats) -> _Floats:
    """Turn places around their middle until they extend most from left to right."""
    at = places - places.mean(axis=0)
    _, axes = np.linalg.eigh(at.T @ at)
    axes = axes[:, ::-1]
    # An axis has no direction of its own: the farther end goes right and down.
    ends = at @ axes
    return np.asarray(ends * np.where(ends.max(axis=0) >= -ends.min(axis=0), 1.0, -1.0), dtype=np.float64)


def _spread(places: _Floats, room: _Floats) -> _Floats:
    """Draw places most of the way to those of their ranks, on a field wide enough for all bodies."""
    if len(places) < 3:
        return places
    height = np.sqrt(3.4 * np.square(room + _LINE / 3).sum() * np.pi / 2 / _ASPECT)
    field = np.array([_ASPECT * height, height])
    low, high = places.min(axis=0), places.max(axis=0)
    shape = (places - low) / np.maximum(high - low, 1e-9)
    rank = (rankdata(places, method="ordinal", axis=0) - 1) / (len(places) - 1)
    return np.asarray(((1 - _SPREAD) * shape + _SPREAD * rank) * field, dtype=np.float64)


def _apart(places: _Floats, room: _Floats) -> _Floats:
    """Push bodies apart, each pair by half of what it overlaps, until none does."""
    at = places.copy()
    for _ in range(_APART_STEPS):
        first, second, away, distance = _overlapping(at, room)
        if not first.size:
            return at
        push = away * (0.52 * (room[first] + room[second] - distance))[:, None]
        np.add.at(at, first, -push)
        np.add.at(at, second, push)
    first, second, _, distance = _overlapping(at, room)
    short = (room[first] + room[second]) / np.maximum(distance, 1e-3)
    return np.asarray(at * short.max(initial=1.0), dtype=np.float64)


def _overlapping(at: _Floats, room: _Floats) -> tuple[_Rows, _Rows, _Floats, _Floats]:
    """List the pairs of bodies that overlap, the direction from one to the other and their distance."""
    pairs = cKDTree(at).query_pairs(2 * float(room.max(initial=0.0)), output_type="ndarray")
    between = at[pairs[:, 1]] - at[pairs[:, 0]]
    distance = np.hypot(between[:, 0], between[:, 1])
    close = np.flatnonzero(room[pairs[:, 0]] + room[pairs[:, 1]] - distance > 1e-6)
    close = close[np.lexsort(pairs[close].T)]
    first, second, between, distance = pairs[close, 0], pairs[close, 1], between[close], distance[close]
    # Two bodies on one spot part along an angle of their own.
    angle = 2.4 * (first + second)
    away = np.where(
        distance[:, None] > 1e-9,
        between / np.maximum(distance, 1e-9)[:, None],
        np.column_stack([np.cos(angle), np.sin(angle)]),
    )
    return first, second, np.asarray(away, dtype=np.float64), np.asarray(distance, dtype=np.float64)


def _with_petals(part: _Rows, bodies: _Rows, places: _Floats, lines: _Rows, flower: _Flower) -> _Floats:
    """Stand each petal on its ring; lines to other bodies leave between two petals."""
    at = np.empty((part.size, 2))
    at[np.searchsorted(part, bodies)] = places
    petals = part[flower.host[part] >= 0]
    if not petals.size:
        return np.asarray(at - at.min(axis=0), dtype=np.float64)
    petals = petals[np.argsort(flower.host[petals], kind="stable")]
    hosts, first = np.unique(flower.host[petals], return_index=True)
    for host, own in zip(hosts.tolist(), np.split(petals, first[1:]), strict=True):
        body = int(np.searchsorted(bodies, host))
        middle = places[body]
        towards = _direction(middle, places[lines[lines[:, 1] == body, 0]])
        angles, radii = [], []
        for radius, held in _rings(own.size):
            angles.append(towards + 2 * np.pi * (np.arange(held) + 0.5) / held)
            radii.append(np.full(held, radius))
        angle, ring = np.concatenate(angles), np.concatenate(radii)
        at[np.searchsorted(part, own)] = (
            middle + np.column_stack([np.cos(angle), np.sin(angle)]) * ring[:, None]
        )
    return np.asarray(at - at.min(axis=0), dtype=np.float64)


def _direction(middle: _Floats, others: _Floats) -> float:
    """Return the angle in which most of the others are; down, if there are none."""
    away = (others - middle).sum(axis=0) if len(others) else np.array([0.0, 1.0])
    return float(np.arctan2(away[1], away[0]))


def _packed(drawn: list[_Floats]) -> list[_Floats]:
    """Stand the first component above and the others in rows below it, none over another."""
    first = drawn[0]
    sizes = [np.maximum(at.max(axis=0), 1.0) for at in drawn[1:]]
    area = sum(float(np.prod(size + _GAP)) for size in sizes)
    widest = max((float(size[0]) for size in sizes), default=0.0)
    width = max(float(first[:, 0].max()), widest, np.sqrt(_ASPECT * area))
    across = (width - float(first[:, 0].max())) / 2
    packed = [first + np.array([across, 0.0])]
    left, top, row_height = 0.0, float(first[:, 1].max()) + _BELOW, 0.0
    for at, size in zip(drawn[1:], sizes, strict=True):
        if left and left + size[0] > width:
            left, top, row_height = 0.0, top + row_height + _GAP, 0.0
        packed.append(at + np.array([left, top]))
        left, row_height = left + float(size[0]) + _GAP, max(row_height, float(size[1]))
    return packed
