"""The tables of a dataset as decisions leave them: a view, the rows that were read stay as they are."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clusternet.identity.decisions import decisions_of
from clusternet.identity.merging import (
    merged_membership,
    merged_organization,
    merged_participation,
    repeated,
)
from clusternet.identity.replay import Replayed, replayed
from clusternet.identity.repointing import folded, meeting, repointed, with_column

Tables = Mapping[str, pa.Table]
_Change = Callable[[Tables, Mapping[str, str], Counter[str]], pa.Table]

_LINE = "__line__"  # where a row stood in its file: no part of what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Tables after decisions, and what the decisions did.

    Parameters
    ----------
    tables : dict of str to pyarrow.Table
        All tables given; those that no merge touches are the very same.
    replayed : Replayed
        Who went into whom, who is apart, and what became of each decision.
    counts : dict of str to int
        What merging did to rows, as `clusternet.identity.merging` counts it, as far as it happened; also
        ``organizations_merged``, ``names_kept`` as aliases, and ``successions_within``, dropped because both
        ends are one now.
    """

    tables: dict[str, pa.Table]
    replayed: Replayed
    counts: dict[str, int]


def resolved(tables: Tables, decisions: pa.Table | None = None) -> Resolved:
    """Return the tables as decisions leave them.

    An organization that went into another has no row any more: its memberships, participations, aliases,
    figures, agreements and successions are the other's, and its name is one of the other's aliases. Rows that
    come to say the same of one organization become one, by the rules of `clusternet.identity.merging`. The
    columns of every table and the order of its rows stay.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        In the columns of the contract, as they were read; not all need be there.
    decisions : pyarrow.Table, optional
        Those to replay; without any, the table ``decisions`` of the dataset.

    Returns
    -------
    Resolved
        With the very tables given where no merge stands.
    """
    made = tables["decisions"] if decisions is None else decisions
    state = replayed(decisions_of(made), tables["organizations"]["organization_id"].to_pylist())
    counts: Counter[str] = Counter()
    found = dict(tables)
    if state.into:
        counts["organizations_merged"] = len(state.into)
        changed = [(name, change) for name, change in _CHANGES.items() if name in tables]
        found |= {name: change(tables, state.into, counts) for name, change in changed}
    happened = {name: int(count) for name, count in sorted(counts.items()) if count}
    return Resolved(tables=found, replayed=state, counts=happened)


def _facts(name: str, key: str) -> _Change:
    """Return how a table changes that says who the organizations are."""

    def change(tables: Tables, into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
        ids = tables[name][key].to_pylist()
        table, touched = repointed(tables[name], key, into)
        now = table[key].to_pylist()
        # The one that goes on first, then the others by id.
        groups = meeting(now, touched, lambda row: (ids[row] != now[row], ids[row]))
        return folded(table, groups, merged_organization, counts)

    return change


def _memberships(tables: Tables, into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
    table, touched = repointed(tables["memberships"], "organization_id", into)
    keys = _keys(table, ("organization_id", "cluster_id", "role"))
    return folded(table, meeting(keys, touched), merged_membership, counts)


def _participations(tables: Tables, into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
    table, touched = repointed(tables["participations"], "organization_id", into)
    keys = _keys(table, ("project_id", "organization_id"))
    return folded(table, meeting(keys, touched), merged_participation, counts)


def _aliases(tables: Tables, into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
    """Keep the names of organizations that went into another, but for the name that other has."""
    table, _ = repointed(tables["aliases"], "organization_id", into)
    known = tables["organizations"].select(["organization_id", "name", "source"]).to_pylist()
    name_of = {row["organization_id"]: row["name"] for row in known}
    gone = [row for row in known if row["organization_id"] in into]
    lost = [
        {"organization_id": goes_on, "alias": row["name"], "source": row["source"]}
        for row in gone
        for goes_on in (into[row["organization_id"]],)
        if row["name"] is not None and row["name"] != name_of[goes_on]
    ]
    before = set(_keys(table, ("organization_id", "alias")))
    counts["names_kept"] += len({(row["organization_id"], row["alias"]) for row in lost} - before)
    table = pa.concat_tables([table, pa.Table.from_pylist(lost, schema=table.schema)])
    met = set(into.values())
    touched = np.array([one in met for one in table["organization_id"].to_pylist()], dtype=np.bool_)
    same = meeting(_keys(table, ("organization_id", "alias")), touched)
    return folded(table, same, repeated, Counter())


def _figures(tables: Tables, into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
    """Let figures follow their organizations; different values stay side by side, as they were published."""
    return _followed(tables["figures"], ("subject",), "subject_kind", into, counts)


def _successions(tables: Tables, into: Mapping[str, str], counts: Counter[str]) -> pa.Table:
    ends = ("predecessor_id", "successor_id")
    table = _followed(tables["successions"], ends, "kind", into, counts)
    within = [
        row["kind"] == "organization" and row["predecessor_id"] == row["successor_id"]
        for row in table.to_pylist()
    ]
    counts["successions_within"] += sum(within)
    return table.filter(pa.array([not one for one in within])) if any(within) else table


def _followed(
    table: pa.Table, columns: tuple[str, ...], kind: str, into: Mapping[str, str], counts: Counter[str]
) -> pa.Table:
    """Let columns of mixed ids follow where the kind of a row is organization, and drop repeated rows."""
    mine = [one == "organization" for one in table[kind].to_pylist()]
    met = set(into.values())
    touched = np.zeros(table.num_rows, dtype=np.bool_)
    for column in columns:
        ids = table[column].to_pylist()
        now = [into.get(one, one) if follows else one for one, follows in zip(ids, mine, strict=True)]
        table = with_column(table, column, now)
        touched |= np.array([one in met for one in now], dtype=np.bool_)
    said = tuple(name for name in table.column_names if name != _LINE)
    groups = meeting(_keys(table, said), touched & np.array(mine, dtype=np.bool_))
    return folded(table, groups, repeated, counts)


def _agreements(tables: Tables, into: Mapping[str, str], counts: Counter[str]) -> pa.Table:  # noqa: ARG001
    """Let the organizations of agreements follow, each named once."""
    table = tables["agreements"]
    now = [
        None if listed is None else ";".join(dict.fromkeys(into.get(one, one) for one in listed.split(";")))
        for listed in table["organizations"].to_pylist()
    ]
    return with_column(table, "organizations", now)


def _keys(table: pa.Table, columns: tuple[str, ...]) -> list[tuple[object, ...]]:
    return list(zip(*(table[name].to_pylist() for name in columns), strict=True))


_CHANGES: dict[str, _Change] = {
    "organizations": _facts("organizations", "organization_id"),
    "register": _facts("register", "register_id"),
    "memberships": _memberships,
    "participations": _participations,
    "aliases": _aliases,
    "figures": _figures,
    "successions": _successions,
    "agreements": _agreements,
}
