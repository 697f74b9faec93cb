# SPDX-License-Identifier: GPL-3.0-or-later
"""How parts are put together, well and badly."""
from mail import attachment, b64, crlf, mail, multipart, part, usual, write

TEXT = part("Content-Type: text/plain", "The text.")
HTML = part("Content-Type: text/html", "<p>The <b>text</b>.</p>")
FILE = part("Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64", b64(b"%PDF-1").strip())
PDF = attachment("a.pdf", b"%PDF-1", type="application/pdf")


def closed():
    multipart("structure/mixed", "The usual message with a file.", "mixed", [TEXT, FILE], text="The text.", attachments=[PDF], defects=[])
    multipart("structure/alternative", "The usual message with two forms.", "alternative", [TEXT, HTML], text="The text.", html="<p>The <b>text</b>.</p>",
              attachments=[], defects=[])
    multipart("structure/alternative-html-first", "The forms in the wrong order: still the plain one is the text.", "alternative", [HTML, TEXT],
              text="The text.", html="<p>The <b>text</b>.</p>", attachments=[])
    multipart("structure/alternative-one-form", "An alternative with nothing to choose from.", "alternative", [HTML], text="The text.\n",
              html="<p>The <b>text</b>.</p>", attachments=[])
    multipart("structure/alternative-two-plain-forms", "Two plain forms that differ: the second must not be lost.", "alternative",
              [TEXT, part("Content-Type: text/plain", "Something else.")], text="The text.", attachments=[attachment("text.txt", b"Something else.")])
    multipart("structure/alternative-calendar", "An invitation: the calendar form is a file beside the text.", "alternative",
              [TEXT, part("Content-Type: text/calendar; method=REQUEST", "BEGIN:VCALENDAR\nEND:VCALENDAR")], text="The text.",
              attachments=[attachment("invitation.ics", type="text/calendar")])
    multipart("structure/alternative-enriched", "Old programs offer text/enriched between plain and HTML.", "alternative",
              [TEXT, part("Content-Type: text/enriched", "The <bold>text</bold>."), HTML], text="The text.", html="<p>The <b>text</b>.</p>", attachments=[])
    mail("structure/enriched-alone", "text/enriched without any other form is read without its commands.",
         "Subject: e\nContent-Type: text/enriched\n", "<bold>Now</bold> is 2 << 3\nand on.\n\nNext <param>red</param>line.\n",
         text="Now is 2 < 3 and on.\nNext line. ", attachments=[])
    multipart("structure/related-cid", "A picture that the HTML shows.", "related",
              [part("Content-Type: text/html", '<img src="cid:p1@x">'), part("Content-Type: image/png\nContent-ID: <p1@x>", "png")],
              html='<img src="cid:p1@x">', attachments=[attachment("image.png", b"png", inline=True, content_id="p1@x")])
    multipart("structure/related-cid-escaped", "The Content-ID is percent-encoded in the HTML [RFC 2392].", "related",
              [part("Content-Type: text/html", '<img src="cid:p%25+1@x">'), part("Content-Type: image/png\nContent-ID: <p%+1@x>", "png")],
              attachments=[attachment("image.png", b"png", inline=True)])
    multipart("structure/related-not-referred", "A picture that the HTML doesn't show is a file like others.", "related",
              [HTML, part("Content-Type: image/png; name=p.png\nContent-ID: <p1@x>", "png")], attachments=[attachment("p.png", b"png", inline=False)])
    mail("structure/related-start", "The root is not the first part [RFC 2387].",
         "Subject: r\nContent-Type: multipart/related; boundary=b1; start=\"<root@x>\"\n",
         part("Content-Type: text/html\nContent-ID: <other@x>", "<p>a frame</p>") + part("Content-Type: text/html\nContent-ID: <root@x>", "<p>the root</p>") + "--b1--\n",
         html="<p>the root</p>", text="the root\n", attachments=[attachment("text.html", b"<p>a frame</p>")])
    multipart("structure/related-image-first", "A picture before the HTML that shows it.", "related",
              [part("Content-Type: image/png\nContent-ID: <p1@x>", "png"), part("Content-Type: text/html", '<p>Hi</p><img src="cid:p1@x">')],
              text="Hi\n", attachments=[attachment("image.png", b"png", inline=True)])
    multipart("structure/signed", "A signature is a file beside the text it signs.", "signed",
              [TEXT, part("Content-Type: application/pgp-signature; name=signature.asc", "-----BEGIN PGP SIGNATURE-----")], text="The text.",
              attachments=[attachment("signature.asc", type="application/pgp-signature")])
    multipart("structure/encrypted", "What can't be read is kept.", "encrypted",
              [part("Content-Type: application/pgp-encrypted", "Version: 1"), part("Content-Type: application/octet-stream; name=encrypted.asc", "-----BEGIN PGP MESSAGE-----")],
              text="", attachments=[attachment("attachment.pgp", type="application/pgp-encrypted"), attachment("encrypted.asc")])
    multipart("structure/report", "A delivery report: its words, its fields, the message it is about.", "report; report-type=delivery-status",
              [part("Content-Type: text/plain", "It could not be delivered."), part("Content-Type: message/delivery-status", "Reporting-MTA: dns; mx"),
               part("Content-Type: message/rfc822", "Subject: The original\n\nHello")], text="It could not be delivered.",
              attachments=[attachment("attachment.bin", type="message/delivery-status"), attachment("The original.eml", type="message/rfc822")])
    multipart("structure/digest", "The parts of a digest are messages, though none says so.", "digest",
              [part("", "Subject: First\n\nOne."), part("", "Subject: Second\n\nTwo.")], text="",
              attachments=[attachment("First.eml", type="message/rfc822"), attachment("Second.eml", type="message/rfc822")])
    multipart("structure/appledouble", "A Macintosh file in two halves is one file.", "mixed",
              [TEXT, "--b1\nContent-Type: multipart/appledouble; boundary=b2\n\n--b2\nContent-Type: application/applefile\n\nfork\n"
               "--b2\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-1\n--b2--\n"], text="The text.", attachments=[PDF])
    multipart("structure/appledouble-fork-alone", "A resource fork alone is still something.", "appledouble",
              [part("Content-Type: application/applefile; name=icon", "fork")], attachments=[attachment("icon", b"fork")])
    multipart("structure/parallel", "An old way to say: all at once.", "parallel", [TEXT, FILE], text="The text.", attachments=[PDF])
    multipart("structure/unknown-multipart", "A multipart nobody knows is read as mixed [RFC 2046 5.1.7].", "x-future", [TEXT, FILE], text="The text.", attachments=[PDF])
    multipart("structure/nested-message", "A message in a message in a message: each opens as a message.", "mixed",
              [TEXT, part("Content-Type: message/rfc822", "Subject: Outer\nContent-Type: message/rfc822\n\nSubject: Inner\n\nHi")],
              text="The text.", attachments=[attachment("Outer.eml", type="message/rfc822", part="2")])
    mail("structure/message-base64", "Exchange encodes a nested message, which RFC 2046 forbids.",
         "Subject: m\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n", b64(b"Subject: Within\r\n\r\nHi\r\n"),
         attachments=[attachment("Within.eml", b"Subject: Within\r\n\r\nHi\r\n", type="message/rfc822")])
    mail("structure/external-body", "What lies elsewhere is named, and never fetched.",
         'Subject: x\nContent-Type: message/external-body; access-type=URL; URL="https://example.org/big.iso"; name=big.iso\n',
         "Content-Type: application/octet-stream\n\n", attachments=[attachment("big.iso", type="message/external-body", external="URL https://example.org/big.iso big.iso")])
    mail("structure/external-body-ftp", "An old external body, by FTP.",
         'Subject: x\nContent-Type: message/external-body; access-type=ANON-FTP; site="ftp.example.org"; directory="pub"; name="rfc.txt"\n',
         "Content-Type: text/plain\n\n", attachments=[attachment("rfc.txt", external="ANON-FTP ftp.example.org pub rfc.txt")])
    mail("structure/partial", "A third of a message is kept as it came.", "Subject: p\nContent-Type: message/partial; id=x@y; number=1; total=3\n", "A piece.\n",
         text="", attachments=[attachment("attachment.bin", type="message/partial")])


def broken():
    multipart("structure/not-closed", "The closing delimiter is missing.", "mixed", [TEXT, FILE], end="", text="The text.", attachments=[PDF])
    multipart("structure/inner-not-closed", "An inner multipart isn't closed; the outer one's next part begins anyway.", "mixed",
              ["--b1\nContent-Type: multipart/alternative; boundary=b2\n\n--b2\n\nInner.\n", FILE], text="Inner.", attachments=[PDF],
              defects=["a multipart is not closed"])
    multipart("structure/outer-closed-first", "The outer multipart ends while the inner one is open.", "mixed",
              ["--b1\nContent-Type: multipart/alternative; boundary=b2\n\n--b2\n\nInner.\n"], text="Inner.", attachments=[])
    multipart("structure/delimiter-spaces", "Spaces behind a delimiter.", "mixed", ["--b1   \nContent-Type: text/plain\n\nThe text.\n", FILE.replace("--b1", "--b1\t")],
              end="--b1--  \n", text="The text.", attachments=[PDF], defects=[])
    mail("structure/boundary-spaces", "The boundary is declared with spaces that its delimiters don't have.",
         'Subject: s\nContent-Type: multipart/mixed; boundary="b1  "\n', TEXT + FILE + "--b1--\n", text="The text.", attachments=[PDF])
    multipart("structure/part-after-end", "A part stands behind the end.", "mixed", [TEXT, "--b1--\nBetween.\n", FILE], text="The text.\nBetween.",
              attachments=[PDF], defects=["a part stands behind the end of its multipart"])
    multipart("structure/text-before", "A gateway's warning stands before the first part.", "mixed", [TEXT], before="CAUTION: this mail came from outside.\n\n",
              text="CAUTION: this mail came from outside.\nThe text.", defects=["text before the first part is shown at the beginning"])
    multipart("structure/text-before-usual", "The usual note to readers without MIME is not shown.", "mixed", [TEXT],
              before="This is a multi-part message in MIME format.\n\n", text="The text.", defects=[])
    multipart("structure/text-before-alternative", "Text before an alternative belongs to both forms.", "alternative", [TEXT, HTML], before="Look out.\n",
              text="Look out.\nThe text.", html='<div style="white-space:pre-wrap">Look out.</div><p>The <b>text</b>.</p>')
    multipart("structure/text-after", "A list's footer stands behind the last delimiter.", "mixed", [TEXT], end="--b1--\n\n_____\nThe list\n",
              text="The text.\n_____\nThe list", defects=["text after the last part is shown at the end"])
    multipart("structure/text-after-inner", "The same, behind an inner multipart.", "mixed",
              ["--b1\nContent-Type: multipart/mixed; boundary=b2\n\n--b2\n\nInner.\n--b2--\nBehind it.\n", FILE], text="Inner.\nBehind it.", attachments=[PDF])
    multipart("structure/no-parts", "A multipart that ends before it began.", "mixed", [], text="", attachments=[])
    multipart("structure/empty-part", "A part of nothing at all.", "mixed", ["--b1\n\n\n", TEXT], text="The text.")
    multipart("structure/empty-part-no-header", "Delimiters without anything between them.", "mixed", ["--b1\n", "--b1\n", TEXT], text="The text.")
    multipart("structure/part-without-empty-line", "A part's header runs into its text.", "mixed", ["--b1\nContent-Type: text/plain\nThe text begins\nat once.\n"],
              text="The text begins\nat once.", defects=["no empty line between a header and its text"])
    multipart("structure/part-header-only", "A part's header ends at the delimiter.", "mixed", ["--b1\nContent-Type: text/plain\n", FILE], text="", attachments=[PDF])
    mail("structure/other-delimiters", "A gateway rewrote the delimiters, not the boundary.", "Subject: o\nContent-Type: multipart/mixed; boundary=declared\n",
         TEXT + FILE + "--b1--\n", text="The text.", attachments=[PDF], defects=["a multipart's delimiters are not those it declares"])
    mail("structure/no-boundary", "No boundary, but delimiters that can be seen.", "Subject: o\nContent-Type: multipart/mixed\n", TEXT + FILE + "--b1--\n",
         text="The text.", attachments=[PDF])
    mail("structure/boundary-twice", "Two boundaries: the first counts.", "Subject: o\nContent-Type: multipart/mixed; boundary=b1; boundary=b9\n", TEXT + "--b1--\n",
         text="The text.", defects=["a parameter is there twice"])
    mail("structure/type-twice", "Two Content-Types: the first counts.", "Subject: o\nContent-Type: text/plain\nContent-Type: text/html\n", "<b>x</b>\n",
         text="<b>x</b>\n", html=None, defects=["a part says twice what it is; the first counts"])
    multipart("structure/same-boundary-inside", "An inner multipart with its parent's boundary: nothing is lost.", "mixed",
              ["--b1\nContent-Type: multipart/alternative; boundary=b1\n\n", TEXT, FILE], text="The text.", attachments=[PDF])
    mail("structure/boundary-prefix", "A boundary that begins like its parent's.", "Subject: p\nContent-Type: multipart/mixed; boundary=b\n",
         "--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\nThe text.\n--bb\nContent-Type: text/html\n\n<p>The text.</p>\n--bb--\n--b\n"
         "Content-Type: application/pdf; name=a.pdf\n\n%PDF-1\n--b--\n", text="The text.", html="<p>The text.</p>", attachments=[PDF], defects=[])
    mail("structure/boundary-like-closing", "A boundary that ends in two dashes.", "Subject: p\nContent-Type: multipart/mixed; boundary=\"b--\"\n",
         "--b--\n\nFirst.\n--b--\n\nSecond.\n--b----\n", text="First.\nSecond.", defects=[])
    mail("structure/boundary-odd-characters", "A boundary of everything that is allowed.", "Subject: p\nContent-Type: multipart/mixed; boundary=\"=_'()+_,-./:? x\"\n",
         "--=_'()+_,-./:? x\n\nThe text.\n--=_'()+_,-./:? x--\n", text="The text.", defects=[])
    mail("structure/boundary-2231", "A boundary in pieces, the last one first [RFC 2231].", "Subject: p\nContent-Type: multipart/mixed; boundary*1=1; boundary*0=b\n",
         TEXT + "--b1--\n", text="The text.")
    mail("structure/boundary-as-encoded-word", "A boundary that looks like an encoded word is none.", "Subject: p\nContent-Type: multipart/mixed; boundary=\"=?utf-8?Q?b?=\"\n",
         "--=?utf-8?Q?b?=\n\nThe text.\n--=?utf-8?Q?b?=--\n", text="The text.")
    multipart("structure/dashes-in-text", "Lines of dashes are no delimiters.", "mixed", ["--b1\n\nOne\n--\n-- \n--b\n--b1x\n--B1\nTwo.\n"],
              text="One\n--\n-- \n--b\n--b1x\n--B1\nTwo.")
    multipart("structure/invalid-type", "A Content-Type that is none.", "mixed", ["--b1\nContent-Type: plain\n\nThe text.\n"], text="The text.",
              defects=["an invalid Content-Type"])
    mail("structure/type-text", "The Content-Type of before MIME.", "Subject: t\nContent-Type: text\n", "The text.\n", text="The text.\n", defects=[])
    mail("structure/type-in-capitals", "Types and parameters know no case.", "Subject: t\nCONTENT-TYPE: TEXT/HTML; CHARSET=UTF-8\n", "<p>é</p>\n", html="<p>é</p>\n", text="é\n")
    mail("structure/type-with-comment", "A comment in a Content-Type.", "Subject: t\nContent-Type: text/plain; charset=utf-8 (Plain text)\n", "é\n", text="é\n")
    mail("structure/multipart-base64", "A multipart says it is base64; its parts are not.", "Subject: t\nContent-Type: multipart/mixed; boundary=b1\nContent-Transfer-Encoding: base64\n",
         TEXT + "--b1--\n", text="The text.", defects=["a multipart with a transfer encoding; only its parts may have one"])
    write("structure/lf-only", "Line ends of Unix in a multipart.", crlf(usual("structure/lf-only") + "Subject: l\nContent-Type: multipart/mixed; boundary=b1\n\n"
          + TEXT + FILE + "--b1--\n").replace(b"\r\n", b"\n"), text="The text.", attachments=[PDF], defects=[])
    write("structure/cr-only", "Line ends of an old Macintosh in a multipart.", crlf(usual("structure/cr-only") + "Subject: l\nContent-Type: multipart/mixed; boundary=b1\n\n"
          + TEXT + FILE + "--b1--\n").replace(b"\r\n", b"\r"), text="The text.", attachments=[PDF], defects=["lines end in CR alone; read as line ends"])
    write("structure/cr-only-with-one-lf", "The same, and a store added one line feed.", crlf(usual("structure/cr-only-with-one-lf") + "Subject: l\nContent-Type: multipart/mixed; boundary=b1\n\n"
          + TEXT + FILE + "--b1--\n").replace(b"\r\n", b"\r") + b"\n", text="The text.", attachments=[PDF])
    write("structure/mixed-line-ends", "Some lines end in CRLF, some in LF.", crlf(usual("structure/mixed-line-ends") + "Subject: l\nContent-Type: multipart/mixed; boundary=b1\n")
          + b"\n" + TEXT.encode() + crlf(FILE) + b"--b1--\n", text="The text.", attachments=[PDF])
    write("structure/blank-lines-first", "Blank lines before the header, as careless scripts send.", crlf("\n\n" + usual("structure/blank-lines-first") + "Subject: late\n\nHi\n"),
          subject="late", text="Hi\n", message_id="structure.blank-lines-first@example.org")
    write("structure/header-only", "A message that is all header.", crlf(usual("structure/header-only") + "Subject: only\n"), subject="only", text="", attachments=[])
    write("structure/no-empty-line", "The text follows the header at once.", crlf(usual("structure/no-empty-line") + "Subject: s\nHello there,\nthis is text.\n"),
          subject="s", text="Hello there,\nthis is text.\n", defects=["no empty line between a header and its text"])
    write("structure/stray-header-line", "A line in the header is no field; the fields behind it count.",
          crlf(FROM_STRAY + "Subject: still read\nMessage-ID: <structure.stray-header-line@example.org>\n\nHi\n"), subject="still read", text="Hi\n",
          defects=["a header line that is no field"])


FROM_STRAY = "From: Zhang Wei <zhang@example.org>\nthis line is none\n"


def make():
    closed()
    broken()
