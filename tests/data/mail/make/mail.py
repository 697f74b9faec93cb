# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules beside this one write messages with."""
import base64
import json
import pathlib
import quopri

FOLDER = pathlib.Path(__file__).resolve().parent.parent
NAMES = set()
LINE = "\n"
EMPTY = ""

FROM = "From: Zhang Wei <zhang@example.org>\n"
USUAL = FROM + "To: li@example.net\nDate: Mon, 23 Nov 2026 09:41:02 +0800\nMessage-ID: <{name}@example.org>\nMIME-Version: 1.0\n"


def b64(data):
    return base64.encodebytes(data).decode("ascii")


def b64word(text, charset):
    return f"=?{charset}?B?{base64.b64encode(text).decode('ascii')}?="


def qp(data):
    return quopri.encodestring(data).decode("ascii")


def crlf(text):
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def write(name, why, raw, **expected):
    """One message and what a person should see of it. `raw` is bytes as they stand, or text whose line ends become CRLF."""
    assert name not in NAMES, name
    assert why.endswith("."), name
    NAMES.add(name)
    path = FOLDER / f"{name}.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw if isinstance(raw, bytes) else crlf(raw))
    text = json.dumps({"why": why, **expected}, ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def usual(name):
    return USUAL.format(name=name.replace("/", "."))


def mail(name, why, fields, body="", **expected):
    """A message with the usual header, `fields` (text or bytes) added to it."""
    head = crlf(usual(name)) + crlf(fields)
    write(name, why, head + (b"" if head.endswith(b"\n") else b"\r\n") + b"\r\n" + crlf(body), **expected)


def part(fields, body, boundary="b1"):
    return f"--{boundary}\n{fields}{LINE if fields else EMPTY}\n{body}\n"


def multipart(name, why, kind, parts, end="--b1--\n", before="", **expected):
    mail(name, why, f"Subject: parts\nContent-Type: multipart/{kind}; boundary=b1\n", before + "".join(parts) + end, **expected)


def attachment(name, content=None, **more):
    found = {"name": name}
    if content is not None:
        found["size"] = len(content)
    found.update(more)
    return found
