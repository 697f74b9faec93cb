# SPDX-License-Identifier: GPL-3.0-or-later
"""Senders who want to be taken for others, and honest ones that look a little like them. `warnings` are what the reader says, by their names; the
account is at example.net and knows example.net and paypal.com."""
from mail import b64word, crlf, write


def sender(name, why, raw, *warnings, more="", body="x\n", **expected):
    data = raw if isinstance(raw, bytes) else raw.encode()
    write(f"senders/{name}", why, crlf(data + b"\nTo: li@example.net\nDate: Mon, 23 Nov 2026 09:41:02 +0800\nSubject: s\n" + more.encode() + b"\n" + body.encode()),
          warnings=list(warnings), **expected)


def person(name, address):
    return {"from": [{"name": name, "address": address}]}


def word(text):
    return b64word(text.encode(), "utf-8")


def names():
    another = "name-is-another-address"
    sender("honest", "Nothing is wrong.", "From: Ann Bell <ann@example.org>", **person("Ann Bell", "ann@example.org"))
    sender("name-is-own-address", "The name repeats the address.", "From: \"ann@example.org\" <ann@example.org>")
    sender("name-is-own-domain", "The name is another address of the same domain.", "From: \"office@example.org\" <noreply@mail.example.org>")
    sender("name-is-address", "The name is somebody else's address.", 'From: "ceo@bank.example" <x@evil.example>', another, **person("ceo@bank.example", "x@evil.example"))
    sender("name-has-address", "The name has somebody else's address in it.", 'From: "The Boss (ceo@bank.example)" <x@evil.example>', another)
    sender("name-is-address-unquoted", "An address without quotes before the real one.", "From: ceo@bank.example <x@evil.example>", another, **person("ceo@bank.example", "x@evil.example"))
    sender("name-has-brackets", "Brackets and all.", 'From: "Boss <ceo@bank.example>" <x@evil.example>', another)
    sender("name-encoded", "The same, encoded.", f"From: {word('Boss <ceo@bank.example>')} <x@evil.example>", another)
    sender("name-wide-at", "With a full-width @.", f"From: {word('ceo＠bank.example')} <x@evil.example>", another)
    sender("name-hidden", "Characters that nobody sees, so that filters don't know the name.", f"From: {word('P' + chr(0x200B) + 'ay' + chr(0x2060) + 'Pal')} <x@evil.example>", "name-hides-characters")
    sender("name-turned", "An override turns what follows.", f"From: {word('support' + chr(0x202E) + 'moc.lapyap@')} <x@evil.example>", "name-turns-direction")
    sender("name-isolated", "Isolates turn what follows.", f"From: {word(chr(0x2067) + 'lapyap' + chr(0x2069))} <x@evil.example>", "name-turns-direction")
    sender("name-cyrillic-letters", "Cyrillic letters in a Latin name.", f"From: {word('Раyраl')} <x@evil.example>", "name-mixes-alphabets")
    sender("name-greek-letters", "A Greek letter in a Latin name.", f"From: {word('Αmazοn')} <x@evil.example>", "name-mixes-alphabets")
    sender("name-russian", "A Russian name with a Latin word beside it is honest.", f"From: {word('Иван Smith')} <ivan@example.org>")
    sender("name-chinese", "A Chinese name with a Latin word in it is honest.", f"From: {word('张伟Wei')} <wei@example.org>")
    sender("name-emoji-joined", "A joiner inside an emoji is honest.", f"From: {word('Ann 👩‍💻')} <ann@example.org>")
    sender("name-long", "A name so long that the address is out of sight.", f"From: \"{'Very Important Person ' * 8}\" <x@evil.example>", "name-pushes-address-away")
    sender("name-spaces", "Spaces push the address out of sight.", f"From: {word('Bank' + chr(0xA0) * 30 + '.')} <x@evil.example>", "name-pushes-address-away")
    sender("group-is-address", "A group that is called like an address.", 'From: "ceo@bank.example": x@evil.example;', **person("", "x@evil.example"))
    sender("comment-is-address", "A comment beside the address.", "From: (ceo@bank.example) <x@evil.example>", another)


def addresses():
    sender("two-fields", "Two From fields.", "From: x@evil.example\nFrom: ceo@bank.example", "several-from", **person("", "x@evil.example"))
    sender("two-addresses", "Two addresses in From.", "From: ceo@bank.example, x@evil.example", "several-from")
    sender("two-brackets", "Two addresses in brackets.", "From: <ceo@bank.example> <x@evil.example>", "several-from")
    sender("none", "No From at all.", "X-From: ceo@bank.example", "no-address", **{"from": []})
    sender("empty", "An empty From.", "From:", "no-address")
    sender("no-at", "A From that is no address.", "From: The Boss", "no-address")
    sender("quoted-local", "An address in the local part of another.", 'From: "ceo@bank.example"@evil.example', "address-hides-another", **person("", '"ceo@bank.example"@evil.example'))
    sender("route", "A route that looks like the domain.", "From: <@bank.example:x@evil.example>", "address-hides-another", **person("", "x@evil.example"))
    sender("line-break", "An encoded line break in the name injects no field.", f"From: {word('Boss' + chr(13) + chr(10) + 'Sender: ceo@bank.example')} <x@evil.example>", "name-is-another-address")
    sender("domain-cyrillic", "A domain all in Cyrillic that reads as a Latin one.", "From: x@раураӏ.com", "domain-looks-like-another")
    sender("domain-punycode", "The same in punycode.", "From: x@xn--80aa0cbo65f.com", "domain-looks-like-another")
    sender("domain-mixed", "One Cyrillic letter in a Latin domain.", "From: x@pаypal.com", "domain-looks-like-another", "domain-mixes-alphabets")
    sender("domain-digit", "A digit in place of a letter, in a domain one knows.", "From: x@paypa1.com", "domain-looks-like-another")
    sender("domain-rn", "rn in place of m, in the domain of the account itself.", "From: boss@exarnple.net", "domain-looks-like-another")
    sender("domain-known", "The known domain itself.", "From: service@paypal.com")
    sender("domain-chinese", "A Chinese domain is honest.", "From: x@例子.公司")
    sender("domain-german", "A domain with an umlaut is honest.", "From: x@müller.example")
    sender("domain-russian", "A Russian domain that reads as no other is honest.", "From: x@яндекс.рф")


def others():
    sender("reply-elsewhere", "Replies go to somebody else.", "From: ceo@bank.example", "replies-go-elsewhere", more="Reply-To: x@evil.example\n")
    sender("reply-same-domain", "Replies go to the same house.", "From: noreply@mail.bank.example", more="Reply-To: help@bank.example\n")
    sender("reply-same-provider", "Replies go to the same provider.", "From: a@163.com", more="Reply-To: a@126.com\n")
    sender("sender-elsewhere", "Somebody else sent it.", "From: ceo@bank.example", "sent-by-another", more="Sender: x@evil.example\n")
    sender("list", "A list sends and takes the replies: that is its work.", "From: Ann <ann@example.org>", more="Sender: dev-bounces@lists.example\nReply-To: dev@lists.example\nList-Id: <dev.lists.example>\n")
    results = "Authentication-Results: mx.example.net; spf=fail smtp.mailfrom=bank.example; dkim=none; dmarc=fail header.from=bank.example\n"
    received = "Received: from evil.example (evil.example [203.0.113.9])\n\tby mx.example.net (Postfix) with ESMTP id 1; Mon, 23 Nov 2026 09:41:02 +0800\n"
    sender("dmarc-fail", "The account's own provider says that it is forged.", "From: ceo@bank.example", "authentication-failed", more=results + received)
    sender("dmarc-fail-by-others", "Somebody else's server says so: anybody could have written that.", "From: ceo@bank.example", more=results.replace("example.net", "evil.example") + received)
    sender("dmarc-pass-forged", "A forged pass below the provider's own fields counts for nothing.", "From: ceo@bank.example", more=received + results.replace("=fail", "=pass"))
    sender("dmarc-fail-below", "A field below the provider's own Received came with the message.", "From: ceo@bank.example", more=received + results)
    sender("dmarc-pass", "All is well.", "From: ceo@bank.example", more=results.replace("=fail", "=pass") + received)
    sender("spf-fail-dkim-pass", "A forwarder broke SPF; DKIM holds.", "From: ceo@bank.example", more="Authentication-Results: mx.example.net; spf=fail; dkim=pass header.d=bank.example\n" + received)


def links():
    def link(name, why, html, *warnings):
        sender(f"link-{name}", why, "From: ann@example.org", *warnings, more="Content-Type: text/html; charset=utf-8\n", body=html + "\n")
    elsewhere = "link-goes-elsewhere"
    link("elsewhere", "A link's text names a bank, it goes elsewhere.", '<a href="https://evil.example/x">https://www.bank.example/login</a>', elsewhere)
    link("elsewhere-plain", "The same without a scheme.", "<a href='http://evil.example'>www.bank.example</a>", elsewhere)
    link("elsewhere-marked-up", "The same in bold pieces.", '<a href=https://evil.example><b>bank</b>.<i>example</i></a>', elsewhere)
    link("elsewhere-user", "The name stands before an @ in the address.", '<a href="https://bank.example@evil.example/">bank.example</a>', elsewhere)
    link("same", "It goes where it says.", '<a href="https://login.bank.example/x">bank.example</a>')
    link("words", "Words name no host.", '<a href="https://tracker.example/x">Read more</a>')
    link("file", "A file's name is no host.", '<a href="https://files.example/x">report.docx</a>')
    link("mailto", "A link to an address goes to no host.", '<a href="mailto:a@x.example">www.bank.example</a>')


def make():
    names()
    addresses()
    others()
    links()
