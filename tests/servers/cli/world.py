# SPDX-License-Identifier: GPL-3.0-or-later
"""Real servers and tern-cli for a test. Used by the tests beside it; run by the system's own Python."""
import imaplib
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "tern_servers.py"
SENDER, RECEIVER = "sender@163.test", "receiver@qq.test"


class Servers:
    """The servers of tern_servers.py in a process of their own; they end with this one."""

    def __init__(self, *options: str):
        self._process = subprocess.Popen(["/usr/bin/python3", str(SCRIPT), *options], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the servers did not start")
        self.about = json.loads(line)

    def command(self, name: str) -> None:
        self._process.stdin.write(name + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "done" not in answer:
            raise RuntimeError(str(answer))

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def password_file(self, email: str) -> str:
        return next(a["password_file"] for a in self.about["accounts"] if a["email"] == email)

    def imap(self, email: str) -> imaplib.IMAP4_SSL:
        """A client of its own: Python's imaplib, signed in."""
        context = ssl.create_default_context(cafile=self.about["ca"])
        client = imaplib.IMAP4_SSL("localhost", self.about["imap"]["tls"], ssl_context=context)
        client.login(email, Path(self.password_file(email)).read_text().strip())
        return client

    def empty(self, email: str, *mailboxes: str) -> None:
        """Removes every message of these, where they exist."""
        client = self.imap(email)
        for mailbox in mailboxes:
            status, count = client.select(mailbox)
            if status == "OK" and count != [b"0"]:
                client.store("1:*", "+FLAGS", "\\Deleted")
                client.expunge()
        client.logout()

    def subjects(self, email: str, mailbox: str) -> list[bytes]:
        """The Message-IDs in a mailbox, as another client sees them."""
        client = self.imap(email)
        try:
            status, count = client.select(mailbox, readonly=True)
            if status != "OK" or count == [b"0"]:
                return []
            _, data = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
            return [part[1].strip() for part in data if isinstance(part, tuple)]
        finally:
            client.logout()


class Cli:
    """One profile."""

    def __init__(self, program: str):
        self._program = program
        self._folder = Path(tempfile.mkdtemp(prefix="tern-cli-"))
        self.profile = self._folder / "profile"
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": "disabled:"}

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def path(self, name: str) -> Path:
        return self._folder / name

    def command(self, *words: str) -> list[str]:
        return [self._program, "--profile", str(self.profile), "--json", *map(str, words)]

    def run(self, *words: str, code: int = 0, stdin: str | None = None) -> list[dict]:
        done = subprocess.run(self.command(*words), capture_output=True, text=True, timeout=60, input=stdin,
                              env={**os.environ, **self.environment})
        if done.returncode != code:
            raise AssertionError(f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        self.errors = done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def start(self, *words: str) -> subprocess.Popen:
        return subprocess.Popen(self.command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def wait_until_held_by(self, process: subprocess.Popen) -> None:
        """Until that process has the profile: one that asks sooner would take it away from it."""
        lock = self.profile / "lock"
        eventually(lambda: lock.exists() and lock.read_text().startswith(f"{process.pid} "))

    def add_account(self, servers: Servers, email: str, security: str = "starttls") -> dict:
        about = servers.about
        return self.run("account", "add", "--email", email, "--name", "张伟", "--imap",
                        f"localhost:{about['imap'][security]}:{security}", "--smtp",
                        f"localhost:{about['smtp'][security]}:{security}", "--user", email, "--password-file",
                        servers.password_file(email), "--ca-file", about["ca"])[0]

    def rows(self, folder: str, account: str, *more: str) -> list[dict]:
        return self.run("list", folder, "--account", account, *more)


def eventually(condition, seconds: float = 15.0):
    """Waits for a condition; returns its value."""
    until = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > until:
            raise AssertionError("it did not come about")
        time.sleep(0.05)


def program() -> str:
    """tern-cli, as ctest names it in the environment."""
    path = os.environ.get("TERN_CLI")
    if not path:
        sys.exit("TERN_CLI names the program to test")
    return path
