#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invitations, receipts and lists through tern-cli and real servers: what is answered arrives, and others can read it."""
import email
import email.policy
import re
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import RECEIVER, SENDER, Cli, Servers, program  # noqa: E402

DATA = Path(__file__).resolve().parents[2] / "data" / "calendar"


def invitation(organizer: str, attendee: str, uid: str, sequence: int = 0) -> str:
    text = (DATA / "google.ics").read_text(encoding="utf-8").replace("\r\n", "\n")
    text = re.sub(r"maria\.keller@example\.org", organizer, text)
    text = re.sub(r"li@example\.net", attendee, text)
    text = re.sub(r"UID:.*", f"UID:{uid}", text)
    return re.sub(r"SEQUENCE:\d+", f"SEQUENCE:{sequence}", text)


class InvitationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers()
        cls.addClassCleanup(cls.servers.close)

    def setUp(self):
        self.cli = Cli(program())
        self.addCleanup(self.cli.close)
        about = self.servers.about
        for who, name in ((SENDER, "张伟"), (RECEIVER, "Li Na")):
            self.servers.empty(who, "INBOX")
            self.cli.run("account", "add", "--email", who, "--name", name, "--imap", f"localhost:{about['imap']['starttls']}:starttls",
                         "--smtp", f"localhost:{about['smtp']['starttls']}:starttls", "--user", who, "--password-file", self.servers.password_file(who), "--ca-file", about["ca"])
        self.cli.run("sync")

    def send(self, name: str, header: str, body: str) -> None:
        file = self.cli.path(f"{name}.eml")
        file.write_text(f"From: {SENDER}\nTo: {RECEIVER}\nSubject: {name}\nMessage-ID: <{name}@163.test>\nMIME-Version: 1.0\n{header}\n\n{body}", encoding="utf-8")
        self.cli.run("send", file)

    def arrived(self, account: str, subject: str) -> int:
        for _ in range(40):
            self.cli.run("sync", "--bodies", "all")
            for row in self.cli.run("list", "inbox", "--account", account):
                if row["subject"] == subject:
                    return row["id"]
        self.fail(f"{subject} did not arrive")

    def test_an_answer_reaches_the_organizer_as_an_imip_reply(self):
        self.send("meet", 'Content-Type: text/calendar; charset=utf-8; method=REQUEST', invitation(SENDER, RECEIVER, "u1@163.test"))
        item = self.arrived(RECEIVER, "meet")
        shown = self.cli.run("invitation", item)[0]
        self.assertEqual((shown["method"], shown["summary"], shown["start"]), ("request", "Release round", "2026-12-02T09:00:00Z"))
        sent = self.cli.run("invitation", item, "--accept", "--note", "在路上, see you")[-1]
        self.assertEqual(sent["state"], "sent_copy_saved")
        answer = self.arrived(SENDER, "Accepted: Release round")
        reply = self.cli.run("invitation", answer)[0]
        self.assertEqual((reply["method"], reply["uid"], len(reply["attendees"])), ("reply", "u1@163.test", 1))
        self.assertEqual((reply["attendees"][0]["address"], reply["attendees"][0]["answer"]), (RECEIVER, "accepted"))
        # As a stranger's MIME reader sees it [RFC 6047 §2.4].
        self.cli.run("export", str(answer), "--eml", self.cli.path("out"))
        raw = next(Path(self.cli.path("out")).glob("*.eml"))
        message = email.message_from_bytes(raw.read_bytes(), policy=email.policy.default)
        self.assertEqual(message.get_content_type(), "multipart/alternative")
        parts = {part.get_content_type(): part for part in message.iter_parts()}
        self.assertEqual(parts["text/calendar"].get_param("method"), "REPLY")
        self.assertIn("在路上", parts["text/calendar"].get_content())
        self.assertIn("PARTSTAT=ACCEPTED", parts["text/calendar"].get_content().replace("\r\n ", ""))
        self.assertEqual(message["In-Reply-To"], "<meet@163.test>")
        # The organizer's own program has nothing to answer there.
        self.cli.run("invitation", answer, "--accept", code=1)

    def test_a_newsletter_is_left_by_mail(self):
        self.send("news", f"List-Unsubscribe: <https://news.example/u>, <mailto:{SENDER}?subject=leave>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click", "Buy!\n")
        item = self.arrived(RECEIVER, "news")
        # Nobody vouches for the one-click way, so it isn't taken.
        self.assertEqual(self.cli.run("unsubscribe", item, "--show")[0]["way"], "mail")
        self.cli.run("unsubscribe", item)
        self.arrived(SENDER, "leave")

    def test_what_is_no_invitation(self):
        self.assertEqual(self.cli.run("invitation", DATA / "exchange.ics")[0]["summary"], "季度预算评审")
        self.cli.run("invitation", Path(__file__), code=1)


if __name__ == "__main__":
    unittest.main()
