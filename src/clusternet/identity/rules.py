"""Why two organizations are put before a person at all, whatever speaks against it."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.identity.identifiers import CHECKED
from clusternet.identity.places import AGREES, DIFFERS, NEAR, UNKNOWN

# In the order in which they are named when several hold.
RULES = ("identifier", "name", "other_name", "letters", "words")

# Chosen on the half of the pairs in benchmarks/identity that may be looked at.
_ACRONYM = 6  # letters; a longer further name is told apart by itself
_TELLING = 10  # letters
_NAME_ANYWHERE = 0.5  # weight of a name that is not every city's
_WORDS_TELLING = 0.9  # weight of words that nobody else in a country is likely to have
_LETTERS_ANYWHERE, _LETTERS_NEAR = 92.0, 87.0
_WORDS_ANYWHERE, _WORDS_NEAR = 0.75, 0.5
_SHARED_ANYWHERE, _SHARED_NEAR = 0.5, 0.25  # weight of the words both have, for names alike in letters
_DISTINCTIVE = 0.5  # weight that no word reaches which is common everywhere
_WITHIN_SHARED, _WITHIN_REST = 0.68, 0.3  # one name within the other
_REST_IN_PROVINCE = 0.1  # what is left over in another town of the province says nothing
_REST_NEAR = 0.7  # a rare word of its own on either side, and they are two


def ruled(pairs: pd.DataFrame) -> NDArray[np.object_]:
    """Return the first rule by which each pair is proposed, empty for a pair that is not.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As by `clusternet.identity.evidence.measured`.
    """
    near, unknown = pairs["city"] >= NEAR, pairs["city"] == UNKNOWN
    holds = {
        "identifier": pairs[[f"agrees_{name}" for name in CHECKED]].any(axis=1),
        "name": pairs["same_name"] & (near | unknown | (pairs["telling"] >= _NAME_ANYWHERE)),
        "other_name": _other_name(pairs, near, unknown),
        "letters": _letters(pairs, near),
        "words": _words(pairs, near, unknown),
    }
    return np.select([holds[rule].to_numpy() for rule in RULES], RULES, default="").astype(np.object_)


def _other_name(
    pairs: pd.DataFrame, near: "pd.Series[bool]", unknown: "pd.Series[bool]"
) -> "pd.Series[bool]":
    """Acronyms are shared by chance: they count within a city only, longer names in a whole country."""
    letters = pairs["other_name"].str.len()
    return (letters > 0) & (near | (unknown & (letters > _ACRONYM)) | (letters >= _TELLING))


def _letters(pairs: pd.DataFrame, near: "pd.Series[bool]") -> "pd.Series[bool]":
    """Names alike in letters that share a word which is not everybody's."""
    anywhere = (pairs["letters"] >= _LETTERS_ANYWHERE) & (pairs["shared"] >= _SHARED_ANYWHERE)
    nearby = near & (pairs["letters"] >= _LETTERS_NEAR) & (pairs["shared"] >= _SHARED_NEAR)
    return (anywhere | nearby) & (pairs["numbers"] != DIFFERS)


def _words(pairs: pd.DataFrame, near: "pd.Series[bool]", unknown: "pd.Series[bool]") -> "pd.Series[bool]":
    """One name within the other, or most words in common and no rare word left on both sides.

    Either way one of the words in common is distinctive, or all together are: two academies of sciences share
    many words. Where a city is unknown, the words within must tell more. A name within the other also counts
    in another town of the province, where nothing that says anything is left over.
    """
    telling = pairs["shared"] >= _WORDS_TELLING
    enough = (near & (pairs["shared"] >= _WITHIN_SHARED)) | (unknown & telling)
    within = enough & (pairs["rarest"] > _DISTINCTIVE) & (pairs["rest"] <= _WITHIN_REST)
    moved = (pairs["province"] == AGREES) & (pairs["shared"] >= _WITHIN_SHARED)
    within |= moved & (pairs["rarest"] > _DISTINCTIVE) & (pairs["rest"] <= _REST_IN_PROVINCE)
    most = (pairs["words"] >= _WORDS_NEAR) & (pairs["rest"] <= _REST_NEAR) & (pairs["rarest"] >= _DISTINCTIVE)
    anywhere = (pairs["words"] >= _WORDS_ANYWHERE) & telling
    return (within | (near & most) | anywhere) & (pairs["numbers"] != DIFFERS)
