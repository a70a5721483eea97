#!/bin/sh
# Runs a command with CLUSTERNET_BROWSER set to a browser that works, for the tests that open pages.
#
#   sh scripts/browser.sh pytest
#
# A browser on PATH may be an empty wrapper that only says how to get one, so each is asked for its version. Where there
# is none and none can be installed, the variable is empty and those tests are skipped; with CI=true that is a failure.
set -eu

works() {
    "$1" --version >/dev/null 2>&1 </dev/null
}

find_browser() {
    for name in chromium google-chrome google-chrome-stable chromium-browser; do
        if works "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

say() {
    printf 'clusternet: %s\n' "$1" >&2
}

browser=${CLUSTERNET_BROWSER:-}
if [ -n "$browser" ]; then
    works "$browser" || { say "CLUSTERNET_BROWSER names $browser, which does not start."; exit 1; }
elif ! browser=$(find_browser); then
    sh "$(dirname "$0")/apt.sh" chromium fonts-liberation && browser=$(find_browser) || browser=
fi

if [ -z "$browser" ]; then
    say "no browser found, so the tests that open pages are skipped: install chromium, or name one with CLUSTERNET_BROWSER=/its/path."
    [ "${CI:-}" != true ] || { say "CI=true skips no tests: stopping."; exit 1; }
fi
CLUSTERNET_BROWSER=$browser
export CLUSTERNET_BROWSER
exec "$@"
