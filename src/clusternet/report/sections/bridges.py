"""Who stands between clusters: one entry each, its path first."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from clusternet.findings.bridges import Bridges, Broker, Link, Role
from clusternet.language.catalog import Catalog
from clusternet.report.charts.roles import PATTERNS, role_of, role_path
from clusternet.report.emphasis import Strong, emphasized
from clusternet.report.symbols import Symbol

#: Pairs of clusters named in a sentence.
NAMED = 3
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """A path, its letters and the name of its role."""

    drawing: Markup
    pattern: str
    role: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerView:
    """One organization; ``roles`` are pairs in each role, empty from outside."""

    name: str
    manages: bool
    clusters: tuple[Symbol, ...]
    path: PathView
    sentence: Markup
    statistics: tuple[Markup, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgesView:
    """The section, in the reader's language."""

    lead: Markup
    shown: str
    brokers: tuple[BrokerView, ...]
    reading: tuple[PathView, ...]
    detailed: bool


def bridges(found: Bridges, symbols: Mapping[str, Symbol], words: Catalog) -> BridgesView:
    """Return the section on bridges."""
    brokers = tuple(_broker(one, found.separated, symbols, words) for one in found.brokers)
    shown = words.text("page.bridges.shown", n=len(brokers), of=found.bridging)
    return BridgesView(
        lead=_lead(found, symbols, words),
        shown=shown if brokers and len(brokers) < found.bridging else "",
        brokers=brokers,
        reading=tuple(_path(role, words, words.text(f"page.bridges.reading.{role}")) for role in PATTERNS),
        detailed=any(one.roles for one in brokers),
    )


def _lead(found: Bridges, symbols: Mapping[str, Symbol], words: Catalog) -> Markup:
    if not symbols:
        return emphasized(words.text("caveat.no_clusters"))
    if len(symbols) < 2:
        return emphasized(words.text("page.bridges.lead.one_cluster"))
    if not found.bridging:
        return emphasized(words.text("page.bridges.lead.none"))
    pairs = words.text(
        "page.bridges.lead.pairs", n=found.separated, separated=Strong(words.number(found.separated))
    )
    stand = words.text(
        "page.bridges.lead.stand", n=found.bridging, bridging=Strong(words.number(found.bridging))
    )
    return emphasized(f"{pairs} {stand}")


def _broker(one: Broker, separated: int, symbols: Mapping[str, Symbol], words: Catalog) -> BrokerView:
    return BrokerView(
        name=one.name,
        manages=one.manages,
        clusters=tuple(symbols[cluster] for cluster in one.clusters),
        path=_path(role_of(one.main_role), words, _role_share(one, words)),
        sentence=_sentence(one, separated, symbols, words),
        statistics=_statistics(one, words),
        roles=tuple(words.number(one.roles[role], decimals=1) for role in ROLES) if one.roles else (),
    )


def _path(role: str, words: Catalog, text: str) -> PathView:
    return PathView(
        drawing=role_path(role),
        pattern=PATTERNS[role].replace(">", " > "),
        role=words.text(f"page.bridges.role.{role}"),
        text=text,
    )


def _role_share(one: Broker, words: Catalog) -> str:
    if one.main_role_share is None:
        return ""
    pairs = sum(one.roles.values())
    return words.text(f"page.bridges.share.{_about(pairs)}", share=one.main_role_share, n=_rounded(pairs))


def _sentence(one: Broker, separated: int, symbols: Mapping[str, Symbol], words: Catalog) -> Markup:
    share = one.between / separated if separated else 0.0
    links = [_link(link, symbols, words) for link in one.links[:NAMED]]
    key = "all" if len(one.links) <= NAMED else "most"
    stands = words.text(
        f"page.bridges.stands.{key}",
        between=Strong(words.number(one.between)),
        of=separated,
        share=share,
        links=links,
    )
    projects = words.text("page.bridges.projects", n=one.projects)
    partners = words.text("page.bridges.partners", n=one.partners)
    takes_part = words.text("page.bridges.takes_part", projects=projects, partners=partners)
    outside = "" if one.clusters else f" {words.text('page.bridges.outside')}"
    return emphasized(f"{stands} {takes_part}{outside}")


def _link(link: Link, symbols: Mapping[str, Symbol], words: Catalog) -> str:
    names = {"a": symbols[link.cluster_a].short, "b": symbols[link.cluster_b].short}
    return words.text(f"page.bridges.link.{_about(link.pairs)}", n=_rounded(link.pairs), **names)


def _about(pairs: float) -> str:
    """Name how sure a number of pairs is: split pairs add up to no whole number."""
    if pairs < 0.5:
        return "less"
    return "exact" if abs(pairs - round(pairs)) < 1e-6 else "about"


def _rounded(pairs: float) -> int:
    return math.floor(pairs + 0.5)


def _statistics(one: Broker, words: Catalog) -> tuple[Markup, ...]:
    ways = words.text("page.bridges.ways", share=one.betweenness_share, pairs=one.betweenness_pairs)
    if one.constraint is None:
        return (emphasized(ways),)
    constraint = words.number(one.constraint, decimals=2)
    return (emphasized(ways), emphasized(words.text("page.bridges.constraint", constraint=constraint)))
