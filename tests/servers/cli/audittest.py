#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tern-cli audit against Dovecot, with a cache that was broken on purpose."""
import sqlite3
import subprocess
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import RECEIVER, Cli, Servers, program  # noqa: E402

COUNT = 12


class AuditTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers()
        cls.addClassCleanup(cls.servers.close)

    def setUp(self):
        self.servers.empty(RECEIVER, "INBOX", "Trash")
        self.mailbox = self.servers.imap(RECEIVER)
        self.addCleanup(self.mailbox.shutdown)
        for number in range(COUNT):
            text = f"From: a@b.test\r\nSubject: audit {number}\r\nMessage-ID: <audit{number}@b.test>\r\n\r\nwörter zahl{number} 会议纪要\r\n"
            self.mailbox.append("INBOX", "(\\Seen)" if number % 2 else None, None, text.encode())
        self.mailbox.select("INBOX")
        self.before = self.server_state()
        self.cli = Cli(program())
        self.addCleanup(self.cli.close)
        self.cli.add_account(self.servers, RECEIVER)
        self.cli.run("sync", "--bodies", "all")

    def server_state(self) -> list:
        _, data = self.mailbox.fetch("1:*", "(UID FLAGS RFC822.SIZE)")
        return [line.replace(b" \\Recent", b"").replace(b"\\Recent", b"") for line in data]

    def uids(self) -> list[int]:
        return [int(u) for u in self.mailbox.uid("search", "ALL")[1][0].split()]

    def damage(self, sql: str, database: str = "cache.db") -> None:
        with sqlite3.connect(self.cli.profile / database) as connection:
            connection.executescript(sql)
        connection.close()

    def audit(self, *words: str) -> tuple[list[dict], dict]:
        lines = self.cli.run("audit", *words)
        self.assertEqual(lines[-1]["event"], "summary")
        return lines[:-1], lines[-1]

    def test_sound(self):
        findings, summary = self.audit()
        self.assertEqual(findings, [])
        messages = summary["messages"]
        self.assertGreaterEqual(messages, COUNT)
        for key in ("bodies", "bodies_intact", "headers_indexed", "texts_indexed", "compared"):
            self.assertEqual(summary[key], messages, key)
        self.assertGreater(summary["folders"], 3)
        self.assertGreater(summary["bytes_on_disk"], 10_000)
        self.assertEqual([summary[k] for k in ("pending", "stale", "damaged", "repaired")], [0, 0, 0, 0])
        self.assertEqual(summary["listed"], summary["compared"])
        self.assertEqual(summary["stored_bytes"], summary["server_bytes"])

    def test_sizes_are_the_servers(self):
        def inbox() -> dict:
            return next(f for f in self.cli.run("folders", "--account", RECEIVER) if f["wire_name"] == "INBOX")

        _, data = self.mailbox.status("INBOX", "(MESSAGES SIZE)")
        told = int(data[0].split(b"SIZE ")[1].rstrip(b")"))
        self.assertEqual((inbox()["server_messages"], inbox()["server_bytes"], inbox()["server_bytes_by"]), (COUNT, told, "server"))
        self.mailbox.append("INBOX", None, None, b"Subject: large\r\n\r\n" + 9_000 * b"x\r\n")
        self.cli.run("sync", "--folder", "INBOX", "--account", RECEIVER)
        self.assertGreater(inbox()["server_bytes"], told + 27_000)
        # What is listed and not fetched is of the server's mail and not of what is stored.
        _, summary = self.audit("--folder", "INBOX", "--account", RECEIVER)
        self.assertEqual((summary["listed"], summary["server_bytes"]), (COUNT + 1, inbox()["server_bytes"]))
        self.assertLess(summary["stored_bytes"], summary["server_bytes"] - 27_000)

    def test_damage_is_named_and_repaired(self):
        uids = self.uids()
        self.damage(f"""
            DELETE FROM placement WHERE uid = {uids[0]} AND mailbox = (SELECT id FROM mailbox WHERE wire_name = 'INBOX');
            UPDATE placement SET server_flags = 4, flags = 4, flagged = 1 WHERE uid = {uids[2]};
            UPDATE placement SET size = 5 WHERE uid = {uids[4]};
            UPDATE placement SET shown_in = NULL WHERE uid = {uids[6]};""")
        broken = sqlite3.connect(self.cli.profile / "cache.db").execute(
            "SELECT message FROM placement WHERE uid IN (?, ?) ORDER BY uid", uids[8:10]).fetchall()
        # One body that isn't where it should be, another one lost. (A flipped byte takes all the messages of its pack.)
        self.damage(f"UPDATE body SET at = at + 1000000000 WHERE message = {broken[0][0]};"
                    f"DELETE FROM body WHERE message = {broken[1][0]};", "content.db")
        inbox = [(uids[0], "missing_here", "damaged"), (uids[2], "flags", "damaged"), (uids[4], "size", "damaged"), (uids[6], "shown", "damaged"),
                 (None, "counts", "damaged"), (uids[8], "body", "damaged"), (uids[9], "body", "damaged")]
        findings, summary = self.audit()
        self.assertEqual([(f["uid"], f["kind"], f["why"]) for f in findings], inbox)
        for finding in findings:
            self.assertEqual(set(finding), {"account", "mailbox", "kind", "why", "uid", "local", "server", "repaired"})
            self.assertEqual((finding["account"], finding["mailbox"], finding["repaired"]), (RECEIVER, "INBOX", False))
        flags = findings[1]
        self.assertEqual((flags["local"], flags["server"]), ("\\Flagged", "-"))
        self.assertEqual(findings[2]["local"], "5")
        self.assertEqual((summary["damaged"], summary["repaired"]), (len(inbox), 0))

        findings, summary = self.audit("--repair")
        self.assertEqual([(f["uid"], f["kind"], f["repaired"]) for f in findings], [(uid, kind, True) for uid, kind, _ in inbox])
        self.assertEqual(summary["repaired"], len(inbox))
        self.cli.run("sync", "--bodies", "all")
        findings, summary = self.audit()
        self.assertEqual(findings, [])
        self.assertEqual(summary["bodies_intact"], summary["messages"])
        self.assertEqual(self.server_state(), self.before, "the server's mail is as it was")
        rows = self.cli.rows("INBOX", RECEIVER)
        self.assertEqual(sorted(r["subject"] for r in rows), sorted(f"audit {n}" for n in range(COUNT)))
        for row in rows:
            self.assertIn("会议纪要", self.cli.run("show", row["id"])[0]["text"])

    def test_changes_elsewhere_and_no_server(self):
        uids = self.uids()
        rows = {r["uid"]: r["id"] for r in self.cli.rows("INBOX", RECEIVER)}
        self.mailbox.uid("STORE", str(uids[0]), "+FLAGS", "(\\Flagged)")
        self.mailbox.uid("STORE", str(uids[1]), "+FLAGS", "(\\Deleted)")
        self.mailbox.uid("EXPUNGE", str(uids[1]))
        self.mailbox.append("INBOX", None, None, b"Subject: new\r\n\r\nx\r\n")
        findings, summary = self.audit()
        self.assertEqual([(f["uid"], f["kind"], f["why"]) for f in findings],
                         [(uids[0], "flags", "stale"), (uids[1], "missing_there", "stale"), (uids[-1] + 1, "missing_here", "stale")])
        self.assertEqual(summary["stale"], 3)

        self.servers.command("stop-servers")
        try:
            self.cli.run("flag", rows[uids[3]], "+flagged")
            findings = self.cli.run("audit", code=1)
            self.assertIn(RECEIVER, self.cli.errors)
            self.assertEqual(findings[-1]["folders"], 0)
            self.assertGreaterEqual(findings[-1]["bodies_intact"], COUNT, "what is here can be looked at without a server")
            self.assertEqual(len(self.cli.run("operations")), 1, "an audit keeps what waits")
        finally:
            self.servers.command("start-servers")
        self.cli.run("sync")
        findings, _ = self.audit()
        self.assertEqual(findings, [])

    def test_people_get_a_table(self):
        words = [w for w in self.cli.command("audit") if w != "--json"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("folders", done.stdout)
        self.assertIn("100.0 %", done.stdout)
        self.assertEqual(subprocess.run([*words, "what"], capture_output=True, text=True, timeout=60).returncode, 2)


if __name__ == "__main__":
    unittest.main()
