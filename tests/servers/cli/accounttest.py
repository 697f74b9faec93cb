#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding accounts through tern-cli: what goes right, and a clear sentence for what goes wrong."""
import json
import signal
import socket
import subprocess
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import SENDER, Cli, Servers, eventually, program  # noqa: E402


class AccountTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers("--tls-case", "expired", "--tls-case", "selfsigned", "--tls-case", "wronghost")
        cls.addClassCleanup(cls.servers.close)

    def setUp(self):
        self.cli = Cli(program())
        self.addCleanup(self.cli.close)

    def add(self, imap: str, smtp: str, *more: str, code: int = 1, password: str | None = None, ca: bool = True):
        words = ["account", "add", "--email", SENDER, "--imap", imap, "--smtp", smtp, "--user", SENDER, "--password-file",
                 password or self.servers.password_file(SENDER), *more]
        if ca:
            words += ["--ca-file", self.servers.about["ca"]]
        return self.cli.run(*words, code=code)

    def endpoints(self, security: str) -> tuple[str, str]:
        about = self.servers.about
        return (f"localhost:{about['imap'][security]}:{security}", f"localhost:{about['smtp'][security]}:{security}")

    def test_every_security(self):
        for security in ("tls", "starttls", "plain"):
            account = self.add(*self.endpoints(security), code=0)[0]
            self.assertEqual(account["imap"]["security"], security)
            self.assertTrue(account["secret"].startswith("file:"))
            self.assertEqual(len(self.cli.run("account", "list")), 1)
            self.cli.run("account", "remove", SENDER)
            self.assertEqual(self.cli.run("account", "list"), [])

    def test_twice_is_refused(self):
        self.add(*self.endpoints("tls"), code=0)
        self.add(*self.endpoints("tls"))
        self.assertIn("exists", self.cli.errors)

    def test_wrong_password(self):
        wrong = self.cli.path("wrong")
        wrong.write_text("nonsense\n")
        self.add(*self.endpoints("tls"), password=str(wrong))
        self.assertIn("user name or password", self.cli.errors)
        self.assertEqual(self.cli.run("account", "list"), [])

    def test_bad_certificates_are_shown_and_not_accepted(self):
        for case, words in (("expired", "expired"), ("selfsigned", "self_signed"), ("wronghost", "wrong_host")):
            ports = self.servers.about["tls_cases"][case]
            self.add(f"localhost:{ports['imap']}:tls", f"localhost:{ports['smtp']}:tls")
            self.assertIn("certificate", self.cli.errors)
            self.assertIn(words, self.cli.errors)
        self.add(*self.endpoints("tls"), ca=False)
        self.assertIn("untrusted", self.cli.errors)

    def test_nobody_there(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            port = closed.getsockname()[1]
            self.add(f"localhost:{port}:tls", self.endpoints("tls")[1])
            self.assertIn("refuses connections", self.cli.errors)

    def test_plain_only_to_this_machine(self):
        self.add("mail.example.test:143:plain", "mail.example.test:25:plain")
        self.assertIn("unencrypted", self.cli.errors)

    def test_usage(self):
        for words in (["account"], ["account", "add"], ["nonsense"], ["sync", "--nonsense"], ["sync", "--bodies", "some"],
                      ["list"], ["show"], ["flag", "1"], ["move", "1"], ["compose", "--from", "x"], []):
            self.cli.run(*words, code=2)
        self.cli.run("list", "INBOX", code=1)

    def test_parse_needs_no_profile(self):
        good, bad = self.cli.path("good.eml"), self.cli.path("bad.eml")
        good.write_bytes("Subject: =?gb2312?B?tdq2/rfi?=\n\n正文\n".encode())
        bad.write_bytes(b"")
        first, second = self.cli.run("parse", bad, good, code=1)
        self.assertIn("error", first)
        self.assertEqual(second["subject"], "第二封")
        self.assertFalse(self.cli.profile.exists())

    def test_journey_tells_what_can_be_believed(self):
        file = self.cli.path("way.eml")
        file.write_text("Received: from out.example.org (out.example.org [198.51.100.7]) by mx.example.net (Postfix) with ESMTPS id 2; Mon, 23 Nov 2026 09:41:07 +0800\n"
                        "Received: from laptop ([203.0.113.5]) by out.example.org with ESMTPSA id 1; Mon, 23 Nov 2026 09:41:02 +0800\nSubject: way\n\nx\n")
        first, second = self.cli.run("journey", file, "--server", "imap.example.net")
        self.assertEqual((first["kind"], first["vouched_for"], first["delay_seconds"]), ("submission", False, None))
        self.assertEqual((second["by"], second["vouched_for"], second["delay_seconds"], second["tls"]), ("mx.example.net", True, 5, "TLS"))
        self.cli.run("journey", code=2)
        self.cli.run("journey", self.cli.path("none.eml"), code=1)

    def test_second_process_is_told_who_holds_the_profile(self):
        self.cli.run("account", "list")
        watching = self.cli.start("sync", "--watch")
        try:
            self.cli.wait_until_held_by(watching)
            done = subprocess.run(self.cli.command("account", "list"), capture_output=True, text=True, timeout=30)
            self.assertEqual(done.returncode, 3)
            self.assertIn("in use", done.stderr)
        finally:
            watching.send_signal(signal.SIGTERM)
            watching.communicate(timeout=10)
        self.assertEqual(watching.returncode, 0)
        self.cli.run("account", "list")

    def test_watch_tells_of_new_mail(self):
        self.add(*self.endpoints("starttls"), code=0)
        self.cli.run("sync")
        watching = self.cli.start("sync", "--watch")
        try:
            lines = []

            def online():
                lines.append(json.loads(watching.stdout.readline()))
                return lines[-1].get("event") == "status" and lines[-1]["state"] == "online"

            eventually(online)
            client = self.servers.imap(SENDER)
            client.append("INBOX", None, None, "From: x@y.test\r\nSubject: 新邮件\r\n\r\nhi\r\n".encode())
            client.logout()

            def arrived():
                lines.append(json.loads(watching.stdout.readline()))
                return lines[-1].get("event") == "arrived"

            eventually(arrived)
            self.assertEqual(lines[-1]["subject"], "新邮件")
        finally:
            watching.send_signal(signal.SIGINT)
            watching.communicate(timeout=10)
        self.assertEqual(watching.returncode, 0)


if __name__ == "__main__":
    unittest.main()
