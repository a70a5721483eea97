"""A server on this machine, and a download from it."""

import threading

import pytest

from clusternet.ingest.download.addresses import PublishedFile
from clusternet.ingest.download.patience import Patience
from clusternet.workflow.download import download

from .server import Handler, Server


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
