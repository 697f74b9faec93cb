// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MailBuilding.h"
#include "core/mime/ParsedMessage.h"
#include "core/store/Store.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace tern::engine {
namespace {

class MailBuildingTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        store::StoreOptions options;
        options.profile = m_folder.filePath(QStringLiteral("profile")).toStdString();
        options.clock = &m_clock;
        m_store = std::move(*store::Store::open(options));
        ASSERT_TRUE(m_store->writeAndWait([this](store::StoreWriter &writer) -> Result<void> {
            store::AccountRecord account;
            account.email = QStringLiteral("sender@163.test");
            account.name = QStringLiteral("张伟");
            m_account = *writer.addAccount(account);
            auto identity = writer.saveIdentity({{}, m_account, account.name, account.email, {}});
            return identity ? Result<void>() : Result<void>(identity.error());
        }).ok());
        m_reader = std::move(*m_store->openReader());
    }
    void TearDown() override { m_store->close(); }

    QString write(const QByteArray &bytes)
    {
        const QString name = m_folder.filePath(QStringLiteral("file%1").arg(++m_files));
        QFile file(name);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return name;
    }
    static QByteArray read(const QString &name)
    {
        QFile file(name);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
    [[nodiscard]] std::filesystem::path tmp() const { return m_folder.path().toStdString(); }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<store::StoreReader> m_reader;
    AccountId m_account;
    int m_files = 0;
};

TEST_F(MailBuildingTest, BuildsOnceWithEveryRecipientOnce)
{
    OutgoingMail mail;
    mail.account = m_account;
    mail.to = QStringLiteral("receiver@qq.test, \"李四\" <li@qq.test>");
    mail.cc = QStringLiteral("RECEIVER@qq.test");
    mail.bcc = QStringLiteral("secret@qq.test");
    mail.subject = QStringLiteral("第二封");
    mail.text = QStringLiteral("你好\n");
    mail.attachments.push_back({QStringLiteral("附件.xlsx"), {}, write("bytes")});
    const auto prepared = prepareMail(*m_reader, mail, tmp(), 1'700'000'000'000);
    ASSERT_TRUE(prepared.ok()) << prepared.error().toString();
    ASSERT_EQ(prepared->item.recipients.size(), 3U);
    EXPECT_EQ(prepared->item.recipients[2].address, QStringLiteral("secret@qq.test"));
    EXPECT_EQ(prepared->item.from, QStringLiteral("sender@163.test"));
    const QByteArray raw = read(prepared->file);
    EXPECT_EQ(raw.size(), prepared->item.size);
    const auto parsed = mime::parseMessage(raw);
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed->messageId, prepared->item.messageIdHeader);
    EXPECT_EQ(parsed->subject, mail.subject);
    EXPECT_EQ(parsed->from.front().name, QStringLiteral("张伟"));
    EXPECT_EQ(parsed->attachments.front().name, QStringLiteral("附件.xlsx"));
    EXPECT_EQ(parsed->bcc.front().address, QStringLiteral("secret@qq.test")) << "the Sent copy keeps it";
}

TEST_F(MailBuildingTest, NamesTheFieldThatCantBeUsed)
{
    OutgoingMail mail;
    mail.account = m_account;
    EXPECT_EQ(prepareMail(*m_reader, mail, tmp(), 1).error().detail, "to");
    mail.to = QStringLiteral("ok@qq.test");
    mail.cc = QStringLiteral("nonsense");
    EXPECT_EQ(prepareMail(*m_reader, mail, tmp(), 1).error().detail, "cc: nonsense");
    mail.cc.clear();
    mail.attachments.push_back({QStringLiteral("a"), {}, QStringLiteral("/nowhere")});
    EXPECT_EQ(prepareMail(*m_reader, mail, tmp(), 1).error().kind, ErrorKind::NotFound);
}

TEST_F(MailBuildingTest, ReadyFileKeepsItsBytesButGetsAnId)
{
    const auto with = prepareFile(*m_reader, write("From: sender@163.test\nTo: a@qq.test\nBcc: b@qq.test\nMessage-ID: <x@y>\nSubject: =?utf-8?B?56ys5LqM5bCB?=\n\nhi\n"),
                                  {}, {}, tmp(), 1);
    ASSERT_TRUE(with.ok()) << with.error().toString();
    EXPECT_EQ(with->item.messageIdHeader, "x@y");
    EXPECT_EQ(with->item.recipients.size(), 2U);
    EXPECT_EQ(with->item.subject, QStringLiteral("第二封"));
    EXPECT_EQ(with->item.account, m_account);
    EXPECT_TRUE(read(with->file).endsWith("\r\n\r\nhi\r\n"));
    const auto without = prepareFile(*m_reader, write("From: x@y\nTo: a@qq.test\n\nhi\n"), {}, {QStringLiteral("c@qq.test")}, tmp(), 1);
    ASSERT_TRUE(without.ok());
    EXPECT_FALSE(without->item.messageIdHeader.empty());
    const std::string head = "Message-ID: <" + without->item.messageIdHeader + ">\r\nFrom: x@y\r\n";
    EXPECT_TRUE(read(without->file).startsWith(QByteArray::fromStdString(head)));
    ASSERT_EQ(without->item.recipients.size(), 1U);
    EXPECT_EQ(without->item.recipients[0].address, QStringLiteral("c@qq.test"));
}

TEST_F(MailBuildingTest, AFileThatIsNoMessage)
{
    EXPECT_FALSE(prepareFile(*m_reader, write(""), {}, {}, tmp(), 1).ok());
    EXPECT_EQ(prepareFile(*m_reader, QStringLiteral("/nowhere"), {}, {}, tmp(), 1).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(prepareFile(*m_reader, write("From: x@y\n\nno recipient\n"), {}, {}, tmp(), 1).error().kind, ErrorKind::InvalidInput);
}

TEST_F(MailBuildingTest, AnAnswerToAnInvitationIsRemembered)
{
    OutgoingMail mail;
    mail.account = m_account;
    mail.to = QStringLiteral("o@qq.test");
    mail.text = QStringLiteral("张伟 accepts.");
    mail.calendar.text = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n";
    mail.calendar.event.uid = QStringLiteral("u");
    mail.calendar.event.answer = store::EventRecord::Answer::Accepted;
    const auto prepared = prepareMail(*m_reader, mail, tmp(), 1'700'000'000'000);
    ASSERT_TRUE(prepared.ok()) << prepared.error().toString();
    ASSERT_TRUE(prepared->answers);
    EXPECT_EQ(prepared->answers->answered, 1'700'000'000'000);
    EXPECT_TRUE(read(prepared->file).contains("method=REPLY"));
    EXPECT_EQ(prepared->item.from, QStringLiteral("sender@163.test"));
}

TEST_F(MailBuildingTest, AReportAboutReadingComesFromNobody)
{
    OutgoingMail mail;
    mail.account = m_account;
    mail.to = QStringLiteral("o@qq.test");
    mail.text = QStringLiteral("It was read.");
    mail.report = {"Final-Recipient: rfc822; a@b.test\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n", "m1@qq.test"};
    const auto prepared = prepareMail(*m_reader, mail, tmp(), 1'700'000'000'000);
    ASSERT_TRUE(prepared.ok());
    EXPECT_TRUE(prepared->item.from.isEmpty()) << "RFC 8098 §3: MAIL FROM:<>";
    EXPECT_EQ(prepared->setting, receiptKey("m1@qq.test"));
    EXPECT_EQ(mime::parseMessage(read(prepared->file))->from.front().address, QStringLiteral("sender@163.test"));
}

} // namespace
} // namespace tern::engine
