"""What speaks for and against two organizations being the same, measured for each pair."""

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.sparse import csr_array

from clusternet.identity.columns import Rows, Texts, column, rows_of
from clusternet.identity.known import Known
from clusternet.identity.names import Names
from clusternet.identity.other_names import NamedAlike
from clusternet.identity.places import DIFFERS, compared, compared_cities
from clusternet.identity.words import in_parts


def measured(known: Known, left: Rows, right: Rows) -> pd.DataFrame:
    """Return what names, words, places and identifiers say about pairs.

    Parameters
    ----------
    known : Known
        What is known of the organizations.
    left, right : array of int
        Rows of each pair, the smaller first.

    Returns
    -------
    pandas.DataFrame
        ``left, right``; ``same_name``; ``letters``, the share of letters in the same order with words as they
        stand, sorted, or without spaces, whichever is highest, 0 to 100; ``shared``, the weight of the words
        in both names, ``words``, the same over that of the words in either, 0 to 1, ``rest``, the weight of
        what is left of the name with less, ``rarest``, that of the rarest word in both, and ``telling``, what
        the less telling name says as a whole; ``other_name`` they share, empty: none; ``country, city,
        province, kind, form, numbers``: how far they agree, as in `clusternet.identity.places`; by column,
        ``agrees_COLUMN`` and ``contradicts_COLUMN`` of identifiers; ``person``: one is a sole trader.
    """
    names, spellings = known.names, known.names.spellings
    places = {
        name: (compared_cities if name == "city" else compared)(values[left], values[right])
        for name, values in known.facts.items()
    }
    shared = known.words.compared(left, right, places["city"] == DIFFERS)
    telling = known.words.telling()
    frame = pd.DataFrame(
        {
            "left": left,
            "right": right,
            "same_name": (spellings[left] == spellings[right]) & (spellings[left] != ""),
            "letters": _letters(names, left, right),
            "shared": shared.both,
            "words": shared.words,
            "rest": shared.rest,
            "rarest": shared.rarest,
            "telling": np.minimum(telling[left], telling[right]),
            "other_name": _other_names(known.alike, left, right),
            "form": compared(names.forms[left], names.forms[right]),
            "numbers": compared(known.words.numbers[left], known.words.numbers[right]),
            **places,
        }
    )
    for name, agree in known.identifiers.agreeing(left, right).items():
        frame[f"agrees_{name}"] = agree
    for name, differ in known.identifiers.contradicting(left, right).items():
        frame[f"contradicts_{name}"] = differ
    frame["person"] = known.persons[left] | known.persons[right]
    return frame


def joint_projects(ids: Texts, participations: pa.Table, left: Rows, right: Rows) -> NDArray[np.int64]:
    """Return in how many projects both organizations of each pair take part."""
    organization = rows_of(column(participations, "organization_id"), ids)
    projects, _ = pd.factorize(column(participations, "project_id"))
    found = organization >= 0
    ones = np.ones(int(found.sum()), dtype=np.int64)
    shape = (len(ids), int(projects.max(initial=-1)) + 1)
    incidence = csr_array((ones, (organization[found], projects[found])), shape=shape)
    incidence.data[:] = 1
    return in_parts(lambda one, other: incidence[one].multiply(incidence[other]).sum(axis=1), left, right)


def _letters(names: Names, left: Rows, right: Rows) -> NDArray[np.float32]:
    if not len(left):
        return np.empty(0, dtype=np.float32)
    first, second = names.spellings[left].tolist(), names.spellings[right].tolist()
    whole = process.cpdist(first, second, scorer=fuzz.ratio)
    first, second = names.keys[left].tolist(), names.keys[right].tolist()
    return np.asarray(np.maximum(whole, process.cpdist(first, second, scorer=fuzz.token_sort_ratio)))


def _other_names(alike: NamedAlike, left: Rows, right: Rows) -> Texts:
    known = pd.DataFrame({"left": alike.left, "right": alike.right, "other": alike.name})
    pairs = pd.DataFrame({"left": left, "right": right}).merge(known, on=["left", "right"], how="left")
    return np.asarray(pairs["other"].fillna("").to_numpy(dtype=object))
