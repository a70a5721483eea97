"""The figures that a script draws again over the drawn ones, as data for plotly."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from clusternet.findings.cards import YearCount
from clusternet.report.colors import DATA, INK, STEPS

_SANS = '"Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif'
_SOFT, _RULE = "#4C5157", "#E7E2D6"
#: Names that plotly has for the shapes of the page, or for the nearest it can draw.
MARKERS = {
    "circle": "circle",
    "square": "square",
    "triangle": "triangle-up",
    "diamond": "diamond",
    "triangle-down": "triangle-down",
    "hexagon": "hexagon",
    "cross": "cross",
    "star": "star",
    "half-disc": "pentagon",
    "hourglass": "hourglass",
    "saltire": "x",
    "flag": "bowtie",
}

Plot = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points of one look: places on the axes, what each says when pointed at, and which wear a ring."""

    name: str
    color: str
    rim: str
    shape: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    hover: tuple[str, ...]
    ringed: tuple[bool, ...]
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """An axis: its title, where it is marked, with what, and from where to where it reaches."""

    title: str
    places: tuple[float, ...]
    labels: tuple[str, ...]
    reach: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name beside a point, at powers of ten: whether it begins or ends there, and pixels right and down."""

    text: str
    x: float
    y: float
    begins: bool
    right: float
    down: float


def plain(text: str) -> str:
    """Return a text that plotly shows as it is: it would take some markup for its own."""
    return escape(text, quote=False)


def years_plot(
    years: Sequence[YearCount],
    names: tuple[str, str],
    totals: Sequence[str],
    hover: Sequence[str],
    *,
    height: int,
) -> Plot:
    """Return columns of projects begun by year.

    Parameters
    ----------
    years : sequence of YearCount
        Without gaps.
    names : tuple of str
        Of joint projects, which are darker, and of the others.
    totals, hover : sequence of str
        What stands on each column, and what it says when pointed at.
    height : int
        In pixels.
    """
    counts = ([year.joint for year in years], [year.projects - year.joint for year in years])
    data = [
        {
            "type": "bar",
            "name": plain(name),
            "x": [year.year for year in years],
            "y": numbers,
            "text": texts,
            "textposition": "outside",
            "cliponaxis": False,
            "textfont": {"size": 14},
            "marker": {"color": color},
            "hovertext": [plain(text) for text in hover],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for name, numbers, color, texts in zip(
            names, counts, (DATA, STEPS[1]), ([""] * len(years), list(totals)), strict=True
        )
    ]
    of_years = {"tickformat": "d", "nticks": 8, "linecolor": "#8E8A80", "showgrid": False}
    return {
        "data": data,
        "layout": _layout(
            height=height,
            barmode="stack",
            bargap=0.28,
            showlegend=False,
            margin={"l": 0, "r": 0, "t": 24, "b": 30},
            xaxis=of_years | {"fixedrange": True, "tickfont": {"size": 14, "color": _SOFT}},
            yaxis={"fixedrange": True, "rangemode": "tozero", "visible": False},
        ),
    }


def points_plot(
    groups: Sequence[Points], x: Ticks, y: Ticks, labels: Sequence[Label], *, height: int
) -> Plot:
    """Return points with logarithmic axes; a click on a name of the legend hides or shows its points."""
    return {
        "data": [_markers(group) for group in groups],
        "layout": _layout(
            height=height,
            showlegend=True,
            margin={"l": 56, "r": 8, "t": 8, "b": 48},
            legend={
                "orientation": "h",
                "x": 0,
                "y": 1.02,
                "yanchor": "bottom",
                "xanchor": "left",
                "font": {"size": 14.5},
                "itemdoubleclick": "toggleothers",
            },
            xaxis=_log_axis(x),
            yaxis=_log_axis(y),
            annotations=[_annotation(label) for label in labels],
        ),
    }


def _markers(group: Points) -> Plot:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(group.name),
        "x": list(group.x),
        "y": list(group.y),
        "hovertext": [plain(text) for text in group.hover],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": MARKERS[group.shape],
            "color": group.color,
            "size": group.size,
            "opacity": 1,
            "line": {
                "color": [INK if ring else group.rim for ring in group.ringed],
                "width": [2.2 if ring else 0.8 for ring in group.ringed],
            },
        },
    }


def _annotation(label: Label) -> Plot:
    return {
        "text": plain(label.text),
        "x": round(label.x, 4),
        "y": round(label.y, 4),
        "xanchor": "left" if label.begins else "right",
        "yanchor": "middle",
        "xshift": label.right,
        "yshift": 5 - label.down,
        "showarrow": False,
        "font": {"size": 13.5},
    }


def _log_axis(axis: Ticks) -> Plot:
    return {
        "type": "log",
        "title": {"text": plain(axis.title), "font": {"size": 14.5}},
        "tickvals": list(axis.places),
        "ticktext": list(axis.labels),
        "range": list(axis.reach),
        "fixedrange": True,
        "gridcolor": _RULE,
        "zeroline": False,
        "tickfont": {"size": 14, "color": _SOFT},
    }


def _layout(**parts: object) -> Plot:
    return {
        "font": {"family": _SANS, "size": 15, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": INK,
            "bordercolor": INK,
            "font": {"family": _SANS, "size": 15, "color": "#FFFFFF"},
        },
        **parts,
    }
