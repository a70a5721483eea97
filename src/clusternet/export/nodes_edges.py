"""The network as two tables, nodes and edges, in CSV or Parquet."""

import io
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from clusternet.export.csv import csv_pieces
from clusternet.export.csvw import OF_FOLDER, render_folder_metadata
from clusternet.export.parquet import with_metadata
from clusternet.language.catalog import Catalog
from clusternet.network.convert import to_arrow, to_pandas
from clusternet.network.multilayer import MultilayerNetwork


def render_csv_tables(
    network: MultilayerNetwork,
    layers: Sequence[str] | None = None,
    *,
    about: Mapping[str, object],
    catalog: Catalog,
) -> dict[str, Iterable[bytes]]:
    """Return ``nodes.csv`` and ``edges.csv``, piece by piece, and their metadata.

    Parameters
    ----------
    network : MultilayerNetwork
        What to write.
    layers : sequence of str, optional
        Layers to take; all by default.
    about : mapping
        What the network says of itself, ready for JSON.
    catalog : Catalog
        Language of `about`.
    """
    nodes, edges = to_arrow(network, layers)
    schemas = {"nodes.csv": nodes.schema, "edges.csv": edges.schema}
    return {
        "nodes.csv": csv_pieces(nodes),
        "edges.csv": csv_pieces(edges),
        OF_FOLDER: (render_folder_metadata(schemas, about, catalog).encode(),),
    }


def render_parquet_tables(
    network: MultilayerNetwork, layers: Sequence[str] | None = None, *, about: Mapping[str, object]
) -> dict[str, bytes]:
    """Return ``nodes.parquet`` and ``edges.parquet``, with `about` in the metadata of their schemas."""
    nodes, edges = to_pandas(network, layers)
    files = {}
    for name, frame in (("nodes", nodes.reset_index()), ("edges", edges)):
        buffer = io.BytesIO()
        rows = pa.Table.from_pandas(frame, preserve_index=False)
        pq.write_table(with_metadata(rows, about), buffer)
        files[f"{name}.parquet"] = buffer.getvalue()
    return files
