#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the benchmark programs and prints one figure a line: name, value, reference, ratio, target, whether it is met.

Each program measures itself against a reference in the same run, alternated, medians: on a busy machine the ratios stay comparable while
seconds don't. `--realtime` (as root) takes the processor from other programs while it measures.
Exit status 1: a program failed, or (with --short) a figure is grossly missed.
"""
import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

GROSS = 4.0     # how far a figure may lie beyond its target in the short form: it runs on debug builds and busy machines


@dataclass(frozen=True)
class Program:
    name: str
    short: list[list[str]]      # arguments of each run
    normal: list[list[str]]
    long: list[list[str]]       # besides the normal ones

    def runs(self, options: argparse.Namespace) -> list[list[str]]:
        if options.short:
            return self.short
        return self.normal + (self.long if options.long else [])


PROGRAMS = [
    Program("listing", [["2000", "3"]], [["20000", "5"]], [["100000", "5"]]),
    Program("bodies", [["1000", "1"]], [["20000", "3"]], []),
    Program("sync",
            [["start", "20", "1400"], ["changes", "2000"], ["newmail", "200"], ["move", "1000"], ["latency", "2000"], ["click", "3000"], ["many", "20000"]],
            [["start", "100", "100000"], ["changes", "20000"], ["newmail", "20000"], ["move", "10000"], ["latency", "20000"], ["click", "20000"],
             ["idle", "60"]],
            [["many", "1000000"]]),
    Program("maildrop", [["1000", "1"]], [["50000", "3"]], []),
    Program("send", [["25", "1"]], [["25", "5"]], []),
    Program("setup", [["1"]], [["5"]], []),
    Program("series", [["60", "1"]], [["1000", "5"]], []),
    Program("threads", [["6000"]], [["100000"]], [["1000000"]]),
    Program("reading", [["100"]], [["1000"]], []),
    Program("window", [["2000"]], [["20000"]], []),
]


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    unit: str
    reference: float    # 0: none
    target: float       # 0: none
    at_least: bool

    @classmethod
    def parse(cls, line: str) -> "Figure":
        _, name, value, unit, reference, target, bound = line.rstrip("\n").split("\t")
        return cls(name, float(value), unit, float(reference), float(target), bound == "min")

    @property
    def compared(self) -> float:
        return self.value / self.reference if self.reference else self.value

    def misses(self, slack: float = 1.0) -> bool:
        if not self.target:
            return False
        return self.compared * slack < self.target if self.at_least else self.compared > self.target * slack

    def __str__(self) -> str:
        said = f"{self.value:.4g} {self.unit}"
        if self.reference:
            said += f" against {self.reference:.4g} {self.unit} = {self.compared:.2f}"
        if self.target:
            sign = "≥" if self.at_least else "≤"
            said += f"   {sign} {self.target:g}   " + ("MISSED" if self.misses() else "met")
        return f"{self.name:<36} {said}"


def run(program: Program, arguments: list[str], options: argparse.Namespace) -> tuple[list[Figure], bool]:
    command = [str(options.build / "tests" / "bench" / program.name / f"bench_{program.name}"), *arguments]
    if options.realtime:
        command = ["chrt", "--rr", "5", *command]
    figures = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        for line in process.stdout:
            if not line.startswith("figure\t"):
                continue
            figures.append(Figure.parse(line))
            print(figures[-1], flush=True)
    return figures, process.returncode == 0


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", type=Path, required=True, help="the build folder")
    p.add_argument("--short", action="store_true", help="small numbers, a few seconds; fails where a figure is grossly missed")
    p.add_argument("--long", action="store_true", help="also the large mailboxes")
    p.add_argument("--only", choices=[program.name for program in PROGRAMS], action="append")
    p.add_argument("--realtime", action="store_true", help="measure at real-time priority (root)")
    options = p.parse_args()
    good = True
    for program in PROGRAMS:
        if options.only and program.name not in options.only:
            continue
        for arguments in program.runs(options):
            figures, ended_well = run(program, arguments, options)
            good = good and ended_well
            for figure in figures if options.short else []:
                if figure.misses(GROSS):
                    print(f"{figure.name} is beyond {GROSS:g} times its target", file=sys.stderr)
                    good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
