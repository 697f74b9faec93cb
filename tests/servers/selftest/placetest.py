#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many runs at once each keep their temporary folder, though each sweeps what others left. Needs no server."""
import os
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ternservers import place  # noqa: E402

PROCESSES, FOLDERS = 6, 100


def make_and_remove() -> int:
    """How many folders were lost while in use."""
    lost = 0
    for _ in range(FOLDERS):
        try:
            folder = place.Folder()
            lost += not (folder.path / ".lock").exists()
            folder.remove()
        except OSError:
            lost += 1
    return lost


class FolderTest(unittest.TestCase):
    def test_is_not_swept_while_it_is_made(self):
        children = []
        for _ in range(PROCESSES):
            child = os.fork()
            if child == 0:
                os._exit(min(make_and_remove(), 100))
            children.append(child)
        lost = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        self.assertEqual(lost, [0] * PROCESSES)


if __name__ == "__main__":
    unittest.main()
