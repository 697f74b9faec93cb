# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts many messages into mailboxes quickly: MULTIAPPEND [RFC 3502] with LITERAL+, on the plain loopback port."""
import base64
import socket
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

_BATCH = 500


class Mail(NamedTuple):
    """One message for a mailbox. `flags` in IMAP's words, e.g. `\\Seen \\Flagged`."""
    flags: str
    received: datetime
    content: bytes


class Appender:
    """A signed-in connection. RuntimeError when the server says anything but OK."""

    def __init__(self, port: int, user: str, password: str):
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._file = self._socket.makefile("rb")
        self._file.readline()
        self._command(f'LOGIN "{user}" "{password}"')

    def create(self, mailbox: str) -> None:
        """Creates and subscribes to a folder (with its parents), given by its text name. There already is fine."""
        name = modified_utf7(mailbox)
        for word in ("CREATE", "SUBSCRIBE"):
            answer = self._command(f'{word} "{name}"', check=word != "CREATE")
            if "NO" in answer.split()[1:2] and "ALREADYEXISTS" not in answer:
                raise RuntimeError(answer)

    def append(self, mailbox: str, mails: Iterable[Mail]) -> int:
        """Appends in the given order; returns how many."""
        name, count, batch = modified_utf7(mailbox), 0, []
        for mail in mails:
            batch.append(mail)
            if len(batch) == _BATCH:
                count += self._append(name, batch)
                batch = []
        return count + (self._append(name, batch) if batch else 0)

    def close(self) -> None:
        self._command("LOGOUT")
        self._socket.close()

    def _append(self, name: str, batch: list[Mail]) -> int:
        pieces = [f'a APPEND "{name}"'.encode()]
        for mail in batch:
            date = mail.received.strftime("%d-%b-%Y %H:%M:%S %z")
            pieces.append(f' ({mail.flags}) "{date}" {{{len(mail.content)}+}}\r\n'.encode())
            pieces.append(mail.content)
        pieces.append(b"\r\n")
        self._socket.sendall(b"".join(pieces))
        self._answer()
        return len(batch)

    def _command(self, line: str, check: bool = True) -> str:
        self._socket.sendall(f"a {line}\r\n".encode())
        return self._answer(check)

    def _answer(self, check: bool = True) -> str:
        while True:
            line = self._file.readline().decode("utf-8", "replace")
            if not line:
                raise RuntimeError("The IMAP server broke off")
            if line.startswith("a "):
                if check and not line.startswith("a OK"):
                    raise RuntimeError(line.strip())
                return line.strip()


def modified_utf7(text: str) -> str:
    """A mailbox's name on the wire [RFC 3501 5.1.3]."""
    out, run = [], ""

    def flush() -> None:
        nonlocal run
        if run:
            out.append("&" + base64.b64encode(run.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-")
            run = ""

    for character in text:
        if " " <= character <= "~":
            flush()
            out.append("&-" if character == "&" else character)
        else:
            run += character
    flush()
    return "".join(out)
