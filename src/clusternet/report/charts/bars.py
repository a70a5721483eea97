"""Bars that start at 0: part of a whole on a track, and parts side by side."""

from collections.abc import Sequence

from markupsafe import Markup

from clusternet.report.charts.svg import decoration, element

_HEIGHT = 12


def filled_bar(part: int, whole: int) -> Markup:
    """Draw a part of a whole; the rest is hatched, which means unknown."""
    return decoration(
        element("rect", width="100%", height=_HEIGHT, fill="url(#hatch)"),
        element("rect", width=_percent(part, whole), height=_HEIGHT, class_="value"),
        class_="bar",
        width="100%",
        height=_HEIGHT,
    )


def plain_bar(part: float, whole: float) -> Markup:
    """Draw a number against the largest of its kind."""
    return decoration(
        element("rect", width=_percent(part, whole), height=_HEIGHT, class_="value"),
        class_="bar",
        width="100%",
        height=_HEIGHT,
    )


def stacked_bar(parts: Sequence[tuple[int, str]]) -> Markup:
    """Draw parts of one whole side by side, each with its class; ``unknown`` is hatched."""
    whole = sum(part for part, _ in parts)
    drawn, begin = [], 0
    for part, class_ in parts:
        fill = {"fill": "url(#hatch)"} if class_ == "unknown" else {}
        drawn.append(
            element(
                "rect",
                x=_percent(begin, whole),
                width=_percent(part, whole),
                height=28,
                class_=class_,
                **fill,
            )
        )
        begin += part
    return decoration(*drawn, class_="bar", width="100%", height=28)


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole if whole else 0:.2f}%"
