# SPDX-License-Identifier: GPL-3.0-or-later
"""An SMTP submission server on aiosmtpd that hands mail to Dovecot by LMTP, with Dovecot's own reply for each recipient."""
import asyncio
import base64
import contextlib
import email.utils
import itertools
import logging
import re
import ssl
import threading
import warnings

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from .certificates import Pair
from .place import Port

# Its own advice about AUTH without TLS is for the open net; a refused connection is every second test here.
warnings.filterwarnings("ignore", module="aiosmtpd")
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
logging.getLogger("asyncio").setLevel(logging.CRITICAL)

LATER = ("full", "defer")     # local parts that are told to come back later


class Submission:
    """Three ports: `starttls` (AUTH after it only), `tls` (implicit) and `plain` (AUTH in the clear, no STARTTLS).

    The server runs in a thread of its own. start() and stop() may alternate; the ports stay.
    """

    def __init__(self, pair: Pair, passwords: dict[str, str], lmtp_port: int, size_limit: int,
                 token_owner=None):
        self._token_owner = token_owner
        self._passwords, self._lmtp_port, self._size_limit = passwords, lmtp_port, size_limit
        self._context = server_context(pair)
        self._port_objects = {name: Port() for name in ("starttls", "tls", "plain")}
        self.ports = {name: port.number for name, port in self._port_objects.items()}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._sessions: set[_Session] = set()
        self._numbers = itertools.count(1)

    def start(self) -> None:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(self._loop, ready), name="submission", daemon=True)
        self._thread.start()
        if not ready.wait(10):
            raise TimeoutError("The submission server didn't start")

    def stop(self) -> None:
        """Breaks every connection. Returns when no port listens."""
        if self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop = None

    def kill_connections(self) -> None:
        """Breaks every client's connection at once, without a goodbye."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._abort)

    def close(self) -> None:
        self.stop()
        for port in self._port_objects.values():
            port.close()

    def tls_endpoint(self, pair: Pair) -> "BadTls":
        """Another implicit-TLS port of this server, with another certificate. Start it after this server."""
        return BadTls(server_context(pair), self.ports["plain"])

    def _run(self, loop: asyncio.AbstractEventLoop, ready: threading.Event) -> None:
        asyncio.set_event_loop(loop)
        servers = []
        for kind, port in self._port_objects.items():
            context = self._context if kind == "tls" else None
            servers.append(loop.run_until_complete(loop.create_server(
                lambda kind=kind: self._session(kind, loop), sock=port.listener(), ssl=context)))
        ready.set()
        loop.run_forever()
        for server in servers:
            server.close()
        self._abort()
        finish_loop(loop)

    def _abort(self) -> None:
        for session in list(self._sessions):
            session.abort()

    def _session(self, kind: str, loop: asyncio.AbstractEventLoop) -> "_Session":
        return _Session(
            self._handler(f"{next(self._numbers):06x}", kind != "plain"), sessions=self._sessions, loop=loop,
            hostname="smtp.163.test", ident="Tern test submission", data_size_limit=self._size_limit,
            enable_SMTPUTF8=True, auth_required=True, auth_require_tls=kind == "starttls",
            authenticator=self._authenticate, tls_context=self._context if kind == "starttls" else None)

    def _handler(self, number: str, secure: bool) -> "_Handler":
        if self._token_owner is None:
            return _Handler(self._lmtp_port, number, secure)
        return _TokenHandler(self._lmtp_port, number, secure, self._token_owner)

    def _authenticate(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        try:
            user, password = data.login.decode("utf-8").lower(), data.password.decode("utf-8")
        except UnicodeDecodeError:
            return AuthResult(success=False, handled=False)
        good = self._passwords.get(user)
        return AuthResult(success=good is not None and good == password, handled=False, auth_data=data)


class BadTls:
    """A TLS listener with some certificate, in front of a plain loopback port; a thread of its own."""

    def __init__(self, context: ssl.SSLContext, target: int):
        self._context, self._target = context, target
        self._port = Port()
        self.port = self._port.number
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(self._loop, ready), name="tls-case", daemon=True)
        self._thread.start()
        if not ready.wait(10):
            raise TimeoutError("A TLS listener didn't start")

    def stop(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(5)
            self._loop = None

    def close(self) -> None:
        self.stop()
        self._port.close()

    def _run(self, loop: asyncio.AbstractEventLoop, ready: threading.Event) -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(
            asyncio.start_server(self._serve, sock=self._port.listener(), ssl=self._context))
        ready.set()
        loop.run_forever()
        server.close()
        finish_loop(loop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.close()
            return
        both = [asyncio.ensure_future(_pump(reader, up_writer)), asyncio.ensure_future(_pump(up_reader, writer))]
        await asyncio.wait(both)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, ssl.SSLError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


def server_context(pair: Pair) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(pair.certificate, pair.key)
    return context


def finish_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Cancels what still runs and closes the loop."""
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    loop.close()


class _Session(SMTP):
    """One connection; known to its server so that it can be broken."""

    def __init__(self, handler, *, sessions: set, **options):
        super().__init__(handler, **options)
        self._open_sessions = sessions

    async def smtp_MAIL(self, arg: str) -> None:  # pylint: disable=invalid-name
        # A relay in front says on whose behalf it asks; whoever offers AUTH has to take that [RFC 4954 §5], and aiosmtpd doesn't.
        await super().smtp_MAIL(re.sub(r"(?i) AUTH=\S+", "", arg) if arg else arg)

    def connection_made(self, transport) -> None:
        self._open_sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error) -> None:
        self._open_sessions.discard(self)
        super().connection_lost(error)

    def abort(self) -> None:
        for transport in (self._original_transport, self.transport):
            if transport is not None:
                transport.abort()


class _Handler:
    """Decides about recipients, one LMTP connection a question, and delivers."""

    def __init__(self, lmtp_port: int, number: str, secure: bool):
        self._port, self._number, self._secure = lmtp_port, number, secure

    async def handle_RCPT(self, _server, _session, envelope, address, options) -> str:
        if address.partition("@")[0].lower() in LATER:
            return "452 4.2.2 Mailbox is full, try again later"
        reply = (await self._lmtp(envelope.mail_from, [address], None))[0]
        if not reply.startswith("2"):
            return reply
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Recipient ok"

    async def handle_DATA(self, _server, session, envelope) -> str:
        mail = self._received(session, envelope) + envelope.original_content
        replies = await self._lmtp(envelope.mail_from, envelope.rcpt_tos, mail)
        failed = [r for r in replies if not r.startswith("2")]
        # Accepted for some is accepted: a second attempt would reach them twice.
        if len(failed) == len(replies):
            return failed[0]
        return f"250 2.0.0 Ok: queued as {self._number}"

    def _received(self, session, envelope) -> bytes:
        user = session.auth_data.login.decode("utf-8", "replace")
        protocol = ("UTF8SMTP" if getattr(envelope, "smtp_utf8", False) else "ESMTP") + ("SA" if self._secure else "A")
        rcpt = f"\r\n\tfor <{envelope.rcpt_tos[0]}>" if len(envelope.rcpt_tos) == 1 else ""
        return (f"Received: from {session.host_name} ([{session.peer[0]}]) (authenticated as {user})\r\n"
                f"\tby smtp.163.test with {protocol} id {self._number}{rcpt};\r\n"
                f"\t{email.utils.formatdate(localtime=True)}\r\n").encode("utf-8")

    async def _lmtp(self, sender: str, recipients: list[str], mail: bytes | None) -> list[str]:
        """Dovecot's reply for each recipient; only asks when there is no mail."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            return ["451 4.3.0 The mailbox server can't be reached"] * len(recipients)

        async def reply() -> str:
            lines = []
            while True:
                line = (await reader.readline()).decode("utf-8", "replace").rstrip("\r\n")
                if not line:
                    raise ConnectionError("LMTP connection lost")
                lines.append(line)
                if not re.match(r"\d\d\d-", line):
                    return lines[-1]

        async def say(line: str) -> str:
            writer.write(line.encode("utf-8") + b"\r\n")
            return await reply()

        try:
            await reply()
            await say("LHLO smtp.163.test")
            # aiosmtpd calls the null reverse-path "<>".
            ascii_sender = sender.strip("<>") if sender and sender.isascii() else ""
            await say(f"MAIL FROM:<{ascii_sender}>")
            answers = [await say(f"RCPT TO:<{r}>") for r in recipients]
            if mail is not None and any(a.startswith("2") for a in answers):
                await say("DATA")
                stuffed = re.sub(rb"(?m)^\.", b"..", mail)
                writer.write(stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n")
                answers = [await reply() if a.startswith("2") else a for a in answers]
            writer.write(b"QUIT\r\n")
            return answers
        except (OSError, ConnectionError):
            return ["451 4.3.0 The mailbox server broke off"] * len(recipients)
        finally:
            writer.close()


class _TokenHandler(_Handler):
    """Takes OAuth access tokens too."""

    def __init__(self, lmtp_port: int, number: str, secure: bool, token_owner):
        super().__init__(lmtp_port, number, secure)
        self._owner = token_owner

    async def auth_XOAUTH2(self, server, args) -> AuthResult:  # pylint: disable=invalid-name
        """Google's form: user=ADDRESS ^A auth=Bearer TOKEN ^A ^A; a refusal is JSON that the client acknowledges."""
        blob = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
        fields = dict(f.partition("=")[::2] for f in blob.decode("utf-8", "replace").split("\1") if f)
        user, token = fields.get("user", ""), fields.get("auth", "").removeprefix("Bearer ")
        if user and self._owner(token) == user:
            return AuthResult(success=True, auth_data=LoginPassword(user.encode(), b""))
        await server.challenge_auth('{"status":"400","schemes":"Bearer","scope":"mail"}')
        return AuthResult(success=False, handled=False)
