#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""packaging/install-packages.sh: touches nothing when all is there; says what to do where it may not install."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[3] / "packaging" / "install-packages.sh"
ABSENT = "no-such-package-of-tern"


class InstallTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        shutil.copy(SCRIPT, self.folder)
        (self.folder / "packages-present.txt").write_text("# a comment\nbash\n")
        (self.folder / "packages-absent.txt").write_text(f"bash\n{ABSENT}\n")
        self.log = self.folder / "called"
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        for tool in ("bash", "dirname", "dpkg-query", "env"):
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.program("id", "echo 1000")     # an ordinary user, whoever runs the test
        self.program("apt-get", f"echo apt-get >> {self.log}")

    def program(self, name: str, body: str):
        path = self.bin / name
        path.write_text(f"#!{shutil.which('bash')}\n{body}\n")
        path.chmod(0o755)

    def run_script(self, *lists: str) -> subprocess.CompletedProcess:
        return subprocess.run([self.bin / "bash", self.folder / SCRIPT.name, *lists], env={"PATH": str(self.bin)}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=30)

    def test_nothing_is_missing(self):
        self.program("sudo", f"echo sudo >> {self.log}")
        done = self.run_script("present")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertFalse(self.log.exists())

    def test_no_sudo(self):
        done = self.run_script("absent", "present")
        self.assertEqual(done.returncode, 1)
        self.assertIn("there is no sudo", done.stderr)
        self.assertIn(f"apt-get install --no-install-recommends {ABSENT}\n", done.stderr)
        self.assertFalse(self.log.exists())

    def test_sudo_wants_a_password_and_nobody_is_there(self):
        self.program("sudo", "exit 1")
        done = self.run_script("absent")
        self.assertEqual(done.returncode, 1)
        self.assertIn("password", done.stderr)
        self.assertIn(ABSENT, done.stderr)
        self.assertFalse(self.log.exists())

    def test_sudo_installs(self):
        self.program("sudo", 'shift; exec "$@"')
        (self.bin / "true").symlink_to(shutil.which("true"))
        done = self.run_script("absent")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"Installing: {ABSENT}", done.stderr)
        self.assertEqual(self.log.read_text().splitlines(), ["apt-get", "apt-get"])


if __name__ == "__main__":
    unittest.main()
