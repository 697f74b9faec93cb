#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example of the first mail, through tern-cli, against real servers."""
import hashlib
import os
import signal
import subprocess
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import RECEIVER, SENDER, Cli, Servers, eventually, program  # noqa: E402

TEXT = "你好，\n\n请看附件里的表格。\n.\n..两个点\nFrom 行首\n"


class MailTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers()
        cls.addClassCleanup(cls.servers.close)

    def setUp(self):
        self.cli = Cli(program())
        self.addCleanup(self.cli.close)
        for email in (SENDER, RECEIVER):
            self.cli.add_account(self.servers, email)
        self.cli.run("sync")

    def send(self, subject: str, **more: str) -> dict:
        text = self.cli.path("text")
        text.write_text(TEXT, encoding="utf-8")
        words = ["compose", "--from", SENDER, "--to", RECEIVER, "--subject", subject, "--text-file", text]
        for name, value in more.items():
            words += ["--" + name, value]
        return self.cli.run(*words, "--send")[-1]

    def received(self, subject: str) -> dict:
        self.cli.run("sync", "--account", RECEIVER)
        return next(row for row in self.cli.rows("INBOX", RECEIVER) if row["subject"] == subject)

    def test_sends_receives_and_moves(self):
        sheet = self.cli.path("附件.xlsx")
        content = os.urandom(70_000)
        sheet.write_bytes(content)
        sent = self.send("第二封", attach=str(sheet), bcc=SENDER)
        self.assertEqual(sent["state"], "sent_copy_saved")
        self.assertTrue(sent["server_reply"].startswith("250 "), sent)
        self.assertEqual({r["address"]: r["ok"] for r in sent["recipients"]}, {RECEIVER: True, SENDER: True})

        row = self.received("第二封")
        self.assertEqual(row["from"], {"name": "张伟", "address": SENDER})
        self.assertNotIn("seen", row["flags"])
        self.assertTrue(row["has_attachment"])
        self.assertFalse(row["pending"])

        around = self.cli.run("show", row["id"], "--thread")
        self.assertEqual([one["id"] for one in around], [row["id"]], "the copies in Sent and at the sender's are the same message")
        shown = self.cli.run("show", row["id"])[0]
        self.assertEqual(shown["subject"], "第二封")
        self.assertEqual(shown["text"].rstrip("\n"), TEXT.rstrip("\n"))
        attachment = shown["attachments"][0]
        self.assertEqual(attachment["name"], "附件.xlsx")
        self.assertEqual(attachment["size"], len(content))
        self.assertEqual(attachment["sha256"], hashlib.sha256(content).hexdigest())
        self.assertEqual(shown["bcc"], [], "the wire carries no Bcc")

        # The same by `parse` of the source, and the part byte for byte.
        source = self.cli.path("source.eml")
        with open(source, "wb") as out:
            subprocess.run(self.cli.command("show", row["id"], "--source"), stdout=out, check=True)
        parsed = self.cli.run("parse", source)[0]
        self.assertEqual(shown.pop("labels"), [], "a server without labels")
        self.assertEqual(parsed.pop("warnings"), [], "nothing is wrong with its sender")
        self.assertEqual({k: v for k, v in parsed.items() if k not in ("file", "files")}, shown)
        names = [h["name"].lower() for h in shown["headers"]]
        self.assertNotIn("bcc", names)
        part = self.cli.path("part")
        self.cli.run("show", row["id"], "--part", "2", "--output", part)
        self.assertEqual(part.read_bytes(), content)
        self.assertEqual(part.stat().st_mode & 0o111, 0)

        # Another client sees it in Sent (with its Bcc), and in Trash after a delete.
        identifier = f"<{shown['message_id']}>".encode()
        self.assertEqual(sum(identifier in line for line in self.servers.subjects(SENDER, "Sent")), 1)
        operations = self.cli.run("delete", row["id"])
        self.assertEqual([o["state"] for o in operations], ["done"], self.cli.errors)
        self.assertFalse(any(identifier in line for line in self.servers.subjects(RECEIVER, "INBOX")))
        self.assertTrue(any(identifier in line for line in self.servers.subjects(RECEIVER, "Trash")))
        self.assertEqual([r["subject"] for r in self.cli.rows("trash", RECEIVER)].count("第二封"), 1)

        # And back.
        self.cli.run("undo")
        self.assertTrue(any(identifier in line for line in self.servers.subjects(RECEIVER, "INBOX")), self.cli.errors)

    def test_sends_a_message_on_as_it_is(self):
        original = (b"Received: from somewhere\r\n\tby elsewhere; Thu, 26 Nov 2026 10:00:00 +0000\r\nDKIM-Signature: v=1;  b=Ab+/=\r\n"
                    b"from: =?GBK?B?1cXOsA==?= <zhang@example.org>\r\nTO:   somebody@example.org\r\nBcc: hidden@example.org\r\nsubject: sent on\r\n"
                    b"Resent-From: earlier@example.org\r\nMessage-ID: <original@example.org>\r\nDate: Thu, 26 Nov 2026 10:00:00 +0000\r\n\r\n"
                    b".\r\n..x\r\n" + "你好".encode("gb18030") + b" \t\r\n" + b"y" * 900 + b"\r\n\r\n.\r\n")
        file = self.cli.path("original.eml")
        file.write_bytes(original)
        self.cli.run("import", file, "INBOX", "--account", SENDER)
        self.cli.run("sync", "--account", SENDER)
        row = next(r for r in self.cli.rows("INBOX", SENDER) if r["subject"] == "sent on")
        # Blind copies of the original stay blind; nothing else is touched.
        expected = original.replace(b"Bcc: hidden@example.org\r\n", b"")
        before = len(self.servers.subjects(SENDER, "Sent"))
        self.cli.run("redirect", row["id"], "--to", "nonsense", code=1)
        sent = self.cli.run("redirect", row["id"], "--to", f"李娜 <{RECEIVER}>", "--bcc", SENDER)[-1]
        self.assertEqual({r["address"]: r["ok"] for r in sent["recipients"]}, {RECEIVER: True, SENDER: True})
        self.assertEqual(self.cli.run("outbox"), [])

        for email in (RECEIVER, SENDER):
            client = self.servers.imap(email)
            client.select("INBOX", readonly=True)
            number = client.search(None, "HEADER", "Resent-To", RECEIVER)[1][0].split()[-1]
            source = client.fetch(number, "(BODY.PEEK[])")[1][0][1]
            client.logout()
            self.assertTrue(source.endswith(expected), source)
            block = source[:-len(expected)].decode()
            self.assertIn(f"Return-Path: <{SENDER}>", block)
            for field in ("Resent-Date: ", "Resent-From: ", "Resent-Message-Id: <"):
                self.assertEqual(block.count("\n" + field), 1, block)
            self.assertIn(f"<{SENDER}>", block.partition("Resent-From: ")[2].partition("\nResent-To")[0])
            self.assertNotIn("bcc", block.lower())
        self.assertEqual(len(self.servers.subjects(SENDER, "Sent")), before, "no copy: the message is here already")

    def test_search_finds_inside_words(self):
        self.send("会议纪要 search")
        self.received("会议纪要 search")
        for query in ("会议", "议纪", "search"):
            found = self.cli.run("search", query, "--account", RECEIVER)
            self.assertIn("会议纪要 search", [r["subject"] for r in found], query)

    def test_recipient_refused_is_named(self):
        text = self.cli.path("t")
        text.write_text("x")
        done = self.cli.run("compose", "--from", SENDER, "--to", f"{RECEIVER}, nobody@qq.test", "--subject", "partly",
                            "--text-file", text, "--send", code=1)[-1]
        self.assertEqual(done["state"], "sent_copy_saved")
        self.assertEqual({r["address"]: r["ok"] for r in done["recipients"]}, {RECEIVER: True, "nobody@qq.test": False})
        self.assertIn("nobody@qq.test", self.cli.errors)
        refused = self.cli.run("compose", "--from", SENDER, "--to", "nobody@qq.test", "--subject", "all", "--text-file", text,
                               "--send", code=1)[-1]
        self.assertEqual(refused["state"], "failed")
        self.assertEqual([i["state"] for i in self.cli.run("outbox")].count("failed"), 1)
        item = next(i for i in self.cli.run("outbox") if i["state"] == "failed")
        self.assertEqual(self.cli.run("outbox", "cancel", item["id"])[0]["state"], "cancelled")

    def test_folders(self):
        def paths():
            return {f["path"]: f for f in self.cli.run("folders", "--account", SENDER)}

        self.cli.run("folder", "create", "工作/汇报", "--account", SENDER)
        self.assertIn("工作/汇报", paths())
        self.cli.run("folder", "rename", "工作/汇报", "工作/周报", "--account", SENDER)
        self.assertIn("工作/周报", paths())
        self.assertNotIn("工作/汇报", paths())
        self.cli.run("folder", "unsubscribe", "工作/周报", "--account", SENDER)
        self.cli.run("folder", "delete", "工作/周报", "--account", SENDER)
        self.assertNotIn("工作/周报", paths())
        self.assertEqual(self.cli.run("operations"), [])

    def test_offline_then_killed_then_once(self):
        for number in range(12):
            self.send(f"offline {number}")
        row = self.received("offline 11")
        rows = [r for r in self.cli.rows("INBOX", RECEIVER) if r["subject"].startswith("offline ")]
        ids = [r["id"] for r in rows if r["subject"] != "offline 11"][:10]
        self.servers.command("stop-servers")
        self.addCleanup(lambda: None)
        try:
            self.cli.run("flag", *ids, "+flagged")
            self.cli.run("move", *ids, "Trash")
            self.assertIn("waits", self.cli.errors)
            text = self.cli.path("reply")
            text.write_text("回复", encoding="utf-8")
            queued = self.cli.run("compose", "--from", RECEIVER, "--to", SENDER, "--subject", "Re: offline", "--text-file", text,
                                  "--in-reply-to", row["id"], "--send", code=1)[-1]
            self.assertEqual(queued["state"], "waiting")
            shown = self.cli.rows("Trash", RECEIVER)
            self.assertEqual(sorted(r["id"] for r in shown if r["pending"]), sorted(ids))
            self.assertTrue(all("flagged" in r["flags"] for r in shown if r["id"] in ids))
            waiting = self.cli.run("operations")
            self.assertEqual(sum(o["messages"] for o in waiting if o["kind"] == "move"), 10)
            self.assertEqual(len(self.cli.run("outbox")), 1)

            # A process that is killed while it tries.
            watching = self.cli.start("sync", "--watch")
            eventually(lambda: "offline" in watching.stdout.readline() or True)
            watching.send_signal(signal.SIGKILL)
            watching.communicate()
        finally:
            self.servers.command("start-servers")
        watching = self.cli.start("sync", "--watch")
        try:
            eventually(lambda: sum(b"@" in line for line in self.servers.subjects(RECEIVER, "Trash")) >= 10)
            eventually(lambda: len(self.servers.subjects(RECEIVER, "Sent")) == 1)
        finally:
            watching.send_signal(signal.SIGINT)
            watching.communicate(timeout=10)
        self.cli.run("sync")
        self.assertEqual(self.cli.run("operations"), [])
        self.assertEqual(self.cli.run("outbox"), [])
        trash = [r for r in self.cli.rows("Trash", RECEIVER) if r["subject"].startswith("offline ")]
        self.assertEqual(len(trash), 10)
        self.assertTrue(all("flagged" in r["flags"] and not r["pending"] for r in trash))
        inbox = [r for r in self.cli.rows("INBOX", SENDER) if r["subject"] == "Re: offline"]
        self.assertEqual(len(inbox), 1, "once")
        self.assertEqual(len(self.servers.subjects(RECEIVER, "Sent")), 1)
        answered = next(r for r in self.cli.rows("INBOX", RECEIVER) if r["id"] == row["id"])
        self.assertIn("answered", answered["flags"])


if __name__ == "__main__":
    unittest.main()
