"""Who does the same work: one engine is a library doing one measure."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import triu

from benchmarks.generated import Incidence

Result = NDArray[np.float64]

TENFOLD = 1_000_000
"""Participations above which a network is asked of us alone, to see how our measures grow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTimed:
    """A result from another process, with the processor seconds that process took for it."""

    result: Result
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A library doing one measure.

    Parameters
    ----------
    name : str
        The library, and what it does when that differs.
    prepare : callable
        From the incidence to what the library works on. Its time is not counted.
    run : callable
        The work, from what was prepared to what the library returns.
    read : callable
        From that to figures that can be compared. Its time is not counted.
    sources : int
        Organizations the work starts from, for work that takes too long from all of them: the time of the
        rest is extrapolated. 0: all.
    compared : bool
        Whether the result is the same figure as ours, entry by entry.
    largest : int
        Participations above which the library is not asked.
    smallest : int
        Participations below which it is not.
    threads : int
        Threads it may work in. With several, what counts is the time on the clock.
    """

    name: str
    prepare: Callable[[Incidence], Any]
    run: Callable[[Any], Any]
    read: Callable[[Any], Result] = np.asarray
    sources: int = 0
    compared: bool = True
    largest: int = TENFOLD
    smallest: int = 0
    threads: int = 1

    def share(self, n_organizations: int) -> float:
        """Return which part of the whole work a run does."""
        return min(self.sources / n_organizations, 1.0) if self.sources else 1.0


def drawn(n: int, n_organizations: int, *, seed: int = 5) -> NDArray[np.intp]:
    """Draw the organizations that partial work starts from; the same ones for every library."""
    rng = np.random.default_rng(seed)
    return np.sort(rng.choice(n_organizations, min(n, n_organizations), replace=False))


def groups(n_organizations: int) -> NDArray[np.intp]:
    """Draw ten groups for brokerage."""
    return np.random.default_rng(3).integers(0, 10, n_organizations)


def ours(module: str, function: str, **options: object) -> Callable[[Any], Any]:
    """Call one of our measures; it is imported then, so that memory counts what it brings along."""

    def run(work: object) -> object:
        return getattr(import_module(f"clusternet.analysis.{module}"), function)(work, **options)

    return run


def incidence_itself(incidence: Incidence) -> Incidence:
    """Prepare nothing."""
    return incidence


def incidence_and_code(incidence: Incidence) -> Incidence:
    """Load compiled code, as a measure before this one would have."""
    import_module("clusternet.analysis.kernels.projection")
    return incidence


def adjacency(incidence: Incidence) -> Incidence:
    """Make the ties: shared projects."""
    from clusternet.analysis.projection import project

    return project(incidence)


def in_igraph(incidence: Incidence) -> Any:
    """Make igraph's graph of the ties."""
    import igraph

    ties = triu(adjacency(incidence), format="coo")
    graph = igraph.Graph(n=incidence.shape[0], edges=np.column_stack((ties.row, ties.col)))
    graph.es["weight"] = ties.data
    return graph


def in_networkx(incidence: Incidence) -> Any:
    """Make networkx's graph of the ties."""
    import networkx as nx

    return nx.from_scipy_sparse_array(adjacency(incidence))


def in_networkit(incidence: Incidence) -> Any:
    """Make networkit's graph of the ties, for one thread."""
    import networkit

    networkit.setNumberOfThreads(1)
    ties = triu(adjacency(incidence), format="coo")
    return networkit.GraphFromCoo(
        (ties.data, (ties.row, ties.col)), n=incidence.shape[0], weighted=True, directed=False
    )


def in_networkit_unweighted(incidence: Incidence) -> Any:
    """Make networkit's graph of who has a tie with whom, for one thread."""
    import networkit

    networkit.setNumberOfThreads(1)
    ties = triu(adjacency(incidence), format="coo")
    return networkit.GraphFromCoo(
        (ties.data, (ties.row, ties.col)), n=incidence.shape[0], weighted=False, directed=False
    )
