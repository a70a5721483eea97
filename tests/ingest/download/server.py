"""A server of files on this machine, and the ways in which it answers."""

import io
import re
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from clusternet.exceptions import DownloadFailed

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


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def refused(words, error=DownloadFailed):
    with pytest.raises(error, match=words) as caught:
        yield caught
    assert re.fullmatch(r"[^\n]+\.", str(caught.value))
