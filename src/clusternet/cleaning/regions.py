"""Which provinces make a region."""

import tomllib
from functools import cache
from importlib import resources


def provinces_of(region: str) -> frozenset[str]:
    """Return the codes of the provinces of an Italian region; empty for what is none.

    Parameters
    ----------
    region : str
        Its Italian or English name, in any case.

    Examples
    --------
    >>> sorted(provinces_of("Umbria"))
    ['PG', 'TR']
    """
    return _regions().get(region.strip().casefold(), frozenset())


@cache
def _regions() -> dict[str, frozenset[str]]:
    file = resources.files("clusternet.cleaning") / "data" / "italian_regions.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    regions = {name: frozenset(provinces) for name, provinces in data["regions"].items()}
    regions |= {english: regions[name] for english, name in data["english"].items()}
    return {name.casefold(): provinces for name, provinces in regions.items()}
