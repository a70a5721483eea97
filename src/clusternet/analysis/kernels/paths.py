r"""Shortest paths from many sources at a time, over the projects, and the nodes they pass through.

Brandes' two sweeps [1]_, without the ties being built. Outward, the number of shortest paths :math:`\sigma`
from a source is handed on, step by step, from the nodes reached last to their projects, and by every project
reached for the first time to its members. Partners in c projects are handed it c times, so c - 1 times are
taken back: a path is a row of partners, and there is one tie between two, however many projects they share.
Inward, from the last step to the first, the dependency :math:`\delta(u)`, which adds up over all targets the
share of shortest paths that pass through u, comes from the partners v one step further away,

.. math:: \delta(u) = \sigma(u) \sum_v \frac{1 + \delta(v)}{\sigma(v)},

again by way of the projects, and taken back in the same way.

A node may stand for several organizations with the same projects: it hands on the paths of all of them, and
is as many targets. An organization with a single project is a target of its project, and no step to others.

Searches run side by side, one in each lane: what all of them know of a node lies together in memory, and a
list of nodes is gone through once for all.

References
----------
.. [1] U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25,
   163-177, doi:10.1080/0022250X.2001.9990249
"""

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.kernels.compiled import compiled
from clusternet.analysis.kernels.lists import Lists, neighbors
from clusternet.analysis.kernels.path_space import Front, Network, Reached, Sources, Space, Totals


def dependencies(network: Network, space: Space, sources: Sources) -> Totals:
    """Add up how much some sources depend on every node, over all their targets.

    Parameters
    ----------
    network : Network
    space : Space
        Whatever is in it.
    sources : Sources
        At most one for each lane.

    Returns
    -------
    Totals
    """
    totals = Totals(np.zeros(network.size.size), np.zeros(network.size.size))
    _inward(network, space, sources, _outward(network, space, sources), totals)
    return totals


@compiled
def _outward(network: Network, space: Space, sources: Sources) -> int:
    """Count the shortest paths from the sources to everywhere; return the last step with nodes."""
    _forget(space)
    nodes, projects = space.nodes, space.projects
    nodes.begins[1] = _start(space.even, nodes, sources.nodes, nodes.begins[0])
    last = -1
    for step in range(nodes.mark.size + 1):
        if nodes.begins[step + 1] == nodes.begins[step] and step > 0:
            break
        projects.begins[step + 1] = _to_projects(network, space, step)
        if step == 0:
            projects.begins[1] = _start(space.between, projects, sources.projects, projects.begins[1])
        nodes.begins[step + 2] = _to_nodes(network, space, step)
        _turn_off(_front(space, step), nodes, step)
        _turn_off(space.between, projects, step)
        last = step
    return last


@compiled
def _inward(network: Network, space: Space, sources: Sources, last: int, totals: Totals) -> None:
    """Add up the dependencies of the sources, from the last step to the first."""
    for step in range(last, 0, -1):
        _back_to_projects(network, space, step)
        _back_to_nodes(network, space, step, sources, totals)
        _turn_off(_front(space, step + 1), space.nodes, step + 1)
        _turn_off(space.between, space.projects, step)


@compiled
def _forget(space: Space) -> None:
    """Leave nothing of earlier searches."""
    for reached in (space.nodes, space.projects):
        reached.paths[:] = 0.0
        reached.mark[:] = 0
    for front in (space.even, space.odd, space.between):
        front.on[:] = 0


@compiled
def _front(space: Space, step: int) -> Front:
    """Return the nodes that hand on in a step: two steps that follow each other take turns."""
    return space.even if step % 2 == 0 else space.odd


@compiled
def _turn_off(front: Front, found: Reached, step: int) -> None:
    for item in found.items[found.begins[step] : found.begins[step + 1]]:
        front.on[item] = 0


@compiled
def _start(front: Front, found: Reached, starts: NDArray[np.int32], end: int) -> int:
    """Set off in the lanes that start here, from items listed from `end` on; return where they end."""
    for lane in range(starts.size):
        item = starts[lane]
        if item < 0:
            continue
        if not front.on[item]:
            front.on[item] = 1
            front.rows[item] = 0.0
            found.items[end] = item
            end += 1
        front.rows[item, lane] = 1.0
        found.paths[item, lane] = 1.0
    return end


@compiled
def _to_projects(network: Network, space: Space, step: int) -> int:
    """Hand the numbers of paths of one step on to the projects of its nodes; return where those end."""
    sums, found, between = space.sums, space.projects, space.between
    items, lanes, paths, handed, on = found.items, found.lanes, found.paths, between.rows, between.on
    front = _front(space, step)
    nodes = space.nodes.items[space.nodes.begins[step] : space.nodes.begins[step + 1]]
    begin = int(found.begins[step])
    n = neighbors(network.projects, nodes, found.mark, step + 1, items[begin:])
    end = begin
    for place in range(begin, begin + n):
        project = items[place]
        _add(network.members, project, front, sums)
        new = np.uint64(0)
        for lane in range(sums.size):
            fresh = sums[lane] if paths[project, lane] == 0 else 0.0
            handed[project, lane] = fresh
            paths[project, lane] += fresh
            new |= np.uint64(fresh > 0) << np.uint64(lane)
        if new:
            on[project] = 1
            items[end] = project
            lanes[end] = new
            end += 1
    return end


@compiled
def _to_nodes(network: Network, space: Space, step: int) -> int:
    """Hand the numbers of paths of one step on from its projects to the next nodes; return where those end.

    Where a node is new in a lane, so are all its projects that have members of this step: a partner in c of
    them hands its number on c times, and c - 1 are taken back. Where it is not, nothing is kept.
    """
    sums, found, further = space.sums, space.nodes, _front(space, step + 1)
    items, lanes, paths, handed, on = found.items, found.lanes, found.paths, further.rows, further.on
    front = _front(space, step)
    projects = space.projects.items[space.projects.begins[step] : space.projects.begins[step + 1]]
    begin = int(found.begins[step + 1])
    n = neighbors(network.members, projects, found.mark, step + 1, items[begin:])
    end = begin
    for place in range(begin, begin + n):
        node = items[place]
        if _everywhere(paths, node):
            continue
        _add(network.projects, node, space.between, sums)
        _take_back(network, node, front, sums)
        size = network.size[node]
        new = np.uint64(0)
        for lane in range(sums.size):
            fresh = sums[lane] if paths[node, lane] == 0 else 0.0
            handed[node, lane] = size * fresh
            paths[node, lane] += fresh
            new |= np.uint64(fresh > 0) << np.uint64(lane)
        if new:
            on[node] = 1
            items[end] = node
            lanes[end] = new
            end += 1
    return end


@compiled
def _everywhere(paths: NDArray[np.float64], node: int) -> bool:
    """Say whether a node has been reached in all lanes."""
    for lane in range(paths.shape[1]):  # noqa: SIM110  a generator is nothing to compile
        if paths[node, lane] == 0:
            return False
    return True


@compiled
def _back_to_projects(network: Network, space: Space, step: int) -> None:
    """Hand back, from the nodes of the next step and from the leaves, to the projects of this one."""
    sums, found, between = space.sums, space.projects, space.between
    items, lanes, paths, handed, on = found.items, found.lanes, found.paths, between.rows, between.on
    further = _front(space, step + 1)
    for place in range(found.begins[step], found.begins[step + 1]):
        project, here = items[place], lanes[place]
        _add(network.members, project, further, sums)
        leaves = network.leaves[project]
        for lane in range(sums.size):
            if here >> np.uint64(lane) & np.uint64(1):
                handed[project, lane] = sums[lane] + leaves / paths[project, lane]
            else:
                handed[project, lane] = 0.0
        on[project] = 1


@compiled
def _back_to_nodes(network: Network, space: Space, step: int, sources: Sources, totals: Totals) -> None:
    """Hand back, from the projects of this step to its nodes, and add up what sources depend on these."""
    sums, found, front = space.sums, space.nodes, _front(space, step)
    items, lanes, paths, handed, on = found.items, found.lanes, found.paths, front.rows, front.on
    further = _front(space, step + 1)
    for place in range(found.begins[step], found.begins[step + 1]):
        node, here = items[place], lanes[place]
        _add(network.projects, node, space.between, sums)
        _take_back(network, node, further, sums)
        size = network.size[node]
        for lane in range(sums.size):
            if here >> np.uint64(lane) & np.uint64(1):
                handed[node, lane] = size * (1 / paths[node, lane] + sums[lane])
                sums[lane] *= paths[node, lane]
            else:
                handed[node, lane] = 0.0
                sums[lane] = 0.0
        on[node] = 1
        for lane in range(sources.counts.size):
            totals.sums[node] += sources.counts[lane] * sums[lane]
            totals.squares[node] += sources.counts[lane] * sums[lane] ** 2


@compiled
def _add(lists: Lists, row: int, front: Front, sums: NDArray[np.float64]) -> None:
    """Add up what the items of a list hand on."""
    to, on, rows = lists.to, front.on, front.rows
    sums[:] = 0.0
    for place in range(lists.at[row], lists.at[row + 1]):
        item = to[place]
        if on[item]:
            for lane in range(sums.size):
                sums[lane] += rows[item, lane]


@compiled
def _take_back(network: Network, node: int, front: Front, sums: NDArray[np.float64]) -> None:
    """Take off what the partners of a node have handed on by more than one project."""
    to, surplus, on, rows = network.repeated.to, network.surplus, front.on, front.rows
    for place in range(network.repeated.at[node], network.repeated.at[node + 1]):
        item = to[place]
        if on[item]:
            more = surplus[place]
            for lane in range(sums.size):
                sums[lane] -= more * rows[item, lane]
