"""The network as two tables, nodes and edges, in CSV or Parquet."""

import io
from collections.abc import Iterator, Sequence

from clusternet.export.csv import csv_pieces
from clusternet.network.convert import to_arrow, to_pandas
from clusternet.network.multilayer import MultilayerNetwork


def render_csv_tables(
    network: MultilayerNetwork, layers: Sequence[str] | None = None
) -> dict[str, Iterator[bytes]]:
    """Return ``nodes.csv`` and ``edges.csv``, each piece by piece."""
    nodes, edges = to_arrow(network, layers)
    return {"nodes.csv": csv_pieces(nodes), "edges.csv": csv_pieces(edges)}


def render_parquet_tables(
    network: MultilayerNetwork, layers: Sequence[str] | None = None
) -> dict[str, bytes]:
    """Return ``nodes.parquet`` and ``edges.parquet``."""
    nodes, edges = to_pandas(network, layers)
    files = {}
    for name, frame in (("nodes", nodes.reset_index()), ("edges", edges)):
        buffer = io.BytesIO()
        frame.to_parquet(buffer, index=False)
        files[f"{name}.parquet"] = buffer.getvalue()
    return files
