"""The cooperation report as one HTML file."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import LANGUAGES, Catalog, catalog
from clusternet.report.policy import content_security_policy
from clusternet.report.scripts import Scripts, script
from clusternet.report.sections.bridges import bridges
from clusternet.report.sections.cards import cards
from clusternet.report.sections.clusters import cluster_rows
from clusternet.report.sections.comparison import comparison
from clusternet.report.sections.completeness import completeness
from clusternet.report.sections.connected import connected
from clusternet.report.sections.cooperation import cooperation
from clusternet.report.sections.cover import cover, dataset_title
from clusternet.report.sections.doubt import doubt
from clusternet.report.sections.growth import growth
from clusternet.report.sections.map import map_script, map_view
from clusternet.report.sections.meetings import meetings
from clusternet.report.sections.method import file_rows, method
from clusternet.report.sections.missing import missing
from clusternet.report.sections.numbers import headline
from clusternet.report.sections.scatter import partners_and_projects
from clusternet.report.sections.tables import table_views
from clusternet.report.style import style_sheet
from clusternet.report.symbols import symbols

#: Sections a recipe may leave out, in the order of the page.
OPTIONAL = (
    "completeness",
    "who-cooperates",
    "bridges",
    "map",
    "clusters",
    "missing",
    "comparison",
    "most-connected",
    "method",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One numbered section: its place on the page and where links to it lead."""

    place: int
    name: str
    title: str
    short_title: str

    @property
    def template(self) -> str:
        """The file that writes it."""
        return f"_{self.name.replace('-', '_')}.html"


def render_page(report: CooperationReport, *, language: str, other_edition: str | None = None) -> str:
    """Return a report as one self-contained page; the same report gives the same text.

    Parameters
    ----------
    report : CooperationReport
        What the page says.
    language : str
        Code of the reader's language.
    other_edition : str, optional
        Relative address of the page in the other language; without one there is no link to it.

    Raises
    ------
    UnknownName
        If there is no catalog of the language.
    """
    words = catalog(language)
    drawn = symbols(report.profiles)
    dataset = dataset_title(report.cover.title, words)
    title = words.text("page.title", dataset=dataset) if dataset else words.text("page.heading")
    style = style_sheet(foot=title, warning=words.text("page.made_up") if report.cover.made_up else "")
    drawing = map_view(report, drawn, words)
    scripts = Scripts()
    scripts.add(script("tables.js"))
    if drawing.data:
        scripts.add(map_script())
    begun = growth(report, words) if "who-cooperates" in report.sections else None
    points = partners_and_projects(report.map, drawn, words) if "most-connected" in report.sections else None
    if begun or points:
        scripts.add(script("vendor/plotly-cartesian.min.js", "charts.js"), style_attributes=True)
    template = _environment(words).get_template("page.html")
    return template.render(
        title=title,
        style=style,
        policy=content_security_policy(style, scripts.texts, style_attributes=scripts.style_attributes),
        scripts=scripts.texts,
        other=_other_edition(words, other_edition),
        parts=_parts(report, words),
        symbols=drawn,
        cover=cover(report, drawn, words),
        clusters=cluster_rows(report.profiles, drawn, words),
        numbers=headline(report.numbers, words),
        completeness=completeness(report, drawn, words),
        doubt=doubt(report, words),
        doubt_listed=any(table.name == "duplicates" for table in report.tables),
        cooperation=cooperation(report, drawn, words),
        meetings=meetings(report.cooperation.meetings, drawn, words),
        growth=begun,
        bridges=bridges(report.bridges, drawn, words),
        map=drawing,
        cards=cards(report.cards, drawn, words),
        missing=missing(report.missing, drawn, words),
        comparison=comparison(report.comparison, drawn, words),
        scatter=points,
        connected=connected(report.most_connected, drawn, words),
        method=method(report, words),
        files=file_rows(report, words),
        tables=table_views(report.tables, words),
        next_figure=count(1).__next__,
    )


def _environment(words: Catalog) -> Environment:
    environment = Environment(
        loader=PackageLoader("clusternet.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts: dict[str, Any] = {"t": words.text, "number": words.number, "language": words.language}
    environment.globals |= texts
    return environment


def _parts(report: CooperationReport, words: Catalog) -> tuple[Part, ...]:
    chosen = [name for name in OPTIONAL if name in report.sections]
    names = ["numbers", *chosen, *(["tables"] if report.tables else [])]
    return tuple(
        Part(
            place=place,
            name=name,
            title=words.text(f"page.section.{name}.title"),
            short_title=words.text(f"page.section.{name}.short"),
        )
        for place, name in enumerate(names, start=1)
    )


def _other_edition(words: Catalog, address: str | None) -> dict[str, str] | None:
    if address is None:
        return None
    other = catalog(next(language for language in LANGUAGES if language != words.language))
    return {"language": other.language, "address": address, "text": other.text("page.language_name")}
