#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times mbsync (isync) bringing one mailbox into an empty Maildir: prints the seconds its process took. It is unpacked into the servers' cache folder.

`mbsync.py --prepare` only fetches it.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "servers"))

from ternservers import packages  # noqa: E402

CONFIG = """\
FSync {fsync}

IMAPAccount far
Host 127.0.0.1
Port {port}
User {user}
PassCmd "cat {password_file}"
SSLType None
AuthMechs LOGIN

IMAPStore far
Account far

MaildirStore near
Path {folder}/
Inbox {folder}/Inbox

Channel all
Far :far:{mailbox}
Near :near:{mailbox}
Create Near
Sync Pull
SyncState *
"""


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--prepare", action="store_true")
    p.add_argument("--port", type=int)
    p.add_argument("--user")
    p.add_argument("--password-file")
    p.add_argument("--mailbox", default="Bulk")
    p.add_argument("--count", type=int, default=0, help="how many messages must have come")
    p.add_argument("--no-fsync", action="store_true")
    options = p.parse_args()
    root = packages.unpacked("isync", ["isync"])
    if options.prepare:
        return 0
    libraries = sorted({str(library.parent) for library in root.glob("usr/lib/**/*.so*")})
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LD_LIBRARY_PATH": ":".join(libraries), "LC_ALL": "C"}
    with tempfile.TemporaryDirectory(prefix="tern-mbsync-") as folder:
        config = Path(folder) / "mbsyncrc"
        config.write_text(CONFIG.format(fsync="no" if options.no_fsync else "yes", port=options.port, user=options.user,
                                        password_file=options.password_file, folder=folder, mailbox=options.mailbox))
        begin = time.monotonic()
        done = subprocess.run([str(root / "usr/bin/mbsync"), "-q", "-c", str(config), "all"], env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        seconds = time.monotonic() - begin
        came = sum(1 for _ in Path(folder, options.mailbox).glob("*/*")) if Path(folder, options.mailbox).is_dir() else 0
    if done.returncode != 0 or came < options.count:
        print(f"mbsync: {came} messages, exit {done.returncode}: {done.stderr.strip()}", file=sys.stderr)
        return 1
    print(f"{seconds:.4f}")
    return 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
