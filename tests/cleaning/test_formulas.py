"""What a spreadsheet would run is guarded, and the guard comes off again."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.cleaning.formulas import guarded, unguarded

TEXTS = st.text(max_size=6) | st.text(st.sampled_from("'=+-@1. a;\t\r\n"), max_size=8)


@given(texts=st.lists(TEXTS | st.none(), max_size=6))
def test_taking_the_guard_off_gives_the_text_back(texts):
    array = pa.array(texts, pa.string())
    assert unguarded(guarded(array)).to_pylist() == texts


@given(text=TEXTS)
def test_nothing_guarded_begins_like_a_formula_wherever_it_is_cut(text):
    (shown,) = guarded(pa.array([text])).to_pylist()
    for piece in re.split("[;\r\n]", shown):
        assert piece[:1] not in ("=", "@", "\t")
        assert piece[:1] not in ("+", "-") or re.fullmatch("[+-][0-9][0-9.,]*", shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("Alfa;=1+1;@x", "Alfa;'=1+1;'@x"),
        ("a\r\n-b", "a\r\n'-b"),
        ("\r=1", "'\r'=1"),
        ("1;-2", "1;'-2"),
        (";'=x", ";''=x"),
    ],
)
def test_a_guard_stands_before_every_formula(text, shown):
    assert guarded(pa.array([text])).to_pylist() == [shown]
    assert unguarded(pa.array([shown])).to_pylist() == [text]


@pytest.mark.parametrize("text", ["-5", "+39", "-1.234,5", "'t Hooft", "a=b", "", "x", "a; -1", "b;c"])
def test_what_is_no_formula_stays(text):
    assert guarded(pa.array([text])).to_pylist() == [text]
    assert unguarded(pa.array([text])).to_pylist() == [text]
