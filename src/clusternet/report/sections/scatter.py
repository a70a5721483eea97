"""Every organization by its projects and its partners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clusternet.findings.map import OrganizationMap
from clusternet.language.catalog import Catalog
from clusternet.report.charts.plots import Label, Points, Ticks, points_plot
from clusternet.report.charts.scatter import (
    HEIGHT,
    Dot,
    LogAxis,
    Name,
    log_axis,
    names,
    power,
    scatter,
    spread,
)
from clusternet.report.charts.svg import Caption
from clusternet.report.colors import PAPER
from clusternet.report.scripts import embedded
from clusternet.report.symbols import Symbol

#: Organizations named in the picture.
NAMED = 10
_STONE, _RIM = "#B8AF9C", "#6E675A"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterView:
    """The figure, in the reader's language; ``plot`` is the same one to be drawn by a script."""

    claim: str
    measured: str
    chart: Markup
    plot: Markup
    clusters: tuple[Symbol, ...]
    ringed: bool
    outside: bool
    rows: tuple[tuple[str, int, int, tuple[Symbol, ...]], ...]


def partners_and_projects(
    found: OrganizationMap, symbols: Mapping[str, Symbol], words: Catalog
) -> ScatterView | None:
    """Return the figure; None where no organization takes part in a project."""
    dots = [
        Dot(
            name=name,
            symbol=symbols[clusters[0]] if clusters else None,
            ringed=len(clusters) > 1,
            x=int(projects),
            y=int(partners),
        )
        for name, clusters, projects, partners in zip(
            found.organizations, found.clusters, found.projects_of, found.partners_of, strict=True
        )
    ]
    if not dots:
        return None
    x = log_axis([dot.x for dot in dots], words.text("page.scatter.projects"), words.number, room=0.34)
    y = log_axis([dot.y for dot in dots], words.text("page.scatter.partners"), words.number, room=0.12)
    first = sorted(range(len(dots)), key=lambda place: (-dots[place].y, -dots[place].x, dots[place].name))
    named = names([dots[place] for place in first[:NAMED]], dots, x, y)
    claim = _claim(found, dots, words)
    caption = Caption(ref="scatter-chart", title=claim, description=words.text("page.scatter.description"))
    plot = points_plot(
        _points(dots, x, symbols, words),
        _ticks(x),
        _ticks(y),
        [_label(name) for name in named],
        height=HEIGHT,
    )
    return ScatterView(
        claim=claim,
        measured=_measured(found, words),
        chart=scatter(dots, named, x, y, caption),
        plot=embedded("scatter-data", plot),
        clusters=tuple(symbol for symbol in symbols.values() if any(dot.symbol is symbol for dot in dots)),
        ringed=any(dot.ringed for dot in dots),
        outside=any(dot.symbol is None for dot in dots),
        rows=tuple(
            (
                dots[place].name,
                dots[place].x,
                dots[place].y,
                tuple(symbols[cluster] for cluster in found.clusters[place]),
            )
            for place in first
        ),
    )


def _claim(found: OrganizationMap, dots: Sequence[Dot], words: Catalog) -> str:
    if (
        len(dots) < found.participating
    ):  # those with most projects are drawn, so nothing is said of the others
        return words.text("page.scatter.claim_some")
    once = sum(dot.x == 1 for dot in dots)
    return words.text("page.scatter.claim", n=once, of=len(dots))


def _measured(found: OrganizationMap, words: Catalog) -> str:
    drawn, all_of_them = len(found.organizations), found.participating
    key = "all" if drawn == all_of_them else "some"
    return words.text(f"page.scatter.measured.{key}", n=drawn, of=all_of_them)


def _points(
    dots: Sequence[Dot], axis: LogAxis, symbols: Mapping[str, Symbol], words: Catalog
) -> list[Points]:
    aside = [share * (axis.high - axis.low) for share in spread(dots, axis)]
    groups: list[Symbol | None] = [None, *symbols.values()]
    outside = words.text("page.scatter.outside" if symbols else "page.scatter.everybody")
    found = []
    for symbol in groups:
        places = [place for place, dot in enumerate(dots) if dot.symbol is symbol]
        if not places:
            continue
        chosen = [dots[place] for place in places]
        found.append(
            Points(
                name=symbol.short if symbol else outside,
                color=symbol.color if symbol else _STONE,
                rim=PAPER if symbol else _RIM,
                shape=symbol.shape if symbol else "circle",
                x=tuple(
                    round(10 ** (power(dot.x) + aside[place]), 4)
                    for place, dot in zip(places, chosen, strict=True)
                ),
                y=tuple(float(dot.y) or 0.5 for dot in chosen),
                hover=tuple(
                    words.text("page.scatter.hover", name=dot.name, projects=dot.x, partners=dot.y)
                    for dot in chosen
                ),
                ringed=tuple(dot.ringed for dot in chosen),
                size=11.0 if symbol else 6.0,
            )
        )
    return found


def _ticks(axis: LogAxis) -> Ticks:
    return Ticks(
        title=axis.title,
        places=tuple(float(mark) or 0.5 for mark in axis.marks),
        labels=axis.numbers,
        reach=(axis.low, axis.high),
    )


def _label(name: Name) -> Label:
    return Label(
        text=name.dot.name,
        x=power(name.dot.x),
        y=power(name.dot.y),
        begins=name.anchor == "start",
        right=name.right,
        down=name.down,
    )
