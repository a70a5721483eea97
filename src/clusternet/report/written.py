"""Numbers as the reader writes them, which tables can still be sorted by."""

from clusternet.language.catalog import Catalog


class Written(str):
    """A number written for the reader; ``value`` is the number itself."""

    __slots__ = ("value",)
    value: float

    def __new__(cls, value: float, words: Catalog, *, decimals: int | None = None) -> "Written":
        made = super().__new__(cls, words.number(value, decimals=decimals))
        made.value = value
        return made
