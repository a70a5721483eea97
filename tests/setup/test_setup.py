"""The set-up, with a Python that pretends to install: what is made, when anew, and what is left alone."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((HOME / "scripts").glob("*.sh"))

# It notes what it is asked to do. As `-m venv` it copies itself into the new environment. As `-m pip` it
# installs nothing, and fails or takes its time if told so. Every other question goes to the real Python.
PRETENDER = """#!/bin/sh
case "$*" in
    *_base_executable*) echo "$NOTES/python3" ;;
    "-m venv "*) echo "$@" >>"$NOTES/asked"; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
    "-m pip "*)
        echo "$@" >>"$NOTES/asked"
        [ ! -e "$NOTES/broken" ] || { echo "ERROR: no such package"; exit 1; }
        [ ! -e "$NOTES/slow" ] || sleep 30 ;;
    *) exec "$REAL_PYTHON" "$@" ;;
esac
"""


class Checkout:
    """A copy of what the set-up consists of, in a folder whose name has a space and a letter beyond ASCII."""

    def __init__(self, folder):
        self.notes = folder / "notes"
        self.notes.mkdir()
        self.path = folder / "a clüster"
        self.path.mkdir()
        shutil.copytree(HOME / "scripts", self.path / "scripts")
        for name in ("Makefile", "pyproject.toml", "constraints.txt"):
            shutil.copy(HOME / name, self.path / name)
        python = self.notes / "python3"
        python.write_text(PRETENDER)
        python.chmod(0o755)
        self.environ = {
            "PATH": f"{self.notes}{os.pathsep}{os.environ['PATH']}",
            "NOTES": str(self.notes),
            "REAL_PYTHON": sys.executable,
        }

    @property
    def venv(self):
        return self.path / ".venv"

    @property
    def stamp(self):
        return self.venv / "clusternet.stamp"

    def start(self, *command, **environ):
        return subprocess.Popen(
            command,
            cwd=self.path.parent,
            env=self.environ | environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *command, **environ):
        with self.start(*command, **environ) as process:
            output, _ = process.communicate(timeout=20)
        return process.returncode, output

    def environment(self, level, **environ):
        return self.run("sh", str(self.path / "scripts/environment.sh"), level, **environ)

    def asked(self):
        """What was asked of Python since the last time, one word for each request."""
        notes = self.notes / "asked"
        lines = notes.read_text().splitlines() if notes.exists() else []
        notes.unlink(missing_ok=True)
        kinds = {"venv": "venv", "pip": "pip", ".": "project", "test": "tests"}
        return [kinds["venv" if " venv " in f" {line} " else line.split()[-1]] for line in lines]


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


ALL = ["venv", "pip", "project", "tests"]


def test_environment_is_made_once(checkout):
    assert checkout.environment("test")[0] == 0
    assert checkout.asked() == ALL
    assert checkout.environment("test") == (0, "")
    assert checkout.environment("runtime") == (0, "")
    assert checkout.asked() == []


def test_tests_are_added_to_an_environment_for_running(checkout):
    assert checkout.environment("runtime")[0] == 0
    assert checkout.asked() == ["venv", "pip", "project"]
    assert checkout.environment("test")[0] == 0
    assert checkout.asked() == ["tests"]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt", "scripts/environment.sh"])
def test_environment_follows_what_it_is_made_from(checkout, name):
    checkout.environment("test")
    checkout.asked()
    source = checkout.path / name
    source.touch()
    assert checkout.environment("test") == (0, ""), "a new date alone changes nothing"
    source.write_text(source.read_text() + "\n# changed\n")
    assert checkout.environment("test")[0] == 0
    assert checkout.asked() == ALL


def test_another_python_is_another_environment(checkout):
    checkout.environment("test")
    checkout.asked()
    assert checkout.environment("test", PYTHON=str(checkout.notes / "python3"))[0] == 0
    assert checkout.asked() == ALL


def test_moved_checkout_is_a_new_environment(checkout):
    checkout.environment("test")
    checkout.asked()
    checkout.path = checkout.path.rename(checkout.path.with_name("elsewhere"))
    assert checkout.environment("test")[0] == 0
    assert checkout.asked() == ALL


def test_environment_without_its_python_is_made_anew(checkout):
    checkout.environment("test")
    checkout.asked()
    (checkout.venv / "bin/python").unlink()
    assert checkout.environment("test")[0] == 0
    assert checkout.asked() == ALL


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_interrupted_environment_is_made_anew(checkout, sent):
    (checkout.notes / "slow").touch()
    process = checkout.start("sh", str(checkout.path / "scripts/environment.sh"), "test")
    wait_for(lambda: (checkout.notes / "asked").exists() and "pip" in (checkout.notes / "asked").read_text())
    os.killpg(process.pid, sent)
    process.communicate(timeout=20)
    (checkout.notes / "slow").unlink()
    assert checkout.stamp.read_text() == "unfinished\n"
    (checkout.venv / "left-over").touch()
    checkout.asked()

    assert checkout.environment("test")[0] == 0
    assert checkout.asked() == ALL
    assert not (checkout.venv / "left-over").exists()


def test_failed_installation_shows_the_reason_and_is_made_anew(checkout):
    (checkout.notes / "broken").touch()
    status, output = checkout.environment("test")
    assert status != 0
    assert "ERROR: no such package" in output
    assert "the same command starts anew" in output
    (checkout.notes / "broken").unlink()
    checkout.asked()
    assert checkout.environment("test")[0] == 0
    assert checkout.asked() == ALL


@pytest.mark.parametrize("level", ["test", "clean"])
def test_somebody_elses_environment_is_left_alone(checkout, level):
    checkout.venv.mkdir()
    precious = checkout.venv / "precious"
    precious.write_text("mine")
    status, output = checkout.environment(level)
    assert precious.read_text() == "mine"
    assert checkout.asked() == []
    said = "was not made by this command" in output
    assert (status, said) == {"clean": (0, False), "test": (1, True)}[level]


def test_another_folder_is_used_when_named(checkout):
    checkout.venv.mkdir()
    (checkout.venv / "precious").touch()
    assert checkout.environment("test", VENV="other folder")[0] == 0
    assert (checkout.path / "other folder/clusternet.stamp").exists()


def test_clean_removes_the_environment(checkout):
    checkout.environment("runtime")
    assert checkout.run("make", "-C", str(checkout.path), "clean")[0] == 0
    assert not checkout.venv.exists()
    assert checkout.run("make", "-C", str(checkout.path), "clean")[0] == 0


def test_second_run_waits_for_the_first(checkout):
    with (checkout.path / "scripts/environment.sh").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = checkout.start("sh", str(checkout.path / "scripts/environment.sh"), "runtime")
        said = waiting.stdout.readline()
        assert "waiting" in said
        assert checkout.asked() == []
    assert waiting.wait(timeout=20) == 0
    waiting.stdout.close()
    assert checkout.asked() == ["venv", "pip", "project"]


def test_unsuitable_python_gets_one_sentence(checkout):
    status, output = checkout.environment("test", PYTHON="/no/such/python")
    assert status != 0
    assert output.count("\n") == 1
    assert "Python 3.11 or newer is needed and /no/such/python is not" in output


def test_python_on_path_that_does_not_start_is_passed_over(checkout, tmp_path):
    switched_off = tmp_path / "shims/python3"
    switched_off.parent.mkdir()
    switched_off.write_text("#!/bin/sh\nexit 127\n")
    switched_off.chmod(0o755)
    (checkout.notes / "python3.12").symlink_to("python3")
    path = f"{switched_off.parent}{os.pathsep}{checkout.environ['PATH']}"
    status, output = checkout.run("sh", str(checkout.path / "scripts/python.sh"), PATH=path)
    assert (status, output.strip().startswith("/")) == (0, True)
    assert Path(output.strip()).parent != switched_off.parent


def test_browser_is_the_first_that_starts(checkout):
    for name, status in (("chromium", 1), ("google-chrome", 0)):
        browser = checkout.notes / name
        browser.write_text(f"#!/bin/sh\nexit {status}\n")
        browser.chmod(0o755)
    _, output = with_browser(checkout)
    assert output == f"[{checkout.notes / 'google-chrome'}]"


def test_named_browser_must_start(checkout):
    status, output = with_browser(checkout, CLUSTERNET_BROWSER="/no/such/browser")
    assert status != 0
    assert output == "clusternet: CLUSTERNET_BROWSER names /no/such/browser, which does not start.\n"


@pytest.mark.parametrize(("ci", "expected"), [("", 0), ("true", 1)])
def test_missing_browser_skips_its_tests_but_not_in_ci(checkout, tmp_path, ci, expected):
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "flock", "mktemp", "cat", "rm"):
        (tools / tool).symlink_to(shutil.which(tool) or "missing")
    for tool, answer in (("id", "echo 1000"), ("apt-get", "echo apt-get was run; exit 1")):
        (tools / tool).write_text(f"#!/bin/sh\n{answer}\n")
        (tools / tool).chmod(0o755)
    status, output = with_browser(checkout, PATH=str(tools), CI=ci)
    assert status == expected
    assert "no browser found" in output
    assert "apt-get was run" not in output
    assert output.endswith("[]") == (expected == 0)


def test_commands_name_their_steps_in_order(checkout):
    def steps(target):
        status, output = checkout.run("make", "-n", "--no-print-directory", "-C", str(checkout.path), target)
        assert status == 0
        return output.replace('".venv/bin"/', "").splitlines()

    checks = ["ruff check", "ruff format --check", "mypy", "lint-imports --no-logo"]
    recipe = "clusternet report cooperation datasets/piemonte --recipe reports/cooperation.toml"
    assert steps("report") == ["sh scripts/environment.sh runtime", recipe]
    assert steps("lint") == ["sh scripts/environment.sh test", *checks]
    assert steps("test") == [*steps("lint"), "sh scripts/browser.sh pytest"]


def test_help_is_what_make_says_by_itself(checkout):
    status, output = checkout.run("make", "--no-print-directory", "-C", str(checkout.path))
    assert status == 0
    commands = [line.split()[1] for line in output.splitlines()]
    assert commands == ["help", "report", "test", "lint", "bench", "pins", "clean"]


def test_pins_are_exact_and_carry_no_address():
    pins = (HOME / "constraints.txt").read_text().splitlines()
    assert len(pins) > 20
    pin = re.compile(r"[a-z0-9][a-z0-9._-]*==[0-9][0-9a-z.]*( ; .+)?")
    assert [line for line in pins if not pin.fullmatch(line) or "://" in line or "@" in line] == []
    assert any(line.startswith("pip==") for line in pins), "pip installs the rest, and is pinned as well"


def test_every_direct_dependency_is_pinned():
    declared = tomllib.loads((HOME / "pyproject.toml").read_text())
    wanted = declared["project"]["dependencies"] + declared["dependency-groups"]["test"]
    pinned = {line.split("==")[0] for line in (HOME / "constraints.txt").read_text().splitlines()}
    names = {re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    assert names - pinned == set(), "run make pins"


@pytest.mark.parametrize("script", [*SCRIPTS, HOME / ".ci/run"], ids=lambda path: path.name)
def test_script_is_well_formed_and_says_why_it_is_there(script):
    shell = "bash" if script.name == "run" else "sh"
    assert subprocess.run([shell, "-n", script], check=False).returncode == 0
    first, second = script.read_text().splitlines()[:2]
    assert first == ("#!/usr/bin/env bash" if shell == "bash" else "#!/bin/sh")
    assert second.startswith("# ")


def with_browser(checkout, **environ):
    show = ["sh", "-c", 'printf "[%s]" "$CLUSTERNET_BROWSER"']
    return checkout.run("sh", str(checkout.path / "scripts/browser.sh"), *show, **environ)


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
