"""Real files of CORDIS in the ways people keep them: the archive as downloaded, parts, one file alone."""

import gzip
import shutil
import zipfile

import pyarrow.compute as pc
import pytest

from clusternet.exceptions import SourceError
from clusternet.ingest.source import read_source


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


def test_a_part_under_another_name_is_the_same_layout(cordis):
    found = read_source(cordis / "piemonte-h2020-2020")
    assert {file.layout for file in found.inputs} == {"h2020-2020"}
    rows = (cordis / "piemonte-h2020-2020" / "participation.csv").read_text(encoding="utf-8").count("\n") - 1
    (participations,) = [file for file in found.inputs if file.table == "participations"]
    assert participations.rows_read == rows
    assert not participations.rows_set_aside
    in_piedmont = pc.starts_with(found.tables["organizations"]["nuts3"], "ITC1")
    assert pc.sum(in_piedmont).as_py() == 161


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
