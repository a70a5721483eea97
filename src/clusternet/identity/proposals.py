"""What a person is asked: groups of organizations to be merged, the ones that matter most first."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from clusternet.identity.bands import ASK, SAME
from clusternet.identity.columns import Rows, Texts, column, rows_of, texts
from clusternet.identity.groups import groups_of
from clusternet.identity.rules import RULES

SCHEMA = pa.schema(
    {
        "proposal_id": pa.string(),
        "band": pa.string(),
        "decision": pa.string(),
        "into": pa.string(),
        "reason": pa.string(),
        "names": pa.string(),
        "places": pa.string(),
        "participations": pa.int64(),
        "moved": pa.int64(),
        "rule": pa.string(),
        "agrees": pa.string(),
        "contradicts": pa.string(),
        "letters": pa.float64(),
        "words": pa.float64(),
        "shared_word": pa.string(),
        "other_name": pa.string(),
        "joint_projects": pa.int64(),
        "organization_ids": pa.string(),
        "other_ids": pa.string(),
    }
)
_EVIDENCE = (
    *("rule", "agrees", "contradicts", "letters", "words", "shared_word", "other_name"),
    "joint_projects",
)
_STRENGTH = {rule: place for place, rule in enumerate(RULES)}
_BETWEEN_NAMES = " | "
_ID_LENGTH = 12  # hexadecimal digits: one chance in 100 million of two alike among 2,000


def proposals(pairs: pa.Table, tables: Mapping[str, pa.Table]) -> pa.Table:
    """Return what to decide about organizations that may be the same.

    Organizations that are the same pair by pair make one proposal of the band same. Between such groups, or
    single organizations, the pairs to ask about make one proposal each; its evidence is that of its pair with
    the strongest rule and the most letters in common, and it names all organizations of both groups.

    Parameters
    ----------
    pairs : pyarrow.Table
        As by `clusternet.identity.matching.matched_pairs`.
    tables : mapping of str to pyarrow.Table
        ``organizations`` and ``participations`` that the pairs are from.

    Returns
    -------
    pyarrow.Table
        The columns of `SCHEMA`, one row a proposal; those that move most participations first, then those of
        most participations, then by id. ``proposal_id`` depends on the organizations alone. ``decision`` and
        ``reason`` are empty, for a person to fill in. ``into`` is the organization with most participations,
        the smallest id among equals; ``moved`` counts the participations of the others. ``other_ids`` are
        those of the second group, where the question is between two.
    """
    organizations = tables["organizations"].sort_by("organization_id")
    ids = column(organizations, "organization_id")
    taken_part = pd.Series(column(tables["participations"], "organization_id")).value_counts()
    named = _Named(
        ids=ids,
        names=column(organizations, "name"),
        places=_places(organizations),
        participations=np.array([taken_part.get(one, 0) for one in ids.tolist()], dtype=np.int64),
    )
    frame = _on_rows(pairs, ids)
    same = frame[frame["band"] == SAME]
    group = groups_of(same["left"].to_numpy(np.intp), same["right"].to_numpy(np.intp), n=len(ids))
    members = _members(group)
    rows = []
    for pair in _strongest_between(frame, group).to_dict("records"):
        concerned = sorted({*members[pair["first"]], *members[pair["second"]]})
        other = members[pair["second"]] if pair["first"] != pair["second"] else []
        rows.append(_proposal(named, concerned, other) | {name: pair[name] for name in ("band", *_EVIDENCE)})
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    return table.sort_by(
        [("moved", "descending"), ("participations", "descending"), ("proposal_id", "ascending")]
    )


def proposal_id(organization_ids: Iterable[str]) -> str:
    """Return the id of a proposal about these organizations, whatever their order.

    Examples
    --------
    >>> proposal_id(["b", "a"]) == proposal_id(["a", "b"]) != proposal_id(["a;b"])
    True
    """
    joined = "\n".join(sorted(organization_ids))  # an id has no line end in it
    return "p-" + hashlib.sha256(joined.encode()).hexdigest()[:_ID_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What people know organizations by, and how much hangs on them."""

    ids: Texts
    names: Texts
    places: Texts
    participations: NDArray[np.int64]


def _places(organizations: pa.Table) -> Texts:
    cities, countries = column(organizations, "city").tolist(), column(organizations, "country").tolist()
    return texts([", ".join(filter(None, place)) for place in zip(cities, countries, strict=True)])


def _on_rows(pairs: pa.Table, ids: Texts) -> pd.DataFrame:
    frame = pd.DataFrame({name: pairs[name].to_pylist() for name in ("band", *_EVIDENCE)})
    for side, name in (("left", "organization_a"), ("right", "organization_b")):
        frame[side] = rows_of(column(pairs, name), ids)
    return frame


def _members(group: Rows) -> list[list[int]]:
    order = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group))[:-1]
    return [part.tolist() for part in np.split(order, ends)]


def _strongest_between(frame: pd.DataFrame, group: Rows) -> pd.DataFrame:
    """Return the best pair to ask about between any two groups, and the best pair of each that is one."""
    frame = frame[frame["band"].isin((SAME, ASK))]
    ends = np.sort(group[frame[["left", "right"]].to_numpy(np.intp)], axis=1)
    frame = frame.assign(first=ends[:, 0], second=ends[:, 1], strength=frame["rule"].map(_STRENGTH))
    frame = frame[(frame["band"] == SAME) | (frame["first"] != frame["second"])]
    order = ["first", "second", "strength", "letters", "left", "right"]
    frame = frame.sort_values(order, ascending=[True, True, True, False, True, True])
    return frame.drop_duplicates(["first", "second"])


def _proposal(named: _Named, rows: list[int], other: list[int]) -> dict[str, object]:
    into = max(rows, key=lambda row: (named.participations[row], -row))
    ordered = [into, *(row for row in rows if row != into)]
    ids, total = named.ids[rows].tolist(), int(named.participations[rows].sum())
    return {
        "proposal_id": proposal_id(ids),
        "into": named.ids[into],
        "names": _BETWEEN_NAMES.join(named.names[ordered].tolist()),
        "places": _BETWEEN_NAMES.join(named.places[ordered].tolist()),
        "participations": total,
        "moved": total - int(named.participations[into]),
        "organization_ids": ";".join(ids),
        "other_ids": ";".join(named.ids[other].tolist()) or None,
    }
