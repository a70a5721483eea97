"""The map of organizations and the projects they take part in."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import Catalog
from clusternet.report.symbols import Symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """The section, in the reader's language."""

    claim: str = ""
    data: Markup | None = None


def map_view(report: CooperationReport, symbols: Mapping[str, Symbol], words: Catalog) -> MapView:
    """Return the section on the map of organizations."""
    return MapView()


def map_script() -> str:
    """Return the script."""
    return ""
