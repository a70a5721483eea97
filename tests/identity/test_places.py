"""When two cities are one."""

import numpy as np
import pytest

from clusternet.identity.columns import texts
from clusternet.identity.places import AGREES, DIFFERS, NEAR, UNKNOWN, city_key, compared, compared_cities


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Torino", "TURIN", AGREES),
        ("München", "MUENCHEN", AGREES),
        ("München", "Munich", AGREES),
        ("PARIS CEDEX 15", "Paris 16", AGREES),
        ("ORBASSANO (TO)", "Orbassano", AGREES),
        ("Sukkarieta (Bizkaia)", "SUKARRIETA", AGREES),
        ("Husinec Rez", "Rez", NEAR),
        ("Maynooth, Co. Kildare", "Maynooth", NEAR),
        ("Valencia", "Palencia", DIFFERS),
        ("Roma", "Milano", DIFFERS),
        ("Torino", "", UNKNOWN),
        ("", "", UNKNOWN),
        ("10100", "Torino", UNKNOWN),
    ],
)
def test_cities_agree_however_they_are_written(one, other, expected):
    keys = texts([city_key(one)]), texts([city_key(other)])
    assert compared_cities(*keys).tolist() == [expected]
    assert compared_cities(*keys[::-1]).tolist() == [expected]


def test_other_facts_are_equal_different_or_unknown():
    found = compared(texts(["IT", "IT", ""]), texts(["IT", "FR", "IT"]))
    assert found.tolist() == [AGREES, DIFFERS, UNKNOWN]


def test_no_pairs_are_no_trouble():
    assert compared_cities(texts([]), texts([])).dtype == np.int8
