"""A file comes whole, once, and what is not ours is left alone."""

import hashlib
import subprocess

import pytest

from clusternet.exceptions import NotWritable

from .server import FILE, LATER, OLD, names, refused, serve


def test_a_file_comes_with_its_checksum(get, tmp_path, server):
    done = get(serve(FILE))
    assert (done.path, done.size, done.fetched) == (tmp_path / "f.zip", len(FILE), True)
    assert done.path.read_bytes() == FILE
    assert names(tmp_path) == ["f.zip", "f.zip.json", "f.zip.sha256"]
    checked = subprocess.run(
        ["sha256sum", "-c", "f.zip.sha256"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert checked.stdout == "f.zip: OK\n"
    assert server.requests[0]["User-Agent"].startswith("clusternet/")
    assert server.requests[0]["Accept-Encoding"] == "identity"


def test_the_folder_is_made(get, tmp_path):
    assert get(serve(FILE), folder=tmp_path / "a" / "b").path == tmp_path / "a" / "b" / "f.zip"


def test_what_is_still_published_is_not_fetched_twice(get, tmp_path, server):
    get(serve(FILE, modified=OLD))
    (tmp_path / "f.zip.sha256").unlink()
    before = (tmp_path / "f.zip").stat().st_mtime_ns
    done = get(serve(FILE, modified=OLD))
    assert not done.fetched
    assert server.requests[1]["If-None-Match"] == '"1"'
    assert server.requests[1]["If-Modified-Since"] == OLD
    assert (tmp_path / "f.zip").stat().st_mtime_ns == before
    assert hashlib.sha256(FILE).hexdigest() in (tmp_path / "f.zip.sha256").read_text()


@pytest.mark.parametrize("known", [{"etag": '"1"'}, {"etag": 'W/"1"'}, {"etag": None, "modified": OLD}])
def test_a_server_without_conditions_is_not_asked_for_the_rest(get, known):
    get(serve(FILE, **known))
    assert not get(serve(FILE, conditions=False, **known)).fetched


def test_a_new_version_takes_the_place_of_the_old(get, tmp_path):
    get(serve(FILE))
    assert get(serve(LATER, etag='"2"')).fetched
    assert (tmp_path / "f.zip").read_bytes() == LATER
    assert hashlib.sha256(LATER).hexdigest() in (tmp_path / "f.zip.sha256").read_text()


def test_a_server_that_calls_its_versions_nothing_is_asked_for_all(get):
    get(serve(FILE, etag=None))
    assert get(serve(FILE, etag=None)).fetched


def test_again_fetches_all(get, server):
    get(serve(FILE))
    assert get(serve(FILE), again=True).fetched
    assert "If-None-Match" not in server.requests[1]


@pytest.mark.parametrize("change", ["content", "no origin", "broken origin"])
def test_a_file_that_is_not_ours_is_left_alone_unless_asked(get, tmp_path, change, server):
    get(serve(FILE))
    if change == "content":
        (tmp_path / "f.zip").write_bytes(b"mine")
    elif change == "no origin":
        (tmp_path / "f.zip.json").unlink()
    else:
        (tmp_path / "f.zip.json").write_text("[1")
    before = (tmp_path / "f.zip").read_bytes()
    with refused(r"f\.zip is not as this command left it", NotWritable):
        get(serve(LATER))
    assert (tmp_path / "f.zip").read_bytes() == before
    assert len(server.requests) == 1
    assert get(serve(LATER), again=True).path.read_bytes() == LATER
