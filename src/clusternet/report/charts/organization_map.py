"""The map of organizations: what stands where, how large, and the figure of record."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from clusternet.findings.map import OrganizationMap
from clusternet.report.charts.labels import Label, Lettering, placed_labels
from clusternet.report.charts.svg import element, picture
from clusternet.report.symbols import Symbol

WIDTH = 1120
#: Room at the margins; above, there is also room for a heading.
_MARGIN, _TOP = 14.0, 44.0
#: How far above what it names the foot of a heading stands.
HEADING = 22.0
#: Half the width of a project's square.
PROJECT = 1.9
#: Outlines of symbols are drawn to about this radius.
OUTLINE = 8.0
#: A ring stands this far outside a symbol of a radius of 8.
RING = 12.0
#: Two sizes of labels: for a screen or a sheet, and for a phone, where the whole is a third as large.
WIDE = Lettering(size=13.0, most=18, longest=34)
NARROW = Lettering(size=37.0, most=5, longest=19)

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above one part of the drawing."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDrawing:
    """Where everything stands on the drawing, organizations first, then projects.

    ``petals`` tells which organizations are in one project only; ``labels`` name the largest, ``headings``
    stand above each part.
    """

    x: _Floats
    y: _Floats
    radius: _Floats
    petals: NDArray[np.bool_]
    width: int
    height: int
    labels: tuple[Label, ...]
    narrow_labels: tuple[Label, ...]
    headings: tuple[Heading, ...] = ()


def map_drawing(found: OrganizationMap) -> MapDrawing:
    """Return where everything stands; there must be an organization."""
    scale = WIDTH - 2 * _MARGIN
    x, y = found.x * scale + _MARGIN, found.y * scale + _TOP
    radius = np.concatenate([_radius(found), np.full(len(found.projects), PROJECT)])
    height = round(float(y.max()) + _MARGIN)
    ringed = np.array([len(clusters) > 1 for clusters in found.clusters])
    reach = radius.copy()
    reach[: ringed.size][ringed] *= RING / OUTLINE
    most = np.lexsort((-found.partners_of, -found.projects_of)).tolist()
    wide, narrow = (
        placed_labels(found.organizations, most, (x, y, reach), (WIDTH, height), lettering)
        for lettering in (WIDE, NARROW)
    )
    return MapDrawing(
        x=x,
        y=y,
        radius=radius,
        petals=found.projects_of == 1,
        width=WIDTH,
        height=height,
        labels=wide,
        narrow_labels=narrow,
    )


def organization_map(
    found: OrganizationMap,
    drawing: MapDrawing,
    symbols: Mapping[str, Symbol],
    *,
    title: str,
    description: str,
) -> Markup:
    """Draw the map; symbols of members over dots, dots over lines.

    Parameters
    ----------
    found, drawing : OrganizationMap, MapDrawing
        What is drawn and where.
    symbols : mapping of Symbol
        By cluster id.
    title, description : str
        What the picture is and what it shows, in the reader's language.
    """
    n = len(found.organizations)
    petal = drawing.petals[found.source]
    squares = "".join(
        f"M{x - PROJECT:.1f} {y - PROJECT:.1f}h{2 * PROJECT}v{2 * PROJECT}h-{2 * PROJECT}z"
        for x, y in zip(drawing.x[n:].tolist(), drawing.y[n:].tolist(), strict=True)
    )
    large_first = np.argsort(-drawing.radius[:n], kind="stable").tolist()
    dots = [_dot(place, found, drawing) for place in large_first if not found.clusters[place]]
    members = [_member(place, found, drawing, symbols) for place in large_first if found.clusters[place]]
    return picture(
        element("path", d=_lines(found, drawing, petal), class_="map-line petal"),
        element("path", d=_lines(found, drawing, ~petal), class_="map-line"),
        element("path", d=squares, class_="map-project"),
        *dots,
        *members,
        *(element("text", one.text, x=one.x, y=one.y, class_="map-heading") for one in drawing.headings),
        *(_label(one, "map-label wide") for one in drawing.labels),
        *(_label(one, "map-label narrow") for one in drawing.narrow_labels),
        ref="organization-map",
        title=title,
        description=description,
        view_box=f"0 0 {drawing.width} {drawing.height}",
        class_="map-drawing",
    )


def _radius(found: OrganizationMap) -> _Floats:
    member = np.array([len(clusters) > 0 for clusters in found.clusters])
    more = np.sqrt(np.maximum(found.projects_of - 1, 0))
    return np.where(member, 4.3 + 1.3 * more, 3.0 + 0.95 * more)


def _lines(found: OrganizationMap, drawing: MapDrawing, which: NDArray[np.bool_]) -> str:
    begin, end = found.source[which], found.target[which] + len(found.organizations)
    ends = zip(
        drawing.x[begin].tolist(),
        drawing.y[begin].tolist(),
        drawing.x[end].tolist(),
        drawing.y[end].tolist(),
        strict=True,
    )
    return "".join(f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" for x, y, to_x, to_y in ends)


def _dot(place: int, found: OrganizationMap, drawing: MapDrawing) -> Element:
    return element(
        "circle",
        element("title", found.organizations[place]),
        cx=float(drawing.x[place]),
        cy=float(drawing.y[place]),
        r=float(drawing.radius[place]),
        class_="map-dot",
    )


def _member(
    place: int, found: OrganizationMap, drawing: MapDrawing, symbols: Mapping[str, Symbol]
) -> Element:
    clusters = found.clusters[place]
    scale = drawing.radius[place] / OUTLINE
    ring = [element("circle", r=RING, class_="map-ring")] if len(clusters) > 1 else []
    return element(
        "g",
        element("title", found.organizations[place]),
        *ring,
        element("use", href=f"#{symbols[clusters[0]].ref}"),
        transform=f"translate({drawing.x[place]:.1f} {drawing.y[place]:.1f}) scale({scale:.2f})",
        class_="map-member",
    )


def _label(label: Label, class_: str) -> Element:
    return element("text", label.text, x=label.x, y=label.y, text_anchor=label.anchor, class_=class_)
