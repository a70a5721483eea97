#!/bin/sh
# Prints the path of a Python that can make our environment: 3.11 or newer, with venv and pip's installer.
#
#   sh scripts/python.sh                      the first suitable one on PATH
#   PYTHON=python3.12 sh scripts/python.sh    this one or none
#
# A name on PATH proves nothing: a version manager's shims exist for versions that are switched off, and Debian ships
# Python without the parts that make environments. So each candidate is asked. It answers with the interpreter behind
# it, which stays right when the candidate is a shim, or lives in the very environment about to be made anew.
set -eu

behind() {
    "$1" -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print(sys._base_executable)' 2>/dev/null
}

makes_environments() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

stop() {
    printf 'clusternet: %s\n' "$1" >&2
    exit 1
}

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3 python python3.14 python3.13 python3.12 python3.11
fi

incomplete=
for candidate; do
    python=$(behind "$candidate") || continue
    if makes_environments "$python"; then
        printf '%s\n' "$python"
        exit
    fi
    incomplete=${incomplete:-$python}
done

if [ -z "$incomplete" ]; then
    stop "Python 3.11 or newer is needed and ${PYTHON:-python3} is not: install one, or name it with PYTHON=/its/path."
fi

package=python$("$incomplete" -c 'import sys; print("{}.{}".format(*sys.version_info))')-venv
if sh "$(dirname "$0")/apt.sh" "$package" && makes_environments "$incomplete"; then
    printf '%s\n' "$incomplete"
    exit
fi
stop "$incomplete cannot make environments: install its venv module (Debian's package $package), or name another Python with PYTHON=/its/path."
