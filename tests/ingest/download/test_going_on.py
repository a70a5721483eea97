"""What was cut off is gone on with, if it is certain that it is the same file."""

from datetime import UTC, datetime

import pytest

from .server import FILE, LATER, NEW, OLD, names, refused, serve, status


@pytest.mark.parametrize(
    "known", [{"etag": '"1"'}, {"etag": None, "modified": OLD}, {"etag": 'W/"1"', "modified": OLD}]
)
def test_what_was_cut_off_is_gone_on_with(get, server, pauses, known):
    done = get(serve(FILE, cut=20_000, **known), serve(FILE, cut=30_000, **known), serve(FILE, **known))
    assert done.path.read_bytes() == FILE
    assert [request.get("Range") for request in server.requests] == [None, "bytes=20000-", "bytes=30000-"]
    strong = OLD if "modified" in known else '"1"'
    assert server.requests[1]["If-Range"] == strong
    assert pauses == [0.5, 0.5]


def test_the_next_run_goes_on_where_the_last_one_stopped(get, tmp_path, server):
    with refused("cut off: run the same command later, which goes on from what is here"):
        get(serve(FILE, cut=20_000), serve(FILE, cut=20_000))
    assert names(tmp_path) == ["f.zip.part", "f.zip.part.json"]
    assert (tmp_path / "f.zip.part").stat().st_size == 20_000
    del server.requests[:]
    assert get(serve(FILE)).path.read_bytes() == FILE
    assert server.requests[0]["Range"] == "bytes=20000-"
    assert names(tmp_path) == ["f.zip", "f.zip.json", "f.zip.sha256"]


@pytest.mark.parametrize("known", [{"etag": None}, {"etag": 'W/"1"'}])
def test_without_a_strong_name_one_begins_anew(get, server, known):
    assert get(serve(FILE, cut=20_000, **known), serve(FILE, **known)).path.read_bytes() == FILE
    assert "Range" not in server.requests[1]


def test_a_date_that_is_too_fresh_is_no_name(get, server):
    now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    ahead = now[:-12] + "23:59:59 GMT"
    answers = [serve(FILE, cut=9, etag=None, modified=ahead), serve(FILE, etag=None, modified=ahead)]
    assert get(*answers).path.read_bytes() == FILE
    assert "Range" not in server.requests[1]


def test_a_server_that_ignores_ranges_sends_all_again(get, server):
    assert get(serve(FILE, cut=20_000), serve(FILE, ranges=False)).path.read_bytes() == FILE
    assert server.requests[1]["Range"] == "bytes=20000-"


@pytest.mark.parametrize("if_range", [True, False], ids=["new version sent", "rest of it sent"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"etag": '"1"'}, {"etag": '"2"'}),
        ({"etag": None, "modified": OLD}, {"etag": None, "modified": NEW}),
        ({"etag": '"1"', "modified": OLD}, {"etag": None, "modified": NEW}),
    ],
)
def test_a_file_that_changes_between_two_parts_begins_anew(get, if_range, before, after):
    done = get(serve(FILE, cut=20_000, **before), serve(LATER, if_range=if_range, **after))
    assert done.path.read_bytes() == LATER


def test_a_rest_from_another_byte_is_not_taken(get):
    def shifted(handler):
        if "Range" in handler.headers:
            handler.send(206, {"Content-Range": f"bytes 5-9/{len(FILE)}", "Content-Length": 5}, FILE[5:10])
        else:
            serve(FILE)(handler)

    assert get(serve(FILE, cut=20_000), shifted).path.read_bytes() == FILE


def test_a_part_that_is_all_there_is_taken(get, tmp_path, server):
    with refused("busy"):
        get(serve(FILE, cut=20_000), status(503))
    (tmp_path / "f.zip.part").write_bytes(FILE)
    assert get(serve(FILE)).path.read_bytes() == FILE
    assert server.requests[-1]["Range"] == f"bytes={len(FILE)}-"


def test_a_part_longer_than_the_file_is_thrown_away(get, tmp_path):
    with refused("busy"):
        get(serve(FILE, cut=20_000), status(503))
    (tmp_path / "f.zip.part").write_bytes(FILE + b"more")
    assert get(serve(FILE)).path.read_bytes() == FILE


@pytest.mark.parametrize(
    "note",
    [
        None,
        "",
        "[]",
        '{"address": 5}',
        '{"address": "x", "size": "1"}',
        '{"address": "http://elsewhere/f.zip", "resume_by": "x"}',
    ],
)
def test_a_part_of_which_nothing_is_known_is_thrown_away(get, tmp_path, server, note):
    (tmp_path / "f.zip.part").write_bytes(b"PK whatever")
    if note is not None:
        (tmp_path / "f.zip.part.json").write_text(note)
    assert get(serve(FILE)).path.read_bytes() == FILE
    assert "Range" not in server.requests[0]
    assert names(tmp_path) == ["f.zip", "f.zip.json", "f.zip.sha256"]


def test_an_update_that_is_cut_off_leaves_the_old_file(get, tmp_path):
    get(serve(FILE))
    with refused("goes on from what is here"):
        get(serve(LATER, etag='"2"', cut=20_000))
    assert (tmp_path / "f.zip").read_bytes() == FILE
    assert get(serve(LATER, etag='"2"')).path.read_bytes() == LATER


def test_an_update_that_is_taken_back_leaves_nothing(get, tmp_path):
    get(serve(FILE))
    with refused("goes on from what is here"):
        get(serve(LATER, etag='"2"', cut=20_000))
    assert not get(serve(FILE)).fetched
    assert names(tmp_path) == ["f.zip", "f.zip.json", "f.zip.sha256"]
