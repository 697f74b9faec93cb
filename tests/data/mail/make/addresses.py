# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses, as programs of thirty years wrote them."""
from mail import b64word, crlf, write


def people(*pairs):
    return [{"name": name, "address": address} for name, address in pairs]


def to(name, why, raw, *pairs, **more):
    data = raw if isinstance(raw, bytes) else raw.encode()
    write(f"addresses/{name}", why, crlf(b"From: zhang@example.org\nSubject: a\nTo: " + data + b"\n\nx\n"), to=people(*pairs), **more)


def make():
    to("bare", "An address and nothing else.", "a@x.org", ("", "a@x.org"))
    to("in-angles", "An address in angle brackets.", "<a@x.org>", ("", "a@x.org"))
    to("name", "A name before the address.", "Ann Bell <a@x.org>", ("Ann Bell", "a@x.org"))
    to("quoted-comma", "A comma inside a quoted name.", '"Bell, Ann" <a@x.org>, b@x.org', ("Bell, Ann", "a@x.org"), ("", "b@x.org"))
    to("quoted-quote", "A quote inside a quoted name.", '"Ann \\"AB\\" Bell" <a@x.org>', ('Ann "AB" Bell', "a@x.org"))
    to("comment-name", "The name in a comment, the oldest way.", "a@x.org (Ann Bell)", ("Ann Bell", "a@x.org"))
    to("comment-nested", "A comment in a comment.", "a@x.org (Ann (the first) Bell)", ("Ann (the first) Bell", "a@x.org"))
    to("comment-beside-name", "A comment behind a name.", "Ann <a@x.org> (home)", ("Ann", "a@x.org"))
    to("no-space", "No space between name and address.", "Ann<a@x.org>", ("Ann", "a@x.org"))
    to("single-quotes", "Exchange's quotes around an address.", "'a@x.org' <a@x.org>", ("'a@x.org'", "a@x.org"))
    to("dots-in-name", "A dot in a name that isn't quoted.", "Dr. A. Bell <a@x.org>", ("Dr. A. Bell", "a@x.org"))
    to("semicolons", "Semicolons between addresses, as Outlook has them.", "a@x.org; b@x.org", ("", "a@x.org"), ("", "b@x.org"))
    to("empty-entries", "Commas without anything between them.", ",a@x.org,, ,b@x.org,", ("", "a@x.org"), ("", "b@x.org"))
    to("group", "A group: its members count.", "Team: a@x.org, Bo <b@x.org>;", ("", "a@x.org"), ("Bo", "b@x.org"))
    to("group-empty", "A group without members.", "undisclosed-recipients:;")
    to("group-and-more", "A group and an address behind it.", "Team: a@x.org;, c@x.org", ("", "a@x.org"), ("", "c@x.org"))
    to("route", "A source route: only its end counts.", "<@one,@two:a@x.org>", ("", "a@x.org"))
    to("encoded", "An encoded name.", f"{b64word('张伟'.encode(), 'utf-8')} <a@x.org>", ("张伟", "a@x.org"))
    to("encoded-quoted", "An encoded name in quotes, which isn't allowed and common.", f"\"{b64word('张伟'.encode(), 'utf-8')}\" <a@x.org>", ("张伟", "a@x.org"))
    to("encoded-split", "An encoded name in two words.", f"{b64word('张伟'.encode()[:4], 'utf-8')} {b64word('张伟'.encode()[4:], 'utf-8')} <a@x.org>", ("张伟", "a@x.org"))
    to("encoded-comma-escaped", "An escaped comma inside an encoded name.", "=?utf-8?Q?Bell=2C_Ann?= <a@x.org>", ("Bell, Ann", "a@x.org"))
    to("encoded-comment", "An encoded name in a comment.", "a@x.org (=?utf-8?Q?J=C3=B6rg?=)", ("Jörg", "a@x.org"))
    to("raw-utf8", "A raw name in UTF-8.", "张伟 <a@x.org>", ("张伟", "a@x.org"))
    to("raw-gbk", "A raw name in GBK, whose second bytes may be anything.", "張俓 <a@x.org>".encode("gbk"), ("張俓", "a@x.org"))
    to("raw-big5-backslash", "許功蓋: each has a backslash as its second byte in Big5, but undeclared text is read as GB18030 here.", '"許" <a@x.org>'.encode("utf-8"), ("許", "a@x.org"))
    to("folded", "Folded between name and address.", "Ann Bell\n <a@x.org>,\n\tBo <b@x.org>", ("Ann Bell", "a@x.org"), ("Bo", "b@x.org"))
    to("folded-in-name", "Folded inside a quoted name.", '"Ann\n Bell" <a@x.org>', ("Ann Bell", "a@x.org"))
    to("quoted-local", "A quoted local part.", '"a b"@x.org', ("", '"a b"@x.org'))
    to("no-domain", "A local name.", "root", ("", "root"))
    to("not-closed", "An angle bracket that isn't closed.", "Ann <a@x.org", ("Ann", "a@x.org"))
    to("not-closed-then-more", "An angle bracket that isn't closed, and another address.", "Ann <a@x.org, Bo <b@x.org>", ("Ann", "a@x.org"), ("Bo", "b@x.org"))
    to("quote-not-closed", "A quote that isn't closed takes the rest.", '"Ann <a@x.org>', ("", "Ann <a@x.org>"))
    to("name-without-angles", "A name and an address without brackets.", "Ann a@x.org", ("Ann", "a@x.org"))
    to("international", "An address that isn't ASCII [RFC 6532].", "用户@例子.公司", ("", "用户@例子.公司"))
    to("punycode", "A domain in punycode stays as it was written.", "a@xn--fsqu00a.example", ("", "a@xn--fsqu00a.example"))
    to("mailto", "A link where an address should be.", "<mailto:a@x.org>", ("", "mailto:a@x.org"))
    to("exchange", "Exchange's own kind of address.", '"Bell, Ann" <IMCEAEX-_O=ORG_OU=SITE_CN=ANN@x.org>', ("Bell, Ann", "IMCEAEX-_O=ORG_OU=SITE_CN=ANN@x.org"))
    write("addresses/from-twice", "Two From fields: the first counts, and it is said.", crlf("From: a@x.org\nFrom: b@x.org\nSubject: f\n\nx\n"), **{"from": people(("", "a@x.org"))},
          defects=["From is there twice; the first counts"])
    write("addresses/sender-beside-from", "A secretary sent it.", crlf("From: boss@x.org\nSender: Ann <a@x.org>\nReply-To: office@x.org\nSubject: f\n\nx\n"),
          **{"from": people(("", "boss@x.org"))}, sender=people(("Ann", "a@x.org")), reply_to=people(("", "office@x.org")))
    write("addresses/from-several", "Two people wrote it.", crlf("From: Ann <a@x.org>, Bo <b@x.org>\nSender: a@x.org\nSubject: f\n\nx\n"),
          **{"from": people(("Ann", "a@x.org"), ("Bo", "b@x.org"))})
    write("addresses/from-empty", "Nobody wrote it.", crlf("From: \nSubject: f\n\nx\n"), **{"from": []}, subject="f")
