"""Rows that became one: which of their values stand, table by table."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from clusternet.cleaning.dates import partial_date
from clusternet.model.tables import TABLES

Row = dict[str, object]

_ROLES = (*TABLES["participations"].column("role").choices, None)  # from the weightiest
_PARTS_OF_DATE = ("", "_first", "_last")
# Facts that belong together: one half of one row and the other of another would be nobody's.
_TOGETHER = (
    ("city", "province", "nuts3", "country"),
    ("latitude", "longitude"),
    ("size", "is_sme"),
    ("founded", "founded_first", "founded_last"),
)
_OF_THE_ROW = frozenset(("organization_id", "register_id", "name", "confidence", "source", "__line__"))


def merged_organization(rows: Sequence[Row], counts: Counter[str]) -> Row:
    """Return the facts of one organization from several rows.

    The first row's facts stand. What it does not know is filled from the others in turn, facts that belong
    together only from a row that contradicts none of them; where that row's values are inferred, so is the
    result. Counted: ``facts_filled``, and ``facts_contradicted``, columns in which two rows differ.

    Parameters
    ----------
    rows : sequence of dict
        The row that goes on, then the others.
    counts : Counter
        Counted into.
    """
    found = dict(rows[0])
    facts = [name for name in found if name not in _OF_THE_ROW]
    together = {name: group for group in _TOGETHER for name in group}
    blocks = dict.fromkeys(together.get(name, (name,)) for name in facts)
    for other in rows[1:]:
        for block in blocks:
            known = [name for name in block if name in found]
            new = [name for name in known if found[name] is None and other[name] is not None]
            if new and all(_compatible(found[name], other[name]) for name in known):
                found |= {name: other[name] for name in new}
                counts["facts_filled"] += len([name for name in new if not _is_part_of_date(name)])
                if other.get("confidence") == "inferred":
                    found["confidence"] = "inferred"
    values = {name: {row[name] for row in rows} - {None} for name in facts if not _is_part_of_date(name)}
    counts["facts_contradicted"] += sum(len(different) > 1 for different in values.values())
    return found


def merged_participation(rows: Sequence[Row], counts: Counter[str]) -> Row:
    """Return one participation of several of one organization in one project.

    The weightiest role stands, and the money is added up: each row was paid to somebody. It is unknown where
    any of it is. Counted: ``participations_joined``, rows fewer; ``roles_differed``; ``amounts_unknown``,
    known money that became unknown; ``amounts_equal``, sums of equal amounts, which may be one amount stated
    twice.
    """
    counts["participations_joined"] += len(rows) - 1
    roles = {row["role"] for row in rows}
    counts["roles_differed"] += len(roles) > 1
    amounts = [row["funding_eur"] for row in rows]
    known = [float(amount) for amount in amounts if isinstance(amount, float | int)]
    counts["amounts_unknown"] += 0 < len(known) < len(rows)
    counts["amounts_equal"] += len(known) == len(rows) and len(set(known)) < len(known)
    return dict(rows[0]) | {
        "role": min(roles, key=_ROLES.index),
        "funding_eur": sum(known) if len(known) == len(rows) else None,
    }


def merged_membership(rows: Sequence[Row], counts: Counter[str]) -> Row:
    """Return one membership of several of one organization in one cluster and role.

    It lasts from the earliest beginning to the latest end, and has no bound where one of them has none.
    Counted: ``memberships_joined``, rows fewer; ``gaps_closed``, times between two of them in which it now
    counts as a member.
    """
    counts["memberships_joined"] += len(rows) - 1
    counts["gaps_closed"] += _gaps(rows)
    found = dict(rows[0])
    for bound, last in (("valid_from", False), ("valid_to", True)):
        found |= _outermost(rows, bound, last=last)
    confidences = [row["confidence"] for row in rows]
    found["confidence"] = "stated" if "stated" in confidences else None if None in confidences else "inferred"
    return found


def repeated(rows: Sequence[Row], counts: Counter[str]) -> Row:
    """Return the first of rows that say the same. Counted: ``rows_repeated``, rows fewer."""
    counts["rows_repeated"] += len(rows) - 1
    return rows[0]


def _compatible(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _is_part_of_date(name: str) -> bool:
    return name.endswith(("_first", "_last"))


def _outermost(rows: Sequence[Row], bound: str, *, last: bool) -> Row:
    parts = [bound + part for part in _PARTS_OF_DATE if bound + part in rows[0]]
    if any(row[bound] is None for row in rows):
        return dict.fromkeys(parts)
    pick = max if last else min
    chosen = pick(rows, key=lambda row: _days(row[bound])[last])
    return {part: chosen[part] for part in parts}


def _gaps(rows: Sequence[Row]) -> int:
    """Count the times of more than a day between memberships, one after the other."""
    held = sorted((_days(row["valid_from"])[0], _days(row["valid_to"], date.max)[1]) for row in rows)
    gaps, until = 0, held[0][1]
    for begin, end in held[1:]:
        gaps += until < date.max and begin > until + timedelta(days=1)
        until = max(until, end)
    return gaps


def _days(text: object, unknown: date = date.min) -> tuple[date, date]:
    """Return the first and the last day of a date, a stand-in for an unknown one."""
    if text is None:
        return unknown, unknown
    day = partial_date(str(text))
    return day.first, day.last
