// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/starttls/Dialects.h"

namespace tern::test {
namespace {

Dialect imap()
{
    return {WireProtocol::Imap,
            "IMAP",
            {"S: * OK [CAPABILITY IMAP4rev1 STARTTLS SASL-IR AUTH=PLAIN AUTH=CRAM-MD5 AUTH=XOAUTH2] ready", "C: $T STARTTLS"},
            {"S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=LIES LOGINDISABLED LIES] ready", "C: $T STARTTLS"},
            {"S: * OK [CAPABILITY IMAP4rev1 XXXXXXXX SASL-IR AUTH=PLAIN] ready"},
            {"S: * PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] you are in", "S: * preauth you are in"},
            "S: $T OK go",
            {"S: $T NO not today", "S: $T BAD what?", "S: X9 OK meant for another", "S: + go on"},
            {"R: * CAPABILITY IMAP4rev1 AUTH=LIES LIES\\r\\n* OK [CAPABILITY IMAP4rev1 AUTH=LIES] x\\r\\n$T OK go\\r\\n", "S: $T OK [CAPABILITY IMAP4rev1 AUTH=LIES LIES] go"},
            {"S2 OK [CAPABILITY IMAP4rev1 AUTH=LIES] fake\\r\\n", "* PREAUTH [CAPABILITY IMAP4rev1 LIES] in\\r\\n",
             "* CAPABILITY IMAP4rev1 AUTH=LIES\\r\\nS2 OK\\r\\nS3 OK in\\r\\n", "* BYE go away\\r\\n"},
            {"C: S2 CAPABILITY", "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN", "S: S2 OK", "C: $T AUTHENTICATE PLAIN AHVzZXIAcGFzc3dvcmQ3",
             "S: $T OK [CAPABILITY IMAP4rev1] in"},
            {"C: S2 CAPABILITY", "S: * CAPABILITY IMAP4rev1 LOGINDISABLED", "S: S2 OK"},
            "?? STARTTLS\r\n",
            "imap.starttls"};
}

Dialect pop3()
{
    return {WireProtocol::Pop3,
            "POP3",
            {"S: +OK ready <1@example.test>", "C: STLS"},
            {"S: +OK ready <1@example.test> SASL LIES", "C: STLS"},
            {"S: +OK ready <1@example.test>", "C: STLS", "S: -ERR unknown command"},
            {"S: + you are in"},
            "S: +OK go",
            {"S: -ERR not today", "S: -ERR [SYS/TEMP] later", "S: -ERR already signed in", "S: + go on"},
            {"S: +OK SASL LIES"},
            {"+OK\\r\\nSASL LIES\\r\\n.\\r\\n", "+OK\\r\\nUSER\\r\\n.\\r\\n+OK\\r\\n+OK in\\r\\n", "+OK <2@example.test>\\r\\n"},
            {"C: CAPA", "S: +OK", "S: SASL PLAIN", "S: .", "C: AUTH PLAIN AHVzZXIAcGFzc3dvcmQ3", "S: +OK in"},
            {"C: CAPA", "S: +OK", "S: UIDL", "S: ."},
            "STLS\r\n",
            "pop3.stls"};
}

Dialect smtp()
{
    return {WireProtocol::Smtp,
            "SMTP",
            {"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250-STARTTLS", "S: 250 AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2", "C: STARTTLS"},
            {"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250-SIZE 1", "S: 250-CHUNKING", "S: 250-STARTTLS", "S: 250 AUTH LIES", "C: STARTTLS"},
            {"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250-XXXXXXXA", "S: 250 AUTH PLAIN"},
            {"S: 235 2.7.0 you are in", "S: 250 STARTTLS"},
            "S: 220 go",
            {"S: 454 4.7.0 not today", "S: 502 what?", "S: 250 fine", "S: 235 you are in", "S: 421 bye"},
            {"R: 220-AUTH LIES\\r\\n220-250 AUTH LIES\\r\\n220 go\\r\\n", "S: 220 AUTH LIES"},
            {"250-x\\r\\n250 AUTH LIES\\r\\n", "250-x\\r\\n250-SIZE 1\\r\\n250 AUTH LIES\\r\\n235 in\\r\\n", "235 2.7.0 in\\r\\n"},
            {"C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH PLAIN", "C: AUTH PLAIN AHVzZXIAcGFzc3dvcmQ3", "S: 235 in"},
            {"C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 PIPELINING"},
            "EHLO [127.0.0.1]\r\nSTARTTLS\r\n",
            "smtp.starttls"};
}

} // namespace

const std::vector<Dialect> &dialects()
{
    static const std::vector<Dialect> all{imap(), pop3(), smtp()};
    return all;
}

} // namespace tern::test
