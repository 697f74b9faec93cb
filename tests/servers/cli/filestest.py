#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""export, import, doctor, trace and help through tern-cli, against real servers."""
import mailbox
import platform
import subprocess
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import RECEIVER, SENDER, Cli, Servers, program  # noqa: E402

MESSAGES = [b"From: a@b.test\r\nSubject: one\r\nMessage-ID: <one@b.test>\r\n\r\nFrom the beginning\r\n>From quoted\r\n>>From twice\r\n\r\nFrom behind an empty line\r\n",
            "From: Wáng <w@b.test>\r\nSubject: 第二封\r\nMessage-ID: <two@b.test>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n会议纪要\r\n".encode(),
            b"Subject: no end of line\r\nMessage-ID: <three@b.test>\r\n\r\nlast line"]


class FilesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers("--tls-case", "expired")
        cls.addClassCleanup(cls.servers.close)

    def setUp(self):
        self.cli = Cli(program())
        self.addCleanup(self.cli.close)
        self.servers.empty(RECEIVER, "INBOX", "Trash")
        client = self.servers.imap(RECEIVER)
        for number, raw in enumerate(MESSAGES):
            client.append("INBOX", "(\\Seen \\Flagged)" if number == 1 else None, None, raw)
        client.logout()
        self.cli.add_account(self.servers, RECEIVER)
        self.cli.run("sync")

    def raws(self, folder: str) -> list[bytes]:
        client = self.servers.imap(RECEIVER)
        client.select(folder, readonly=True)
        _, data = client.fetch("1:*", "(BODY.PEEK[])")
        client.logout()
        return sorted(part[1] for part in data if isinstance(part, tuple))

    def test_mbox_there_and_back(self):
        file = self.cli.path("all.mbox")
        self.assertEqual(self.cli.run("export", "INBOX", "--mbox", file)[-1], {"event": "done", "exported": 3, "skipped": 0})
        # Another program reads three messages in it.
        box = mailbox.mbox(file)
        self.assertEqual(sorted(m["Message-ID"] for m in box), ["<one@b.test>", "<three@b.test>", "<two@b.test>"])
        box.close()
        self.cli.run("export", "INBOX", "--mbox", file, code=1)
        self.assertIn("all.mbox", self.cli.errors, "an existing file is not written over")
        self.cli.run("folder", "create", "Back", "--account", RECEIVER)
        self.assertEqual(self.cli.run("import", file, "Back")[-1], {"event": "done", "imported": 3, "skipped": 0})
        before = [r if r.endswith(b"\r\n") else r + b"\r\n" for r in self.raws("INBOX")]
        self.assertEqual(self.raws("Back"), sorted(before))
        self.assertEqual(len(self.cli.rows("Back", RECEIVER)), 3)
        self.cli.run("folder", "delete", "Back", "--account", RECEIVER)

    def test_maildir_keeps_flags(self):
        folder = self.cli.path("maildir")
        self.cli.run("export", "INBOX", "--maildir", folder)
        box = mailbox.Maildir(folder, create=False)
        self.assertEqual({m["Message-ID"]: m.get_flags() for m in box}, {"<one@b.test>": "", "<two@b.test>": "FS", "<three@b.test>": ""})
        self.cli.run("folder", "create", "Dir", "--account", RECEIVER)
        self.cli.run("import", folder, "Dir")
        rows = {r["subject"]: r["flags"] for r in self.cli.rows("Dir", RECEIVER)}
        self.assertEqual(rows["第二封"], ["seen", "flagged"])
        self.assertEqual(rows["one"], [])
        self.cli.run("folder", "delete", "Dir", "--account", RECEIVER)

    def test_eml_files_and_what_is_skipped(self):
        folder = self.cli.path("eml")
        row = self.cli.rows("INBOX", RECEIVER)[0]
        self.assertEqual(self.cli.run("export", row["id"], "--eml", folder)[-1]["exported"], 1)
        self.assertIn((folder / "000001.eml").read_bytes(), MESSAGES)
        (folder / "empty.eml").touch()
        (folder / "notes.txt").write_text("x")
        self.cli.run("folder", "create", "Eml", "--account", RECEIVER)
        lines = self.cli.run("import", folder, "Eml", code=1)
        self.assertEqual(lines[-1], {"event": "done", "imported": 1, "skipped": 2})
        self.assertEqual(sorted(Path(line["what"]).name for line in lines[:-1]), ["empty.eml", "notes.txt"])
        self.assertIn("it is empty", self.cli.errors)
        self.cli.run("import", self.cli.path("nothing"), "Eml", code=1)
        self.assertIn("not found", self.cli.errors)
        self.cli.run("folder", "delete", "Eml", "--account", RECEIVER)
        for words in (["export", "INBOX"], ["export", "INBOX", "--mbox", "a", "--eml", "b"], ["import", "x"]):
            self.cli.run(*words, code=2)

    def test_doctor_goes_the_way_step_by_step(self):
        steps = self.cli.run("doctor")
        way = [(s["server"], s["step"]) for s in steps]
        self.assertEqual(way, [("imap", s) for s in ("dns", "tcp", "greeting", "tls", "capabilities", "sign_in", "id", "select")]
                         + [("smtp", s) for s in ("dns", "tcp", "greeting", "tls", "capabilities", "sign_in", "mail_from")])
        for step in steps:
            self.assertEqual(set(step), {"account", "server", "addresses", "step", "ok", "ms", "detail", "advice"})
            self.assertTrue(step["ok"] and step["detail"] and not step["advice"], step)
        said = {(s["server"], s["step"]): s["detail"] for s in steps}
        self.assertIn("TLSv1.3", said["imap", "tls"])
        self.assertIn("IDLE", said["imap", "capabilities"])
        self.assertEqual(said["imap", "select"], "INBOX, 3 messages")
        self.assertTrue(said["smtp", "mail_from"].startswith("250 "), said["smtp", "mail_from"])

    def test_doctors_report_can_be_shown_to_others(self):
        report = self.cli.run("doctor", "--report")[0]["report"]
        for step in ("dns", "tcp", "tls", "greeting", "capabilities", "sign_in", "id", "select", "mail_from"):
            self.assertRegex(report, rf"(?m)^  {step} +ok ")
        password = Path(self.servers.password_file(RECEIVER)).read_text().strip()
        local, domain = RECEIVER.split("@")
        for hidden in (RECEIVER, local, domain, password, platform.node(), "127.0.0.1", "::1"):
            self.assertNotIn(hidden.lower(), report.lower())

    def test_doctor_says_where_it_ends_and_what_to_do(self):
        wrong = self.cli.path("password")
        wrong.write_text(Path(self.servers.password_file(SENDER)).read_text())
        about = self.servers.about
        self.cli.run("account", "add", "--email", SENDER, "--imap", f"localhost:{about['imap']['tls']}:tls", "--smtp",
                     f"localhost:{about['smtp']['tls']}:tls", "--password-file", wrong, "--ca-file", about["ca"])
        wrong.write_text("wrong\n")
        last = [s for s in self.cli.run("doctor", "--account", SENDER, code=1) if s["server"] == "imap"][-1]
        self.assertEqual((last["step"], last["ok"]), ("sign_in", False))
        self.assertIn("user name or password", last["detail"])
        self.assertIn("authorization code", last["advice"])
        self.servers.command("stop-servers")
        try:
            last = [s for s in self.cli.run("doctor", "--account", SENDER, code=1) if s["server"] == "smtp"][-1]
            self.assertEqual((last["step"], last["ok"]), ("tcp", False))
            self.assertIn("port", last["advice"])
        finally:
            self.servers.command("start-servers")
        self.cli.run("doctor", "--account", SENDER, "--email", "x@y.test", code=2)

    def test_a_certificate_that_is_none_is_named(self):
        about = self.servers.about
        words = ["account", "add", "--email", SENDER, "--imap", f"localhost:{about['imap']['tls']}:tls", "--smtp", f"localhost:{about['smtp']['tls']}:tls",
                 "--ca-file", about["ca"], "--certificate"]
        self.cli.run(*words, self.cli.path("nothing.p12"), code=1)
        self.assertIn("not found", self.cli.errors)
        self.cli.run(*words, about["ca"], code=1)
        self.assertIn("there is no private key in the file", self.cli.errors)

    def test_trace_writes_the_dialogue_without_secrets(self):
        file = self.cli.path("trace.txt")
        lines = self.cli.run("trace", "--output", file, "--", "sync", "--account", RECEIVER)
        self.assertEqual(lines[-1]["event"], "done")
        text = file.read_text(encoding="utf-8", errors="replace")
        for expected in ("IMAP localhost:", "C: ", "S: ", "[secret]", "SELECT"):
            self.assertIn(expected, text)
        self.assertNotIn(Path(self.servers.password_file(RECEIVER)).read_text().strip(), text)
        self.cli.run("trace", "--", "sync", code=2)
        self.cli.run("trace", "--output", file, code=2)
        self.cli.run("trace", "--output", file, "--", "nonsense", code=2)

    def test_help_names_every_command(self):
        words = [w for w in self.cli.command("--help") if w != "--json"]
        text = subprocess.run(words, capture_output=True, text=True, timeout=30, check=True).stdout
        for command in ("account add", "account list", "account remove", "doctor", "sync", "folders", "list", "search", "show", "parse", "compose", "send",
                        "outbox", "move", "copy", "delete", "flag", "undo", "operations", "folder create", "audit", "export", "import", "trace"):
            self.assertIn(command, text)
        self.assertIn("never from an argument", text)


if __name__ == "__main__":
    unittest.main()
