"""A store made anew beside the former one, by one process at a time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from clusternet.exceptions import ClusternetError, NotWritable
from clusternet.identity.resolved import resolved
from clusternet.store.beside import moved_when_whole, only_writer
from clusternet.store.decisions import Resolution
from clusternet.store.migrations import up_to_date
from clusternet.store.writer import StoreWriter, new_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """A store that nobody else writes meanwhile.

    Parameters
    ----------
    target : Path
        What it is called.
    place : Path
        Where it lies, or will: ``target`` may be a link.
    former : Path, optional
        The store that is there, brought up to this version; None if there is none.
    """

    target: Path
    place: Path
    former: Path | None

    @contextmanager
    def next_store(self) -> Iterator[StoreWriter]:
        """Give a writer for what takes the store's place once the context has ended."""
        with (
            moved_when_whole(self.place, shown_as=self.target) as beside,
            new_store(beside, resolve=_resolution, former=self.former, shown_as=self.target) as writer,
        ):
            yield writer


@contextmanager
def rewriting(target: Path) -> Iterator[Rewriting]:
    """Keep others from writing a store.

    Parameters
    ----------
    target : Path
        The store, there already or not.

    Raises
    ------
    NotAStore
        If there is something at its place that is none.
    StoreBusy
        If another process writes it.
    NotWritable
        If it cannot be written.
    """
    try:
        place = target.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        with only_writer(place, shown_as=target), _former(place, target) as former:
            yield Rewriting(target=target, place=place, former=former)
    except ClusternetError:
        raise
    except OSError as error:
        raise NotWritable(
            f"{target} cannot be written ({error.strerror}): choose another place, or make room there."
        ) from error


def _resolution(tables: Mapping[str, pa.Table]) -> Resolution:
    """Say which organizations are one, as every command that follows decisions does."""
    after = resolved(tables)
    return Resolution(
        into=after.replayed.into,
        organizations=after.tables["organizations"],
        set_aside=after.replayed.set_aside,
    )


@contextmanager
def _former(place: Path, target: Path) -> Iterator[Path | None]:
    if not place.exists():
        yield None
        return
    with up_to_date(place, shown_as=target) as former:
        yield former
