#!/bin/sh
# Installs Debian packages where that can be done without a question: as root, where apt-get is. Elsewhere it fails
# without a word, and the caller says what is missing.
#
#   sh scripts/apt.sh PACKAGE...
#
# A fresh machine has no package lists yet, and may still be busy with its own updates: hence update, and waiting.
set -eu

[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 1
exec 9<"$0"
flock 9     # two runs at once take turns

printf 'clusternet: installing %s\n' "$*" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
{
    apt-get -q update
    apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
} >"$log" 2>&1 </dev/null || {
    cat "$log" >&2
    exit 1
}
