#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the benchmarks (preset bench: what people run, with the tests' servers) and prints every figure with its reference and ratio.
# Arguments: those of figures.py, e.g. --long, --only listing, --realtime
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${TERN_BUILD_DIR:-$root/build/bench}
(cd "$root" && cmake --preset bench -B "$build" --log-level=WARNING) < /dev/null
cmake --build "$build" --target benchmarks -j "$(nproc)" < /dev/null > "$build/benchmarks.log" || { tail -30 "$build/benchmarks.log"; exit 1; }
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
exec /usr/bin/python3 "$root/tests/bench/figures.py" --build "$build" "$@" < /dev/null
