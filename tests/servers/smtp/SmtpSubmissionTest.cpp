// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of ours through a real submission server into a real mailbox, and back as IMAP gives them.
#include "core/crypto/TrustStore.h"
#include "core/mime/MessageBuilder.h"
#include "core/mime/ParsedMessage.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/smtp/SmtpSession.h"
#include "tests/support/TestServers.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <fstream>

namespace tern::test {
namespace {

/// A file, read in pieces.
class FileSource final : public ByteSource {
public:
    explicit FileSource(const QString &name) : m_file(name) { EXPECT_TRUE(m_file.open(QIODevice::ReadOnly)); }
    [[nodiscard]] Result<std::size_t> read(std::span<char> into) override
    {
        return static_cast<std::size_t>(std::max<qint64>(0, m_file.read(into.data(), static_cast<qint64>(into.size()))));
    }
    [[nodiscard]] std::uint64_t size() const { return static_cast<std::uint64_t>(m_file.size()); }

private:
    QFile m_file;
};

/// Peak memory of this process so far, in bytes.
std::int64_t peakMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:"))
            return std::stoll(line.substr(6)) * 1024;
    }
    return 0;
}

class SmtpSubmission : public ::testing::Test {
protected:
    SmtpSubmission()
    {
        EXPECT_TRUE(trust.addAuthorities(servers.caFile).ok());
        context.trust = &trust;
        context.trace = &trace;
    }

    Result<std::unique_ptr<smtp::SmtpSession>> connect(std::uint16_t port, Security security, const std::string &password)
    {
        return smtp::SmtpSession::connect({{"localhost", port, security}, servers.sender().user, crypto::Secret(password)}, context);
    }
    std::unique_ptr<smtp::SmtpSession> connected()
    {
        auto session = connect(servers.smtp.starttls, Security::StartTls, servers.sender().password);
        EXPECT_TRUE(session.ok()) << (session ? "" : session.error().toString());
        return session ? *std::move(session) : nullptr;
    }

    static mime::BuildMessage message(const QString &subject)
    {
        mime::BuildMessage built;
        built.from = {QStringLiteral("张伟"), QStringLiteral("sender@163.test")};
        built.to = {{QStringLiteral("李娜"), QStringLiteral("receiver@qq.test")}};
        built.subject = subject;
        built.text = QStringLiteral("你好，\n.\n..点在行首\n附件见下。\n");
        built.messageId = mime::makeMessageId(built.from.address);
        built.date = SystemClock().now();
        built.dateOffsetMinutes = 480;
        return built;
    }

    smtp::TransactionResult send(smtp::SmtpSession &session, const QString &file, const std::vector<std::string> &recipients)
    {
        FileSource source(file);
        return session.send({"sender@163.test", recipients, source.size(), false}, source);
    }

    /// The newest message of the receiver's inbox, whole.
    QByteArray newest()
    {
        auto session = imap::ImapSession::connect(
            {{"localhost", servers.imap.tls, Security::Tls}, servers.receiver().user, crypto::Secret(servers.receiver().password)}, context);
        if (!session)
            return {};
        const auto selected = (*session)->select("INBOX");
        if (!selected || !selected->uidNext || selected->uidNext->value < 2)
            return {};
        return (*session)->fetchBody(Uid{selected->uidNext->value - 1}).valueOr({});
    }

    TestServers servers;
    crypto::TrustStore trust{false};
    TraceRing trace;
    NetContext context;
    QTemporaryDir folder;
};

TEST_F(SmtpSubmission, DeliversByteForByte)
{
    QFile attachment(folder.filePath(QStringLiteral("data")));
    ASSERT_TRUE(attachment.open(QIODevice::WriteOnly));
    QByteArray content;
    for (int i = 0; i < 100'000; ++i)
        content += static_cast<char>((i * 7 + i / 256) & 0xFF);
    attachment.write(content);
    attachment.close();
    mime::BuildMessage built = message(QStringLiteral("第二封"));
    built.attachments = {{QStringLiteral("附件.xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", attachment.fileName()}};
    const QString file = folder.filePath(QStringLiteral("mail.eml"));
    ASSERT_TRUE(mime::buildMessage(built, file).ok());

    auto session = connected();
    ASSERT_NE(session, nullptr);
    EXPECT_NE(session->tlsDescription().find("TLS"), std::string::npos);
    const smtp::TransactionResult result = send(*session, file, {"receiver@qq.test"});
    ASSERT_TRUE(result.accepted) << (result.error ? result.error->toString() : "");
    EXPECT_NE(result.reply.find("queued as"), std::string::npos);
    session->quit();

    const QByteArray arrived = newest();
    QFile sent(file);
    ASSERT_TRUE(sent.open(QIODevice::ReadOnly));
    EXPECT_TRUE(arrived.endsWith(sent.readAll()));
    const auto read = mime::parseMessage(arrived);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->subject, built.subject);
    EXPECT_EQ(read->text, built.text);
    ASSERT_EQ(read->from.size(), 1U);
    EXPECT_EQ(read->from[0], built.from);
    ASSERT_EQ(read->attachments.size(), 1U);
    EXPECT_EQ(read->attachments[0].name, built.attachments[0].name);
    EXPECT_EQ(mime::partContent(arrived, read->attachments[0].part).valueOr({}), content);
    for (const TraceLine &line : trace.snapshot())
        EXPECT_EQ(line.text.find(servers.sender().password), std::string::npos);
}

TEST_F(SmtpSubmission, TellsEachRecipientsResult)
{
    const QString file = folder.filePath(QStringLiteral("mail.eml"));
    ASSERT_TRUE(mime::buildMessage(message(QStringLiteral("一")), file).ok());
    auto session = connected();
    ASSERT_NE(session, nullptr);
    const smtp::TransactionResult some = send(*session, file, {"nobody@qq.test", "receiver@qq.test", "full@qq.test"});
    EXPECT_TRUE(some.accepted);
    EXPECT_TRUE(!some.recipients[0].ok && !some.recipients[0].temporary && some.recipients[0].code >= 500);
    EXPECT_TRUE(some.recipients[1].ok);
    EXPECT_TRUE(!some.recipients[2].ok && some.recipients[2].temporary);
    const smtp::TransactionResult none = send(*session, file, {"nobody@qq.test"});
    ASSERT_TRUE(none.error);
    EXPECT_EQ(none.error->kind, ErrorKind::RecipientRefused);
    EXPECT_TRUE(send(*session, file, {"receiver@qq.test"}).accepted);
}

TEST_F(SmtpSubmission, SignsInByTlsAndNotWithAWrongPassword)
{
    EXPECT_TRUE(connect(servers.smtp.tls, Security::Tls, servers.sender().password).ok());
    EXPECT_TRUE(connect(servers.smtp.plain, Security::Plain, servers.sender().password).ok());
    const auto wrong = connect(servers.smtp.tls, Security::Tls, "wrong");
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().kind, ErrorKind::AuthenticationFailed);
}

TEST_F(SmtpSubmission, BuildsAndSends25MegabytesInLittleMemory)
{
    const QString big = folder.filePath(QStringLiteral("big"));
    {
        QFile attachment(big);
        ASSERT_TRUE(attachment.open(QIODevice::WriteOnly));
        QByteArray block(1'000'000, 'x');
        for (int i = 0; i < 25; ++i) {
            block[i] = static_cast<char>(i);
            attachment.write(block);
        }
    }
    auto session = connected();
    ASSERT_NE(session, nullptr);
    const std::int64_t before = peakMemory();
    mime::BuildMessage built = message(QStringLiteral("大附件"));
    built.attachments = {{QStringLiteral("大.bin"), "", big}};
    const QString file = folder.filePath(QStringLiteral("mail.eml"));
    ASSERT_TRUE(mime::buildMessage(built, file).ok());
    const smtp::TransactionResult result = send(*session, file, {"receiver@qq.test"});
    const std::int64_t used = peakMemory() - before;
    EXPECT_TRUE(result.accepted) << (result.error ? result.error->toString() : "");
    RecordProperty("peak_bytes_above_idle", std::to_string(used));
    std::printf("25 MB built and sent in %lld bytes above idle\n", static_cast<long long>(used));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_LT(used, 100'000'000);
#endif
}

} // namespace
} // namespace tern::test
