"""What comes is the archive that was asked for, neither more nor less, or nothing is kept."""

import gzip

import pytest

from clusternet.exceptions import ClusternetError, DownloadFailed, MalformedFile

from .server import FILE, LARGE, LATER, names, page, refused, serve, stalling, status


def test_a_web_page_is_no_file_and_costs_nothing(get, tmp_path):
    with refused(r"The server sent a web page instead of f\.zip"):
        get(page)
    assert names(tmp_path) == []
    get(serve(FILE))
    with refused("a web page"):
        get(page)
    assert (tmp_path / "f.zip").read_bytes() == FILE


def test_a_web_page_leaves_the_part_that_is_here(get, server):
    with refused("web page"):
        get(serve(FILE, cut=20_000), page)
    assert get(serve(FILE)).path.read_bytes() == FILE
    assert server.requests[-1]["Range"] == "bytes=20000-"


@pytest.mark.parametrize(
    ("content", "words", "error"),
    [
        (b"x" * 1000, "something that is no archive", DownloadFailed),
        (b"", r"f\.zip is no zip archive", MalformedFile),
        (FILE[:-30], r"f\.zip is no zip archive", MalformedFile),
        (b"PK\x03\x04" + b"x" * 1000, r"f\.zip is no zip archive", MalformedFile),
        (FILE[:5_000] + b"#" + FILE[5_001:], r"f\.zip came broken \(project\.csv\)", MalformedFile),
    ],
    ids=[
        "something else",
        "nothing",
        "cut off before it was published",
        "only the beginning",
        "one byte wrong",
    ],
)
def test_what_is_no_archive_is_not_kept(get, tmp_path, content, words, error):
    with refused(words, error):
        get(serve(content))
    assert names(tmp_path) == []


@pytest.mark.parametrize("stated", [len(FILE) - 30, len(FILE) + 30], ids=["too short", "too long"])
def test_a_length_that_is_wrong_gives_no_file(get, tmp_path, stated):
    def answer(handler):
        handler.send(200, {"Content-Length": stated}, FILE, whole=False)

    with pytest.raises(ClusternetError):
        get(answer)
    assert "f.zip" not in names(tmp_path)


def test_a_file_of_unknown_length_comes_whole(get, tmp_path):
    assert get(serve(FILE, length=False)).path.read_bytes() == FILE
    with refused("no zip archive", MalformedFile):
        get(serve(LATER, etag='"2"', length=False, cut=20_000))
    assert (tmp_path / "f.zip").read_bytes() == FILE


def chunked(content, *, cut=False):
    def answer(handler):
        pieces = [content[place : place + 7_000] for place in range(0, len(content), 7_000)]
        body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
        handler.send(
            200,
            {"Transfer-Encoding": "chunked", "ETag": '"1"'},
            body[:20_000] if cut else body + b"0\r\n\r\n",
            whole=not cut,
        )

    return answer


def test_a_file_in_pieces_comes_whole(get, server):
    assert get(chunked(FILE, cut=True), chunked(FILE)).path.read_bytes() == FILE
    assert int(server.requests[1]["Range"].removeprefix("bytes=").removesuffix("-")) > 10_000


def packed(content, *, cut=None):
    body = gzip.compress(content)
    headers = {"Content-Encoding": "gzip", "Content-Length": len(body), "ETag": '"1"'}
    return lambda handler: handler.send(200, headers, body[:cut], whole=cut is None)


def test_what_is_packed_for_the_way_is_unpacked_and_never_gone_on_with(get, server):
    assert get(packed(FILE, cut=20_000), packed(FILE)).path.read_bytes() == FILE
    assert "Range" not in server.requests[1]


def test_what_is_packed_badly_is_one_sentence(get, tmp_path):
    with refused("cannot be unpacked"):
        get(
            lambda handler: handler.send(
                200, {"Content-Encoding": "gzip", "Content-Length": 4}, b"PK\x03\x04"
            )
        )
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "answer",
    [
        serve(LARGE),
        serve(LARGE, length=False),
        chunked(LARGE),
        packed(LARGE),
        packed(b"PK" + bytes(2_000_000)),
    ],
    ids=["stated", "not stated", "in pieces", "packed", "packed to little"],
)
def test_a_file_above_the_limit_is_not_taken(get, tmp_path, answer):
    with refused(r"f\.zip is larger than 1 MB: allow more with --limit"):
        get(answer, limit=1)
    assert names(tmp_path) == []


def test_a_file_above_the_limit_is_refused_before_it_is_sent(get):
    with refused("larger than 1 MB"):
        get(stalling(LARGE, 10), limit=1)
    assert get(serve(LARGE), limit=2).size == len(LARGE)


def test_a_part_is_kept_where_the_rest_is_above_a_lower_limit(get, tmp_path):
    with refused("busy"):
        get(serve(LARGE, cut=900_000), status(503))
    with refused("larger than 1 MB"):
        get(serve(LARGE), limit=1)
    assert (tmp_path / "f.zip.part").stat().st_size == 900_000
