"""Files written whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from clusternet.exceptions import NotWritable
from clusternet.workflow.writing import write_whole


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_missing_folders_are_made(tmp_path):
    place = tmp_path / "a" / "b" / "c.csv"
    assert write_whole({place: b"x"}) == [place]
    assert place.read_bytes() == b"x"
    assert names(place.parent) == ["c.csv"]


def test_the_same_content_is_left_alone(tmp_path):
    place = tmp_path / "a.csv"
    place.write_bytes(b"same")
    os.utime(place, (1, 1))
    write_whole({place: b"same"})
    assert place.stat().st_mtime == 1
    write_whole({place: b"else"})
    assert place.read_bytes() == b"else"


def test_a_large_file_is_written_piece_by_piece_and_left_alone_when_equal(tmp_path):
    place = tmp_path / "a.csv"
    write_whole({place: (piece for piece in (b"some", b"", b"thing"))})
    assert place.read_bytes() == b"something"
    os.utime(place, (1, 1))
    write_whole({place: iter((b"something",))})
    assert place.stat().st_mtime == 1
    write_whole({place: iter((b"other",))})
    assert place.read_bytes() == b"other"
    assert names(tmp_path) == ["a.csv"]


def test_pieces_that_break_off_leave_everything_as_it_was(tmp_path):
    def pieces():
        yield b"half"
        raise ZeroDivisionError

    place = tmp_path / "a.csv"
    place.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_whole({tmp_path / "b.csv": b"x", place: pieces()})
    assert place.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_new_file_may_be_read_by_whom_the_mask_allows(tmp_path):
    old = os.umask(0o027)
    try:
        write_whole({tmp_path / "a.csv": b"x"})
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640


def test_a_file_that_was_private_stays_private(tmp_path):
    place = tmp_path / "a.csv"
    place.write_bytes(b"old")
    place.chmod(0o600)
    write_whole({place: b"new"})
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    place = tmp_path / "link.csv"
    place.symlink_to(tmp_path / "real" / "a.csv")
    write_whole({place: b"x"})
    assert place.is_symlink()
    assert (tmp_path / "real" / "a.csv").read_bytes() == b"x"


def test_a_folder_is_not_overwritten(tmp_path):
    place = tmp_path / "a.csv"
    place.mkdir()
    with pytest.raises(NotWritable, match=r"a\.csv cannot be written \(it is a folder\)"):
        write_whole({tmp_path / "b.csv": b"x", place: b"y"})
    assert names(tmp_path) == ["a.csv"]


def test_a_pipe_is_not_replaced(tmp_path):
    place = tmp_path / "pipe"
    os.mkfifo(place)
    with pytest.raises(NotWritable, match="pipe cannot be written"):
        write_whole({place: b"x"})
    assert stat.S_ISFIFO(place.stat().st_mode)


def test_a_place_below_a_file_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(NotWritable, match=r"file/a\.csv cannot be written"):
        write_whole({tmp_path / "file" / "a.csv": b"y"})
    assert names(tmp_path) == ["file"]


def test_a_long_name_is_written(tmp_path):
    place = tmp_path / ("x" * 250 + ".csv")
    write_whole({place: b"x"})
    assert names(tmp_path) == [place.name]


class FullDisk:
    def __init__(self, handle, _mode):
        self.handle = handle

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.handle)

    def write(self, _content):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_everything_as_it_was(tmp_path, monkeypatch):
    place = tmp_path / "b.csv"
    place.write_bytes(b"old")
    monkeypatch.setattr("clusternet.workflow.writing.os.fdopen", FullDisk)
    with pytest.raises(NotWritable, match=r"b\.csv cannot be written \(No space left on device\)"):
        write_whole({place: b"new"})
    assert names(tmp_path) == ["b.csv"]
    assert place.read_bytes() == b"old"


def test_an_interruption_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupt(_self, _mode):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "chmod", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole({tmp_path / "a.csv": b"x"})
    assert names(tmp_path) == []


def test_one_file_that_cannot_be_written_keeps_the_others_back(tmp_path):
    first = tmp_path / "first.csv"
    first.write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(NotWritable, match=r"second\.csv"):
        write_whole({first: b"new", tmp_path / "file" / "second.csv": b"y"})
    assert first.read_bytes() == b"old"
    assert names(tmp_path) == ["file", "first.csv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(NotWritable, match=r"a\.csv cannot be written"):
        write_whole({tmp_path / "a.csv": b"x"})
