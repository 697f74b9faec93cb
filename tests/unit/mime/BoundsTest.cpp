// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of 50 MB, each made to cost as much as can be: read in two seconds of processor time, and in four times their size and 64 MB. Prints what each took.
#include "core/mime/Journey.h"
#include "core/mime/ParsedMessage.h"
#include "core/mime/SenderChecks.h"

#include <QFile>

#include <gtest/gtest.h>

#include <malloc.h>
#include <time.h>

#include <cstdio>

namespace tern::mime {
namespace {

// What people run is optimised; a build for development takes longer, and says only that nothing grows with the square.
#ifdef NDEBUG
constexpr qsizetype kSize = 50'000'000;
constexpr double kSeconds = 2;
#else
constexpr qsizetype kSize = 20'000'000;
constexpr double kSeconds = 4;
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;   // it needs time and memory of its own
#else
constexpr bool kIsSanitized = false;
#endif

double secondsUsed()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Bytes, from /proc/self/status.
qint64 memory(const char *field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(field))
            return line.mid(static_cast<qsizetype>(qstrlen(field)) + 1).trimmed().chopped(3).trimmed().toLongLong() * 1'024;
    }
    return 0;
}

void forgetPeak()
{
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

/// `head`, then `piece` until the message has its size.
QByteArray filled(const QByteArray &head, const QByteArray &piece, const QByteArray &tail = {})
{
    return head + piece.repeated((kSize - head.size() - tail.size()) / piece.size()) + tail;
}

QByteArray typed(const QByteArray &fields)
{
    return "From: a@example.org\r\nSubject: big\r\n" + fields + "\r\n\r\n";
}

QByteArray nested(int depth)
{
    QByteArray raw = "Subject: deep\r\n";
    for (int i = 0; i < depth; ++i)
        raw += "Content-Type: multipart/mixed; boundary=b" + QByteArray::number(i) + "\r\n\r\n--b" + QByteArray::number(i) + "\r\n";
    return raw + "\r\n";
}

struct Case {
    const char *name;
    std::function<QByteArray()> make;
};

const std::vector<Case> &cases()
{
    static const QByteArray html = typed("Content-Type: text/html; charset=utf-8");
    static const QByteArray plain = typed("Content-Type: text/plain; charset=utf-8");
    static const QByteArray mixed = typed("Content-Type: multipart/mixed; boundary=b");
    static const std::vector<Case> kCases{
        {"Text", [] { return filled(plain, "A line of text as people write them, neither long nor short.\r\n"); }},
        {"TextOfOneLine", [] { return filled(plain, "words "); }},
        {"TextOfBreaks", [] { return filled(plain, "\n"); }},
        {"TextOfCr", [] { return filled("Subject: x\r\r", "\r"); }},
        {"TextOfNul", [] { return filled(plain, QByteArray(1'000, '\0')); }},
        {"TextUndeclared", [] { return filled("Subject: x\r\n\r\n", "\xC4\xE3\xBA\xC3 \xFF\n"); }},
        {"TextFlowed", [] { return filled(typed("Content-Type: text/plain; format=flowed; delsp=yes"), "a \r\n"); }},
        {"TextFlowedQuotes", [] { return filled(typed("Content-Type: text/plain; format=flowed"), ">>>>>>>> a\n"); }},
        {"TextBase64", [] { return filled(typed("Content-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: base64"), QByteArray("xPq6w6Os").repeated(9) + "\r\n"); }},
        {"TextQuotedPrintable", [] { return filled(typed("Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable"), "=\n=3D="); }},
        {"TextEnriched", [] { return filled(typed("Content-Type: text/enriched"), "<<<param>"); }},
        {"HtmlOfBoxes", [] { return filled(html, "<div>"); }},
        {"HtmlOfQuotes", [] { return filled(html + QByteArray("<blockquote>").repeated(30), "a<br>"); }},
        {"HtmlOfLinks", [] { return filled(html, "<a href=\"https://x.example/\">www.y.example"); }},
        {"HtmlOfEntities", [] { return filled(html, "&amp;&#1;&nosuch;"); }},
        {"HtmlOfAngles", [] { return filled(html, "<"); }},
        {"HtmlOfAttributes", [] { return filled(html + "<p ", "a=b "); }},
        {"HtmlOfWords", [] { return filled(html, "<p>Some <b>words</b> and more of them.</p>\n"); }},
        {"File", [] { return filled(typed("Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64"), QByteArray("UEsDBBQA").repeated(9) + "\r\n"); }},
        {"FileOfOneLine", [] { return filled(typed("Content-Type: application/zip\r\nContent-Transfer-Encoding: base64"), "UEsDBBQA"); }},
        {"Uuencode", [] { return filled(plain + "begin 644 a\n", "M" + QByteArray("9").repeated(60) + "\n", "`\nend\n"); }},
        {"UuencodeNeverEnded", [] { return filled(plain, "begin 644 a\n#;VYE\n"); }},
        {"YencNeverEnded", [] { return filled(plain, "=ybegin line=1 size=1 name=a\nabc\n"); }},
        {"Yenc", [] { return filled(plain + "=ybegin line=1 size=1 name=a\n", QByteArray(120, 'x') + "\n", "=yend size=1\n"); }},
        {"PartsWithoutNumber", [] { return filled(mixed, "--b\n\n"); }},
        {"PartsOfLines", [] { return filled(mixed, "--b\nContent-Type: text/plain; name=a\nContent-ID: <x>\n\nabc\n"); }},
        {"PartsOfMessages", [] { return filled(typed("Content-Type: multipart/digest; boundary=b"), "--b\n\nSubject: x\n\nx\n"); }},
        {"DelimitersThatAreNone", [] { return filled(nested(60), "--b\n"); }},
        {"DelimitersThatAlmostAre", [] { return filled(nested(59), "--b58x\n--b58--x\n"); }},
        {"DeepWithoutEnd", [] { return filled("", "Content-Type: multipart/mixed; boundary=b\n\n--b\n"); }},
        {"DeepReopened", [] { return filled(nested(59), "--b0\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n"); }},
        {"NoDelimiter", [] { return filled(typed("Content-Type: multipart/mixed; boundary=nowhere"), "--x\nContents\n"); }},
        {"Guesses", [] { return filled(typed("Content-Type: multipart/mixed; boundary=nowhere"), "--x\nContent-Type: multipart/mixed; boundary=nowhere\n\n"); }},
        {"MessagesInMessages", [] { return filled("Subject: x\r\n", "Content-Type: message/rfc822\r\n\r\n"); }},
        {"HeaderOfOneField", [] { return filled("Subject: ", "words ", "\r\n\r\n"); }},
        {"HeaderOfWords", [] { return filled("Subject: ", "=?utf-8?B?YQ==?= ", "\r\n\r\n"); }},
        {"HeaderOfWordsNeverEnded", [] { return filled("Subject: ", "=?utf-8?Q?", "\r\n\r\n"); }},
        {"HeaderOfFolds", [] { return filled("Subject: x\r\n", " y\r\n", "\r\n"); }},
        {"HeaderOfFields", [] { return filled("Subject: x\r\n", "a:\n", "\r\n"); }},
        {"HeaderOfReceived", [] { return filled("Subject: x\r\n", "Received: from a (b [1.2.3.4]) by c; Mon, 23 Nov 2026 09:41:02 +0800\r\n", "\r\n"); }},
        {"HeaderOfStrayLines", [] { return filled("Subject: x\r\n", "stray\nA: b\n", "\r\n"); }},
        {"Recipients", [] { return filled("To: a@b", ",\r\n p@x.org", "\r\n\r\n"); }},
        {"RecipientsInGroups", [] { return filled("To: a@b", ",a:", "\r\n\r\n"); }},
        {"RecipientsInComments", [] { return filled("To: a@b ", "(", "\r\n\r\n"); }},
        {"FromOfOneName", [] { return filled("From: \"", "ceo@bank.example ", "\" <x@y.example>\r\n\r\n"); }},
        {"Parameters", [] { return filled("Content-Type: multipart/mixed", "; boundary*1=a", "\r\n\r\n"); }},
        {"References", [] { return filled("References: ", "<a@b> ", "\r\n\r\n"); }},
    };
    return kCases;
}

class Bounds : public testing::TestWithParam<Case> {};

TEST_P(Bounds, AreKept)
{
    if (kIsSanitized)
        GTEST_SKIP();
    const QByteArray raw = GetParam().make();
    forgetPeak();
    const qint64 before = memory("VmRSS");
    const double began = secondsUsed();
    {
        const auto message = parseMessage(raw, {.acceptAnything = true});
        ASSERT_TRUE(message.ok());
        static_cast<void>(checkSender(*message, {}));
        static_cast<void>(checkLinks(message->html));
        static_cast<void>(readJourney(message->headers, {}));
    }
    const double took = secondsUsed() - began;
    const qint64 needed = memory("VmHWM") - before + raw.size();
    std::printf("%-26s %5.2f s  %4lld MB\n", GetParam().name, took, static_cast<long long>(needed / 1'000'000));
    EXPECT_LE(took, kSeconds);
    EXPECT_LE(needed, 4 * raw.size() + 64'000'000);
}

INSTANTIATE_TEST_SUITE_P(Hostile, Bounds, testing::ValuesIn(cases()), [](const auto &one) { return std::string(one.param.name); });

TEST(Recipients, AHundredThousandAreAllThere)
{
    QByteArray raw = "To: a@b";
    for (int i = 1; i < 100'000; ++i)
        raw += ",\r\n Person " + QByteArray::number(i) + " <p" + QByteArray::number(i) + "@example.org>";
    const auto message = parseMessage(raw + "\r\nSubject: all\r\n\r\nx\r\n");
    ASSERT_TRUE(message.ok());
    ASSERT_EQ(message->to.size(), 100'000U);
    EXPECT_EQ(message->to.back().address, QStringLiteral("p99999@example.org"));
    EXPECT_EQ(message->subject, QStringLiteral("all"));
}

} // namespace
} // namespace tern::mime
