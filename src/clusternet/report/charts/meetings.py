"""The circle of clusters: a line for every two that met, broken where only their members did."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from clusternet.findings.cooperation import ClusterPair
from clusternet.report.charts.svg import element, picture
from clusternet.report.symbols import Symbol

_SIZE = 400
_RADIUS = 154.0
_LABEL_RADIUS = 183.0
_NARROW, _WIDE = 1.4, 6.0
#: How far a line bends towards the middle: 0 is straight, 1 goes through it.
_BEND = 0.55
#: More numbers than this would cover one another.
_MOST_NUMBERED = 12
#: With more clusters than this, lines are drawn half as wide.
_MANY = 10


@dataclass(frozen=True, slots=True)
class _Point:
    x: float
    y: float

    def towards(self, other: "_Point", share: float) -> "_Point":
        return _Point(self.x + share * (other.x - self.x), self.y + share * (other.y - self.y))


_CENTER = _Point(_SIZE / 2, _SIZE / 2)


def meetings_circle(
    pairs: Sequence[ClusterPair], symbols: Mapping[str, Symbol], *, title: str, description: str
) -> Markup:
    """Draw the clusters on a circle, in their order from the top.

    Parameters
    ----------
    pairs : sequence of ClusterPair
        Of two different clusters.
    symbols : mapping of Symbol
        By cluster id, in order; at least two.
    title, description : str
        What the picture is and what it shows, in the reader's language.
    """
    numbered = has_numbers(pairs)
    places = {cluster: _on_circle(place, len(symbols), _RADIUS) for place, cluster in enumerate(symbols)}
    most = max((pair.direct for pair in pairs), default=0)
    indirect = [_line(pair, places, class_="through") for pair in pairs if pair.projects and not pair.direct]
    # Wide lines last, so that they stay whole where lines cross.
    met = sorted((pair for pair in pairs if pair.direct), key=lambda pair: pair.direct)
    direct = [
        _line(pair, places, class_="direct", stroke_width=_width(pair.direct, most, len(symbols)))
        for pair in met
    ]
    return picture(
        element("circle", cx=_CENTER.x, cy=_CENTER.y, r=_RADIUS, class_="ground"),
        *indirect,
        *direct,
        *(part for pair in met if numbered for part in _number(pair, places)),
        *_clusters(symbols),
        ref="meetings",
        title=title,
        description=description,
        view_box=f"0 0 {_SIZE} {_SIZE}",
        class_="circle",
    )


def has_numbers(pairs: Sequence[ClusterPair]) -> bool:
    """Whether the lines of two or more projects are few enough to carry their number."""
    return 0 < sum(pair.direct > 1 for pair in pairs) <= _MOST_NUMBERED


def _on_circle(place: int, n: int, radius: float) -> _Point:
    angle = 2 * math.pi * place / n - math.pi / 2
    return _Point(_CENTER.x + radius * math.cos(angle), _CENTER.y + radius * math.sin(angle))


def _width(direct: int, most: int, n: int) -> float:
    wide = _WIDE if n <= _MANY else _WIDE / 2
    return _NARROW if most <= 1 else _NARROW + (wide - _NARROW) * (direct - 1) / (most - 1)


def _bend(pair: ClusterPair, places: Mapping[str, _Point]) -> tuple[_Point, _Point, _Point]:
    start, end = places[pair.cluster_a], places[pair.cluster_b]
    return start, start.towards(end, 0.5).towards(_CENTER, _BEND), end


def _line(pair: ClusterPair, places: Mapping[str, _Point], **attributes: object) -> Element:
    start, control, end = _bend(pair, places)
    path = f"M{start.x:.1f} {start.y:.1f}Q{control.x:.1f} {control.y:.1f} {end.x:.1f} {end.y:.1f}"
    return element("path", d=path, **attributes)


def _number(pair: ClusterPair, places: Mapping[str, _Point]) -> list[Element]:
    """Draw a disc with the number of projects, at the middle of a line of two or more."""
    if pair.direct < 2:
        return []
    start, control, end = _bend(pair, places)
    middle = start.towards(control, 0.5).towards(control.towards(end, 0.5), 0.5)
    return [
        element("circle", cx=middle.x, cy=middle.y, r=9.5, class_="badge"),
        element("text", str(pair.direct), x=middle.x, y=middle.y + 4.4, class_="badge-text"),
    ]


def _clusters(symbols: Mapping[str, Symbol]) -> list[Element]:
    size = 34.0 if len(symbols) <= 12 else 34.0 * 12 / len(symbols)
    drawn = []
    for place, symbol in enumerate(symbols.values()):
        at = _on_circle(place, len(symbols), _RADIUS)
        label = _on_circle(place, len(symbols), _LABEL_RADIUS)
        drawn += [
            element("circle", cx=at.x, cy=at.y, r=size * 0.44, class_="halo"),
            element(
                "g",
                element("use", href=f"#{symbol.ref}"),
                transform=f"translate({at.x:.1f} {at.y:.1f}) scale({size / 24:.2f})",
            ),
            element("text", symbol.code, x=label.x, y=label.y + 5, class_="code-label"),
        ]
    return drawn
