# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up corpus for measuring: 20 % CJK, 40 % HTML, 5 % attachments, threads, about 5.6 KB a message."""
import base64
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime

from . import mails
from .append import Mail

_WORDS = (
    "meeting project schedule invoice budget report review release server mailbox folder message thread answer question "
    "draft contract office window garden river mountain winter summer morning evening paper letter travel ticket station "
    "train flight hotel dinner kitchen table music concert picture camera library chapter author editor printer machine "
    "network router packet socket buffer memory thread kernel driver module compile branch commit merge deploy measure "
    "figure chart sample result reason method theory history science energy battery panel engine wheel bridge harbour "
    "please thank regards because although before after during without between around against toward almost already "
    "the of and to in for on with at by from as is was are be this that which we you they it our your their").split()
_HAN = ("项目 会议 纪要 进度 安排 预算 合同 发票 报告 评审 测试 部署 服务器 邮件 附件 表格 日期 负责人 下周 本周 周五 上午 下午 请 确认 回复 "
        "谢谢 您好 大家 修改 完成 开始 结束 需要 已经 可以 我们 你们 问题 方案 设计 文档 客户 北京 上海 深圳 图书馆 音乐 天气 火车 飞机 "
        "的 了 在 是 和 与 对 把 从 到").split()
_NAMES = [("Maria Keller", "maria"), ("Tom Okafor", "tom"), ("Priya Raman", "priya"), ("Elena Petrova", "elena"),
          ("Jonas Lindqvist", "jonas"), ("Hannah Weiss", "hannah"), ("李娜", "lina"), ("王芳", "wangfang"), ("刘洋", "liuyang"),
          ("Amélie Fournier", "amelie"), ("佐藤 健", "sato"), ("Arvid Nilsen", "arvid")]
_DOMAINS = ["office.example", "keji.example", "mail.example", "studio.example", "lists.example"]
_POOL = 400     # paragraphs of each kind, made once


class _Pool:
    """Paragraphs made once and put together anew for each message: quick, and no two messages alike."""

    def __init__(self, rng: random.Random):
        self.latin = [self._latin(rng) for _ in range(_POOL)]
        self.han = [self._han(rng) for _ in range(_POOL)]
        self.han_bytes = {c: [p.encode(mails.codec(c)) for p in self.han] for c in ("utf-8", "gb18030")}
        self.latin_html = [f'<p style="margin:0 0 12px;line-height:1.5">{p}</p>\r\n' for p in self.latin]
        self.han_html = {c: [b"<p>" + p + b"</p>\r\n" for p in pool] for c, pool in self.han_bytes.items()}
        self.file = mails.lines64(rng.randbytes(24_000))

    @staticmethod
    def _latin(rng: random.Random) -> str:
        words = rng.choices(_WORDS, k=rng.randint(30, 70))
        lines, line = [], ""
        for word in words:
            if len(line) + len(word) > 71:
                lines.append(line)
                line = ""
            line += (" " if line else "") + word
        return "\r\n".join([*lines, line]).capitalize() + "."

    @staticmethod
    def _han(rng: random.Random) -> str:
        return "，".join("".join(rng.choices(_HAN, k=rng.randint(3, 7))) for _ in range(rng.randint(4, 9))) + "。"


def messages(count: int, until: datetime, seed: int = 2026) -> Iterator[Mail]:
    """`count` messages, oldest first, spread over the three years before `until`. The same for the same arguments."""
    rng = random.Random(seed)
    pool = _Pool(rng)
    step = timedelta(days=3 * 365) / max(count, 1)
    senders = [(mails.address(name, f"{local}@{domain}", "utf-8"), domain) for name, local in _NAMES for domain in _DOMAINS]
    recent: list[tuple[str, str]] = []      # Message-IDs and subjects that may be answered
    for number in range(count):
        date = (until - step * (count - 1 - number)).replace(microsecond=0)
        yield _message(rng, pool, number, date, rng.choice(senders), recent)


def _message(rng: random.Random, pool: _Pool, number: int, date: datetime, sender: tuple[str, str],
             recent: list[tuple[str, str]]) -> Mail:
    dice = rng.random()
    cjk, rich, attached = dice < 0.2, rng.random() < 0.4, rng.random() < 0.05
    charset = ("gb18030" if dice < 0.07 else "utf-8") if cjk else "us-ascii"
    message_id = f"<{number:08x}.{rng.getrandbits(40):010x}@{sender[1]}>"
    thread = ""
    if recent and rng.random() < 0.45:
        parent, subject = rng.choice(recent)
        thread = f"In-Reply-To: {parent}\r\nReferences: {parent}\r\n"
        subject = subject if subject.startswith("Re: ") else "Re: " + subject
    elif cjk:
        subject = mails.encoded_words("".join(rng.choices(_HAN, k=4)) + f" {number}", charset)
    else:
        subject = " ".join(rng.choices(_WORDS, k=rng.randint(3, 7))).capitalize() + f" {number}"
    recent.append((message_id, subject))
    if len(recent) > 40:
        recent.pop(0)
    day = format_datetime(date)
    head = (f"Return-Path: <bounce@{sender[1]}>\r\n"
            f"Received: from smtp.{sender[1]} (smtp.{sender[1]} [192.0.2.{number % 250 + 1}])\r\n\tby mx.qq.test with ESMTPS id "
            f"{number:010x}\r\n\tfor <receiver@qq.test>; {day}\r\n"
            f"Date: {day}\r\nFrom: {sender[0]}\r\nTo: receiver@qq.test\r\nSubject: {subject}\r\n"
            f"Message-ID: {message_id}\r\n{thread}MIME-Version: 1.0\r\n").encode("ascii")
    body = _body(rng, pool, number, charset, rich)
    if attached:
        mark = f"mixed-{number:08x}"
        name = f"进度表 {number}.xlsx" if cjk else f"report {number}.pdf"
        first, _, second = mails.file_parameters(name, "both").partition("\0")
        head_part = (f"Content-Type: application/octet-stream{first}\r\nContent-Transfer-Encoding: base64\r\n"
                     f"Content-Disposition: attachment{second}\r\n\r\n").encode()
        # Whole base64 lines of 78 bytes, so that a shorter file is still a good one.
        content = pool.file[:78 * rng.randint(60, 400)]
        body = mails.multipart("mixed", mark, [body, head_part + content])
    flags = rng.choice(("\\Seen", "\\Seen", "\\Seen", "\\Seen \\Answered", "\\Seen \\Flagged", ""))
    return Mail(flags, date, head + body)


def _body(rng: random.Random, pool: _Pool, number: int, charset: str, rich: bool) -> bytes:
    if charset == "us-ascii":
        picks = rng.choices(range(_POOL), k=rng.randint(4, 12))
        plain = ("\r\n\r\n".join(pool.latin[p] for p in picks) + f"\r\n\r\nNumber {number}\r\n").encode()
        text = b"Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" + plain
        inner = "".join(pool.latin_html[p] for p in picks).encode() if rich else b""
    else:
        picks = rng.choices(range(_POOL), k=rng.randint(6, 20))
        plain = b"\r\n\r\n".join(pool.han_bytes[charset][p] for p in picks) + b"\r\n\r\n%d\r\n" % number
        text = (f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n").encode() + _lines(plain)
        inner = b"".join(pool.han_html[charset][p] for p in picks) if rich else b""
    if not rich:
        return text
    page = (b'<html><body style="font-family:sans-serif"><table width="600"><tr><td><h1>' + b"%d" % number + b"</h1>\r\n" + inner +
            b'<p><a href="https://read.example/%d">Read on</a><img src="https://track.example/%d.gif"></p></td></tr></table>'
            b"</body></html>\r\n" % (number, number))
    if charset == "us-ascii":
        part = b"Content-Type: text/html; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" + page
    else:
        part = f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + _lines(page)
    return mails.multipart("alternative", f"alt-{number:08x}", [text, part])


def _lines(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")
