"""The path of a role: who comes before the broker, the broker, and who comes after."""

from collections.abc import Mapping

from markupsafe import Markup

from clusternet.findings.bridges import Role
from clusternet.report.charts.svg import decoration, element

OUTSIDE = "outside"
#: Letters are clusters, the middle one the broker's; a dash is no cluster.
PATTERNS: Mapping[str, str] = {
    "coordinator": "A>A>A",
    "itinerant_broker": "A>B>A",
    "gatekeeper": "A>A>B",
    "liaison": "A>B>C",
    OUTSIDE: "A>–>B",
}
_PLACES = (11.0, 37.0, 63.0)


def role_of(role: Role | None) -> str:
    """Return the name of a path; that of an organization in no cluster is its own."""
    return OUTSIDE if role is None else role


def role_path(role: str) -> Markup:
    """Draw the path of a role: the broker is the large one, one fill is one cluster."""
    letters = PATTERNS[role].split(">")
    drawn = [
        element("circle", cx=place, cy=11, r=7.6 if middle else 5.4, class_=_look(letter))
        for place, letter, middle in zip(_PLACES, letters, (False, True, False), strict=True)
    ]
    return decoration(element("path", d="M11 11H63"), *drawn, class_="glyph", viewBox="0 0 74 22")


def _look(letter: str) -> str:
    return {"A": "a", "B": "b", "C": "c"}.get(letter, "none")
