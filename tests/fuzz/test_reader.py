"""The reader of delimited files: any bytes are told in a sentence or read to the last row."""

import csv
import io
import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clusternet.exceptions import ClusternetError
from clusternet.ingest.dialect import DELIMITERS, Dialect
from clusternet.ingest.folder import read_folder
from clusternet.ingest.records import read_records
from clusternet.ingest.source import read_source

QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADING = b"organization_id,name,country\n"
TOKENS = st.sampled_from(
    [
        *(
            b'"',
            b'""',
            b",",
            b";",
            b"\t",
            b"|",
            b"\n",
            b"\r",
            b"\r\n",
            b"\n\n",
            b" ",
            b"o1",
            b"Alfa",
            b"IT",
            b"'",
        ),
        *(
            b"\xe0",
            b"\xc3\xa0",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\0",
            b"\x1a",
            b"\x85",
            b"\xe2\x80\xa8",
            b"\x1b[31m",
        ),
        *(
            b"<<<<<<< ",
            b">>>>>>> ",
            b"=",
            b"x" * 300,
            HEADING,
            b'o2,"a\nb",FR\n',
            b'o3,""The ""X"" works"",\n',
        ),
    ]
)
BYTES = st.one_of(st.binary(max_size=200), st.lists(TOKENS, max_size=30).map(b"".join))
CELLS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8
) | st.sampled_from(
    [
        "",
        '"',
        '""',
        'a;"x',
        '"";""',
        "a\nb",
        "a\r\nb",
        "\r",
        ",",
        "'",
        " x ",
        '""The ""X""',
        "\u2028",
        "\x85",
        "\x1c",
    ]
)


def checked(found, content):
    """Every row ends in one place, on a line of the file."""
    lines = len(re.findall(rb"\r\n|\r|\n", content)) + 1
    for file in found.inputs:
        assert file.rows_read == file.rows_loaded + file.rows_set_aside + file.rows_duplicate
        loaded = found.tables[file.table]["__line__"].to_pylist()
        aside = [row.line for row in found.rejected if row.file == file.file and row.table == file.table]
        assert (len(loaded), len(aside)) == (file.rows_loaded, file.rows_set_aside)
        assert len({*loaded, *aside}) == len(loaded) + len(aside)
        if not content.startswith((b"\xff\xfe", b"\xfe\xff")):  # in UTF-16 a line end is two bytes
            assert all(1 < line <= lines for line in (*loaded, *aside))


@given(content=BYTES, heading=st.sampled_from([b"", HEADING, b"organization_id;name\r\n"]))
@QUIET
@example(content=b'o1,""A ""B"" c"",IT\n', heading=HEADING)
@example(content=b'o1,"A\n', heading=HEADING)
def test_any_bytes_of_a_table(tmp_path, told, content, heading):
    (tmp_path / "organizations.csv").write_bytes(heading + content)
    try:
        found = read_folder(tmp_path)
    except ClusternetError as error:
        told(error)
    else:
        checked(found, heading + content)


MAPPING = """
schema = 1
name = "any"
[[file]]
match = "any.csv"
may_lack = ["b", "c"]
[[file.table]]
table = "organizations"
unless = { b = ["x"] }
[file.table.columns]
organization_id = { column = "a" }
name = { column = ["b", "a"], clean = "name" }
founded = { column = "c", clean = "date" }
[[file.table]]
table = "aliases"
columns = { organization_id = { column = "a" }, alias = { column = ["c", "a"], split = ";", keep = "last" } }
"""


@given(content=BYTES, heading=st.sampled_from([b"", b"a,b,c\n", b"a;c\n", b"b,a\r", b"\xef\xbb\xbfa\tb\n"]))
@QUIET
def test_any_bytes_by_a_mapping(tmp_path, told, content, heading):
    (tmp_path / "any.csv").write_bytes(heading + content)
    (tmp_path / "any.toml").write_text(MAPPING)
    try:
        found = read_source(tmp_path / "any.csv", mapping=tmp_path / "any.toml")
    except ClusternetError as error:
        told(error)
    else:
        for file in found.inputs:
            assert file.rows_read == file.rows_loaded + file.rows_set_aside + file.rows_duplicate
        organizations, aliases = (file for file in found.inputs if file.table)
        assert organizations.rows_read + organizations.rows_left_out == aliases.rows_read


@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=8),
    delimiter=st.sampled_from(DELIMITERS),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@QUIET
def test_what_is_written_well_is_read_as_the_csv_module_reads_it(tmp_path, rows, delimiter, end, encoding):
    has_line_ends = any(sign in cell for row in rows for cell in row for sign in "\r\n")
    quoting = csv.QUOTE_ALL if has_line_ends else csv.QUOTE_MINIMAL  # which does not quote every line end
    text, begins = "", []
    for row in [["first", "second"], *rows]:
        line = io.StringIO()
        csv.writer(line, delimiter=delimiter, lineterminator=end, quoting=quoting).writerow(row)
        begins.append(1 + len(re.findall(r"\r\n|\r|\n", text)))
        text += line.getvalue()
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    dialect = Dialect(encoding=encoding, delimiter=delimiter)
    try:
        records = read_records(path, dialect, shown_as=path.relative_to(tmp_path))
    except ClusternetError as error:
        if "repeats the heading" in str(error) or "unfinished merge" in str(error):
            return
        raise
    read = list(zip(*(records.columns[name].to_pylist() for name in ("first", "second")), strict=True))
    assert read == [tuple(row) for row in expected[1:]]
    assert records.columns["__line__"].to_pylist() == begins[1:]
    assert not records.rejected
