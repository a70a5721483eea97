"""The network as GEXF, for Gephi and Gephi Lite, with colors and positions."""

import io
import re

import networkx as nx

from clusternet.export.graph import Graph, Looks, with_looks

# networkx writes the day of writing; the same input shall give the same bytes.
_DAY = re.compile(rb' lastmodifieddate="[^"]*"')


def render_gexf(graph: Graph, looks: Looks) -> bytes:
    """Return a graph made by `exchange_graph` as the bytes of a GEXF file."""
    buffer = io.BytesIO()
    nx.write_gexf(with_looks(graph, looks), buffer)
    return _DAY.sub(b"", buffer.getvalue(), count=1)
