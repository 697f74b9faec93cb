#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds what is needed and runs the corpus of messages, the hostile ones, the ways to call home and the consent tests, and prints how many of each went well.
# TERN_BUILD_DIR: another build folder than build/dev, where CMake was run already.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${TERN_BUILD_DIR:-$root/build/dev}
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
cmake --build "$build" --target test_mime_corpus test_mime_witness test_mime_hostile test_ui_html -j "$(nproc)" < /dev/null > /dev/null
said=$(mktemp)
trap 'rm -f "$said"' EXIT
failed=0

# count WHAT PATTERN: tests of the last run that went well and badly
count() {
    local well badly
    well=$(grep -cE "^\[       OK \] $2" "$said" || true)
    badly=$(grep -cE "^\[  FAILED  \] $2.*ms\)" "$said" || true)
    printf '%-62s %5d as it should be, %d not\n' "$1" "$well" "$badly"
    [[ $badly -eq 0 && $well -gt 0 ]] || failed=1
}
run() { (cd "$build" && "$build/tests/$1") < /dev/null > "$said" 2> /dev/null || failed=1; }

run unit/mime/test_mime_corpus
count 'messages read as expected' 'Mail/Corpus.ReadsAsExpected'
count 'the same, cut and damaged in many places' 'Mail/Corpus.SurvivesBeingDamaged'
run unit/mime/test_mime_witness
count 'comparisons with another reader of MIME' ''
run unit/mime/test_mime_hostile
count 'kinds of hostile messages, within time and memory' 'Hostile'
run ui/reader/test_ui_html
count 'tests of the HTML view: looks, calls home, consent' ''
sed -n 's/^\[html\] //p' "$said"
exit $failed
