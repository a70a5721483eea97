"""Who cooperates with whom: direct meetings, members' projects, and what chance would give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clusternet.findings.cooperation import ClusterPair, Cooperation
from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import Catalog
from clusternet.report.charts.matrix import Cell, HalfMatrix, half_matrix
from clusternet.report.charts.scale import shade
from clusternet.report.symbols import Symbol
from clusternet.report.written import Written

#: Below so many expected ties a comparison with chance says nothing: counts only.
LEAST_EXPECTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """How to read one cell."""

    cell: Cell
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixFigure:
    """A half matrix with the sentence it proves and examples of how to read it."""

    claim: str
    measured: str
    caption: str
    matrix: HalfMatrix
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One pair of the table; numbers are written for the reader, ``expected`` is None below 5."""

    first: Symbol
    second: Symbol
    direct: Written
    projects: Written
    without_managers: Written
    managers_only: Written
    ties: Written
    expected: Written | None
    carrier: str
    left: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationView:
    """The section, in the reader's language; without two clusters there are no figures."""

    lead: str
    direct: MatrixFigure | None = None
    members: MatrixFigure | None = None
    joint: str = ""
    joint_without: str = ""
    pairs_claim: str = ""
    pairs: tuple[PairRow, ...] = ()
    compared: bool = False
    null: str = ""


def cooperation(report: CooperationReport, symbols: Mapping[str, Symbol], words: Catalog) -> CooperationView:
    """Return the section on cooperation."""
    if len(symbols) < 2:
        key = "page.cooperation.one_cluster" if symbols else "caveat.no_clusters"
        return CooperationView(lead=words.text(key))
    found = report.cooperation
    seen = _most_first([pair for pair in found.between if pair.direct or pair.projects])
    compared = any(_comparable(pair) for pair in seen)
    return CooperationView(
        lead=words.text("page.cooperation.lead"),
        direct=_direct_figure(found, symbols, words),
        members=_members_figure(found, symbols, words),
        joint=words.number(found.joint_projects),
        joint_without=words.number(found.joint_projects_without_managers),
        pairs_claim=_pairs_claim(seen, found, words),
        pairs=tuple(_pair_row(pair, symbols, words) for pair in seen),
        compared=compared,
        null=words.say(found.null) if compared else "",
    )


def _most_first(pairs: Sequence[ClusterPair]) -> list[ClusterPair]:
    return sorted(pairs, key=lambda pair: (-pair.projects, -pair.direct))


def _comparable(pair: ClusterPair) -> bool:
    return pair.expected is not None and pair.expected >= LEAST_EXPECTED


def _best(pairs: Sequence[ClusterPair], value: Callable[[ClusterPair], int]) -> list[ClusterPair]:
    """Return the pairs with most; none where all have nothing."""
    most = max((value(pair) for pair in pairs), default=0)
    return [pair for pair in pairs if most and value(pair) == most]


def _names(pair: ClusterPair, symbols: Mapping[str, Symbol]) -> dict[str, str]:
    return {"a": symbols[pair.cluster_a].short, "b": symbols[pair.cluster_b].short}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a matrix shows of a pair, and the name of the figure in the keys of its texts."""

    figure: str
    value: Callable[[ClusterPair], int]
    below: Callable[[ClusterPair], int] | None = None


_DIRECT = _Reading(figure="direct", value=lambda pair: pair.direct)
_MEMBERS = _Reading(
    figure="members",
    value=lambda pair: pair.projects,
    below=lambda pair: pair.projects_without_managers,
)


def _direct_figure(found: Cooperation, symbols: Mapping[str, Symbol], words: Catalog) -> MatrixFigure:
    matrix = half_matrix(tuple(symbols), found.pairs, _DIRECT.value)
    met = sum(pair.direct > 0 for pair in found.between)
    return MatrixFigure(
        claim=_direct_claim(found, symbols, words),
        measured=words.text(
            "page.direct.measured", projects=found.direct_projects, met=met, of=len(found.between)
        ),
        caption=words.text("page.direct.caption"),
        matrix=matrix,
        examples=_examples(found, _DIRECT, matrix, symbols, words),
    )


def _direct_claim(found: Cooperation, symbols: Mapping[str, Symbol], words: Catalog) -> str:
    best = _best(found.between, _DIRECT.value)
    if not best:
        return words.text("page.direct.claim.none")
    if len(best) > 1:
        return words.text("page.direct.claim.ties", pairs=len(best), n=best[0].direct)
    return words.text("page.direct.claim.one", n=best[0].direct, **_names(best[0], symbols))


def _members_figure(found: Cooperation, symbols: Mapping[str, Symbol], words: Catalog) -> MatrixFigure:
    matrix = half_matrix(tuple(symbols), found.pairs, _MEMBERS.value, _MEMBERS.below)
    return MatrixFigure(
        claim=_members_claim(found, words),
        measured=words.text("page.members.measured"),
        caption=words.text("page.members.caption"),
        matrix=matrix,
        examples=_examples(found, _MEMBERS, matrix, symbols, words),
    )


def _members_claim(found: Cooperation, words: Catalog) -> str:
    joint, without = found.joint_projects, found.joint_projects_without_managers
    if not joint:
        return words.text("page.members.claim.none")
    if not without:
        return words.text("page.members.claim.managers_only", n=joint)
    key = "page.members.claim.all" if joint == without else "page.members.claim.some"
    return words.text(key, n=joint, without=without)


def _examples(
    found: Cooperation,
    reading: _Reading,
    matrix: HalfMatrix,
    symbols: Mapping[str, Symbol],
    words: Catalog,
) -> tuple[Example, ...]:
    """Read the fullest cell aloud, the first empty one and the fullest of the diagonal."""
    own = [pair for pair in found.pairs if pair.cluster_a == pair.cluster_b]
    chosen = [
        *(("some", pair) for pair in _best(found.between, reading.value)[:1]),
        *[("zero", pair) for pair in found.between if not reading.value(pair)][:1],
        ("own", max(own, key=reading.value)),
    ]
    examples = []
    for kind, pair in chosen:
        value = reading.value(pair)
        below = reading.below(pair) if reading.below and kind == "some" else None
        text = words.text(
            f"page.{reading.figure}.example.{kind}", n=value, without=below, **_names(pair, symbols)
        )
        cell = Cell(
            kind=kind, value=value, below=below, step=shade(value, matrix.bins) if kind == "some" else 0
        )
        examples.append(Example(cell=cell, text=text))
    return tuple(examples)


def _pairs_claim(seen: Sequence[ClusterPair], found: Cooperation, words: Catalog) -> str:
    if not seen:
        return words.text("page.pairs.claim.none", of=len(found.between))
    resting = [pair for pair in seen if pair.projects and not pair.projects_without_carrier]
    key = "page.pairs.claim.resting" if resting else "page.pairs.claim.seen"
    joined = sum(pair.projects > 0 for pair in seen)
    return words.text(key, n=len(resting), joined=joined, seen=len(seen), of=len(found.between))


def _pair_row(pair: ClusterPair, symbols: Mapping[str, Symbol], words: Catalog) -> PairRow:
    return PairRow(
        first=symbols[pair.cluster_a],
        second=symbols[pair.cluster_b],
        direct=Written(pair.direct, words),
        projects=Written(pair.projects, words),
        without_managers=Written(pair.projects_without_managers, words),
        managers_only=Written(pair.projects_managers_only, words),
        ties=Written(pair.ties_without_managers, words),
        expected=Written(pair.expected or 0.0, words, decimals=1) if _comparable(pair) else None,
        carrier=pair.carrier,
        left=Written(pair.projects_without_carrier, words) if pair.carrier else None,
    )
