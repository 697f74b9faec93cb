# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot 2.3 (IMAP, POP3, LMTP, submission if asked), run unpacked from a temporary folder as an ordinary user."""
import grp
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from . import packages
from .certificates import Pair
from .place import Port, Runner, end_session, kill, listens, processes, wait_until

CAPABILITY = (
    "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS "
    "THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED "
    "I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE "
    "SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE COMPRESS=DEFLATE")

# Paths compiled into Dovecot. The copies in the temporary folder get paths of the same length into that folder.
_MODULES = b"/usr/lib/dovecot/modules"
_DOVECONF = b"/usr/bin/doveconf"


@dataclass
class Account:
    """Someone with a mailbox: signs in with the whole address."""
    email: str
    password: str
    quota: str | None = None


@dataclass
class Options:
    """What a test may want otherwise than Dovecot's default."""
    capability: str | None = None
    max_connections: int = 50
    extra: str = ""
    submission: bool = False        # hands on to the server that relay_through() names
    accounts: list[Account] = field(default_factory=list)


def capability_list(wish: str) -> str:
    """`A B C` as it is; words beginning with `-` are taken away from Dovecot's usual list instead."""
    words = wish.split()
    if not words or not all(w.startswith("-") for w in words):
        return wish
    removed = {w[1:].upper() for w in words}
    return " ".join(w for w in CAPABILITY.split() if w not in removed)


class Dovecot:
    """One Dovecot. start() and stop() may alternate; ports and mail stay."""

    NAMES = ["imap_tls", "imap_starttls", "imap_plain", "pop3_tls", "pop3_starttls", "pop3_plain", "lmtp"]

    def __init__(self, folder: Path, runner: Runner, pair: Pair, options: Options):
        self._folder, self._runner, self._pair, self._options = folder, runner, pair, options
        self._process: subprocess.Popen | None = None
        self._ports = {name: Port() for name in self.NAMES + (["submission_tls", "submission_starttls"] if options.submission else [])}
        self._relay = ""
        self.ports = {name: port.number for name, port in self._ports.items()}
        self._bin = folder / "bin"
        self.log = folder / "log" / "dovecot.log"
        self.mail = folder / "mail"
        self._place_programs(packages.unpacked("dovecot-sending", packages.DOVECOT_SENDING) if options.submission
                             else packages.unpacked("dovecot", packages.DOVECOT))
        for part in ("log", "mail", "run", "state"):
            (folder / part).mkdir(mode=0o755)
            runner.own(folder / part)
        self.write_users()
        self.config = folder / "dovecot.conf"
        self.config.write_text(self._settings(), encoding="utf-8")

    @property
    def auth_socket(self) -> Path:
        """Where another server may ask whether a password is right."""
        return self._folder / "run" / "auth-client"

    def relay_through(self, port: int, account: Account) -> None:
        """Before start(): where its submission service hands mail in, in the clear, and as whom."""
        self._relay = (f"submission_relay_host = 127.0.0.1\nsubmission_relay_port = {port}\n"
                       f"submission_relay_user = {account.email}\nsubmission_relay_password = {account.password}\n")
        self.config.write_text(self._settings(), encoding="utf-8")

    def doveadm(self) -> list[str]:
        """What to put before a doveadm command."""
        return ["env", f"LD_LIBRARY_PATH={self._library_path()}", str(self._bin / "doveadm"), "-c", str(self.config)]

    def write_users(self) -> None:
        """Writes the accounts for Dovecot; picked up at the next sign-in."""
        lines = []
        for account in self._options.accounts:
            extra = f"userdb_quota_rule=*:storage={account.quota}" if account.quota else ""
            lines.append(f"{account.email}:{{PLAIN}}{account.password}:{self._runner.uid}:{self._runner.gid}::"
                         f"{self.mail}/{account.email}::{extra}\n")
        users = self._folder / "users"
        users.write_text("".join(lines), encoding="utf-8")
        users.chmod(0o600)
        self._runner.own(users)

    def start(self) -> None:
        """Returns when every port accepts. RuntimeError with the log's end when it doesn't."""
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LD_LIBRARY_PATH": self._library_path()}
        # The file that Dovecot writes must be its own user's; this one takes what it says before it has opened that.
        with open(self._folder / "dovecot.out", "ab") as log:
            self._process = subprocess.Popen(
                [str(self._bin / "dovecot"), "-F", "-c", str(self.config)], env=environment, cwd=self._folder,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self._runner.process_options())
        # The master binds every port before it starts the first service.
        wait_until(lambda: self._process.poll() is not None or all(listens(p) for p in self.ports.values()), 10,
                   "Dovecot's ports")
        if self._process.poll() is not None:
            raise RuntimeError(f"Dovecot didn't start:\n{self.log_tail()}")

    def stop(self) -> None:
        """Stops every process, connections too. Returns when none is left."""
        if self._process is None:
            return
        # A login process that carries a TLS connection would keep the master waiting for three seconds.
        self._kill("imap-login", "pop3-login", "submission-logi")
        end_session(self._process, {"imap", "pop3", "lmtp", "submission", "indexer-worker"})
        self._process = None

    def kill_connections(self) -> None:
        """Breaks every client's connection at once, without a goodbye."""
        if self._process is not None:
            self._kill("imap", "pop3", "lmtp", "submission", "imap-login", "pop3-login", "submission-logi")

    def _kill(self, *names: str) -> None:
        for pid, name, _, session in processes():
            if session == self._process.pid and name in names:
                kill(pid)

    def close(self) -> None:
        self.stop()
        for port in self._ports.values():
            port.close()

    def log_tail(self) -> str:
        """The last lines it wrote."""
        lines = []
        for path in (self._folder / "dovecot.out", self.log):
            if path.exists():
                lines += path.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-15:])

    def _library_path(self) -> str:
        return f"{self._bin}/lib:{self._bin}/system"

    def _place_programs(self, root: Path) -> None:
        # Linked where possible: the cache may be out of reach for the user that Dovecot runs as (/root/.cache).
        modules = f"{self._folder}/modules".encode()
        doveconf = f"{self._folder}/dc".encode()
        if len(doveconf) > len(_DOVECONF):
            raise RuntimeError(f"{self._folder} is too long a path for Dovecot's compiled-in paths")
        swaps = [(_MODULES, modules.replace(b"/modules", b"/" * (len(_MODULES) - len(modules)) + b"/modules")),
                 (_DOVECONF, doveconf)]
        self._bin.mkdir(mode=0o755)
        for source, target in (("usr/lib/dovecot", self._bin / "lib"), ("usr/bin", self._bin), ("usr/sbin", self._bin)):
            copy_patched(root / source, target, swaps)
        for system in (root / "usr/lib").glob("*-linux-gnu*"):
            copy_patched(system, self._bin / "system", [])
        (self._folder / "modules").symlink_to(self._bin / "lib" / "modules")
        (self._folder / "dc").symlink_to(self._bin / "doveconf")

    def _settings(self) -> str:
        o, r, p, f = self._options, self._runner, self.ports, self._folder
        quotas = any(a.quota for a in o.accounts)
        capability = f"imap_capability = {capability_list(o.capability)}\n" if o.capability else ""
        return f"""
protocols = imap pop3 lmtp{" submission" if o.submission else ""}
listen = 127.0.0.1
base_dir = {f}/run
state_dir = {f}/state
libexec_dir = {self._bin}/lib
mail_plugin_dir = {self._bin}/lib/modules
login_plugin_dir = {self._bin}/lib/modules/login
import_environment = TZ LD_LIBRARY_PATH
instance_name = tern-tests
hostname = mx.qq.test
default_internal_user = {r.name}
default_internal_group = {_group_name(r.gid)}
default_login_user = {r.name}
default_process_limit = 200
default_client_limit = 2000
log_path = {self.log}
shutdown_clients = yes
login_greeting = Tern test server ready.

ssl = yes
ssl_cert = <{self._pair.certificate}
ssl_key = <{self._pair.key}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_username_format = %Lu
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = username_format=%Lu {f}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%Lu {f}/users
}}

mail_location = mdbox:~/mdbox
mail_uid = {r.uid}
mail_gid = {r.gid}
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
mailbox_idle_check_interval = 1 secs
mail_max_userip_connections = {o.max_connections}
mail_plugins = {"quota" if quotas else ""}
recipient_delimiter = +
lda_mailbox_autocreate = yes
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Archive {{
    auto = subscribe
    special_use = \\Archive
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \\Trash
  }}
}}
plugin {{
  quota = count:User quota
  quota_vsizes = yes
  quota_grace = 0
}}
{capability}protocol imap {{
  mail_plugins = $mail_plugins imap_zlib{" imap_quota" if quotas else ""}
  mail_max_userip_connections = {o.max_connections}
}}
protocol pop3 {{
  mail_max_userip_connections = {o.max_connections}
}}
lmtp_rcpt_check_quota = yes

service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {p["imap_starttls"]}
  }}
  inet_listener imap-plain {{
    port = {p["imap_plain"]}
  }}
  inet_listener imaps {{
    port = {p["imap_tls"]}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  service_count = 0
  inet_listener pop3 {{
    port = {p["pop3_starttls"]}
  }}
  inet_listener pop3-plain {{
    port = {p["pop3_plain"]}
  }}
  inet_listener pop3s {{
    port = {p["pop3_tls"]}
    ssl = yes
  }}
}}
service lmtp {{
  user = {r.name}
  inet_listener lmtp {{
    port = {p["lmtp"]}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service auth {{
  user = {r.name}
  unix_listener auth-client {{
    mode = 0666
  }}
}}
service auth-worker {{
  user = {r.name}
}}
service imap {{
  process_limit = 200
}}
{self._submission() if o.submission else ""}
{o.extra}
"""

    def _submission(self) -> str:
        return f"""
{self._relay}
service submission-login {{
  chroot =
  service_count = 0
  inet_listener submission {{
    port = {self.ports["submission_starttls"]}
  }}
  inet_listener submissions {{
    port = {self.ports["submission_tls"]}
    ssl = yes
  }}
}}
"""


def copy_patched(source: Path, target: Path, swaps: list[tuple[bytes, bytes]]) -> None:
    """Puts a folder's files at `target`: links, or changed copies where a path stands in them."""
    target.mkdir(mode=0o755, exist_ok=True)
    for entry in source.iterdir():
        place = target / entry.name
        if entry.is_symlink():
            place.symlink_to(os.readlink(entry))
        elif entry.is_dir():
            copy_patched(entry, place, swaps)
        elif entry.suffix == ".sh":
            continue
        else:
            content = entry.read_bytes() if swaps else b""
            if any(old in content for old, _ in swaps):
                for old, new in swaps:
                    content = content.replace(old, new)
                place.write_bytes(content)
                place.chmod(0o755)
                continue
            try:
                os.link(entry, place)
            except OSError:
                shutil.copy(entry, place)


def _group_name(gid: int) -> str:
    return grp.getgrgid(gid).gr_name
