#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong with an account in use: a clear sentence, and nothing lost. Through tern-cli, against real servers."""
import os
import resource
import signal
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import RECEIVER, SENDER, Cli, Servers, eventually, program  # noqa: E402

QUOTA = 60_000


class NoNames(socketserver.BaseRequestHandler):
    """A name server that knows nothing: NXDOMAIN [RFC 1035 §4.1.1]."""

    def handle(self):
        query, reply = self.request
        (flags,) = struct.unpack(">H", query[2:4])
        reply.sendto(query[:2] + struct.pack(">H", 0x8003 | (flags & 0x0100)) + query[4:6] + bytes(6) + query[12:], self.client_address)


class Listener:
    """Accepts connections and does what `meet` says with each."""

    def __init__(self, meet):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._kept = []
        self._meet = meet
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._kept.append(connection)
            self._meet(connection)

    def close(self):
        self._socket.close()
        for connection in self._kept:
            connection.close()


class TroubleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers("--quota", f"{RECEIVER}={QUOTA}B")
        cls.addClassCleanup(cls.servers.close)

    def setUp(self):
        self.cli = Cli(program())
        self.addCleanup(self.cli.close)

    def account(self, email: str = RECEIVER):
        self.cli.add_account(self.servers, email)
        self.cli.run("sync", "--account", email)

    def deliver(self, email: str, folder: str, subject: str, size: int = 100):
        client = self.servers.imap(email)
        body = ("x" * 70 + "\r\n") * (size // 72 + 1)
        answer = client.append(folder, None, None, f"From: a@b.test\r\nMessage-ID: <{subject}@b.test>\r\nSubject: {subject}\r\n\r\n{body}".encode())
        client.logout()
        self.assertEqual(answer[0], "OK", answer)

    def row(self, folder: str, email: str, subject: str) -> dict:
        return next(r for r in self.cli.rows(folder, email) if r["subject"] == subject)

    def subjects(self, folder: str, email: str) -> list[str]:
        return sorted(r["subject"] for r in self.cli.rows(folder, email))

    def assertSaid(self, *words: str):
        """One line for each trouble, and every word in it."""
        for word in words:
            self.assertIn(word, self.cli.errors)
        self.assertNotIn("Traceback", self.cli.errors)

    def add_at(self, port: int, security: str = "plain"):
        good = self.servers.about["smtp"]["starttls"]
        return self.cli.run("account", "add", "--email", SENDER, "--imap", f"127.0.0.1:{port}:{security}", "--smtp", f"localhost:{good}:starttls",
                            "--user", SENDER, "--password-file", self.servers.password_file(SENDER), "--ca-file", self.servers.about["ca"], code=1)

    # the network

    def test_unknown_host(self):
        with socketserver.UDPServer(("127.0.0.1", 0), NoNames) as names:
            threading.Thread(target=names.serve_forever, daemon=True).start()
            self.cli.environment["TERN_DNS_SERVER"] = f"127.0.0.1:{names.server_address[1]}"
            self.cli.run("account", "add", "--email", SENDER, "--imap", "mail.nowhere.test:993:tls", "--smtp", "mail.nowhere.test:465:tls",
                         "--password-file", self.servers.password_file(SENDER), code=1)
            names.shutdown()
        self.assertSaid("name is not known", "mail.nowhere.test")
        self.assertEqual(self.cli.run("account", "list"), [])

    def test_a_connection_that_is_dropped(self):
        at_once = Listener(lambda c: c.close())
        in_the_greeting = Listener(lambda c: (c.sendall(b"* OK he"), c.close()))
        self.addCleanup(at_once.close)
        self.addCleanup(in_the_greeting.close)
        for listener in (at_once, in_the_greeting):
            self.add_at(listener.port)
            self.assertSaid("connection was lost")
        # In the middle of TLS.
        self.add_at(at_once.port, "tls")
        self.assertSaid("tern-cli: ")

    def test_a_silent_server_can_be_left(self):
        silent = Listener(lambda c: None)
        self.addCleanup(silent.close)
        words = self.cli.command("account", "add", "--email", SENDER, "--imap", f"127.0.0.1:{silent.port}:plain", "--smtp", "127.0.0.1:1:plain",
                                 "--password-file", self.servers.password_file(SENDER))
        waiting = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        eventually(lambda: silent._kept)
        waiting.send_signal(signal.SIGINT)
        waiting.communicate(timeout=10)
        self.assertNotEqual(waiting.returncode, 0)
        self.assertEqual(self.cli.run("account", "list"), [])

    def test_servers_away(self):
        self.account()
        self.servers.command("stop-servers")
        try:
            self.cli.run("sync", code=1)
            self.assertSaid("refuses connections")
            self.cli.run("list", "INBOX")
        finally:
            self.servers.command("start-servers")
        self.cli.run("sync")

    # signing in, certificates

    def test_a_password_that_changed(self):
        secret = self.cli.path("password")
        secret.write_text(Path(self.servers.password_file(RECEIVER)).read_text())
        secret.chmod(0o600)
        about = self.servers.about
        self.cli.run("account", "add", "--email", RECEIVER, "--imap", f"localhost:{about['imap']['tls']}:tls", "--smtp",
                     f"localhost:{about['smtp']['tls']}:tls", "--password-file", secret, "--ca-file", about["ca"])
        self.cli.run("sync")
        self.deliver(RECEIVER, "INBOX", "kept")
        self.cli.run("sync")
        secret.write_text("changed elsewhere\n")
        row = self.row("INBOX", RECEIVER, "kept")
        operations = self.cli.run("flag", row["id"], "+flagged")
        self.assertSaid("user name or password")
        self.assertEqual([o["state"] for o in operations], ["queued"])
        self.cli.run("sync", code=1)
        self.assertSaid("user name or password")
        self.assertIn("flagged", self.row("INBOX", RECEIVER, "kept")["flags"], "what was asked for is still there")
        secret.write_text(Path(self.servers.password_file(RECEIVER)).read_text())
        self.cli.run("sync")
        self.assertEqual(self.cli.run("operations"), [])

    def test_a_certificate_that_is_no_longer_trusted(self):
        other = self.cli.path("ca.pem")
        other.write_text(Path(self.servers.about["ca"]).read_text())
        about = self.servers.about
        self.cli.run("account", "add", "--email", RECEIVER, "--imap", f"localhost:{about['imap']['tls']}:tls", "--smtp",
                     f"localhost:{about['smtp']['starttls']}:starttls", "--password-file", self.servers.password_file(RECEIVER), "--ca-file", other)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.cli.path("key"),
                        "-out", other, "-subj", "/CN=another", "-days", "2"], check=True, capture_output=True)
        text = self.cli.path("text")
        text.write_text("secret words")
        self.cli.run("sync", code=1)
        self.assertSaid("certificate", "untrusted")
        queued = self.cli.run("compose", "--from", RECEIVER, "--to", SENDER, "--subject", "held", "--text-file", text, "--send", code=1)[-1]
        self.assertIn(queued["state"], ("waiting", "queued"))
        self.assertIn("certificate", self.cli.run("outbox")[0]["last_error"])
        other.write_text(Path(about["ca"]).read_text())
        self.cli.run("outbox", "retry", queued["outbox_id"])
        self.assertEqual(self.cli.run("outbox"), [])

    # the server refuses

    def test_over_quota(self):
        self.account()
        self.account(SENDER)
        self.servers.empty(RECEIVER, "INBOX", "Trash")
        self.deliver(RECEIVER, "INBOX", "fills", QUOTA * 2 // 3)
        self.deliver(SENDER, "INBOX", "across", QUOTA // 2)
        self.cli.run("sync")
        self.cli.run("folder", "create", "Kopien", "--account", RECEIVER)
        # COPY is undone and told.
        row = self.row("INBOX", RECEIVER, "fills")
        operations = self.cli.run("copy", row["id"], "Kopien", code=1)
        self.assertEqual([o["state"] for o in operations], ["refused"])
        self.assertSaid("mailbox is full")
        self.assertEqual(self.subjects("Kopien", RECEIVER), [])
        self.assertEqual(self.subjects("INBOX", RECEIVER), ["fills"])
        # A move from another account is an APPEND: refused, and the message stays where it was.
        row = self.row("INBOX", SENDER, "across")
        operations = self.cli.run("move", row["id"], "INBOX", "--account", RECEIVER, code=1)
        self.assertEqual([o["state"] for o in operations], ["refused"])
        self.assertSaid("mailbox is full")
        self.assertIn("across", self.subjects("INBOX", SENDER))
        self.assertIn(b"<across@b.test>", b" ".join(self.servers.subjects(SENDER, "INBOX")))
        self.assertEqual(self.subjects("INBOX", RECEIVER), ["fills"])
        # Moving within the account needs no room.
        row = self.row("INBOX", RECEIVER, "fills")
        self.assertEqual([o["state"] for o in self.cli.run("move", row["id"], "Kopien")], ["done"], self.cli.errors)
        self.assertEqual(self.cli.run("operations"), [])
        self.cli.run("folder", "delete", "Kopien", "--account", RECEIVER)

    def test_recipients_refused_and_deferred(self):
        self.account(SENDER)
        self.account(RECEIVER)
        self.servers.empty(RECEIVER, "INBOX", "Trash", "Kopien")
        text = self.cli.path("text")
        text.write_text("x")
        sent = self.cli.run("compose", "--from", SENDER, "--to", f"{RECEIVER}, nobody@qq.test, defer@qq.test", "--subject", "three", "--text-file", text,
                            "--send", code=1)[-1]
        self.assertEqual({r["address"]: r["ok"] for r in sent["recipients"]}, {RECEIVER: True, "nobody@qq.test": False, "defer@qq.test": False})
        replies = {r["address"]: r["reply"] for r in sent["recipients"]}
        self.assertTrue(replies["nobody@qq.test"].startswith("550"), replies)
        self.assertTrue(replies["defer@qq.test"].startswith("452"), replies)
        self.assertEqual(sent["state"], "waiting", "for the one that the server asked to try later")
        self.assertSaid("nobody@qq.test")
        self.assertEqual(len(self.servers.subjects(RECEIVER, "INBOX")), 1)
        again = self.cli.run("outbox", "retry", sent["outbox_id"], code=1)
        self.assertEqual(again[-1]["state"], "waiting")
        self.assertEqual(len(self.servers.subjects(RECEIVER, "INBOX")), 1, "not delivered twice")
        self.cli.run("outbox", "cancel", sent["outbox_id"])
        self.cli.run("sync")
        self.assertEqual(self.cli.run("outbox"), [], "given up, with its copy in Sent for the one that got it")

    def test_folder_deleted_elsewhere_with_changes_waiting(self):
        self.account()
        self.servers.empty(RECEIVER, "INBOX")
        self.deliver(RECEIVER, "INBOX", "one")
        self.deliver(RECEIVER, "INBOX", "two")
        self.cli.run("folder", "create", "Projekt", "--account", RECEIVER)
        self.deliver(RECEIVER, "Projekt", "inside")
        self.cli.run("sync")
        self.servers.command("stop-servers")
        try:
            self.cli.run("move", self.row("INBOX", RECEIVER, "one")["id"], "Projekt")
            self.cli.run("flag", self.row("Projekt", RECEIVER, "inside")["id"], "+flagged")
        finally:
            self.servers.command("start-servers")
        self.assertEqual(self.subjects("Projekt", RECEIVER), ["inside", "one"])
        other = self.servers.imap(RECEIVER)
        self.assertEqual(other.delete("Projekt")[0], "OK")
        other.logout()
        self.cli.run("sync")
        self.assertSaid("folder is not there")
        self.assertEqual(self.cli.run("operations"), [])
        self.assertEqual(self.subjects("INBOX", RECEIVER), ["one", "two"], "the message is back where it is")
        self.assertNotIn("Projekt", [f["path"] for f in self.cli.run("folders")])
        self.cli.run("list", "Projekt", code=1)
        self.assertSaid("folder is not there", "Projekt")

    def test_what_is_no_message(self):
        self.account()
        self.servers.empty(RECEIVER, "INBOX")
        client = self.servers.imap(RECEIVER)
        for raw in (b"\r\n", b"no header at all\r\n", b"\xff\xfe\x80 \x01: \r\n\r\n\xff\xff", b"Subject: \xd6\xd0\xce\xc4\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n"):
            self.assertEqual(client.append("INBOX", None, None, raw)[0], "OK")
        client.logout()
        self.cli.run("sync", "--bodies", "all")
        rows = self.cli.rows("INBOX", RECEIVER)
        self.assertEqual(len(rows), 4)
        for row in rows:
            shown = self.cli.run("show", row["id"])[0]
            self.assertIn("defects", shown)
        self.assertEqual([self.cli.run("show", r["id"])[0]["text"].strip() for r in rows if r["size"] == 18], ["no header at all"])
        self.assertIn("中文", [r["subject"] for r in rows])

    # the disk

    def test_read_only_profile(self):
        self.account()
        if os.geteuid() == 0:
            done = self.in_namespace(f"mount --bind '{self.cli.profile}' '{self.cli.profile}' && mount -o remount,ro,bind '{self.cli.profile}'", "list", "INBOX")
        else:
            self.cli.profile.chmod(0o500)
            for entry in self.cli.profile.iterdir():
                entry.chmod(0o400)
            self.addCleanup(lambda: subprocess.run(["chmod", "-R", "u+rwX", self.cli.profile], check=False))
            done = subprocess.run(self.cli.command("list", "INBOX"), capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        self.assertIn("can't be written to", done.stderr)

    def test_full_disk(self):
        self.account(SENDER)
        for number in range(12):
            self.deliver(SENDER, "INBOX", f"heavy {number}", 0)
        client = self.servers.imap(SENDER)
        for number in range(6):
            noise = os.urandom(300_000).hex()
            lines = "\r\n".join(noise[i:i + 76] for i in range(0, len(noise), 76))
            client.append("INBOX", None, None, f"Subject: noise {number}\r\n\r\n{lines}\r\n".encode())
        client.logout()
        self.cli.run("sync")
        before = len(self.cli.rows("INBOX", SENDER))

        def little_room():
            resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

        done = subprocess.run(self.cli.command("sync", "--bodies", "all"), capture_output=True, text=True, timeout=60, preexec_fn=little_room)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("disk is full", done.stderr)
        self.cli.run("sync", "--bodies", "all")
        self.assertEqual(len(self.cli.rows("INBOX", SENDER)), before)
        *findings, summary = self.cli.run("audit")
        self.assertEqual(findings, [])
        self.assertEqual(summary["bodies_intact"], summary["messages"])

    def test_full_file_system(self):
        if os.geteuid() != 0:
            self.skipTest("only root can mount a small file system")
        self.account(SENDER)
        client = self.servers.imap(SENDER)
        for number in range(6):
            noise = os.urandom(300_000).hex()
            lines = "\r\n".join(noise[i:i + 76] for i in range(0, len(noise), 76))
            client.append("INBOX", None, None, f"Subject: more noise {number}\r\n\r\n{lines}\r\n".encode())
        client.logout()
        self.cli.run("sync")
        small = self.cli.path("small")
        small.mkdir()
        mount = f"mount -t tmpfs -o size=3m tmpfs '{small}' && cp -a '{self.cli.profile}' '{small}/profile'"
        tern = " ".join(f"'{w}'" for w in self.cli.command("sync", "--bodies", "all")).replace(str(self.cli.profile), f"{small}/profile")
        flag = tern.replace("'sync' '--bodies' 'all'", "'list' 'INBOX'")
        script = f"{mount} && ({tern}; echo first $?) && mount -o remount,size=60m '{small}' && ({tern}; echo second $?) && ({flag} | wc -l)"
        done = self.unshared(script)
        self.assertIn("first 1", done.stdout, done.stderr)
        self.assertIn("disk is full", done.stderr)
        self.assertIn("second 0", done.stdout, done.stderr)

    def unshared(self, script: str) -> subprocess.CompletedProcess:
        if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0:
            self.skipTest("no mount namespaces here")
        return subprocess.run(["unshare", "-m", "bash", "-c", script], capture_output=True, text=True, timeout=100)

    def in_namespace(self, prepare: str, *words: str) -> subprocess.CompletedProcess:
        command = " ".join(f"'{w}'" for w in self.cli.command(*words))
        return self.unshared(f"{prepare} && exec {command}")

    # two at once

    def test_a_second_one_is_told_who_holds_the_profile(self):
        self.account()
        watching = self.cli.start("sync", "--watch")
        try:
            self.cli.wait_until_held_by(watching)
            done = subprocess.run(self.cli.command("list", "INBOX"), capture_output=True, text=True, timeout=30)
            self.assertEqual(done.returncode, 3)
            said = done.stderr
            self.assertIn("in use", said)
            self.assertIn("tern-cli", said)
            self.assertIn(str(watching.pid), said)
        finally:
            watching.send_signal(signal.SIGINT)
            watching.communicate(timeout=10)


if __name__ == "__main__":
    unittest.main()
