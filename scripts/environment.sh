#!/bin/sh
# Makes the environment that every make target runs in, or does nothing when it is as it should be.
#
#   sh scripts/environment.sh runtime     what clusternet needs to run
#   sh scripts/environment.sh test        the same, and what its tests need
#   sh scripts/environment.sh clean       removes it
#
# It lives in .venv, or in the folder VENV names. The stamp in it is the whole state: the level, this checkout's path
# and every file the environment is made from. Whatever changes, and be it the path of a moved checkout, makes it anew.
# While work is under way the stamp says "unfinished", so an interrupted run is made anew as well.
# A folder without a stamp is somebody's own and is left alone.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONHOME PYTHONPATH PIP_PREFIX PIP_TARGET PIP_USER      # each would lead pip out of the environment
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

level=$1
venv=${VENV:-.venv}
stamp=$venv/clusternet.stamp

say() {
    printf 'clusternet: %s\n' "$1" >&2
}

stop() {
    say "$1"
    exit 1
}

expected() {
    printf '%s\n' "$1" "$(pwd -P)" "${PYTHON:-}"
    cat pyproject.toml constraints.txt scripts/environment.sh
}

made() {
    [ -e "$stamp" ] && expected "$1" | cmp -s - "$stamp" && "$venv/bin/python" -c '' 2>/dev/null
}

ready() {
    made test || { [ "$level" = runtime ] && made runtime; }
}

# The lock is this file, held open as descriptor 9. It ends with the last process that has it open, so a run that was
# killed leaves no lock behind, and one whose pip is still at work is waited for.
take_turns() {
    exec 9<scripts/environment.sh
    "$1" -c '
import fcntl, sys
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("clusternet: another run is at work on the environment, waiting for it", file=sys.stderr)
    fcntl.flock(9, fcntl.LOCK_EX)
'
}

# The folder is never without its stamp, so that it is known as ours wherever this is interrupted.
begin() {
    { mkdir -p "$venv" && printf 'unfinished\n' >"$stamp"; } || stop "$venv cannot be written by this user."
}

empty() {
    find "$venv/" -mindepth 1 -maxdepth 1 ! -name clusternet.stamp -exec rm -rf {} + ||
        stop "$venv cannot be removed by this user."
}

install() {
    say "installing what $1"
    shift
    "$venv/bin/python" -m pip install --progress-bar off --constraint constraints.txt "$@" >"$venv/pip.log" 2>&1 || {
        cat "$venv/pip.log" >&2
        stop "the environment is not finished, for the reason above; the same command starts anew."
    }
}

if [ "$level" = clean ]; then
    [ -e "$stamp" ] || exit 0
    [ ! -x "$venv/bin/python" ] || take_turns "$venv/bin/python"
    begin
    empty
    rm -rf "$venv"
    exit
fi

ready && exit
python=$(sh scripts/python.sh)
take_turns "$python"
ready && exit

if [ -e "$venv" ] && [ ! -e "$stamp" ] && ! rmdir "$venv" 2>/dev/null; then
    stop "$venv was not made by this command and is left alone: move it away, or add VENV=another-folder."
fi

fresh=true
! made runtime || fresh=false
begin
! $fresh || empty
expected "$level" >"$stamp.next"     # before the work: a file that changes meanwhile makes it anew the next time
if $fresh; then
    say "making the environment in $venv (once, about a minute)"
    printf '*\n' >"$venv/.gitignore"
    "$python" -m venv "$venv" || stop "$python cannot make environments, for the reason above."
    install 'installs packages' pip
    install 'clusternet needs' --editable .
fi
[ "$level" = runtime ] || install 'its tests need' --group test
mv -f "$stamp.next" "$stamp"
