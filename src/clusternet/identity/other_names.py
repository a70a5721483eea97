"""The further names of organizations: aliases, the initials of long names, what all call a town's council."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa

from clusternet.cleaning.vocabulary import toml_vocabulary
from clusternet.identity.columns import Rows, Texts, texts
from clusternet.identity.names import Names, loosened, names_of
from clusternet.identity.words import is_link, rare_in, stem_of

_SHORTEST = 3  # letters: two are shared by chance
_LONGEST_ACRONYM = 8  # letters
_FEWEST_WORDS = 3  # of a name that is known by its initials
_MOST_NAMED_SO = 20  # organizations of one country; what more of them are called proposes nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAlike:
    """Pairs of organizations of one country that share a name which is not the name of both.

    Parameters
    ----------
    left, right : array of int
        Rows, the smaller first, each pair once, in order.
    name : array of str
        The name they share, as it is compared; the longest, if they share several.
    """

    left: Rows
    right: Rows
    name: Texts


def named_alike(
    names: Names, countries: Texts, cities: Texts, organization_ids: Texts, aliases: pa.Table
) -> NamedAlike:
    """Return which organizations share an alias, or one of which has the other's name, or its initials.

    An alias of one word also counts where it is a word within the name of the other: IBEC in Fundació
    Institut de Bioenginyeria IBEC. Initials of two long names prove nothing and are not compared. Comune di
    Torino and Città di Torino, both in Turin, share what they are: the municipality of Turin.

    Parameters
    ----------
    names : Names
        One an organization.
    countries : array of str
        ISO codes, empty for unknown.
    cities : array of str
        Keys, empty for unknown; an alias that is the city's name is everybody's there.
    organization_ids : array of str
        Ids in the order of the names.
    aliases : pyarrow.Table
        With columns ``organization_id`` and ``alias``.
    """
    own = pd.DataFrame({"row": np.arange(len(names)), "key": names.keys, "name": names.spellings})
    own = own[own["name"] != ""]
    known = _aliases(organization_ids, countries, aliases)
    known = known[known["name"] != texts([city.replace(" ", "") for city in cities[known["row"]].tolist()])]
    found = pd.concat(
        [
            _meeting(known, known, countries),
            _meeting(known, own, countries),
            _meeting(_initials(own), own[~own["key"].str.contains(" ")], countries),
            _meeting(known[~known["key"].str.contains(" ")], _words_within(own), countries),
            _meeting(towns := _municipalities(own, cities), towns, countries),
        ]
    )
    found["letters"] = found["name"].str.len()
    found = found.sort_values(["left", "right", "letters", "name"], ascending=[True, True, False, True])
    once = found.drop_duplicates(["left", "right"])
    return NamedAlike(
        left=once["left"].to_numpy(np.intp),
        right=once["right"].to_numpy(np.intp),
        name=texts(once["name"].tolist()),
    )


def _aliases(organization_ids: Texts, countries: Texts, aliases: pa.Table) -> pd.DataFrame:
    """Return aliases as they are compared: rows, keys, and keys spelled as names are."""
    row_of = {organization: row for row, organization in enumerate(organization_ids.tolist())}
    named = zip(aliases["organization_id"].to_pylist(), aliases["alias"].to_pylist(), strict=True)
    known = [(row_of[organization], alias) for organization, alias in named if organization in row_of]
    rows = np.array([row for row, _ in known], dtype=np.intp)
    compared = names_of([alias for _, alias in known], countries[rows].tolist())
    frame = pd.DataFrame({"row": rows, "key": compared.keys, "name": compared.spellings})
    return frame[frame["name"].str.len() >= _SHORTEST]


def _initials(own: pd.DataFrame) -> pd.DataFrame:
    """Return the initials of long names."""
    found = [
        (row, initials)
        for row, key in zip(own["row"].tolist(), own["key"].tolist(), strict=True)
        for initials in _initials_of(key)
    ]
    rows = np.array([row for row, _ in found], dtype=np.intp)
    return pd.DataFrame({"row": rows, "name": texts([initials for _, initials in found])})


def _initials_of(key: str) -> set[str]:
    words = [word for word in key.split() if not word.isdigit()]
    if len(words) < _FEWEST_WORDS:
        return set()
    telling = [word for word in words if not is_link(word)]
    found = {"".join(word[0] for word in some) for some in (words, telling)}
    return {one for one in found if _SHORTEST <= len(one) <= _LONGEST_ACRONYM}


def _municipalities(own: pd.DataFrame, cities: Texts) -> pd.DataFrame:
    """Return what stands for the municipality of its own city, under one name for each city."""
    words = _municipal()
    found = []
    for row, key in zip(own["row"].tolist(), own["key"].tolist(), strict=True):
        said = loosened(key).split()
        place = [word for word in said if word not in words and not is_link(word)]
        if cities[row] and len(place) < len(said) and " ".join(place) == cities[row] and words & {*said}:
            found.append((row, f"municipality {cities[row]}"))
    rows = np.array([row for row, _ in found], dtype=np.intp)
    return pd.DataFrame({"row": rows, "name": texts([name for _, name in found])})


@cache
def _municipal() -> frozenset[str]:
    return frozenset(loosened(word) for word in toml_vocabulary("municipalities")["words"])


def _words_within(own: pd.DataFrame) -> pd.DataFrame:
    """Return the words of names of several that are not common everywhere, as names of their own."""
    several = own[own["key"].str.contains(" ")]
    words = several.assign(name=several["key"].str.split()).explode("name")[["row", "name"]]
    words = words[words["name"].str.len() >= _SHORTEST]
    rare = rare_in(tuple(stem_of(word) for word in words["name"].tolist()))
    return words.loc[rare]


def _meeting(first: pd.DataFrame, second: pd.DataFrame, countries: Texts) -> pd.DataFrame:
    """Return pairs of different rows of one country, one of each table, that share a name."""
    tables = [_in_country(first, countries), _in_country(second, countries)]
    named_so = pd.concat(tables).drop_duplicates().groupby("place")["row"].nunique()
    few = named_so.index[named_so <= _MOST_NAMED_SO]
    met = tables[0].merge(tables[1][tables[1]["place"].isin(few)], on=["place", "name"])
    ends = np.sort(met[["row_x", "row_y"]].to_numpy(np.intp), axis=1)
    pairs = pd.DataFrame({"left": ends[:, 0], "right": ends[:, 1], "name": met["name"].to_numpy()})
    return pairs[pairs["left"] != pairs["right"]]


def _in_country(known: pd.DataFrame, countries: Texts) -> pd.DataFrame:
    country = countries[known["row"].to_numpy(np.intp)]
    placed = pd.DataFrame({"row": known["row"].to_numpy(), "name": known["name"].to_numpy()})
    placed["place"] = country + "\t" + placed["name"].to_numpy(dtype=object)
    return pd.DataFrame(placed[country != ""])
