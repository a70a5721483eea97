"""Rows set aside as columns: the same sequence as if each were an object."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.findings.provenance import RejectedRow
from clusternet.findings.rejected import SCHEMA, RejectedRows

WORDS = st.sampled_from(["", "a", "b", "organizations"])
ROWS = st.lists(
    st.builds(
        RejectedRow,
        file=WORDS,
        line=st.integers(1, 50),
        column=WORDS,
        rule=WORDS,
        value=st.text(max_size=3),
        table=WORDS,
    ),
    max_size=8,
)


@given(rows=ROWS, begin=st.integers(-9, 9), end=st.integers(-9, 9), step=st.sampled_from([1, 2, -1, -3]))
def test_columns_are_the_sequence_of_their_rows(rows, begin, end, step):
    found = RejectedRows.of(rows)
    assert found.columns.schema == SCHEMA
    assert list(found) == rows
    assert found == rows
    assert len(found) == len(rows)
    assert list(found[begin:end:step]) == rows[begin:end:step]
    assert [found[place] for place in range(-len(rows), len(rows))] == [*rows, *rows]
    for row in rows:
        assert row in found


@given(parts=st.lists(ROWS, max_size=4))
def test_parts_come_together_in_order(parts):
    together = RejectedRows.together(map(RejectedRows.of, parts))
    assert list(together) == [row for part in parts for row in part]
    assert [row.line for row in together.by_line()] == sorted(row.line for row in together)


def test_rows_on_one_line_keep_their_order():
    rows = [RejectedRow(file=name, line=1, column="", rule="r", value="") for name in "cab"]
    assert [row.file for row in RejectedRows.of(rows).by_line()] == ["c", "a", "b"]


def test_there_is_no_row_beyond_the_last():
    found = RejectedRows.of([RejectedRow(file="f", line=1, column="", rule="r", value="")])
    for place in (1, -2):
        with pytest.raises(IndexError):
            found[place]


def test_a_text_stands_for_all_rows_and_null_for_nothing():
    found = RejectedRows.of_columns(
        table="projects",
        file="p.csv",
        lines=pa.array([3, 4]),
        column=pa.array(["a", "b"]),
        rule="date",
        value=pa.array(["x", None]),
    )
    assert list(found) == [
        RejectedRow(file="p.csv", line=3, column="a", rule="date", value="x", table="projects"),
        RejectedRow(file="p.csv", line=4, column="b", rule="date", value="", table="projects"),
    ]
    assert {row.table for row in found.of_table("other")} == {"other"}


def test_other_rows_are_not_the_same():
    row = RejectedRow(file="f", line=1, column="", rule="r", value="")
    assert RejectedRows.of([row]) != []
    assert RejectedRows.of([row]) != [RejectedRow(file="f", line=2, column="", rule="r", value="")]
    assert RejectedRows.of([row]) != 1
