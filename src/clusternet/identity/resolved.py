"""The tables of a dataset as decisions leave them: a view, the rows that were read stay as they are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from clusternet.identity.decisions import decisions_of
from clusternet.identity.merging import (
    Row,
    first_of,
    merged_membership,
    merged_organization,
    merged_participation,
)
from clusternet.identity.replay import Replayed, replayed

Merge = Callable[[Sequence[Row], Counter[str]], Row]

LINE = "__line__"
# Tables that name organizations: the column, the columns that make two rows one, and what then stands.
_NAMING: dict[str, tuple[str, tuple[str, ...], Merge]] = {
    "memberships": ("organization_id", ("organization_id", "cluster_id", "role"), merged_membership),
    "participations": ("organization_id", ("project_id", "organization_id"), merged_participation),
    "aliases": ("organization_id", ("organization_id", "alias"), first_of),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Tables after decisions, and what the decisions did.

    Parameters
    ----------
    tables : dict of str to pyarrow.Table
        All tables given; those that no decision touches are the very same.
    replayed : Replayed
        Who went into whom, who is apart, and what became of each decision.
    counts : dict of str to int
        What merging did to rows, as `clusternet.identity.merging` counts it, only what happened; also
        ``organizations_merged``, ``names_kept`` as aliases, ``successions_within``, dropped because both ends
        are one now, ``rows_repeated``, dropped because they say the same of one organization.
    """

    tables: dict[str, pa.Table]
    replayed: Replayed
    counts: dict[str, int]


def resolved(tables: Mapping[str, pa.Table], decisions: pa.Table | None = None) -> Resolved:
    """Return the tables as decisions leave them.

    An organization that went into another has no row any more: its memberships, participations, aliases,
    figures, agreements and successions are the other's, and its name is one of the other's aliases. Rows that
    come to say the same of one organization become one, by the rules of `clusternet.identity.merging`. Order
    and columns of every table stay.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        In the columns of the contract, as they were read.
    decisions : pyarrow.Table, optional
        Those to replay; without any, the table ``decisions`` of the dataset.

    Returns
    -------
    Resolved
        Without a merge that stands, with the tables given.
    """
    made = tables["decisions"] if decisions is None else decisions
    state = replayed(decisions_of(made), tables["organizations"]["organization_id"].to_pylist())
    counts: Counter[str] = Counter()
    found = dict(tables)
    if state.into:
        counts["organizations_merged"] = len(state.into)
        for name, change in _CHANGES.items():
            if name in tables:
                found[name] = change(tables, state.into, counts)
    happened = {name: int(count) for name, count in sorted(counts.items()) if count}
    return Resolved(tables=found, replayed=state, counts=happened)


def _organizations(tables: Mapping[str, pa.Table], into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
    return _with_merged_facts(tables["organizations"], "organization_id", into, counts)


def _register(tables: Mapping[str, pa.Table], into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
    """Return the register, whose rows may go by the ids of organizations."""
    return _with_merged_facts(tables["register"], "register_id", into, counts)


def _with_merged_facts(table: pa.Table, key: str, into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
    ids = table[key].to_pylist()
    goes_on = [into.get(one, one) for one in ids]
    place = {one: row for row, one in enumerate(ids)}

    def merged(rows: Sequence[Row], counts: Counter[str]) -> Row:
        first = [row for row in rows if row[key] in survivors]
        others = sorted((row for row in rows if row[key] not in survivors), key=lambda row: str(row[key]))
        return merged_organization([*first, *others], counts) | {key: into.get(str(rows[0][key]), rows[0][key])}

    survivors = set(goes_on)
    return _folded(table, goes_on, survivors & set(into.values()), merged, counts, stands_at=place)


def _naming(name: str) -> Callable[[Mapping[str, pa.Table], Mapping[str, str], Counter[str]], pa.Table]:
    column, key, merge = _NAMING[name]

    def change(tables: Mapping[str, pa.Table], into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
        table = _repointed(tables[name], column, into)
        keys = list(zip(*(table[part].to_pylist() for part in key), strict=True))
        return table, keys

    return change
