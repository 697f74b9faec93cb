#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# install-packages.sh LIST…: installs the Debian packages named in packaging/packages-LIST.txt that are missing.
# Touches apt only when something is missing; asks nothing; sudo when not root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

wanted=()
for list in "$@"; do
    while read -r package _; do
        [[ -z $package || $package == \#* ]] || wanted+=("$package")
    done < "$here/packages-$list.txt"
done

missing=()
for package in "${wanted[@]}"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
    exit 0
fi

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [[ $(id -u) -ne 0 ]]; then
    by_hand="As root: apt-get install --no-install-recommends ${missing[*]}"
    if ! command -v sudo > /dev/null; then
        echo "These packages are missing and there is no sudo. $by_hand" >&2
        exit 1
    fi
    as_root=(sudo env DEBIAN_FRONTEND=noninteractive)
    # Nobody can type a password where there is no terminal.
    if [[ ! -t 2 || -n ${CI:-} ]]; then
        as_root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
        if ! sudo -n true 2> /dev/null; then
            echo "These packages are missing, and sudo wants a password that nobody can type here. $by_hand" >&2
            exit 1
        fi
    fi
fi
echo "Installing: ${missing[*]}" >&2
wait_for_others=(-o DPkg::Lock::Timeout=300)
"${as_root[@]}" apt-get "${wait_for_others[@]}" -q update < /dev/null >&2
"${as_root[@]}" apt-get "${wait_for_others[@]}" -q install -y --no-install-recommends "${missing[@]}" < /dev/null >&2
