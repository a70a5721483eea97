"""Something to say, before it is in anybody's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """A key of the catalogs and the values it is filled with.

    Values are numbers, names from the data, or further sentences; the catalog of the reader's language turns
    them into text.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
