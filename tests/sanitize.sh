#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the core's tests with the sanitizers and runs them: units, dialogues, store, outbox, crashes, and the engine against real servers.
#   tests/sanitize.sh                    AddressSanitizer and UndefinedBehaviorSanitizer, then ThreadSanitizer
#   tests/sanitize.sh asan|tsan [ctest arguments…]
# TERN_JOBS: how many compilers and tests at once.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=${TERN_JOBS:-$(nproc)}
presets=(asan tsan)
if [[ ${1:-} == asan || ${1:-} == tsan ]]; then
    presets=("$1")
    shift
fi

"$root/packaging/install-packages.sh" build run servers test
/usr/bin/python3 "$root/tests/servers/tern_servers.py" --prepare --cyrus < /dev/null
for preset in "${presets[@]}"; do
    build=${TERN_SANITIZE_DIR:-$root/build}/$preset
    (cd "$root" && cmake --preset "$preset" -B "$build" --log-level=WARNING) < /dev/null
    cmake --build "$build" -j "$jobs" --target core_tests < /dev/null
    QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 \
        ctest --test-dir "$build" -L core --output-on-failure --no-tests=error --timeout 600 -j "$jobs" "$@" < /dev/null
done
