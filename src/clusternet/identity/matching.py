"""Which organizations of a dataset may be the same, pair by pair, with the evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from clusternet.identity.bands import ASK, SAME, banded, spoken_against, spoken_for
from clusternet.identity.candidates import candidate_pairs
from clusternet.identity.columns import Rows
from clusternet.identity.evidence import joint_projects, measured
from clusternet.identity.groups import without_contradicted_chains
from clusternet.identity.known import Known, known_of
from clusternet.identity.rules import ruled

SCHEMA = pa.schema(
    {
        "organization_a": pa.string(),
        "organization_b": pa.string(),
        "band": pa.string(),
        "rule": pa.string(),
        "letters": pa.float64(),
        "words": pa.float64(),
        "shared_word": pa.string(),
        "other_name": pa.string(),
        "agrees": pa.string(),
        "contradicts": pa.string(),
        "joint_projects": pa.int64(),
    }
)


def matched_pairs(tables: Mapping[str, pa.Table], apart: Iterable[tuple[str, str]] = ()) -> pa.Table:
    """Return the pairs of organizations that may be the same, with what speaks for and against them.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        ``organizations``, ``aliases``, ``participations``, ``successions``, in the columns of the contract.
    apart : iterable of (str, str)
        Pairs of ids that a person said are two.

    Returns
    -------
    pyarrow.Table
        One row a pair, ordered by its ids, the smaller id first:

        ``band``
            ``same``: safe without a person; ``ask``; ``different``: alike, but two.
        ``rule``
            The first that proposes the pair, one of `clusternet.identity.rules.RULES`.
        ``letters``
            Share of letters in the same order, 0 to 100.
        ``words``
            Weight of the words in both names over that of the words in either, 0 to 1.
        ``shared_word``
            The beginning of the rarest word in both names.
        ``other_name``
            A further name both go by, as it is compared.
        ``agrees``, ``contradicts``
            What speaks for and against it: codes joined by ``;``.
        ``joint_projects``
            Projects in which both take part: seldom those of one body.
    """
    organizations = tables["organizations"].sort_by("organization_id")
    known = known_of(organizations, tables["aliases"])
    pairs = measured(known, *candidate_pairs(known))
    pairs["rule"] = ruled(pairs)
    pairs = pairs[pairs["rule"] != ""].reset_index(drop=True)
    left, right = (pairs[side].to_numpy(np.intp) for side in ("left", "right"))
    pairs["joint_projects"] = joint_projects(known.ids, tables["participations"], left, right)
    pairs["succession"] = _linked(known, left, right, _succeeding(tables["successions"]))
    pairs["decided"] = _linked(known, left, right, apart)
    pairs["band"] = banded(pairs)
    chained = pairs["band"].to_numpy(dtype=object)
    pairs["band"] = without_contradicted_chains(pairs, known, tables["participations"])
    chained = (chained == SAME) & (pairs["band"] == ASK).to_numpy()
    return _table(known, pairs, chained)


def _table(known: Known, pairs: pd.DataFrame, chained: NDArray[np.bool_]) -> pa.Table:
    left, right = (pairs[side].to_numpy(np.intp) for side in ("left", "right"))
    against = [
        ";".join(filter(None, (code, "chain" * broken)))
        for code, broken in zip(spoken_against(pairs), chained.tolist(), strict=True)
    ]
    columns = {
        "organization_a": known.ids[left],
        "organization_b": known.ids[right],
        "band": pairs["band"],
        "rule": pairs["rule"],
        "letters": pairs["letters"].astype(np.float64).round(1),
        "words": pairs["words"].round(3),
        "shared_word": known.words.rarest_shared(left, right),
        "other_name": pairs["other_name"],
        "agrees": spoken_for(pairs),
        "contradicts": against,
        "joint_projects": pairs["joint_projects"],
    }
    arrays = [pa.array(list(columns[field.name]), field.type) for field in SCHEMA]
    return pa.table(arrays, schema=SCHEMA)


def _linked(known: Known, left: Rows, right: Rows, links: Iterable[tuple[str, str]]) -> NDArray[np.bool_]:
    linked = {frozenset(link) for link in links}
    if not linked:
        return np.zeros(len(left), dtype=np.bool_)
    pairs = zip(known.ids[left].tolist(), known.ids[right].tolist(), strict=True)
    return np.array([frozenset(pair) in linked for pair in pairs], dtype=np.bool_)


def _succeeding(successions: pa.Table) -> set[tuple[str, str]]:
    """Return each organization with all that came after it, at however many removes."""
    heirs: dict[str, set[str]] = defaultdict(set)
    for row in successions.to_pylist():
        if row["kind"] == "organization":
            heirs[row["predecessor_id"]].add(row["successor_id"])
    found = set()
    for first in list(heirs):
        waiting, seen = list(heirs[first]), set()
        while waiting:
            heir = waiting.pop()
            if heir not in seen:
                seen.add(heir)
                waiting += heirs.get(heir, ())
        found |= {(first, heir) for heir in seen}
    return found
