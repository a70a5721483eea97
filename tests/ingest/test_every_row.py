"""Whatever a table holds: every row is loaded, set aside on its line, or a duplicate."""

import csv
import io
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet.exceptions import SourceError
from clusternet.ingest.folder import read_folder

COLUMNS = {
    "organizations": ["organization_id", "name", "kind", "is_sme", "country", "founded", "latitude"],
    "projects": ["project_id", "title", "kind", "start_date", "end_date", "funding_eur", "topics"],
    "participations": ["project_id", "organization_id", "role", "funding_eur"],
}
TELLING = st.sampled_from(
    [
        "",
        "a",
        "b",
        "c",
        " a ",
        "true",
        "IT",
        "NA",
        "2019",
        "2019-02-30",
        "1e400",
        "-1",
        "partner",
        "x;y",
        "\x1b",
        "\n",
    ]
)
CELL = TELLING | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


def table(columns):
    rows = st.lists(st.lists(CELL, min_size=1, max_size=len(columns) + 1), max_size=8)
    return rows.map(lambda found: [columns, *found])


def write(path, rows, end):
    """Write rows and return the line each begins on; blank lines are no rows."""
    text, lines = "", []
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator=end, quoting=csv.QUOTE_ALL).writerow(row)
        lines.append(1 + len(re.findall(r"\r\n|\r|\n", text)))
        text += buffer.getvalue()
    path.write_bytes(text.encode())
    return lines[1:]


@given(
    tables=st.fixed_dictionaries({name: table(columns) for name, columns in COLUMNS.items()}),
    end=st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_ends_in_one_place(tmp_path, tables, end):
    lines = {f"{name}.csv": write(tmp_path / f"{name}.csv", rows, end) for name, rows in tables.items()}
    found = read_folder(tmp_path)
    for file in found.inputs:
        rows = lines[file.file]
        assert file.rows_read == len(rows)
        assert file.rows_read == file.rows_loaded + file.rows_set_aside + file.rows_duplicate
        rejected = [row.line for row in found.rejected if row.file == file.file]
        loaded = found.tables[file.table]["__line__"].to_pylist()
        assert rejected == sorted(rejected)
        assert len({*rejected, *loaded}) == len(rejected) + len(loaded)
        assert {*rejected, *loaded} <= set(rows)
        for row in found.rejected:
            row.value.encode()


@given(content=st.binary(max_size=300), heading=st.sampled_from([b"", b"organization_id,name,country\n"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path, content, heading):
    (tmp_path / "organizations.csv").write_bytes(heading + content)
    try:
        (file,) = read_folder(tmp_path).inputs
    except SourceError as error:
        told = str(error)
    else:
        told = ""
        assert file.rows_read == file.rows_loaded + file.rows_set_aside + file.rows_duplicate
    assert re.fullmatch(r"(?:[^\n]+: [^\n]+\.)?", told)
