"""Parquet: typed columns, read as the text a person would have written."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clusternet.exceptions import MalformedFile
from clusternet.ingest.folder import read_folder
from clusternet.ingest.parquet import read_parquet

DAY, NOON = dt.datetime.fromisoformat("2019-05-03"), dt.datetime.fromisoformat("2019-05-03T12:30")
WRITTEN = {
    "text": (pa.array(["a", None, ""]), ["a", None, ""]),
    "large text": (pa.array(["a", None], pa.large_string()), ["a", None]),
    "dictionary": (pa.array(["a", "b", "a"]).dictionary_encode(), ["a", "b", "a"]),
    "boolean": (pa.array([True, False, None]), ["true", "false", None]),
    "whole number": (pa.array([1, 999896468, None]), ["1", "999896468", None]),
    "large number": (pa.array([2**63], pa.uint64()), ["9223372036854775808"]),
    "float": (pa.array([0.1, 3.0, 1e300, float("nan"), None]), ["0.1", "3", "1e+300", None, None]),
    "small float": (pa.array([0.5], pa.float32()), ["0.5"]),
    "decimal": (pa.array([Decimal("10.50")]), ["10.50"]),
    "date": (pa.array([dt.date(2019, 5, 3), None]), ["2019-05-03", None]),
    "moment": (pa.array([DAY, NOON, None]), ["2019-05-03", "2019-05-03T12:30:00.000000", None]),
    "moment in ns": (pa.array([DAY], pa.timestamp("ns")), ["2019-05-03"]),
    "moment in Rome": (pa.array([DAY], pa.timestamp("s", tz="UTC")), ["2019-05-03"]),
    "list": (pa.array([["a", "b"], [], None, ["c"]]), ["a;b", "", "", "c"]),
    "list of numbers": (pa.array([[1, 2], [3]]), ["1;2", "3"]),
    "nothing": (pa.nulls(2), [None, None]),
}


def write(folder, table, **columns):
    path = folder / f"{table}.parquet"
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("kind", WRITTEN)
def test_values_become_text(tmp_path, kind):
    values, expected = WRITTEN[kind]
    path = write(tmp_path, "t", value=values)
    records = read_parquet(path, shown_as=path.relative_to(tmp_path))
    assert records.columns["value"].to_pylist() == expected
    assert records.columns["__line__"].to_pylist() == list(range(1, len(expected) + 1))


def test_a_folder_may_hold_parquet_beside_csv(tmp_path):
    write(tmp_path, "organizations", organization_id=[1, 2], name=["Alfa", "Beta"], is_sme=[True, None])
    write(tmp_path, "projects", project_id=["p"], start_date=[dt.date(2019, 5, 3)], topics=[["a", "b"]])
    (tmp_path / "participations.csv").write_text("project_id,organization_id\np,1\np,2\np,3\n")
    found = read_folder(tmp_path)
    assert found.tables["organizations"]["is_sme"].to_pylist() == [True, None]
    assert found.tables["projects"]["topics"].to_pylist() == ["a;b"]
    assert found.tables["participations"]["organization_id"].to_pylist() == ["1", "2"]
    assert [(row.file, row.line) for row in found.rejected] == [("participations.csv", 4)]


def test_rows_set_aside_are_found_by_their_number(tmp_path):
    write(tmp_path, "organizations", organization_id=["a", "b"], name=["Alfa", "x" * 10_001])
    assert [(row.file, row.line, row.rule) for row in read_folder(tmp_path).rejected] == [
        ("organizations.parquet", 2, "too_long")
    ]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"name": pa.array([{"a": 1}])}, "has the column 'name' of the type struct"),
        ({"name": pa.array([b"a"])}, "has the column 'name' of the type binary"),
        ({"name": pa.array([["a;b"]])}, "has a list in 'name' with a ';' inside an item"),
    ],
)
def test_what_has_no_text_is_told(tmp_path, columns, told):
    write(tmp_path, "organizations", organization_id=["a"], **columns)
    with pytest.raises(MalformedFile, match=told):
        read_folder(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"a,b\n1,2\n"])
def test_what_is_no_parquet_is_told(tmp_path, content):
    (tmp_path / "organizations.parquet").write_bytes(content)
    with pytest.raises(MalformedFile, match=r"organizations\.parquet is no Parquet file that can be read"):
        read_folder(tmp_path)


def test_a_table_may_not_be_there_in_two_formats(tmp_path):
    write(tmp_path, "organizations", organization_id=["a"], name=["A"])
    (tmp_path / "organizations.csv").write_text("organization_id,name\na,A\n")
    with pytest.raises(
        MalformedFile, match=r"organizations\.parquet holds the same table as organizations\.csv"
    ):
        read_folder(tmp_path)
