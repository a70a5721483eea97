"""Which counted cluster each cluster row stands for, now that some have succeeded others."""

from collections import defaultdict

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from clusternet.model.dataset import DatasetCard

SCHEMA = {"cluster_id": "string", "counts_as": "string"}


def standing_for(clusters: ir.Table, successions: ir.Table, card: DatasetCard) -> ir.Table:
    """Pair every cluster row with the counted clusters its members count for.

    A counted cluster stands for itself. With ``predecessors = "as_successor"`` another cluster stands for the
    counted ones that succeeded it, at however many removes; else, and where none did, for nothing.

    Returns
    -------
    ibis table
        Columns ``cluster_id`` and ``counts_as``.
    """
    kinds = dict(zip(*clusters.select("cluster_id", "kind").to_pyarrow().to_pydict().values(), strict=True))
    counted = {cluster for cluster, kind in kinds.items() if kind in card.cluster_kinds}
    successors = _successors(successions) if card.predecessors == "as_successor" else {}
    pairs = [
        (cluster, standing)
        for cluster in sorted(kinds)
        for standing in sorted(_counted_heirs(cluster, counted, successors))
    ]
    return ibis.memtable(
        pa.table(
            {
                "cluster_id": pa.array([cluster for cluster, _ in pairs], pa.string()),
                "counts_as": pa.array([standing for _, standing in pairs], pa.string()),
            }
        )
    )


def _successors(successions: ir.Table) -> dict[str, list[str]]:
    of_clusters = successions.filter(successions.kind == "cluster").to_pyarrow()
    successors: dict[str, list[str]] = defaultdict(list)
    for row in of_clusters.select(["predecessor_id", "successor_id"]).to_pylist():
        successors[row["predecessor_id"]].append(row["successor_id"])
    return successors


def _counted_heirs(cluster: str, counted: set[str], successors: dict[str, list[str]]) -> set[str]:
    if cluster in counted:
        return {cluster}
    return {
        heir
        for successor in successors.get(cluster, [])
        for heir in _counted_heirs(successor, counted, successors)
    }
