"""What a person is asked: groups of organizations to be merged, the ones that matter most first."""

import hashlib
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from clusternet.identity.bands import ASK, SAME
from clusternet.identity.blocks import Rows
from clusternet.identity.groups import groups_of
from clusternet.identity.identifiers import column

SCHEMA = pa.schema(
    {
        "proposal_id": pa.string(),
        "band": pa.string(),
        "decision": pa.string(),
        "into": pa.string(),
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
    }
)
_EVIDENCE = ("rule", "agrees", "contradicts", "letters", "words", "shared_word", "other_name", "joint_projects")
_FIRST = {"identifier": 0, "name": 1, "other_name": 2, "letters": 3, "words": 4}
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
        most participations, then by id. ``proposal_id`` depends on the organizations alone. ``decision`` is
        empty, for a person to fill in. ``into`` is the organization with most participations, the smallest id
        among equals; ``moved`` counts the participations of the others.
    """
    organizations = tables["organizations"].sort_by("organization_id")
    ids = column(organizations, "organization_id")
    taken_part = pd.Series(column(tables["participations"], "organization_id")).value_counts()
    counts = taken_part.reindex(pd.Index(ids), fill_value=0).to_numpy(np.int64)
    frame = _on_rows(pairs, ids)
    same = frame[frame["band"] == SAME]
    group = groups_of(same["left"].to_numpy(np.intp), same["right"].to_numpy(np.intp), n=len(ids))
    members = _members(group)
    chosen = _strongest_between(frame, group)
    facts = organizations.select(["name", "city", "country"]).to_pydict()
    rows = [
        _proposal(one, sorted(set(members[one["first"]]) | set(members[one["second"]])), ids, counts, facts)
        for one in chosen.to_dict("records")
    ]
    rows.sort(key=lambda row: (-row["moved"], -row["participations"], row["proposal_id"]))
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _on_rows(pairs: pa.Table, ids: "np.typing.NDArray[np.object_]") -> pd.DataFrame:
    index = pd.Index(ids)
    left, right = (index.get_indexer(column(pairs, side)) for side in ("organization_a", "organization_b"))
    frame = pd.DataFrame({name: pairs[name].to_pylist() for name in ("band", *_EVIDENCE)})
    return frame.assign(left=left, right=right)


def _members(group: Rows) -> list[list[int]]:
    order = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group))[:-1]
    return [part.tolist() for part in np.split(order, ends)] if len(group) else []


def _strongest_between(frame: pd.DataFrame, group: Rows) -> pd.DataFrame:
    """Return the best pair to ask about between any two groups, and the best pair of each group that is one."""
    frame = frame[frame["band"].isin((SAME, ASK))]
    ends = np.sort(group[frame[["left", "right"]].to_numpy(np.intp)], axis=1)
    frame = frame.assign(first=ends[:, 0], second=ends[:, 1], strength=frame["rule"].map(_FIRST))
    frame = frame[(frame["band"] == SAME) | (frame["first"] != frame["second"])]
    order = ["first", "second", "strength", "letters", "left", "right"]
    frame = frame.sort_values(order, ascending=[True, True, True, False, True, True])
    return frame.drop_duplicates(["first", "second"])


def _proposal(
    pair: dict[str, object],
    rows: list[int],
    ids: "np.typing.NDArray[np.object_]",
    counts: "np.typing.NDArray[np.int64]",
    facts: dict[str, list[str | None]],
) -> dict[str, object]:
    into = max(rows, key=lambda row: (counts[row], -row))
    ordered = [into, *(row for row in rows if row != into)]
    named = ids[rows].tolist()
    total = int(counts[rows].sum())
    return {
        "proposal_id": proposal_id(named),
        "band": pair["band"],
        "decision": None,
        "into": ids[into],
        "names": _BETWEEN_NAMES.join(facts["name"][row] or "" for row in ordered),
        "places": _BETWEEN_NAMES.join(
            ", ".join(filter(None, (facts["city"][row], facts["country"][row]))) for row in ordered
        ),
        "participations": total,
        "moved": total - int(counts[into]),
        **{name: pair[name] for name in _EVIDENCE},
        "organization_ids": ";".join(named),
    }


def proposal_id(organization_ids: list[str]) -> str:
    """Return the id of a proposal about these organizations, whatever their order.

    Examples
    --------
    >>> proposal_id(["b", "a"]) == proposal_id(["a", "b"]) != proposal_id(["a;b"])
    True
    """
    joined = "\n".join(sorted(organization_ids))  # an id has no line end in it
    return "p-" + hashlib.sha256(joined.encode()).hexdigest()[:_ID_LENGTH]
