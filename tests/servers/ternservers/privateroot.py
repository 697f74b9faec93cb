# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a server that insists on its own users and on paths under /etc, /var and /run, without touching this machine's.

It sees mounts of its own: folders of ours lie over those, and /etc holds hardly more than the names of the users it asks for. It is alone in its namespace
of processes too, so that the kernel ends all of them with the first, whatever ended that. Root only.
"""
import os
import shlex
import shutil
import subprocess
from pathlib import Path

from .dovecot import copy_patched
from .place import Port, die_with_parent, end_session, listens, wait_until

_UNSHARE = ["unshare", "--mount", "--pid", "--kill-child=SIGKILL"]

# What a program needs to run at all. No resolver's address: a test asks nobody for a name.
_ETC = ["ld.so.cache", "ld.so.conf", "ld.so.conf.d", "protocols", "services", "localtime", "shells"]


def allowed() -> bool:
    """Whether this machine lets us have such a place: root alone is not enough in some containers."""
    if os.geteuid() != 0:
        return False
    try:
        return subprocess.run([*_UNSHARE, "sh", "-c", "mount --bind /etc /etc"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


class PrivateRoot:
    """The folders that lie over /etc, /var and /run, made in `folder`; and one server at a time that sees them."""

    def __init__(self, folder: Path, package: Path, users: dict[str, int]):
        """`package` is unpacked; `users` are named beside those of the machine, each with a group of the same name and number."""
        self._folder = folder
        folder.mkdir(mode=0o755)
        self.etc, self.var, self.run = (self._own(name) for name in ("etc", "var", "run"))
        for name in _ETC:
            source = Path("/etc") / name
            if source.is_dir():
                shutil.copytree(source, self.etc / name)
            elif source.exists():
                shutil.copy(source, self.etc / name)
        self._add("passwd", [f"{name}:x:{number}:{number}::/nonexistent:/usr/sbin/nologin" for name, number in users.items()])
        self._add("group", [f"{name}:x:{number}:" for name, number in users.items()])
        self.write("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n")
        self.write("hosts", "127.0.0.1 localhost smtp.163.test\n")
        self.write("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
        self.write("mailname", "smtp.163.test\n")
        (self.var / "run").symlink_to("/run")
        self._libraries = list((package / "usr/lib").glob("*-linux-gnu*"))
        for ours in self._libraries:    # what this machine lacks; the cache may be out of reach for the server's user (/root/.cache)
            copy_patched(ours, folder / "lib", [])
            self.write("ld.so.conf", f"{folder}/lib\n" + (self.etc / "ld.so.conf").read_text(encoding="utf-8"))

    def write(self, name: str, content: str, mode: int = 0o644) -> None:
        """A file of its /etc. Root's, and nobody else may write it: servers insist on that."""
        place = self.etc / name
        place.parent.mkdir(mode=0o755, exist_ok=True)
        place.write_text(content, encoding="utf-8")
        place.chmod(mode)

    def start(self, command: list[str], log: Path, over: dict[str, Path] | None = None) -> subprocess.Popen:
        """Starts `command` there; `over` are more folders, by where they are to lie. end() is how it ends."""
        mounts = {"/etc": self.etc, "/var": self.var, "/run": self.run, **(over or {})}
        script = "set -e\n" + "".join(f"mount --bind {shlex.quote(str(ours))} {shlex.quote(place)}\n" for place, ours in mounts.items())
        if self._libraries:
            script += "ldconfig\n"
        # The shell stays, as the first process: a server that changes its user would no longer end with the one who started it.
        with open(log, "ab") as out:
            return subprocess.Popen([*_UNSHARE, "sh", "-c", script + shlex.join(command) + "\nexit $?"], cwd=self._folder,
                                    env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C"}, stdin=subprocess.DEVNULL, stdout=out,
                                    stderr=out, start_new_session=True, preexec_fn=die_with_parent)

    @staticmethod
    def end(process: subprocess.Popen) -> None:
        """Ends it with all it has started, as a power cut would: what is in its queue stays. Returns when none is left."""
        process.kill()
        end_session(process, set())

    def _own(self, name: str) -> Path:
        place = self._folder / name
        place.mkdir(mode=0o755)
        return place

    def _add(self, name: str, lines: list[str]) -> None:
        self.write(name, (Path("/etc") / name).read_text(encoding="utf-8").rstrip("\n") + "\n" + "\n".join(lines) + "\n")


class PrivateServer:
    """A submission server in such a place, with STARTTLS and with TLS from the start. start() and stop() may alternate; ports and queue stay.

    Whoever derives sets what is started: `command`, where its output goes, and what lies over which folder.
    """

    name = ""

    def __init__(self, folder: Path, package: Path, users: dict[str, int]):
        self._folder = folder
        self._root = PrivateRoot(folder, package, users)
        self._port_objects = {name: Port() for name in ("starttls", "tls")}
        self.ports = {name: port.number for name, port in self._port_objects.items()}
        self._process: subprocess.Popen | None = None
        self._command: list[str] = []
        self._out = folder / "out"
        self._over: dict[str, Path] = {}

    def start(self) -> None:
        """Returns when both ports accept."""
        self._process = self._root.start(self._command, self._out, self._over)
        wait_until(lambda: self._process.poll() is not None or all(listens(p) for p in self.ports.values()), 10, f"{self.name}'s ports")
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.name} didn't start:\n{self._out.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """Stops every process. Returns when none is left."""
        if self._process is not None:
            self._root.end(self._process)
            self._process = None

    def close(self) -> None:
        self.stop()
        for port in self._port_objects.values():
            port.close()
