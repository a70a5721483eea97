"""Organizations by projects and partners, on axes on which equal steps multiply."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from clusternet.report.charts.svg import Caption, element, stretched
from clusternet.report.symbols import Symbol

HEIGHT = 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 5.0, 98.5, 12.0, HEIGHT - 46.0
#: 0 has no place on such an axis; it is drawn where a half would be.
_ZERO = 0.5
#: Shares of the axis between points of one place, and of the way to the next number that they may fill.
_STEP, _FILLED = 0.0055, 0.8
#: What the picture measures on a screen that is wide enough for names, and one letter of them.
_WIDTH, _LETTER, _LINE = 900.0, 6.9, 17.0
#: Where a name may stand beside its dot, in the order tried: how it is anchored, pixels right and down.
_BESIDE = (
    ("start", 13.0, 5.0),
    ("end", -13.0, 5.0),
    ("start", 8.0, -11.0),
    ("end", -8.0, -11.0),
    ("start", 8.0, 21.0),
    ("end", -8.0, 21.0),
    ("end", 10.0, -15.0),
    ("start", -10.0, 31.0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One organization; without a symbol it is in no cluster."""

    name: str
    symbol: Symbol | None
    ringed: bool
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name beside its dot, which it begins or ends at, and its distance in pixels, downwards and right."""

    dot: Dot
    anchor: str
    right: float
    down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAxis:
    """A logarithmic axis, marked at 1, 2, 5, 10, ...; ``low`` and ``high`` are powers of ten."""

    title: str
    marks: tuple[int, ...]
    numbers: tuple[str, ...]
    low: float
    high: float

    def share(self, value: float) -> float:
        """Where on the axis a value is, 0 to 1."""
        return (power(value) - self.low) / (self.high - self.low)


def power(value: float) -> float:
    """Return the power of ten that a value is, as drawn: 0 stands at a half."""
    return math.log10(value or _ZERO)


def log_axis(values: Sequence[int], title: str, number: Callable[[int], str], *, room: float) -> LogAxis:
    """Return the axis of whole numbers, with 0 only where there is one.

    Parameters
    ----------
    values : sequence of int
        What it must reach.
    title : str
        What it measures, in the reader's language.
    number : callable
        Writes a number for the reader.
    room : float
        Powers of ten left free beyond the largest value.
    """
    most = max((1, *values))
    steps = [step * 10**digits for digits in range(len(str(most))) for step in (1, 2, 5)]
    marks = ([0] if 0 in values else []) + [step for step in steps if step <= most]
    return LogAxis(
        title=title,
        marks=tuple(marks),
        numbers=tuple(number(mark) for mark in marks),
        low=power(min((1, *values))) - 0.16,
        high=power(most) + room,
    )


def spread(dots: Sequence[Dot], axis: LogAxis) -> list[float]:
    """Return how far, in shares of the axis, each dot stands aside so that those of one place can be seen."""
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, dot in enumerate(dots):
        together[dot.x, dot.y].append(place)
    aside = [0.0] * len(dots)
    for (x, _), places in together.items():
        room = _FILLED * (axis.share(x + 1) - axis.share(x))
        step = min(_STEP, room / max(len(places) - 1, 1))
        for rank, place in enumerate(places):
            aside[place] = step * (rank - (len(places) - 1) / 2)
    return aside


def scatter(dots: Sequence[Dot], labels: Sequence[Name], x: LogAxis, y: LogAxis, caption: Caption) -> Markup:
    """Draw the dots; those of clusters over the others, names last.

    Parameters
    ----------
    dots : sequence of Dot
        All of them.
    labels : sequence of Name
        Names that are written.
    x, y : LogAxis
        Axes.
    caption : Caption
        What the picture says in words.
    """
    aside = spread(dots, x)
    order = sorted(range(len(dots)), key=lambda place: (dots[place].symbol is not None, dots[place].ringed))
    return stretched(
        *_grid(x, y),
        element("text", x.title, x="98.5%", y=HEIGHT - 4, class_="axis-title end"),
        element("text", y.title, x=0, y=_TOP - 6, class_="axis-title"),
        *(_dot(dots[place], aside[place], x, y) for place in order),
        *(_name(name, x, y) for name in labels),
        caption=caption,
        height=HEIGHT,
        class_="scatter",
    )


def _left(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * share


def _top(share: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP - 14) * share


def _grid(x: LogAxis, y: LogAxis) -> list[Element]:
    drawn = []
    for mark, number in zip(x.marks, x.numbers, strict=True):
        at = f"{_left(x.share(mark)):.2f}%"
        drawn += [
            element("line", x1=at, x2=at, y1=_TOP + 8, y2=_BOTTOM, class_="grid-line"),
            element("text", number, x=at, y=_BOTTOM + 18, class_="axis-label"),
        ]
    for mark, number in zip(y.marks, y.numbers, strict=True):
        at = f"{_top(y.share(mark)):.1f}"
        drawn += [
            element("line", x1=f"{_LEFT}%", x2="100%", y1=at, y2=at, class_="grid-line"),
            element("text", number, x=f"{_LEFT - 1}%", y=float(at) + 4.5, class_="axis-label end"),
        ]
    return drawn


def _dot(dot: Dot, aside: float, x: LogAxis, y: LogAxis) -> Element:
    left, top = f"{_left(x.share(dot.x) + aside):.2f}%", f"{_top(y.share(dot.y)):.1f}"
    if dot.symbol is None:
        return element("circle", cx=left, cy=top, r=3, class_="stone")
    at = element("svg", x=left, y=top, overflow="visible")
    if dot.ringed:
        at.append(element("circle", r=9, class_="ring"))
    at.append(element("use", href=f"#{dot.symbol.ref}", transform="scale(.62)", class_="ringed"))
    return at


def names(labels: Sequence[Dot], dots: Sequence[Dot], x: LogAxis, y: LogAxis) -> list[Name]:
    """Place names beside their dots: right, left, above or below, or not at all where there is no room."""
    taken = [_box(dot, x, y) for dot in dots]
    placed = []
    for dot in labels:
        at, top = _left(x.share(dot.x)) * _WIDTH / 100, _top(y.share(dot.y))
        length = _LETTER * len(dot.name)
        for anchor, right, down in _BESIDE:
            left = at + right if anchor == "start" else at + right - length
            box = (left, top + down - _LINE + 4, left + length, top + down + 4)
            if left < 45 or left + length > _WIDTH or any(_overlap(box, other) for other in taken):
                continue
            taken.append(box)
            placed.append(Name(dot=dot, anchor=anchor, right=right, down=down))
            break
    return placed


def _name(name: Name, x: LogAxis, y: LogAxis) -> Element:
    text = element("text", name.dot.name, x=name.right, y=name.down, class_=f"name {name.anchor}")
    left, top = f"{_left(x.share(name.dot.x)):.2f}%", f"{_top(y.share(name.dot.y)):.1f}"
    return element("svg", text, x=left, y=top, overflow="visible")


_Box = tuple[float, float, float, float]


def _box(dot: Dot, x: LogAxis, y: LogAxis) -> _Box:
    at, top = _left(x.share(dot.x)) * _WIDTH / 100, _top(y.share(dot.y))
    half = 4.0 if dot.symbol is None else 7.0
    return at - half, top - half, at + half, top + half


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
