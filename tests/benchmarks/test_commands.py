import subprocess

import pytest

from benchmarks.commands import _timed


def test_a_command_is_timed_as_often_as_asked():
    timed = _timed("version", ["--version"], {}, repeats=2)
    assert len(timed.wall) == len(timed.processor) == 2
    assert min(timed.wall) > 0
    assert min(timed.processor) > 0
    assert 5 < timed.memory < 500  # megabytes


def test_a_command_that_fails_is_no_figure():
    with pytest.raises(subprocess.CalledProcessError):
        _timed("nothing", ["no-such-command"], {})


def test_each_first_use_has_a_cache_of_its_own(tmp_path):
    _timed("version", ["--version"], {}, repeats=1, forgetful=tmp_path / "empty")
    assert list(tmp_path.iterdir()) == []  # nothing was compiled, and nothing written elsewhere
