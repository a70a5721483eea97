#!/bin/sh
# Writes constraints.txt anew: one version of every package, the same on every Python and system we support.
#
#   sh scripts/pins.sh
#
# uv does it, because pip can pin only for the machine it runs on. It is fetched for the occasion and thrown away. Its
# own lock file would name the registry that was asked; the pins name none, so they hold wherever packages come from.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$(sh scripts/python.sh)
"$python" -m venv "$work/uv"
"$work/uv/bin/python" -m pip install -qq --disable-pip-version-check uv

# One version for all Pythons: --fork-strategy fewest.
# pip is pinned too, since old ones do not know dependency groups.
echo 'pip>=25.1' | "$work/uv/bin/uv" pip compile --quiet --universal --python-version 3.11 \
    --fork-strategy fewest --strip-extras --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    --group test --group bench pyproject.toml - >"$work/constraints.txt"
if grep -n '://' "$work/constraints.txt"; then
    echo 'clusternet: these pins carry addresses; constraints.txt is left as it was.' >&2
    exit 1
fi
cp "$work/constraints.txt" constraints.txt
