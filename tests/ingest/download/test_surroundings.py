"""Hosts, proxies, disks and folders that are not as they should be, and several at once."""

import hashlib
import json
import os
import re
import resource
import socket
import threading
from contextlib import contextmanager

import pytest

from clusternet.exceptions import DownloadFailed, NotWritable, UnknownName
from clusternet.ingest.download.addresses import PublishedFile
from clusternet.ingest.download.part import claimed
from clusternet.ingest.download.patience import Patience
from clusternet.workflow.download import download

from .server import FILE, OLD, names, refused, serve


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
