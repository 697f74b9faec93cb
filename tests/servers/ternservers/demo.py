# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's mailboxes: resources/demo/*.json turned into messages, the same for the same `now`."""
import hashlib
import html
import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from . import attachments, mails
from .append import Mail

RESOURCES = Path(__file__).resolve().parents[3] / "resources" / "demo"


@dataclass
class Placed:
    """A message and the folder it belongs to."""
    folder: str
    mail: Mail


@dataclass
class _Earlier:
    message_id: str
    references: list[str]
    text: str
    sender: str
    date: datetime
    subject: str
    cc: list[str] = field(default_factory=list)


def messages(account: str, now: datetime) -> list[Placed]:
    """Everything of `receiver` or `sender`, oldest first."""
    people = json.loads((RESOURCES / "people.json").read_text(encoding="utf-8"))
    box = json.loads((RESOURCES / f"{account}.json").read_text(encoding="utf-8"))
    placed = []
    for thread in box["threads"]:
        earlier: list[_Earlier] = []
        for spec in thread["messages"]:
            merged = {k: v for k, v in thread.items() if k != "messages"} | spec
            if "subject" not in spec and spec.get("reply") is not None and earlier:
                merged["subject"] = "Re: " + re.sub(r"^Re: ", "", _parent(spec, earlier).subject)
            placed.append(_place(_Builder(people, box["owner"], now), merged, earlier))
    return sorted(placed, key=lambda p: p.mail.received)


def moment(age: str, now: datetime) -> datetime:
    """`14m`, `3h`, or `2d 10:41` (that time of the day two days before `now`)."""
    if match := re.fullmatch(r"(\d+)d (\d\d):(\d\d)", age):
        day = now - timedelta(days=int(match[1]))
        return day.replace(hour=int(match[2]), minute=int(match[3]), second=int(match[1]) * 7 % 60, microsecond=0)
    unit = {"m": "minutes", "h": "hours"}[age[-1]]
    return (now - timedelta(**{unit: int(age[:-1])})).replace(microsecond=0)


def _parent(spec: dict, earlier: list[_Earlier]) -> _Earlier:
    which = spec["reply"]
    return earlier[-1] if which is True else earlier[which]


def _place(builder: "_Builder", spec: dict, earlier: list[_Earlier]) -> Placed:
    parent = _parent(spec, earlier) if spec.get("reply") is not None and earlier else None
    content, this = builder.build(spec, parent)
    earlier.append(this)
    mine = spec["from"] == builder.owner
    folder = spec.get("folder", "INBOX")
    if mine and folder != "Drafts":
        folder = "Sent"
    flags = [] if spec.get("unread") else ["\\Seen"]
    flags += ["\\Flagged"] if spec.get("flagged") else []
    flags += ["\\Answered"] if spec.get("answered") else []
    flags += ["\\Draft"] if folder == "Drafts" else []
    return Placed(folder, Mail(" ".join(flags), this.date, content))


class _Builder:
    def __init__(self, people: dict, owner: str, now: datetime):
        self._people, self.owner, self._now = people, owner, now

    def build(self, spec: dict, parent: _Earlier | None) -> tuple[bytes, _Earlier]:
        charset = spec.get("charset", "utf-8")
        date = moment(spec["at"], self._now)
        seed = hashlib.sha256(f"{spec['from']}|{spec['at']}|{spec['subject']}|{spec['text']}".encode()).hexdigest()
        sender = self._people[spec["from"]]
        message_id = f"<{seed[:20]}@{sender[1].partition('@')[2]}>"
        this = _Earlier(message_id, [], spec["text"], sender[0], date, spec["subject"])
        to = spec.get("to") or (self.owner if spec["from"] != self.owner else self._reply_to(spec, parent))
        lines = self._received(spec, sender, date, seed)
        lines += [f"Date: {format_datetime(date)}", f"From: {mails.address(*sender, charset)}",
                  f"To: {self._addresses([to], charset)}"]
        if spec.get("cc"):
            lines.append(f"Cc: {self._addresses(spec['cc'], charset)}")
        lines += [f"Subject: {mails.encoded_words(spec['subject'], charset)}", f"Message-ID: {message_id}"]
        if parent:
            this.references = [*parent.references, parent.message_id]
            joined = "\r\n ".join(this.references)
            lines += [f"In-Reply-To: {parent.message_id}", f"References: {joined}"]
        if spec.get("list"):
            lines += [f"List-Id: <{spec['list']}>", "Precedence: list"]
        if spec.get("template") == "newsletter":
            lines.append(f"List-Unsubscribe: <https://{spec['site']}/unsubscribe?u=8f21>")
        lines.append("MIME-Version: 1.0")
        head = ("\r\n".join(lines) + "\r\n").encode("ascii")
        if spec.get("raw"):     # as careless senders do: the header's bytes unencoded, no charset named
            raw = b"Subject: " + spec["subject"].encode(mails.codec(charset))
            head = re.sub(rb"Subject: .*?(?=\r\n\S)", lambda _: raw, head, flags=re.DOTALL)
        return head + self._body(spec, parent, charset, seed), this

    def _reply_to(self, spec: dict, parent: _Earlier | None) -> str:
        names = {person[0]: key for key, person in self._people.items()}
        key = names.get(parent.sender) if parent else None
        return key if key and key != self.owner else (spec.get("cc") or ["maria"])[0]

    def _addresses(self, keys: list[str], charset: str) -> str:
        # A name outside the message's own charset is written in UTF-8.
        parts = []
        for key in keys:
            name, email = self._people[key]
            try:
                name.encode(mails.codec(charset))
                parts.append(mails.address(name, email, charset))
            except UnicodeEncodeError:
                parts.append(mails.address(name, email, "utf-8"))
        return ",\r\n ".join(parts)

    def _received(self, spec: dict, sender: list[str], date: datetime, seed: str) -> list[str]:
        if spec["from"] == self.owner or spec.get("folder") == "Drafts":
            return []
        domain, to = sender[1].partition("@")[2], self._people[self.owner][1]
        hops = [(f"mx.{to.partition('@')[2]}", f"smtp.{domain}", 4), (f"smtp.{domain}", "client.local", 1)]
        lines = [f"Return-Path: <{sender[1]}>"]
        for by, name, seconds in hops:
            lines.append(f"Received: from {name} ({name} [192.0.2.{int(seed[:2], 16) % 250 + 1}])\r\n\tby {by} with ESMTPS id "
                         f"{seed[:10]}\r\n\tfor <{to}>; {format_datetime(date + timedelta(seconds=seconds))}")
        return lines

    def _body(self, spec: dict, parent: _Earlier | None, charset: str, seed: str) -> bytes:
        text = spec["text"] + "\n"
        if parent and not spec.get("noquote") and not spec.get("template"):
            when = parent.date.strftime("%a, %d %b %Y at %H:%M")
            text += f"\nOn {when}, {parent.sender} wrote:\n" + "".join(f"> {line}\n" for line in parent.text.split("\n"))
        body = mails.text_part(_plain(text), charset, raw=bool(spec.get("raw")))
        if spec.get("template"):
            body = self._alternative(spec, body, charset, seed)
        names = spec.get("attach", [])
        if names:
            # Both forms of a name are met in the wild; QQ sends encoded words inside the quotes.
            form = spec.get("names", "both")
            body = mails.multipart("mixed", f"mixed-{seed[:16]}", [body] + [
                mails.file_part(name, *attachments.make(name), form) for name in names])
        return body

    def _alternative(self, spec: dict, plain: bytes, charset: str, seed: str) -> bytes:
        template = (RESOURCES / "html" / f"{spec['template']}.html").read_text(encoding="utf-8")
        cid = f"picture.{seed[:8]}@{spec.get('site', 'local.example')}"
        chinese = not spec["text"].isascii() and bool(re.search("[一-鿿]", spec["text"]))
        rows = "".join(
            f'<tr><td style="padding:8px 0;border-top:1px solid #e6eaec;color:#5b6972">{html.escape(left)}</td>'
            f'<td align="right" style="padding:8px 0;border-top:1px solid #e6eaec"><b>{html.escape(right)}</b></td></tr>'
            for left, right in spec.get("rows", []))
        values = {
            "title": html.escape(spec["subject"]), "name": html.escape(self._people[spec["from"]][0]),
            "body": _to_html(spec["text"]), "footer": html.escape(spec.get("footer", "")), "rows": rows,
            "color": spec.get("color", "#0b7285"), "cid": cid, "issue": seed[:6], "site": spec.get("site", ""),
            "button": html.escape(spec.get("button", "")), "alt": "封面" if chinese else "The picture of the week",
            "remote_alt": "（远程图片）" if chinese else "A banner from our shop", "leave": "退订" if chinese else "Unsubscribe"}
        page = re.sub(r"\{([a-z_]+)\}", lambda m: values.get(m[1], m[0]), template)
        rich = mails.text_part(page, charset, "html")
        if spec.get("image"):
            image = attachments.picture(spec["image"] + seed[:4], 600, 260)
            rich = mails.multipart("related", f"related-{seed[:16]}",
                                   [rich, mails.file_part(f"{spec['image']}.png", "image/png", image, cid=cid)])
        return mails.multipart("alternative", f"alternative-{seed[:16]}", [plain, rich])


def _plain(text: str) -> str:
    text = re.sub(r"\[([^\]]+)\]\((https?://[^)]+)\)", r"\1 <\2>", text)
    return re.sub(r"\*\*?([^*\n]+)\*\*?", r"\1", re.sub(r"(?m)^## ", "", text))


def _to_html(text: str) -> str:
    parts = []
    for block in text.split("\n\n"):
        out = html.escape(block)
        out = re.sub(r"\[([^\]]+)\]\((https?://[^)]+)\)", r'<a href="\2">\1</a>', out)
        out = re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", out)
        out = re.sub(r"\*([^*\n]+)\*", r"<i>\1</i>", out)
        if out.startswith("## "):
            title, _, rest = out[3:].partition("\n")
            parts.append(f"<h2>{title}</h2><p>{rest.replace(chr(10), '<br>')}</p>")
        else:
            parts.append(f"<p>{out.replace(chr(10), '<br>')}</p>")
    return "\n".join(parts)

