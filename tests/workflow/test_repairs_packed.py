"""Rows set aside of a source that is packed: repaired, packed with it and read again."""

import zipfile

import pytest

from clusternet.exceptions import MalformedFile
from clusternet.ingest.fingerprint import fingerprint
from clusternet.ingest.source import read_source
from clusternet.workflow.check import CheckOptions, check_source

AS_IT_STANDS = """
schema = 1
name = "as it stands"
[[file]]
match = "organizations.csv"
[[file.table]]
table = "organizations"
columns = { organization_id = { column = "organization_id" }, name = { column = "name" } }
[[file]]
match = "projects.csv"
[[file.table]]
table = "projects"
columns = { project_id = { column = "project_id" } }
[[file]]
match = "participations.csv"
[[file.table]]
table = "participations"
columns = { project_id = { column = "project_id" }, organization_id = { column = "organization_id" } }
"""


def test_the_rows_of_an_archive_are_to_be_packed_with_it(dataset, tmp_path):
    folder = dataset(participations="project_id,organization_id\np1,o9\np1,o1\n")
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)
    outcome = check_source(tmp_path / "small.zip", CheckOptions(rejected=tmp_path / "new"))
    assert (tmp_path / "new" / "participations.csv").is_file()
    assert outcome.told[-1].startswith("Repair them, put the folder into ")
    assert outcome.told[-1].endswith("small.zip as `repaired`, and check again.")


@pytest.mark.parametrize("inside", ["", "region/"])
@pytest.mark.parametrize("mapped", [False, True])
def test_rows_repaired_in_an_archive_are_read_as_those_of_a_folder(dataset, tmp_path, inside, mapped):
    folder = dataset(participations="project_id,organization_id\np1,o9\np1,o1\n")
    mapping = tmp_path / "small.toml" if mapped else None
    if mapped:
        mapping.write_text(AS_IT_STANDS)
    check_source(folder, CheckOptions(rejected=folder / "repaired", mapping=mapping))
    rows = (folder / "repaired" / "participations.csv").read_text().replace("p1,o9", "p1,o4")
    (folder / "repaired" / "participations.csv").write_text(rows)
    archive = tmp_path / "archive" / "small.zip"
    archive.parent.mkdir()
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(folder.rglob("*")):
            packed.write(path, f"{inside}{path.relative_to(folder)}")
    found, unpacked = read_source(archive, mapping=mapping), read_source(folder, mapping=mapping)
    assert found.tables["participations"].sort_by("organization_id")["organization_id"].to_pylist() == [
        "o1",
        "o4",
    ]
    assert found.tables == unpacked.tables
    assert not found.rejected
    assert [file.file for file in found.inputs if file.rows_repaired] == [
        f"{inside if mapped else ''}participations.csv"
    ]
    assert [file.file for file in found.inputs if file.layout == "repaired"] == [
        "repaired/participations.csv"
    ]
    assert fingerprint(archive, mapping=mapping) == fingerprint(folder, mapping=mapping)


def test_two_folders_of_repaired_rows_in_one_archive_are_told(dataset, tmp_path):
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        for path in dataset().iterdir():
            archive.write(path, f"a/{path.name}")
        for folder in ("a/repaired", "b/repaired"):
            archive.writestr(f"{folder}/projects.csv", "project_id\np9\n")
    with pytest.raises(
        MalformedFile, match=r"^small\.zip holds a/repaired and b/repaired: keep one of these"
    ):
        read_source(tmp_path / "small.zip")


def test_an_archive_of_nothing_but_repaired_rows_is_a_source(tmp_path):
    with zipfile.ZipFile(tmp_path / "rows.zip", "w") as archive:
        archive.writestr("repaired/organizations.csv", "organization_id,name\no1,Alfa\n")
    found = read_source(tmp_path / "rows.zip")
    assert [file.file for file in found.inputs] == ["organizations.csv"]
