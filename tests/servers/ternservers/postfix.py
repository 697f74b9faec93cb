# SPDX-License-Identifier: GPL-3.0-or-later
"""Postfix 3.7 as a second submission server, run unpacked; root only, because its master must change users.

It has its own users on an installed system. Here three that every Debian has stand in for them: its queue belongs to
`uucp`, `news` is the group of its drop box, `nobody` is for what it runs. None of them gets anything outside our folder.
"""
import grp
import os
import pwd
import subprocess
from pathlib import Path

from . import packages
from .certificates import Pair
from .dovecot import copy_patched
from .exim import INTERNATIONAL
from .place import Port, die_with_parent, end_session, listens, wait_until

_OWNER, _GROUP, _NOBODY = "uucp", "news", "nobody"


class Postfix:
    """Submission with STARTTLS and with TLS from the start; signs people in by Dovecot and delivers by LMTP to it; mail for 中文@qq.test goes into an mbox file.

    The plain port takes mail of anybody on this machine for anybody and throws it away: for measuring.
    start() and stop() may alternate; ports and queue stay.
    """

    def __init__(self, folder: Path, pair: Pair, lmtp_port: int, auth_socket: Path, size_limit: int, addresses: list[str]):
        root = packages.unpacked("postfix", packages.POSTFIX)
        self._folder = folder / "postfix"
        self._port_objects = {name: Port() for name in ("starttls", "tls", "plain")}
        self.ports = {name: port.number for name, port in self._port_objects.items()}
        self.log = folder / "postfix" / "log" / "postfix.log"
        self._process: subprocess.Popen | None = None
        self._folder.mkdir(mode=0o755)
        copy_patched(root / "usr/lib/postfix", self._folder / "lib", [])
        copy_patched(root / "usr/sbin", self._folder / "commands", [])
        self._queue()
        config = self._folder / "etc"
        config.mkdir(mode=0o755)
        (config / "mailboxes").write_text("".join(f"{a} ok\n" for a in addresses) + f"{INTERNATIONAL} mbox\n", encoding="utf-8")
        (config / "transport").write_text(f"{INTERNATIONAL} virtual:\n", encoding="utf-8")
        (config / "main.cf").write_text(self._main(pair, lmtp_port, auth_socket, size_limit, addresses), encoding="utf-8")
        (config / "master.cf").write_text(self._master(), encoding="utf-8")

    def description(self) -> dict:
        f = self._folder
        tools = f"env MAIL_CONFIG={f}/etc LD_LIBRARY_PATH={f}/lib {f}/commands/"
        return {**self.ports, "tools": tools, "log": str(self.log), "international": str(f / "international" / "mbox")}

    def start(self) -> None:
        """Returns when both ports accept."""
        # Started with nothing but what it needs: Postfix refuses odd environments, and tells them to its children.
        environment = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "MAIL_CONFIG": str(self._folder / "etc"),
                       "LD_LIBRARY_PATH": str(self._folder / "lib")}
        with open(self._folder / "master.out", "ab") as out:
            self._process = subprocess.Popen(
                [str(self._folder / "lib/sbin/master"), "-c", str(self._folder / "etc"), "-s"], env=environment,
                cwd=self._folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
                preexec_fn=die_with_parent)
        wait_until(lambda: self._process.poll() is not None or all(listens(p) for p in self.ports.values()), 10,
                   "Postfix's ports")
        if self._process.poll() is not None:
            raise RuntimeError(f"Postfix didn't start:\n{self._tail()}")

    def stop(self) -> None:
        """Stops every process. Returns when none is left."""
        if self._process is not None:
            end_session(self._process, {"smtpd", "cleanup", "qmgr", "lmtp"})
            self._process = None

    def close(self) -> None:
        self.stop()
        for port in self._port_objects.values():
            port.close()

    def _tail(self) -> str:
        lines = []
        for path in (self._folder / "master.out", self.log):
            if path.exists():
                lines += path.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-15:])

    def _queue(self) -> None:
        owner, group = pwd.getpwnam(_OWNER), grp.getgrnam(_GROUP).gr_gid
        queue = self._folder / "queue"
        queue.mkdir(mode=0o755)
        for name in ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved",
                     "trace"):
            (queue / name).mkdir(mode=0o700)
            os.chown(queue / name, owner.pw_uid, -1)
        for name, mode in (("maildrop", 0o1730), ("public", 0o2710)):
            (queue / name).mkdir()
            os.chown(queue / name, owner.pw_uid, group)
            (queue / name).chmod(mode)
        (queue / "pid").mkdir(mode=0o755)
        for name in ("data", "log", "international"):
            (self._folder / name).mkdir(mode=0o700)
            os.chown(self._folder / name, owner.pw_uid, -1)

    def _main(self, pair: Pair, lmtp_port: int, auth_socket: Path, size_limit: int, addresses: list[str]) -> str:
        f, owner = self._folder, pwd.getpwnam(_OWNER)
        domains = " ".join(sorted({a.partition("@")[2] for a in addresses}))
        return f"""
compatibility_level = 3.6
daemon_directory = {f}/lib/sbin
command_directory = {f}/commands
shlib_directory = {f}/lib
meta_directory = {f}/etc
queue_directory = {f}/queue
data_directory = {f}/data
mail_owner = {_OWNER}
setgid_group = {_GROUP}
default_privs = {_NOBODY}
import_environment = MAIL_CONFIG LD_LIBRARY_PATH TZ LC_ALL
maillog_file = {self.log}
maillog_file_prefixes = /tmp
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = smtp.163.test
mydestination =
local_recipient_maps =
alias_maps =
mynetworks = 127.0.0.0/8
biff = no
virtual_mailbox_domains = {domains}
virtual_mailbox_maps = texthash:{f}/etc/mailboxes
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
transport_maps = texthash:{f}/etc/transport
virtual_mailbox_base = {f}/international
virtual_uid_maps = static:{owner.pw_uid}
virtual_gid_maps = static:{owner.pw_gid}
virtual_minimum_uid = 1
virtual_mailbox_limit = 0
smtputf8_enable = yes
message_size_limit = {size_limit}
recipient_delimiter = +
smtpd_tls_cert_file = {pair.certificate}
smtpd_tls_key_file = {pair.key}
smtpd_tls_security_level = encrypt
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {auth_socket}
smtpd_sasl_tls_security_options = noanonymous
smtpd_delay_reject = no
smtpd_helo_required = yes
smtpd_sender_restrictions = permit_sasl_authenticated, reject
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unauth_destination
"""

    def _master(self) -> str:
        return f"""
127.0.0.1:{self.ports["starttls"]} inet n - n - - smtpd
127.0.0.1:{self.ports["tls"]} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
127.0.0.1:{self.ports["plain"]} inet n - n - - smtpd -o smtpd_tls_security_level=none -o smtpd_sasl_auth_enable=no -o content_filter=discard:
    -o smtpd_sender_restrictions= -o smtpd_relay_restrictions=permit_mynetworks,reject -o smtpd_recipient_restrictions=
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
