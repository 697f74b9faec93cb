// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MessageBuilder.h"
#include "core/mime/ParsedMessage.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace tern::mime {
namespace {

struct Built {
    QByteArray bytes;
    ParsedMessage read;
};

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

TEST(MessageId, HoldsTheSendersDomainAndNothingOfThisHost)
{
    const std::string first = makeMessageId(QStringLiteral("a@Example.org"));
    EXPECT_TRUE(first.ends_with("@example.org"));
    EXPECT_NE(first, makeMessageId(QStringLiteral("a@Example.org")));
    EXPECT_TRUE(makeMessageId(QStringLiteral("中文@例子.中国")).ends_with("@mail.invalid"));
}

} // namespace
} // namespace tern::mime
