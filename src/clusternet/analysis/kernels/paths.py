r"""Shortest paths from many sources over the projects, and the nodes they pass through.

Brandes' two sweeps [1]_, without building the ties. Outward, the number of shortest paths
:math:`\sigma` from a source is handed on, step by step, from the nodes reached last to their projects, and by
each project, when it is reached for the first time, to its members. Partners in c projects are handed it c
times, so c - 1 times too much is taken back: a path is a row of partners, and sharing more projects does not
make more of them. Inward, from the last step to the first,

.. math:: \frac{\delta(u)}{\sigma(u)} = \sum_{v} \frac{1 + \delta(v)}{\sigma(v)}

over the partners v one step further from the source, again by way of the projects, and taken back in the same
way. The dependency :math:`\delta(u)` is the sum over all targets of the share of shortest paths through u.

A node of w twins hands on w times its number of paths, and counts w times as a target. Leaves (see
:mod:`~clusternet.analysis.twins`) are targets of their projects.

Eight sources are searched at a time: what they need of a node lies in one line of memory, and sums over lists
of nodes are added up for all eight at once.

References
----------
.. [1] U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25,
   163-177, doi:10.1080/0022250X.2001.9990249
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.kernels.compiled import compiled
from clusternet.analysis.kernels.lists import Lists, neighbors

LANES = 8
"""Sources searched at a time: :func:`_add` and :func:`_take_back` are written for as many."""


class Network(NamedTuple):
    """What a search runs through, and how much it counts.

    Parameters
    ----------
    projects : Lists
        Of each node.
    members : Lists
        Of each project, leaves left out.
    repeated : Lists
        Of each node the others it shares more than one project with.
    surplus : array of float64
        How many more than one, for each entry of `repeated`.
    size : array of float64, shape (n_nodes,)
        Organizations of each node.
    leaves : array of float64, shape (n_projects,)
        Organizations of each project that are in no other.
    """

    projects: Lists
    members: Lists
    repeated: Lists
    surplus: NDArray[np.float64]
    size: NDArray[np.float64]
    leaves: NDArray[np.float64]


class Reached(NamedTuple):
    """Nodes or projects in the order of steps from the sources.

    Parameters
    ----------
    items : array of int32
        Those of one step after those of the step before. An item comes once for each number of steps that
        some of the sources are away.
    lanes : array of uint8
        Which sources are, one bit each.
    begins : array of int64
        Where each step begins, and the last one ends.
    mark : array of int32
        For :func:`~clusternet.analysis.kernels.lists.neighbors`.
    paths : array of float64, shape (n_items, LANES)
        Shortest paths from each source; 0 as long as it has not been reached.
    """

    items: NDArray[np.int32]
    lanes: NDArray[np.uint8]
    begins: NDArray[np.int64]
    mark: NDArray[np.int32]
    paths: NDArray[np.float64]


class Front(NamedTuple):
    """What the nodes or projects of one step hand on.

    Parameters
    ----------
    on : array of uint8, shape (n_items,)
        1 for those, 0 for others.
    rows : array of float64, shape (n_items, LANES)
        What they hand on in each search; of others whatever was left there.
    """

    on: NDArray[np.uint8]
    rows: NDArray[np.float64]


class Space(NamedTuple):
    """Arrays to search in; what one step hands on lies beside what the next one will."""

    nodes: Reached
    projects: Reached
    even: Front
    odd: Front
    between: Front
    sums: NDArray[np.float64]


@compiled
def _add(  # noqa: PLR0913  out of a tuple, arrays would be counted in and out again for each list
    sums: NDArray[np.float64],
    to: NDArray[np.int32],
    begin: int,
    end: int,
    on: NDArray[np.uint8],
    rows: NDArray[np.float64],
) -> None:
    """Add up what the items of a list hand on: in eight names, which is how sums stay in the processor."""
    a, b, c, d, e, f, g, h = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for place in range(begin, end):
        item = to[place]
        if on[item]:
            a += rows[item, 0]
            b += rows[item, 1]
            c += rows[item, 2]
            d += rows[item, 3]
            e += rows[item, 4]
            f += rows[item, 5]
            g += rows[item, 6]
            h += rows[item, 7]
    sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7] = a, b, c, d, e, f, g, h


@compiled
def _take_back(  # noqa: PLR0913  as above
    sums: NDArray[np.float64],
    to: NDArray[np.int32],
    surplus: NDArray[np.float64],
    begin: int,
    end: int,
    on: NDArray[np.uint8],
    rows: NDArray[np.float64],
) -> None:
    """Take off what the items of a list have handed on more than once."""
    a, b, c, d, e, f, g, h = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for place in range(begin, end):
        item = to[place]
        if on[item]:
            more = surplus[place]
            a += more * rows[item, 0]
            b += more * rows[item, 1]
            c += more * rows[item, 2]
            d += more * rows[item, 3]
            e += more * rows[item, 4]
            f += more * rows[item, 5]
            g += more * rows[item, 6]
            h += more * rows[item, 7]
    sums[0] -= a
    sums[1] -= b
    sums[2] -= c
    sums[3] -= d
    sums[4] -= e
    sums[5] -= f
    sums[6] -= g
    sums[7] -= h


@compiled
def _to_projects(network: Network, space: Space, front: Front, step: int) -> int:
    """Hand the numbers of paths of one step on to the projects that were not reached before."""
    sums, found, between = space.sums, space.projects, space.between
    items, lanes, paths = found.items, found.lanes, found.paths
    at, to, on, rows = network.members.at, network.members.to, front.on, front.rows
    handed, listed = between.rows, between.on
    begin = found.begins[step]
    reached = begin
    nodes = space.nodes.items[space.nodes.begins[step] : space.nodes.begins[step + 1]]
    n = neighbors(network.projects, nodes, found.mark, step + 1, items[begin:])
    for place in range(begin, begin + n):
        project = items[place]
        _add(sums, to, at[project], at[project + 1], on, rows)
        new = 0
        for lane in range(LANES):
            if sums[lane] > 0 and paths[project, lane] == 0:
                new |= 1 << lane
                paths[project, lane] = sums[lane]
                handed[project, lane] = sums[lane]
            else:
                handed[project, lane] = 0.0
        if new:
            items[reached] = project
            lanes[reached] = new
            listed[project] = 1
            reached += 1
    return reached


@compiled
def _to_nodes(network: Network, space: Space, front: Front, following: Front, step: int) -> int:
    """Hand the numbers of paths on from the projects of one step to the nodes of the next."""
    sums, found, between = space.sums, space.nodes, space.between
    items, lanes, paths = found.items, found.lanes, found.paths
    at, to, on, rows = network.projects.at, network.projects.to, between.on, between.rows
    again_at, again_to, surplus = network.repeated.at, network.repeated.to, network.surplus
    earlier, earlier_rows, later, handed = front.on, front.rows, following.on, following.rows
    begin = found.begins[step + 1]
    reached = begin
    projects = space.projects.items[space.projects.begins[step] : space.projects.begins[step + 1]]
    n = neighbors(network.members, projects, found.mark, step + 1, items[begin:])
    for place in range(begin, begin + n):
        node = items[place]
        open_lanes = 0
        for lane in range(LANES):
            open_lanes |= (paths[node, lane] == 0) << lane
        if not open_lanes:
            continue
        _add(sums, to, at[node], at[node + 1], on, rows)
        new = 0
        for lane in range(LANES):
            new |= (sums[lane] > 0) << lane
        new &= open_lanes
        if not new:
            continue
        _take_back(sums, again_to, surplus, again_at[node], again_at[node + 1], earlier, earlier_rows)
        twins = network.size[node]
        for lane in range(LANES):
            if new >> lane & 1:
                paths[node, lane] = sums[lane]
                handed[node, lane] = twins * sums[lane]
            else:
                handed[node, lane] = 0.0
        items[reached] = node
        lanes[reached] = new
        later[node] = 1
        reached += 1
    return reached


@compiled
def _back_to_projects(network: Network, space: Space, front: Front, step: int) -> None:
    """Hand the sums over targets back from the nodes one step further, and from leaves, to the projects."""
    sums, found, between = space.sums, space.projects, space.between
    items, lanes, paths = found.items, found.lanes, found.paths
    at, to, on, rows = network.members.at, network.members.to, front.on, front.rows
    handed, listed, leaves = between.rows, between.on, network.leaves
    for place in range(found.begins[step], found.begins[step + 1]):
        project, reached = items[place], lanes[place]
        _add(sums, to, at[project], at[project + 1], on, rows)
        for lane in range(LANES):
            if reached >> lane & 1:
                handed[project, lane] = sums[lane] + leaves[project] / paths[project, lane]
            else:
                handed[project, lane] = 0.0
        listed[project] = 1


@compiled
def _back_to_nodes(network: Network, space: Space, front: Front, following: Front, step: int) -> None:
    """Hand the sums over targets back from the projects of one step to its nodes: their dependencies."""
    sums, found, between = space.sums, space.nodes, space.between
    items, lanes, paths = found.items, found.lanes, found.paths
    at, to, on, rows = network.projects.at, network.projects.to, between.on, between.rows
    again_at, again_to, surplus = network.repeated.at, network.repeated.to, network.surplus
    later, later_rows, earlier, handed = front.on, front.rows, following.on, following.rows
    for place in range(found.begins[step], found.begins[step + 1]):
        node, reached = items[place], lanes[place]
        _add(sums, to, at[node], at[node + 1], on, rows)
        _take_back(sums, again_to, surplus, again_at[node], again_at[node + 1], later, later_rows)
        ...
