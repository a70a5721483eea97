"""The map of organizations and the projects they take part in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from clusternet.findings.map import OrganizationMap
from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import Catalog
from clusternet.report.charts.organization_map import (
    HEADING,
    OUTLINE,
    RING,
    Heading,
    MapDrawing,
    map_drawing,
    organization_map,
)
from clusternet.report.scripts import embedded, script
from clusternet.report.symbols import Symbol
from clusternet.report.written import Written

#: Organizations named in the claim, and rows of the table below the map.
_NAMED, _ROWS = 2, 20
#: From this share of the organizations on, one connected part is what there is, not merely the largest.
_MOST = 0.5

#: Texts the scripts of the map show, under ``map.text`` in the catalogs.
_TEXTS = (
    "ready",
    "chosen",
    "shown",
    "found",
    "found_none",
    "no_cluster",
    "manages",
    "clusters",
    "projects",
    "partners",
    "partners_drawn",
    "project",
    "taking_part",
    "close",
)

_SCRIPTS = (
    "vendor/sigma.min.js",
    "map-data.js",
    "map-symbols.js",
    "map-labels.js",
    "map-drawing.js",
    "map-panel.js",
    "map-search.js",
    "map.js",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One organization of the table; numbers are written for the reader."""

    name: str
    manages: bool
    clusters: tuple[Symbol, ...]
    projects: Written
    partners: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """The section, in the reader's language; without organizations there is a sentence only."""

    claim: str
    measured: str = ""
    picture: Markup | None = None
    data: Markup | None = None
    symbols: tuple[Symbol, ...] = ()
    several: bool = False
    outside: bool = False
    rows: tuple[MapRow, ...] = ()


def map_view(report: CooperationReport, symbols: Mapping[str, Symbol], words: Catalog) -> MapView:
    """Return the section on the map of organizations."""
    found = report.map
    if "map" not in report.sections or not found.organizations:
        return MapView(claim=words.text("map.claim.none"))
    part = _largest_part(found)
    drawing = map_drawing(found)
    drawing = replace(drawing, headings=_headings(drawing, part, words))
    seen = {cluster for clusters in found.clusters for cluster in clusters}
    claim, measured = _claim(found, part, words), _measured(found, part, words)
    return MapView(
        claim=claim,
        measured=measured,
        picture=organization_map(
            found, drawing, symbols, title=words.text("map.picture"), description=measured
        ),
        data=embedded("map-data", _data(found, drawing, symbols, words)),
        symbols=tuple(symbol for cluster, symbol in symbols.items() if cluster in seen),
        several=any(len(clusters) > 1 for clusters in found.clusters),
        outside=not all(found.clusters),
        rows=_rows(found, symbols, words),
    )


def map_script() -> str:
    """Return the script that makes the map answer."""
    return script(*_SCRIPTS)


def _largest_part(found: OrganizationMap) -> NDArray[np.bool_]:
    """Tell which organizations, then projects, hang together in the connected part with most of them."""
    n = len(found.organizations)
    root = list(range(n + len(found.projects)))

    def top(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for organization, project in zip(found.source.tolist(), found.target.tolist(), strict=True):
        first, second = sorted((top(organization), top(project + n)))
        root[second] = first
    tops = np.array([top(node) for node in range(len(root))])
    return np.asarray(tops == np.bincount(tops[:n]).argmax(), dtype=np.bool_)


def _claim(found: OrganizationMap, part: NDArray[np.bool_], words: Catalog) -> str:
    n = len(found.organizations)
    within = np.flatnonzero(part[:n])
    order = np.lexsort((-found.partners_of[within], -found.projects_of[within]))
    leading = [found.organizations[row] for row in within[order][:_NAMED].tolist()]
    apart = int((~part[n:]).sum())
    if found.together > 1:
        key = "map.claim.some"
    elif not apart:
        key = "map.claim.whole"
    else:
        key = "map.claim.main" if within.size >= _MOST * n else "map.claim.largest"
    return words.text(key, n=int(within.size), of=n, names=leading, apart=apart)


def _measured(found: OrganizationMap, part: NDArray[np.bool_], words: Catalog) -> str:
    n = len(found.organizations)
    facts = {
        "organizations": n,
        "projects": len(found.projects),
        "part": int(part[:n].sum()),
        "part_projects": int(part[n:].sum()),
        "of": found.participating,
        "of_projects": found.projects_in_scope,
        "together": found.together,
    }
    return words.text("map.measured.all" if found.together == 1 else "map.measured.some", **facts)


def _headings(drawing: MapDrawing, part: NDArray[np.bool_], words: Catalog) -> tuple[Heading, ...]:
    """Return what stands above each of the two sides; nothing where there is one, or they are not apart."""
    if part.all():
        return ()
    above, below = float(drawing.y[part].max()), float(drawing.y[~part].min())
    if above >= below:
        return ()
    return (
        Heading(x=2.0, y=16.0, text=words.text("map.heading.connected")),
        Heading(x=2.0, y=below - HEADING, text=words.text("map.heading.apart")),
    )


def _data(
    found: OrganizationMap,
    drawing: MapDrawing,
    symbols: Mapping[str, Symbol],
    words: Catalog,
) -> dict[str, object]:
    """Return the map as columns, organizations first, then projects."""
    place = {cluster: at for at, cluster in enumerate(symbols)}
    return {
        "organizations": found.organizations,
        "projects": found.projects,
        "clusters": [[place[one] for one in clusters] for clusters in found.clusters],
        "manages": np.flatnonzero(found.manages).tolist(),
        "projectsOf": [words.number(value) for value in found.projects_of.tolist()],
        "partnersOf": found.partners_of.tolist(),
        "partnersWritten": [words.number(value) for value in found.partners_of.tolist()],
        "x": drawing.x.round(1).tolist(),
        "y": drawing.y.round(1).tolist(),
        "radius": drawing.radius.round(1).tolist(),
        "source": found.source.tolist(),
        "target": found.target.tolist(),
        "symbols": [
            {"ref": one.ref, "name": one.short, "color": one.color, "outline": one.outline}
            for one in symbols.values()
        ],
        "labels": [
            [one.row, one.text, one.anchor, *_beside(one.row, one.x, one.y, drawing)]
            for one in drawing.labels
        ],
        "narrowLabels": [one.row for one in drawing.narrow_labels],
        "headings": [[one.text, round(one.x, 1), one.y] for one in drawing.headings],
        "width": drawing.width,
        "height": drawing.height,
        "outline": OUTLINE,
        "ring": RING,
        "language": words.language,
        "text": {name: words.text(f"map.text.{name}", n="{n}", name="{name}") for name in _TEXTS},
    }


def _beside(row: int, x: float, y: float, drawing: MapDrawing) -> tuple[float, float]:
    """Return how far from its symbol a name begins."""
    return round(x - float(drawing.x[row]), 1), round(y - float(drawing.y[row]), 1)


def _rows(found: OrganizationMap, symbols: Mapping[str, Symbol], words: Catalog) -> tuple[MapRow, ...]:
    most = np.lexsort((-found.partners_of, -found.projects_of))[:_ROWS].tolist()
    return tuple(
        MapRow(
            name=found.organizations[row],
            manages=bool(found.manages[row]),
            clusters=tuple(symbols[cluster] for cluster in found.clusters[row]),
            projects=Written(int(found.projects_of[row]), words),
            partners=Written(int(found.partners_of[row]), words),
        )
        for row in most
    )
