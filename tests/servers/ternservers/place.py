# SPDX-License-Identifier: GPL-3.0-or-later
"""The temporary folder, ports that stay ours, and who the servers run as."""
import contextlib
import ctypes
import fcntl
import os
import pwd
import random
import shutil
import signal
import socket
import string
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

_PREFIX = "/tmp/tern-"


class Folder:
    """A new `/tmp/tern-XXXX`. Its path is this short on purpose: see dovecot.py and the 108 bytes of a socket's path."""

    def __init__(self) -> None:
        _sweep()
        while True:
            name = "".join(random.SystemRandom().choices(string.ascii_lowercase + string.digits, k=4))
            self.path = Path(_PREFIX + name)
            try:
                self.path.mkdir(mode=0o711)
                break
            except FileExistsError:
                continue
        # Locked before it has its name: one that sweeps at this moment must not take it for a left one.
        self._lock = _locked(self.path / ".lock-new")
        (self.path / ".lock-new").rename(self.path / ".lock")

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def _locked(path: Path) -> int:
    lock = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lock


def _sweep() -> None:
    """Removes what an earlier run of this person left when it was killed outright: its lock is free."""
    for path in Path("/tmp").glob(Path(_PREFIX).name + "????"):
        try:
            if path.is_symlink() or path.stat().st_uid != os.geteuid() or not (path / ".lock").exists():
                continue
            if (path / ".keep").exists():
                continue
            os.close(_locked(path / ".lock"))
            shutil.rmtree(path, ignore_errors=True)
        except OSError:
            continue


class Port:
    """A free loopback port that stays reserved while the servers are stopped.

    A bound socket that never listens holds it: a server that sets SO_REUSEADDR can still listen there, nobody else's
    bind(0) or connect() is given it, and a client is refused while no server listens.
    """

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))
        self.number: int = self._socket.getsockname()[1]

    def listener(self) -> socket.socket:
        """A listening socket on this port."""
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("127.0.0.1", self.number))
        sock.listen(128)
        return sock

    def close(self) -> None:
        self._socket.close()


class Runner:
    """The ordinary user that servers run as: whoever called, or `nobody` for root (Dovecot refuses mail as root)."""

    def __init__(self) -> None:
        self.is_root = os.geteuid() == 0
        entry = pwd.getpwnam("nobody") if self.is_root else pwd.getpwuid(os.geteuid())
        self.name, self.uid, self.gid = entry.pw_name, entry.pw_uid, entry.pw_gid

    def own(self, path: Path) -> None:
        """Hands `path` over, with all that is in it."""
        if not self.is_root:
            return
        os.lchown(path, self.uid, self.gid)
        if path.is_dir() and not path.is_symlink():
            for child in path.iterdir():
                self.own(child)

    def process_options(self) -> dict:
        """For subprocess.Popen: own session, this user, and an end with the parent whatever ends it."""
        options: dict = {"start_new_session": True, "preexec_fn": die_with_parent}
        if self.is_root:
            options.update(user=self.uid, group=self.gid, extra_groups=[])
        return options


_libc = ctypes.CDLL(None)


def die_with_parent() -> None:
    """In a new process: ends when the parent's thread that made it ends."""
    pr_set_pdeathsig = 1
    # Not SIGTERM: Dovecot may take six seconds over it. Its services end when they see that the master is gone.
    _libc.prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)


def wait_until(condition, seconds: float, what: str) -> None:
    """Waits for `condition()`; TimeoutError names `what`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(0.005)


def listens(port: int) -> bool:
    """True when a server accepts on the loopback port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.settimeout(0.5)
        return sock.connect_ex(("127.0.0.1", port)) == 0


def processes() -> Iterator[tuple[int, str, int, int]]:
    """Everything that runs: pid, program name, parent, session. Ended ones that nobody has waited for are left out."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            name, _, rest = stat.partition("(")[2].rpartition(")")
            state, parent, _group, session = rest.split()[:4]
            if state not in "ZX":
                yield int(entry.name), name, int(parent), int(session)


def end_session(leader: subprocess.Popen, careful: set[str]) -> None:
    """Ends a server with every process of its session. Those named in `careful` get half a second to finish their work.

    Others may take seconds over a SIGTERM, above all when they had just begun, and hold no mail.
    """
    leader.terminate()

    def done() -> bool:
        return leader.poll() is not None or not any(
            session == leader.pid and name in careful for _, name, _, session in processes())

    with contextlib.suppress(TimeoutError):
        wait_until(done, 0.5, "the server's end")
    leader.kill()
    leader.wait()

    def all_gone() -> bool:
        members = [pid for pid, _, _, session in processes() if session == leader.pid]
        for pid in members:
            kill(pid)
        return not members

    wait_until(all_gone, 5, "the end of the server's processes")


def kill(pid: int) -> None:
    """SIGKILL; fine when it is gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
