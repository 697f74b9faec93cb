# SPDX-License-Identifier: GPL-3.0-or-later
"""Header fields: encoded words, raw bytes, folds, dates, ids."""
from mail import b64word, mail, write, crlf

HELLO = "关于会议"


def subject(name, why, raw, expected, **more):
    mail(f"headers/subject-{name}", why, b"Subject: " + (raw if isinstance(raw, bytes) else raw.encode()) + b"\n", subject=expected, **more)


def subjects():
    gb = HELLO.encode("gb2312")
    utf = HELLO.encode()
    subject("split-in-character", "A character split across two words.", f"{b64word(utf[:4], 'utf-8')} {b64word(utf[4:], 'utf-8')}", HELLO)
    subject("split-in-character-folded", "The same, folded.", f"{b64word(utf[:7], 'utf-8')}\n {b64word(utf[7:], 'utf-8')}", HELLO)
    subject("split-gb2312", "The same in GB2312.", f"{b64word(gb[:3], 'gb2312')}\n\t{b64word(gb[3:], 'GB2312')}", HELLO)
    subject("words-without-space", "Two words without a space between them.", f"{b64word(utf[:6], 'utf-8')}{b64word(utf[6:], 'utf-8')}", HELLO)
    subject("two-charsets", "Words in two charsets.", f"{b64word(gb, 'gb2312')} {b64word('é'.encode(), 'utf-8')}", HELLO + "é")
    subject("q-underscores", "Underscores are spaces.", "=?utf-8?Q?a_b=5Fc?=", "a b_c")
    subject("q-with-spaces", "Spaces in a word are not allowed, and common.", "=?utf-8?Q?caf=C3=A9 au lait?=", "café au lait")
    subject("q-lower-case", "The encoding's letter in lower case.", "=?UTF-8?q?caf=c3=a9?=", "café")
    subject("q-question-mark", "A question mark that should have been encoded.", "=?utf-8?Q?Really??=", "Really?")
    subject("q-begins-with-equals", "The text begins with an escape.", "=?utf-8?Q?=E4=BD=A0=E5=A5=BD?=", "你好")
    subject("between-text", "Words between plain text keep their spaces.", f"Re: {b64word(utf, 'utf-8')} again", f"Re: {HELLO} again")
    subject("in-quotes", "A word in quotes is not allowed, and read.", f'"{b64word(utf, "utf-8")}"', f'"{HELLO}"')
    subject("language", "A word with a language [RFC 2231 5].", "=?utf-8*en?Q?caf=C3=A9?=", "café")
    subject("unknown-charset", "A charset nobody knows.", "=?x-nowhere?Q?caf=C3=A9?=", "café")
    subject("not-ended", "A word without its end is text.", "=?utf-8?Q?caf=C3=A9", "=?utf-8?Q?caf=C3=A9")
    subject("bad-encoding", "A word in an encoding that isn't there.", "=?utf-8?X?abc?=", "=?utf-8?X?abc?=")
    subject("empty-word", "A word of nothing.", "=?utf-8?Q??= rest", " rest")
    subject("base64-without-padding", "A word whose padding is missing.", "=?utf-8?B?Y2Fmw6k?=", "café")
    subject("line-break-inside", "A line break hidden in a word stays in its line.", "=?utf-8?B?YQ0KQmNjOiB4QHk=?=", "a Bcc: x@y")
    subject("direction-override", "Marks of direction are taken out.", "=?utf-8?Q?invoice=E2=80=AEfdp.exe?=", "invoicefdp.exe")
    subject("nul-inside", "A NUL hidden in a word.", "=?utf-8?Q?a=00b?=", "a b")
    subject("raw-utf8", "Raw UTF-8 [RFC 6532].", HELLO.encode(), HELLO)
    subject("raw-gbk", "Raw GBK.", HELLO.encode("gbk"), HELLO)
    subject("raw-beside-word", "Raw UTF-8 beside a word.", HELLO.encode() + b" =?utf-8?Q?caf=C3=A9?=", HELLO + " café")
    subject("iso-2022-jp-raw", "Raw escapes of ISO-2022-JP.", "会議".encode("iso2022_jp"), "会議")
    subject("iso-2022-jp-not-closed", "ISO-2022-JP that doesn't go back to ASCII.", b64word("会議".encode("iso2022_jp")[:-3], "iso-2022-jp"), "会議")
    subject("long", "A subject over many lines.", "\n ".join(["word"] * 60), " ".join(["word"] * 60))
    subject("tab-fold", "A fold with a tab.", "one\n\ttwo", "one two")
    subject("empty", "An empty subject.", "", "")
    mail("headers/subject-twice", "Two subjects: the first counts.", "Subject: one\nSubject: two\n", subject="one", defects=["Subject is there twice; the first counts"])
    mail("headers/subject-in-capitals", "A field's name knows no case.", "SUBJECT: loud\n", subject="loud")
    mail("headers/subject-space-before-colon", "A space before the colon, from before RFC 2822.", "Subject : old\n", subject="old", defects=[])
    mail("headers/no-subject", "No subject at all.", "X-Mailer: none\n", "Hi\n", subject="", text="Hi\n")


def dates():
    cases = [
        ("usual", "Mon, 23 Nov 2026 09:41:02 +0800", "2026-11-23T09:41:02+08:00"), ("no-weekday", "23 Nov 2026 09:41:02 +0800", "2026-11-23T09:41:02+08:00"),
        ("no-seconds", "Mon, 23 Nov 2026 09:41 +0100", "2026-11-23T09:41:00+01:00"), ("two-digit-year", "Mon, 23 Nov 98 09:41:02 +0000", "1998-11-23T09:41:02+00:00"),
        ("gmt", "Mon, 23 Nov 2026 09:41:02 GMT", "2026-11-23T09:41:02+00:00"), ("est", "Mon, 23 Nov 2026 09:41:02 EST", "2026-11-23T09:41:02-05:00"),
        ("comment", "Mon, 23 Nov 2026 09:41:02 +0800 (CST)", "2026-11-23T09:41:02+08:00"), ("one-digit-day", "Sun, 1 Nov 2026 09:41:02 -0330", "2026-11-01T09:41:02-03:30"),
        ("folded", "Mon,\n 23 Nov 2026\n 09:41:02 +0800", "2026-11-23T09:41:02+08:00"),
    ]
    for name, raw, expected in cases:
        write(f"headers/date-{name}", f"A date: {' '.join(raw.split())}.", crlf(f"From: a@example.org\nSubject: d\nDate: {raw}\n\nx\n"), date=expected)
    for name, raw in [("none", "soon"), ("impossible", "Mon, 45 Nov 2026 09:41:02 +0800"), ("empty", "")]:
        write(f"headers/date-{name}", "A date that is none: the message has none.", crlf(f"From: a@example.org\nSubject: d\nDate: {raw}\n\nx\n"), date=None,
              defects=["the Date field can't be read"])


def ids():
    mail("headers/references-folded", "References over several lines.", "References: <a@x>\n <b@x>\n\t<c@x>\nIn-Reply-To: <c@x>\n", references=["a@x", "b@x", "c@x"], in_reply_to=["c@x"])
    mail("headers/references-without-space", "References without spaces between them.", "References: <a@x><b@x>\n", references=["a@x", "b@x"])
    mail("headers/references-with-words", "Words among the references.", "In-Reply-To: Your message of Monday <a@x>\n", in_reply_to=["a@x"])
    mail("headers/references-bare", "An id without its brackets.", "In-Reply-To: a@x\n", in_reply_to=["a@x"])
    write("headers/message-id-with-space", "A space inside an id.", crlf("From: a@example.org\nMessage-ID: <a b@x>\nSubject: i\n\nx\n"), message_id="ab@x")
    write("headers/message-id-none", "No id at all.", crlf("From: a@example.org\nSubject: i\n\nx\n"), message_id="")
    write("headers/message-id-two-fields", "Two ids: the first counts.", crlf("From: a@example.org\nMessage-ID: <one@x>\nMessage-ID: <two@x>\n\nx\n"), message_id="one@x")


def make():
    subjects()
    dates()
    ids()
