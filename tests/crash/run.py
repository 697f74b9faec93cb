#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the whole fault matrix and prints counts.

Every test named crash.* or labelled "faults" takes part, with the lying servers and the fuzz targets; each prints lines `[faults] WHAT NUMBER`, which
are added up here.
Without --short they run in their long form (hours on a busy machine; --stride N walks every N-th place of the longest).
The same seed gives the same run.
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

COUNT = re.compile(r"^\[faults\] (.+) (-?\d+)$")
PASSED = re.compile(r"^\[  PASSED  \] (\d+) test")
# Others that belong to it, and what their own output counts.
OTHERS = [
    (re.compile(r"^store\.crash$"), PASSED, "crash tests of the store alone"),
    (re.compile(r"^outbox\.send_crash$"), PASSED, "crash tests of a send"),
    (re.compile(r"^scripted\.liar$"), PASSED, "scripts of a lying server"),
    (re.compile(r"^fuzz\."), re.compile(r"^\d+ seeds, (\d+) variations"), "variations of fuzz seeds"),
]
ROOT = Path(__file__).resolve().parents[2]


def tests(build: Path) -> list[dict]:
    """The matrix' tests, as ctest knows them."""
    told = subprocess.run(["ctest", "--test-dir", str(build), "--show-only=json-v1"], capture_output=True, text=True, check=True)
    found = []
    for test in json.loads(told.stdout)["tests"]:
        properties = {p["name"]: p["value"] for p in test.get("properties", [])}
        if test["name"].startswith("crash.") or any(name.search(test["name"]) for name, _, _ in OTHERS) or "faults" in properties.get("LABELS", []):
            found.append({"name": test["name"], "command": test["command"], "environment": properties.get("ENVIRONMENT", [])})
    return found


def run(test: dict, environment: dict[str, str], log: Path, counts: collections.Counter) -> bool:
    """Runs one; adds what it counted. Returns whether it passed."""
    own = dict(pair.split("=", 1) for pair in test["environment"])
    begin = time.monotonic()
    with open(log, "w", encoding="utf-8", errors="replace") as stream:
        done = subprocess.run(test["command"], env={**os.environ, **own, **environment}, stdout=stream, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL)
    patterns = [(COUNT, None)] + [(pattern, what) for name, pattern, what in OTHERS if name.search(test["name"])]
    found = collections.Counter()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        for pattern, what in patterns:
            if match := pattern.match(line.strip()):
                found[what or match[1]] += int(match[1 if what else 2])
    counts.update(found)
    print(f"{'passed' if done.returncode == 0 else 'FAILED'}  {test['name']}  {time.monotonic() - begin:.0f} s", flush=True)
    for what, number in found.items():
        print(f"        {number:>9,}  {what}", flush=True)
    return done.returncode == 0


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--build", type=Path, default=ROOT / "build" / "dev", help="build folder (build/dev)")
    words.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 2**31), help="a new one if not given")
    words.add_argument("--short", action="store_true", help="the samples that ctest runs")
    words.add_argument("--stride", type=int, default=1, help="of the longest walks, every n-th place only")
    words.add_argument("--only", default="", help="a regular expression over the tests' names")
    words.add_argument("--logs", type=Path, help="where their output goes (BUILD/faults)")
    options = words.parse_args()
    environment = {"TERN_FAULT_SEED": str(options.seed), "TERN_FAULT_STRIDE": str(options.stride), "TERN_FAULTS": "short" if options.short else "long"}
    logs = options.logs or options.build / "faults"
    logs.mkdir(parents=True, exist_ok=True)
    print("seed " + str(options.seed) + (", short form" if options.short else ", long form") + (f", stride {options.stride}" if options.stride > 1 else ""), flush=True)
    counts: collections.Counter = collections.Counter()
    failed = []
    chosen = [test for test in tests(options.build) if re.search(options.only, test["name"])]
    for test in chosen:
        if not run(test, environment, logs / f"{test['name']}.log", counts):
            failed.append(test["name"])
    print(f"\n{len(chosen)} tests, {len(failed)} failed" + "".join(f"\n  {name}: {logs / name}.log" for name in failed))
    for what, number in sorted(counts.items()):
        print(f"{number:>12,}  {what}")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
