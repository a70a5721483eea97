"""Which provinces make a region."""

from functools import cache

from clusternet.cleaning.vocabulary import toml_vocabulary


def provinces_of(region: str) -> frozenset[str]:
    """Return the codes of the provinces of an Italian region; empty for what is none.

    Parameters
    ----------
    region : str
        Its Italian or English name, in any case; what stands behind it in brackets is no part of it.

    Examples
    --------
    >>> sorted(provinces_of("Umbria"))
    ['PG', 'TR']
    >>> provinces_of("Umbria (made up)") == provinces_of("Umbria")
    True
    """
    return _regions().get(region.split("(", maxsplit=1)[0].strip().casefold(), frozenset())


@cache
def _regions() -> dict[str, frozenset[str]]:
    data = toml_vocabulary("italian_regions")
    regions = {name: frozenset(provinces) for name, provinces in data["regions"].items()}
    regions |= {english: regions[name] for english, name in data["english"].items()}
    return {name.casefold(): provinces for name, provinces in regions.items()}
