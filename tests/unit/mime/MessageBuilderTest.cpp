// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MessageBuilder.h"
#include "core/mime/ParsedMessage.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <random>

namespace tern::mime {
namespace {

struct Built {
    QByteArray bytes;
    ParsedMessage read;
};

/// The value of the first header field of that name, still folded.
QByteArray rawField(const QByteArray &bytes, const QByteArray &name)
{
    const auto begin = QByteArray("\r\n" + bytes).indexOf(QByteArray("\r\n" + name + ":"));
    auto end = bytes.indexOf("\r\n", begin);
    while (end >= 0 && end + 2 < bytes.size() && (bytes[end + 2] == ' ' || bytes[end + 2] == '\t'))
        end = bytes.indexOf("\r\n", end + 2);
    return begin < 0 ? QByteArray() : bytes.mid(begin, end - begin);
}

class MessageBuilderTest : public testing::Test {
protected:
    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName();
    }

    BuildMessage plain()
    {
        BuildMessage message;
        message.from = {QStringLiteral("张伟"), QStringLiteral("sender@163.test")};
        message.to = {{QString(), QStringLiteral("receiver@qq.test")}};
        message.subject = QStringLiteral("第二封");
        message.text = QStringLiteral("附件是本周的进度表。\n请确认。\n");
        message.messageId = "abc@163.test";
        message.date = 1'795'000'000'000;
        message.dateOffsetMinutes = 480;
        return message;
    }

    Built build(const BuildMessage &message)
    {
        const QString path = m_folder.filePath(QString::number(m_count++) + QLatin1String(".eml"));
        const auto size = buildMessage(message, path);
        EXPECT_TRUE(size.ok()) << (size.ok() ? "" : size.error().toString());
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        Built built;
        built.bytes = file.readAll();
        EXPECT_EQ(built.bytes.size(), size.valueOr(-1));
        auto read = parseMessage(built.bytes);
        EXPECT_TRUE(read.ok());
        if (read)
            built.read = std::move(*read);
        return built;
    }

    /// Every encoded word of Subject and To is at most 75 long [RFC 2047 §2] and holds whole characters.
    void checkWords(const BuildMessage &message)
    {
        const Built built = build(message);
        EXPECT_EQ(built.read.subject, message.subject);
        ASSERT_EQ(built.read.to.size(), 1U);
        EXPECT_EQ(built.read.to[0].name.toStdString(), message.to[0].name.toStdString());
        for (const char *name : {"Subject", "To"}) {
            const QByteArray field = rawField(built.bytes, name);
            ASSERT_FALSE(field.isEmpty());
            for (const QByteArray &line : field.split('\n'))
                EXPECT_LE(line.trimmed().size(), 78) << line.toStdString();
            for (auto at = field.indexOf("=?"); at >= 0; at = field.indexOf("=?", at + 2)) {
                // The end is the first "?=" behind the charset and the encoding.
                const auto textAt = field.indexOf('?', field.indexOf('?', at + 2) + 1) + 1;
                const auto end = field.indexOf("?=", textAt);
                ASSERT_GT(end, 0);
                EXPECT_LE(end + 2 - at, 75);
                const QByteArray word = "Subject: " + field.mid(at, end + 2 - at) + "\r\n\r\n";
                EXPECT_FALSE(parseMessage(word)->subject.contains(QChar::ReplacementCharacter)) << word.toStdString();
                at = end;
            }
        }
    }

    QTemporaryDir m_folder;
    int m_count = 0;
};

TEST_F(MessageBuilderTest, ComesBackAsItWasWritten)
{
    BuildMessage message = plain();
    message.cc = {{QStringLiteral("Keller, Maria \"M\""), QStringLiteral("maria@example.org")}, {QStringLiteral("Amélie 😀"), QStringLiteral("a@example.org")}};
    message.inReplyTo = "parent@x";
    message.references = {"root@x", "parent@x"};
    const Built built = build(message);
    EXPECT_EQ(built.read.subject, message.subject);
    EXPECT_EQ(built.read.text, message.text);
    ASSERT_EQ(built.read.from.size(), 1U);
    EXPECT_EQ(built.read.from[0], message.from);
    EXPECT_EQ(built.read.to, message.to);
    EXPECT_EQ(built.read.cc, message.cc);
    EXPECT_EQ(built.read.messageId, "abc@163.test");
    EXPECT_EQ(built.read.inReplyTo, std::vector<std::string>{"parent@x"});
    EXPECT_EQ(built.read.references, message.references);
    EXPECT_EQ(built.read.date, message.date);
    EXPECT_EQ(built.read.dateOffsetMinutes, 480);
    EXPECT_TRUE(built.read.defects.isEmpty()) << built.read.defects.join(QLatin1Char('|')).toStdString();
}

TEST_F(MessageBuilderTest, KeepsTheWireRules)
{
    BuildMessage message = plain();
    message.subject = QStringLiteral("很长的主题，").repeated(40);
    message.text = QStringLiteral("a very long line ").repeated(200) + QLatin1String("\n.\n..\nFrom here\n") + QStringLiteral("é").repeated(3);
    message.bcc = {{QString(), QStringLiteral("hidden@example.org")}};
    const Built built = build(message);
    EXPECT_FALSE(built.bytes.contains("hidden@"));
    EXPECT_EQ(built.read.subject, message.subject);
    EXPECT_EQ(built.read.text.trimmed(), message.text.trimmed());
    for (const QByteArray &line : built.bytes.split('\n')) {
        EXPECT_LE(line.size(), 998);
        EXPECT_TRUE(line.isEmpty() || line.endsWith('\r')) << line.toStdString();
    }
    for (const char byte : built.bytes)
        ASSERT_LT(static_cast<unsigned char>(byte), 0x80);
    message.includeBcc = true;
    EXPECT_TRUE(build(message).bytes.contains("hidden@example.org"));
}

TEST_F(MessageBuilderTest, AttachmentsOfAnyNameComeBackByteForByte)
{
    const std::vector<QString> names{
        QStringLiteral("附件.xlsx"), QStringLiteral("plain.txt"), QStringLiteral("a b;c=d.pdf"), QStringLiteral("100%.bin"), QStringLiteral("it's \"quoted\".doc"),
        QStringLiteral("很长的文件名").repeated(10) + QLatin1String(".pdf"), QStringLiteral("😀.png"), QStringLiteral("naïve résumé.odt")};
    QByteArray content;
    for (int i = 0; i < 70'000; ++i)
        content += static_cast<char>((i * 31 + i / 251) & 0xFF);
    BuildMessage message = plain();
    for (const QString &name : names)
        message.attachments.push_back({name, "application/octet-stream", write(QStringLiteral("data"), content)});
    const Built built = build(message);
    EXPECT_EQ(built.read.text, message.text);
    ASSERT_EQ(built.read.attachments.size(), names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        QString expected = names[i];
        expected.replace(QLatin1Char('"'), QLatin1Char('_'));
        EXPECT_EQ(built.read.attachments[i].name, expected);
        EXPECT_EQ(partContent(built.bytes, built.read.attachments[i].part).valueOr({}), content);
    }
    EXPECT_TRUE(built.bytes.contains("filename*"));
    EXPECT_TRUE(built.read.defects.isEmpty()) << "a name in both forms is no defect: " << built.read.defects.join(QLatin1Char('|')).toStdString();
}

TEST_F(MessageBuilderTest, EncodedWordsAreShortAndWholeCharacters)
{
    BuildMessage message = plain();
    message.subject = QStringLiteral("会议纪要😀é").repeated(30);
    message.to[0].name = QStringLiteral("很长的名字，很长很长的名字；").repeated(8);
    checkWords(message);
    std::mt19937 random(20261124);
    const QStringList pieces{QStringLiteral("a"), QStringLiteral(" "), QStringLiteral("word "), QStringLiteral("é"), QStringLiteral("中"), QStringLiteral("😀"), QStringLiteral("=?"), QStringLiteral("?="),
                             QStringLiteral("_"), QStringLiteral("纪要"), QStringLiteral(", ")};
    for (int round = 0; round < 100; ++round) {
        QString text;
        for (int i = 0; i < 60; ++i)
            text += pieces.at(static_cast<qsizetype>(random() % static_cast<unsigned>(pieces.size())));
        message.subject = text.simplified();
        QString name = text.left(static_cast<qsizetype>(random() % 80));
        if (!name.isEmpty() && name.back().isHighSurrogate())
            name.chop(1);
        message.to[0].name = name.simplified();
        checkWords(message);
    }
}

TEST_F(MessageBuilderTest, ChoosesTheEncodingThatFits)
{
    BuildMessage message = plain();
    message.subject = QStringLiteral("plain");
    message.text = QStringLiteral("Short lines of ASCII.\n.\nThe end\n");
    EXPECT_EQ(rawField(build(message).bytes, "Content-Transfer-Encoding").toLower(), "content-transfer-encoding: 7bit");
    EXPECT_EQ(rawField(build(message).bytes, "Subject"), "Subject: plain");
    message.text = QStringLiteral("Mostly ASCII, with a café.\n");
    EXPECT_EQ(rawField(build(message).bytes, "Content-Transfer-Encoding").toLower(), "content-transfer-encoding: quoted-printable");
    message.text = QStringLiteral("x").repeated(2000) + QLatin1Char('\n');
    Built built = build(message);
    EXPECT_EQ(rawField(built.bytes, "Content-Transfer-Encoding").toLower(), "content-transfer-encoding: quoted-printable");
    EXPECT_EQ(built.read.text, message.text);
    message.text = QStringLiteral("From here on\n");
    built = build(message);
    EXPECT_FALSE(built.bytes.contains("\r\nFrom here"));
    EXPECT_EQ(built.read.text, message.text);
    message.text = QStringLiteral("全是中文。\n");
    EXPECT_EQ(rawField(build(message).bytes, "Content-Transfer-Encoding").toLower(), "content-transfer-encoding: base64");
}

TEST_F(MessageBuilderTest, TextsOfEveryKindComeBack)
{
    BuildMessage message = plain();
    for (const QString &text : std::initializer_list<QString>{QString(), QStringLiteral("\n"), QStringLiteral("a  \nb\t\n"), QStringLiteral("=3D =\n=\n"), QStringLiteral("\n\n.\n\n"),
                                QStringLiteral("😀").repeated(500) + QLatin1Char('\n'), QStringLiteral("é ").repeated(300) + QLatin1Char('\n'), QStringLiteral("-- \nsig\n"),
                                QStringLiteral("--boundary\n--\n"), QStringLiteral("\u2028\u00A0\u200B\n")}) {
        message.text = text;
        EXPECT_EQ(build(message).read.text, text) << text.toStdString();
    }
    message.text = QStringLiteral("a\r\nb\rc");
    EXPECT_EQ(build(message).read.text, QStringLiteral("a\nb\nc\n"));
}

TEST_F(MessageBuilderTest, HtmlGoesBesideTheText)
{
    BuildMessage message = plain();
    message.html = QStringLiteral("<p>你好 <b>world</b></p>\n");
    Built built = build(message);
    EXPECT_EQ(built.read.text.trimmed(), message.text.trimmed());
    EXPECT_EQ(built.read.html.trimmed(), message.html.trimmed());
    EXPECT_TRUE(built.read.attachments.empty());
    message.attachments.push_back({QStringLiteral("empty.bin"), "", write(QStringLiteral("empty"), {})});
    built = build(message);
    EXPECT_EQ(built.read.html.trimmed(), message.html.trimmed());
    ASSERT_EQ(built.read.attachments.size(), 1U);
    EXPECT_EQ(built.read.attachments[0].size, 0);
    EXPECT_TRUE(built.read.defects.isEmpty()) << built.read.defects.join(QLatin1Char('|')).toStdString();
}

TEST_F(MessageBuilderTest, InternationalAddressesAreWrittenAsTheyAre)
{
    BuildMessage message = plain();
    message.to = {{QStringLiteral("用户"), QStringLiteral("用户@例子.测试")}, {QString(), QStringLiteral("o'neil+tag@x.example")}, {QString(), QStringLiteral("\"a b\"@x.example")}};
    const Built built = build(message);
    ASSERT_EQ(built.read.to.size(), message.to.size());
    for (std::size_t i = 0; i < message.to.size(); ++i) {
        EXPECT_EQ(built.read.to[i].name, message.to[i].name);
        EXPECT_EQ(built.read.to[i].address.toStdString(), message.to[i].address.toStdString());
    }
}

TEST_F(MessageBuilderTest, ALongChainOfReferencesIsFoldedAndComesBack)
{
    BuildMessage message = plain();
    for (int i = 0; i < 100; ++i)
        message.references.push_back("message-number-" + std::to_string(i) + "@some.long.host.example.org");
    message.extraHeaders = {{"X-Mailer", QStringLiteral("Tern 信")}};
    const Built built = build(message);
    EXPECT_EQ(built.read.references, message.references);
    for (const QByteArray &line : rawField(built.bytes, "References").split('\n'))
        EXPECT_LE(line.size(), 200);
    EXPECT_TRUE(std::any_of(built.read.headers.begin(), built.read.headers.end(),
                            [](const HeaderField &field) { return field.name == QStringLiteral("X-Mailer") && field.value == QStringLiteral("Tern 信"); }));
}

TEST_F(MessageBuilderTest, RefusesWhatWouldForgeAHeader)
{
    const auto refused = [this](const BuildMessage &message) {
        const QString path = m_folder.filePath(QStringLiteral("refused.eml"));
        const auto result = buildMessage(message, path);
        EXPECT_FALSE(QFile::exists(path));
        return !result.ok() && result.error().kind == ErrorKind::InvalidInput;
    };
    BuildMessage message = plain();
    message.subject = QStringLiteral("a\r\nBcc: x@y");
    EXPECT_TRUE(refused(message));
    message = plain();
    message.from.name = QStringLiteral("a\nb");
    EXPECT_TRUE(refused(message));
    message = plain();
    message.to[0].address = QStringLiteral("a b@c");
    EXPECT_TRUE(refused(message));
    message = plain();
    message.messageId = "a>\r\nX: y";
    EXPECT_TRUE(refused(message));
    message = plain();
    message.extraHeaders = {{"X y", QStringLiteral("z")}};
    EXPECT_TRUE(refused(message));
}

TEST_F(MessageBuilderTest, SaysWhichAttachmentIsMissing)
{
    BuildMessage message = plain();
    message.attachments.push_back({QStringLiteral("a"), "", QStringLiteral("/nowhere/at/all")});
    const auto result = buildMessage(message, m_folder.filePath(QStringLiteral("x.eml")));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::NotFound);
    EXPECT_NE(result.error().detail.find("/nowhere"), std::string::npos);
}

TEST_F(MessageBuilderTest, SendsAMessageOnUnderABlockOfItsOwn)
{
    BuildMessage resent = plain();
    resent.includeBcc = true;
    resent.bcc = {{QString(), QStringLiteral("hidden@qq.test")}};
    for (int i = 0; i < 12; ++i)
        resent.cc.push_back({QStringLiteral("很长的名字 %1").arg(i), QStringLiteral("somebody-with-a-long-address-%1@example.org").arg(i)});
    std::string original = "Resent-To: earlier@example.org\r\nSubject:  x \r\n\r\n.\r\nbare \n and \r and \xFF\xFE";
    original += '\0';
    const QString path = m_folder.filePath(QStringLiteral("redirect.eml"));
    const auto size = buildRedirect(resent, original, path);
    ASSERT_TRUE(size.ok()) << size.error().toString();
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    EXPECT_EQ(bytes.size(), *size);
    ASSERT_TRUE(bytes.endsWith(QByteArray::fromStdString(original)));
    const QByteArray block = bytes.chopped(static_cast<qsizetype>(original.size()));
    EXPECT_TRUE(block.endsWith("\r\n"));
    EXPECT_FALSE(block.contains("\r\n\r\n")) << "the header goes on";
    for (const QByteArray &line : block.chopped(2).split('\n')) {
        EXPECT_TRUE(line.startsWith("Resent-") || line.startsWith(' ')) << line.toStdString();
        EXPECT_LE(line.trimmed().size(), 78) << line.toStdString();
    }
    EXPECT_EQ(rawField(bytes, "Resent-Message-Id"), "Resent-Message-Id: <abc@163.test>");
    EXPECT_TRUE(rawField(bytes, "Resent-Date").contains("+0800"));
    EXPECT_TRUE(rawField(bytes, "Resent-From").endsWith("<sender@163.test>"));
    EXPECT_EQ(rawField(bytes, "Resent-To"), "Resent-To: receiver@qq.test");
    EXPECT_EQ(rawField(bytes, "Resent-Bcc"), "Resent-Bcc: hidden@qq.test");
    // The same names and addresses as any message has.
    const QByteArray asOwn = "Cc" + rawField(bytes, "Resent-Cc").mid(9) + "\r\n\r\n";
    EXPECT_EQ(parseMessage(asOwn)->cc, resent.cc);

    resent.to[0].address = QStringLiteral("a@b.test>\r\nX: y");
    EXPECT_EQ(buildRedirect(resent, original, m_folder.filePath(QStringLiteral("bad.eml"))).error().kind, ErrorKind::InvalidInput);
    EXPECT_FALSE(QFile::exists(m_folder.filePath(QStringLiteral("bad.eml"))));
}

TEST(MessageId, HoldsTheSendersDomainAndNothingOfThisHost)
{
    const std::string first = makeMessageId(QStringLiteral("a@Example.org"));
    EXPECT_TRUE(first.ends_with("@example.org"));
    EXPECT_NE(first, makeMessageId(QStringLiteral("a@Example.org")));
    EXPECT_TRUE(makeMessageId(QStringLiteral("中文@例子.中国")).ends_with("@mail.invalid"));
}

TEST_F(MessageBuilderTest, ACalendarIsAnotherFormOfTheText)
{
    BuildMessage message = plain();
    message.calendar = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nSUMMARY:季度预算\r\nEND:VCALENDAR\r\n";
    message.calendarMethod = "REPLY";
    const Built built = build(message);
    EXPECT_TRUE(rawField(built.bytes, "Content-Type").contains("multipart/alternative"));
    EXPECT_TRUE(built.bytes.contains("Content-Type: text/calendar; charset=utf-8; method=REPLY")) << built.bytes.toStdString();
    EXPECT_EQ(built.read.text, message.text);
    ASSERT_EQ(built.read.attachments.size(), 1U);
    EXPECT_EQ(partContent(built.bytes, built.read.attachments[0].part)->toStdString(), message.calendar);
}

TEST_F(MessageBuilderTest, AReportAboutReading)
{
    BuildMessage message = plain();
    message.dispositionNotification = "Reporting-UA: Tern\r\nFinal-Recipient: rfc822; a@b.test\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n";
    const Built built = build(message);
    const QByteArray type = rawField(built.bytes, "Content-Type");
    EXPECT_TRUE(type.contains("multipart/report")) << type.toStdString();
    EXPECT_TRUE(type.contains("report-type=disposition-notification")) << type.toStdString();
    EXPECT_TRUE(built.bytes.contains("\r\nContent-Type: message/disposition-notification\r\n")) << built.bytes.toStdString();
    ASSERT_EQ(built.read.attachments.size(), 1U);
    EXPECT_EQ(partContent(built.bytes, built.read.attachments[0].part)->toStdString(), message.dispositionNotification);
}

} // namespace
} // namespace tern::mime
