# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenSMTPD 6.8 as a further submission server, run unpacked in a place of its own; root only.

It offers neither PIPELINING nor SMTPUTF8 nor CHUNKING: a server that has to be waited for at every command.
A few lines of C go before it, without which this version does no TLS over OpenSSL 3: see opensmtpd_key.c.
"""
import os
import shutil
import subprocess
from pathlib import Path

from . import packages
from .certificates import Pair
from .dovecot import Account
from .privateroot import PrivateServer

_USERS = {"opensmtpd": 61_002, "opensmtpq": 61_003}


class OpenSmtpd(PrivateServer):
    """Submission for the accounts; delivers by LMTP to Dovecot."""

    name = "OpenSMTPD"

    def __init__(self, folder: Path, pair: Pair, lmtp_port: int, size_limit: int, accounts: list[Account]):
        root = packages.unpacked("opensmtpd", packages.OPENSMTPD)
        super().__init__(folder / "opensmtpd", root, _USERS)
        program = self._folder / "smtpd"
        shutil.copy(root / "usr/sbin/smtpd", program)
        before = self._folder / "key.so"
        self._command = ["env", f"LD_PRELOAD={before}", str(program), "-d"]
        self._over = {"/usr/libexec": root / "usr/libexec"}
        self.log = self._out
        subprocess.run(["cc", "-shared", "-fPIC", "-o", before, Path(__file__).with_name("opensmtpd_key.c"), "-lssl", "-lcrypto"], check=True)
        self._queue()
        self._root.write("smtpd.pem", pair.certificate.read_text(encoding="ascii"))
        self._root.write("smtpd.key", pair.key.read_text(encoding="ascii"), 0o600)
        self._root.write("passwords", "".join(f"{a.email} {_hashed(a.password)}\n" for a in accounts), 0o600)
        os.chown(self._root.etc / "passwords", _USERS["opensmtpd"], 0)
        self._root.write("known", "".join(f"{a.email}\n" for a in accounts))
        self._root.write("smtpd.conf", self._settings(lmtp_port, size_limit))

    def description(self) -> dict:
        return {**self.ports, "log": str(self.log)}

    def _queue(self) -> None:
        for name in ("mail", "spool", "lib", "lib/opensmtpd", "lib/opensmtpd/empty"):
            (self._root.var / name).mkdir(mode=0o755)
        spool = self._root.var / "spool" / "smtpd"
        spool.mkdir(mode=0o711)
        for name in ("purge", "queue", "corrupt", "incoming", "temporary"):
            (spool / name).mkdir(mode=0o700)
            os.chown(spool / name, _USERS["opensmtpq"], 0)
        (spool / "offline").mkdir()
        os.chown(spool / "offline", 0, _USERS["opensmtpq"])
        (spool / "offline").chmod(0o770)

    def _settings(self, lmtp_port: int, size_limit: int) -> str:
        p = self.ports
        return f"""
pki here cert "/etc/smtpd.pem"
pki here key "/etc/smtpd.key"
table passwords file:/etc/passwords
table known file:/etc/known
smtp max-message-size "{size_limit}"
listen on 127.0.0.1 port {p["starttls"]} tls-require pki here auth <passwords> hostname smtp.163.test
listen on 127.0.0.1 port {p["tls"]} smtps pki here auth <passwords> hostname smtp.163.test
action deliver relay host lmtp://127.0.0.1:{lmtp_port}
match auth from any for rcpt-to <known> action deliver
"""


def _hashed(password: str) -> str:
    """As crypt(3) checks it."""
    return subprocess.run(["openssl", "passwd", "-5", "-stdin"], input=password, capture_output=True, text=True, check=True).stdout.strip()
