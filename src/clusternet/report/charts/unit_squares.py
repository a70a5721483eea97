"""One square for each organization, or for ten, a hundred, ... where there are too many to draw."""

from collections.abc import Sequence
from dataclasses import dataclass

#: More squares than this in one row are a wall, not a count.
MOST = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Squares:
    """Squares of one sort, the class that draws them, and how many organizations they stand for."""

    sort: str
    n: int
    squares: int


def unit(rows: Sequence[int]) -> int:
    """Return how many organizations one square stands for: 1, 10, 100, ...

    Examples
    --------
    >>> unit([12, 240]), unit([241])
    (1, 10)
    """
    most, one = max(rows, default=0), 1
    while most > MOST * one:
        one *= 10
    return one


def squares(sort: str, n: int, one: int) -> Squares:
    """Return the squares of `n` organizations: rounded, but never none for some."""
    return Squares(sort=sort, n=n, squares=max(1, (2 * n + one) // (2 * one)) if n else 0)
