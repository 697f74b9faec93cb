# SPDX-License-Identifier: GPL-3.0-or-later
"""Transfer encodings, files inside text, flowed text, winmail.dat."""
import base64
import binascii
import struct

from mail import attachment, b64, crlf, mail, multipart, part, usual, write


def uu(data, name, mode="644"):
    lines = [f"begin {mode} {name}\n"]
    lines += [binascii.b2a_uu(data[i:i + 45]).decode("ascii") for i in range(0, len(data), 45)]
    return "".join(lines) + "`\nend\n"


def yenc(data, name):
    body = bytearray()
    for byte in data:
        value = (byte + 42) % 256
        if value in (0, 10, 13, 61):
            body += bytes([61, (value + 64) % 256])
        else:
            body.append(value)
    return b"=ybegin line=128 size=%d name=%s\r\n" % (len(data), name) + bytes(body) + b"\r\n=yend size=%d\r\n" % len(data)


def text(name, why, encoding, body, expected, **more):
    mail(f"transfer/{name}", why, f"Subject: e\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n", body, text=expected, **more)


def transfer():
    text("qp-soft-breaks", "Soft line breaks, one with spaces behind it.", "quoted-printable", "one=\n two=  \n three\n", "one two three\n", defects=[])
    text("qp-lower-case", "Hex digits in lower case are not allowed, and common.", "quoted-printable", "caf=c3=a9\n", "café\n")
    text("qp-bad-escapes", "What is no escape stays as it is.", "quoted-printable", "a=b c=3D1 100=\n% =ZZ\n", "a=b c=1 100% =ZZ\n")
    text("qp-raw-8bit", "8-bit bytes that should have been escaped.", "quoted-printable", "é=C3=A9\n", "éé\n")
    text("qp-cut", "The message was cut inside an escape.", "quoted-printable", "abc=E", "abc")
    text("qp-in-capitals", "The name of an encoding knows no case.", "Quoted-Printable", "=C3=A9\n", "é\n")
    text("base64-no-padding", "Padding is missing.", "base64", base64.b64encode("café!".encode()).decode().rstrip("=") + "\n", "café!")
    text("base64-groups-padded", "Several padded pieces, one after the other.", "base64", "YQ==\nYg==\nYw==\n", "abc")
    text("base64-one-line", "All in one long line.", "base64", base64.b64encode(b"word " * 400).decode() + "\n", "word " * 400)
    text("base64-footer", "A list manager put its footer behind base64.", "base64", base64.b64encode("Grüße\r\n".encode()).decode()
         + "\n_______________________\nA list of ours, https://example.org/list\n", "Grüße\n\n_______________________\nA list of ours, https://example.org/list\n",
         defects=["text behind the end of base64 is shown below it"])
    text("base64-that-is-none", "The label says base64, the text is plain.", "base64", "This is a plain text and no base64 at all.\n", "This is a plain text and no base64 at all.\n",
         defects=["text that says it is base64 and is not; read as it stands"])
    text("base64-crlf-within", "Line ends inside the encoded text.", "base64", b64(b"one\r\ntwo\rthree\n"), "one\ntwo\nthree\n")
    text("unknown", "An encoding nobody knows: as it stands.", "x-rot13", "Text.\n", "Text.\n", defects=["an unknown transfer encoding; read as it stands"])
    text("with-comment", "A comment and a semicolon behind the encoding.", "8bit; (as it is)", "é\n", "é\n", defects=[])
    text("binary", "binary is text like any other.", "binary", "é\n", "é\n")
    text("8-bit-misspelt", "8-bit for 8bit.", "8-bit", "é\n", "é\n", defects=[])
    multipart("transfer/uuencode-part", "A part in uuencode, said by its header.", "mixed",
              [part("Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: x-uuencode", uu(b"%PDF-1", "a.pdf").strip())],
              attachments=[attachment("a.pdf", b"%PDF-1")])
    multipart("transfer/attachment-8bit", "A file without any encoding keeps its bytes.", "mixed",
              [part("Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment", "line 1\n.line 2")], attachments=[attachment("a.txt", b"line 1\r\n.line 2")])


def files_in_text():
    pdf = b"%PDF-1.4 " + bytes(range(60, 120))
    mail("transfer/uuencode", "A file in the text, from before MIME.", "Subject: u\n", "See below.\n\n" + uu(pdf, "old report.pdf") + "\nGreetings\n",
         text="See below.\n\n\nGreetings\n", attachments=[attachment("old report.pdf", pdf, type="application/pdf", part="1~1")])
    mail("transfer/uuencode-two", "Two files in one text.", "Subject: u\n", uu(b"one", "1.txt") + uu(b"two", "2.txt", "0755"), text="",
         attachments=[attachment("1.txt", b"one", part="1~1"), attachment("2.txt", b"two", part="1~2")])
    mail("transfer/uuencode-not-ended", "A beginning without an end is text.", "Subject: u\n", "begin 644 a.txt\n#;VYE\nno more\n",
         text="begin 644 a.txt\n#;VYE\nno more\n", attachments=[])
    mail("transfer/uuencode-in-prose", "A sentence that begins so is none.", "Subject: u\n", "begin 2026 with a good plan\nand\nend\n",
         text="begin 2026 with a good plan\nand\nend\n", attachments=[])
    mail("transfer/uuencode-path", "A file that wants to be written elsewhere.", "Subject: u\n", uu(b"x", "../../.bashrc"), attachments=[attachment("bashrc", b"x")])
    mail("transfer/uuencode-spaces-stripped", "A gateway stripped the spaces at line ends.", "Subject: u\n", "begin 644 z.bin\n#\n`\nend\n", text="begin 644 z.bin\n#\n`\nend\n")
    mail("transfer/uuencode-in-part", "uuencode in one part of several.", "Subject: u\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: text/plain", "Hi\n" + uu(b"one", "1.txt")) + "--b1--\n", text="Hi\n", attachments=[attachment("1.txt", b"one", part="1~1")])
    mail("transfer/yenc", "A file in yEnc, as in news.", "Subject: y\n", crlf("See:\n") + yenc(pdf, b"a b.pdf"), text="See:\n",
         attachments=[attachment("a b.pdf", pdf, part="1~1")])
    mail("transfer/yenc-all-bytes", "yEnc with every byte there is.", "Subject: y\n", yenc(bytes(range(256)), b"all.bin").replace(b"\r\n", b"\n"),
         attachments=[attachment("all.bin", bytes(range(256)))])
    mail("transfer/yenc-wrong-size", "yEnc that lost something: what is left, and a word about it.", "Subject: y\n", yenc(b"abc", b"a.txt").replace(b"yend size=3", b"yend size=9"),
         attachments=[attachment("a.txt", b"abc")], defects=["a file within the text is damaged"])


def flowed():
    def flow(name, why, parameters, body, expected):
        mail(f"transfer/flowed-{name}", why, f"Subject: f\nContent-Type: text/plain; charset=utf-8; format=flowed{parameters}\n", body, text=expected)
    flow("joined", "Lines that end in a space go on.", "", "One \ntwo\nthree\n", "One two\nthree\n")
    flow("delsp", "DelSp: the space that joins is none of the text's.", "; delsp=yes", "中文 \n中文\n", "中文中文\n")
    flow("quotes", "A quotation flows within its level.", "", "> One \n> two\n>> three \n> four\n", "> One two\n>> three \n> four\n")
    flow("signature", "A signature's separator doesn't flow.", "", "Hi \n-- \nname\n", "Hi \n-- \nname\n")
    flow("stuffed", "A stuffed space is taken away.", "", " From here\n  two\n", "From here\n two\n")
    flow("in-capitals", "FORMAT=FLOWED, as some write it.", "; DelSp=YES", "a \nb\n", "ab\n")


def tnef_attribute(level, identifier, data):
    return struct.pack("<BII", level, identifier, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef_property(kind, identifier, value):
    padded = value + b"\0" * (-len(value) % 4)
    return struct.pack("<HHII", kind, identifier, 1, len(value)) + padded


def tnef(*attributes):
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


def tnef_file(title, data, long_name=None):
    made = tnef_attribute(2, 0x00069002, b"\0" * 14) + tnef_attribute(2, 0x00018010, title + b"\0") + tnef_attribute(2, 0x0006800F, data)
    if long_name:
        made += tnef_attribute(2, 0x00069005, struct.pack("<I", 1) + tnef_property(0x1F, 0x3707, (long_name + "\0").encode("utf-16le")))
    return made


def winmail(name, why, data, with_text=True, **expected):
    parts = [part("Content-Type: text/plain", "The text.")] if with_text else []
    multipart(f"transfer/tnef-{name}", why, "mixed",
              parts + [part("Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64", b64(data).strip())], **expected)


def outlook():
    winmail("file", "A winmail.dat is the file it holds.", tnef(tnef_file(b"REPORT~1.PDF", b"%PDF-1", "Report of November.pdf")), text="The text.",
            attachments=[attachment("Report of November.pdf", b"%PDF-1", type="application/pdf", part="2~1")])
    winmail("short-name", "Only the short name is there.", tnef(tnef_attribute(1, 0x00069007, struct.pack("<II", 936, 0)), tnef_file("报告.txt".encode("gbk"), b"x")),
            attachments=[attachment("报告.txt", b"x")])
    winmail("two-files", "Two files.", tnef(tnef_file(b"1.txt", b"one"), tnef_file(b"2.txt", b"two")), attachments=[attachment("1.txt", b"one"), attachment("2.txt", b"two")])
    winmail("body", "The text itself is in the winmail.dat.", tnef(tnef_attribute(1, 0x0002800C, b"Only here.\r\n\0")), False, text="Only here.\r\n", attachments=[])
    winmail("body-beside-text", "The same text twice is shown once.", tnef(tnef_attribute(1, 0x0002800C, b"The text.\0")), text="The text.", attachments=[])
    winmail("html", "HTML in the winmail.dat.", tnef(tnef_attribute(1, 0x00069003, struct.pack("<I", 1) + tnef_property(0x102, 0x1013, b"<p>Only <b>here</b>.</p>"))), False,
            text="Only here.\n", html="<p>Only <b>here</b>.</p>")
    rtf = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\pard Gr\\'fc\\'dfe \\b fett\\b0\\par zwei\\par}"
    packed = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    winmail("rtf", "Only an RTF form: its words are the text, and it can be had as a file.",
            tnef(tnef_attribute(1, 0x00069003, struct.pack("<I", 1) + tnef_property(0x102, 0x1009, packed))), False, text="Grüße fett\nzwei\n",
            attachments=[attachment("message.rtf", rtf)])
    winmail("cut", "Half a winmail.dat: the file that is whole is there.", tnef(tnef_file(b"1.txt", b"one"), tnef_file(b"2.txt", b"two" * 50))[:-40],
            attachments=[attachment("1.txt", b"one"), attachment("2.txt", b"")], defects=["the winmail.dat is damaged; what could be read of it is there"])
    winmail("none", "It is called winmail.dat and is none: a file like others.", b"not what it says", text="The text.", attachments=[attachment("winmail.dat", b"not what it says")])
    winmail("path", "A name inside that wants to go elsewhere.", tnef(tnef_file(b"..\\..\\evil.exe", b"MZ")), attachments=[attachment("evil.exe", b"MZ")])
    write("transfer/tnef-alone", "A message that is nothing but a winmail.dat.", crlf(usual("transfer/tnef-alone")
          + "Subject: w\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n" + b64(tnef(tnef_file(b"1.txt", b"one")))),
          subject="w", attachments=[attachment("1.txt", b"one", part="1~1")])


def make():
    transfer()
    files_in_text()
    flowed()
    outlook()
