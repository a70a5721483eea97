"""What a question is asked of: what counts, and the network built from it."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from clusternet.analysis.centrality import betweenness
from clusternet.identity.replay import Replayed
from clusternet.model.dataset import DatasetCard
from clusternet.network.multilayer import MultilayerNetwork, network_from_tables
from clusternet.queries.attribution import attribution
from clusternet.queries.scope import Scope, ScopeOptions, Tables, scope

Matrix = csr_array[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject:
    """A scope and its network.

    Parameters
    ----------
    card : DatasetCard
        What the dataset says about itself.
    tables : mapping of str to ibis table
        All of the dataset, in scope or not, after its decisions about who is the same.
    scope : Scope
        What counts.
    network : MultilayerNetwork
        Made of what counts.
    replayed : Replayed, optional
        What became of the decisions about who is the same; none: there are none.
    progress : callable, optional
        Told how much of the slowest measure is done, and of how much.
    """

    card: DatasetCard
    tables: Tables
    scope: Scope
    network: MultilayerNetwork
    replayed: Replayed | None = None
    progress: Callable[[int, int], None] | None = None

    @property
    def clusters(self) -> tuple[str, ...]:
        """Ids of the counted clusters, in the order of every table."""
        return self.network.clusters.ids

    @cached_property
    def projects_of(self) -> NDArray[np.int64]:
        """Projects in scope of each organization."""
        return np.asarray(self.network.incidence.sum(axis=1), dtype=np.int64)

    @cached_property
    def takes_part(self) -> NDArray[np.bool_]:
        """Whether each organization takes part in a project in scope."""
        return self.projects_of > 0

    @cached_property
    def affiliated(self) -> NDArray[np.bool_]:
        """Whether each organization is affiliated with a counted cluster."""
        return np.diff(self.network.membership.indptr) > 0

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the organizations as they may be shown: for a person, the id stands instead."""
        persons = pc.fill_null(self.fact("person"), False)  # noqa: FBT003  unknown is no person
        shown = pc.if_else(persons, self.fact("organization_id"), self.fact("name"))
        return tuple(shown.to_pylist())

    @cached_property
    def clusters_of(self) -> tuple[tuple[str, ...], ...]:
        """Counted clusters of each organization, in cluster order."""
        membership = self.network.membership
        columns = membership.indices.tolist()
        return tuple(
            tuple(self.clusters[column] for column in columns[begin:end])
            for begin, end in itertools.pairwise(membership.indptr.tolist())
        )

    @cached_property
    def betweenness(self) -> NDArray[np.float64]:
        """Betweenness of each organization, the slowest of the measures."""
        return betweenness(self.network.incidence, progress=self.progress)

    @cached_property
    def attributed(self) -> pa.Table:
        """Which project belongs to which cluster, and on what ground."""
        return attribution(self.scope).to_pyarrow()

    def attribution_matrix(self, *grounds: str) -> csr_array[np.int64]:
        """Return projects x clusters, 1 where a project belongs to a cluster on any of the grounds."""
        table = self.attributed
        holds = np.zeros(table.num_rows, dtype=np.bool_)
        for ground in grounds:
            holds |= table[ground].to_numpy()
        held = table.filter(pa.array(holds))
        projects = _places(held["project_id"], self.network.projects.ids)
        clusters = _places(held["cluster_id"], self.clusters)
        shape = (len(self.network.projects), len(self.clusters))
        return csr_array((np.ones(held.num_rows, dtype=np.int64), (projects, clusters)), shape=shape)

    def fact(self, name: str) -> pa.ChunkedArray:
        """Return a column of the organizations, in node order."""
        return self.network.organizations.facts[name]


def subject(tables: Tables, card: DatasetCard, options: ScopeOptions | None = None) -> Subject:
    """Settle what counts and build its network; no decision about who is the same is carried out here."""
    counted = scope(tables, card, options)
    network = network_from_tables(
        clusters=counted.clusters.to_pyarrow(),
        organizations=counted.organizations.to_pyarrow(),
        projects=counted.projects.to_pyarrow(),
        affiliations=counted.affiliations.to_pyarrow(),
        participations=counted.participations.to_pyarrow(),
    )
    return Subject(card=card, tables=tables, scope=counted, network=network)


def restricted_to(matrix: Matrix, rows: NDArray[np.bool_]) -> Matrix:
    """Return a matrix in which the other rows are empty."""
    kept = csr_array(diags_array(rows.astype(np.float64)) @ matrix)
    kept.eliminate_zeros()
    return kept


def _places(names: pa.ChunkedArray, order: tuple[str, ...]) -> NDArray[np.intp]:
    places = pc.index_in(names.combine_chunks(), value_set=pa.array(order, pa.string()))
    return np.asarray(places.to_numpy(zero_copy_only=False), dtype=np.intp)
