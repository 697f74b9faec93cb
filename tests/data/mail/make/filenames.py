# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of attached files: every way to write one, and the tricks."""
from mail import attachment, b64word, crlf, part, usual, write

NAME = "会议纪要.docx"


def named(name, why, fields, expected, **more):
    data = fields if isinstance(fields, bytes) else fields.encode()
    head = crlf(usual(f"filenames/{name}") + "Subject: n\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\n\nThe text.\n--b1\n")
    write(f"filenames/{name}", why, head + crlf(data + b"\n\nx\n--b1--\n"), text="The text.", attachments=[attachment(expected, b"x", **more)])


def written():
    octets = "Content-Type: application/octet-stream"
    utf = NAME.encode()
    escaped = "".join(f"%{byte:02X}" for byte in utf)
    gbk = "".join(f"%{byte:02X}" for byte in NAME.encode("gbk"))
    named("plain", "A name in the usual place.", f"{octets}\nContent-Disposition: attachment; filename=a.bin", "a.bin")
    named("quoted-space", "A name with spaces and a semicolon.", f'{octets}\nContent-Disposition: attachment; filename="a; b.bin"', "a; b.bin")
    named("unquoted-space", "A name with spaces that isn't quoted.", f"{octets}\nContent-Disposition: attachment; filename=a b.bin", "a b.bin")
    named("in-type-only", "The name stands in the Content-Type alone.", f"{octets}; name=a.bin", "a.bin")
    named("two-names", "Two names: that of the disposition counts.", f"{octets}; name=old.bin\nContent-Disposition: attachment; filename=new.bin", "new.bin")
    named("rfc2231", "RFC 2231.", f"{octets}\nContent-Disposition: attachment; filename*=utf-8''{escaped}", NAME)
    named("rfc2231-language", "RFC 2231 with a language.", f"{octets}\nContent-Disposition: attachment; filename*=utf-8'zh-CN'{escaped}", NAME)
    named("rfc2231-gbk", "RFC 2231 in GBK.", f"{octets}\nContent-Disposition: attachment; filename*=gbk''{gbk}", NAME)
    named("rfc2231-lower", "RFC 2231 with hex digits in lower case.", f"{octets}\nContent-Disposition: attachment; FileName*=UTF-8''{escaped.lower()}", NAME)
    named("rfc2231-pieces", "RFC 2231 in pieces.", f"{octets}\nContent-Disposition: attachment;\n filename*0*=utf-8''{escaped[:18]};\n filename*1*={escaped[18:36]};\n filename*2*={escaped[36:]}", NAME)
    named("rfc2231-pieces-disordered", "The pieces in another order.", f"{octets}\nContent-Disposition: attachment;\n filename*2*={escaped[36:]};\n filename*0*=utf-8''{escaped[:18]};\n filename*1*={escaped[18:36]}", NAME)
    named("rfc2231-split-in-character", "A character split across two pieces.", f"{octets}\nContent-Disposition: attachment;\n filename*0*=utf-8''{escaped[:12]};\n filename*1*={escaped[12:]}", NAME)
    named("rfc2231-pieces-mixed", "Some pieces encoded, some not.", f"{octets}\nContent-Disposition: attachment;\n filename*0*=utf-8''{escaped[:36]};\n filename*1=\".docx\"", NAME)
    named("rfc2231-plain-pieces", "Pieces without any encoding.", f"{octets}\nContent-Disposition: attachment;\n filename*0=\"long\";\n filename*1=\"name.bin\"", "longname.bin")
    named("rfc2231-eleven-pieces", "Piece 10 comes behind piece 9, not behind piece 1.", f"{octets}\nContent-Disposition: attachment;" + ";".join(f"\n filename*{i}={chr(97 + i)}" for i in range(11)),
          "abcdefghijk")
    named("rfc2231-beside-plain", "Both forms: RFC 2231 counts.", f"{octets}\nContent-Disposition: attachment; filename=fallback.docx; filename*=utf-8''{escaped}", NAME)
    named("rfc2231-no-charset", "RFC 2231 without its quotes.", f"{octets}\nContent-Disposition: attachment; filename*={escaped}", NAME)
    named("rfc2231-quoted", "RFC 2231 in quotes, which isn't allowed.", f"{octets}\nContent-Disposition: attachment; filename*=\"utf-8''{escaped}\"", NAME)
    named("encoded-word", "An encoded word in quotes, as nearly all send it.", f"{octets}; name=\"{b64word(utf, 'utf-8')}\"", NAME)
    named("encoded-word-unquoted", "An encoded word without quotes.", f"{octets}; name={b64word(utf, 'utf-8')}", NAME)
    named("encoded-words-folded", "Two encoded words, folded, split inside a character.", f"{octets};\n name=\"{b64word(utf[:7], 'utf-8')}\n {b64word(utf[7:], 'utf-8')}\"", NAME)
    named("encoded-word-gbk", "An encoded word in GBK.", f"{octets}; name=\"{b64word(NAME.encode('gbk'), 'gb2312')}\"", NAME)
    named("encoded-word-in-2231", "An encoded word in an RFC 2231 piece.", f"{octets}\nContent-Disposition: attachment; filename*0=\"{b64word(utf, 'utf-8')}\"", NAME)
    named("raw-utf8", "Raw UTF-8.", f"{octets}\nContent-Disposition: attachment; filename=\"{NAME}\"", NAME)
    named("raw-gbk", "Raw GBK.", f"{octets}\nContent-Disposition: attachment; filename=\"{NAME}\"".encode("gbk"), NAME)
    named("percent-in-plain", "A percent sign in a plain name is one.", f"{octets}\nContent-Disposition: attachment; filename=\"100%25.txt\"", "100%25.txt")
    named("disposition-unknown", "An unknown disposition is an attachment [RFC 2183].", f"{octets}\nContent-Disposition: x-new; filename=a.bin", "a.bin")
    named("disposition-in-capitals", "Case doesn't count.", f"{octets}\nCONTENT-DISPOSITION: ATTACHMENT; FILENAME=a.bin", "a.bin")
    named("none", "No name: one by the type.", "Content-Type: image/png", "image.png")
    named("none-unknown", "No name and an unknown type.", "Content-Type: application/x-nothing-known", "attachment.bin")
    named("text-attached", "A text that is attached isn't shown as text.", "Content-Type: text/plain\nContent-Disposition: attachment; filename=notes.txt", "notes.txt")
    named("text-attached-nameless", "The same without a name.", "Content-Type: text/plain\nContent-Disposition: attachment", "text.txt")


def tricks():
    octets = "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="
    cases = [
        ("path-unix", '"/etc/cron.d/job"', "job", "A path: only its end is a name."), ("path-parents", '"../../../.ssh/authorized_keys"', "authorized_keys", "A way out of the folder."),
        ("path-windows", '"C:\\\\Windows\\\\evil.exe"', "evil.exe", "A path of Windows."), ("path-mixed", '"..\\\\../x.sh"', "x.sh", "Both kinds of slashes."),
        ("leading-dot", '".bashrc"', "bashrc", "A name that would be hidden."), ("leading-dots", '"...hidden"', "hidden", "More dots."),
        ("only-dots", '".."', "attachment.bin", "Nothing but dots: a name by the type."), ("only-spaces", '"   "', "attachment.bin", "Nothing but spaces."),
        ("trailing-dots", '"a.exe..."', "a.exe", "Dots at the end, which Windows drops."), ("trailing-spaces", '"a.txt                .exe"', "a.txt                .exe", "Spaces before the real ending: all of it is shown."),
        ("null", '"a.txt\0.exe"', "a.txt .exe", "A NUL before the real ending."), ("line-break", f'"{b64word(b"a" + bytes([13, 10]) + b"b.txt", "utf-8")}"', "a b.txt", "A line break in a name."),
        ("rtl-override", f'"{b64word("photo‮gpj.exe".encode(), "utf-8")}"', "photogpj.exe", "An override that would show exe.jpg."),
        ("isolates", f'"{b64word("a⁦b⁩.exe".encode(), "utf-8")}"', "ab.exe", "Isolates of direction."),
        ("zero-width", f'"{b64word("a​b﻿.exe".encode(), "utf-8")}"', "ab.exe", "Characters that nobody sees."),
        ("soft-hyphen", f'"{b64word("a­b.exe".encode(), "utf-8")}"', "ab.exe", "A hyphen that nobody sees."),
        ("stream", '"a.txt:evil.exe"', "a.txt_evil.exe", "A stream of NTFS."), ("wildcards", '"a*b?c.txt"', "a_b_c.txt", "Wildcards."),
        ("pipe", '"|rm -rf"', "_rm -rf", "A pipe."), ("shell", '"$(id).txt"', "$(id).txt", "What a shell would run is only a name here."),
        ("markup", '"<b>a</b>.html"', "b_.html", "Markup: what stands behind the slash."), ("long", '"' + "x" * 400 + '.pdf"', "x" * 196 + ".pdf", "A long name keeps its ending."),
        ("two-endings", '"invoice.pdf.exe"', "invoice.pdf.exe", "Two endings: both are shown."), ("slash-end", '"folder/"', "attachment.bin", "A folder's name."),
    ]
    for name, raw, expected, why in cases:
        data = (octets + raw).encode()
        head = crlf(usual(f"filenames/trick-{name}") + "Subject: n\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\n\nThe text.\n--b1\n")
        write(f"filenames/trick-{name}", why, head + crlf(data + b"\n\nx\n--b1--\n"), attachments=[attachment(expected, b"x")])


def make():
    written()
    tricks()
