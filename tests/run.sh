#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what the tests need (with sudo when not root), builds everything and runs every test; no display needed.
# Arguments are passed to ctest, e.g. tests/run.sh -R servers
# TERN_BUILD_DIR: another build folder than build/dev.  TERN_JOBS: how many tests at once.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${TERN_BUILD_DIR:-$root/build/dev}

"$root/packaging/install-packages.sh" build run servers test

# Fetched before the tests, so that no test's time-out measures a download.
/usr/bin/python3 "$root/tests/servers/tern_servers.py" --prepare --cyrus --dovecot-submission $([[ $(id -u) -ne 0 ]] || echo --postfix --exim --opensmtpd) < /dev/null

(cd "$root" && cmake --preset dev -B "$build" --log-level=WARNING) < /dev/null
cmake --build "$build" -j "$(nproc)" < /dev/null

# No display, no desktop and no keyring of the person who runs this.
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
exec ctest --test-dir "$build" --output-on-failure --no-tests=error -j "${TERN_JOBS:-2}" "$@" < /dev/null
