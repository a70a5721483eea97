"""Archives and compressed files that cannot be trusted, and those that can."""

import gzip
import tempfile
import zipfile

import pytest

from clusternet.exceptions import SourceError
from clusternet.ingest import archive as rules
from clusternet.ingest.source import read_source

TABLES = {
    "organizations.csv": "organization_id,name\no1,Alfa\no2,Beta\n",
    "projects.csv": "project_id\np1\n",
    "participations.csv": "project_id,organization_id\np1,o1\np1,o2\n",
}


@pytest.fixture
def archive(tmp_path):
    def write(members, name="data.zip", compression=zipfile.ZIP_DEFLATED):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", compression) as file:
            for member, content in members.items():
                file.writestr(member, content)
        return path

    return write


@pytest.fixture(autouse=True)
def scratch(tmp_path, monkeypatch):
    """Whatever is unpacked must be gone at the end."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def told(path, mapping=None):
    with pytest.raises(SourceError) as caught:
        read_source(path, mapping=mapping)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("folder", ["", "data/", "a/b/"])
def test_a_dataset_may_be_packed(archive, folder):
    card = {f"{folder}dataset.toml": 'title = "Packed"\n', f"{folder}README.md": "x"}
    found = read_source(archive({f"{folder}{name}": text for name, text in TABLES.items()} | card))
    assert found.tables["participations"].num_rows == 2
    assert found.card.title["en"] == "Packed"
    assert [file.file for file in found.inputs] == [*TABLES, "dataset.toml"]


def test_a_broken_table_in_an_archive_is_told_by_the_name_of_the_archive(archive):
    path = archive(TABLES | {"projects.csv": "id\np1\n"})
    assert told(path).startswith("data.zip/projects.csv lacks the column 'project_id'")


def test_two_tables_of_one_name_are_told(archive):
    path = archive(TABLES | {"old/projects.csv": "project_id\np2\n"})
    assert "data.zip holds projects.csv twice" in told(path)


@pytest.mark.parametrize(
    "name",
    ["../organizations.csv", "/etc/organizations.csv", "a/../../x.csv", "C:\\x.csv", "..\\x.csv", "\\x.csv"],
)
def test_a_path_that_leads_outside_is_refused(archive, tmp_path, name):
    assert "leads out of the archive" in told(archive(TABLES | {name: "x"}))
    assert not (tmp_path.parent / "organizations.csv").exists()


def test_an_empty_archive_is_told(archive):
    assert "is an empty archive" in told(archive({}))


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 100, b"organization_id,name\n"])
def test_what_is_no_archive_is_told(tmp_path, content):
    (tmp_path / "data.zip").write_bytes(content)
    assert "is no zip archive that can be read" in told(tmp_path / "data.zip")


def test_a_protected_archive_is_told(archive):
    path = archive(TABLES)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 4)
    path.write_bytes(data)
    assert "is protected by a password" in told(path)


def test_an_archive_with_damaged_contents_is_told(archive):
    path = archive(TABLES, compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"o1,Alfa", b"o1,Alpa"))
    assert "cannot be read, or broken" in told(path)


def test_a_damaged_archive_of_another_layout_is_told_before_anything_else(archive):
    members = {"project.csv": "id;acronym\n1;ONE\n", "organization.csv": "projectID;name\n1;A\n"}
    path = archive(members, compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"1;ONE", b"1;OXE"))
    assert told(path).startswith("data.zip/project.csv is packed in a way that cannot be read, or broken")


@pytest.mark.parametrize("names", [("project.csv", "organization.csv"), tuple(TABLES)])
def test_an_unknown_compression_is_told(archive, names):
    path = archive(dict.fromkeys(names, "a,b\n"))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] = 99
            start = data.find(mark, start + 4)
    path.write_bytes(data)
    assert "is packed in a way that cannot be read" in told(path)


def test_a_bomb_that_lies_about_its_size_is_refused(archive):
    path = archive({"organizations.csv": b"0" * 3_000_000})
    stated, lie = ((size).to_bytes(4, "little") for size in (3_000_000, 900))
    path.write_bytes(path.read_bytes().replace(stated, lie))
    assert "organizations.csv is packed in a way that cannot be read, or broken" in told(path)


def test_a_file_without_a_name_is_told(archive):
    path = archive({})
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(zipfile.ZipInfo(""), "a,b\n")
    assert "holds a file without a name" in told(path)


def test_a_name_with_line_ends_does_not_break_the_sentence(archive):
    sentence = told(archive({"a\nb.csv": "x\n", "c\u2028d.csv": "y\n"}))
    assert "only a\ufffdb.csv, c\ufffdd.csv" in sentence


def test_one_name_twice_is_told(archive):
    path = archive(TABLES)
    with zipfile.ZipFile(path, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("projects.csv", "project_id\np9\n")
    assert "holds two files named 'projects.csv'" in told(path)


def test_a_bomb_is_refused_before_it_is_unpacked(archive):
    path = archive(TABLES | {"bomb.csv": b"0" * (30 * 1024**2)})
    assert "unpacks to more than 30 MB, too much to be a table" in told(path)


def test_many_large_files_are_refused(archive, monkeypatch):
    monkeypatch.setattr(rules, "MAX_BYTES", 60)
    assert "unpacks to more than 0 MB" in told(archive(TABLES))


def test_a_compressed_bomb_is_refused_while_it_is_unpacked(tmp_path, grants):
    folder = tmp_path / "grants"
    folder.mkdir()
    (folder / "grants.csv.gz").write_bytes(gzip.compress(b"0" * (30 * 1024**2)))
    with pytest.raises(SourceError, match=r"grants\.csv\.gz unpacks to more than"):
        grants()


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b", gzip.compress(b"a,b\n1,2\n")[:-6], b"a,b\n1,2\n"])
def test_a_broken_compressed_file_is_told(tmp_path, grants, content):
    folder = tmp_path / "grants"
    folder.mkdir()
    (folder / "grants.csv.gz").write_bytes(content)
    with pytest.raises(SourceError, match=r"grants/grants\.csv\.gz is (empty|packed in a way)"):
        grants()


def test_a_compressed_file_is_read_by_a_mapping(tmp_path, grants):
    folder = tmp_path / "grants"
    folder.mkdir()
    text = "project,title,start,topics,code,firm,country,role,euro\np1,A,2019,,1,Alfa,IT,lead,1\n"
    (folder / "grants.csv.gz").write_bytes(gzip.compress(text.encode()))
    found = grants()
    assert [file.file for file in found.inputs] == ["grants.csv.gz"] * 3


def test_an_archive_is_read_by_a_mapping(tmp_path, archive, grants):
    text = "project,title,start,topics,code,firm,country,role,euro\np1,A,2019,,1,Alfa,XX,lead,1\n"
    grants(grants=text)
    path = archive({"deep/grants.csv": text, "deep/other.csv": "a\n"})
    found = read_source(path, mapping=tmp_path / "grants.toml")
    assert {file.file for file in found.inputs if file.table} == {"deep/grants.csv"}
    assert found.unread == ("deep/other.csv",)
    assert found.rejected[0].file == "deep/grants.csv"
