// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/AuthenticationResults.h"
#include "core/mime/Journey.h"
#include "core/mime/ProviderDomains.h"

#include <gtest/gtest.h>

namespace tern::mime {
namespace {

struct Case {
    const char *name;
    const char *value;
    const char *from;
    const char *reverse;
    const char *address;
    const char *by;
    const char *protocol;
    const char *tls;
    const char *software;
    bool authenticated;
};

const Case kCases[] = {
    {"Postfix",
     "from out.example.org (out.example.org [198.51.100.7])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\t(No client certificate requested)\r\n"
     "\tby mx.example.net (Postfix) with ESMTPS id 4XyZ\r\n\tfor <li@example.net>; Mon, 23 Nov 2026 09:41:07 +0800 (CST)",
     "out.example.org", "out.example.org", "198.51.100.7", "mx.example.net", "ESMTPS", "TLS 1.3", "Postfix", false},
    {"PostfixSubmission", "from [192.168.1.5] (dsl.example.com [203.0.113.5])\r\n\t(Authenticated sender: ann)\r\n\tby out.example.org (Postfix) with ESMTPSA id 1A; Mon, 23 Nov 2026 09:41:07 +0800",
     "192.168.1.5", "dsl.example.com", "203.0.113.5", "out.example.org", "ESMTPSA", "TLS", "Postfix", true},
    {"PostfixUnknown", "from evil (unknown [IPv6:2001:db8::9]) by mx.example.net (Postfix) with SMTP id 1; Mon, 23 Nov 2026 09:41:07 +0800", "evil", "", "2001:db8::9", "mx.example.net", "SMTP", "",
     "Postfix", false},
    {"PostfixLocal", "by host.example.org (Postfix, from userid 1000)\r\n\tid 7C3; Mon, 23 Nov 2026 09:41:07 +0800", "", "", "", "host.example.org", "", "", "Postfix", false},
    {"Exim", "from mail.example.org ([198.51.100.7] helo=smtp.example.org)\r\n\tby mx.example.net with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384\r\n\t(Exim 4.96)\r\n"
             "\t(envelope-from <ann@example.org>)\r\n\tid 1r6BcD-00012A-2f\r\n\tfor li@example.net;\r\n\tMon, 23 Nov 2026 09:41:07 +0800",
     "smtp.example.org", "mail.example.org", "198.51.100.7", "mx.example.net", "ESMTPS", "TLS 1.3", "Exim 4.96", false},
    {"EximSubmission", "from dsl.example.com ([203.0.113.5] helo=laptop) by mx.example.net with esmtpsa (TLS1.2) (Exim 4.92) id 1; Mon, 23 Nov 2026 09:41:07 +0800", "laptop", "dsl.example.com",
     "203.0.113.5", "mx.example.net", "ESMTPSA", "TLS 1.2", "Exim 4.92", true},
    {"Sendmail", "from out.example.org (dsl.example.com [203.0.113.5] (may be forged))\r\n\tby mx.example.net (8.17.1/8.17.1) with ESMTPS id 3AN1\r\n"
                 "\t(version=TLSv1.2 cipher=ECDHE-RSA-AES256-GCM-SHA384 bits=256 verify=NOT)\r\n\tfor <li@example.net>; Mon, 23 Nov 2026 09:41:07 +0800",
     "out.example.org", "dsl.example.com", "203.0.113.5", "mx.example.net", "ESMTPS", "TLS 1.2", "Sendmail 8.17.1", false},
    {"Exchange", "from AM0PR01MB1.eurprd01.prod.outlook.com (2603:10a6:208:1::1) by\r\n DB9PR01MB2.eurprd01.prod.outlook.com (2603:10a6:10:2::2) with Microsoft SMTP\r\n Server (version=TLS1_2,"
                 " cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id\r\n 15.20.7025.17; Mon, 23 Nov 2026 01:41:07 +0000",
     "AM0PR01MB1.eurprd01.prod.outlook.com", "", "2603:10a6:208:1::1", "DB9PR01MB2.eurprd01.prod.outlook.com", "ESMTP", "TLS 1.2", "Exchange", false},
    {"Gmail", "from mail.example.org (mail.example.org. [198.51.100.7])\r\n        by mx.google.com with ESMTPS id a1-20020a05\r\n        for <li@gmail.com>\r\n"
              "        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\r\n        Sun, 22 Nov 2026 17:41:07 -0800 (PST)",
     "mail.example.org", "mail.example.org", "198.51.100.7", "mx.google.com", "ESMTPS", "TLS 1.3", "", false},
    {"GmailInternal", "by 2002:a05:6a10:1234:b0:4ad:2222:3333 with SMTP id k5csp123;\r\n        Sun, 22 Nov 2026 17:41:08 -0800 (PST)", "", "", "", "2002:a05:6a10:1234:b0:4ad:2222:3333", "SMTP", "", "",
     false},
    {"Coremail", "from smtp.example.org (unknown [198.51.100.7])\r\n\tby mx9 (Coremail) with SMTP id wKgB; Mon, 23 Nov 2026 09:41:07 +0800 (CST)", "smtp.example.org", "", "198.51.100.7", "mx9", "SMTP",
     "", "Coremail", false},
    {"QQ", "from unknown (HELO smtp.example.org) ( [198.51.100.7])\r\n\tby newmx1.qq.com (NewMx) with SMTP id \r\n\tfor <1@qq.com>; Mon, 23 Nov 2026 09:41:07 +0800", "smtp.example.org", "",
     "198.51.100.7", "newmx1.qq.com", "SMTP", "", "NewMx", false},
    {"Qmail", "from unknown (HELO mail.example.org) (198.51.100.7)\r\n  by mx.example.net with SMTP; 23 Nov 2026 01:41:07 -0000", "mail.example.org", "", "198.51.100.7", "mx.example.net", "SMTP", "", "",
     false},
    {"Dovecot", "from mx.example.net ([10.0.0.2])\r\n\tby store.example.net with LMTP\r\n\tid aB3\r\n\t(envelope-from <ann@example.org>)\r\n\tfor <li@example.net>; Mon, 23 Nov 2026 09:41:07 +0800",
     "mx.example.net", "", "10.0.0.2", "store.example.net", "LMTP", "", "", false},
    {"Web", "from [203.0.113.5] by web.example.org via HTTP; Mon, 23 Nov 2026 09:41:07 +0800", "203.0.113.5", "", "203.0.113.5", "web.example.org", "", "", "", false},
};

TEST(ReceivedField, IsReadAsTheServersWriteIt)
{
    constexpr UnixMillis kTime = 1'795'398'067'000;   // 2026-11-23T01:41:07Z
    for (const Case &one : kCases) {
        const ReceivedField field = parseReceivedField(one.value);
        EXPECT_EQ(field.from.toStdString(), one.from) << one.name;
        EXPECT_EQ(field.fromReverse.toStdString(), one.reverse) << one.name;
        EXPECT_EQ(field.fromAddress.toStdString(), one.address) << one.name;
        EXPECT_EQ(field.by.toStdString(), one.by) << one.name;
        EXPECT_EQ(field.protocol.toStdString(), one.protocol) << one.name;
        EXPECT_EQ(field.tls.toStdString(), one.tls) << one.name;
        EXPECT_EQ(field.software.toStdString(), one.software) << one.name;
        EXPECT_EQ(field.isAuthenticated, one.authenticated) << one.name;
        EXPECT_LE(std::abs(field.time.value_or(0) - kTime), 1'000) << one.name;
    }
    EXPECT_EQ(parseReceivedField(kCases[0].value).recipient, QStringLiteral("li@example.net"));
    EXPECT_EQ(parseReceivedField("").by, QString());
    EXPECT_FALSE(parseReceivedField("nonsense; not a date").time);
}

HeaderField received(const QByteArray &value)
{
    return {QStringLiteral("Received"), QString::fromLatin1(value), value};
}

HeaderField results(const QByteArray &value)
{
    return {QStringLiteral("Authentication-Results"), QString::fromLatin1(value), value};
}

const QByteArray kStore = "from mx.example.net ([10.0.0.2]) by store.example.net with LMTP id 3; Mon, 23 Nov 2026 09:41:09 +0800";
const QByteArray kBorder = "from out.example.org (out.example.org [198.51.100.7]) by mx.example.net (Postfix) with ESMTPS id 2; Mon, 23 Nov 2026 09:41:07 +0800";
const QByteArray kWriter = "from laptop (dsl.example.com [203.0.113.5]) by out.example.org (Postfix) with ESMTPSA id 1; Mon, 23 Nov 2026 09:41:02 +0800";

TEST(Journey, GoesFromTheWriterToTheReader)
{
    const Journey journey = readJourney({received(kStore), received(kBorder), received(kWriter)}, providerDomains(QStringLiteral("imap.example.net")));
    ASSERT_EQ(journey.hops.size(), 3U);
    EXPECT_EQ(journey.hops[0].kind, Hop::Kind::Submission);
    EXPECT_EQ(journey.hops[1].kind, Hop::Kind::Relay);
    EXPECT_EQ(journey.hops[2].kind, Hop::Kind::Delivery);
    EXPECT_FALSE(journey.hops[0].delay);
    EXPECT_EQ(journey.hops[1].delay, std::chrono::seconds(5));
    EXPECT_EQ(journey.hops[2].delay, std::chrono::seconds(2));
    EXPECT_EQ(journey.total, std::chrono::seconds(7));
    EXPECT_EQ(journey.firstVouched, 1U);
}

TEST(Journey, AForgedFieldBelowTheBorderIsNotVouchedFor)
{
    const QByteArray forged = "from bank.example (bank.example [192.0.2.1]) by mx.example.net (Postfix) with ESMTPS id 0; Mon, 23 Nov 2026 09:00:00 +0800";
    const Journey journey = readJourney({received(kBorder), received(forged)}, providerDomains(QStringLiteral("imap.example.net")));
    EXPECT_EQ(journey.firstVouched, 1U);
    EXPECT_FALSE(journey.hops[0].isVouchedFor);
}

TEST(Journey, AWrongClockIsMarkedAndGivesNoDelay)
{
    const QByteArray late = "from a (a [192.0.2.1]) by out.example.org with ESMTP id 1; Mon, 23 Nov 2026 10:41:02 +0800";
    const Journey journey = readJourney({received(kBorder), received(late)}, {});
    EXPECT_TRUE(journey.hops[1].clockIsWrong);
    EXPECT_FALSE(journey.hops[1].delay);
    EXPECT_FALSE(journey.total);
}

TEST(Journey, WithoutAProviderOnlyTheLastHopIsVouchedFor)
{
    EXPECT_EQ(readJourney({received(kStore), received(kBorder)}, {}).firstVouched, 1U);
    EXPECT_EQ(readJourney({}, {}).firstVouched, 0U);
}

TEST(Journey, ProvidersOfGmailExchangeAndCoremail)
{
    const QByteArray inner = "by 2002:a05:6a10:1234:b0:4ad:2222:3333 with SMTP id k5; Mon, 23 Nov 2026 09:41:08 +0800";
    const QByteArray google = "from mail.example.org (mail.example.org. [2001:db8::7]) by mx.google.com with ESMTPS id a1; Mon, 23 Nov 2026 09:41:07 +0800";
    EXPECT_EQ(readJourney({received(inner), received(google), received(kWriter)}, providerDomains(QStringLiteral("imap.gmail.com"))).firstVouched, 1U);
    const QByteArray exchange = "from AM0.eurprd01.prod.outlook.com (2603:10a6:208:1::1) by DB9.eurprd01.prod.outlook.com (2603:10a6:10:2::2) with Microsoft SMTP Server id 15.20; Mon, 23 Nov 2026 01:41:09 +0000";
    const QByteArray border = "from mail.example.org (198.51.100.7) by AM0.mail.protection.outlook.com (10.152.1.1) with Microsoft SMTP Server id 15.20; Mon, 23 Nov 2026 01:41:08 +0000";
    EXPECT_EQ(readJourney({received(exchange), received(border), received(kWriter)}, providerDomains(QStringLiteral("outlook.office365.com"))).firstVouched, 1U);
    // Who calls itself a machine of the provider's at the border is none.
    const QByteArray liar = "from AM0.eurprd01.prod.outlook.com (198.51.100.7) by AM0.mail.protection.outlook.com (10.152.1.1) with Microsoft SMTP Server id 15.20; Mon, 23 Nov 2026 01:41:08 +0000";
    EXPECT_EQ(readJourney({received(liar), received(border)}, providerDomains(QStringLiteral("outlook.office365.com"))).firstVouched, 1U);
    const QByteArray coremail = "from smtp.example.org (unknown [198.51.100.7]) by mx9 (Coremail) with SMTP id w; Mon, 23 Nov 2026 09:41:07 +0800 (CST)";
    EXPECT_EQ(readJourney({received(coremail), received(kWriter)}, providerDomains(QStringLiteral("imap.163.com"))).firstVouched, 1U);
}

TEST(AuthenticationResults, AreReadWithCommentsQuotesAndVersions)
{
    const auto found = parseAuthenticationResults("mx.example.net 1;\r\n\tdkim=pass (2048-bit; key) header.d=Example.org header.i=@example.org;\r\n\tspf=softfail (no; really)"
                                                  " smtp.mailfrom=ann@example.com;\r\n\tdmarc/1=fail (p=reject) header.from=\"example.org\"; x-odd; none");
    EXPECT_EQ(found.server, QStringLiteral("mx.example.net"));
    ASSERT_EQ(found.results.size(), 3U);
    EXPECT_EQ(found.of("dkim"), "pass");
    EXPECT_EQ(found.results[0].domain, QStringLiteral("example.org"));
    EXPECT_EQ(found.of("spf"), "softfail");
    EXPECT_EQ(found.results[1].domain, QStringLiteral("example.com"));
    EXPECT_EQ(found.of("dmarc"), "fail");
    EXPECT_EQ(found.of("arc"), "");
    EXPECT_EQ(parseAuthenticationResults("mx.example.net; dkim=fail header.d=a; dkim=pass header.d=b").of("dkim"), "pass");
    EXPECT_EQ(parseAuthenticationResults("spf=pass; dkim=fail").results.size(), 2U);
    EXPECT_TRUE(parseAuthenticationResults("").results.empty());
}

TEST(AuthenticationResults, CountOnlyFromTheProviderAndAboveItsBorder)
{
    const QStringList providers = providerDomains(QStringLiteral("imap.example.net"));
    const HeaderField own = results("mx.example.net; dmarc=fail");
    const HeaderField other = results("mx.evil.example; dmarc=pass");
    EXPECT_EQ(trustedResults({own, received(kBorder)}, providers)->of("dmarc"), "fail");
    EXPECT_EQ(trustedResults({other, own, received(kBorder)}, providers)->of("dmarc"), "fail");
    EXPECT_FALSE(trustedResults({received(kBorder), own}, providers));
    EXPECT_FALSE(trustedResults({other, received(kBorder)}, providers));
    EXPECT_FALSE(trustedResults({own}, providers));
    EXPECT_FALSE(trustedResults({own, received(kBorder)}, {}));
}

TEST(ProviderDomains, AreTheRegisteredOnesAndTheirRelatives)
{
    EXPECT_EQ(registeredDomain(QStringLiteral("mx.Mail.example.co.uk.")), QStringLiteral("example.co.uk"));
    EXPECT_EQ(registeredDomain(QStringLiteral("imap.sina.com.cn")), QStringLiteral("sina.com.cn"));
    EXPECT_EQ(registeredDomain(QStringLiteral("mx.example.org")), QStringLiteral("example.org"));
    EXPECT_TRUE(isWithin(QStringLiteral("mx.google.com"), providerDomains(QStringLiteral("imap.gmail.com"))));
    EXPECT_FALSE(isWithin(QStringLiteral("mx.evilgoogle.com"), providerDomains(QStringLiteral("imap.gmail.com"))));
    EXPECT_TRUE(providerDomains(QString()).isEmpty());
}

} // namespace
} // namespace tern::mime
