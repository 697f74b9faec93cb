// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ReadableText.h"

#include <gtest/gtest.h>

namespace tern::sync {
namespace {

QByteArray forwarding(const QByteArray &inner, const QByteArray &words)
{
    const QByteArray boundary = "b" + QByteArray::number(inner.size());
    return "From: a@example.org\r\nSubject: outer\r\nContent-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n\r\n" + words + "\r\n--" + boundary
        + "\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + inner + "\r\n--" + boundary + "--\r\n";
}

TEST(ReadableText, WhatIsForwardedIsFoundByItsWords)
{
    const QByteArray inner = "From: Bob Stone <bob@example.net>\r\nSubject: Harbour plans\r\n\r\nThe crane comes in May.\r\n";
    const ReadableText text = readableText(forwarding(inner, "see below"));
    for (const char *word : {"see below", "Bob Stone", "bob@example.net", "Harbour plans", "The crane comes in May."})
        EXPECT_TRUE(text.text.contains(QLatin1String(word))) << word;
    EXPECT_EQ(text.snippet, QStringLiteral("see below"));
    EXPECT_EQ(text.attachmentNames.size(), 1);
}

TEST(ReadableText, MessagesWithinMessagesEndSomewhere)
{
    QByteArray message = "From: x@example.net\r\nSubject: innermost\r\n\r\ndeepword\r\n";
    for (int depth = 0; depth < 6; ++depth)
        message = forwarding(message, "level " + QByteArray::number(depth));
    const ReadableText text = readableText(message);
    EXPECT_TRUE(text.text.contains(QLatin1String("level 5")));
    EXPECT_TRUE(text.text.contains(QLatin1String("level 2")));
    EXPECT_FALSE(text.text.contains(QLatin1String("level 1")));
    // Many, and long ones.
    QByteArray many = "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n";
    for (int i = 0; i < 40; ++i)
        many += "--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: number" + QByteArray::number(i) + ".\r\n\r\n" + QByteArray("word ").repeated(20'000) + "\r\n";
    const ReadableText of = readableText(many + "--m--\r\n");
    EXPECT_TRUE(of.text.contains(QLatin1String("number5.")));
    EXPECT_FALSE(of.text.contains(QLatin1String("number30.")));
    EXPECT_LT(of.text.size(), 1'200'000);
}

} // namespace
} // namespace tern::sync
