"""The network as GraphML."""

import io

import networkx as nx

from clusternet.export.graph import Graph


def render_graphml(graph: Graph) -> bytes:
    """Return a graph made by `exchange_graph` as the bytes of a GraphML file."""
    buffer = io.BytesIO()
    nx.write_graphml(graph, buffer)
    return buffer.getvalue()
