"""How much the headline numbers depend on who is taken for the same."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import ibis
import pandas as pd
import pyarrow as pa

from clusternet.findings.numbers import Number
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.identity.bands import ASK
from clusternet.identity.decisions import Action, Decision, decisions_of, table_of
from clusternet.identity.replay import Replayed
from clusternet.identity.resolved import resolved
from clusternet.model.dataset import DatasetCard
from clusternet.queries.scope import ScopeOptions, Tables
from clusternet.study.caveats import counted
from clusternet.study.duplicates import arrow_of
from clusternet.study.indicators import numbers
from clusternet.study.subject import subject

ALL = "all"  # the trial of all trials together
COLUMNS = (
    ResultColumn(name="trial", unit="id"),
    ResultColumn(name="organization_ids", unit="ids"),
    ResultColumn(name="indicator", unit="text"),
    ResultColumn(name="before", unit="as the indicator"),
    ResultColumn(name="after", unit="as the indicator"),
    ResultColumn(name="difference", unit="as the indicator"),
    ResultColumn(name="high_before", unit="as the indicator"),
    ResultColumn(name="high_after", unit="as the indicator"),
)
_NUMBERS = ("before", "after", "difference", "high_before", "high_after")
_ROUNDING = 1e-9
_LAST_OF_ALL = "2999-12-31"  # what is tried comes after everything that was decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Decisions that are tried, not made, to see what would change if they were.

    Parameters
    ----------
    name : str
        Id of the proposal or the decision it is about.
    decisions : tuple of Decision
        To be replayed after those of the dataset.
    """

    name: str
    decisions: tuple[Decision, ...]

    @property
    def organization_ids(self) -> str:
        """Whom it is about, ids joined by ``;``."""
        listed = (one for decision in self.decisions for one in decision.organization_ids)
        return ";".join(dict.fromkeys(listed))


def merging(proposals: pa.Table, *, band: str = ASK) -> tuple[Trial, ...]:
    """Return a trial of each proposal of a band: that these are one.

    Parameters
    ----------
    proposals : pyarrow.Table
        As by `clusternet.identity.proposals.proposals`, in the order in which they matter.
    band : {"same", "ask"}
        Which of them.
    """
    rows = [row for row in proposals.to_pylist() if row["band"] == band]
    return tuple(
        Trial(
            name=row["proposal_id"],
            decisions=(_tried(row["proposal_id"], "merge", row["organization_ids"].split(";"), row["into"]),),
        )
        for row in rows
    )


def undoing(replayed: Replayed) -> tuple[Trial, ...]:
    """Return a trial of each merge that stands: that these are not one."""
    return tuple(
        Trial(
            name=name,
            decisions=tuple(_tried(f"{name}-{number}", "split", ids) for number, ids in enumerate(splits)),
        )
        for name, splits in replayed.undoing.items()
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Headlines:
    """The headline numbers of a dataset, to be computed again whenever somebody else is taken for the same.

    Parameters
    ----------
    tables : mapping of str to ibis table
        All of the dataset as it was read.
    card : DatasetCard
        Its rules.
    codes : tuple of str
        Codes of the numbers.
    options : ScopeOptions, optional
        Period, level, managing bodies.
    """

    tables: Tables
    card: DatasetCard
    codes: tuple[str, ...]
    options: ScopeOptions | None = None

    @cached_property
    def read(self) -> dict[str, pa.Table]:
        """The tables in memory, as they were read."""
        return arrow_of(self.tables)

    def after(self, tried: Sequence[Decision] = ()) -> tuple[Number, ...]:
        """Return the numbers after the decisions of the dataset, and after others on top of them."""
        decisions = table_of([*decisions_of(self.read["decisions"]), *tried])
        with _asked_in_memory(resolved(self.read, decisions).tables) as tables:
            return numbers(subject(tables, self.card, self.options), self.codes)


@contextmanager
def _asked_in_memory(tables: Mapping[str, pa.Table]) -> Iterator[Tables]:
    """Let tables be asked for as long as the context lasts; afterwards nothing of them is kept."""
    backend = ibis.duckdb.connect()
    try:
        for name, table in tables.items():
            backend.con.register(name, table)  # as it lies there: nothing is copied
        yield {name: backend.table(name) for name in tables}
    finally:
        backend.disconnect()


def effect_table(
    headlines: Headlines,
    trials: Sequence[Trial],
    *,
    most: int = 20,
    progress: Callable[[int, int], None] | None = None,
) -> ResultTable:
    """Return which headline numbers move with each trial, and with all of them together, and by how much.

    Every number is computed anew from tables in which the trial was decided; nothing is approximated.

    Parameters
    ----------
    headlines : Headlines
        The numbers, and what they are of.
    trials : sequence of Trial
        As by `merging` or `undoing`.
    most : int
        How many of the first trials are computed one by one; all of them count in the last row.
    progress : callable, optional
        Told after each computation how many are done, of how many.

    Returns
    -------
    ResultTable
        One row a trial and number that moves, trials in the order given, `ALL` last. A number moves when its
        value does, or the most it could be. Unknown is missing; ``difference`` is after less before.
    """
    single = list(trials[:most])
    together = Trial(name=ALL, decisions=tuple(one for trial in trials for one in trial.decisions))
    tried = [*single, together] if trials else []
    before = headlines.after()
    rows: list[dict[str, object]] = []
    for done, trial in enumerate(tried, start=1):
        rows += _moved(trial, before, headlines.after(trial.decisions))
        if progress is not None:
            progress(done, len(tried))
    frame = pd.DataFrame(rows, columns=[column.name for column in COLUMNS])
    return ResultTable(
        name="effect",
        columns=COLUMNS,
        frame=frame.astype(dict.fromkeys(_NUMBERS, "float64")),
        n=len(trials),
        caveats=_caveats(frame, len(trials), len(single), len(headlines.codes)),
    )


def moves(old: Number, new: Number) -> bool:
    """Whether a number is another one, or another range, beyond what the order of adding up may do."""
    pairs = ((old.value, new.value), (old.high, new.high))
    return any(
        one != other if one is None or other is None else not math.isclose(one, other, rel_tol=_ROUNDING)
        for one, other in pairs
    )


def _tried(name: str, action: Action, organization_ids: Sequence[str], into: str = "") -> Decision:
    return Decision(
        decision_id=f"trial {name}",
        action=action,
        organization_ids=tuple(organization_ids),
        into=into,
        decided_on=_LAST_OF_ALL,
    )


def _moved(trial: Trial, before: Sequence[Number], after: Sequence[Number]) -> list[dict[str, object]]:
    return [
        {
            "trial": trial.name,
            "organization_ids": None if trial.name == ALL else trial.organization_ids,
            "indicator": old.code,
            "before": old.value,
            "after": new.value,
            "difference": None if old.value is None or new.value is None else new.value - old.value,
            "high_before": old.high,
            "high_after": new.high,
        }
        for old, new in zip(before, after, strict=True)
        if moves(old, new)
    ]


def _caveats(frame: pd.DataFrame, trials: int, single: int, codes: int) -> tuple[Sentence, ...]:
    if not trials:
        return (Sentence("caveat.effect_nothing"),)
    alone = frame[frame["trial"] != ALL]
    values = {
        "n": trials,
        "moving": int(alone["trial"].nunique()),
        "indicators": int(frame["indicator"].nunique()),
        "of": codes,
    }
    return (Sentence("caveat.effect", values), *counted("caveat.effect_together_only", trials - single))
