"""Real files of CORDIS in the ways people keep them: the archive as downloaded, parts, one file alone."""

import gzip
import shutil
import zipfile
from pathlib import Path

import pytest

from clusternet.exceptions import SourceError
from clusternet.ingest.source import read_source

MAPPINGS = Path(__file__).parents[2] / "src" / "clusternet" / "ingest" / "mappings"


def loaded(found):
    return [(file.table, file.rows_read, file.rows_loaded) for file in found.inputs if file.table]


@pytest.mark.parametrize("inside", ["", "cordis-h2020projects-csv/", "data/2023/csv/"])
def test_the_official_archive(cordis, tmp_path, inside):
    path = tmp_path / "cordis-h2020projects-csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (cordis / "h2020-official").iterdir():
            archive.write(file, f"{inside}{file.name}")
        archive.writestr(f"{inside}information.txt", "about the data")
        archive.writestr("__MACOSX/._project.csv", b"\0\5\x16\7")
    found = read_source(path)
    assert loaded(found) == loaded(read_source(cordis / "h2020-official"))
    assert {file.layout for file in found.inputs} == {"cordis-h2020"}
    assert f"{inside}topics.csv" in found.unread


def test_every_row_of_every_folder_ends_in_one_place(cordis):
    for folder in ("h2020-official", "horizon-head100", "piemonte-fp7"):
        found = read_source(cordis / folder)
        for file in found.inputs:
            assert file.rows_read == file.rows_loaded + file.rows_set_aside + file.rows_duplicate
            if file.table:
                assert file.rows_loaded > 0 or file.rows_duplicate > 0


def test_a_part_under_another_name_is_read_by_a_copy_of_the_mapping(cordis, tmp_path):
    mapping = tmp_path / "piemonte.toml"
    text = (MAPPINGS / "h2020-2020.toml").read_text(encoding="utf-8")
    mapping.write_text(text.replace('"h2020*.csv"', '"participation.csv"'), encoding="utf-8")
    found = read_source(cordis / "piemonte-h2020-2020", mapping=mapping)
    rows = (cordis / "piemonte-h2020-2020" / "participation.csv").read_text(encoding="utf-8").count("\n") - 1
    (participations,) = [file for file in found.inputs if file.table == "participations"]
    assert participations.rows_read == rows
    assert not participations.rows_set_aside


def test_one_compressed_file_finds_the_names_beside_it(cordis, tmp_path):
    with gzip.open(cordis / "h2020-2020" / "h2020.csv.gz", "rt", encoding="utf-8") as file:
        lines = [next(file) for _ in range(500)]
    (tmp_path / "h2020.csv.gz").write_bytes(gzip.compress("".join(lines).encode()))
    shutil.copy(cordis / "h2020-2020" / "organisation_lookup.parquet", tmp_path)
    found = read_source(tmp_path / "h2020.csv.gz")
    assert [file.file for file in found.inputs][-1] == "organisation_lookup.parquet"
    names = found.tables["organizations"]["name"].to_pylist()
    assert any(not name.isdigit() for name in names)


def test_two_programmes_in_one_folder_are_told_apart_or_told(cordis, tmp_path):
    for folder, name in (("h2020-official", ""), ("horizon-head100", "_df_100")):
        for table in ("project", "organization"):
            shutil.copy(cordis / folder / f"{table}{name}.csv", tmp_path)
    with pytest.raises(SourceError, match=r"fits several layouts, cordis-h2020 and cordis-horizon: keep the"):
        read_source(tmp_path)
