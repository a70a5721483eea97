"""The words in names, and how much it says that two names share one."""

import itertools
from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.cleaning.vocabulary import toml_vocabulary
from clusternet.identity.names import Names, Texts, each, loosened

STEM = 6  # letters: as many as tell words apart and leave the endings of languages and genders out
_PLACE_STEM = 4  # letters: Torino and Torinese
_SMALLEST_WORLD = 1_000  # names; in fewer, a word that two of them share may still be common elsewhere
_HIGHEST = {"links": 0.1, "bodies": 0.3, "fields": 0.5, "places": 0.5}  # weight of a common word, at most
_OF_OWN_CITY = 0.3  # share of its weight that a word keeps where it names the organization's own city
_ROMAN = {
    numeral: str(number)
    for number, numeral in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(), start=1)
}

Weights = csr_array[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of names by their stems.

    Parameters
    ----------
    stems : tuple of str
        Beginnings of words, each in at least one name.
    weights : csr_array
        Organizations x stems. What a stem says about an organization, 0 to 1: the logarithm of the rarity of
        the stem, 1 for one in a single name, little for words that are common everywhere and for the name of
        the organization's own city.
    totals : array of float
        Sum of the weights of each organization.
    telling : array of float
        The same with its own city in full: what a whole name says, beside another that is equal.
    numbers : array of str
        Numbers in each name, ordered and joined by spaces, Roman ones as Arabic.
    """

    stems: tuple[str, ...]
    weights: Weights
    totals: NDArray[np.float64]
    telling: NDArray[np.float64]
    numbers: Texts

    def shared(self, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the weight of the stems that the names of pairs share."""
        return np.asarray(self.weights[left].minimum(self.weights[right]).sum(axis=1), dtype=np.float64)

    def rarest_shared(self, left: NDArray[np.intp], right: NDArray[np.intp]) -> Texts:
        """Return the stem of most weight that the names of pairs share, empty if they share none."""
        both = csr_array(self.weights[left].minimum(self.weights[right]))
        found = np.full(len(left), "", dtype=np.object_)
        for pair, (begin, end) in enumerate(itertools.pairwise(both.indptr.tolist())):
            if end > begin:
                found[pair] = self.stems[both.indices[begin + int(both.data[begin:end].argmax())]]
        return found


def words_of(names: Names, cities: Texts) -> Words:
    """Return the words of names.

    Parameters
    ----------
    names : Names
        One an organization.
    cities : array of str
        Keys of their cities, empty for unknown.
    """
    rows: list[int] = []
    stems: list[str] = []
    own: list[bool] = []
    for row, (key, city) in enumerate(zip(names.keys.tolist(), cities.tolist(), strict=True)):
        places = {word[:_PLACE_STEM] for word in city.split()}
        for stem in {stem_of(word) for word in key.split() if not _number(word)}:
            rows.append(row)
            stems.append(stem)
            own.append(stem[:_PLACE_STEM] in places)
    known = sorted(set(stems))
    column_of = {stem: column for column, stem in enumerate(known)}
    columns = np.array([column_of[stem] for stem in stems], dtype=np.intp)
    kept = np.where(np.array(own, dtype=np.bool_), _OF_OWN_CITY, 1.0)
    place = (np.array(rows, dtype=np.intp), columns)
    rarity = _rarity(known, np.bincount(columns, minlength=len(known)), of=len(names))
    weights = csr_array((kept * rarity[columns], place), shape=(len(names), len(known)))
    weights.sort_indices()
    return Words(
        stems=tuple(known),
        weights=weights,
        totals=np.asarray(weights.sum(axis=1)),
        telling=np.bincount(place[0], weights=rarity[columns], minlength=len(names)),
        numbers=each(names.keys, _numbers),
    )


def stem_of(word: str) -> str:
    """Return the beginning by which a word of a key is compared.

    Examples
    --------
    >>> stem_of("universitaet"), stem_of("university")
    ('univer', 'univer')
    """
    return loosened(word)[:STEM]


def rare_in(stems: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return which stems are none of those that are common everywhere."""
    common = _common()
    return np.array([stem not in common for stem in stems], dtype=np.bool_)


def _rarity(stems: list[str], names_with: NDArray[np.intp], *, of: int) -> NDArray[np.float64]:
    """Return log(names / names with the stem) over log(names), no more than a common word may weigh."""
    world = max(_SMALLEST_WORLD, of)
    common = _common()
    highest = np.array([common.get(stem, 1.0) for stem in stems])
    return np.minimum(np.log(world / np.maximum(names_with, 1)) / log(world), highest)


def _numbers(key: str) -> str:
    return " ".join(sorted({number for word in key.split() if (number := _number(word))}))


def _number(word: str) -> str:
    """Return the number a word is, empty for a word that is none; a letter that may be one is none."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    return _ROMAN.get(word, "") if len(word) > 1 else ""


@cache
def _common() -> dict[str, float]:
    vocabulary = toml_vocabulary("common_words")
    return {stem: _HIGHEST[sort] for sort in _HIGHEST for stem in vocabulary[sort]}
