"""The projects to which several clusters belong directly, one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clusternet.findings.cooperation import Meeting
from clusternet.language.catalog import Catalog
from clusternet.report.symbols import Symbol

#: More projects than this are counted, not drawn.
LISTED = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCell:
    """One cluster in one project.

    ``kind`` is ``part`` where a managing body takes part, ``named`` where the cluster is only named, else
    empty; ``line`` says which half of the line that joins the symbols crosses the cell.
    """

    symbol: Symbol
    kind: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One project."""

    name: str
    title: str
    details: str
    cells: tuple[MeetingCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsView:
    """The figure, in the reader's language; without rows there is none."""

    claim: str
    measured: str
    rows: tuple[MeetingRow, ...]
    more: str
    crowded: bool


def meetings(found: Sequence[Meeting], symbols: Mapping[str, Symbol], words: Catalog) -> MeetingsView:
    """Return the list of direct meetings, the first ones where there are many."""
    more = len(found) - LISTED
    return MeetingsView(
        claim=_claim(found, words),
        measured=words.text("page.meetings.measured"),
        rows=tuple(_row(one, symbols, words) for one in found[:LISTED]),
        more=words.text("page.meetings.more", n=more) if more > 0 else "",
        crowded=len(symbols) > 9,
    )


def _claim(found: Sequence[Meeting], words: Catalog) -> str:
    taking_part = sum(len(one.taking_part) > 1 for one in found)
    key = "all" if taking_part == len(found) else "some" if taking_part else "none"
    return words.text(f"page.meetings.claim.{key}", n=len(found), part=taking_part)


def _row(one: Meeting, symbols: Mapping[str, Symbol], words: Catalog) -> MeetingRow:
    there = [place for place, cluster in enumerate(symbols) if cluster in one.taking_part + one.named]
    year = str(one.year) if one.year is not None else words.text("page.meetings.undated")
    programme = {"programme": one.programme, "year": year}
    return MeetingRow(
        name=one.name,
        title=one.title if one.title != one.name else "",
        details=words.text("page.meetings.details", **programme) if one.programme else year,
        cells=tuple(
            MeetingCell(
                symbol=symbol,
                kind="part" if cluster in one.taking_part else "named" if cluster in one.named else "",
                line=_line(place, there),
            )
            for place, (cluster, symbol) in enumerate(symbols.items())
        ),
    )


def _line(place: int, there: Sequence[int]) -> str:
    if not there or not there[0] <= place <= there[-1] or there[0] == there[-1]:
        return ""
    return "begins" if place == there[0] else "ends" if place == there[-1] else "passes"
