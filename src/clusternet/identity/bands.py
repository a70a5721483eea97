"""Three bands: the same, a person must say, different; and what speaks for and against each pair."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.identity.identifiers import CHECKED, TELLING_APART
from clusternet.identity.places import AGREES, DIFFERS, NEAR, UNKNOWN

SAME, ASK, DIFFERENT = "same", "ask", "different"
BANDS = (SAME, ASK, DIFFERENT)

# What is compared as it stands; words for identifiers, names and events are added below.
_COMPARED = ("country", "city", "province", "kind", "form", "numbers")
# Weight of a name that two bodies of one city, or of one province, are not likely to share.
_TELLING_IN_CITY, _TELLING_IN_PROVINCE = 0.75, 1.0
_ALIKE_LETTERS, _ALIKE_WORDS, _WITHIN = 75.0, 0.5, 0.3  # names that may be of the owner of one identifier


def banded(pairs: pd.DataFrame) -> NDArray[np.object_]:
    """Return the band of each pair that a rule proposes.

    Only two grounds make a pair the same without a person: a valid identifier in common and names that are
    alike, or one name in one city, or where a city is unknown in one province, of one country, in legal forms
    that do not differ, that is not everybody's name. Nothing may speak against it. Likeness of names is never
    enough.

    Two bodies are different when their countries, VAT numbers, tax codes or ROR ids differ while no
    identifier agrees, when one succeeded the other, and when a person said so.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As by `clusternet.identity.evidence.measured`, with ``joint_projects``, ``succession``, ``decided``.

    Returns
    -------
    array of str
        One of `BANDS` each.
    """
    identified = _any(pairs, "agrees", CHECKED)
    contradicted = _any(pairs, "contradicts", TELLING_APART)
    apart = (contradicted | (pairs["country"] == DIFFERS)) & ~identified
    different = apart | pairs["succession"] | pairs["decided"]
    doubtful = (
        contradicted
        | _any(pairs, "contradicts", CHECKED)
        | (pairs["country"] == DIFFERS)
        | (pairs["form"] == DIFFERS)
        | (pairs["province"] == DIFFERS)
        | (pairs["joint_projects"] > 0)
    )
    # Two people may have one name, and so may a school and the firm beside it.
    one_name = _one_name_in_one_place(pairs) & ~pairs["person"] & (pairs["kind"] != DIFFERS)
    same = ((identified & _named_alike(pairs)) | one_name) & ~doubtful
    return np.select([different, same], [DIFFERENT, SAME], default=ASK).astype(np.object_)


def spoken_for(pairs: pd.DataFrame) -> list[str]:
    """Return what speaks for each pair: codes joined by ``;``."""
    words = {f"{name}": pairs[f"agrees_{name}"] for name in CHECKED}
    words["name"] = pairs["same_name"]
    words["other_name"] = pairs["other_name"] != ""
    words |= {name: pairs[name] == AGREES for name in _COMPARED}
    words["city_within"] = pairs["city"] == NEAR
    return _joined(words)


def spoken_against(pairs: pd.DataFrame) -> list[str]:
    """Return what speaks against each pair: codes joined by ``;``."""
    words = {f"{name}": pairs[f"contradicts_{name}"] for name in CHECKED}
    words |= {name: pairs[name] == DIFFERS for name in _COMPARED}
    words["joint_projects"] = pairs["joint_projects"] > 0
    words["person"] = pairs["person"]
    words["common_name"] = pairs["same_name"] & (pairs["telling"] < _TELLING_IN_CITY)
    words["succession"] = pairs["succession"]
    words["decided"] = pairs["decided"]
    return _joined(words)


def _named_alike(pairs: pd.DataFrame) -> "pd.Series[bool]":
    """Return whether the names may be of one body; one identifier under two names is a mistake somewhere."""
    within = (pairs["rest"] <= _WITHIN) & (pairs["shared"] >= _WITHIN)
    alike = (pairs["letters"] >= _ALIKE_LETTERS) | (pairs["words"] >= _ALIKE_WORDS) | within
    return pairs["same_name"] | alike | (pairs["other_name"] != "")


def _one_name_in_one_place(pairs: pd.DataFrame) -> "pd.Series[bool]":
    in_city = (pairs["city"] >= NEAR) & (pairs["telling"] >= _TELLING_IN_CITY)
    in_province = (
        (pairs["city"] == UNKNOWN)
        & (pairs["province"] == AGREES)
        & (pairs["telling"] >= _TELLING_IN_PROVINCE)
    )
    return pairs["same_name"] & (pairs["country"] == AGREES) & (in_city | in_province)


def _any(pairs: pd.DataFrame, what: str, names: tuple[str, ...]) -> "pd.Series[bool]":
    return pairs[[f"{what}_{name}" for name in names]].any(axis=1)


def _joined(words: "dict[str, pd.Series[bool]]") -> list[str]:
    table = np.column_stack([flag.to_numpy(dtype=np.bool_) for flag in words.values()])
    codes = np.array(list(words), dtype=np.object_)
    return [";".join(codes[row]) for row in table]
