"""Slow and busy servers are waited for, but not for ever."""

from datetime import UTC, datetime

import pytest

from clusternet.ingest.download.patience import Patience, asked_pause

from .server import FILE, LARGE, refused, serve, silent, stalling, status


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
