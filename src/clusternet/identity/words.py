"""The words in names, and how much it says that two names share one."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.cleaning.vocabulary import toml_vocabulary
from clusternet.identity.columns import Rows, Texts, each
from clusternet.identity.names import Names, loosened

STEM = 6  # letters: as many as tell words apart and leave the endings of languages and genders out
_PLACE_STEM = 4  # letters: Torino and Torinese
_SMALLEST_WORLD = 1_000  # names; in fewer, a word that two of them share may still be common elsewhere
_HIGHEST = {"links": 0.1, "bodies": 0.3, "fields": 0.5, "places": 0.5}  # weight of a common word, at most
_OF_OWN_CITY = 0.3  # share of its weight that a word keeps where it names the organization's own city
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ROMAN = {numeral: str(number) for number, numeral in enumerate(_NUMERALS, start=1)}

_AT_ONCE = 200_000  # pairs compared together, for memory

Weights = csr_array[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the names of pairs share, one entry a pair.

    Parameters
    ----------
    both : array of float
        Weight of the stems in both names.
    words : array of float
        The same over the weight of the stems in either, 0 to 1; 0 for names without words.
    rest : array of float
        Weight of what is left of the name with less.
    rarest : array of float
        Weight of the stem in both names that weighs most.
    """

    both: NDArray[np.float64]
    words: NDArray[np.float64]
    rest: NDArray[np.float64]
    rarest: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of names by their stems.

    Parameters
    ----------
    stems : tuple of str
        Beginnings of words, each in at least one name.
    weights : csr_array
        Organizations x stems. What a stem says about an organization, 0 to 1: the logarithm of the rarity of
        the stem, 1 for one in a single name, little for words that are common everywhere.
    at_home : csr_array
        The same with little for the name of the organization's own city: beside an organization of that city
        it says nothing, beside one of another it tells them apart.
    numbers : array of str
        Numbers in each name, ordered and joined by spaces, Roman ones as Arabic.
    """

    stems: tuple[str, ...]
    weights: Weights
    at_home: Weights
    numbers: Texts

    def compared(self, left: Rows, right: Rows, elsewhere: NDArray[np.bool_]) -> Shared:
        """Return what pairs share.

        Parameters
        ----------
        left, right : array of int
            Rows of each pair.
        elsewhere : array of bool
            Pairs whose cities differ.
        """
        both, least, either, rarest = (np.zeros(len(left)) for _ in range(4))
        for weights, pairs in ((self.at_home, ~elsewhere), (self.weights, elsewhere)):
            totals: NDArray[np.float64] = np.asarray(weights.sum(axis=1))
            first, second = totals[left[pairs]], totals[right[pairs]]
            both[pairs] = in_parts(partial(_sum_in_both, weights), left[pairs], right[pairs])
            rarest[pairs] = in_parts(partial(_most_in_both, weights), left[pairs], right[pairs])
            least[pairs] = np.minimum(first, second)
            either[pairs] = first + second - both[pairs]
        words = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
        return Shared(both=both, words=words, rest=least - both, rarest=rarest)

    def telling(self) -> NDArray[np.float64]:
        """Return what each name says as a whole, beside one that is equal."""
        return np.asarray(self.weights.sum(axis=1))

    def rarest_shared(self, left: Rows, right: Rows) -> Texts:
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
    rarity = _rarity(known, np.bincount(columns, minlength=len(known)), of=len(names))[columns]
    cells, shape = (np.array(rows, dtype=np.intp), columns), (len(names), len(known))
    return Words(
        stems=tuple(known),
        weights=csr_array((rarity, cells), shape=shape),
        at_home=csr_array((rarity * kept, cells), shape=shape),
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


def is_link(word: str) -> bool:
    """Whether a word of a key only stands between those that count, as of or delle."""
    return _common().get(stem_of(word)) == _HIGHEST["links"]


def rare_in(stems: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return which stems are none of those that are common everywhere."""
    common = _common()
    return np.array([stem not in common for stem in stems], dtype=np.bool_)


def in_parts(measure: Callable[[Rows, Rows], NDArray[Any]], left: Rows, right: Rows) -> NDArray[Any]:
    """Return a measure of pairs, taken of so many at once as fit into memory."""
    starts = range(0, max(len(left), 1), _AT_ONCE)
    return np.concatenate(
        [measure(left[start : start + _AT_ONCE], right[start : start + _AT_ONCE]) for start in starts]
    )


def _sum_in_both(weights: Weights, left: Rows, right: Rows) -> NDArray[np.float64]:
    return np.asarray(weights[left].minimum(weights[right]).sum(axis=1), dtype=np.float64)


def _most_in_both(weights: Weights, left: Rows, right: Rows) -> NDArray[np.float64]:
    if not weights.shape[1]:  # no name has a word
        return np.zeros(len(left))
    return np.asarray(weights[left].minimum(weights[right]).max(axis=1).todense(), dtype=np.float64).ravel()


def _rarity(stems: list[str], names_with: NDArray[np.intp], *, of: int) -> NDArray[np.float64]:
    """Return log(names / names with the stem) over log(names), no more than a common word may weigh."""
    world = max(_SMALLEST_WORLD, of)
    common = _common()
    highest = np.array([common.get(stem, 1.0) for stem in stems])
    return np.asarray(np.minimum(np.log(world / np.maximum(names_with, 1)) / log(world), highest))


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
