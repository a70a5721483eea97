"""Published files come whole, from where they should, or not at all: against a server on this machine."""

import gzip
import hashlib
import io
import json
import os
import re
import resource
import socket
import subprocess
import threading
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from clusternet.exceptions import ClusternetError, DownloadFailed, MalformedFile, NotWritable, UnknownName
from clusternet.ingest.download.addresses import PublishedFile
from clusternet.ingest.download.part import claimed
from clusternet.ingest.download.patience import Patience, asked_pause
from clusternet.workflow.download import download

OLD = "Mon, 02 Jan 2023 10:00:00 GMT"
NEW = "Mon, 06 Feb 2023 10:00:00 GMT"


def archive(*, size=50_000, seed=0):
    """Return a zip of one file that packs badly, so that it is about as large as what it holds."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("project.csv", np.random.default_rng(seed).bytes(size))
    return buffer.getvalue()


FILE, LATER = archive(), archive(seed=1)
LARGE = archive(size=1_100_000)


def serve(
    content, *, etag='"1"', modified=None, cut=None, ranges=True, if_range=True, conditions=True, length=True
):
    """Answer as a server of files does; `cut` is where it breaks off, the others what it knows."""

    def answer(handler):
        asked = handler.headers
        names = [name for name in (etag, modified) if name]
        if conditions and {asked["If-None-Match"], asked["If-Modified-Since"]} & set(names):
            handler.send(304, {"ETag": etag})
            return
        begin = 0
        headers = {"ETag": etag, "Last-Modified": modified}
        if ranges and asked["Range"] and (not if_range or asked["If-Range"] in names):
            begin = int(re.fullmatch(r"bytes=(\d+)-", asked["Range"])[1])
            if begin >= len(content):
                handler.send(416, {"Content-Range": f"bytes */{len(content)}", "ETag": etag})
                return
            headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        if length:
            headers["Content-Length"] = len(content) - begin
        handler.send(206 if begin else 200, headers, content[begin:cut], whole=length and cut is None)

    return answer


def status(code, **headers):
    return lambda handler: handler.send(code, {"Content-Length": 0} | headers)


def page(handler):
    body = b"\n<!DOCTYPE html><title>Maintenance</title>"
    handler.send(200, {"Content-Type": "text/html", "Content-Length": len(body)}, body)


def redirect(to, code=302):
    return lambda handler: handler.send(code, {"Location": to.format(handler.server), "Content-Length": 0})


def silent(handler):
    handler.server.closing.wait(2)
    handler.close_connection = True


def stalling(content, after, **known):
    """Send so much, then nothing more."""

    def answer(handler):
        serve(content, cut=after, **known)(handler)
        handler.wfile.flush()
        handler.server.closing.wait(2)

    return answer


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Say nothing of clients that hang up, which is what they shall do."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.requests.append(dict(self.headers) | {"path": self.path})
        answers = self.server.answers
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    def send(self, code, headers, body=b"", *, whole=True):
        self.send_response(code)
        for name, value in headers.items():
            if value is not None:
                self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = not whole

    def log_message(self, *_):
        pass


@pytest.fixture
def server(monkeypatch):
    """Return a server that gives one answer after another, the last one again and again."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    running = Server(("127.0.0.1", 0), Handler)
    running.requests, running.answers, running.closing = [], [], threading.Event()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.closing.set()
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def get(server, tmp_path, pauses):
    """Download from the server into a folder; what it waits is noted, not waited."""

    def run(*answers, folder=tmp_path, patience=None, **options):
        server.answers = list(answers)
        port = server.server_address[1]
        file = PublishedFile(address=f"http://127.0.0.1:{port}/data/f.zip", page="https://page.example/f")
        return download(
            "f",
            folder,
            published={"f": file},
            hosts=options.pop("hosts", ("127.0.0.1",)),
            schemes=options.pop("schemes", ("http",)),
            patience=patience or Patience(connecting=1, silence=0.2, failures=3, sleep=pauses.append),
            **options,
        )

    return run


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def refused(words, error=DownloadFailed):
    with pytest.raises(error, match=words) as caught:
        yield caught
    assert re.fullmatch(r"[^\n]+\.", str(caught.value))


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


def test_a_slow_server_is_waited_for_and_then_gone_on_with(get, server):
    assert get(silent, stalling(FILE, 20_000), serve(FILE)).path.read_bytes() == FILE
    assert server.requests[2]["Range"] == "bytes=20000-"


def test_a_server_that_never_answers_gets_one_sentence(get, pauses):
    with refused("has stopped sending: check the connection and try again later, or look at https://page"):
        get(silent)
    assert pauses == [0.5, 1]


@pytest.mark.parametrize("code", [500, 502, 503, 504, 429, 408])
def test_a_busy_server_is_asked_again(get, pauses, code):
    assert get(status(code), status(code), serve(FILE)).path.read_bytes() == FILE
    assert pauses == [0.5, 1]


def test_a_server_says_how_long_to_wait(get, pauses):
    get(status(429, **{"Retry-After": "7"}), serve(FILE))
    assert pauses == [7]


def test_a_server_that_wants_a_long_pause_is_left_alone(get, pauses):
    with refused(r"\(429\) and asks for a pause of 60 minutes"):
        get(status(429, **{"Retry-After": "3600"}))
    assert pauses == []


def test_a_busy_server_is_not_asked_for_ever(get, server):
    with refused(r"127\.0\.0\.1 is busy or out of order \(503\)"):
        get(status(503))
    assert len(server.requests) == 3


def test_failures_in_a_row_count_only_while_nothing_comes(get):
    answers = [serve(FILE, cut=cut) for cut in range(5_000, 50_000, 5_000)]
    assert get(*answers, serve(FILE)).path.read_bytes() == FILE


def test_patience_ends_even_while_something_comes(get, tmp_path):
    clock = iter(range(0, 10_000, 40))
    patience = Patience(silence=1, total=100, clock=lambda: next(clock), sleep=lambda _: None)
    with refused(r"f\.zip did not come within 2 minutes: run the same command later"):
        get(*[serve(FILE, cut=cut) for cut in range(5_000, 50_000, 5_000)], patience=patience)
    assert (tmp_path / "f.zip.part").stat().st_size > 0


def test_patience_ends_with_a_server_that_drips(get):
    clock = iter(range(0, 10_000, 40))
    with refused(r"f\.zip did not come within 2 minutes"):
        get(serve(LARGE), patience=Patience(total=100, clock=lambda: next(clock)))


@pytest.mark.parametrize("code", [404, 410])
def test_a_file_that_is_gone_is_not_asked_for_again(get, server, code):
    with refused(rf"nothing at http://127\.0\.0\.1:\d+/data/f\.zip any more \({code}\): .*https://page"):
        get(status(code))
    assert len(server.requests) == 1


@pytest.mark.parametrize("code", [401, 403, 400, 416, 204, 206, 304])
def test_another_answer_than_the_file_is_one_sentence(get, server, code, tmp_path):
    with refused(rf"does not give f\.zip \({code}\)"):
        get(lambda handler: handler.send(code, {} if code in {204, 304} else {"Content-Length": 0}))
    assert len(server.requests) == 1
    assert names(tmp_path) == []


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_on_a_known_host_is_followed(get, server, code):
    assert get(redirect("/new/f.zip", code), serve(FILE)).path.read_bytes() == FILE
    assert server.requests[1]["path"] == "/new/f.zip"


def test_a_redirect_is_followed_with_the_rest_asked_for(get, server):
    get(serve(FILE, cut=20_000), redirect("/new/f.zip"), serve(FILE))
    assert server.requests[2]["Range"] == "bytes=20000-"


@pytest.mark.parametrize(
    ("to", "where"),
    [
        ("http://localhost:{0.server_address[1]}/f.zip", "http://localhost"),
        ("http://europa.eu.evil.example/f.zip", "http://europa.eu.evil.example"),
        ("http://evil-127.0.0.1/f.zip", "http://evil-127.0.0.1"),
        ("http://127.0.0.1@evil.example/f.zip", "http://evil.example"),
        ("//evil.example/f.zip", "http://evil.example"),
        ("file:///etc/passwd", "file://"),
    ],
)
def test_a_redirect_elsewhere_is_not_followed(get, server, tmp_path, to, where):
    with refused(rf"127\.0\.0\.1 sends the download on to {re.escape(where)}"):
        get(redirect(to))
    assert len(server.requests) == 1
    assert names(tmp_path) == []


def test_only_https_is_followed_unless_told_otherwise(get, server):
    with refused(r"on to http://127\.0\.0\.1:\d+, which is not https on 127\.0\.0\.1"):
        get(redirect("/new/f.zip"), serve(FILE), schemes=("https",))
    assert len(server.requests) == 1


def test_redirects_without_end_are_given_up(get, server):
    with refused("from address to address without end"):
        get(redirect("/data/f.zip"))
    assert len(server.requests) == 6


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


def test_a_host_that_is_not_there_is_one_sentence_and_no_matter_of_patience(tmp_path, pauses, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    file = PublishedFile(address="https://nowhere.invalid/f.zip", page="https://page.example/f")
    with refused(r"nowhere\.invalid cannot be reached \(.+\): check the connection"):
        download("f", tmp_path, published={"f": file}, patience=Patience(sleep=pauses.append))
    assert pauses == [0.5]
    assert names(tmp_path) == []


def test_a_port_without_a_server_is_one_sentence(tmp_path, pauses, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    file = PublishedFile(address=f"http://127.0.0.1:{port}/f.zip", page="https://page.example/f")
    with refused(r"cannot be reached \(Connection refused\)"):
        download("f", tmp_path, published={"f": file}, patience=Patience(sleep=pauses.append))


def test_a_proxy_of_the_environment_is_used(server, tmp_path, monkeypatch):
    monkeypatch.delenv("NO_PROXY")
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{server.server_address[1]}")
    server.answers = [serve(FILE)]
    file = PublishedFile(address="http://nowhere.invalid/f.zip", page="https://page.example/f")
    assert download("f", tmp_path, published={"f": file}).size == len(FILE)
    assert server.requests[0]["path"] == "http://nowhere.invalid/f.zip"


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "nonsense://x", "http://[::1"])
def test_a_proxy_that_cannot_be_used_is_one_sentence(tmp_path, monkeypatch, proxy):
    monkeypatch.setenv("ALL_PROXY", proxy)
    with refused("The proxy or certificates that the environment names cannot be used"):
        download("cordis-fp7", tmp_path)


def test_an_unknown_name_is_told_with_the_choices(tmp_path):
    with refused("choose among cordis-horizon, cordis-h2020, cordis-fp7", UnknownName):
        download("cordis-fp6", tmp_path)


def test_two_at_once_do_not_disturb_each_other(get, tmp_path, server):
    with claimed(tmp_path / "f.zip"), refused(r"f\.zip is being downloaded by another run"):
        get(serve(FILE))
    assert server.requests == []
    assert names(tmp_path) == []
    (tmp_path / "f.zip.lock").write_bytes(b"")  # of a run that was killed
    assert get(serve(FILE)).fetched
    assert "f.zip.lock" not in names(tmp_path)


def test_many_at_once_give_one_whole_file(get, tmp_path):
    told = []

    def one():
        try:
            told.append(get(serve(FILE)).fetched)
        except DownloadFailed as error:
            told.append(str(error))

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert True in told
    assert all(isinstance(answer, bool) or "another run" in answer for answer in told)
    assert (tmp_path / "f.zip").read_bytes() == FILE
    assert names(tmp_path) == ["f.zip", "f.zip.json", "f.zip.sha256"]


@contextmanager
def disk_of(size):
    """Let no file of this process grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_one_sentence_and_gone_on_with_once_there_is_room(get, tmp_path, server):
    with (
        disk_of(20_000),
        refused(r"f\.zip\.part cannot be written \(File too large\): make room", NotWritable),
    ):
        get(serve(FILE))
    assert names(tmp_path) == ["f.zip.part", "f.zip.part.json"]
    assert get(serve(FILE)).path.read_bytes() == FILE
    assert server.requests[-1]["Range"] == "bytes=20000-"


def test_an_interruption_leaves_a_part_to_go_on_with(get, tmp_path, server):
    def interrupt(_):
        raise KeyboardInterrupt

    patience = Patience(silence=0.2, sleep=interrupt)
    with pytest.raises(KeyboardInterrupt):
        get(serve(FILE, cut=20_000), patience=patience)
    assert names(tmp_path) == ["f.zip.part", "f.zip.part.json"]
    assert get(serve(FILE)).path.read_bytes() == FILE
    assert server.requests[-1]["Range"] == "bytes=20000-"


@pytest.mark.parametrize("place", ["f.zip", "f.zip.part"])
def test_a_folder_in_the_way_is_named(get, tmp_path, place):
    (tmp_path / place).mkdir()
    for again in (False, True):
        with refused(re.escape(place), NotWritable):
            get(serve(FILE), again=again)
    assert names(tmp_path) == [place]


def test_a_pipe_in_the_way_does_not_hang(get, tmp_path):
    os.mkfifo(tmp_path / "f.zip.part")
    with refused(r"f\.zip\.part is no file", NotWritable):
        get(serve(FILE))


def test_a_folder_that_cannot_be_made_is_named(get, tmp_path):
    (tmp_path / "file").write_text("x")
    with refused("file/data cannot be made", NotWritable):
        get(serve(FILE), folder=tmp_path / "file" / "data")


def test_what_is_written_down_says_nothing_of_this_machine(get, tmp_path):
    get(serve(FILE, modified=OLD))
    noted = json.loads((tmp_path / "f.zip.json").read_text())
    assert noted.pop("address").endswith("/data/f.zip")
    assert noted == {
        "etag": '"1"',
        "last_modified": OLD,
        "resume_by": '"1"',
        "size": len(FILE),
        "sha256": hashlib.sha256(FILE).hexdigest(),
    }


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("Mon, 02 Jan 2023 10:00:30 GMT", 30),
        ("Mon, 02 Jan 2023 09:00:00 GMT", 0),
        ("Mon, 02 Jan 2023 10:00:30 -0000", 30),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("²", None),
    ],
)
def test_how_long_a_server_asks_to_wait(stated, seconds):
    assert asked_pause(stated, now=datetime(2023, 1, 2, 10, tzinfo=UTC)) == seconds


def test_pauses_grow_up_to_a_bound():
    assert [Patience(longest_pause=10).pause(failures) for failures in range(1, 7)] == [0.5, 1, 2, 4, 8, 10]
