"""Sources into a store: one file that everything else can open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clusternet.exceptions import SourceError
from clusternet.findings.sentence import Sentence
from clusternet.store.accounts import SourceAccount
from clusternet.store.given import NO_SOURCES, WHOLE_STORE
from clusternet.store.reader import StoredSource, stored_sources
from clusternet.store.writer import StoreWriter
from clusternet.workflow.memory import memory_given_back
from clusternet.workflow.offers import Offer, named_sources, offered_card, offered_source
from clusternet.workflow.progress import working_on
from clusternet.workflow.rewriting import rewriting


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How sources are taken in.

    Parameters
    ----------
    mapping : Path, optional
        A mapping file that says what the files of the sources hold.
    card : Path, optional
        A ``dataset.toml`` for all sources of the store, in place of their own.
    name : str, optional
        Name of the one source in the store; by default that of its folder or file.
    """

    mapping: Path | None = None
    card: Path | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOutcome:
    """What an ingest did: what became of each source, and whether the store was written."""

    store: Path
    said: tuple[Sentence, ...]
    changed: bool


def ingest(
    sources: Sequence[str | Path], store: str | Path, options: IngestOptions | None = None
) -> IngestOutcome:
    """Take sources into a store, which is made if there is none.

    What the store holds already is left out. A source that changed takes the place of what had its name. The
    new store is written beside the former one and moved there once it is whole: whoever reads the former one
    goes on reading it, and whatever happens leaves the one or the other.

    Parameters
    ----------
    sources : sequence of str or Path
        Whatever `open_source` opens, but for stores. None brings a store of an earlier version up to date.
    store : str or Path
        The store.
    options : IngestOptions, optional
        Mapping, card, name.

    Raises
    ------
    SourceError
        If a source cannot be read, or is a store, or two have the same name.
    NotAStore
        If there is something at the store's place that is none.
    StoreBusy
        If another process writes the store.
    CardsDisagree
        If the sources would have different things counted.
    NotWritable
        If the store cannot be written.
    """
    options = options or IngestOptions()
    target = Path(store)
    named = named_sources([Path(source) for source in sources], target, options.name)
    with rewriting(target) as store_now:
        former = store_now.former
        if former is None and not named:
            raise SourceError(f"There is no {target} and nothing to make it of: name a source.")
        stored = {} if former is None else stored_sources(former, shown_as=target)
        offers = _offers(named, options, stored)
        new = {one.name: one for one in offers if one.known_as is None}
        if not new and former == store_now.place:
            said = (*(_known(one) for one in offers), Sentence("ingest.unchanged", {"store": target.name}))
            return IngestOutcome(store=target, said=said, changed=False)
        with store_now.next_store() as writer:
            for name in dict.fromkeys((*stored, *new)):
                _take_in(name, new, writer)
    return IngestOutcome(store=target, said=tuple(_said(offers, writer, target.name)), changed=True)


def _offers(
    named: Mapping[str, Path], options: IngestOptions, stored: Mapping[str, StoredSource]
) -> list[Offer]:
    offers: list[Offer] = []
    held = dict(stored)
    for name, path in named.items():
        offers.append(offered_source(name, path, held, options.mapping))
        held.setdefault(name, StoredSource(sha256=offers[-1].sha256))
    if options.card is not None:
        offers.append(offered_card(options.card, stored))
    return offers


def _take_in(name: str, new: Mapping[str, Offer], writer: StoreWriter) -> None:
    if name not in new:
        writer.keep(name)
        return
    with working_on(f"Reading {new[name].shown_as}"), memory_given_back():
        writer.add(new[name].read())


def _said(offers: Sequence[Offer], writer: StoreWriter, store: str) -> Iterator[Sentence]:
    for offer in offers:
        yield _added(offer, writer.accounts[offer.name]) if offer.known_as is None else _known(offer)
    for name, account in writer.accounts.items():
        if account.contradicting:
            yield _contradicts(name, account)
    if writer.decisions_set_aside:
        yield Sentence("ingest.decisions_set_aside", {"n": writer.decisions_set_aside, "store": store})
    values = {
        "store": store,
        "n": len(writer.accounts.keys() - NO_SOURCES),
        "organizations": writer.totals["organizations"],
        "projects": writer.totals["projects"],
        "participations": writer.totals["participations"],
    }
    yield Sentence("ingest.whole", values)


def _known(offer: Offer) -> Sentence:
    if offer.known_as == offer.name:
        return Sentence("ingest.known", {"name": offer.shown_as})
    return Sentence("ingest.known_as", {"name": offer.shown_as, "other": offer.known_as})


def _added(offer: Offer, account: SourceAccount) -> Sentence:
    if offer.name == WHOLE_STORE:
        return Sentence("ingest.card", {"name": offer.shown_as})
    values = {
        "name": offer.shown_as,
        "read": account.rows_read,
        "loaded": account.rows_loaded,
        "aside": account.rows_set_aside,
        "duplicate": account.rows_duplicate,
    }
    return Sentence("ingest.replaced" if offer.replaces else "ingest.added", values)


def _contradicts(name: str, account: SourceAccount) -> Sentence:
    if account.named_otherwise:
        values = {"name": name, "n": account.contradicting, "named": account.named_otherwise}
        return Sentence("ingest.names_differ", values)
    return Sentence("ingest.contradicts", {"name": name, "n": account.contradicting})
