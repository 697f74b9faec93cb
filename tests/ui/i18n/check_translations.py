#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on text of the windows that has no Chinese translation, on a translation that lost a placeholder, and on a file that is not up to date.

check_translations.py SOURCE_DIR LUPDATE: brings a copy of the .ts files up to date with ui/ and app/ and looks at it.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

PLACEHOLDER = re.compile(r"%[1-9n]")


def forms(message):
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return []
    if message.get("numerus"):
        return [form.text or "" for form in translation.findall("numerusform")]
    return [translation.text or ""]


def problems_in(path, wanted_forms):
    problems = []
    for context in ET.parse(path).iter("context"):
        for message in context.iter("message"):
            source = message.find("source").text or ""
            name = f"{context.find('name').text}: {source!r}"
            found = forms(message)
            if not found or not all(form.strip() for form in found):
                problems.append(f"{path.name}: untranslated: {name}")
                continue
            if message.get("numerus") and len(found) != wanted_forms:
                problems.append(f"{path.name}: {len(found)} plural forms, not {wanted_forms}: {name}")
            for form in found:
                lost = set(PLACEHOLDER.findall(source)) - set(PLACEHOLDER.findall(form)) - {"%n"}
                if lost:
                    problems.append(f"{path.name}: lost {sorted(lost)}: {name}")
    return problems


def check(source_dir, lupdate):
    root = pathlib.Path(source_dir)
    with tempfile.TemporaryDirectory() as folder:
        problems = []
        for name, plural_forms, options in (("tern_zh_CN.ts", 1, []), ("tern_en.ts", 2, ["-pluralonly"])):
            copy = pathlib.Path(folder) / name
            shutil.copy(root / "resources/i18n" / name, copy)
            subprocess.run([lupdate, str(root / "ui"), str(root / "app"), "-I", str(root), "-no-obsolete", "-locations", "none", *options,
                            "-ts", str(copy)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            problems += problems_in(copy, plural_forms)
        return problems


def selftest():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "t.ts"
        path.write_text("""<TS><context><name>C</name>
            <message><source>good %1</source><translation>好 %1</translation></message>
            <message><source>bad %1</source><translation>坏</translation></message>
            <message><source>new</source><translation type="unfinished"></translation></message>
            <message numerus="yes"><source>%n</source><translation><numerusform>%n</numerusform></translation></message>
            </context></TS>""", encoding="utf-8")
        assert len(problems_in(path, 1)) == 2, problems_in(path, 1)
        assert len(problems_in(path, 2)) == 3


if __name__ == "__main__":
    if sys.argv[1:] == ["--selftest"]:
        selftest()
        sys.exit(0)
    found = check(sys.argv[1], sys.argv[2])
    print("\n".join(found))
    sys.exit(1 if found else 0)
