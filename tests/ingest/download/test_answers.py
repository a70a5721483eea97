"""Answers that are not the file: gone, refused, elsewhere."""

import re

import pytest

from .server import FILE, names, redirect, refused, serve, status


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
