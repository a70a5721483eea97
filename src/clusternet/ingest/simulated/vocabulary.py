"""What the made-up region is made of, from ``region.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A made-up cluster, and the ids of those it succeeded."""

    id: str
    name: str
    kind: str
    theme: str
    remit: str
    province: str
    share: float
    system: str
    predecessors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province of the region; ``share`` of its firms, ``tilt`` towards those that take part most."""

    code: str
    town: str
    latitude: float
    longitude: float
    share: float
    tilt: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Vocabulary:
    """All words and shares; a code stands for the place of a word.

    ``rates`` has shape (n_sizes, n_sectors): the share of firms that take part, in all provinces but one.
    """

    clusters: tuple[Cluster, ...]
    provinces: tuple[Province, ...]
    sizes: tuple[str, ...]
    size_shares: Floats
    sectors: tuple[str, ...]
    sector_shares: Floats
    rates: Floats
    levels: tuple[str, ...]
    level_shares: Floats
    programmes: tuple[str, ...]
    thousands: Floats
    components: tuple[str, ...]
    topics: tuple[str, ...]
    countries: tuple[str, ...]
    italian_provinces: tuple[str, ...]
    company_forms: tuple[str, ...]
    foreign_forms: tuple[str, ...]
    variants: dict[str, list[str]]


@cache
def vocabulary() -> Vocabulary:
    """Return the words of the made-up region."""
    text = (resources.files("clusternet.ingest.simulated") / "region.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    words = {name: tuple(found) for name, found in data["words"].items()}
    return Vocabulary(
        clusters=tuple(
            Cluster(**{**entry, "predecessors": tuple(entry["predecessors"])}) for entry in data["cluster"]
        ),
        provinces=tuple(Province(**entry) for entry in data["province"]),
        sizes=_words(data["size"], "name"),
        size_shares=_numbers(data["size"], "share"),
        sectors=_words(data["sector"], "code"),
        sector_shares=_numbers(data["sector"], "share"),
        rates=np.outer(_numbers(data["size"], "rate"), _numbers(data["sector"], "factor")),
        levels=_words(data["level"], "name"),
        level_shares=_numbers(data["level"], "share"),
        programmes=_words(data["level"], "programme"),
        thousands=_numbers(data["level"], "thousands"),
        variants=data["variants"],
        **words,
    )


def _words(entries: list[dict[str, Any]], key: str) -> tuple[str, ...]:
    return tuple(entry[key] for entry in entries)


def _numbers(entries: list[dict[str, Any]], key: str) -> Floats:
    return np.array([entry[key] for entry in entries], np.float64)
