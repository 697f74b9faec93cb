#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The delivery ledger through tern-cli: what a real server answered, what it reported later, and mail that leaves at its time."""
import datetime
import os
import sys
import time
import unittest
from email.utils import parsedate_to_datetime
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import RECEIVER, SENDER, Cli, Servers, program  # noqa: E402


class LedgerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Postfix signs people in by Dovecot and reports; the receiver's mailbox holds next to nothing.
        cls.has_postfix = os.geteuid() == 0
        cls.servers = Servers("--quota", f"{RECEIVER}=20k", *(["--postfix"] if cls.has_postfix else []))
        cls.addClassCleanup(cls.servers.close)

    def setUp(self):
        self.cli = Cli(program())
        self.addCleanup(self.cli.close)
        self.servers.empty(SENDER, "INBOX")
        about = self.servers.about
        smtp = about["postfix"]["starttls"] if self.has_postfix else about["smtp"]["starttls"]
        self.cli.run("account", "add", "--email", SENDER, "--name", "张伟", "--imap", f"localhost:{about['imap']['starttls']}:starttls",
                     "--smtp", f"localhost:{smtp}:starttls", "--user", SENDER, "--password-file", self.servers.password_file(SENDER),
                     "--ca-file", about["ca"])
        self.cli.run("sync")
        self.server = f"localhost:{smtp}"

    def letter(self, subject: str, to: str, size: int = 10) -> Path:
        file = self.cli.path("letter.eml")
        file.write_text(f"From: {SENDER}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{subject}.{time.time_ns()}@163.test>\n\n" + ("x" * 70 + "\n") * size)
        return file

    def compose(self, subject: str, *more: str, code: int = 0) -> dict:
        text = self.cli.path("text")
        text.write_text("x")
        return self.cli.run("compose", "--from", SENDER, "--to", SENDER, "--subject", subject, "--text-file", text, "--send", *more, code=code)[-1]

    def shown(self, item: int) -> dict:
        return self.cli.run("outbox", "show", item)[0]

    def test_says_through_which_server_with_which_tls_and_what_it_answered(self):
        sent = self.cli.run("send", self.letter("plain", SENDER))[-1]
        way = self.shown(sent["outbox_id"])
        self.assertEqual(way["server"], self.server)
        self.assertRegex(way["tls"], r"^TLSv1\.[23] ")
        self.assertTrue(way["server_reply"].startswith("250 "), way)
        self.assertEqual(way["sent_copy"], "Sent")
        self.assertEqual([s["state"] for s in way["steps"]], ["queued", "accepted", "sent_copy_saved"])
        self.assertEqual(way["steps"][1]["tls"], way["tls"])
        self.assertEqual(way["reports"], [])
        self.assertIn(sent["outbox_id"], [i["id"] for i in self.cli.run("outbox", "sent")])
        self.assertEqual(self.cli.run("outbox"), [])

    @unittest.skipUnless(os.geteuid() == 0, "Postfix needs root")
    def test_reports_come_back_to_the_message_they_are_about(self):
        other = self.cli.run("send", self.letter("other", SENDER))[-1]["outbox_id"]
        sent = self.cli.run("send", self.letter("reported", f"{SENDER}, {RECEIVER}", 1000), "--report")[-1]
        item = sent["outbox_id"]
        self.assertEqual(sent["state"], "sent_copy_saved")
        before = self.shown(item)
        self.assertTrue(before["report_taken"])
        deadline = time.monotonic() + 30
        while len(self.shown(item)["reports"]) < 2 and time.monotonic() < deadline:
            time.sleep(0.5)
            self.cli.run("sync", "--bodies", "all")
        after = self.shown(item)
        told = {r["recipient"]: r for r in after["reports"]}
        self.assertEqual({who: r["action"] for who, r in told.items()}, {SENDER: "relayed", RECEIVER: "failed"}, after)
        self.assertTrue(told[RECEIVER]["status"].startswith("5."), told)
        self.assertIn("uota", told[RECEIVER]["diagnostic"])
        self.assertEqual(told[RECEIVER]["reporter"], "smtp.163.test")
        self.assertEqual(self.shown(other)["reports"], [])
        for key in ("state", "attempts", "recipients", "steps", "sent"):
            self.assertEqual(after[key], before[key], "a report changes nothing")
        # Nor does it a second time, in a profile that fetches the same mail again.
        self.cli.run("sync", "--bodies", "all")
        self.assertEqual(len(self.shown(item)["reports"]), 2)

    def test_without_requiretls_it_is_not_sent_and_says_so(self):
        failed = self.cli.run("send", self.letter("tls", SENDER), "--require-tls", code=1)[-1]
        self.assertEqual(failed["state"], "failed")
        self.assertIn("REQUIRETLS", self.shown(failed["outbox_id"])["last_error"] + self.cli.errors)
        self.cli.run("outbox", "cancel", failed["outbox_id"])

    def test_leaves_at_its_time_and_bears_it(self):
        at = (datetime.datetime.now().astimezone() + datetime.timedelta(seconds=8)).replace(microsecond=0)
        queued = self.compose("later", "--at", at.isoformat())
        self.assertEqual(queued["state"], "queued")
        self.cli.run("sync")
        waiting = self.cli.run("outbox")[0]
        self.assertEqual((waiting["state"], waiting["attempts"]), ("queued", 0), "not before its time")
        self.assertEqual(datetime.datetime.fromisoformat(waiting["send_at"]), at)
        time.sleep(max(0.0, at.timestamp() - time.time()) + 0.2)
        self.cli.run("sync")
        self.assertEqual(self.shown(queued["outbox_id"])["state"], "sent_copy_saved")
        # In Sent and where it arrived.
        for mailbox in ("Sent", "INBOX"):
            self.assertEqual(self.date_of("later", mailbox), at)

    def date_of(self, subject: str, mailbox: str) -> datetime.datetime:
        client = self.servers.imap(SENDER)
        try:
            deadline = time.monotonic() + 10
            while time.monotonic() < deadline:
                client.select(mailbox, readonly=True)
                numbers = client.search(None, "SUBJECT", subject)[1][0].split()
                if numbers:
                    field = client.fetch(numbers[-1], "(BODY.PEEK[HEADER.FIELDS (DATE)])")[1][0][1].decode()
                    return parsedate_to_datetime(field.partition(":")[2].strip())
                time.sleep(0.2)
            raise AssertionError(f"no {subject} in {mailbox}")
        finally:
            client.logout()

    def test_another_time_now_and_not_at_all(self):
        tomorrow = (datetime.datetime.now() + datetime.timedelta(days=1)).replace(microsecond=0)
        item = self.compose("moved", "--at", tomorrow.isoformat())["outbox_id"]
        again = self.cli.run("outbox", "reschedule", item, "--at", (tomorrow + datetime.timedelta(days=1)).isoformat())[0]
        self.assertEqual(datetime.datetime.fromisoformat(again["send_at"]).replace(tzinfo=None), tomorrow + datetime.timedelta(days=1))
        now = self.cli.run("outbox", "retry", item)[-1]
        self.assertEqual(now["state"], "sent_copy_saved")
        self.assertLess(abs((self.date_of("moved", "Sent") - datetime.datetime.now().astimezone()).total_seconds()), 60, "not tomorrow's date")
        self.cli.run("outbox", "reschedule", item, "--at", tomorrow.isoformat(), code=1)
        cancelled = self.compose("cancelled", "--at", tomorrow.isoformat())["outbox_id"]
        self.assertEqual(self.cli.run("outbox", "cancel", cancelled)[0]["state"], "cancelled")
        self.assertEqual(self.cli.run("outbox"), [])

    def test_nonsense_is_wrong_usage(self):
        for at in ("yesterday", "2020-01-01T08:00", "2026-13-01T08:00", "08:00", ""):
            self.cli.run("send", self.letter("x", SENDER), "--at", at, code=2)
        self.cli.run("outbox", "show", "x", code=1)
        self.cli.run("outbox", "reschedule", "1", code=2)
        self.assertEqual(self.cli.run("outbox"), [])


if __name__ == "__main__":
    unittest.main()
