#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example that must work, end to end: in the window, against real servers, looked at by a client of another make."""
import argparse
import hashlib
import imaplib
import json
import os
import pathlib
import re
import signal
import ssl
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve()
SERVERS = HERE.parents[2] / "servers" / "tern_servers.py"
SENDER, RECEIVER = "sender@163.test", "receiver@qq.test"


class Servers:
    """tern_servers.py, commanded over its standard input."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, str(SERVERS), "--seed"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.facts = json.loads(self.process.stdout.readline())

    def command(self, name):
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "done" in answer, answer

    def password_file(self, email):
        return next(a["password_file"] for a in self.facts["accounts"] if a["email"] == email)

    def look(self, email, mailbox):
        """What an independent client sees: message-id → flags, by imaplib."""
        context = ssl.create_default_context(cafile=self.facts["ca"])
        client = imaplib.IMAP4_SSL("localhost", self.facts["imap"]["tls"], ssl_context=context)
        client.login(email, pathlib.Path(self.password_file(email)).read_text().strip())
        status, _ = client.select(mailbox, readonly=True)
        assert status == "OK", mailbox
        found = []
        _, answer = client.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID SUBJECT)])") if client.untagged_responses["EXISTS"] != [b"0"] else (0, [])
        for item in answer:
            if isinstance(item, tuple):
                header = item[1].decode(errors="replace")
                match = re.search(r"message-id:\s*<([^>]*)>", header, re.I)
                flags = re.search(rb"FLAGS \(([^)]*)\)", item[0])
                found.append((match.group(1) if match else "", flags.group(1).decode() if flags else "", header))
        client.logout()
        return found

    def end(self):
        self.process.stdin.close()
        self.process.wait(20)


def run_driver(arguments, stage, profile, *more, until=None):
    """Runs a stage; with `until`, kills the window with SIGKILL as soon as that event is printed."""
    process = subprocess.Popen([arguments.driver, stage, str(profile), arguments.pictures, *more], stdout=subprocess.PIPE, text=True)
    lines, events = [], []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith("{"):
            events.append(json.loads(line))
            if until and events[-1]["event"] == until:
                process.send_signal(signal.SIGKILL)
    code = process.wait(60)
    assert (code == -signal.SIGKILL) if until else (code == 0), (stage, code, lines[-30:])
    return lines, {event["event"]: event for event in events}


def check_dialogue(lines):
    """EHLO, STARTTLS, EHLO, AUTH PLAIN with its secret hidden, MAIL FROM, RCPT TO, DATA, 250, QUIT: in that order."""
    wanted = [r"C EHLO \[", r"C STARTTLS", r"C EHLO \[", r"C AUTH PLAIN \[secret\]", r"S 235", r"C MAIL FROM:<sender@163\.test>", r"C RCPT TO:<receiver@qq\.test>",
              r"C DATA", r"S 354", r"S 250", r"C QUIT"]
    at = 0
    for line in lines:
        if at < len(wanted) and re.match(wanted[at], line):
            at += 1
    # The send lane keeps its connection for a moment in case more is to go; QUIT may come after the window looked.
    assert at >= len(wanted) - 1, ("the console shows no", wanted[at], [l for l in lines if l[:2] in ("C ", "S ")])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--pictures", required=True)
    arguments = parser.parse_args()
    servers = Servers()
    try:
        with tempfile.TemporaryDirectory(prefix="tern-example-") as folder:
            example(arguments, servers, pathlib.Path(folder))
    finally:
        servers.end()
    print("1 passed, 0 failed")


def example(arguments, servers, folder):
    profile = folder / "profile"
    attachment = folder / "附件.xlsx"
    attachment.write_bytes(os.urandom(48_123))
    for email in (SENDER, RECEIVER):
        subprocess.run([arguments.cli, "--profile", str(profile), "account", "add", "--email", email,
                        "--imap", f"localhost:{servers.facts['imap']['tls']}:tls", "--smtp", f"localhost:{servers.facts['smtp']['starttls']}:starttls",
                        "--password-file", servers.password_file(email), "--ca-file", servers.facts["ca"]], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    lines, events = run_driver(arguments, "send", profile, str(attachment))
    assert events["arrived"]["milliseconds"] <= 2_000, events["arrived"]
    assert events["attachment"]["sha256"] == hashlib.sha256(attachment.read_bytes()).hexdigest()
    check_dialogue(lines)
    password = pathlib.Path(servers.password_file(SENDER)).read_text().strip()
    assert not any(password in line for line in lines), "the password is in the console"
    in_trash = [m for m in servers.look(RECEIVER, "Trash") if "=?" in m[2] and "163.test" in m[0] and m[0] not in [x[0] for x in servers.look(RECEIVER, "INBOX")]]
    assert in_trash, "the moved message is not in Trash on the server"
    print(f"arrived {events['arrived']['milliseconds']} ms after the 250; in Trash on the server")

    inbox_before = {email: servers.look(email, "INBOX") for email in (SENDER, RECEIVER)}
    archive_before = {email: servers.look(email, "Archive") for email in (SENDER, RECEIVER)}
    sent_before = len(servers.look(SENDER, "Sent")) + len(servers.look(RECEIVER, "Sent"))
    servers.command("stop-servers")
    _, events = run_driver(arguments, "offline", profile, until="ready to be killed")
    assert events["offline"]["waiting"] >= 2
    servers.command("start-servers")
    run_driver(arguments, "catchup", profile)

    moved = 0
    for email in (SENDER, RECEIVER):
        gone = {m[0] for m in inbox_before[email]} - {m[0] for m in servers.look(email, "INBOX")}
        archive = servers.look(email, "Archive")
        ids = [m[0] for m in archive]
        assert len(archive) == len(archive_before[email]) + len(gone), (email, "archived other than once")
        for message_id in gone:
            assert ids.count(message_id) == 1, (message_id, "is not in Archive exactly once")
            assert "\\Flagged" in next(m[1] for m in archive if m[0] == message_id), (message_id, "is not flagged")
        moved += len(gone)
    assert moved == 10, moved
    sent = [m for email in (SENDER, RECEIVER) for m in servers.look(email, "Sent")]
    assert len(sent) == sent_before + 1, "the answer was not kept in Sent exactly once"
    print("ten moved and flagged, one answer sent: once")


if __name__ == "__main__":
    main()
