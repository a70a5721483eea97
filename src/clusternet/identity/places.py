"""Where organizations are, as far as it helps to tell them apart."""

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from clusternet.cleaning.encoding import mended
from clusternet.cleaning.folding import folded
from clusternet.cleaning.vocabulary import toml_vocabulary
from clusternet.identity.columns import Texts
from clusternet.identity.names import loosened

# How far two values of one column agree. Unknown lies between: it speaks neither for nor against.
DIFFERS, UNKNOWN, NEAR, AGREES = -1, 0, 1, 2

_BRACKETS = re.compile(r"\(.*?\)")
_POSTAL = frozenset(("cedex", "ce", "bp", "cs"))
_ALIKE = 88.0  # percent of letters: one city written in two ways
_WITHIN = 100.0  # percent of the words of one in the other: a city and its district or suburb


def city_key(city: str) -> str:
    """Return a city as it is compared: no postal codes, no brackets, the name it has at home.

    Examples
    --------
    >>> city_key("ORBASSANO (TO)"), city_key("Paris Cedex 15"), city_key("Turin"), city_key("GOETTINGEN")
    ('orbassano', 'paris', 'torino', 'gottingen')
    """
    words = folded(_BRACKETS.sub(" ", mended(city))).split()
    plain = [word for word in words if word not in _POSTAL and not any(map(str.isdigit, word))]
    key = loosened(" ".join(plain))
    return _at_home().get(key, key)


def compared_cities(left: Texts, right: Texts) -> NDArray[np.int8]:
    """Return how far the cities of pairs agree.

    Parameters
    ----------
    left, right : array of str
        Keys as by `city_key`, empty for unknown.

    Returns
    -------
    array of int8
        `AGREES`, `NEAR` where one lies within the other, `UNKNOWN`, or `DIFFERS`.
    """
    found = np.full(len(left), DIFFERS, dtype=np.int8)
    if not len(left):
        return found
    first, second = left.tolist(), right.tolist()
    found[process.cpdist(first, second, scorer=fuzz.token_set_ratio) >= _WITHIN] = NEAR
    found[process.cpdist(first, second, scorer=fuzz.ratio) >= _ALIKE] = AGREES
    found[(left == "") | (right == "")] = UNKNOWN
    return found


def compared(left: Texts, right: Texts) -> NDArray[np.int8]:
    """Return whether texts are equal: `AGREES`, `DIFFERS`, or `UNKNOWN` where one is empty."""
    found = np.where(left == right, AGREES, DIFFERS).astype(np.int8)
    found[(left == "") | (right == "")] = UNKNOWN
    return found


@cache
def _at_home() -> dict[str, str]:
    cities = toml_vocabulary("city_names")["cities"]
    return {other: home for home, others in cities.items() for other in others}
