"""What is compared: each measure, with every library that does the same work."""

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import triu

from benchmarks import sna
from benchmarks.engines import (
    TENFOLD,
    Engine,
    Result,
    adjacency,
    drawn,
    groups,
    in_igraph,
    in_networkit,
    in_networkit_unweighted,
    in_networkx,
    incidence_and_code,
    incidence_itself,
    ours,
)
from benchmarks.generated import Incidence

OURS = "clusternet"
TWO_THREADS = f"{OURS}, two threads"
SOME = 1_024
"""Organizations that betweenness is extrapolated from where all of them would take an hour."""
TRADES = 20
"""Trades a project that a randomized copy is made with."""
ANY = sys.maxsize
"""Any number of participations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure: ours first, then the others."""

    name: str
    engines: tuple[Engine, ...]


# Projection


def _bipartite_igraph(incidence: Incidence) -> Any:
    import igraph

    pairs = incidence.tocoo()
    n, n_projects = incidence.shape
    sides = np.repeat([False, True], [n, n_projects]).tolist()
    return igraph.Graph.Bipartite(sides, np.column_stack((pairs.row, pairs.col + n)).tolist())


def _projected_igraph(graph: Any) -> Any:
    return graph.bipartite_projection(multiplicity=True, which=0)


def _sizes_igraph(ties: Any) -> Result:
    return np.sort(np.asarray(ties.es["weight"], dtype=np.float64))


def _bipartite_networkx(incidence: Incidence) -> Any:
    from networkx.algorithms.bipartite import from_biadjacency_matrix

    return from_biadjacency_matrix(incidence)


def _projected_networkx(graph: Any) -> Any:
    from networkx.algorithms.bipartite import weighted_projected_graph

    organizations = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    return weighted_projected_graph(graph, organizations)


def _sizes_networkx(ties: Any) -> Result:
    return np.sort(np.array([weight for *_, weight in ties.edges(data="weight")], dtype=np.float64))


def _sizes_ours(ties: Incidence) -> Result:
    return np.sort(triu(ties).data)


PROJECTION = Measure(
    name="projection, number of shared projects",
    engines=(
        Engine(name=OURS, prepare=incidence_and_code, run=adjacency, read=_sizes_ours, largest=ANY),
        Engine(name="igraph", prepare=_bipartite_igraph, run=_projected_igraph, read=_sizes_igraph),
        Engine(name="networkx", prepare=_bipartite_networkx, run=_projected_networkx, read=_sizes_networkx),
    ),
)


# Distances


def _harmonic_igraph(graph: Any) -> Result:
    chosen = drawn(100, graph.vcount())
    return np.asarray(graph.harmonic_centrality(chosen.tolist(), normalized=False))


def _harmonic_networkx(graph: Any) -> Result:
    import networkx as nx

    chosen = drawn(5, graph.number_of_nodes())
    found = nx.harmonic_centrality(graph, nbunch=chosen.tolist())
    return np.array([found[node] for node in chosen])


def _harmonic_networkit(graph: Any) -> Result:
    import networkit

    chosen = drawn(20, graph.numberOfNodes())
    harmonic = []
    for source in chosen:
        search = networkit.distance.BFS(graph, int(source), storePaths=False)
        search.run()
        distance = np.array(search.getDistances())
        harmonic.append((1 / distance[(distance > 0) & (distance < 1e9)]).sum())
    return np.array(harmonic)


HARMONIC = Measure(
    name="harmonic centrality, exact",
    engines=(
        Engine(name=OURS, prepare=incidence_itself, run=ours("centrality", "harmonic"), largest=ANY),
        Engine(name="igraph", prepare=in_igraph, run=_harmonic_igraph, sources=100),
        Engine(name="networkit", prepare=in_networkit_unweighted, run=_harmonic_networkit, sources=20),
        Engine(name="networkx", prepare=in_networkx, run=_harmonic_networkx, sources=5),
    ),
)


# Betweenness. From some of the sources comes a part of each sum, which is not compared.


def _betweenness_from_some(incidence: Incidence) -> Result:
    from clusternet.analysis.betweenness import sampled_betweenness

    return sampled_betweenness(incidence, SOME, np.random.default_rng(5)).estimate


def _betweenness_igraph(graph: Any) -> Result:
    return np.asarray(graph.betweenness(directed=False, sources=drawn(150, graph.vcount()).tolist()))


def _betweenness_networkit(graph: Any) -> Result:
    import networkit

    search = networkit.centrality.EstimateBetweenness(graph, 60, False, False)
    search.run()
    return np.array(search.scores())


def _betweenness_networkx(graph: Any) -> Result:
    import networkx as nx

    chosen = drawn(3, graph.number_of_nodes()).tolist()
    found = nx.betweenness_centrality_subset(graph, chosen, list(graph), normalized=False)
    return np.array([found[node] for node in graph])


BETWEENNESS = Measure(
    name="betweenness, exact",
    engines=(
        Engine(name=OURS, prepare=incidence_itself, run=ours("centrality", "betweenness")),
        Engine(
            name=OURS,
            prepare=incidence_itself,
            run=_betweenness_from_some,
            sources=SOME,
            compared=False,
            smallest=TENFOLD,
            largest=ANY,
        ),
        Engine(
            name=TWO_THREADS,
            prepare=incidence_itself,
            run=ours("centrality", "betweenness"),
            threads=2,
        ),
        Engine(name="igraph", prepare=in_igraph, run=_betweenness_igraph, sources=150, compared=False),
        Engine(
            name="networkit",
            prepare=in_networkit_unweighted,
            run=_betweenness_networkit,
            sources=60,
            compared=False,
        ),
        Engine(name="networkx", prepare=in_networkx, run=_betweenness_networkx, sources=3, compared=False),
    ),
)


# Walks


def _pagerank_igraph(graph: Any) -> Result:
    return np.asarray(graph.pagerank(directed=False, weights="weight"))


def _pagerank_networkx(graph: Any) -> Result:
    import networkx as nx

    found = nx.pagerank(graph, tol=1e-10 / graph.number_of_nodes(), max_iter=1000)  # it multiplies by n
    return np.array(list(found.values()))


def _pagerank_networkit(graph: Any) -> Result:
    import networkit

    walk = networkit.centrality.PageRank(graph, damp=0.85, tol=1e-10)
    walk.run()
    scores = np.array(walk.scores())
    return scores / scores.sum()  # it loses what rests on organizations without partners


PAGERANK = Measure(
    name="PageRank",
    engines=(
        Engine(name=OURS, prepare=incidence_itself, run=ours("centrality", "pagerank"), largest=ANY),
        Engine(name="igraph", prepare=in_igraph, run=_pagerank_igraph),
        Engine(name="networkit", prepare=in_networkit, run=_pagerank_networkit),
        Engine(name="networkx", prepare=in_networkx, run=_pagerank_networkx),
    ),
)


def _eigenvector_igraph(graph: Any) -> Result:
    found = np.asarray(graph.eigenvector_centrality(weights="weight"))
    return found / np.linalg.norm(found)


def _eigenvector_networkit(graph: Any) -> Result:
    import networkit

    walk = networkit.centrality.EigenvectorCentrality(graph, tol=1e-10)
    walk.run()
    return np.array(walk.scores())


EIGENVECTOR = Measure(
    name="eigenvector centrality",
    engines=(
        Engine(name=OURS, prepare=incidence_itself, run=ours("centrality", "eigenvector"), largest=ANY),
        Engine(name="igraph", prepare=in_igraph, run=_eigenvector_igraph),
        Engine(name="networkit", prepare=in_networkit, run=_eigenvector_networkit),
    ),
)


# Triangles


def _holes_ours(ties: Incidence) -> Any:
    from clusternet.analysis.structural_holes import structural_holes

    return structural_holes(ties)


def _constraint_ours(found: Any) -> Result:
    return np.asarray(found.constraint)


def _constraint_igraph(graph: Any) -> Result:
    return np.asarray(graph.constraint(weights="weight"))


def _constraint_networkx(graph: Any) -> Result:
    import networkx as nx

    return np.array(list(nx.constraint(graph, weight="weight").values()))


STRUCTURAL_HOLES = Measure(
    name="constraint, effective size, efficiency, hierarchy, clustering (others: constraint alone)",
    engines=(
        Engine(name=OURS, prepare=adjacency, run=_holes_ours, read=_constraint_ours, largest=ANY),
        Engine(name="igraph", prepare=in_igraph, run=_constraint_igraph),
        Engine(name="networkx", prepare=in_networkx, run=_constraint_networkx, largest=30_000),
    ),
)


def _brokerage_ours(ties: Incidence) -> Any:
    from clusternet.analysis.brokerage import brokerage

    return brokerage(ties, groups(ties.shape[0]))


def _roles_ours(found: Any) -> Result:
    roles = (found.coordinator, found.itinerant_broker, found.representative, found.gatekeeper, found.liaison)
    return np.column_stack(roles).astype(np.float64)


BROKERAGE = Measure(
    name="brokerage roles, ten groups",
    engines=(
        Engine(name=OURS, prepare=adjacency, run=_brokerage_ours, read=_roles_ours, largest=ANY),
        # It computes expectations and z as well, and cannot hold a whole programme.
        Engine(name="R sna", prepare=adjacency, run=sna.brokerage, largest=30_000),
    ),
)


# Nulls


def _randomized_ours(incidence: Incidence) -> Result:
    from clusternet.analysis.margins import curveball

    return curveball(incidence, np.random.default_rng(0), trades_per_row=TRADES).data


def _arcs_networkit(incidence: Incidence) -> Any:
    import networkit

    networkit.setNumberOfThreads(1)
    pairs = incidence.tocoo()
    n, n_projects = incidence.shape
    arcs = (np.ones(pairs.nnz), (pairs.col + n, pairs.row))
    return networkit.GraphFromCoo(arcs, n=n + n_projects, weighted=False, directed=True)


def _randomized_networkit(graph: Any) -> Result:
    import networkit

    # Every node trades once a round, with another one: two rounds are a trade a node.
    trades = networkit.randomization.GlobalCurveball(graph, 2 * TRADES, False, False)
    trades.run()
    return np.array([trades.getGraph().numberOfEdges()], dtype=np.float64)


RANDOMIZED = Measure(
    name=f"one randomized copy, {TRADES} curveball trades a project",
    engines=(
        Engine(name=OURS, prepare=incidence_itself, run=_randomized_ours, largest=ANY),
        Engine(name="networkit", prepare=_arcs_networkit, run=_randomized_networkit, compared=False),
    ),
)

MEASURES = {
    "projection": PROJECTION,
    "harmonic": HARMONIC,
    "betweenness": BETWEENNESS,
    "pagerank": PAGERANK,
    "eigenvector": EIGENVECTOR,
    "structural-holes": STRUCTURAL_HOLES,
    "brokerage": BROKERAGE,
    "randomized": RANDOMIZED,
}
