"""What a dataset says about itself, as the entries of its ``dataset.toml``."""

import json
from collections.abc import Mapping, Sequence

from clusternet.model.dataset import DatasetCard, Threshold

SCHEMA = 1


def card_entries(card: DatasetCard) -> dict[str, str]:
    """Return the keys of a ``dataset.toml`` with their values as TOML, without empty optional ones.

    Examples
    --------
    >>> card_entries(DatasetCard(title={"en": "Here", "it": "Qui"}))["title"]
    '{ en = "Here", it = "Qui" }'
    """
    entries = {
        "schema": str(SCHEMA),
        "title": _table(card.title),
        "license": _text(card.license),
        "as_of": _text(card.as_of),
        "region": _text(card.region),
        "made_up": "true" if card.made_up else "false",
        "cluster_kinds": _list(card.cluster_kinds),
        "predecessors": _text(card.predecessors),
        "tie_kinds": _list(card.tie_kinds),
        "cluster_order": _list(card.cluster_order),
    }
    periods = {
        name: _inline({"from": _text(period.first), "to": _text(period.last)})
        for name, period in card.periods.items()
    }
    optional = {
        "colors": _table(card.colors),
        "periods": _inline(periods),
        "columns": _inline({table: _table(columns) for table, columns in card.columns.items()}),
        "indicator_names": _table(card.indicator_names),
        "thresholds": f"[{', '.join(map(_threshold, card.thresholds))}]",
    }
    return entries | {key: value for key, value in optional.items() if value not in ("{}", "[]")}


def render_card(card: DatasetCard) -> str:
    """Return the text of a ``dataset.toml``."""
    return "".join(f"{key} = {value}\n" for key, value in card_entries(card).items())


def _threshold(threshold: Threshold) -> str:
    limits = {"below": threshold.below, "above": threshold.above}
    return _inline(
        {
            "indicator": _text(threshold.indicator),
            "subject": _text(threshold.subject),
            **{name: repr(value) for name, value in limits.items() if value is not None},
        }
    )


def _text(text: str) -> str:
    """Write a basic string; TOML escapes as JSON does, and wants the character 7F escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _table(texts: Mapping[str, str]) -> str:
    return _inline({name: _text(text) for name, text in texts.items()})


def _inline(values: Mapping[str, str]) -> str:
    if not values:
        return "{}"
    return f"{{ {', '.join(f'{_key(name)} = {value}' for name, value in values.items())} }}"


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else _text(name)
