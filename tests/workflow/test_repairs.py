"""Rows set aside are written, repaired and read again: whatever the source, nothing is lost on the way."""

import csv
import io
import itertools
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet.exceptions import MalformedFile, NotWritable, SourceError
from clusternet.findings.quality import Reading
from clusternet.ingest.source import read_source
from clusternet.language.catalog import catalog
from clusternet.model.repairs import REASONS, RULE
from clusternet.workflow.check import CheckOptions, check_source
from clusternet.workflow.ingest import ingest
from clusternet.workflow.repairs import write_repairs

EN = catalog("en")
HEADING = "organization_id,name,kind,country,founded,note\n"
COLUMNS = {
    "organizations": ["organization_id", "name", "kind", "founded", "latitude", "note"],
    "projects": ["project_id", "title", "start_date", "end_date", "funding_eur", "topics"],
    "participations": ["project_id", "organization_id", "role"],
}
TELLING = st.sampled_from(["", "a", "b", " a ", "'=x", "=x", "2019", "-1", "partner", "x;y", "\x1b", "é\n"])
CELL = TELLING | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=5)


@pytest.fixture
def write(tmp_path):
    """Write the rows of a source that were set aside and return the file of a table."""
    numbers = itertools.count()

    def written(source, table="organizations", *, mapping=None, language="en"):
        folder = tmp_path / f"rejected-{next(numbers)}"
        check_source(source, CheckOptions(mapping=mapping, rejected=folder, language=language))
        return folder / f"{table}.csv"

    return written


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def repair(path, **corrections):
    """Correct rows by their id: column to value; put the folder of the file where it is read."""
    rows = rows_of(path)
    key = next(name for name in rows[0] if name not in REASONS)
    for row in rows:
        row.update(corrections.get(row[key], {}))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]])
        writer.writeheader()
        writer.writerows(rows)


def put_into(source, path):
    path.parent.rename(source / "repaired")


def column(dataset, table, name):
    return dataset.tables[table][name].to_pylist()


def test_rows_are_written_with_what_they_say_and_why_they_were_set_aside(dataset, write):
    folder = dataset(
        organizations=HEADING + "o1,A,,IT,2001,x\no2,B,firm,IT,2001,=y\no3,C,,FR,soon,\no4,D,,,,\n"
    )
    first, second = rows_of(write(folder))
    assert [first[name] for name in REASONS[:-1]] == [
        "not one of the allowed values",
        "organizations.csv",
        "3",
        "kind",
        "firm",
        "choice",
    ]
    stated = {"organization_id": "o2", "name": "B", "kind": "firm", "country": "IT", "founded": "2001"}
    assert stated.items() <= first.items()
    assert (first["note"], first["city"]) == ("'=y", "")
    assert (second["rejected_line"], second["founded"]) == ("4", "soon")
    assert len({first[REASONS[-1]], second[REASONS[-1]]}) == 2
    assert rows_of(write(folder, language="it"))[0]["rejected_why"] == "non è tra i valori ammessi"


def test_rows_in_which_nothing_stands_are_written_and_repaired_like_others(dataset, write):
    folder = dataset(organizations=HEADING + ",,,,,\no1,A,,IT,,\n,,,,,\no2,B,,,,\no3,C,,,,\no4,D,,,,\n")
    path = write(folder)
    assert [row["rejected_line"] for row in rows_of(path)] == ["2", "4"]
    repair(path, **{"": {"organization_id": "o9", "name": "Nove"}})
    put_into(folder, path)
    found = read_source(folder)
    assert found.rejected == ()
    assert column(found, "organizations", "organization_id") == ["o1", "o2", "o3", "o4", "o9"]


def test_every_row_loads_once_it_is_repaired(dataset, write):
    folder = dataset(
        organizations=HEADING + "o1,A,,IT,2001,x\no2,B,firm,IT,2001,=y\no3,C,,FR,soon,\no4,D,,,,\n"
    )
    before = read_source(folder)
    assert before.tables["participations"].num_rows == 3  # those of o2 and o3 are set aside, too
    path = write(folder)
    repair(path, o2={"kind": "company"}, o3={"founded": "2019"})
    put_into(folder, path)
    after = read_source(folder)
    assert after.rejected == ()
    assert sorted(column(after, "organizations", "organization_id")) == ["o1", "o2", "o3", "o4"]
    assert after.tables["participations"].num_rows == 6
    assert (
        dict(
            zip(*(column(after, "organizations", name) for name in ("organization_id", "note")), strict=True)
        )["o2"]
        == "=y"
    )
    repaired = {file.file: file.rows_repaired for file in after.inputs if file.rows_repaired}
    assert repaired == {"organizations.csv": 2, "memberships.csv": 3, "participations.csv": 3}
    assert check_source(folder).rows_set_aside == 0


def test_a_row_that_was_not_repaired_is_set_aside_where_it_can_be(dataset, write):
    folder = dataset(
        organizations=HEADING + "o1,A,,IT,2001,x\no2,B,firm,IT,2001,y\no3,C,,FR,soon,\no4,D,,,,\n"
    )
    path = write(folder)
    repair(path, o2={"kind": "company"})
    put_into(folder, path)
    found = [(row.file, row.line, row.column) for row in read_source(folder).rejected]
    assert ("repaired/organizations.csv", 3, "founded") in found
    assert not any(file == "organizations.csv" for file, _, _ in found)


def test_a_row_left_out_of_the_repairs_is_set_aside_as_before(dataset, write):
    folder = dataset(organizations=HEADING + "o1,A,,IT,2001,x\no2,B,firm,IT,2001,y\no3,C,,FR,,\no4,D,,,,\n")
    path = write(folder)
    path.write_text(path.read_text(encoding="utf-8-sig").splitlines()[0] + "\n", encoding="utf-8")
    put_into(folder, path)
    assert ("organizations.csv", 3) in [(row.file, row.line) for row in read_source(folder).rejected]


def test_repairs_are_known_again_after_the_file_was_changed(dataset, write):
    rows = "o1,A,,IT,2001,x\no2,B,firm,IT,2001,y\no3,C,,FR,,\no4,D,,,,\n"
    folder = dataset(organizations=HEADING + rows)
    path = write(folder)
    repair(path, o2={"kind": "company"})
    put_into(folder, path)
    moved = "note,more,organization_id,name,kind,country,founded\nx,,o0,Zero,,IT,\nx,,o1,A,,IT,2001\n"
    dataset(organizations=moved + "y,,o2,B,firm,IT,2001\n,,o3,C,,FR,\n,,o4,D,,,\n")
    after = read_source(folder)
    assert after.rejected == ()
    assert sorted(column(after, "organizations", "organization_id")) == ["o0", "o1", "o2", "o3", "o4"]
    dataset(organizations=HEADING + rows.replace("o2,B,firm", "o2,Other,firm"))
    assert [(row.file, row.value) for row in read_source(folder).rejected] == [("organizations.csv", "firm")]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (b"o2,Beta, S.p.A.,company,IT,,\n", "extra_field"),
        (b"o2,Beta\n", "missing_field"),
        (b"o2,Citt\xe0,company,IT,,\n", "encoding"),
    ],
    ids=["extra field", "missing field", "broken letter"],
)
def test_a_row_that_lost_its_shape_waits_for_somebody_to_say_that_it_is_right(dataset, write, row, rule):
    others = "o1,Università,,IT,2001,x\no3,C,,FR,,\no4,D,,,,\n".encode()
    folder = dataset(organizations=HEADING.encode() + others + row)
    path = write(folder)
    (told,) = rows_of(path)
    assert told[RULE] == rule
    assert told["rejected_why"].endswith("put every cell right, then empty rejected_rule")
    repair(path, o2={"name": "Beta S.p.A.", "kind": "company", "country": "IT", "founded": ""})
    put_into(folder, path)
    assert [(one.rule, one.file) for one in read_source(folder).rejected if one.table == "organizations"] == [
        (rule, "repaired/organizations.csv")
    ]
    repair(folder / "repaired" / "organizations.csv", o2={RULE: ""})
    after = read_source(folder)
    assert after.rejected == ()
    assert "Beta S.p.A." in column(after, "organizations", "name")


def test_a_row_with_too_many_fields_never_stands_for_the_good_row_it_looks_like(dataset, write):
    rows = "organization_id,name\no1,A\no1,A,surplus\no2,B\no3,C\no4,D\n"
    folder = dataset(organizations=rows)
    path = write(folder)
    (told,) = rows_of(path)
    assert told["rejected_value"] == "surplus"
    put_into(folder, path)
    after = read_source(folder)
    assert sorted(column(after, "organizations", "organization_id")) == ["o1", "o2", "o3", "o4"]
    assert [row.rule for row in after.rejected] == ["extra_field"]


def test_rows_of_other_layouts_come_back_by_the_tables_they_feed(tmp_path, write):
    (tmp_path / "pairs.toml").write_text(
        'schema = 1\nname = "pairs"\nid_prefix = { organization_id = "cf:" }\n[[file]]\nmatch = "*.csv"\n'
        'dialect = { delimiter = ";" }\n'
        '[[file.table]]\ntable = "organizations"\n'
        'columns = { organization_id = { column = "who" }, name = { column = "who" } }\n'
        '[[file.table]]\ntable = "projects"\n'
        'columns = { project_id = { column = "what" }, start_date = { column = "from", clean = "date" } }\n'
        '[[file.table]]\ntable = "participations"\n'
        'columns = { project_id = { column = "what" }, organization_id = { column = "who" } }\n'
    )
    folder = tmp_path / "pairs"
    folder.mkdir()
    (folder / "pairs.csv").write_text("what;who;from\np;a;3 maggio 2019\nq;a;soon\nq;b;soon\nr;c;2020;?\n")
    mapping = tmp_path / "pairs.toml"
    before = read_source(folder, mapping=mapping)
    assert [(row.table, row.line, row.rule) for row in before.rejected] == [
        ("organizations", 5, "extra_field"),
        ("projects", 3, "date"),
        ("projects", 4, "date"),
        ("projects", 5, "extra_field"),
        ("participations", 3, "reference"),
        ("participations", 4, "reference"),
        ("participations", 5, "extra_field"),
    ]
    path = write(folder, "projects", mapping=mapping)
    repair(path, q={"start_date": "2021"}, r={RULE: ""})
    repair(path.with_name("organizations.csv"), **{"cf:c": {RULE: ""}})
    repair(path.with_name("participations.csv"), r={RULE: ""})
    put_into(folder, path)
    after = read_source(folder, mapping=mapping)
    assert after.rejected == ()
    assert column(after, "organizations", "organization_id") == ["cf:a", "cf:b", "cf:c"]
    assert dict(
        zip(*(column(after, "projects", name) for name in ("project_id", "start_date")), strict=True)
    ) == {
        "p": "2019-05-03",
        "q": "2021",
        "r": "2020",
    }
    assert after.tables["participations"].num_rows == 4


def test_a_row_that_is_only_looked_up_in_is_to_be_put_right_in_place(tmp_path):
    (tmp_path / "h2020.csv").write_text(
        "rcn,role,pic,type,contribution,country,start_date,end_date,max_contribution,total_cost\n"
        "1,coordinator,9,HES,1,IT,2019,2020,1,1\n"
    )
    (tmp_path / "organisation_lookup.csv").write_text("pic,name,city,SME\n9,Nove,Torino,False\n,Nobody,,\n")
    outcome = check_source(tmp_path, CheckOptions(rejected=tmp_path / "new"))
    assert outcome.told == ("1 row belongs to a file that is only looked up in: put it right there.",)
    assert "(looked up)" in outcome.text
    assert "--rejected" not in outcome.text
    assert not (tmp_path / "new").exists()


def test_a_store_keeps_no_rows_to_repair(dataset, tmp_path):
    folder = dataset(participations="project_id,organization_id\np1,o9\np1,o1\n")
    ingest([folder], tmp_path / "small.duckdb")
    with pytest.raises(SourceError, match="keeps no text of rows set aside"):
        check_source(tmp_path / "small.duckdb", CheckOptions(rejected=tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_place_that_holds_something_is_left_alone(dataset, tmp_path):
    folder = dataset(participations="project_id,organization_id\np1,o9\np1,o1\n")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "organizations.csv").write_text("repaired with care")
    with pytest.raises(NotWritable, match="mine is not empty"):
        check_source(folder, CheckOptions(rejected=tmp_path / "mine"))
    assert (tmp_path / "mine" / "organizations.csv").read_text() == "repaired with care"


def test_nothing_is_written_where_nothing_was_set_aside(dataset, tmp_path):
    outcome = check_source(dataset(), CheckOptions(rejected=tmp_path / "new", language="it"))
    assert outcome.told == ("Nessuna riga è stata accantonata: non c'è nulla da correggere.",)
    assert not (tmp_path / "new").exists()


def test_repairs_that_were_not_made_are_not_written_twice(dataset, tmp_path):
    folder = dataset(participations="project_id,organization_id\np1,o9\np1,o1\n")
    first = check_source(folder, CheckOptions(rejected=folder / "repaired"))
    assert first.told[-1] == "Repair them there, and check again."
    again = check_source(folder, CheckOptions(rejected=tmp_path / "new"))
    assert again.told == ("1 row in `repaired` is still set aside: put it right there.",)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "organizations.csv",
            "name\nA\n",
            "small/repaired/organizations.csv lacks the column 'organization_id'",
        ),
        ("organizations.csv", "", "small/repaired/organizations.csv is empty"),
        (
            "memberships.tsv",
            "organization_id\tcluster_id\n",
            "small/repaired/memberships.tsv holds the same table",
        ),
    ],
)
def test_repairs_that_cannot_be_read_are_told(dataset, name, content, told):
    folder = dataset()
    (folder / "repaired").mkdir()
    (folder / "repaired" / "memberships.csv").write_text("organization_id,cluster_id\n")
    (folder / "repaired" / name).write_text(content)
    with pytest.raises(MalformedFile, match=told):
        read_source(folder)


def test_other_files_among_the_repairs_are_told(dataset):
    folder = dataset()
    (folder / "repaired").mkdir()
    (folder / "repaired" / "notes.csv").write_text("x\n")
    assert read_source(folder).unread == ("repaired/notes.csv",)


def counts(found):
    """How many rows each table has of each fate."""
    return {
        fate: Counter(
            {
                table: sum(getattr(file, f"rows_{fate}") for file in found.inputs if file.table == table)
                for table in COLUMNS
            }
        )
        for fate in ("loaded", "set_aside")
    }


@given(
    tables=st.fixed_dictionaries(
        {
            name: st.lists(st.lists(CELL, min_size=1, max_size=len(columns) + 1), max_size=6)
            for name, columns in COLUMNS.items()
        }
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_repairs_nobody_touched_change_nothing(tmp_path_factory, tables):
    folder = tmp_path_factory.mktemp("any")
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([COLUMNS[name], *rows])
    before = read_source(folder)
    reading = Reading(inputs=before.inputs, rejected=before.rejected, unread=())
    write_repairs(folder, reading, folder / "repaired", mapping=None, texts=EN)
    after = read_source(folder)
    assert counts(after) == counts(before)
    for name in COLUMNS:
        assert Counter(map(str, after.tables[name].drop_columns("__line__").to_pylist())) == Counter(
            map(str, before.tables[name].drop_columns("__line__").to_pylist())
        )
    for file in after.inputs:
        assert file.rows == file.rows_loaded + file.rows_set_aside + file.rows_duplicate + file.rows_repaired
