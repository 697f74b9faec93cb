// SPDX-License-Identifier: GPL-3.0-or-later
// Messages made to exhaust a reader: each must be read, or refused, in time that grows with its size.
#include "core/mime/HtmlToText.h"
#include "core/mime/ListingHeaders.h"
#include "core/mime/ParsedMessage.h"
#include "core/mime/TextSnippet.h"

#include "tests/support/Patience.h"

#include <gtest/gtest.h>

#include <time.h>

namespace tern::mime {
namespace {

// Far above what any of them takes (the slowest 1 s here), far below what they took in readers that are not linear. Of this thread's processor time.
constexpr double kLimit = 5 * test::kSlower;

double secondsUsed()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

QByteArray repeated(const char *text, int times)
{
    return QByteArray(text).repeated(times);
}

class Hostile : public ::testing::Test {
protected:
    void TearDown() override { EXPECT_LT(secondsUsed() - m_begin, kLimit); }

    static ParsedMessage read(const QByteArray &raw)
    {
        auto message = parseMessage(raw);
        EXPECT_TRUE(message.ok());
        return message ? *std::move(message) : ParsedMessage();
    }

private:
    double m_begin = secondsUsed();
};

/// A multipart in a multipart …, `depth` times, each with a boundary of its own.
QByteArray nested(int depth, const QByteArray &core)
{
    QByteArray raw = "Subject: deep\r\n";
    for (int i = 0; i < depth; ++i)
        raw += "Content-Type: multipart/mixed; boundary=b" + QByteArray::number(i) + "\r\n\r\n--b" + QByteArray::number(i) + "\r\n";
    return raw + "Content-Type: text/plain\r\n\r\n" + core;
}

TEST_F(Hostile, DeepMultiparts)
{
    for (const int depth : {50, 100, 1'000, 20'000}) {
        const ParsedMessage message = read(nested(depth, "The text.\r\n"));
        EXPECT_EQ(message.subject, QStringLiteral("deep"));
        EXPECT_TRUE(depth > 50 ? !message.defects.isEmpty() : message.text.contains(QStringLiteral("The text."))) << depth;
    }
}

TEST_F(Hostile, ManyOpenBoundariesAndLinesThatLookLikeThem)
{
    read(nested(1'000, repeated("--\r\n", 500'000)));
    read(nested(1'000, repeated("--b1x\r\n", 300'000)));
}

TEST_F(Hostile, EmptyPartsWithoutNumber)
{
    const ParsedMessage message = read("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + repeated("--b\r\n\r\n", 500'000));
    EXPECT_FALSE(message.defects.isEmpty());
    // The same with a boundary that a simple look doesn't find.
    read("Content-Type: multipart/mixed; bound(x)ary=b;\r\n bo\r\n undary=b; Boundary*=''b\r\n\r\n" + repeated("--b\r\n\r\n", 500'000));
}

TEST_F(Hostile, GroupsWithinGroups)
{
    for (const char *piece : {"a:", "(", "<", "\"", ",", ";", "@", "a:b,", "<<", "\\", "=?"}) {
        for (const char *field : {"From: ", "Content-Type: text/plain; ", "Subject: ", "References: ", "Content-Disposition: attachment; filename*0="}) {
            const QByteArray raw = field + repeated(piece, 300'000) + "\r\n\r\nbody\r\n";
            read(raw);
            static_cast<void>(parseListingHeaders({raw.constData(), static_cast<std::size_t>(raw.size())}));
        }
    }
    // Within a nested message and folded.
    read("Content-Type: message/rfc822\r\n\r\nFrom:\r\n" + repeated(" a:\r\n", 200'000) + "\r\nbody\r\n");
}

TEST_F(Hostile, HeadersWithoutNumber)
{
    read(repeated("X-A: b\r\n", 60'000) + "\r\nbody\r\n");
    read(repeated("From: a@b\r\n", 30'000) + "\r\nbody\r\n");
    read("Subject: x\r\n" + repeated(" folded\r\n", 60'000) + "\r\nbody\r\n");
    read("Subject: " + repeated("=?utf-8?B?YQ==?= ", 40'000) + "\r\n\r\nbody\r\n");
    read("Subject: " + repeated("=?utf-8?Q?", 40'000) + "\r\n\r\nbody\r\n");
    read("Content-Type: text/plain; " + repeated("name*0*=a;", 30'000) + "\r\n\r\nbody\r\n");
}

TEST_F(Hostile, NestedMessages)
{
    read(repeated("Content-Type: message/rfc822\r\n\r\n", 10'000) + "Subject: x\r\n\r\nbody\r\n");
    read("Content-Type: multipart/digest; boundary=b\r\n\r\n" + repeated("--b\r\n\r\nSubject: x\r\n\r\nbody\r\n", 5'000));
}

TEST_F(Hostile, HtmlOfEveryShape)
{
    for (const char *piece : {"<div>", "<table><tr><td>", "<blockquote>", "<ul><li>", "<a href=x>", "<b>", "<font>", "<p>", "</div>", "<", "&", "&#", "<!--", "<script>", "<style>",
                              "<![CDATA[", "<a b='", "<form>", "<select><option>", "&#x41;", "<pre>", "<svg>", "<title>"})
        static_cast<void>(htmlToText(QString::fromLatin1(repeated(piece, 50'000))));
}

TEST_F(Hostile, HtmlIsNotCutAtANul)
{
    QString html = QStringLiteral("<p>before</p>");
    html += QChar(u'\0');
    html += QStringLiteral("<p>after</p>");
    EXPECT_EQ(htmlToText(html), QStringLiteral("before\n\nafter\n"));
}

TEST_F(Hostile, LinesWithoutEnd)
{
    const QByteArray line = repeated("x y ", 2'500'000);
    const ParsedMessage message = read("Subject: x\r\nContent-Type: text/plain; format=flowed\r\n\r\n" + line);
    EXPECT_EQ(message.text.size(), line.size() + 1);
    EXPECT_EQ(snippetOf(message.text).size(), 140);
}

TEST_F(Hostile, WhatIsNoMessage)
{
    for (const QByteArray &raw : {QByteArray(), QByteArray("\r\n"), QByteArray("\n\n"), QByteArray("just a line"), QByteArray("%PDF-1.7\n%\xE2\xE3\n"),
                                  QByteArray("\x7F" "ELF\0\0\0", 7), QByteArray(1'000'000, '\0'), QByteArray(1'000'000, 'x')}) {
        const auto message = parseMessage(raw);
        ASSERT_FALSE(message.ok()) << raw.left(20).toStdString();
        EXPECT_EQ(message.error().kind, ErrorKind::InvalidInput);
    }
    EXPECT_EQ(partContent("Subject: x\r\n\r\ny", "7").error().kind, ErrorKind::NotFound);
}

} // namespace
} // namespace tern::mime
