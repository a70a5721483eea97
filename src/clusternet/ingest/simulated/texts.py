"""Texts made from numbers, a column at a time."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Integers = NDArray[np.integer[Any]]

_CONSONANTS, _VOWELS, _ACCENTED = "bdfgklmnpqrstvwxz", "aeiou", "àèìòù"
_SYLLABLES = [consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS]
_ENDINGS = _SYLLABLES + [consonant + vowel for consonant in _CONSONANTS for vowel in _ACCENTED]
_ACCENTED_SHARE = 0.2
_PER_WORD = 3


def chosen(words: Sequence[str], codes: Integers) -> pa.Array:
    """Return the words that codes stand for, null for codes below 0."""
    return pa.array(words, pa.string()).take(pa.array(codes, pa.int64(), mask=codes < 0))


def numbered(prefix: str, numbers: Integers, *, digits: int) -> pa.Array:
    """Return ids: a prefix and a number with leading zeros."""
    return joined(prefix, padded(numbers, digits))


def padded(numbers: Integers, digits: int) -> pa.Array:
    """Return numbers with leading zeros."""
    return pc.utf8_lpad(pa.array(numbers, pa.int64()).cast(pa.string()), digits, "0")


def whole(numbers: Integers) -> pa.Array:
    """Return whole numbers as text, null below 0."""
    return pa.array(numbers, pa.int64(), mask=numbers < 0).cast(pa.string())


def decimals(numbers: NDArray[np.float64], digits: int) -> pa.Array:
    """Return numbers from 0 with so many decimals, null for NaN."""
    known = ~np.isnan(numbers)
    scaled = np.round(np.where(known, numbers, 0) * 10**digits).astype(np.int64)
    text = joined(whole(scaled // 10**digits), ".", padded(scaled % 10**digits, digits))
    return pc.if_else(pa.array(known), text, pa.scalar(None, pa.string()))


def yes_or_no(flags: Integers) -> pa.Array:
    """Return ``true`` for 1, ``false`` for 0, null below."""
    return chosen(("false", "true"), flags)


def joined(*parts: pa.Array | str) -> pa.Array:
    """Return texts one after the other; null if one is."""
    return pc.binary_join_element_wise(*parts, "")


def unknown(texts: pa.Array, mask: NDArray[np.bool_]) -> pa.Array:
    """Return texts with null where a mask holds."""
    return pc.if_else(pa.array(mask), pa.scalar(None, pa.string()), texts)


def draw_names(n: int, rng: np.random.Generator) -> Integers:
    """Draw different names: shape (n, 6), the syllables of two words."""
    names = _draw(n, rng)
    while len(again := _repeated(names)):
        names[again] = _draw(len(again), rng)
    return names


def name_texts(names: Integers) -> pa.Array:
    """Return names as text, such as ``Wuxoqi Zikarù``."""
    return joined(name_words(names, 0), " ", name_words(names, 1))


def name_words(names: Integers, place: int) -> pa.Array:
    """Return the first (0) or the second (1) word of names."""
    begin, middle, end = (names[:, _PER_WORD * place + syllable] for syllable in range(_PER_WORD))
    capital = [syllable.capitalize() for syllable in _SYLLABLES]
    return joined(chosen(capital, begin), chosen(_SYLLABLES, middle), chosen(_ENDINGS, end))


def _draw(n: int, rng: np.random.Generator) -> Integers:
    names = rng.integers(len(_SYLLABLES), size=(n, 2 * _PER_WORD), dtype=np.uint8)
    accented = rng.random(n) < _ACCENTED_SHARE
    names[accented, -1] += np.uint8(len(_SYLLABLES))
    return names


def _repeated(names: Integers) -> NDArray[np.intp]:
    """Return the places of names that stand there before."""
    plain = names.astype(np.int64)
    plain[:, -1] %= len(_SYLLABLES)  # an accent alone tells nobody apart
    keys = plain @ len(_SYLLABLES) ** np.arange(2 * _PER_WORD, dtype=np.int64)
    _, first = np.unique(keys, return_index=True)
    return np.setdiff1d(np.arange(len(names)), first)
