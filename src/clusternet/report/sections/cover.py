"""The cover: what the report found, what to know before reading on, and what it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from clusternet.findings.quality import Completeness
from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import Catalog
from clusternet.report.charts.meetings import has_numbers, meetings_circle
from clusternet.report.emphasis import Strong, emphasized
from clusternet.report.fingerprint import fingerprint
from clusternet.report.symbols import Symbol

ALL_YEARS = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of the strip below the cover; ``kind`` is ``text`` or ``code``."""

    label: str
    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverView:
    """The cover, in the reader's language."""

    dataset: str
    deck: Markup
    honest: tuple[str, ...]
    circle: Markup | None
    circle_legend: str
    strip: tuple[Fact, ...]
    set_aside: str
    made_up: str


def cover(report: CooperationReport, symbols: Mapping[str, Symbol], words: Catalog) -> CoverView:
    """Return the cover of a report."""
    reading = report.reading
    return CoverView(
        dataset=dataset_title(report.cover.title, words),
        deck=_deck(report, words),
        honest=_honest(report.completeness, words),
        circle=_circle(report, symbols, words),
        circle_legend=words.text(
            "page.circle.direct_numbered" if has_numbers(report.cooperation.between) else "page.circle.direct"
        ),
        strip=_strip(report, words),
        set_aside=words.text("page.cover.set_aside", n=reading.rows_set_aside, of=reading.rows_read)
        if reading.rows_set_aside
        else "",
        made_up=words.text("page.cover.made_up") if report.cover.made_up else "",
    )


def dataset_title(title: Mapping[str, str], words: Catalog) -> str:
    """Return the title in the reader's language, or in any."""
    return title.get(words.language) or next((text for text in title.values() if text), "")


def _deck(report: CooperationReport, words: Catalog) -> Markup:
    cooperation, of = report.cooperation, report.projects_in_scope
    if not of:
        return emphasized(words.text("page.cover.deck.empty"))
    if len(report.profiles) < 2:
        numbers = {"n": report.participating, "people": Strong(words.number(report.participating)), "of": of}
        return emphasized(words.text("page.cover.deck.no_pairs", **numbers))
    return emphasized(
        f"{_met(cooperation.direct_projects, of, words)} "
        f"{_joined(cooperation.joint_projects, cooperation.joint_projects_without_managers, words)}"
    )


def _met(direct: int, of: int, words: Catalog) -> str:
    key = "page.cover.deck.met" if direct else "page.cover.deck.met_none"
    return words.text(key, direct=Strong(words.number(direct)), of=of)


def _joined(joint: int, without: int, words: Catalog) -> str:
    if not joint:
        return words.text("page.cover.deck.joined_none")
    key = "page.cover.deck.joined_all" if without == joint else "page.cover.deck.joined"
    strong = {"joint": Strong(words.number(joint)), "without": Strong(words.number(without))}
    return words.text(key, n=joint, **strong)


def _honest(completeness: Completeness, words: Catalog) -> tuple[str, ...]:
    clusters = completeness.clusters
    if not clusters:
        return (words.text("caveat.no_clusters"),)
    published = [one for one in clusters if one.high is not None]
    if not published:
        known = sum(one.known for one in clusters)
        return (
            words.text("page.cover.honest.unpublished", known=known),
            words.text("page.cover.honest.limit"),
        )
    return (
        published_share(completeness, words),
        words.text("page.cover.honest.where", n=len(published), of=len(clusters)),
        words.text("page.cover.honest.limit"),
    )


def published_share(completeness: Completeness, words: Catalog) -> str:
    """Say what share of the published members is known, as a range where published numbers disagree."""
    lowest = sum(max(one.low or 0.0, one.known) for one in completeness.clusters if one.low is not None)
    share = completeness.share or 0.0
    values = {"known": completeness.known, "published": completeness.published, "share": share}
    most = min(1.0, completeness.known / lowest) if lowest else share
    if words.percent(most) == words.percent(share):
        return words.text("page.cover.honest.share", **values)
    return words.text("page.cover.honest.share_range", lowest=lowest, most=most, **values)


def _circle(report: CooperationReport, symbols: Mapping[str, Symbol], words: Catalog) -> Markup | None:
    if len(symbols) < 2:
        return None
    pairs = report.cooperation.between
    met = sum(pair.direct > 0 for pair in pairs)
    through = sum(pair.projects > 0 and not pair.direct for pair in pairs)
    return meetings_circle(
        pairs,
        symbols,
        title=words.text("page.circle.title", n=len(symbols)),
        description=words.text("page.circle.description", met=met, through=through, of=len(pairs)),
    )


def _strip(report: CooperationReport, words: Catalog) -> tuple[Fact, ...]:
    cover = report.cover
    period = words.text("page.strip.all_years") if cover.period == ALL_YEARS else cover.period
    facts = (
        ("region", cover.region, "text"),
        ("begun", _years(cover.first_year, cover.last_year, words), "text"),
        ("period", period, "text"),
        ("as_of", words.date(cover.as_of) if cover.as_of else "", "text"),
        ("version", f"clusternet {report.provenance.version}", "text"),
        ("fingerprint", fingerprint(report.provenance.inputs), "code"),
    )
    return tuple(
        Fact(
            label=words.text(f"page.strip.{name}"), text=text or words.text("page.strip.unstated"), kind=kind
        )
        for name, text, kind in facts
    )


def _years(first: int | None, last: int | None, words: Catalog) -> str:
    if first is None or last is None:
        return words.text("page.strip.undated")
    return str(first) if first == last else f"{first}–{last}"
