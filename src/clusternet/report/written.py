"""Numbers as the reader writes them, which tables can still be sorted by."""

from typing import Self

from clusternet.language.catalog import Catalog


class Written(str):
    """A number written for the reader; ``value`` is the number itself."""

    __slots__ = ("value",)
    value: float

    def __new__(cls, value: float, words: Catalog, *, decimals: int | None = None) -> Self:
        """Write a number as the catalog's readers do; by default with at most two decimals."""
        made = super().__new__(cls, words.number(value, decimals=decimals))
        made.value = value
        return made
