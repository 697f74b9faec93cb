# SPDX-License-Identifier: GPL-3.0-or-later
"""Exim 4.96 as a further submission server, run unpacked in a place of its own; root only.

Unlike Postfix it uses GnuTLS, takes BDAT, and refuses a command that came before its answer to the one before where it has not offered PIPELINING.
"""
import os
import shutil
from pathlib import Path

from . import packages
from .certificates import Pair
from .dovecot import Account
from .privateroot import PrivateServer

_USER, _NUMBER = "Debian-exim", 61_001

# Nothing that Dovecot 2.3's LMTP takes: such mail goes into a file, where a test finds it.
INTERNATIONAL = "中文@qq.test"


class Exim(PrivateServer):
    """Submission for the accounts; delivers by LMTP to Dovecot. Mail for 中文@qq.test goes into an mbox file."""

    name = "Exim"

    def __init__(self, folder: Path, pair: Pair, lmtp_port: int, size_limit: int, accounts: list[Account]):
        root = packages.unpacked("exim", packages.EXIM)
        super().__init__(folder / "exim", root, {_USER: _NUMBER})
        self._program = self._folder / "exim4"
        self._command = [str(self._program), "-bdf", "-q1m"]
        shutil.copy(root / "usr/sbin/exim4", self._program)
        for name in ("spool", "log", "international"):
            (self._folder / name).mkdir(mode=0o750)
            os.chown(self._folder / name, _NUMBER, _NUMBER)
        self.log = self._folder / "log" / "mainlog"
        key = self._owned("server.key", pair.key.read_text(encoding="ascii"))
        passwords = self._owned("passwords", "".join(f"{a.email}: {a.password}\n" for a in accounts))
        known = self._owned("known", "".join(f"{a.email}:\n" for a in accounts))
        self._root.write("exim4/exim4.conf", self._settings(pair.certificate, key, passwords, known, lmtp_port, size_limit))

    def description(self) -> dict:
        return {**self.ports, "log": str(self.log), "international": str(self._folder / "international" / "mbox")}

    def _owned(self, name: str, content: str) -> Path:
        place = self._folder / name
        with open(os.open(place, os.O_CREAT | os.O_WRONLY, 0o600), "w", encoding="utf-8") as out:
            out.write(content)
        os.chown(place, _NUMBER, _NUMBER)
        return place

    def _settings(self, certificate: Path, key: Path, passwords: Path, known: Path, lmtp_port: int, size_limit: int) -> str:
        f, p = self._folder, self.ports
        return f"""
exim_path = {self._program}
spool_directory = {f}/spool
log_file_path = {f}/log/%slog
primary_hostname = smtp.163.test
local_interfaces = <; 127.0.0.1
daemon_smtp_ports = {p["starttls"]} : {p["tls"]}
tls_on_connect_ports = {p["tls"]}
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {key}
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
smtputf8_advertise_hosts = *
dsn_advertise_hosts = *
message_size_limit = {size_limit}
smtp_accept_max = 0
smtp_accept_max_per_connection = 0
smtp_accept_queue_per_connection = 0
smtp_enforce_sync = true
host_lookup =
rfc1413_query_timeout = 0s
deliver_drop_privilege = true
never_users = root
keep_environment =
addresslist known = lsearch;{known}
acl_smtp_mail = mail
acl_smtp_rcpt = rcpt
acl_smtp_data = accept

begin acl
mail:
  accept authenticated = *
  deny message = 5.7.0 Authentication required
rcpt:
  accept recipients = +known
  accept local_parts = {INTERNATIONAL.partition("@")[0]}
         domains = qq.test
  deny message = 5.1.1 No such user here

begin routers
international:
  driver = accept
  local_parts = {INTERNATIONAL.partition("@")[0]}
  domains = qq.test
  transport = file
mailbox:
  driver = manualroute
  domains = *
  route_list = * 127.0.0.1 byname
  self = send
  transport = lmtp

begin transports
lmtp:
  driver = smtp
  protocol = lmtp
  port = {lmtp_port}
  allow_localhost
  hosts_avoid_tls = *
file:
  driver = appendfile
  file = {f}/international/mbox
  user = {_USER}

begin retry
* * F,2h,1m

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{ {{!eq{{$auth3}}{{}}}} {{eq{{$auth3}}{{${{lookup{{$auth2}}lsearch{{{passwords}}}}}}}}} }}}}
  server_set_id = $auth2
"""
