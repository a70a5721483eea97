"""What a store says about itself: the cards of its sources together.

Where they add to each other, both hold. Where they would have different things counted, nobody but a person
can decide.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from clusternet.exceptions import CardsDisagree
from clusternet.model.dataset import DatasetCard, Period, Threshold

Word = TypeVar("Word", bound=str)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """The card of one source, with what its rules are about.

    Parameters
    ----------
    name : str
        The source.
    card : DatasetCard
        What it says about itself.
    cluster_kinds, project_kinds : frozenset of str
        Kinds of the clusters and projects it has.
    has_successions : bool
        Whether it says that clusters succeeded others.
    """

    name: str
    card: DatasetCard
    cluster_kinds: frozenset[str] = frozenset()
    project_kinds: frozenset[str] = frozenset()
    has_successions: bool = False


def settings_of(card: DatasetCard) -> dict[str, str]:
    """Return the entries of a card, each as JSON."""
    return {name: json.dumps(value, ensure_ascii=False) for name, value in asdict(card).items()}


def card_from(settings: Mapping[str, str]) -> DatasetCard:
    """Return the card that entries in JSON make; those it does not know are left out."""
    known = {field.name for field in fields(DatasetCard)}
    entries = {name: _entry(name, json.loads(text)) for name, text in settings.items() if name in known}
    return DatasetCard(**entries)


def together(sources: Sequence[SourceCard]) -> DatasetCard:
    """Return the card of several sources, in the order in which they count.

    Parameters
    ----------
    sources : sequence of SourceCard
        At least one.

    Raises
    ------
    CardsDisagree
        If what counts would not be the same for a source as by its own card.
    """
    if len(sources) == 1:
        return sources[0].card
    cards = [source.card for source in sources]
    return DatasetCard(
        title=_titles(cards),
        license=_license(sources),
        as_of=min((card.as_of for card in cards if card.as_of), default=""),  # nothing is newer than it says
        region=_agreed("region", [(one.name, one.card.region) for one in sources if one.card.region], ""),
        made_up=any(card.made_up for card in cards),
        cluster_kinds=_kinds(
            "cluster_kinds", [(one.name, one.card.cluster_kinds, one.cluster_kinds) for one in sources]
        ),
        predecessors=_agreed(
            "predecessors",
            [(one.name, one.card.predecessors) for one in sources if one.has_successions],
            cards[0].predecessors,
        ),
        tie_kinds=_kinds("tie_kinds", [(one.name, one.card.tie_kinds, one.project_kinds) for one in sources]),
        cluster_order=_distinct(cluster for card in cards for cluster in card.cluster_order),
        colors={cluster: color for card in reversed(cards) for cluster, color in card.colors.items()},
        periods=_entries("periods", [(one.name, one.card.periods) for one in sources]),
        indicator_names=_entries(
            "indicator_names", [(one.name, one.card.indicator_names) for one in sources]
        ),
        thresholds=tuple(dict.fromkeys(threshold for card in cards for threshold in card.thresholds)),
    )


def _entry(name: str, value: Any) -> Any:  # noqa: ANN401  a JSON value
    if name == "periods":
        return {period: Period(**entry) for period, entry in value.items()}
    if name == "thresholds":
        return tuple(Threshold(**entry) for entry in value)
    return tuple(value) if isinstance(value, list) else value


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _titles(cards: Sequence[DatasetCard]) -> dict[str, str]:
    languages = _distinct(language for card in cards for language in card.title)
    return {
        language: " + ".join(_distinct(card.title[language] for card in cards if language in card.title))
        for language in languages
    }


def _license(sources: Sequence[SourceCard]) -> str:
    """Return the terms that all share or, where they differ, those that each source states."""
    licenses = _distinct(source.card.license for source in sources)
    if len(licenses) == 1:
        return licenses[0]
    return "; ".join(f"{source.name}: {source.card.license}" for source in sources if source.card.license)


def _kinds(entry: str, stated: Sequence[tuple[str, tuple[str, ...], frozenset[str]]]) -> tuple[str, ...]:
    """Return every kind that counts for a source, unless it would not count for one that has it."""
    kinds = _distinct(kind for _, counted, _ in stated for kind in counted)
    for name, counted, there in stated:
        for kind in sorted(there.intersection(kinds).difference(counted)):
            other = next(other for other, theirs, _ in stated if kind in theirs)
            raise _disagreement(entry, f"{kind!r} counts in {other}, but not in {name}, which has such rows")
    return kinds


def _agreed(entry: str, stated: Sequence[tuple[str, Word]], otherwise: Word) -> Word:
    """Return what all say who say something about it."""
    for name, value in stated:
        if value != stated[0][1]:
            raise _disagreement(entry, f"it is {stated[0][1]!r} in {stated[0][0]} and {value!r} in {name}")
    return stated[0][1] if stated else otherwise


def _entries(entry: str, stated: Sequence[tuple[str, Mapping[str, Value]]]) -> dict[str, Value]:
    """Return the entries of all, unless two mean different things by one name."""
    entries: dict[str, tuple[str, Value]] = {}
    for name, own in stated:
        for key, value in own.items():
            first, same = entries.setdefault(key, (name, value))
            if value != same:
                raise _disagreement(entry, f"{key!r} is not the same in {first} and in {name}")
    return {key: value for key, (_, value) in entries.items()}


def _disagreement(entry: str, what: str) -> CardsDisagree:
    return CardsDisagree(
        f"The sources do not agree on `{entry}`: {what}; "
        "write a dataset.toml that holds for all of them and give it with --card."
    )
