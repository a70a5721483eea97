"""How many rows made it, and how complete the data are against what is published about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from clusternet.findings.provenance import InputFile, RejectedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMembers:
    """Members of one cluster known by name, beside the numbers of members that have been published.

    ``low`` and ``high`` are the smallest and the largest published number, which may disagree; None: none is
    published.
    """

    cluster_id: str
    name: str
    known: int
    low: float | None
    high: float | None
    figures: int

    @property
    def completeness(self) -> float | None:
        """Known over the largest published number, at most 1; None where nothing is published."""
        return None if not self.high else min(1.0, self.known / self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCoverage:
    """How many rows state a field."""

    table: str
    field: str
    known: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """What the data cover.

    Parameters
    ----------
    clusters : tuple of PublishedMembers
        In cluster order.
    known : int
        Memberships known in the clusters whose number of members is published.
    published : float
        Sum of the largest published numbers of these clusters.
    fields : tuple of FieldCoverage
        How often the facts that answers depend on are stated.
    projects : int
        Projects in scope.
    projects_without_participants : int
        Projects of which no participant is known.
    projects_with_one : int
        Projects of which one participant is known, which can show no cooperation.
    """

    clusters: tuple[PublishedMembers, ...]
    known: int
    published: float
    fields: tuple[FieldCoverage, ...]
    projects: int
    projects_without_participants: int
    projects_with_one: int

    @property
    def share(self) -> float | None:
        """Known over published, at most 1; None where nothing is published."""
        return None if not self.published else min(1.0, self.known / self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a source and what became of it; rows count once for each table they feed."""

    inputs: tuple[InputFile, ...]
    rejected: Sequence[RejectedRow]
    unread: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Rows of all files; always loaded + set aside + duplicate + left out + repaired."""
        return sum(file.rows for file in self.inputs)

    @property
    def rows_read(self) -> int:
        """Rows that count for their table; always loaded + set aside + duplicate."""
        return sum(file.rows_read for file in self.inputs)

    @property
    def rows_loaded(self) -> int:
        """Rows that hold."""
        return sum(file.rows_loaded for file in self.inputs)

    @property
    def rows_set_aside(self) -> int:
        """Rows that break a rule."""
        return sum(file.rows_set_aside for file in self.inputs)

    @property
    def rows_duplicate(self) -> int:
        """Rows that repeat an earlier one."""
        return sum(file.rows_duplicate for file in self.inputs)

    @property
    def rows_left_out(self) -> int:
        """Rows that a mapping leaves out."""
        return sum(file.rows_left_out for file in self.inputs)

    @property
    def rows_repaired(self) -> int:
        """Rows in whose place a repaired row stands."""
        return sum(file.rows_repaired for file in self.inputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """A rule, how many rows break it first, and a few of them."""

    rule: str
    count: int
    examples: tuple[RejectedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfChange:
    """What a cleaner changed in loaded values, in how many of which columns, and a few of them.

    ``examples`` are pairs of what stands in the file and what was made of it.
    """

    cleaner: str
    code: str
    count: int
    columns: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceQuality:
    """All there is to say about how good a source is.

    ``broken_rules`` and ``changes`` stand in the order of how often they occur.
    """

    reading: Reading
    broken_rules: tuple[BrokenRule, ...]
    changes: tuple[KindOfChange, ...]
    completeness: Completeness
