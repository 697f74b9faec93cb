#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""POP3 and local accounts through tern-cli, against a real Dovecot and another client of the same maildrop (Python's poplib)."""
import poplib
import ssl
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import RECEIVER, SENDER, Cli, Servers, program  # noqa: E402


def message(name: str, body: str = "text\r\n") -> bytes:
    return (f"From: Li Na <li@qq.test>\r\nTo: {SENDER}\r\nSubject: {name}\r\nDate: Mon, 23 Nov 2026 09:41:02 +0800\r\n"
            f"Message-ID: <{name}@pop.test>\r\n\r\n{body}").encode()


class Pop3Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers()
        cls.addClassCleanup(cls.servers.close)

    def setUp(self):
        self.servers.empty(SENDER, "INBOX", "Sent", "Drafts", "Trash")
        self.servers.empty(RECEIVER, "INBOX", "Work", "Trash")
        self.cli = Cli(program())
        self.addCleanup(self.cli.close)

    def add(self, *more: str, security: str = "tls") -> dict:
        about = self.servers.about
        return self.cli.run("account", "add", "--email", SENDER, "--pop3", f"localhost:{about['pop3'][security]}:{security}",
                            "--smtp", f"localhost:{about['smtp']['tls']}:tls", "--user", SENDER, "--password-file",
                            self.servers.password_file(SENDER), "--ca-file", about["ca"], *more)[0]

    def deliver(self, *names: str, email: str = SENDER) -> None:
        client = self.servers.imap(email)
        for name in names:
            client.append("INBOX", None, None, message(name))
        client.logout()

    def maildrop(self) -> poplib.POP3_SSL:
        """A client of its own."""
        client = poplib.POP3_SSL("localhost", self.servers.about["pop3"]["tls"],
                                 context=ssl.create_default_context(cafile=self.servers.about["ca"]))
        client.user(SENDER)
        client.pass_(Path(self.servers.password_file(SENDER)).read_text().strip())
        return client

    def left(self) -> int:
        client = self.maildrop()
        count = client.stat()[0]
        client.quit()
        return count

    def subjects(self, folder: str = "INBOX", account: str = SENDER) -> list[str]:
        return sorted(row["subject"] for row in self.cli.rows(folder, account))

    def id(self, subject: str, folder: str = "INBOX", account: str = SENDER) -> str:
        return str(next(row["id"] for row in self.cli.rows(folder, account) if row["subject"] == subject))

    def source(self, identifier: str) -> bytes:
        import subprocess
        words = [program(), "--profile", str(self.cli.profile), "show", identifier, "--source"]
        return subprocess.run(words, capture_output=True, check=True, timeout=60).stdout

    def test_fetches_and_leaves(self):
        for security in ("tls", "starttls", "plain"):
            self.assertEqual(self.add(security=security)["pop3"]["security"], security)
            self.cli.run("account", "remove", SENDER)
        account = self.add()
        self.assertEqual((account["kind"], account["leave"], account["imap"]), ("pop3", "always", None))
        self.deliver("a", "b")
        self.assertEqual(self.cli.run("sync")[-1]["messages"], 2)
        self.assertEqual(self.cli.run("sync")[-1]["messages"], 0)
        self.deliver("c")
        self.assertEqual(self.cli.run("sync", "--bodies", "all")[-1]["messages"], 1)
        self.assertEqual(self.subjects(), ["a", "b", "c"])
        self.assertEqual(self.left(), 3)
        self.assertEqual(self.source(self.id("b")), message("b"))
        self.assertEqual([row["subject"] for row in self.cli.run("search", "text", "--account", SENDER)].count("a"), 1)
        steps = self.cli.run("doctor", "--account", SENDER)
        self.assertTrue(all(step["ok"] for step in steps), steps)
        self.assertIn("maildrop, 3 messages", [step["detail"] for step in steps])
        self.assertEqual(self.cli.run("audit")[-1].get("differences", 0), 0)

    def test_is_visited_as_often_as_one_says(self):
        self.assertEqual(self.add()["visit_minutes"], 5)
        self.cli.run("account", "remove", SENDER)
        self.assertEqual(self.add("--visit-every", "30")["visit_minutes"], 30)
        changed = self.cli.run("account", "set", SENDER, "--visit-every", "90", "--leave", "7")[0]
        self.assertEqual((changed["visit_minutes"], changed["leave"]), (90, "7"))
        self.assertEqual(self.cli.run("account", "list")[0]["visit_minutes"], 90)
        for wrong in ("0", "1441", "often"):
            self.cli.run("account", "set", SENDER, "--visit-every", wrong, code=2)

    def test_removes_at_once(self):
        self.add("--leave", "never")
        self.deliver("a", "b")
        self.cli.run("sync")
        self.assertEqual(self.left(), 0)
        self.assertEqual(self.subjects(), ["a", "b"])
        self.deliver("c")
        self.cli.run("sync")
        self.assertEqual(self.left(), 0)
        self.assertEqual(self.subjects(), ["a", "b", "c"])

    def test_removes_what_is_deleted_here(self):
        self.add()
        self.deliver("a", "b")
        self.cli.run("sync")
        self.cli.run("delete", self.id("a"))
        self.assertEqual(self.subjects("Trash"), ["a"])
        self.cli.run("sync")
        self.assertEqual(self.left(), 1)
        self.cli.run("undo")
        self.assertEqual(self.subjects(), ["a", "b"])
        self.cli.run("sync")
        self.assertEqual((self.subjects(), self.left()), (["a", "b"], 1))

    def test_leaves_what_is_deleted_here_when_told_to(self):
        self.add("--leave-deleted")
        self.deliver("a")
        self.cli.run("sync")
        self.cli.run("delete", self.id("a"))
        self.cli.run("delete", self.id("a", "Trash"))
        self.cli.run("sync")
        self.assertEqual((self.left(), self.subjects(), self.subjects("Trash")), (1, [], []))

    def test_shares_the_maildrop(self):
        self.add()
        self.deliver("a", "b", "c")
        self.cli.run("sync")
        other = self.maildrop()
        # Dovecot lets two in; what the other removes is gone there and stays here.
        other.dele(1)
        other.quit()
        self.deliver("d")
        self.cli.run("sync")
        self.assertEqual((self.subjects(), self.left()), (["a", "b", "c", "d"], 3))

    def test_folders(self):
        self.add()
        self.deliver("a", "b")
        self.cli.run("sync")
        self.cli.run("folder", "create", "项目/Old", "--account", SENDER)
        self.cli.run("move", self.id("a"), "项目/Old")
        self.cli.run("folder", "rename", "项目", "Work", "--account", SENDER)
        self.assertEqual(self.subjects("Work/Old"), ["a"])
        self.cli.run("flag", self.id("a", "Work/Old"), "+seen", "+flagged")
        self.cli.run("copy", self.id("a", "Work/Old"), "INBOX")
        self.assertEqual(self.subjects(), ["a", "b"])
        # Nothing waits for a server.
        self.assertEqual(self.cli.run("operations"), [])
        self.cli.run("folder", "delete", "Work", "--account", SENDER, code=1)
        self.cli.run("folder", "delete", "Work/Old", "--account", SENDER)
        self.assertEqual(self.subjects("Trash"), ["a"])
        self.assertEqual(self.cli.rows("Trash", SENDER)[0]["flags"], ["seen", "flagged"])
        folders = {row["path"]: row for row in self.cli.run("folders", "--account", SENDER)}
        self.assertNotIn("Work/Old", folders)
        self.assertEqual(folders["INBOX"]["total"], 2)

    def test_outlives_its_caches(self):
        self.add("--leave", "never")
        self.deliver("a", "b")
        self.cli.run("sync", "--bodies", "all")
        self.cli.run("folder", "create", "Kept", "--account", SENDER)
        self.cli.run("move", self.id("a"), "Kept")
        self.cli.run("flag", self.id("a", "Kept"), "+flagged")
        for name in ("cache.db", "content.db"):
            (self.cli.profile / name).unlink()
        self.cli.run("sync", "--bodies", "all")
        self.assertEqual((self.subjects(), self.subjects("Kept")), (["b"], ["a"]))
        self.assertEqual(self.cli.rows("Kept", SENDER)[0]["flags"], ["flagged"])
        self.assertEqual(self.source(self.id("a", "Kept")), message("a"))
        self.assertEqual([row["subject"] for row in self.cli.run("search", "text", "--account", SENDER)].count("a"), 1)

    def test_moves_to_a_server_and_back(self):
        self.add()
        self.cli.add_account(self.servers, RECEIVER, "tls")
        self.deliver("a", "b")
        self.deliver("far", email=RECEIVER)
        self.cli.run("sync")
        self.cli.run("move", self.id("a"), "INBOX", "--account", RECEIVER)
        self.cli.run("sync")
        self.assertEqual(sorted(self.servers.subjects(RECEIVER, "INBOX")), [b"Message-ID: <a@pop.test>", b"Message-ID: <far@pop.test>"])
        self.assertEqual(self.subjects(), ["b"])
        self.assertEqual(self.left(), 1)
        self.cli.run("copy", self.id("b"), "INBOX", "--account", RECEIVER)
        self.cli.run("move", self.id("far", account=RECEIVER), "Archive", "--account", SENDER)
        self.cli.run("sync")
        self.assertEqual(self.cli.run("operations"), [])
        self.assertEqual(self.subjects("Archive"), ["far"])
        self.assertEqual(self.subjects(account=RECEIVER), ["a", "b"])
        self.assertEqual(sorted(self.servers.subjects(RECEIVER, "INBOX")), [b"Message-ID: <a@pop.test>", b"Message-ID: <b@pop.test>"])
        self.assertEqual(self.source(self.id("far", "Archive")), message("far"))
        # And once more, until nothing changes.
        self.cli.run("sync")
        self.assertEqual((self.subjects(), self.subjects("Archive"), self.subjects(account=RECEIVER)), (["b"], ["far"], ["a", "b"]))

    def test_local_folders(self):
        local = self.cli.run("account", "add", "--local", "--name", "本地文件夹")[0]
        self.assertEqual((local["kind"], local["imap"], local["smtp"]), ("local", None, None))
        self.add()
        self.deliver("a", "b")
        self.cli.run("sync")
        self.cli.run("folder", "create", "2026/十一月", "--account", "本地文件夹")
        self.cli.run("move", self.id("a"), "2026/十一月", "--account", "本地文件夹")
        self.assertEqual(self.subjects("2026/十一月", "本地文件夹"), ["a"])
        self.assertEqual(self.cli.run("operations"), [])
        self.cli.run("sync")
        # It was moved, not deleted: the server still has it.
        self.assertEqual(self.left(), 2)
        self.cli.run("account", "remove", SENDER)
        self.assertEqual(self.source(self.id("a", "2026/十一月", "本地文件夹")), message("a"))
        self.cli.run("delete", self.id("a", "2026/十一月", "本地文件夹"))
        self.assertEqual(self.subjects("Trash", "本地文件夹"), ["a"])

    def test_sends_and_keeps_the_copy(self):
        self.add()
        file = self.cli.path("sent.eml")
        file.write_bytes(message("sent").replace(b"Li Na <li@qq.test>", SENDER.encode()))
        self.cli.run("send", file, "--from", SENDER, "--to", RECEIVER)
        self.assertEqual(self.subjects("Sent"), ["sent"])
        self.assertEqual(self.servers.subjects(RECEIVER, "INBOX"), [b"Message-ID: <sent@pop.test>"])

    def test_imports_and_exports(self):
        self.add()
        file = self.cli.path("in.eml")
        file.write_bytes(message("in"))
        self.cli.run("import", file, "Archive", "--account", SENDER)
        self.assertEqual(self.subjects("Archive"), ["in"])
        self.assertEqual(self.source(self.id("in", "Archive")), message("in"))

    def test_wrong_password_and_usage(self):
        wrong = self.cli.path("wrong")
        wrong.write_text("nonsense\n")
        about = self.servers.about
        endpoint = f"localhost:{about['pop3']['tls']}:tls"
        self.cli.run("account", "add", "--email", SENDER, "--pop3", endpoint, "--smtp", f"localhost:{about['smtp']['tls']}:tls", "--user",
                     SENDER, "--password-file", str(wrong), "--ca-file", about["ca"], code=1)
        self.assertIn("user name or password", self.cli.errors)
        for words in (["--pop3", endpoint, "--imap", endpoint], ["--pop3", endpoint, "--leave", "sometimes"], ["--pop3", "nonsense"]):
            self.cli.run("account", "add", "--email", SENDER, "--password-file", str(wrong), *words, code=2)
        self.cli.run("account", "add", "--local", code=2)

    def test_trace_shows_the_dialogue_without_secrets(self):
        self.add()
        self.deliver("a")
        file = self.cli.path("trace.txt")
        self.cli.run("trace", "--output", file, "--", "sync")
        text = file.read_text()
        self.assertIn("RETR 1", text)
        self.assertIn("[secret]", text)
        self.assertNotIn(Path(self.servers.password_file(SENDER)).read_text().strip(), text)


if __name__ == "__main__":
    unittest.main()
