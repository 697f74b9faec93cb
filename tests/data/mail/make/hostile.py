# SPDX-License-Identifier: GPL-3.0-or-later
"""Small forms of what is made to exhaust or to mislead a reader; the big ones are made by the tests."""
from mail import attachment, b64, b64word, mail, part


def nested(depth, core):
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(depth))
    return "Subject: deep\n" + head + core


def make():
    mail("hostile/deep-40", "Forty multiparts in each other.", nested(40, "Content-Type: text/plain\n"), "At the bottom.\n", text="At the bottom.\n", attachments=[])
    mail("hostile/deep-200", "Two hundred: what lies below sixty is kept as one file.", nested(200, "Content-Type: text/plain\n"), "At the bottom.\n", text="",
         attachments=[attachment("message.eml", type="message/rfc822")],
         defects=["parts are nested more than 60 deep; the rest is kept as an attachment", "the message ends early: a multipart is not closed"])
    mail("hostile/broad", "Five hundred parts of nothing.", "Subject: b\nContent-Type: multipart/mixed; boundary=b\n", "--b\n\n" * 500 + "--b\n\nThe end.\n--b--\n", subject="b")
    mail("hostile/groups-deep", "Groups in groups: the address is found.", "Subject: g\nCc: " + "a:" * 300 + " x@y.org" + ";" * 300 + "\n", cc=[{"name": "", "address": "x@y.org"}])
    mail("hostile/comments-deep", "Comments in comments: given up at thirty.", "Subject: c\nCc: x@y.org " + "(" * 200 + ")" * 200 + "\n", subject="c")
    mail("hostile/recipients-300", "Three hundred recipients (100,000 are made by a test).", "Subject: r\nCc: " + ",\n ".join(f"p{i}@x.org" for i in range(300)) + "\n", subject="r")
    mail("hostile/boundary-prefixes", "Every boundary is the beginning of another.", "Subject: p\nContent-Type: multipart/mixed; boundary=a\n",
         "--a\nContent-Type: multipart/mixed; boundary=aa\n\n--aa\nContent-Type: multipart/mixed; boundary=aaa\n\n--aaa\n\nDeep.\n--aa\n\nMiddle.\n--a\n\nTop.\n--a--\n",
         text="Deep.\nMiddle.\nTop.")
    mail("hostile/boundary-long", "A boundary far longer than the 70 characters that are allowed.", f"Subject: l\nContent-Type: multipart/mixed; boundary={'x' * 500}\n", f"--{'x' * 500}\n\nRead.\n--{'x' * 500}--\n", text="Read.")
    mail("hostile/boundary-empty", "An empty boundary: nothing is a delimiter.", "Subject: e\nContent-Type: multipart/mixed; boundary=\"\"\n", "--\n\nText.\n----\n", text="--\n\nText.\n----\n")
    mail("hostile/header-huge", "A field of 100 KB: its beginning is shown.", "Subject: h\nX-Huge: " + "\n ".join(["x" * 900] * 110) + "\n", "Hi\n", text="Hi\n",
         defects=["a header field is too long to show; all of it is in the source"])
    mail("hostile/parameter-many", "A thousand parameters: the first two hundred count.", "Subject: p\nContent-Type: text/plain" + "".join(f";\n p{i}=x" for i in range(1000)) + "\n", "Hi\n", text="Hi\n")
    mail("hostile/parameter-huge", "A boundary parameter of 80 KB: the text is shown.", "Subject: p\nContent-Type: multipart/mixed; boundary=" + "y" * 80_000 + "\n", "Hi\n", text="Hi\n")
    mail("hostile/section-number", "A piece numbered beyond all numbers is left out.", "Subject: s\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: application/x-a; name*0=a; name*4294967296=b; name*99999999999999999999=c", "x") + "--b1--\n", attachments=[attachment("a", b"x")])
    mail("hostile/encoded-words-many", "Five hundred encoded words.", "Subject: " + "\n ".join(["=?utf-8?B?YQ==?="] * 500) + "\n", subject="a" * 500)
    mail("hostile/html-deep", "HTML in five thousand boxes.", "Subject: h\nContent-Type: text/html\n", "<div>" * 5000 + "Inside" + "</div>" * 5000, text="Inside\n")
    mail("hostile/html-script", "Scripts and styles are no text.", "Subject: h\nContent-Type: text/html\n", "<script>alert('x')</script><style>p{}</style><p>Text</p><noscript>n</noscript><title>t</title>\n", text="Text\n")
    mail("hostile/html-not-closed", "A tag that isn't closed.", "Subject: h\nContent-Type: text/html\n", "<p>One<p>two<b", text="One\n\ntwo\n")
    mail("hostile/message-in-message", "A hundred messages in each other: the first is a file.", "Subject: m\n" + "Content-Type: message/rfc822\n\n" * 100 + "Subject: x\n", "Hi\n", attachments=[attachment("message.eml", type="message/rfc822")])
    mail("hostile/digest-of-nothing", "A digest of empty messages.", "Subject: d\nContent-Type: multipart/digest; boundary=b\n", "--b\n\n" * 50 + "--b--\n", subject="d", text="")
    mail("hostile/bare-cr-in-header", "A bare CR in a header hides no second field.", b"Subject: one\rX-Injected: yes\n", subject="one")
    mail("hostile/crlf-in-word", "An encoded line break injects no field.", f"Subject: {b64word(b'a' + bytes([13, 10]) + b'From: ceo@example.com', 'utf-8')}\n", subject="a From: ceo@example.com",
         **{"from": [{"name": "Zhang Wei", "address": "zhang@example.org"}]})
    mail("hostile/header-in-body", "Fields in the text count for nothing.", "Subject: real\n", "Subject: fake\nFrom: ceo@example.com\n\nx\n", subject="real", text="Subject: fake\nFrom: ceo@example.com\n\nx\n")
    mail("hostile/base64-of-nothing", "Base64 of nothing but line ends.", "Subject: b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n", "\n" * 2000, text="")
    mail("hostile/qp-of-equals", "Quoted-printable of equals signs.", "Subject: q\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n", "=" * 2001 + "x\n", text="=" * 2001 + "x\n")
    mail("hostile/uuencode-many", "A hundred and fifty files in a text: a hundred are taken out.", "Subject: u\n", "begin 644 a\n#;VYE\n`\nend\n" * 101, text="begin 644 a\n#;VYE\n`\nend\n")
    mail("hostile/same-file-twice", "Two files of one name are two files.", "Subject: t\nContent-Type: multipart/mixed; boundary=b1\n", part("Content-Type: application/x-a; name=a.bin", "1") + part("Content-Type: application/x-a; name=a.bin", "2")
         + "--b1--\n", attachments=[attachment("a.bin", b"1"), attachment("a.bin", b"2")])
    mail("hostile/type-lies", "A program that says it is a picture keeps its name.", "Subject: t\nContent-Type: multipart/mixed; boundary=b1\n", part("Content-Type: image/png; name=photo.exe", "MZ") + "--b1--\n",
         attachments=[attachment("photo.exe", b"MZ", type="image/png")])
