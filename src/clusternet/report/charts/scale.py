"""Scales: where an axis is marked, and which values share a shade."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from clusternet.report.colors import STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Whole numbers from ``low`` to ``high``, both included, and the shade they share, 1 the weakest."""

    low: int
    high: int
    step: int


def shades(values: Sequence[int]) -> tuple[Bin, ...]:
    """Divide the values above 0 into at most five shades.

    Up to five each number has a shade of its own, so that no step is drawn that no number takes; above that,
    bins are of equal width and end with the largest value.

    Examples
    --------
    >>> [(bin.low, bin.high, bin.step) for bin in shades([0, 1, 3])]
    [(1, 1, 1), (2, 2, 3), (3, 3, 5)]
    >>> [(bin.low, bin.high) for bin in shades([29])]
    [(1, 6), (7, 12), (13, 18), (19, 24), (25, 29)]
    """
    most = max(values, default=0)
    width = math.ceil(most / len(STEPS)) or 1
    lows = range(1, most + 1, width)
    return tuple(
        Bin(low=low, high=min(low + width - 1, most), step=_step(place, len(lows)))
        for place, low in enumerate(lows)
    )


def shade(value: int, bins: Sequence[Bin]) -> int:
    """Return the step of a value, 0 for 0."""
    return next((bin_.step for bin_ in bins if bin_.low <= value <= bin_.high), 0)


def ticks(most: float, *, wanted: int = 4) -> tuple[int, ...]:
    """Return round whole numbers from 0 that reach at least to `most`.

    Examples
    --------
    >>> ticks(330)
    (0, 100, 200, 300, 400)
    >>> ticks(0)
    (0, 1)
    """
    rough = max(most, 1) / wanted
    power = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return tuple(range(0, step * math.ceil(max(most, 1) / step) + 1, step))


def _step(place: int, n: int) -> int:
    """Spread n shades over the steps, always ending with the darkest."""
    return len(STEPS) if n == 1 else 1 + round(place * (len(STEPS) - 1) / (n - 1))
