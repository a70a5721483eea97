"""Who is in no project seen, of how many it is known whether they are SMEs, and who could bring them in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clusternet.findings.missing import MissingOrganization
from clusternet.language.catalog import Catalog
from clusternet.report.charts.unit_squares import Squares, squares, unit
from clusternet.report.symbols import Symbol

#: More organizations than this are counted; the download lists all.
LISTED = 300
#: Rows of the table on paper.
PRINTED = 40
SORTS: Mapping[bool | None, str] = {True: "sme", False: "other", None: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SquareRow:
    """One row of squares; without a symbol, organizations of the region in no cluster."""

    symbol: Symbol | None
    n: str
    squares: tuple[Squares, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRow:
    """One organization; ``steps`` is what the column of introducers is sorted by."""

    name: str
    clusters: tuple[Symbol, ...]
    status: str
    sme: str
    sme_known: bool
    province: str
    sector: str
    introducer: str
    way: str
    steps: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView:
    """The section, in the reader's language; without rows only the lead."""

    lead: str
    claim: str = ""
    measured: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    groups: tuple[SquareRow, ...] = ()
    several: bool = False
    lapsed: bool = False
    rows: tuple[MissingRow, ...] = ()
    table_claim: str = ""
    more: str = ""
    printed: str = ""


def missing(
    found: Sequence[MissingOrganization], symbols: Mapping[str, Symbol], words: Catalog
) -> MissingView:
    """Return the section on organizations in no project."""
    if not found:
        return MissingView(lead=words.text("page.missing.lead.nobody"))
    sorts = Counter(one.is_sme for one in found)
    groups = _groups(found, symbols)
    one_square = unit([len(members) for _, members in groups])
    rest, unprinted = len(found) - LISTED, min(len(found), LISTED) - PRINTED
    return MissingView(
        lead=_lead(len(found), sorts, words),
        claim=_claim(len(found), sorts[None], words),
        measured=words.text("page.missing.measured", n=one_square),
        legend=tuple(
            (sort, words.text(f"page.missing.legend.{sort}", n=sorts[known])) for known, sort in SORTS.items()
        ),
        groups=tuple(_square_row(symbol, members, one_square, words) for symbol, members in groups),
        several=any(len(one.clusters) > 1 for one in found),
        lapsed=any(one.status == "lapsed" for one in found[:LISTED]),
        rows=tuple(_row(one, symbols, words) for one in found[:LISTED]),
        table_claim=_table_claim(found, words),
        more=words.text("page.missing.more", n=rest) if rest > 0 else "",
        printed=words.text("page.missing.printed", n=PRINTED) if unprinted > 0 else "",
    )


def _lead(n: int, sorts: Mapping[bool | None, int], words: Catalog) -> str:
    seen = words.text("page.missing.lead.seen", n=n)
    smes = words.text("page.missing.lead.smes", n=sorts[True])
    if not sorts[None]:
        return f"{seen} {smes} {words.text('page.missing.lead.absent')}"
    unknown = words.text("page.missing.lead.unknown", n=sorts[None], share=sorts[None] / n, of=n)
    return f"{seen} {smes} {unknown} {words.text('page.missing.lead.absent')}"


def _claim(n: int, unknown: int, words: Catalog) -> str:
    key = "some" if unknown else "none"
    return words.text(f"page.missing.claim.{key}", n=unknown, of=n)


def _groups(
    found: Sequence[MissingOrganization], symbols: Mapping[str, Symbol]
) -> list[tuple[Symbol | None, list[MissingOrganization]]]:
    """Return the organizations of each cluster, in order, then those of none; groups with anybody in them."""
    of_clusters: list[tuple[Symbol | None, list[MissingOrganization]]] = [
        (symbol, [one for one in found if cluster in one.clusters]) for cluster, symbol in symbols.items()
    ]
    outside = [one for one in found if not one.clusters]
    return [(symbol, members) for symbol, members in [*of_clusters, (None, outside)] if members]


def _square_row(
    symbol: Symbol | None, members: Sequence[MissingOrganization], one_square: int, words: Catalog
) -> SquareRow:
    sorts = Counter(one.is_sme for one in members)
    parts = [words.text(f"page.missing.legend.{sort}", n=sorts[known]) for known, sort in SORTS.items()]
    return SquareRow(
        symbol=symbol,
        n=words.number(len(members)),
        squares=tuple(squares(sort, sorts[known], one_square) for known, sort in SORTS.items()),
        text="; ".join(parts),
    )


def _table_claim(found: Sequence[MissingOrganization], words: Catalog) -> str:
    reached = sum(one.distance is not None for one in found)
    key = "none" if not reached else "all" if reached == len(found) else "some"
    return words.text(f"page.missing.table_claim.{key}", n=reached, of=len(found))


def _row(one: MissingOrganization, symbols: Mapping[str, Symbol], words: Catalog) -> MissingRow:
    return MissingRow(
        name=one.name,
        clusters=tuple(symbols[cluster] for cluster in one.clusters),
        status=words.text(f"page.missing.status.{one.status}"),
        sme=words.text(f"page.missing.sme.{SORTS[one.is_sme]}"),
        sme_known=one.is_sme is not None,
        province=one.province,
        sector=one.sector,
        introducer=one.introducer,
        way=" > ".join(one.path),
        steps=one.distance,
    )
