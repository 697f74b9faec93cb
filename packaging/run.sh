#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what Tern needs (with sudo when not root), builds a release and starts it. Arguments are passed to Tern.
#   packaging/run.sh              Tern with your own profile
#   packaging/run.sh --demo       Tern on a throw-away profile, with real mail servers on this machine's loopback
# TERN_RELEASE_DIR: another build folder than build/release.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${TERN_RELEASE_DIR:-$root/build/release}

demo=no
arguments=()
for argument in "$@"; do
    if [[ $argument == --demo ]]; then
        demo=yes
    else
        arguments+=("$argument")
    fi
done

lists=(build run)
[[ $demo == no ]] || lists+=(servers)
"$root/packaging/install-packages.sh" "${lists[@]}"

# The build speaks on standard error: what Tern itself prints stays clean.
(cd "$root" && cmake --preset release -B "$build" --log-level=WARNING) < /dev/null >&2
cmake --build "$build" -j "$(nproc)" < /dev/null >&2

if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-} && ! " ${arguments[*]} " =~ \ (-h|--help|-v|--version)\  ]]; then
    echo "Tern is built, but there is no graphical session here to show its window (neither DISPLAY nor WAYLAND_DISPLAY is set)." >&2
    exit 1
fi
if [[ $demo == yes ]]; then
    exec /usr/bin/python3 "$root/packaging/demo.py" --build "$build" -- "${arguments[@]}"
fi
exec "$build/app/tern" "${arguments[@]}"
