"""Folders made whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from clusternet.exceptions import NotWritable
from clusternet.workflow.writing import new_folder, write_folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_there_once_it_is_whole(tmp_path):
    place = tmp_path / "a" / "b"
    with new_folder(place) as beside:
        (beside / "x.csv").write_bytes(b"x")
        (beside / "inner").mkdir()
        assert not place.exists()
    assert names(place) == ["inner", "x.csv"]
    assert names(place.parent) == ["b"]


def test_an_empty_folder_is_filled(tmp_path):
    inside = tmp_path.stat().st_ino
    assert write_folder(tmp_path, {"x.csv": b"x"}) == [tmp_path / "x.csv"]
    assert names(tmp_path) == ["x.csv"]
    assert tmp_path.stat().st_ino == inside


def test_a_new_folder_may_be_read_by_whom_the_mask_allows(tmp_path):
    old = os.umask(0o027)
    try:
        write_folder(tmp_path / "a", {"x.csv": b"x"})
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "a" / "x.csv").stat().st_mode) == 0o640


@pytest.mark.parametrize("before", [{"y.csv": b"x"}, {"x.csv": b"y"}, {"x.csv": b"x", "y.csv": b"y"}])
def test_a_folder_that_holds_something_else_is_left_alone(tmp_path, before):
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(NotWritable, match="is not empty: choose a new folder"):
        write_folder(tmp_path, {"x.csv": b"x"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_holds_the_same_is_left_alone(tmp_path):
    write_folder(tmp_path / "a", {"x.csv": b"x"})
    os.utime(tmp_path / "a" / "x.csv", (1, 1))
    assert write_folder(tmp_path / "a", {"x.csv": b"x"}) == [tmp_path / "a" / "x.csv"]
    assert (tmp_path / "a" / "x.csv").stat().st_mtime == 1


def test_a_file_in_its_place_is_named(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(NotWritable, match=r"/a is not empty"):
        write_folder(tmp_path / "a", {"x.csv": b"x"})
    with pytest.raises(NotWritable, match=r"/a/b cannot be made \(File exists\)"):
        write_folder(tmp_path / "a" / "b", {"x.csv": b"x"})


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interruption_leaves_nothing_behind(tmp_path, error):
    def interrupted():
        with new_folder(tmp_path / "a") as beside:
            (beside / "x.csv").write_bytes(b"x")
            raise error

    with pytest.raises(error):
        interrupted()
    assert names(tmp_path) == []


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(_self, _content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NotWritable, match=r"/a cannot be made \(No space left on device\)"):
        write_folder(tmp_path / "a", {"x.csv": b"x"})
    assert names(tmp_path) == []


def test_a_sentence_from_inside_stays_as_it_is(tmp_path):
    def refused():
        with new_folder(tmp_path / "a"):
            raise NotWritable("x.csv cannot be written: it is too odd.")

    with pytest.raises(NotWritable, match=r"^x\.csv cannot be written: it is too odd\.$"):
        refused()


def test_the_folder_one_stands_in_is_filled(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_folder(Path(), {"x.csv": b"x"})
    assert names(tmp_path) == ["x.csv"]
