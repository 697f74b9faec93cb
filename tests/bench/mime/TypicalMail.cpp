// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/mime/TypicalMail.h"

#include <QString>

#include <array>

namespace tern::bench {
namespace {

QByteArray header(int number)
{
    const QByteArray n = QByteArray::number(number);
    return "Return-Path: <maria.keller@example.org>\r\n"
           "Received: from mx2.example.net (mx2.example.net [192.0.2.17])\r\n\tby store4.example.net (Postfix) with ESMTPS id 4XyZ" + n
        + "\r\n\tfor <li.na@example.net>; Mon, 23 Nov 2026 09:41:07 +0800 (CST)\r\n"
          "Received: from out-7.example.org (out-7.example.org [198.51.100.7])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n"
          "\tby mx2.example.net (Postfix) with ESMTPS id 9AbC" + n + "\r\n\tfor <li.na@example.net>; Mon, 23 Nov 2026 09:41:05 +0800 (CST)\r\n"
          "Authentication-Results: mx2.example.net;\r\n\tdkim=pass header.d=example.org header.i=@example.org;\r\n\tspf=pass smtp.mailfrom=example.org;\r\n"
          "\tdmarc=pass (p=reject) header.from=example.org\r\n"
          "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s1;\r\n\th=from:to:subject:date:message-id:mime-version:content-type;\r\n"
          "\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\r\n\tb=dzdVyOfAKCdLXdJOc9G2q8LoXSlEniSbav+yuU4zGeeruD00lszZVoG4ZHRNiYzR\r\n"
          "\t GmX2uE0qFvXm3Q2tq6O0J6S0kF1p7a9bN2d4T6w8Y0c3V5x7Z9A1B3C5D7E9F0G2H4\r\n"
          "Date: Mon, 23 Nov 2026 09:41:02 +0800\r\nFrom: =?utf-8?B?546b5Lia?= Keller <maria.keller@example.org>\r\n"
          "To: Li Na <li.na@example.net>, \"Wang, Fang\" <wang@example.net>\r\nCc: team@example.net\r\n"
          "Subject: =?utf-8?B?5Lya6K6u57qq6KaB?= number " + n + "\r\nMessage-ID: <" + n + ".7a@example.org>\r\n"
          "References: <p1.1@example.org> <p2.2@example.net>\r\nIn-Reply-To: <p2.2@example.net>\r\nX-Mailer: Tern bench\r\nMIME-Version: 1.0\r\n";
}

QByteArray plainText(int paragraphs)
{
    return QByteArray("Good morning, the figures of last week are in the table, and two of them want a second look before we send them on.\r\n"
                      "Could you have a look at the third row until Thursday? Everything else can wait.\r\n\r\n"
                      "> On Friday somebody wrote that the order was late; it was not.\r\n\r\n").repeated(paragraphs);
}

QByteArray htmlText(int paragraphs)
{
    return "<html><head><meta http-equiv=3D\"Content-Type\" content=3D\"text/html; charset=3Dutf-8\"><style>p { margin: 0; font-family: sans-serif }</style>=\r\n"
           "</head><body bgcolor=3D\"#ffffff\">\r\n"
        + QByteArray("<p style=3D\"margin:0 0 12px 0\"><span style=3D\"font-family:Calibri,sans-serif;font=\r\n-size:11pt\">Good morning, the figures of last week are in =\r\n"
                     "the table, and <b>two</b> of them want a second look before we send them on&nbsp;=E2=80=93 =\r\n"
                     "<a href=3D\"https://example.org/table?id=3D17\">here</a>.</span></p>\r\n").repeated(paragraphs)
        + "</body></html>\r\n";
}

QByteArray part(const QByteArray &type, const QByteArray &encoding, const QByteArray &content)
{
    return "--=_b7\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + content + "\r\n";
}

QByteArray alternative(int number)
{
    return header(number) + "Content-Type: multipart/alternative; boundary=\"=_b7\"\r\n\r\n" + part("text/plain; charset=utf-8", "quoted-printable", plainText(6))
        + part("text/html; charset=utf-8", "quoted-printable", htmlText(14)) + "--=_b7--\r\n";
}

QByteArray chinese(int number)
{
    return header(number) + "Content-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + QByteArray("xPq6w6Osyc/W3LXEyv2+3dLRvq3U2rHt1tCjrMfrzPPU3NbcyM/WrsewtLvIt8jPoaMNCg0KxPq6w6OsyPvLqbXE\r\n").repeated(24);
}

QByteArray withFile(int number)
{
    return header(number) + "Content-Type: multipart/mixed; boundary=\"=_b7\"\r\n\r\n" + part("text/plain; charset=utf-8", "7bit", plainText(4))
        + part("application/pdf; name=\"table.pdf\"", "base64", QByteArray("JVBERi0xLjcKJeLjz9MKMSAwIG9iago8PCAvVHlwZSAvQ2F0YWxvZyAvUGFnZXMgMiAwIFIgPj4K\r\n").repeated(150))
        + "--=_b7--\r\n";
}

QByteArray fromList(int number)
{
    return header(number) + "List-Id: <dev.example.org>\r\nList-Post: <mailto:dev@example.org>\r\nContent-Type: text/plain; charset=us-ascii; format=flowed\r\n\r\n"
        + plainText(12) + "_______________________________________________\r\ndev mailing list\r\n";
}

QByteArray newsletter(int number)
{
    return header(number) + "List-Unsubscribe: <https://example.org/u>\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + htmlText(24);
}

QByteArray plain(int number)
{
    return header(number) + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + plainText(8);
}

} // namespace

std::vector<QByteArray> typicalMail(int count)
{
    constexpr std::array<QByteArray (*)(int), 8> kKinds{plain, alternative, chinese, alternative, fromList, alternative, withFile, newsletter};
    std::vector<QByteArray> all;
    for (int i = 0; i < count; ++i)
        all.push_back(kKinds[static_cast<std::size_t>(i) % kKinds.size()](i));
    return all;
}

} // namespace tern::bench
