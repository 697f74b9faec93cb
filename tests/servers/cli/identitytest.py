#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several addresses of one account, one of them with a server of its own, through tern-cli against real servers."""
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import RECEIVER, SENDER, Cli, Servers, program  # noqa: E402

WORK, HIDDEN = "work@qq.test", "hidden@qq.test"


class IdentityTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers("--user", WORK, "--user", HIDDEN)
        cls.addClassCleanup(cls.servers.close)

    def setUp(self):
        self.cli = Cli(program())
        self.addCleanup(self.cli.close)
        self.cli.add_account(self.servers, SENDER)
        self.cli.add_account(self.servers, RECEIVER)
        self.cli.run("sync")
        self.text = self.cli.path("text")
        self.text.write_text("你好\n", encoding="utf-8")

    def add_work(self, password_file: str, code: int = 0) -> list[dict]:
        return self.cli.run("identity", "add", "--account", SENDER, "--address", WORK, "--name", "张伟（工作）", "--signature-file", self.text,
                            "--smtp", f"localhost:{self.servers.about['smtp']['tls']}:tls", "--password-file", password_file, code=code)

    def compose(self, sender: str, subject: str, *more: str) -> dict:
        sent = self.cli.run("compose", "--from", sender, "--to", RECEIVER, "--subject", subject, "--text-file", self.text, *more, "--send")[0]
        return self.cli.run("outbox", "show", sent["id"])[0]

    def source(self, email: str, subject: str) -> str:
        client = self.servers.imap(email)
        client.select("INBOX", readonly=True)
        numbers = client.search(None, "SUBJECT", f'"{subject}"')[1][0].split()
        self.assertEqual(len(numbers), 1, subject)
        source = client.fetch(numbers[0], "(BODY.PEEK[])")[1][0][1].decode()
        client.logout()
        return source

    def test_each_goes_through_its_own_server(self):
        wrong = self.cli.path("wrong")
        wrong.write_text("wrong\n")
        wrong.chmod(0o600)
        self.add_work(str(wrong), code=1)
        self.assertEqual([i["address"] for i in self.cli.run("identity", "list")], [SENDER, RECEIVER])
        added = self.add_work(self.servers.password_file(WORK))[0]
        self.assertEqual((added["address"], added["signature"], added["smtp"]["user"]), (WORK, "你好", WORK))
        self.cli.run("identity", "add", "--account", SENDER, "--address", WORK, code=1)
        self.cli.run("identity", "add", "--account", SENDER, "--address", "nonsense", code=1)
        self.cli.run("identity", "add", "--account", SENDER, "--address", "a@qq.test", "--smtp", "mail.example.org:25:plain", "--password-file", wrong, code=1)
        self.assertEqual([i["address"] for i in self.cli.run("identity", "list", "--account", SENDER)], [SENDER, WORK])

        ports = self.servers.about["smtp"]
        plain = self.compose(SENDER, "by the account")
        own = self.compose(WORK, "by its own")
        self.assertEqual((plain["server"], own["server"]), (f"localhost:{ports['starttls']}", f"localhost:{ports['tls']}"))
        source = self.source(RECEIVER, "by its own")
        self.assertIn(f"Return-Path: <{WORK}>", source)
        self.assertIn(f"<{WORK}>", source.partition("\nFrom: ")[2].partition("\nTo: ")[0])
        self.assertIn(f"Return-Path: <{SENDER}>", self.source(RECEIVER, "by the account"))
        # Its copy is in the account's Sent.
        self.assertEqual(len(self.servers.subjects(SENDER, "Sent")), 2)

        # A ready file: by its own From, or by what is asked for.
        for name, sender, more in (("own-from", WORK, []), ("other-from", SENDER, ["--from", WORK])):
            file = self.cli.path(name)
            file.write_text(f"From: {sender}\nTo: {RECEIVER}\nSubject: {name}\n\nhello\n")
            self.cli.run("send", file, *more)
            sent = self.cli.run("outbox", "sent", "--limit", "1")[0]
            self.assertEqual(self.cli.run("outbox", "show", sent["id"])[0]["server"], f"localhost:{ports['tls']}")
            self.assertIn(f"Return-Path: <{WORK}>", self.source(RECEIVER, name))

        self.assertEqual(self.cli.run("identity", "remove", WORK)[0]["address"], WORK)
        self.cli.run("identity", "remove", WORK, code=1)
        self.cli.run("identity", "remove", SENDER, code=1)
        self.cli.run("compose", "--from", WORK, "--to", RECEIVER, "--text-file", self.text, "--send", code=1)

    def test_certificate_and_page(self):
        own = f"localhost:{self.servers.about['smtp']['tls']}:tls"
        for words in ([], ["--page", "--password-file", "x"], ["--page", "--certificate", "x"]):
            self.cli.run("identity", "add", "--account", SENDER, "--address", WORK, "--smtp", own, *words, code=2)
        self.cli.run("identity", "add", "--account", SENDER, "--address", WORK, "--page", code=2)
        self.cli.run("identity", "add", "--account", SENDER, "--address", WORK, "--smtp", own, "--page", code=1)
        self.assertIn("client id", self.cli.errors)
        self.cli.run("identity", "add", "--account", SENDER, "--address", WORK, "--smtp", own, "--certificate", self.cli.path("none.pem"), code=1)
        self.add_work(self.servers.password_file(WORK))
        steps = self.cli.run("doctor", "--account", SENDER)
        self.assertTrue(all(step["ok"] for step in steps), steps)
        self.assertEqual([step["addresses"] for step in steps if step["step"] == "mail_from"], ["", WORK])
        report = self.cli.run("doctor", "--account", SENDER, "--report")[0]["report"]
        self.assertEqual(report.count("SMTP:"), 2)
        self.assertNotIn("work", report.lower())

    def test_one_server_away_does_not_hold_up_the_other(self):
        self.cli.run("identity", "add", "--account", SENDER, "--address", WORK, "--smtp", f"localhost:{self.servers.about['smtp']['tls']}:tls",
                     "--password-file", self.servers.password_file(WORK))
        self.servers.command("stop-servers")
        try:
            for sender in (WORK, SENDER):
                self.cli.run("compose", "--from", sender, "--to", RECEIVER, "--subject", f"waits {sender}", "--text-file", self.text, "--send", code=1)
        finally:
            self.servers.command("start-servers")
        self.cli.run("identity", "remove", WORK, code=1)
        self.assertIn("Outbox", self.cli.errors)
        self.cli.run("sync")
        self.assertEqual(self.cli.run("outbox"), [])
        for sender in (WORK, SENDER):
            self.source(RECEIVER, f"waits {sender}")
        self.cli.run("identity", "remove", WORK)

    def test_nobody_sees_who_is_in_bcc(self):
        self.compose(SENDER, "blind", "--bcc", HIDDEN)
        for email in (RECEIVER, HIDDEN):
            source = self.source(email, "blind").partition("Message-ID:")[2] + self.source(email, "blind").partition("From:")[2]
            self.assertNotIn("bcc", source.lower())
            self.assertNotIn(HIDDEN, source)
        # The sender's own copy tells.
        client = self.servers.imap(SENDER)
        client.select("Sent", readonly=True)
        numbers = client.search(None, "SUBJECT", '"blind"')[1][0].split()
        self.assertIn(HIDDEN.encode(), client.fetch(numbers[0], "(BODY.PEEK[HEADER.FIELDS (BCC)])")[1][0][1])
        client.logout()


if __name__ == "__main__":
    unittest.main()
