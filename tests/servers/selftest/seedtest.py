#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The seeds are what they claim to be, and the same each time. Needs no server."""
import email
import email.header
import email.policy
import io
import sys
import unittest
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ternservers import bulk, demo, mails  # noqa: E402
from ternservers.append import modified_utf7  # noqa: E402

NOW = datetime(2026, 11, 23, 9, 55, tzinfo=timezone(timedelta(hours=8)))


def parsed(content: bytes):
    return email.message_from_bytes(content, policy=email.policy.default)


class DemoTest(unittest.TestCase):
    def setUp(self):
        self.receiver = demo.messages("receiver", NOW)
        self.sender = demo.messages("sender", NOW)

    def test_is_the_same_each_time(self):
        self.assertEqual(self.receiver, demo.messages("receiver", NOW))

    def test_has_a_hundred_messages_in_many_folders(self):
        self.assertGreaterEqual(len(self.receiver), 99)
        folders = {p.folder for p in self.receiver}
        self.assertLessEqual({"INBOX", "Sent", "Drafts", "Junk", "Trash", "Archive", "项目/项目进度", "Projects/Tern"}, folders)
        self.assertTrue(all(p.mail.received <= NOW for p in self.receiver + self.sender))

    def test_is_well_formed(self):
        for placed in self.receiver + self.sender:
            content = placed.mail.content
            self.assertNotIn(b"\n", content.replace(b"\r\n", b""))
            self.assertLess(max(map(len, content.split(b"\r\n"))), 998)
            message = parsed(content)
            self.assertFalse([d for part in message.walk() for d in part.defects])
            if not b"fapiao@" in content:    # the careless sender's raw header
                self.assertEqual(message["Subject"], email.header.make_header(email.header.decode_header(message["Subject"])))
                self.assertNotIn("�", str(message["Subject"]) + message.get_body(("plain",)).get_content())

    def test_has_every_charset(self):
        charsets = {part.get_content_charset() for p in self.receiver for part in parsed(p.mail.content).walk()}
        self.assertLessEqual({"utf-8", "gb18030", "big5", "iso-2022-jp", "koi8-r", "iso-8859-1"}, charsets)

    def test_threads_point_at_messages_that_are_there(self):
        ids = {parsed(p.mail.content)["Message-ID"] for p in self.receiver}
        answers = [parsed(p.mail.content)["In-Reply-To"] for p in self.receiver]
        self.assertGreater(sum(a is not None for a in answers), 25)
        self.assertTrue(all(a in ids for a in answers if a))
        self.assertEqual(len(ids), len(self.receiver))

    def test_attachments_are_real_files(self):
        found = {}
        for placed in self.receiver:
            for part in parsed(placed.mail.content).iter_attachments():
                found[part.get_filename()] = part.get_content()
        with zipfile.ZipFile(io.BytesIO(found["附件.xlsx"])) as book:
            self.assertIsNone(book.testzip())
            self.assertIn("登录页面", book.read("xl/worksheets/sheet1.xml").decode())
        self.assertTrue(found["安排.pdf"].startswith(b"%PDF-1.4"))
        self.assertTrue(found["海報初稿.png"].startswith(b"\x89PNG"))

    def test_the_same_message_in_both_accounts_is_one_message(self):
        ids = [{parsed(p.mail.content)["Message-ID"] for p in box} for box in (self.receiver, self.sender)]
        self.assertGreaterEqual(len(ids[0] & ids[1]), 3)


class BulkTest(unittest.TestCase):
    def test_is_the_mixture_that_figures_are_measured_with(self):
        count = 3000
        cjk = rich = attached = size = answers = 0
        seen = set()
        for mail in bulk.messages(count, NOW):
            content = mail.content
            size += len(content)
            cjk += b"charset=utf-8" in content or b"charset=gb18030" in content
            rich += b"Content-Type: text/html" in content
            attached += b"Content-Disposition: attachment" in content
            answers += b"In-Reply-To:" in content
            seen.add(content)
        self.assertEqual(len(seen), count)
        self.assertAlmostEqual(cjk / count, 0.20, delta=0.03)
        self.assertAlmostEqual(rich / count, 0.40, delta=0.03)
        self.assertAlmostEqual(attached / count, 0.05, delta=0.02)
        self.assertAlmostEqual(size / count, 5700, delta=600)
        self.assertGreater(answers, count // 3)
        self.assertEqual(list(bulk.messages(50, NOW)), list(bulk.messages(50, NOW)))

    def test_every_kind_can_be_read(self):
        for mail in bulk.messages(400, NOW):
            message = parsed(mail.content)
            self.assertFalse([d for part in message.walk() for d in part.defects])
            self.assertNotIn("�", message.get_body(("plain",)).get_content())


class NameTest(unittest.TestCase):
    def test_mailbox_names(self):
        self.assertEqual(modified_utf7("已发送"), "&XfJT0ZAB-")
        self.assertEqual(modified_utf7("其他文件夹"), "&UXZO1mWHTvZZOQ-")
        self.assertEqual(modified_utf7("A & B/项目"), "A &- B/&mHl27g-")

    def test_encoded_words_stay_short_and_whole(self):
        text = "项目进度与下周安排" * 8
        for charset in ("utf-8", "gb18030", "iso-2022-jp"):
            shown = text if charset != "iso-2022-jp" else "来週の打ち合わせについて" * 6
            words = mails.encoded_words(shown, charset).split("\r\n ")
            self.assertTrue(all(len(w) <= 75 for w in words))
            self.assertEqual(str(email.header.make_header(email.header.decode_header(" ".join(words)))), shown)


if __name__ == "__main__":
    unittest.main()
