"""Members known by name against the numbers that are published: the gap, and where sources disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from clusternet.findings.quality import PublishedMembers
from clusternet.report.charts.scale import ticks
from clusternet.report.charts.svg import decoration, element
from clusternet.report.symbols import Symbol

_HEIGHT = 40
_MIDDLE = _HEIGHT / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis from 0 to ``end``, marked at round numbers."""

    marks: tuple[int, ...]
    end: float

    def place(self, value: float) -> float:
        """Share of the axis, 0 to 1."""
        return value / self.end


def axis_of(clusters: Sequence[PublishedMembers]) -> Axis:
    """Return the axis that all clusters share."""
    end = 1.04 * max((max(one.high or 0, one.known, 1) for one in clusters), default=1)
    return Axis(marks=tuple(mark for mark in ticks(end) if mark <= end), end=end)


def published_track(cluster: PublishedMembers, symbol: Symbol, axis: Axis) -> Markup:
    """Draw one cluster: its symbol at the known, a hollow bar from lowest to highest published number."""
    parts = [_grid(axis)]
    if cluster.low is not None and cluster.high is not None:
        low, high = _percent(axis.place(cluster.low)), _percent(axis.place(cluster.high))
        known = _percent(axis.place(min(cluster.known, cluster.low)))
        parts += [
            element("line", x1=known, x2=low, y1=_MIDDLE, y2=_MIDDLE, class_="gap"),
            # A round line drawn twice, wide and less wide, is a hollow bar, and a ring where its ends meet.
            element("line", x1=low, x2=high, y1=_MIDDLE, y2=_MIDDLE, class_="published"),
            element("line", x1=low, x2=high, y1=_MIDDLE, y2=_MIDDLE, class_="published-inside"),
        ]
    at = element("svg", x=_percent(axis.place(cluster.known)), y=_MIDDLE, overflow="visible", class_="known")
    at.append(element("use", href=f"#{symbol.ref}", class_="ringed"))
    return decoration(*parts, at, class_="track", width="100%", height=_HEIGHT)


def axis_track(axis: Axis, labels: Sequence[str]) -> Markup:
    """Draw the numbers of the axis."""
    texts = [
        element("text", label, x=_percent(axis.place(mark)), y=14, class_="axis-label")
        for mark, label in zip(axis.marks, labels, strict=True)
    ]
    return decoration(*texts, class_="track", width="100%", height=20)


def _grid(axis: Axis) -> Element:
    lines = (
        element("line", x1=_percent(axis.place(mark)), x2=_percent(axis.place(mark)), y1=0, y2=_HEIGHT)
        for mark in axis.marks
    )
    return element("g", *lines, class_="grid")


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"
