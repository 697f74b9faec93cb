#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts real mail servers for tests and the demo: Dovecot (IMAP, POP3, LMTP), aiosmtpd (submission); Postfix, Exim, OpenSMTPD and Cyrus if asked.

Prints one JSON object on standard output when every port accepts, then serves until SIGTERM, SIGINT or the end of
standard input (so that servers never outlive a test; `--no-stdin` for use by hand). Everything lives in one
`/tmp/tern-XXXX`, which is removed at the end unless `--keep`. Run it with the system's own Python (/usr/bin/python3).

A line on standard input is a command, answered by one JSON line `{"done": "…"}` or `{"error": "…"}`:
    stop-servers       every server ends; ports stay reserved (a client is refused), mail stays
    start-servers      the same servers, ports and mail again
    kill-connections   every client's connection breaks at once; the servers go on
    revoke-tokens      with --oauth: every access token that was shown so far ends
    quit

The object:
    {"dir": …, "ca": PEM, "imap": {"tls", "starttls", "plain"}, "pop3": {the same}, "smtp": {the same}, "lmtp": port, "dovecot_submission": {"tls", "starttls"} or null,
     "postfix": {"starttls": port, "tls": port, "plain": port, "tools": "command prefix", "log": file, "international": mbox file of 中文@qq.test} or null,
     "exim": {"starttls": port, "tls": port, "log": file, "international": the same} or null, "opensmtpd": {"starttls": port, "tls": port, "log": file} or null,
     "cyrus": {"tls": port, "plain": port, "log": file} or null, "tls_cases": {"expired": {"imap": port, "smtp": port, "ca": PEM}, …},
     "accounts": [{"email", "user", "password_file"}], "doveadm": "command prefix", "mail": folder, "log": file}
Passwords are only in their files (0600). Only loopback is listened on. Recipients `full@…` and `defer@…` get a 452,
unknown ones Dovecot's 550.
"""
import argparse
import contextlib
import json
import os
import secrets
import select
import shlex
import signal
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from ternservers import cyrus, dovecot, exim, opensmtpd, packages, place, privateroot  # noqa: E402
from ternservers.certificates import CASES, Authority  # noqa: E402
from ternservers.submission import BadTls, Submission, server_context  # noqa: E402
from ternservers.tokens import TokenServer  # noqa: E402

ACCOUNTS = ["sender@163.test", "receiver@qq.test"]


class Servers:
    """All of them, started. A context manager; close() leaves nothing behind (but the folder, with `keep`)."""

    def __init__(self, options: argparse.Namespace):
        self._keep = options.keep
        self._stack = contextlib.ExitStack()
        with contextlib.ExitStack() as undo:
            folder = place.Folder()
            undo.callback(self._remove, folder)
            self._build(options, folder, undo)
            self._stack = undo.pop_all()

    def _build(self, options: argparse.Namespace, folder: place.Folder, undo: contextlib.ExitStack) -> None:
        self.folder = folder.path
        runner = place.Runner()
        authority = Authority(folder.path / "ca")
        good = authority.server()
        cases = {case: authority.bad(case) for case in options.tls_case}
        runner.own(folder.path / "ca")
        self.accounts = self._accounts(options)
        self.tokens = TokenServer() if options.oauth else None
        extra = options.dovecot_conf
        if self.tokens:
            undo.callback(self.tokens.close)
            extra += "\n" + self.tokens.dovecot_settings(folder.path)
        self.dovecot = dovecot.Dovecot(folder.path, runner, good, dovecot.Options(
            capability=options.capability, max_connections=options.max_connections, extra=extra,
            submission=options.dovecot_submission, accounts=self.accounts))
        undo.callback(self.dovecot.close)
        passwords = {a.email.lower(): a.password for a in self.accounts}
        self.submission = Submission(good, passwords, self.dovecot.ports["lmtp"], options.max_size,
                                     self.tokens.owner if self.tokens else None)
        undo.callback(self.submission.close)
        if options.dovecot_submission:
            self.dovecot.relay_through(self.submission.ports["plain"], self.accounts[0])
        self._parts = [*([self.tokens] if self.tokens else []), self.dovecot, self.submission]
        self.tls_cases = {}
        for case, pair in cases.items():
            ports = {}
            for protocol, target in (("imap", self.dovecot.ports["imap_plain"]),
                                     ("smtp", self.submission.ports["plain"])):
                listener = BadTls(server_context(pair), target)
                undo.callback(listener.close)
                self._parts.append(listener)
                ports[protocol] = listener.port
            trusted = pair.certificate if case == "selfsigned" else authority.certificate
            self.tls_cases[case] = {**ports, "ca": str(trusted)}
        self.postfix = None
        if options.postfix:
            from ternservers.postfix import Postfix
            self.postfix = Postfix(folder.path, good, self.dovecot.ports["lmtp"], self.dovecot.auth_socket,
                                   options.max_size, [a.email for a in self.accounts])
            undo.callback(self.postfix.close)
            self._parts.append(self.postfix)
        self.exim = self.opensmtpd = None
        if options.exim:
            self.exim = self._peer(exim.Exim, good, options, undo)
        if options.opensmtpd:
            self.opensmtpd = self._peer(opensmtpd.OpenSmtpd, good, options, undo)
        self.cyrus = None
        if options.cyrus:
            self.cyrus = cyrus.Cyrus(folder.path, runner, good, cyrus.Options(extra=options.cyrus_conf, accounts=self.accounts))
            undo.callback(self.cyrus.close)
            self._parts.append(self.cyrus)
        self.start()
        self.description = self._describe(authority)

    def _peer(self, kind, pair, options: argparse.Namespace, undo: contextlib.ExitStack):
        peer = kind(self.folder, pair, self.dovecot.ports["lmtp"], options.max_size, self.accounts)
        undo.callback(peer.close)
        self._parts.append(peer)
        return peer

    def start(self) -> None:
        for part in self._parts:
            part.start()

    def stop(self) -> None:
        for part in reversed(self._parts):
            part.stop()

    def kill_connections(self) -> None:
        for part in (self.submission, self.dovecot, *([self.cyrus] if self.cyrus else [])):
            part.kill_connections()

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> "Servers":
        return self

    def __exit__(self, *_error) -> None:
        self.close()

    def _accounts(self, options: argparse.Namespace) -> list[dovecot.Account]:
        quotas = dict(q.partition("=")[::2] for q in options.quota)
        accounts = []
        folder = self.folder / "passwords"
        folder.mkdir(mode=0o700)
        for email in [*ACCOUNTS, *options.user]:
            account = dovecot.Account(email, secrets.token_urlsafe(12), quotas.pop(email, None))
            with open(os.open(folder / email, os.O_CREAT | os.O_WRONLY, 0o600), "w", encoding="ascii") as out:
                out.write(account.password + "\n")
            accounts.append(account)
        if quotas:
            raise SystemExit(f"--quota: no such account: {', '.join(quotas)}")
        return accounts

    def _describe(self, authority: Authority) -> dict:
        ports = self.dovecot.ports

        def three(name: str) -> dict:
            return {kind: ports[f"{name}_{kind}"] for kind in ("tls", "starttls", "plain")}

        return {
            "dir": str(self.folder), "ca": str(authority.certificate), "imap": three("imap"), "pop3": three("pop3"),
            "smtp": dict(self.submission.ports), "lmtp": ports["lmtp"],
            "dovecot_submission": {kind: ports[f"submission_{kind}"] for kind in ("tls", "starttls")} if "submission_tls" in ports else None,
            "postfix": self.postfix.description() if self.postfix else None,
            "exim": self.exim.description() if self.exim else None,
            "opensmtpd": self.opensmtpd.description() if self.opensmtpd else None,
            "cyrus": self.cyrus.description() if self.cyrus else None, "tls_cases": self.tls_cases,
            "accounts": [{"email": a.email, "user": a.email, "password_file": str(self.folder / "passwords" / a.email)}
                         for a in self.accounts],
            "doveadm": shlex.join(self.dovecot.doveadm()), "mail": str(self.dovecot.mail),
            "log": str(self.dovecot.log)}

    def _remove(self, folder: place.Folder) -> None:
        if self._keep:
            (folder.path / ".keep").touch()
        else:
            folder.remove()


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--user", action="append", default=[], metavar="EMAIL", help="one more account (repeatable)")
    p.add_argument("--quota", action="append", default=[], metavar="EMAIL=SIZE", help="e.g. receiver@qq.test=100k")
    p.add_argument("--capability", help='IMAP capabilities to advertise: all of them, or "-MOVE -UIDPLUS" to take away')
    p.add_argument("--max-connections", type=int, default=50, help="IMAP connections of one user from one address")
    p.add_argument("--max-size", type=int, default=50_000_000, metavar="BYTES", help="the largest message that the SMTP servers take")
    p.add_argument("--dovecot-submission", action="store_true", help="Dovecot's own submission server too, in front of the other")
    p.add_argument("--dovecot-conf", default="", metavar="TEXT", help="more lines for dovecot.conf")
    p.add_argument("--tls-case", action="append", default=[], choices=CASES, help="listeners with a bad certificate")
    p.add_argument("--oauth", action="store_true", help="SCRAM, CRAM-MD5, OAUTHBEARER and XOAUTH2 too; a token is ADDRESS:access-NUMBER")
    p.add_argument("--postfix", action="store_true", help="Postfix too (root only)")
    p.add_argument("--exim", action="store_true", help="Exim too (root only)")
    p.add_argument("--opensmtpd", action="store_true", help="OpenSMTPD too (root only)")
    p.add_argument("--cyrus", action="store_true", help="Cyrus too, with the same accounts and none of the mail")
    p.add_argument("--cyrus-conf", default="", metavar="TEXT", help="more lines for Cyrus's imapd.conf")
    p.add_argument("--seed", action="store_true", help="fill the mailboxes: a hundred messages worth looking at")
    p.add_argument("--now", metavar="ISO", help="the moment that the seeds' dates end at")
    p.add_argument("--bulk", type=int, default=0, metavar="N", help="N varied messages in receiver's folder Bulk")
    p.add_argument("--bulk-folder", default="Bulk", metavar="NAME", help="another folder for them")
    p.add_argument("--keep", action="store_true", help="leave the folder")
    p.add_argument("--no-stdin", action="store_true", help="don't end with standard input")
    p.add_argument("--prepare", action="store_true", help="only download and unpack what is needed")
    return p


def main() -> int:
    options = parser().parse_args()
    try:
        if options.prepare:
            packages.unpacked("dovecot", packages.DOVECOT)
            if options.dovecot_submission:
                packages.unpacked("dovecot-sending", packages.DOVECOT_SENDING)
            if options.postfix:
                packages.unpacked("postfix", packages.POSTFIX)
            if options.exim:
                packages.unpacked("exim", packages.EXIM)
            if options.opensmtpd:
                packages.unpacked("opensmtpd", packages.OPENSMTPD)
            if options.cyrus:
                packages.unpacked("cyrus", packages.CYRUS)
            return 0
        if options.postfix and os.geteuid() != 0:
            print("tern_servers: Postfix needs root", file=sys.stderr)
            return 2
        if (options.exim or options.opensmtpd) and not privateroot.allowed():
            print("tern_servers: Exim and OpenSMTPD need root, and a machine that allows mounts of one's own", file=sys.stderr)
            return 2
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, _end)
        begin = time.monotonic()
        with Servers(options) as servers:
            servers.description["seconds"] = round(time.monotonic() - begin, 3)
            if options.seed or options.bulk:
                import seed
                seed.fill(servers.description, demo=options.seed, bulk=options.bulk, now=options.now, folder=options.bulk_folder)
            _say(servers.description)
            _serve(servers, options.no_stdin)
    except (packages.PackageError, RuntimeError, OSError) as error:
        print(f"tern_servers: {error}", file=sys.stderr)
        return 1
    return 0


def _end(_number, _frame) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit(0)


def _say(answer: dict) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def _serve(servers: Servers, no_stdin: bool) -> None:
    if no_stdin:
        while True:
            select.select([], [], [])
    buffered = b""
    while True:
        data = os.read(0, 4096)
        if not data:
            return
        *lines, buffered = (buffered + data).split(b"\n")
        for line in lines:
            command = line.decode("utf-8", "replace").strip()
            if command == "quit":
                return
            _say(_obey(servers, command))


def _obey(servers: Servers, command: str) -> dict:
    actions = {"stop-servers": servers.stop, "start-servers": servers.start,
               "kill-connections": servers.kill_connections}
    if servers.tokens:
        actions["revoke-tokens"] = servers.tokens.revoke
    if command not in actions:
        return {"error": f"unknown command: {command}"}
    try:
        actions[command]()
    except (RuntimeError, OSError) as error:
        return {"error": str(error)}
    return {"done": command}


if __name__ == "__main__":
    sys.exit(main())
