"""The network as other programs exchange it: typed attributes, lists joined, nothing None, isolates kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import networkx as nx

from clusternet.network.convert import to_networkx
from clusternet.network.multilayer import MultilayerNetwork

Graph: TypeAlias = "nx.MultiDiGraph[str] | nx.MultiGraph[str]"

NO_CLUSTER = "#B8AF9C"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIZES = {"cluster": 20.0, "organization": 8.0, "project": 4.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How nodes are drawn, by node id such as ``organization:ID``.

    Parameters
    ----------
    colors : mapping of str to str
        Color ``#rrggbb``; `NO_CLUSTER` for nodes without one.
    positions : mapping of str to (float, float)
        Places in the plane; nodes without one get none.
    """

    colors: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def exchange_graph(network: MultilayerNetwork, layers: tuple[str, ...] | None = None) -> Graph:
    """Return the network with a label for every node and attributes of one type throughout.

    The id of a node is its name in the graph, ``organization:ID``; no attribute repeats it, since formats
    give the word ``id`` a meaning of their own. Signs that XML cannot hold become U+FFFD.
    """
    graph = to_networkx(network, layers)
    for _, facts in graph.nodes(data=True):
        name = facts.pop("id")
        facts["label"] = facts.get("name") or facts.get("acronym") or facts.get("title") or name
        for key, value in facts.items():
            if isinstance(value, str):
                facts[key] = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", value)
    return graph


def with_looks(graph: Graph, looks: Looks) -> Graph:
    """Return a copy in which nodes carry the drawing attributes of GEXF."""
    drawn = graph.copy()
    for node, facts in drawn.nodes(data=True):
        red, green, blue = bytes.fromhex(looks.colors.get(node, NO_CLUSTER).removeprefix("#"))
        facts["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": _SIZES[facts["node_kind"]],
        }
        if node in looks.positions:
            x, y = looks.positions[node]
            facts["viz"]["position"] = {"x": x, "y": y, "z": 0.0}
    return drawn
