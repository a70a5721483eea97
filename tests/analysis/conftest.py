"""Small networks written as sets, and the sparse arrays they become."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csr_array

SEED = 20240607


@dataclass(frozen=True, kw_only=True)
class Hypergraph:
    """Who takes part in which project and belongs to which cluster: sets of organizations 0 to n - 1."""

    n: int
    projects: Sequence[frozenset[int]]
    clusters: Sequence[frozenset[int]]

    @property
    def incidence(self):
        return sets_as_columns(self.projects, self.n)

    @property
    def partners(self):
        return [set().union(*[one for one in self.projects if i in one]) - {i} for i in range(self.n)]

    @property
    def membership(self):
        return sets_as_columns(self.clusters, self.n)

    @property
    def shares(self):
        """Full membership divided by the number of clusters of the organization."""
        full = self.membership.toarray()
        return csr_array(full / np.maximum(full.sum(axis=1, keepdims=True), 1))


def steps_from(start, partners):
    """Steps to every organization that can be reached, nearest first, and the number of shortest paths."""
    steps, ways, waiting = {start: 0}, {start: 1}, deque([start])
    while waiting:
        i = waiting.popleft()
        for j in partners[i]:
            if j not in steps:
                steps[j], ways[j] = steps[i] + 1, 0
                waiting.append(j)
            if steps[j] == steps[i] + 1:
                ways[j] += ways[i]
    return steps, ways


@pytest.fixture(scope="session")
def searched():
    """Search from every organization of a network in plain Python."""

    def search(case):
        partners = case.partners
        return [steps_from(i, partners) for i in range(case.n)]

    return search


@pytest.fixture(scope="session")
def as_pairs():
    """The incidence of a plain graph: one project of two for each tie."""

    def pairs(graph):
        place = {node: row for row, node in enumerate(graph)}
        return sets_as_columns([{place[a], place[b]} for a, b in graph.edges], len(graph))

    return pairs


def sets_as_columns(sets, n):
    rows = [i for one in sets for i in sorted(one)]
    columns = [k for k, one in enumerate(sets) for _ in one]
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(n, len(sets)))


@pytest.fixture
def two_clusters_one_partner():
    """Four projects, two clusters that share organization 2, and organization 5 in no cluster."""
    return Hypergraph(
        n=6,
        projects=[frozenset({0, 1, 2}), frozenset({1, 2, 3}), frozenset({2, 5}), frozenset({3, 4})],
        clusters=[frozenset({0, 1, 2}), frozenset({2, 3, 4})],
    )


@pytest.fixture
def without_projects():
    return Hypergraph(n=3, projects=[], clusters=[frozenset({0, 1}), frozenset()])


@pytest.fixture
def without_organizations():
    return Hypergraph(n=0, projects=[frozenset(), frozenset()], clusters=[frozenset()])


@pytest.fixture
def without_clusters():
    return Hypergraph(n=3, projects=[frozenset({0, 1}), frozenset({2})], clusters=[])


@pytest.fixture(scope="session")
def awkward_hypergraphs():
    """Three hundred small networks that have what real ones have, only more often."""
    rng = np.random.default_rng(SEED)
    return [_awkward(rng, case) for case in range(300)]


def _awkward(rng, case):
    n = int(rng.integers(0, 11))
    projects = [_some(rng, n) for _ in range(int(rng.integers(0, 9)))]
    clusters = [_some(rng, n) for _ in range(int(rng.integers(0, 5)))]
    everybody = frozenset(range(n))
    oddities = [
        lambda: projects.append(everybody),
        lambda: projects.extend(frozenset({i}) for i in range(min(n, 3))),  # single participants
        lambda: projects.extend(projects[:2]),  # the same consortium again
        lambda: projects.append(frozenset()),
        lambda: clusters.append(frozenset()),
        lambda: clusters.append(everybody),
        lambda: clusters.extend(clusters[:1]),  # two clusters with the same members
        lambda: clusters.__delitem__(slice(1, None)),  # one cluster
    ]
    oddities[case % len(oddities)]()
    if case % 5 == 0:  # organizations 0 and 1 always together
        projects = [one | {0, 1} if one & {0, 1} else one for one in projects] if n > 1 else projects
    if case % 7 == 0:  # disconnected parts, with an isolate between them
        half = n // 2
        projects = [frozenset(i for i in one if i < half) for one in projects] + [
            frozenset(i for i in one if i > half) for one in projects
        ]
    if case % 11 == 0 and n:  # one organization in every cluster
        clusters = [one | {n - 1} for one in clusters]
    return Hypergraph(n=n, projects=projects, clusters=clusters)


@pytest.fixture(scope="session")
def wild_hypergraphs():
    """Three hundred networks of up to sixty organizations, made of what makes searches go wrong."""
    rng = np.random.default_rng(SEED)
    return [_wild(rng, case) for case in range(300)]


def _wild(rng, case):
    n = int(rng.integers(1, 61))

    def any_of(at_most):
        return rng.choice(n, min(n, int(rng.integers(1, at_most + 1))), replace=False).tolist()

    pieces = [
        lambda: [frozenset({hub, other}) for hub in any_of(2) for other in any_of(15)],  # stars
        lambda: [frozenset(pair) for line in [any_of(30)] for pair in pairwise(line)],  # a chain
        lambda: [frozenset(any_of(4))] * int(rng.integers(2, 6)),  # partners again and again
        lambda: [frozenset(range(n))],  # everybody
        lambda: [frozenset({i}) for i in any_of(5)],  # alone
        lambda: [frozenset(any_of(12)) for _ in range(4)],
        lambda: [frozenset(), frozenset(any_of(40))],
    ]
    chosen = rng.permutation(len(pieces))[: rng.integers(1, 5)]
    projects = [one for piece in chosen for one in pieces[piece]()]
    for original, *twins in [any_of(6) for _ in range(case % 4)]:  # they do all that one of them does
        projects = [one | set(twins) if original in one else one - set(twins) for one in projects]
    if case % 5 == 0:  # apart
        projects = [frozenset(i for i in one if (i < n / 2) == (k % 2)) for k, one in enumerate(projects)]
    return Hypergraph(n=n, projects=projects, clusters=[])


def _some(rng, n):
    return frozenset(np.flatnonzero(rng.random(n) < rng.choice([0.15, 0.4, 0.8])).tolist())


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Who has a tie to whom, as weights in a full matrix, and a group for each node, negative for none."""

    weights: np.ndarray
    group_of: np.ndarray

    @property
    def n(self):
        return len(self.weights)

    @property
    def adjacency(self):
        return csr_array(self.weights)

    @property
    def nodes(self):
        return range(self.n)


@pytest.fixture(scope="session")
def directed_graphs():
    """A hundred and fifty small networks with weights, self-loops, isolates, one-way ties and odd groups."""
    rng = np.random.default_rng(SEED)
    return [_graph(rng, case) for case in range(150)]


@pytest.fixture(scope="session")
def undirected_graphs(directed_graphs):
    """The same, with each tie both ways."""
    return [Graph(weights=one.weights + one.weights.T, group_of=one.group_of) for one in directed_graphs]


def _graph(rng, case):
    n = int(rng.integers(0, 9))
    weights = rng.choice([1, 2, 3, 0.5, 1 / 3], (n, n)) if case % 3 else np.ones((n, n))
    weights = weights * (rng.random((n, n)) < rng.choice([0.1, 0.3, 0.6, 1]))
    alone = rng.random(n) < 0.15
    weights[alone] = 0
    weights[:, alone] = 0
    if case % 4:
        np.fill_diagonal(weights, 0)
    if case % 7 == 0:  # disconnected parts
        weights[: n // 2, n // 2 :] = weights[n // 2 :, : n // 2] = 0
    return Graph(weights=weights, group_of=rng.integers(-1 if case % 2 else 0, int(rng.integers(1, 5)), n))
