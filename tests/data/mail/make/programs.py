# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs and list managers are known to write; the texts are ours."""
from mail import attachment, b64, b64word, crlf, mail, part, qp, usual, write


def outlook():
    mail("programs/outlook-related", "Outlook: alternative within related within mixed, a picture as image001.png@ id.",
         "Subject: RE: figures\nX-Mailer: Microsoft Outlook 16.0\nThread-Index: AdB1\nContent-Type: multipart/related; boundary=\"----=_NextPart_000\"; type=\"multipart/alternative\"\n",
         "This is a multipart message in MIME format.\n\n------=_NextPart_000\nContent-Type: multipart/alternative; boundary=\"----=_NextPart_001\"\n\n"
         "------=_NextPart_001\nContent-Type: text/plain; charset=\"us-ascii\"\n\nSee below.\n------=_NextPart_001\nContent-Type: text/html; charset=\"us-ascii\"\n\n"
         "<p>See below.</p><img src=\"cid:image001.png@01DA.1\">\n------=_NextPart_001--\n\n------=_NextPart_000\nContent-Type: image/png; name=\"image001.png\"\n"
         "Content-Transfer-Encoding: base64\nContent-ID: <image001.png@01DA.1>\n\n" + b64(b"png") + "------=_NextPart_000--\n",
         text="See below.", attachments=[attachment("image001.png", b"png", inline=True)], defects=[])
    mail("programs/outlook-invitation", "Outlook: an invitation among the alternatives.",
         "Subject: Planning\nContent-Type: multipart/alternative; boundary=\"_000_x_\"\n",
         "--_000_x_\nContent-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: base64\n\n" + b64("Wann: Montag\r\n".encode())
         + "--_000_x_\nContent-Type: text/calendar; charset=\"utf-8\"; method=REQUEST\nContent-Transfer-Encoding: base64\n\n" + b64(b"BEGIN:VCALENDAR") + "--_000_x_--\n",
         text="Wann: Montag\n", attachments=[attachment("invitation.ics", b"BEGIN:VCALENDAR", type="text/calendar")])
    mail("programs/outlook-recall", "Outlook: a recall is an ordinary message to others.", "Subject: Recall: figures\nX-MS-Exchange-Recall-Report-Type: 1\n",
         "Ann would like to recall the message.\n", subject="Recall: figures", text="Ann would like to recall the message.\n")
    mail("programs/outlook-express", "Outlook Express: raw GBK in a header, no charset.", b"Subject: " + "会议".encode("gbk") + b"\nX-Mailer: Microsoft Outlook Express 6.00\n",
         "资料见附件".encode("gbk") + b"\n", subject="会议", text="资料见附件\n")
    mail("programs/outlook-html-conditional", "Outlook: conditional comments are no text.", "Subject: h\nContent-Type: text/html; charset=utf-8\n",
         "<html><head><!--[if gte mso 9]><xml><o:x>96</o:x></xml><![endif]--><style>p.MsoNormal{margin:0}</style></head><body><p class=MsoNormal>Hi<o:p></o:p></p></body></html>\n",
         text="Hi\n")
    mail("programs/exchange-journal", "Exchange: a journal's envelope and the message within.", "Subject: figures\nX-MS-Journal-Report:\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: text/plain", "Sender: a@x.org\nRecipient: b@x.org") + part("Content-Type: message/rfc822", "Subject: figures\n\nHi") + "--b1--\n",
         text="Sender: a@x.org\nRecipient: b@x.org", attachments=[attachment("figures.eml")])
    mail("programs/exchange-unknown-8bit", "Exchange: x-unknown as the charset.", "Subject: u\nContent-Type: text/plain; charset=x-unknown\n", "é\n", text="é\n")
    mail("programs/exchange-bounce-html", "Exchange: a report whose words are HTML.", "Subject: Undeliverable\nContent-Type: multipart/report; report-type=delivery-status; boundary=b1\n",
         part("Content-Type: text/html; charset=us-ascii", "<p>Your message couldn't be <b>delivered</b>.</p>") + part("Content-Type: message/delivery-status", "Reporting-MTA: dns;x") + "--b1--\n",
         text="Your message couldn't be delivered.\n")


def apple():
    mail("programs/apple-mixed-in-alternative", "Apple Mail: files between pieces of HTML, all of it one alternative.",
         "Subject: a\nX-Mailer: Apple Mail (2.3445)\nContent-Type: multipart/alternative; boundary=A1\n",
         "--A1\nContent-Type: text/plain; charset=us-ascii\n\nFirst second\n--A1\nContent-Type: multipart/mixed; boundary=A2\n\n--A2\nContent-Type: text/html; charset=us-ascii\n\n"
         "<p>First</p>\n--A2\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: inline; filename=a.pdf\n\n%PDF-1\n--A2\nContent-Type: text/html; charset=us-ascii\n\n<p>second</p>\n--A2--\n--A1--\n",
         text="First second", html="<p>First</p><p>second</p>", attachments=[attachment("a.pdf", b"%PDF-1")])
    mail("programs/apple-text-around-file", "Apple Mail: text, a file, text again.", "Subject: a\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: text/plain", "Before.") + part("Content-Type: image/jpeg; name=p.jpg\nContent-Disposition: inline; filename=p.jpg", "jpg") + part("Content-Type: text/plain", "After.")
         + "--b1--\n", text="Before.\nAfter.", attachments=[attachment("p.jpg", b"jpg")])
    mail("programs/apple-format-flowed", "Apple Mail: flowed text with soft hyphens of quoted-printable.", "Subject: a\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\nContent-Transfer-Encoding: quoted-printable\n",
         "caf=C3=A9 =20\nau lait\n", text="café au lait\n")
    mail("programs/apple-winmail-name", "Apple Mail: a file's name only as an encoded word in Content-Type.", f"Subject: a\nContent-Type: multipart/mixed; boundary=b1\n",
         part(f"Content-Type: application/pdf;\n\tname=\"{b64word('Übersicht.pdf'.encode(), 'utf-8')}\"", "%PDF") + "--b1--\n", attachments=[attachment("Übersicht.pdf", b"%PDF")])


def web():
    mail("programs/gmail-alternative", "Gmail: the quoted history in both forms.", "Subject: Re: figures\nContent-Type: multipart/alternative; boundary=\"000000000000a\"\n",
         "--000000000000a\nContent-Type: text/plain; charset=\"UTF-8\"\n\nYes.\n\nOn Mon, 23 Nov 2026 at 09:41, Ann <a@x.org> wrote:\n\n> Is it so?\n>\n\n"
         "--000000000000a\nContent-Type: text/html; charset=\"UTF-8\"\n\n<div>Yes.</div><div class=\"gmail_quote\">On Mon Ann wrote:<blockquote>Is it so?</blockquote></div>\n--000000000000a--\n",
         text="Yes.\n\nOn Mon, 23 Nov 2026 at 09:41, Ann <a@x.org> wrote:\n\n> Is it so?\n>\n", attachments=[], defects=[])
    mail("programs/gmail-attachment-id", "Gmail: an X-Attachment-Id and a Content-ID on a file that isn't shown inside.", "Subject: f\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: text/html", "<p>Hi</p>") + part("Content-Type: application/pdf; name=\"a.pdf\"\nContent-Disposition: attachment; filename=\"a.pdf\"\nContent-ID: <f_1>\nX-Attachment-Id: f_1", "%PDF")
         + "--b1--\n", attachments=[attachment("a.pdf", b"%PDF", inline=False)])
    mail("programs/gmail-amp", "Gmail: an AMP form is data, not text.", "Subject: amp\nContent-Type: multipart/alternative; boundary=b1\n",
         part("Content-Type: text/plain", "Plain.") + part("Content-Type: text/x-amp-html", "<html amp4email></html>") + part("Content-Type: text/html", "<p>HTML.</p>") + "--b1--\n",
         text="Plain.", html="<p>HTML.</p>")
    mail("programs/yahoo-html-only", "A webmail that sends HTML alone.", "Subject: h\nContent-Type: text/html; charset=utf-8\n", "<div>One<br>two</div><div><br></div><div>three</div>\n",
         text="One\ntwo\n\nthree\n")
    mail("programs/notes-embedded", "Lotus Notes: the picture's id has its own form, the text a charset in lower case without quotes.",
         "Subject: n\nX-Mailer: Lotus Notes Release 8.5\nContent-Type: multipart/related; boundary=\"=_related 0012\"\n",
         "--=_related 0012\nContent-Type: text/html; charset=\"ISO-8859-1\"\n\n<img src=cid:_1_0A0B@example.org><p>Hi</p>\n--=_related 0012\nContent-Type: image/gif\n"
         "Content-ID: <_1_0A0B@example.org>\n\ngif\n--=_related 0012--\n", text="Hi\n", attachments=[attachment("image.gif", b"gif", inline=True)])
    mail("programs/notes-boundary", "Lotus Notes: a boundary with spaces.", "Subject: n\nContent-Type: multipart/mixed; boundary=\"=_mixed 0058 EF\"\n",
         "--=_mixed 0058 EF\nContent-Type: text/plain\n\nHi\n--=_mixed 0058 EF--\n", text="Hi")
    mail("programs/groupwise", "GroupWise: the name in single quotes is part of it.", "Subject: g\nContent-Type: text/plain; charset=US-ASCII\nContent-Disposition: inline\n", "Hi\n", text="Hi\n", attachments=[])
    mail("programs/phone-first-part-image", "A phone: only a picture, no text.", "Subject: p\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: image/jpeg; name=IMG_1.jpg", "jpg") + "--b1--\n", text="", attachments=[attachment("IMG_1.jpg", b"jpg")])
    mail("programs/phone-empty-plain", "A phone: an empty plain form beside the HTML.", "Subject: p\nContent-Type: multipart/alternative; boundary=b1\n",
         part("Content-Type: text/plain", " ") + part("Content-Type: text/html", "<p>Hi</p>") + "--b1--\n", text="Hi\n")
    mail("programs/scanner", "A scanner: a file, no MIME-Version, no text.", "Subject: Scan\nContent-Type: application/pdf; name=scan.pdf\nContent-Transfer-Encoding: base64\n", b64(b"%PDF-1"),
         text="", attachments=[attachment("scan.pdf", b"%PDF-1", part="1")])
    mail("programs/fax", "A fax gateway: TIFF as the whole message.", "Subject: Fax\nContent-Type: image/tiff\nContent-Transfer-Encoding: base64\n", b64(b"II*"), attachments=[attachment("image.tif", b"II*", type="image/tiff")])
    mail("programs/voice", "A telephone system: text and sound.", "Subject: Voice\nContent-Type: multipart/voice-message; boundary=b1\n",
         part("Content-Type: text/plain", "Call from 123.") + part("Content-Type: audio/wav; name=call.wav", "RIFF") + "--b1--\n", text="Call from 123.", attachments=[attachment("call.wav", b"RIFF")])


def lists():
    footer = "_______________________________________________\ndev mailing list\ndev@example.org\n"
    mail("programs/mailman-footer-part", "Mailman: the footer is a part of its own.", "Subject: [dev] x\nList-Id: <dev.example.org>\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: text/plain", "The text.") + part("Content-Type: text/plain; charset=\"us-ascii\"\nContent-Disposition: inline", footer.strip()) + "--b1--\n",
         text="The text.\n" + footer.strip(), attachments=[])
    mail("programs/mailman-footer-html", "Mailman: a plain footer behind HTML is in both forms.", "Subject: [dev] x\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: text/html", "<p>The text.</p>") + part("Content-Type: text/plain", "dev <list>") + "--b1--\n", text="The text.\ndev <list>",
         html='<p>The text.</p><div style="white-space:pre-wrap">dev &lt;list&gt;</div>')
    mail("programs/mailman-digest", "Mailman: a digest of messages in a mixed one.", "Subject: dev Digest\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: text/plain", "Today's topics:") + "--b1\nContent-Type: multipart/digest; boundary=b2\n\n" + part("", "Subject: One\n\nFirst.", "b2")
         + part("Content-Type: message/rfc822", "Subject: Two\n\nSecond.", "b2") + "--b2--\n--b1--\n", text="Today's topics:", attachments=[attachment("One.eml"), attachment("Two.eml")])
    mail("programs/mailman-scrubbed", "Mailman: what was scrubbed is a sentence.", "Subject: x\n", "An HTML attachment was scrubbed...\nURL: <https://example.org/a.html>\n",
         text="An HTML attachment was scrubbed...\nURL: <https://example.org/a.html>\n")
    mail("programs/antivirus-wrapper", "A virus scanner packs the message into another.", "Subject: [SUSPECT] figures\nContent-Type: multipart/mixed; boundary=b1\n",
         part("Content-Type: text/plain", "This mail is suspect.") + part("Content-Type: message/rfc822; x-spam-type=original\nContent-Description: original", "Subject: figures\n\nHi") + "--b1--\n",
         text="This mail is suspect.", attachments=[attachment("figures.eml")])
    mail("programs/mbox-from-escaped", "A line that mbox software escaped stays as it came.", "Subject: m\n", ">From here on\n", text=">From here on\n")
    mail("programs/pgp-inline", "Signed in the text: nothing is taken away.", "Subject: s\n", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHi\n- -- \nAnn\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n",
         text="-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHi\n- -- \nAnn\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n")
    mail("programs/smime-opaque", "S/MIME that isn't opened here is a file.", "Subject: s\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n", b64(b"0x"),
         text="", attachments=[attachment("smime.p7m", b"0x")])
    mail("programs/read-receipt", "A receipt: words and fields.", "Subject: Read: figures\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b1\n",
         part("Content-Type: text/plain", "It was displayed.") + part("Content-Type: message/disposition-notification", "Final-Recipient: rfc822;a@x.org") + "--b1--\n",
         text="It was displayed.", attachments=[attachment("attachment.bin", type="message/disposition-notification")])
    mail("programs/newsletter-html-entities", "A newsletter: entities, invisible preview text, table cells.", "Subject: n\nContent-Type: text/html; charset=utf-8\n",
         "<div>&#8203;&zwnj;&nbsp;</div><table><tr><td>Price</td><td>5&nbsp;&euro;</td></tr><tr><td>A &amp; B</td></tr></table>\n", text="Price 5 €\nA & B\n")


def make():
    outlook()
    apple()
    web()
    lists()
