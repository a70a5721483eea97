"""The network as two tables, nodes and edges, in CSV or Parquet."""

import io

import pandas as pd

from clusternet.export.guard import guarded
from clusternet.network.convert import to_pandas
from clusternet.network.multilayer import MultilayerNetwork


def render_csv_tables(network: MultilayerNetwork, layers: tuple[str, ...] | None = None) -> dict[str, bytes]:
    """Return ``nodes.csv`` and ``edges.csv``; texts that a spreadsheet would run are guarded."""
    return {
        f"{name}.csv": guarded(frame).to_csv(index=False, lineterminator="\n").encode()
        for name, frame in _tables(network, layers).items()
    }


def render_parquet_tables(
    network: MultilayerNetwork, layers: tuple[str, ...] | None = None
) -> dict[str, bytes]:
    """Return ``nodes.parquet`` and ``edges.parquet``."""
    files = {}
    for name, frame in _tables(network, layers).items():
        buffer = io.BytesIO()
        frame.to_parquet(buffer, index=False)
        files[f"{name}.parquet"] = buffer.getvalue()
    return files


def _tables(network: MultilayerNetwork, layers: tuple[str, ...] | None) -> dict[str, pd.DataFrame]:
    nodes, edges = to_pandas(network, layers)
    return {"nodes": nodes.reset_index(), "edges": edges}
