# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds message bytes by hand, so that a test decides on each charset, encoding and form of a name."""
import base64
import quopri
from urllib.parse import quote

# What Python calls a charset that mail calls otherwise.
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}


def codec(charset: str) -> str:
    return _CODECS.get(charset, charset)


def encoded_words(text: str, charset: str) -> str:
    """RFC 2047 B words of at most 75 characters, never split inside a character; ASCII stays as it is."""
    if text.isascii():
        return text
    words, piece = [], ""
    for character in text:
        if len(base64.b64encode((piece + character).encode(codec(charset)))) > 75 - len(charset) - 7:
            words.append(piece)
            piece = ""
        piece += character
    words.append(piece)
    return "\r\n ".join(f"=?{charset}?B?{base64.b64encode(w.encode(codec(charset))).decode()}?=" for w in words)


def address(name: str, email: str, charset: str) -> str:
    """`name <email>`, the name quoted or encoded as it needs."""
    if not name.isascii():
        return f"{encoded_words(name, charset)} <{email}>"
    return f'"{name}" <{email}>' if any(c in name for c in '.,;:@()<>[]"') else f"{name} <{email}>"


def file_parameters(name: str, form: str) -> str:
    """Content-Type's and Content-Disposition's file name; `form` is 2231, 2047 (as QQ sends it) or both.

    :return: two header lines' worth, to be used as `Content-Type: x/y{0}` and `Content-Disposition: attachment{1}`.
    """
    if name.isascii():
        return f';\r\n name="{name}"\0;\r\n filename="{name}"'
    word = encoded_words(name, "utf-8").replace("\r\n ", " ")
    extended = f";\r\n filename*=UTF-8''{quote(name)}"
    if form == "2231":
        return f"\0{extended}"
    if form == "2047":
        return f';\r\n name="{word}"\0;\r\n filename="{word}"'
    return f';\r\n name="{word}"\0{extended}'


def text_part(text: str, charset: str, subtype: str = "plain", raw: bool = False) -> bytes:
    """A text part with its headers: 7bit, quoted-printable or base64 as fits; `raw` is 8bit with no charset named."""
    content = text.replace("\n", "\r\n").encode(codec(charset), "xmlcharrefreplace" if subtype == "html" else "strict")
    if raw:
        return f"Content-Type: text/{subtype}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode() + content
    if charset == "iso-2022-jp" or (content.isascii() and max(map(len, content.split(b"\r\n"))) < 998):
        name = charset if charset == "iso-2022-jp" else ("us-ascii" if subtype == "plain" else charset)
        encoding, body = "7bit", content
    elif sum(b > 126 for b in content) * 4 < len(content):
        name, encoding = charset, "quoted-printable"
        body = quopri.encodestring(content.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    else:
        name, encoding, body = charset, "base64", lines64(content)
    return (f"Content-Type: text/{subtype}; charset={name}\r\n"
            f"Content-Transfer-Encoding: {encoding}\r\n\r\n").encode() + body


def file_part(name: str, media_type: str, content: bytes, form: str = "both", cid: str | None = None) -> bytes:
    """An attachment, or an inline part with a Content-ID."""
    first, _, second = file_parameters(name, form).partition("\0")
    head = f"Content-Type: {media_type}{first}\r\nContent-Transfer-Encoding: base64\r\n"
    if cid:
        head += f"Content-ID: <{cid}>\r\nContent-Disposition: inline{second}\r\n"
    else:
        head += f"Content-Disposition: attachment{second}\r\n"
    return head.encode() + b"\r\n" + lines64(content)


def multipart(subtype: str, boundary: str, parts: list[bytes]) -> bytes:
    """A multipart with its header; `boundary` must not occur in the parts."""
    mark = boundary.encode()
    inner = b"".join(b"--" + mark + b"\r\n" + p + b"\r\n" for p in parts)
    return b'Content-Type: multipart/' + subtype.encode() + b';\r\n boundary="' + mark + b'"\r\n\r\n' + inner + b"--" + mark + b"--\r\n"


def lines64(content: bytes) -> bytes:
    """Base64 in lines of 76."""
    return base64.encodebytes(content).replace(b"\n", b"\r\n").rstrip(b"\r\n") + b"\r\n"
