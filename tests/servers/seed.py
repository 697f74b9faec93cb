#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills running test servers (see tern_servers.py) with mail: the demo's mailboxes, or a great many varied messages.

By hand: `seed.py --servers description.json [--demo] [--bulk N [--folder Bulk] [--account EMAIL]]`
"""
import argparse
import json
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from ternservers import bulk as bulk_corpus  # noqa: E402
from ternservers import demo as demo_mail  # noqa: E402
from ternservers.append import Appender  # noqa: E402

FIRST_FOLDERS = {"receiver@qq.test": ["Projects", "项目"], "sender@163.test": ["工作"]}


def fill(servers: dict, *, demo: bool = False, bulk: int = 0, now: str | None = None, folder: str = "Bulk",
         account: str = "receiver@qq.test") -> dict:
    """Appends what is asked for; returns counts and seconds. `now` (ISO 8601) is the moment the dates end at."""
    moment = datetime.fromisoformat(now) if now else datetime.now()
    if moment.tzinfo is None:
        moment = moment.astimezone()
    begin, counts = time.monotonic(), {}
    if demo:
        for name, email in (("receiver", "receiver@qq.test"), ("sender", "sender@163.test")):
            counts[email] = _demo(_connect(servers, email), name, email, moment)
    if bulk:
        connection = _connect(servers, account)
        if folder != "INBOX":
            connection.create(folder)
        counts[folder] = connection.append(folder, bulk_corpus.messages(bulk, moment - timedelta(minutes=20)))
        connection.close()
    return {"messages": counts, "seconds": round(time.monotonic() - begin, 2)}


def _demo(connection: Appender, name: str, email: str, now: datetime) -> int:
    folders: dict[str, list] = {}
    for placed in demo_mail.messages(name, now):
        folders.setdefault(placed.folder, []).append(placed.mail)
    for parent in FIRST_FOLDERS[email]:
        connection.create(parent)
    for folder, mails in folders.items():
        if folder != "INBOX":
            connection.create(folder)
        connection.append(folder, mails)
    connection.close()
    return sum(map(len, folders.values()))


def _connect(servers: dict, email: str) -> Appender:
    account = next(a for a in servers["accounts"] if a["email"] == email)
    password = Path(account["password_file"]).read_text(encoding="utf-8").strip()
    return Appender(servers["imap"]["plain"], account["user"], password)


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--servers", required=True, help="the servers' JSON object, in a file")
    p.add_argument("--demo", action="store_true")
    p.add_argument("--bulk", type=int, default=0)
    p.add_argument("--folder", default="Bulk")
    p.add_argument("--account", default="receiver@qq.test")
    p.add_argument("--now")
    options = p.parse_args()
    servers = json.loads(Path(options.servers).read_text(encoding="utf-8"))
    print(json.dumps(fill(servers, demo=options.demo, bulk=options.bulk, now=options.now, folder=options.folder,
                          account=options.account), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
