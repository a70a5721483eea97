"""Processes end at once, and yet with everything said."""

import subprocess
import sys

import pytest


def ended(*arguments, **streams):
    command = [sys.executable, "-m", "clusternet", *map(str, arguments)]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    return subprocess.run(command, check=False, text=True, timeout=60, **given)


def test_what_is_printed_is_whole():
    done = ended("--help")
    assert done.returncode == 0
    assert done.stdout.rstrip().endswith("Begin with: clusternet init --example piemonte FOLDER")
    assert done.stderr == ""


@pytest.mark.parametrize(("arguments", "code"), [(["no-such-command"], 2), (["check", "no-such-folder"], 1)])
def test_codes_say_how_it_went(arguments, code):
    done = ended(*arguments)
    assert done.returncode == code
    assert done.stderr


def test_output_that_cannot_be_written_is_a_failure():
    with open("/dev/full", "w") as full:  # noqa: PTH123  a device, to be handed on
        assert ended("--help", stdout=full).returncode != 0


def test_a_reader_who_has_had_enough_is_no_traceback():
    command = [sys.executable, "-m", "clusternet", "analyze", "--help"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    process.wait(60)
    process.stderr.close()
