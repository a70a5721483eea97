"""Projects begun year by year: a column each, the darker part joint."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from clusternet.findings.cards import YearCount
from clusternet.report.charts.scale import ticks
from clusternet.report.charts.svg import Caption, element, stretched

_ABOVE, _BELOW = 20, 24
#: Above so many columns their numbers would touch.
_MOST_NUMBERED = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Size of a chart: its height, the share a column takes of its place, and years between two labels."""

    height: int
    column: float
    every: int


def frame_of(years: Sequence[YearCount], *, height: int) -> Frame:
    """Return a frame in which at most seven or so years are labeled."""
    every = next((step for step in (1, 2, 5, 10, 20, 50) if len(years) <= 7 * step), 100)
    return Frame(height=height, column=0.72 if len(years) > 4 else 0.4, every=every)


def years_chart(
    years: Sequence[YearCount],
    frame: Frame,
    caption: Caption,
    number: Callable[[int], str],
) -> Markup:
    """Draw a column a year; columns stretch with the page, their numbers do not.

    Parameters
    ----------
    years : sequence of YearCount
        Without gaps; at least one.
    frame : Frame
        Its size.
    caption : Caption
        What it says in words.
    number : callable
        Writes a number for the reader.
    """
    most = max(year.projects for year in years)
    scale = (frame.height - _ABOVE - _BELOW) / max(ticks(most)[-1], 1)
    base = frame.height - _BELOW
    place = 100 / len(years)
    drawn: list[Element] = [element("line", x1="0", x2="100%", y1=base, y2=base, class_="base")]
    for at, year in enumerate(years):
        left, width = place * (at + (1 - frame.column) / 2), place * frame.column
        drawn += _column(year, left, width, base, scale)
        middle = f"{place * (at + 0.5):.2f}%"
        if year.projects and len(years) <= _MOST_NUMBERED:
            top = base - year.projects * scale - 5
            drawn.append(element("text", number(year.projects), x=middle, y=top, class_="on-top"))
        if year.year % frame.every == 0 or len(years) == 1:
            drawn.append(element("text", str(year.year), x=middle, y=frame.height - 6, class_="axis-label"))
    return stretched(*drawn, caption=caption, height=frame.height, class_="years")


def _column(year: YearCount, left: float, width: float, base: float, scale: float) -> list[Element]:
    other = year.projects - year.joint
    parts = [(year.joint, 0, "joint"), (other, year.joint, "alone")]
    return [
        element(
            "rect",
            x=f"{left:.2f}%",
            width=f"{width:.2f}%",
            y=base - (below + n) * scale,
            height=n * scale,
            class_=class_,
        )
        for n, below, class_ in parts
        if n
    ]
