# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the messages of tests/data/mail that stand in folders, each with what a person should see of it. Run after a change to one of the
modules beside this one; the messages are kept under version control, so that a test needs no Python."""
import importlib
import shutil

import mail

MODULES = ["structure", "transfer", "charsets", "headers", "addresses", "filenames", "senders", "programs", "chinese", "hostile"]

if __name__ == "__main__":
    for module in MODULES:
        shutil.rmtree(mail.FOLDER / module, ignore_errors=True)
        importlib.import_module(module).make()
    print(len(mail.NAMES), "messages")
