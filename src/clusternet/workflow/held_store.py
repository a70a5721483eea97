"""A store held while people decide: what was decided in it, and how it is made anew with other decisions."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clusternet.exceptions import SourceError
from clusternet.identity.decisions import Decision, decisions_of, table_of
from clusternet.identity.replay import Replayed, replayed
from clusternet.queries.scope import Tables
from clusternet.store.decisions import decided_here, decisions_made_here
from clusternet.store.given import DECIDED_HERE
from clusternet.store.reader import open_store, stored_sources
from clusternet.workflow.progress import working_on
from clusternet.workflow.rewriting import Rewriting, rewriting
from clusternet.workflow.sources import is_store


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStore:
    """A store that nobody else writes meanwhile, and what was decided in it.

    ``tables`` are as they were read. ``decisions`` are all there are, in the order in which they hold,
    ``made_here`` those that did not come with a source.
    """

    now: Rewriting
    former: Path
    tables: Tables
    organization_ids: frozenset[str]
    decisions: tuple[Decision, ...]
    made_here: tuple[Decision, ...]
    replayed: Replayed

    def after(self, decisions: Iterable[Decision]) -> Replayed:
        """Return what would hold after other decisions than these."""
        return replayed(decisions_of(table_of(decisions)), self.organization_ids)

    def write(self, made_here: Sequence[Decision]) -> None:
        """Make the store anew, with other decisions made in it."""
        names = dict.fromkeys((*stored_sources(self.former, shown_as=self.now.target), DECIDED_HERE))
        with working_on(f"Writing {self.now.target.name}"), self.now.next_store() as writer:
            for name in names:
                if name != DECIDED_HERE:
                    writer.keep(name)
                elif made_here:
                    writer.add(decided_here(table_of(made_here)))


@contextmanager
def held_store(target: Path) -> Iterator[HeldStore]:
    """Keep others from writing a store while people decide.

    Raises
    ------
    SourceError
        If it is no store.
    StoreBusy, NotAStore, NotWritable
        As `clusternet.workflow.rewriting.rewriting`.
    """
    if not is_store(target):
        raise SourceError(
            f"{target} is no store, and decisions are kept in one: "
            f"make it with `clusternet ingest {target} --store FILE`."
        )
    with rewriting(target) as now:
        former = now.former or now.place
        tables = open_store(former).tables
        made = decisions_of(tables["decisions"].to_pyarrow())
        ids = frozenset(tables["organizations"].organization_id.to_pyarrow().to_pylist())
        yield HeldStore(
            now=now,
            former=former,
            tables=tables,
            organization_ids=ids,
            decisions=made,
            made_here=decisions_of(decisions_made_here(former)),
            replayed=replayed(made, ids),
        )
