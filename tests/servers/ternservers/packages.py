# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetches server packages and unpacks them into a cache folder; nothing is ever installed.

Installing such a package on Debian starts a system service, so it is only downloaded (`apt-get download`) and unpacked
(`dpkg -x`), together with the libraries it needs that this machine lacks. No root needed.
"""
import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

DOVECOT = ["dovecot-core", "dovecot-imapd", "dovecot-pop3d", "dovecot-lmtpd"]
DOVECOT_SENDING = [*DOVECOT, "dovecot-submissiond"]
POSTFIX = ["postfix"]
CYRUS = ["cyrus-imapd"]
EXIM = ["exim4-daemon-light"]
OPENSMTPD = ["opensmtpd"]

# What a package wants besides itself and no test runs: another mail server, tools of its set-up.
_UNUSED = re.compile(r"exim4|db\d|db-util|gawk|libsigsegv")


class PackageError(Exception):
    """A package can't be had; says what to do."""


def cache_folder() -> Path:
    """Where unpacked packages are kept: $TERN_SERVERS_CACHE, else the XDG cache."""
    own = os.environ.get("TERN_SERVERS_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "tern" / "servers"


def unpacked(name: str, packages: list[str]) -> Path:
    """The folder with `packages` unpacked, made on first use. Safe when several programs ask at once."""
    cache = cache_folder()
    root = cache / name
    if (root / ".complete").exists():
        return root
    cache.mkdir(parents=True, exist_ok=True)
    with open(cache / f".{name}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / ".complete").exists():
            _fetch(cache, root, packages)
    return root


def _fetch(cache: Path, root: Path, packages: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=cache) as work:
        tree = Path(work) / "tree"
        tree.mkdir(mode=0o755)
        try:
            _download(packages, work, [])
        except PackageError:
            # No package lists on this machine, or old ones: fetch lists of our own, which needs no root.
            _download(packages, work, _own_lists(work))
        for deb in sorted(Path(work).glob("*.deb")):
            _run(["dpkg", "-x", str(deb), str(tree)], work)
        (tree / ".complete").write_text("\n".join(sorted(d.name for d in Path(work).glob("*.deb"))) + "\n")
        shutil.rmtree(root, ignore_errors=True)
        tree.chmod(0o755)
        os.rename(tree, root)


def _download(packages: list[str], work: str, options: list[str]) -> None:
    # The simulated installation names exactly the packages that this machine lacks, libraries included.
    plan = _run(["apt-get", *options, "install", "-s", "--no-install-recommends", *packages], work)
    wanted = set(packages)
    for match in re.finditer(r"^Inst (\S+)", plan, re.MULTILINE):
        if not _UNUSED.match(match.group(1)):
            wanted.add(match.group(1))
    quiet = ["-q", "-o", "APT::Sandbox::User=root"] if os.geteuid() == 0 else ["-q"]
    _run(["apt-get", *options, *quiet, "download", *sorted(wanted)], work)


def _own_lists(work: str) -> list[str]:
    state = Path(work) / "apt"
    for folder in ("lists/partial", "cache/archives/partial"):
        (state / folder).mkdir(parents=True)
    options = ["-o", f"Dir::State::lists={state}/lists", "-o", f"Dir::Cache={state}/cache"]
    if os.geteuid() == 0:
        options += ["-o", "APT::Sandbox::User=root"]
    _run(["apt-get", *options, "-q", "update"], work)
    return options


def _run(command: list[str], folder: str) -> str:
    environment = dict(os.environ, LC_ALL="C", DEBIAN_FRONTEND="noninteractive")
    try:
        done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False)
    except FileNotFoundError as error:
        raise PackageError(f"{command[0]} is not installed: {error}") from error
    if done.returncode != 0:
        raise PackageError(f"{' '.join(command)} failed:\n{done.stderr.strip()}")
    return done.stdout
