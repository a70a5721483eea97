"""Names beside symbols, placed so that none covers another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

#: Mean width of a letter, and the height of a line, in sizes of the letters.
_LETTER, _LINE = 0.54, 1.05
#: Between a symbol and its name, in sizes of the letters.
_GAP = 0.3

Anchor = Literal["start", "middle", "end"]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How large names are written, how many at most, and after how many letters they are cut."""

    size: float
    most: int
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name, the symbol it belongs to, and where it is written."""

    row: int
    text: str
    x: float
    y: float
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def covered(self, x: _Floats, y: _Floats, reach: _Floats) -> float:
        """Return how much of the symbols lies under the box; large ones weigh more."""
        under = (
            (x + reach > self.left)
            & (x - reach < self.right)
            & (y + reach > self.top)
            & (y - reach < self.bottom)
        )
        return float(np.square(reach[under]).sum())


def placed_labels(
    names: Sequence[str],
    order: Sequence[int],
    places: tuple[_Floats, _Floats, _Floats],
    size: tuple[float, float],
    lettering: Lettering,
) -> tuple[Label, ...]:
    """Give names to symbols in their order, each at the side where it covers least; none where none is free.

    Parameters
    ----------
    names : sequence of str
        Of the symbols that may be named.
    order : sequence of int
        Which comes first.
    places : tuple of array of float64
        x, y and radius of everything drawn; what may be named comes first.
    size : tuple of float
        Width and height of the drawing.
    lettering : Lettering
        How names are written.
    """
    x, y, reach = places
    chosen = list(order[: lettering.most])
    taken = [
        _Box(x[row] - reach[row], y[row] - reach[row], x[row] + reach[row], y[row] + reach[row])
        for row in chosen
    ]
    labels = []
    for place, row in enumerate(chosen):
        text = _cut(names[row], lettering.longest)
        # The symbol itself is no obstacle to its own name.
        others = taken[:place] + taken[place + 1 :]
        free = [
            (box.covered(x, y, reach) + preference, label, box)
            for preference, label, box in _sides(row, text, places, lettering)
            if _inside(box, size) and not any(box.meets(other) for other in others)
        ]
        if free:
            _, label, box = min(free, key=lambda one: one[0])
            labels.append(label)
            taken.append(box)
    return tuple(labels)


def _sides(
    row: int, text: str, places: tuple[_Floats, _Floats, _Floats], lettering: Lettering
) -> list[tuple[float, Label, _Box]]:
    """List where a name could stand: right, left, below, above; the later, the less liked."""
    x, y, reach = (float(column[row]) for column in places)
    width, height = len(text) * _LETTER * lettering.size, _LINE * lettering.size
    gap = reach + _GAP * lettering.size
    anchors: list[tuple[Anchor, float, float, float]] = [
        ("start", x + gap, y, x + gap),
        ("end", x - gap, y, x - gap - width),
        ("middle", x, y + gap + height / 2, x - width / 2),
        ("middle", x, y - gap - height / 2, x - width / 2),
        ("start", x + 0.7 * gap, y + 0.7 * gap + height / 2, x + 0.7 * gap),
        ("start", x + 0.7 * gap, y - 0.7 * gap - height / 2, x + 0.7 * gap),
        ("end", x - 0.7 * gap, y + 0.7 * gap + height / 2, x - 0.7 * gap - width),
        ("end", x - 0.7 * gap, y - 0.7 * gap - height / 2, x - 0.7 * gap - width),
    ]
    return [
        (
            4.0 * preference,
            Label(row=row, text=text, x=at_x, y=middle + 0.35 * lettering.size, anchor=anchor),
            _Box(left, middle - height / 2, left + width, middle + height / 2),
        )
        for preference, (anchor, at_x, middle, left) in enumerate(anchors)
    ]


def _inside(box: _Box, size: tuple[float, float]) -> bool:
    return box.left >= 0 and box.top >= 0 and box.right <= size[0] and box.bottom <= size[1]


def _cut(name: str, longest: int) -> str:
    """Cut a name between words, as near to the longest allowed as they end."""
    if len(name) <= longest:
        return name
    head = name[:longest]
    cut = head.rfind(" ")
    return (head[:cut] if cut > longest / 2 else head).rstrip(" ,-–—") + "…"
