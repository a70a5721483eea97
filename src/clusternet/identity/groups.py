"""Chains: when one is the same as another and that one as a third, all three must be able to be."""

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from clusternet.identity.bands import ASK, SAME
from clusternet.identity.columns import Rows, column, rows_of
from clusternet.identity.identifiers import CHECKED
from clusternet.identity.known import Known

_PAIR = 2


def groups_of(left: Rows, right: Rows, *, n: int) -> Rows:
    """Return the group of each of n rows: rows joined by pairs, however many steps apart, are in one.

    Groups are numbered from 0 in the order of their first rows.
    """
    joined = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(n, n))
    _, labels = connected_components(joined, directed=False)
    _, first = np.unique(labels, return_index=True)
    rank = np.empty(len(first), dtype=np.intp)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[labels], dtype=np.intp)


def without_contradicted_chains(
    pairs: pd.DataFrame, known: Known, participations: pa.Table
) -> NDArray[np.object_]:
    """Return the bands of pairs, those of a chain that contradicts itself put to a person.

    The chain from A over B to C is contradicted when any two of its organizations have different countries,
    identifiers or legal forms, take part in one project, or are known to be two; which link is wrong, a
    machine cannot tell, so all of them are asked about.

    Parameters
    ----------
    pairs : pandas.DataFrame
        With ``left, right, band, succession, decided``, the pairs of the band different among them.
    known : Known
        What is known of the organizations.
    participations : pyarrow.Table
        With ``project_id, organization_id``.
    """
    bands = pairs["band"].to_numpy(dtype=object).copy()
    same = bands == SAME
    group = groups_of(
        pairs["left"].to_numpy(np.intp)[same], pairs["right"].to_numpy(np.intp)[same], n=len(known.ids)
    )
    chains = np.bincount(group) > _PAIR  # pairs were judged by themselves
    contradicted = _with_several(group, known) | _meeting_in_projects(group, known, participations)
    contradicted |= _with_known_two(group, pairs)
    bands[same & (chains & contradicted)[group[pairs["left"].to_numpy(np.intp)]]] = ASK
    return bands


def _with_several(group: Rows, known: Known) -> NDArray[np.bool_]:
    """Return which groups have more than one value of what one body has one of."""
    one_each = [known.facts["country"], known.names.forms]
    one_each += [known.identifiers.columns[name] for name in CHECKED if name != "vat_number"]
    several = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.bool_)
    for values in one_each:
        several |= _distinct(group, np.zeros(len(group), dtype=np.intp), values) > 1
    vat = known.identifiers.columns["vat_number"]
    registers, _ = pd.factorize(known.identifiers.registers("vat_number"))
    return several | (_distinct(group, registers.astype(np.intp), vat) > 1)


def _distinct(group: Rows, within: Rows, values: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return how many different values each group has at most in any one part."""
    stated = pd.DataFrame({"group": group, "within": within, "value": values})[values != ""]
    counts = stated.groupby(["group", "within"])["value"].nunique()
    most = counts.groupby(level="group").max()
    whole = most.reindex(range(int(group.max(initial=-1)) + 1), fill_value=0)
    return np.asarray(whole.to_numpy(np.int64))


def _meeting_in_projects(group: Rows, known: Known, participations: pa.Table) -> NDArray[np.bool_]:
    row = rows_of(column(participations, "organization_id"), known.ids)
    taking_part = pd.DataFrame({"row": row, "project": column(participations, "project_id")})[row >= 0]
    taking_part = taking_part.drop_duplicates().assign(group=lambda table: group[table["row"].to_numpy()])
    met = taking_part.loc[taking_part.duplicated(["group", "project"]), "group"]
    found = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.bool_)
    found[met.to_numpy(np.intp)] = True
    return found


def _with_known_two(group: Rows, pairs: pd.DataFrame) -> NDArray[np.bool_]:
    two = pairs[pairs["succession"] | pairs["decided"]]
    left, right = (group[two[side].to_numpy(np.intp)] for side in ("left", "right"))
    found = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.bool_)
    found[left[left == right]] = True
    return found
