#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on an include that breaks the direction of the house (docs/architecture.md)."""
import pathlib
import re
import sys
import tempfile

# folder of core/ or ui/ → the folders it may include; each may include itself.
ALLOWED = {
    "core/base": set(),
    "core/crypto": {"core/base"},
    "core/markup": {"core/base"},
    "core/mime": {"core/base", "core/markup"},
    "core/files": {"core/base", "core/mime"},
    "core/calendar": {"core/base", "core/mime"},
    "core/store": {"core/base"},
    "core/net": {"core/base", "core/mime", "core/crypto"},
    "core/search": {"core/base", "core/store"},
    "core/accounts": {"core/base", "core/mime", "core/crypto", "core/net", "core/store"},
    "core/sync": {"core/base", "core/mime", "core/crypto", "core/net", "core/store", "core/accounts"},
    "core/outbox": {"core/base", "core/mime", "core/crypto", "core/net", "core/store", "core/accounts", "core/sync"},
    "core/engine": {"core/" + part for part in
                    ("base", "crypto", "files", "markup", "mime", "calendar", "net", "store", "search", "accounts", "sync", "outbox")},
}
# What the windows may know of the core beyond the engine's door: values and pure functions.
UI_MAY = {"core/crypto/Certificate.h", "core/engine", "core/base", "core/files", "core/store", "core/markup", "core/mime", "core/calendar", "core/net/ProtocolTrace.h", "core/accounts/ProviderPreset.h",
          "core/accounts/ProviderPresets.h", "core/accounts/DoctorReport.h", "core/accounts/SignInTrouble.h", "core/net/Endpoint.h",
          "core/sync/SyncTypes.h"}
UI_MAY_NOT = {"core/store/Store.h", "core/store/StoreWriter.h", "core/calendar/Ical.h"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
SOURCES = {".h", ".cpp"}


def folder_of(path):
    parts = path.split("/")
    return "/".join(parts[:2])


def broken_rules(root):
    root = pathlib.Path(root)
    problems = []
    for top in ("core", "ui", "app"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in SOURCES:
                continue
            name = file.relative_to(root).as_posix()
            for quote, target in INCLUDE.findall(file.read_text(encoding="utf-8", errors="replace")):
                reason = reason_against(name, quote, target)
                if reason:
                    problems.append(f"{name}: includes {target}: {reason}")
    return problems


def reason_against(name, quote, target):
    here = folder_of(name)
    if name.startswith("core/"):
        if target.startswith(("ui/", "app/")):
            return "core knows no window"
        if re.match(r"(Q(t?Gui|tWidgets)\b|QWidget|QApplication|QGuiApplication|QPainter|QIcon|QImage|QPixmap|QFont|QColor)", target):
            return "core links no Gui and no Widgets"
        if target.startswith("core/"):
            there = folder_of(target)
            if there != here and target != "core/Precompiled.h" and there not in ALLOWED.get(here, set()):
                return f"{here} may not include {there}"
        if target.startswith("vmime/") and here not in ("core/mime", "core/net"):
            return "vmime is for core/mime and core/net alone"
        if target.startswith("libical/") and here != "core/calendar":
            return "libical is for core/calendar alone"
        if target.startswith("gmime/"):
            return "GMime is a witness in a test, nothing else"
        if target.startswith(("SQLiteCpp/", "sqlite3.h")) and here not in ("core/store", "core/search"):
            return "SQLite is for core/store and core/search alone"
    if name.startswith("ui/"):
        if target.startswith("app/"):
            return "a window knows no application"
        if target.startswith(("vmime/", "gmime/", "SQLiteCpp/", "sqlite3.h", "openssl/", "libical/")):
            return "the windows use the engine"
        if target in UI_MAY_NOT:
            return "the windows write through the engine"
        if target.startswith("core/") and target not in UI_MAY and folder_of(target) not in UI_MAY and target != "core/Precompiled.h":
            return "the windows use the engine"
    return None


def selftest():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        bad = {
            "core/store/A.cpp": '#include "core/net/LineSocket.h"',
            "core/base/B.h": '#include "core/store/Store.h"',
            "core/sync/C.cpp": "#include <vmime/vmime.hpp>",
            "core/mime/D.cpp": "#include <QWidget>",
            "core/mime/H.cpp": "#include <gmime/gmime.h>",
            "core/engine/K.cpp": "#include <libical/ical.h>",
            "ui/reader/E.cpp": '#include "core/store/StoreWriter.h"',
            "ui/reader/F.cpp": "#include <sqlite3.h>",
        }
        good = {
            "core/engine/G.cpp": '#include "core/sync/AccountSync.h"',
            "core/mime/J.cpp": "#include <vmime/vmime.hpp>",
            "ui/reader/I.cpp": '#include "core/engine/Engine.h"',
        }
        for name, text in {**bad, **good}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")
        found = {line.split(":")[0] for line in broken_rules(root)}
        assert found == set(bad), found ^ set(bad)


if __name__ == "__main__":
    if sys.argv[1:] == ["--selftest"]:
        selftest()
        sys.exit(0)
    found = broken_rules(sys.argv[1])
    for line in found:
        print(line)
    sys.exit(1 if found else 0)
