"""One sheet for each cluster: what is known of it, and what to ask it for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clusternet.findings.cards import ClusterCard, Counterpart
from clusternet.language.catalog import Catalog
from clusternet.report.charts.bars import plain_bar
from clusternet.report.charts.svg import Caption
from clusternet.report.charts.years import frame_of, years_chart
from clusternet.report.sections.growth import years_in_words
from clusternet.report.symbols import Symbol

_CHART_HEIGHT = 150
#: Numbers of a sheet, in order.
FACTS = (
    "members",
    "in_projects",
    "companies",
    "smes",
    "direct",
    "through",
    "joint",
    "inside",
    "outside",
    "partners",
)
#: What a sheet may not know, in the order it says so, each with what to ask for.
GAPS = ("published", "unpublished", "unseen", "undated", "sme", "manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFact:
    """One number of a sheet, and of how many it is."""

    label: str
    figure: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterpartRow:
    """One organization of a list, with its clusters other than that of the sheet."""

    name: str
    manages: bool
    clusters: tuple[Symbol, ...]
    projects: str
    bar: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """One sheet, in the reader's language; ``ref`` is where links to it lead."""

    ref: str
    symbol: Symbol
    theme: str
    managers: tuple[str, ...]
    lead: str
    met: tuple[Symbol, ...]
    facts: tuple[SheetFact, ...]
    members: tuple[CounterpartRow, ...]
    partners: tuple[CounterpartRow, ...]
    years: Markup | None
    years_note: str
    gaps: tuple[str, ...]
    ask: str


def cards(
    found: Sequence[ClusterCard], symbols: Mapping[str, Symbol], words: Catalog
) -> tuple[CardView, ...]:
    """Return the sheets, in cluster order."""
    return tuple(_card(one, symbols, words) for one in found)


def sheet_ref(symbol: Symbol) -> str:
    """Return where the sheet of a cluster is found in the page."""
    return f"sheet-{symbol.ref}"


def _card(one: ClusterCard, symbols: Mapping[str, Symbol], words: Catalog) -> CardView:
    cluster, symbol = one.profile.cluster_id, symbols[one.profile.cluster_id]
    gaps = tuple(_gaps(one))
    asked = [words.text(f"page.cards.ask.{gap}") for gap, _ in gaps]
    return CardView(
        ref=sheet_ref(symbol),
        symbol=symbol,
        theme=one.profile.theme or symbol.rest,
        managers=one.profile.managers,
        lead=_lead(one, symbol, words),
        met=tuple(symbols[other] for other in one.profile.met_directly),
        facts=tuple(_facts(one, words)),
        members=_counterparts(one.top_members, cluster, symbols, words),
        partners=_counterparts(one.top_partners, cluster, symbols, words),
        years=_years(one, symbol, words),
        years_note=_years_note(one, words),
        gaps=tuple(words.text(f"page.cards.gap.{gap}", **values) for gap, values in gaps),
        ask=words.text("page.cards.ask_for", name=symbol.short, asked=asked) if asked else "",
    )


def _lead(one: ClusterCard, symbol: Symbol, words: Catalog) -> str:
    profile = one.profile
    if not profile.projects_any:
        return words.text("page.cards.lead.none", name=symbol.short)
    twice = profile.projects_direct + profile.projects_through_members > profile.projects_any
    seen = words.text(
        f"page.cards.lead.{'overlapping' if twice else 'seen'}",
        name=symbol.short,
        n=profile.projects_any,
        direct=profile.projects_direct,
        through=profile.projects_through_members,
    )
    key = "joint" if one.joint_projects else "joint_none"
    return f"{seen} {words.text(f'page.cards.lead.{key}', n=one.joint_projects)}"


def _facts(one: ClusterCard, words: Catalog) -> Iterator[SheetFact]:
    profile = one.profile
    values = (
        profile.members,
        profile.members_in_projects,
        one.companies,
        one.smes,
        profile.projects_direct,
        profile.projects_through_members,
        one.joint_projects,
        one.internal_ties,
        one.external_ties,
        one.partners,
    )
    for name, value, note in zip(FACTS, values, _notes(one, words), strict=True):
        yield SheetFact(label=words.text(f"page.cards.fact.{name}"), figure=words.number(value), note=note)


def _notes(one: ClusterCard, words: Catalog) -> tuple[str, ...]:
    """Say of how many each number is, or what it counts."""
    profile = one.profile
    of_any = words.text("page.cards.of_any", n=profile.projects_any)
    return (
        _published(one, words),
        _of(profile.members_in_projects, profile.members, words),
        _of(one.companies, profile.members, words),
        words.text("page.cards.of_known_sme", n=one.sme_known)
        if one.sme_known
        else words.text("page.cards.none_known"),
        of_any,
        words.text("page.cards.without_manager", n=profile.projects_through_others),
        of_any,
        words.text("page.cards.pairs_inside"),
        words.text("page.cards.pairs_outside"),
        words.text("page.cards.countries", n=one.countries),
    )


def _published(one: ClusterCard, words: Catalog) -> str:
    published = one.published
    if published.completeness is None or published.low is None:
        return words.text("page.cards.unpublished")
    ends = dict.fromkeys((words.number(published.low), words.number(published.high or 0)))
    return words.text("page.cards.of_published", published="–".join(ends), share=published.completeness)


def _of(part: int, whole: int, words: Catalog) -> str:
    return words.text("page.cards.of_members", n=whole, share=part / whole) if whole else ""


def _counterparts(
    found: Sequence[Counterpart], own: str, symbols: Mapping[str, Symbol], words: Catalog
) -> tuple[CounterpartRow, ...]:
    most = max((one.projects for one in found), default=0)
    return tuple(
        CounterpartRow(
            name=one.name,
            manages=one.manages,
            clusters=tuple(symbols[cluster] for cluster in one.clusters if cluster != own),
            projects=words.number(one.projects),
            bar=plain_bar(one.projects, most),
        )
        for one in found
    )


def _years(one: ClusterCard, symbol: Symbol, words: Catalog) -> Markup | None:
    if not one.years:
        return None
    return years_chart(
        one.years,
        frame_of(one.years, height=_CHART_HEIGHT),
        Caption(
            ref=f"{sheet_ref(symbol)}-years",
            title=words.text("page.cards.years_title", name=symbol.short),
            description=years_in_words(one.years, words),
        ),
        words.number,
    )


def _years_note(one: ClusterCard, words: Catalog) -> str:
    if not one.years:
        return words.text("page.cards.no_dates")
    return words.text("page.cards.undated", n=one.undated) if one.undated else ""


def _gaps(one: ClusterCard) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield what is not known, with the numbers that say how much."""
    profile, published = one.profile, one.published
    if published.high is None:
        yield "unpublished", {}
    elif published.high > profile.members:
        yield "published", {"n": published.high - profile.members, "of": published.high}
    if one.missing:
        yield "unseen", {"n": one.missing, "of": profile.members}
    if one.undated:
        yield "undated", {"n": one.undated, "of": profile.projects_any}
    if one.sme_known < profile.members:
        yield "sme", {"n": profile.members - one.sme_known, "of": profile.members}
    if not profile.managers:
        yield "manager", {}
