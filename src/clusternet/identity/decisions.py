"""Decisions of people about who is the same, in the order in which they hold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pyarrow as pa

from clusternet.cleaning.dates import partial_date
from clusternet.cleaning.unclean import Unclean
from clusternet.model.tables import TABLES

Action = Literal["merge", "split"]

_DIGITS = re.compile(r"(\d+)")
_COLUMNS = tuple(column.name for column in TABLES["decisions"].columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That some organizations are one, or that they are not.

    Parameters
    ----------
    decision_id : str
        Unique.
    action : {"merge", "split"}
        ``merge``: all of them are one organization. ``split``: no two of them are, and what joined them is
        taken back; a single organization leaves the group it is in.
    organization_ids : tuple of str
        Ids in the tables as they were read, merged or not.
    into : str
        Id under which merged organizations go on; empty for the first of them. It need not be listed.
    reason, evidence, decided_on, decided_by, source : str
        As stated; empty for unknown.
    """

    decision_id: str
    action: Action
    organization_ids: tuple[str, ...]
    into: str = ""
    reason: str = ""
    evidence: str = ""
    decided_on: str = ""
    decided_by: str = ""
    source: str = ""

    @property
    def concerned(self) -> tuple[str, ...]:
        """The organizations it is about, once each: for a merge, the one that goes on first."""
        goes_on = (self.into,) if self.action == "merge" and self.into else ()
        return tuple(dict.fromkeys((*goes_on, *self.organization_ids)))


def decisions_of(table: pa.Table) -> tuple[Decision, ...]:
    """Return the decisions of a table in the order in which they hold.

    They hold by the day they were made on, those of unknown day before all others, those of a year or month
    by its first day; those of one day by id, numbers in it by value. The order of rows does not matter.

    Parameters
    ----------
    table : pyarrow.Table
        ``decisions`` as the contract has it; further columns do not matter.
    """
    rows = table.select([name for name in _COLUMNS if name in table.column_names]).to_pylist()
    return tuple(sorted((_decision(row) for row in rows), key=_when))


def table_of(decisions: Iterable[Decision]) -> pa.Table:
    """Return decisions as a table of the contract, empty texts as unknown."""
    rows = [
        {
            **{name: getattr(one, name) or None for name in _COLUMNS},
            "organization_ids": ";".join(one.organization_ids),
        }
        for one in decisions
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in _COLUMNS]))


def _decision(row: dict[str, str | None]) -> Decision:
    texts = {name: value or "" for name, value in row.items()}
    listed = tuple(dict.fromkeys(filter(None, map(str.strip, texts.pop("organization_ids").split(";")))))
    action: Action = "merge" if texts.pop("action") == "merge" else "split"
    return Decision(action=action, organization_ids=listed, **texts)


def _when(decision: Decision) -> tuple[date, date, list[tuple[int, int, str]]]:
    try:
        day = partial_date(decision.decided_on)
        first, last = day.first, day.last
    except Unclean:
        first = last = date.min
    return first, last, [_by_value(part) for part in _DIGITS.split(decision.decision_id)]


def _by_value(part: str) -> tuple[int, int, str]:
    return (1, int(part), part) if part.isdecimal() else (0, 0, part)
