"""The relations of the network: one layer each, readable as a sentence."""

from dataclasses import dataclass
from typing import Literal

NodeKind = Literal["cluster", "organization", "project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One kind of edge: `source` `verb` `target`."""

    layer: str
    source: NodeKind
    verb: str
    target: NodeKind
    directed: bool = True


RELATIONS: dict[str, Relation] = {
    relation.layer: relation
    for relation in (
        Relation(layer="membership", source="organization", verb="belongs to", target="cluster"),
        Relation(layer="management", source="organization", verb="manages", target="cluster"),
        Relation(layer="participation", source="organization", verb="takes part in", target="project"),
        Relation(layer="coordination", source="organization", verb="coordinates", target="project"),
        Relation(
            layer="collaboration",
            source="organization",
            verb="shares projects with",
            target="organization",
            directed=False,
        ),
    )
}
