"""What the decisions of people about who is the same make of a dataset, and what became of each."""

from dataclasses import dataclass

import ibis
import pandas as pd

from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.identity.decisions import decisions_of
from clusternet.identity.replay import Outcome, Replayed, replayed
from clusternet.identity.resolved import resolved
from clusternet.queries.scope import Tables
from clusternet.study.caveats import counted
from clusternet.study.duplicates import arrow_of

COLUMNS = (
    ResultColumn(name="decision_id", unit="id"),
    ResultColumn(name="action", unit="merge or split"),
    ResultColumn(name="outcome", unit="text"),
    ResultColumn(name="overruled_by", unit="ids"),
    ResultColumn(name="organization_ids", unit="ids"),
    ResultColumn(name="into", unit="id"),
    ResultColumn(name="decided_on", unit="date"),
    ResultColumn(name="decided_by", unit="text"),
    ResultColumn(name="reason", unit="text"),
    ResultColumn(name="evidence", unit="text"),
    ResultColumn(name="source", unit="text"),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Decided:
    """A dataset after its decisions.

    Parameters
    ----------
    tables : mapping of str to ibis table
        All tables; those that no merge touches are the very ones given.
    replayed : Replayed
        Who went into whom, and what became of each decision.
    """

    tables: Tables
    replayed: Replayed


def after_decisions(tables: Tables) -> Decided:
    """Carry out the decisions of a dataset.

    Parameters
    ----------
    tables : mapping of str to ibis table
        All of the dataset as it was read, its decisions among them.
    """
    made = decisions_of(tables["decisions"].to_pyarrow())
    if not made:
        return Decided(tables=tables, replayed=replayed((), ()))
    read = arrow_of(tables)
    after = resolved(read)
    changed = {name: ibis.memtable(one) for name, one in after.tables.items() if one is not read[name]}
    return Decided(tables={**tables, **changed}, replayed=after.replayed)


def decisions_table(replayed: Replayed) -> ResultTable:
    """Return what became of each decision, in the order in which they hold."""
    frame = pd.DataFrame(
        [_row(outcome) for outcome in replayed.outcomes], columns=[column.name for column in COLUMNS]
    )
    return ResultTable(
        name="decisions",
        columns=COLUMNS,
        frame=frame,
        n=len(frame),
        caveats=(
            *counted("caveat.merged", len(replayed.into)),
            *counted("caveat.decisions_set_aside", replayed.set_aside),
            *counted("caveat.decisions_overruled", replayed.overruled),
        ),
    )


def _row(outcome: Outcome) -> dict[str, object]:
    decision = outcome.decision
    stated = ("decision_id", "action", "into", "decided_on", "decided_by", "reason", "evidence", "source")
    return {
        **{name: getattr(decision, name) or None for name in stated},
        "outcome": outcome.said.key.removeprefix("decision."),
        "overruled_by": ";".join(outcome.overruled_by) or None,
        "organization_ids": ";".join(decision.organization_ids),
    }
