"""Names unresolved, merges in doubt, and the headline numbers that depend on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clusternet.findings.doubt import Dependence, IdentityDoubt, ends, relative_change
from clusternet.findings.numbers import Number
from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import Catalog
from clusternet.language.values import NO_BREAK_SPACE
from clusternet.model.indicators import INDICATORS

_MOST_DECIMALS = 4
_NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class DependenceRow:
    """A headline number that moves; values are written for the reader."""

    code: str
    mark: str
    what: str
    before: str
    together: str
    span: str
    n: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    """What is in doubt, in the reader's language; ``note`` is empty where nothing was tried."""

    claim: str
    said: tuple[str, ...]
    rows: tuple[DependenceRow, ...]
    note: str


def doubt(report: CooperationReport, words: Catalog) -> DoubtView | None:
    """Return what is in doubt about who is who; None where nobody asked."""
    found = report.doubt
    if found is None:
        return None
    codes = [number.code for number in report.numbers]
    marks = {code: words.text("page.numbers.mark", place=place) for place, code in enumerate(codes, start=1)}
    rows = tuple(_row(one, marks[one.number.code], words) for one in found.moving)
    return DoubtView(
        claim=_claim(found, words),
        said=tuple(" ".join(part) for part in (_names(found, words), _effect(found, marks, words)) if part),
        rows=rows,
        note=_note(found, words),
    )


def _claim(found: IdentityDoubt, words: Catalog) -> str:
    if not found.cases:
        return words.text("page.doubt.claim.settled")
    if not found.moving:
        return words.text("page.doubt.claim.none")
    return words.text("page.doubt.claim.some", moving=len(found.moving), of=len(found.numbers))


def _names(found: IdentityDoubt, words: Catalog) -> list[str]:
    said = [
        words.text("page.doubt.compared", n=found.organizations),
        words.text("page.doubt.questions", n=found.questions, questioned=found.questioned)
        if found.questions
        else words.text("page.doubt.no_questions"),
    ]
    if found.suggested:
        said.append(words.text("page.doubt.suggested", n=found.suggested))
    if found.doubtful:
        said.append(words.text("page.doubt.doubtful", n=found.doubtful, merges=found.merges))
    elif found.merges:
        said.append(words.text("page.doubt.no_doubtful", n=found.merges))
    else:
        said.append(words.text("page.doubt.no_merges"))
    return said


def _effect(found: IdentityDoubt, marks: Mapping[str, str], words: Catalog) -> list[str]:
    if not found.cases:
        return []
    if not found.moving:
        return [words.text("page.doubt.unmoved", n=len(found.numbers))]
    most = max(found.moving, key=lambda one: relative_change(one.number, one.farthest))
    before, after = _written(most, [most.number, most.farthest], words)
    mark = marks[most.number.code]
    return [words.text("page.doubt.farthest", mark=mark, before=before, after=after, n=len(found.moving))]


def _note(found: IdentityDoubt, words: Catalog) -> str:
    if not found.cases:
        return ""
    tried = "page.doubt.tried_each" if found.alone == found.cases else "page.doubt.tried_some"
    values = {"cases": found.cases, "alone": found.alone}
    return (
        f"{words.text('page.doubt.meaning')} {words.text(tried, **values)} {words.text('page.doubt.against')}"
    )


def _row(one: Dependence, mark: str, words: Catalog) -> DependenceRow:
    number = one.number
    span = replace(number, value=one.least, high=one.most)
    before, together, tried = _written(one, [number, one.together, span], words)
    return DependenceRow(
        code=number.code,
        mark=mark,
        what=words.text(f"page.number.{number.code}.what", value=number.value or 0),
        before=before,
        together=together,
        span=tried,
        n=words.number(number.n),
    )


def _written(one: Dependence, numbers: Sequence[Number], words: Catalog) -> list[str]:
    """Write values of one headline number; shares with as many decimals as it takes to tell them apart."""
    if INDICATORS[one.number.code].unit != "share":
        return [_joined(ends(number), words) for number in numbers]
    percent = [[100 * end for end in ends(number)] for number in numbers]
    written = [
        [_joined(group, words, decimals) for group in percent] for decimals in range(1, 1 + _MOST_DECIMALS)
    ]
    chosen = next((texts for texts in written if len(set(texts)) > 1), written[0])
    return [text if text == _NONE else f"{text}{NO_BREAK_SPACE}%" for text in chosen]


def _joined(group: Iterable[float], words: Catalog, decimals: int | None = None) -> str:
    """Write a number, or both ends of a range; a dash where it cannot be had."""
    return "–".join(dict.fromkeys(words.number(end, decimals=decimals) for end in group)) or _NONE
