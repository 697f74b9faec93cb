#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tern on a throw-away profile, with real servers on loopback and mail worth looking at. Removes everything at the end.

Called by packaging/run.sh --demo. Two accounts are ready: sender@163.test and receiver@qq.test.
"""
import argparse
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True, help="the build folder")
    p.add_argument("arguments", nargs="*", help="for Tern")
    options = p.parse_args()
    build = Path(options.build)

    # Standard input stays open as long as this process lives: however it ends, the servers end with it.
    servers = subprocess.Popen(["/usr/bin/python3", str(ROOT / "tests/servers/tern_servers.py"), "--seed"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
    running: list[subprocess.Popen] = []

    def end(number, _frame) -> None:
        if not running:
            raise SystemExit(128 + number)
        for process in running:     # Tern saves and closes; then all else follows
            process.terminate()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    try:
        line = servers.stdout.readline()
        if not line:
            print("The demo's servers didn't start; see above.", file=sys.stderr)
            return 1
        about = json.loads(line)
        profile = Path(about["dir"]) / "profile"
        profile.mkdir(mode=0o700)
        environment = throw_away_environment(profile)
        for account in about["accounts"]:
            add_account(build, profile, about, account, environment)
        print(f"Demo: {len(about['accounts'])} accounts, servers and profile in {about['dir']} until Tern ends.",
              file=sys.stderr)
        tern = subprocess.Popen([str(build / "app/tern"), "--profile", str(profile), *options.arguments], env=environment)
        running.append(tern)
        code = tern.wait()
        return code if code >= 0 else 128 - code
    except subprocess.CalledProcessError as error:
        print(f"{error.stdout}The demo's account couldn't be added; tern-cli gave {error.returncode}.", file=sys.stderr)
        return 1
    finally:
        servers.stdin.close()
        try:
            servers.wait(15)
        except subprocess.TimeoutExpired:
            servers.kill()


def throw_away_environment(profile: Path) -> dict[str, str]:
    """Settings, caches and data beside the profile: nothing of the demo stays in a person's home."""
    environment = dict(os.environ)
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        folder = profile / "home" / name.lower()
        folder.mkdir(parents=True)
        environment[f"XDG_{name}_HOME"] = str(folder)
    return environment


def add_account(build: Path, profile: Path, about: dict, account: dict, environment: dict[str, str]) -> None:
    names = {"sender@163.test": "Zhang Wei 张伟", "receiver@qq.test": "陈晨"}
    subprocess.run(
        [str(build / "app/cli/tern-cli"), "--profile", str(profile), "account", "add", "--email", account["email"],
         "--name", names[account["email"]], "--user", account["user"], "--imap", f"localhost:{about['imap']['tls']}:tls",
         "--smtp", f"localhost:{about['smtp']['starttls']}:starttls", "--password-file", account["password_file"],
         "--ca-file", about["ca"]],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=True)


if __name__ == "__main__":
    sys.exit(main())
