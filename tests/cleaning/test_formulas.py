"""What a spreadsheet would run is guarded, and the guard comes off again."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.cleaning.formulas import guarded, unguarded

TEXTS = st.text(max_size=6) | st.text(st.sampled_from("'=+-@1. a\n"), max_size=6)


@given(texts=st.lists(TEXTS | st.none(), max_size=6))
def test_taking_the_guard_off_gives_the_text_back(texts):
    array = pa.array(texts, pa.string())
    assert unguarded(guarded(array)).to_pylist() == texts


@given(text=TEXTS)
def test_nothing_guarded_begins_like_a_formula(text):
    (shown,) = guarded(pa.array([text])).to_pylist()
    assert shown[:1] not in ("=", "@")
    assert shown[:1] not in ("+", "-") or shown[1:2].isdigit()


@pytest.mark.parametrize("text", ["-5", "+39", "-1.234,5", "'t Hooft", "a=b", "", "x"])
def test_what_is_no_formula_stays(text):
    assert guarded(pa.array([text])).to_pylist() == [text]
    assert unguarded(pa.array([text])).to_pylist() == [text]
