"""Projects begun year by year, and how many have no date."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clusternet.findings.cards import YearCount
from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import Catalog
from clusternet.report.charts.plots import years_plot
from clusternet.report.charts.svg import Caption
from clusternet.report.charts.years import frame_of, years_chart
from clusternet.report.scripts import embedded

_HEIGHT = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthView:
    """The figure, in the reader's language; ``plot`` is the same one to be drawn by a script."""

    claim: str
    measured: str
    chart: Markup
    plot: Markup
    rows: tuple[tuple[str, str, str], ...]
    note: str


def growth(report: CooperationReport, words: Catalog) -> GrowthView | None:
    """Return the figure of projects begun by year; None where no project is dated."""
    years = report.years
    if not years:
        return None
    return GrowthView(
        claim=_claim(years, words),
        measured=words.text("page.growth.measured", n=sum(year.projects for year in years)),
        chart=years_chart(
            years,
            frame_of(years, height=_HEIGHT),
            Caption(
                ref="growth-chart",
                title=words.text("page.growth.title"),
                description=years_in_words(years, words),
            ),
            words.number,
        ),
        plot=embedded(
            "growth-data",
            years_plot(
                years,
                (words.text("page.growth.joint"), words.text("page.growth.alone")),
                [words.number(year.projects) if year.projects else "" for year in years],
                [_in_words(year, words) for year in years],
                height=_HEIGHT,
            ),
        ),
        rows=tuple((str(year.year), words.number(year.projects), words.number(year.joint)) for year in years),
        note=_note(report, words),
    )


def years_in_words(years: Sequence[YearCount], words: Catalog) -> str:
    """Say how many projects began in each year in which any did."""
    return "; ".join(_in_words(year, words) for year in years if year.projects)


def _in_words(year: YearCount, words: Catalog) -> str:
    if not year.joint:
        return words.text("page.growth.year", year=str(year.year), n=year.projects)
    return words.text("page.growth.year_joint", year=str(year.year), n=year.projects, joint=year.joint)


def _claim(years: Sequence[YearCount], words: Catalog) -> str:
    most = max(year.projects for year in years)
    best = [year for year in years if year.projects == most]
    if len(best) > 1:
        return words.text("page.growth.claim.ties", n=most, years=len(best))
    return words.text("page.growth.claim.one", n=most, year=str(best[0].year))


def _note(report: CooperationReport, words: Catalog) -> str:
    thin = words.text("page.growth.thin")
    if not report.undated:
        return thin
    undated = words.text("page.growth.undated", n=report.undated, of=report.projects_in_scope)
    return f"{undated} {thin}"
