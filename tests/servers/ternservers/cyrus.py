# SPDX-License-Identifier: GPL-3.0-or-later
"""Cyrus IMAP 3.6 as a second, very different IMAP server: run unpacked from a temporary folder as an ordinary user.

It has what Dovecot 2.3 has not (OBJECTID, NAMESPACE with other people's mailboxes) and lacks what Dovecot has (NOTIFY), and its
VANISHED is clipped at `*`. Its own user `cyrus` isn't needed: whoever runs it stands in for it.
"""
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import packages
from .certificates import Pair
from .dovecot import Account, copy_patched
from .place import Port, Runner, end_session, kill, listens, processes, wait_until


# Cyrus's processes don't notice that their master is gone, so this one stands between: it ends them all when it is told to, or when whoever started it ends.
_GUARD = """
import ctypes, os, signal, subprocess, sys, time
ctypes.CDLL(None).prctl(1, signal.SIGTERM, 0, 0, 0)
def others():
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and int(entry) != os.getpid() and os.getsid(int(entry)) == os.getsid(0):
                yield int(entry)
        except ProcessLookupError:
            continue
def end(*_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    master.terminate()
    try:
        master.wait(0.4)
    except subprocess.TimeoutExpired:
        pass
    for pid in others():
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    os._exit(0)
master = subprocess.Popen(sys.argv[2:])
signal.signal(signal.SIGTERM, end)
if os.getppid() != int(sys.argv[1]):
    end()
master.wait()
end()
"""


class PasswordServer:
    """Says whether a password is right, as saslauthd would: four counted strings in, one out."""

    def __init__(self, path: Path, runner: Runner, password: Callable[[str], str | None]):
        self._password = password
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.bind(str(path))
        runner.own(path)
        self._socket.listen(64)
        threading.Thread(target=self._serve, name="passwords", daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            with client:
                client.settimeout(2)
                try:
                    self._answer(client)
                except (OSError, struct.error):
                    continue

    def _answer(self, client: socket.socket) -> None:
        with client.makefile("rb") as stream:
            user, password, _service, realm = [
                stream.read(struct.unpack("!H", stream.read(2))[0]).decode("utf-8", "replace") for _ in range(4)]
        known = self._password(user) or self._password(f"{user}@{realm}")
        answer = b"OK" if known is not None and known == password else b"NO"
        client.sendall(struct.pack("!H", len(answer)) + answer)


@dataclass
class Options:
    """What a test may want otherwise."""
    extra: str = ""                 # lines of imapd.conf; later ones win
    accounts: list[Account] = field(default_factory=list)


class Cyrus:
    """One Cyrus. start() and stop() may alternate; ports and mail stay."""

    ADMIN = "cyrus"
    NAMES = ["tls", "plain"]

    def __init__(self, folder: Path, runner: Runner, pair: Pair, options: Options):
        root = packages.unpacked("cyrus", packages.CYRUS)
        self._runner, self._pair, self._options = runner, pair, options
        self._folder = folder / "cyrus"
        self._process: subprocess.Popen | None = None
        self._port_objects = {name: Port() for name in self.NAMES}
        self.ports = {name: port.number for name, port in self._port_objects.items()}
        self._folder.mkdir(mode=0o755)
        # The cache may be out of reach for the user that Cyrus runs as (/root/.cache).
        copy_patched(root / "usr/lib/cyrus/bin", self._folder / "bin", [])
        for system in (root / "usr/lib").glob("*-linux-gnu*"):
            copy_patched(system, self._folder / "system", [])
        for part in ("lib", "spool", "run"):
            (self._folder / part).mkdir(mode=0o755)
        for part in ("db", "socket", "proc", "log", "msg", "ptclient", "lock", "user", "quota", "sieve"):
            (self._folder / "lib" / part).mkdir(mode=0o755)
            runner.own(self._folder / "lib" / part)
        for part in ("lib", "spool", "run"):
            runner.own(self._folder / part)
        self.config = self._folder / "imapd.conf"
        self.config.write_text(self._settings(), encoding="utf-8")
        self._services = self._folder / "cyrus.conf"
        self._services.write_text(self._service_list(), encoding="utf-8")
        self._passwords = PasswordServer(self._folder / "run" / "mux", runner, self._password_of)

    def description(self) -> dict:
        return {**self.ports, "log": str(self._folder / "cyrus.out")}

    def start(self) -> None:
        """Returns when every port accepts."""
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LD_LIBRARY_PATH": str(self._folder / "system"),
                       "CYRUS_USER": self._runner.name}
        with open(self._folder / "cyrus.out", "ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-B", "-c", _GUARD, str(os.getpid()), str(self._folder / "bin" / "master"), "-C", str(self.config), "-M", str(self._services),
                 "-p", str(self._folder / "run" / "pid")], env=environment, cwd=self._folder,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self._runner.process_options())
        wait_until(lambda: self._process.poll() is not None or all(listens(p) for p in self.ports.values()), 10,
                   "Cyrus's ports")
        if self._process.poll() is not None:
            raise RuntimeError(f"Cyrus didn't start:\n{(self._folder / 'cyrus.out').read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """Stops every process, connections too. Returns when none is left."""
        if self._process is not None:
            end_session(self._process, {"imapd", "master"})
            self._process = None

    def kill_connections(self) -> None:
        """Breaks every client's connection at once, without a goodbye."""
        if self._process is None:
            return
        for pid, name, _, session in processes():
            if session == self._process.pid and name == "imapd":
                kill(pid)

    def close(self) -> None:
        self.stop()
        self._passwords.close()
        for port in self._port_objects.values():
            port.close()

    def _password_of(self, user: str) -> str | None:
        return next((a.password for a in self._options.accounts if a.email == user), None)

    def _settings(self) -> str:
        f = self._folder
        settings = f"""
configdirectory: {f}/lib
partition-default: {f}/spool
defaultpartition: default
cyrus_user: {self._runner.name}
idlesocket: {f}/lib/socket/idle
servername: mx.cyrus.test
admins: {self.ADMIN}
virtdomains: userid
defaultdomain: cyrus.test
unixhierarchysep: yes
altnamespace: no
allowplaintext: yes
sasl_mech_list: PLAIN LOGIN
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: {f}/run/mux
tls_server_cert: {self._pair.certificate}
tls_server_key: {self._pair.key}
autocreate_quota: 1000000
autocreate_post: yes
autocreate_inbox_folders: Drafts | Sent | Archive | Junk | Trash
autocreate_subscribe_folders: Drafts | Sent | Archive | Junk | Trash
xlist-Drafts: Drafts
xlist-Sent: Sent
xlist-Archive: Archive
xlist-Junk: Junk
xlist-Trash: Trash
conversations: yes
duplicatesuppression: no
skiplist_unsafe: yes
imapidlepoll: 1
"""
        own = {line.partition(":")[0] for line in self._options.extra.splitlines()}
        kept = [line for line in settings.splitlines() if line.partition(":")[0] not in own]
        return "\n".join([*kept, self._options.extra, ""])

    def _service_list(self) -> str:
        bin_folder, config = self._folder / "bin", self.config
        return f"""
START {{
  recover cmd="{bin_folder}/ctl_cyrusdb -C {config} -r"
}}
SERVICES {{
  imap cmd="{bin_folder}/imapd -C {config} -U 30" listen="127.0.0.1:{self.ports['plain']}" prefork=0
  imaps cmd="{bin_folder}/imapd -C {config} -s -U 30" listen="127.0.0.1:{self.ports['tls']}" prefork=0
}}
DAEMON {{
  idled cmd="{bin_folder}/idled -C {config} -d"
}}
EVENTS {{
}}
"""
