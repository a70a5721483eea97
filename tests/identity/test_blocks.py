"""Pairs are found in blocks, and blocks never explode."""

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.identity.blocks import chained_blocks, distinct, pairs_in_blocks
from clusternet.identity.columns import texts
from clusternet.identity.matching import matched_pairs
from clusternet.model.tables import TABLES

KEYS = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=25)


def pairs(found):
    return set(zip(*(side.tolist() for side in found), strict=True))


@given(KEYS, st.integers(2, 6))
def test_pairs_are_those_of_the_blocks_that_are_small_enough(keys, most):
    found = pairs(pairs_in_blocks(texts(keys), np.arange(len(keys)), most=most))
    assert found == {
        (one, other)
        for one, other in combinations(range(len(keys)), 2)
        if keys[one] == keys[other] != "" and keys.count(keys[one]) <= most
    }


@given(KEYS, st.integers(2, 6), st.randoms(use_true_random=False))
def test_chains_join_every_block_with_few_pairs(keys, most, chance):
    order = [chance.choice("xyz") for _ in keys]
    found = pairs(chained_blocks(texts(keys), np.arange(len(keys)), texts(order), most=most))
    for key in set(keys) - {""}:
        rows = [row for row, one in enumerate(keys) if one == key]
        inside = {pair for pair in found if pair[0] in rows}
        assert len(inside) == (len(rows) - 1 if len(rows) > most else len(rows) * (len(rows) - 1) // 2)
        reached, waiting = {rows[0]}, [rows[0]]
        while waiting:
            here = waiting.pop()
            new = {row for pair in inside if here in pair for row in pair} - reached
            reached |= new
            waiting += new
        assert reached == set(rows)
    assert all(one < other and keys[one] == keys[other] for one, other in found)


def test_a_row_of_several_keys_meets_itself_never():
    keys, rows = texts(["a", "b", "a", "b", "a"]), np.array([0, 0, 1, 1, 1])
    found = distinct(
        [pairs_in_blocks(keys, rows, most=9), chained_blocks(keys, rows, texts(["", ""]), most=1)]
    )
    assert pairs(found) == {(0, 1)}


@pytest.mark.parametrize("cities", [1, 5_000])
def test_five_thousand_of_one_name_are_not_squared(cities):
    n = 5_000
    empty = {
        name: pa.table({column.name: pa.array([], pa.string()) for column in TABLES[name].columns})
        for name in ("aliases", "participations", "successions")
    }
    organizations = pa.table(
        {
            "organization_id": [f"{number:04}" for number in range(n)],
            "name": ["Bar Sport S.r.l."] * n,
            "country": ["IT"] * n,
            "city": [f"Città {chr(97 + number % cities % 26)}{number % cities}" for number in range(n)],
        }
    )
    found = matched_pairs({"organizations": organizations} | empty)
    assert found.num_rows < n
    assert "same" not in found["band"].to_pylist()  # everybody's name
