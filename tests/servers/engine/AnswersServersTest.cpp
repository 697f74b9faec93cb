// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to invitations and reports about reading, over real servers.
#include "core/engine/InvitationAnswer.h"
#include "tests/servers/engine/EngineWorld.h"

#include <QFile>

namespace tern::engine::test {
namespace {

using store::MailboxRole;

const QString kSender = QStringLiteral("sender@163.test");
const QString kReceiver = QStringLiteral("receiver@qq.test");

class AnswersServersTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() { s_servers = new tern::test::TestServers; }
    static void TearDownTestSuite()
    {
        delete s_servers;
        s_servers = nullptr;
    }
    static tern::test::TestServers *s_servers;

    /// Lets the sender send this file, and waits until the receiver has it.
    PlacementId deliver(const QByteArray &subject, const QByteArray &rest)
    {
        const QString name = m_folder.filePath(QString::fromLatin1(subject) + QLatin1String(".eml"));
        QFile file(name);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("From: " + kSender.toLatin1() + "\r\nTo: " + kReceiver.toLatin1() + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject + "@163.test>\r\nMIME-Version: 1.0\r\n" + rest);
        file.close();
        const auto sent = wait<OutboxId>([&](auto done) { world.engine->sendFile(name, {}, {}, {}, std::move(done)); });
        EXPECT_TRUE(sent.ok()) << sent.error().toString();
        return arrived(kReceiver, QString::fromLatin1(subject));
    }
    PlacementId arrived(const QString &account, const QString &subject)
    {
        std::optional<store::MessageRow> row;
        EXPECT_TRUE(world.eventually([&] { return (row = world.find(world.accounts[account], MailboxRole::Inbox, subject)).has_value(); })) << subject.toStdString();
        return row ? row->placement : PlacementId{};
    }
    OpenedMessagePtr open(PlacementId placement)
    {
        auto opened = wait<OpenedMessagePtr>([&](auto done) { world.engine->openMessage(placement, 0, std::move(done)); });
        EXPECT_TRUE(opened.ok()) << opened.error().toString();
        return opened.valueOr(nullptr);
    }
    static QByteArray request(const QByteArray &uid, int sequence)
    {
        return "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:" + uid + "\r\nSEQUENCE:"
            + QByteArray::number(sequence) + "\r\nDTSTAMP:20261127T0" + QByteArray::number(sequence) + "0000Z\r\nDTSTART:20991202T090000Z\r\nDTEND:20991202T100000Z\r\nSUMMARY:Lunch\r\nORGANIZER:mailto:"
            + kSender.toLatin1() + "\r\nATTENDEE;RSVP=TRUE:mailto:" + kReceiver.toLatin1() + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }
    [[nodiscard]] store::EventRecord known(const OpenedMessage &message)
    {
        const auto key = eventRecord(world.accounts[kReceiver], message.special.invitation->event(), false);
        return world.reader->event(key).valueOr(std::nullopt).value_or(store::EventRecord{});
    }
    Result<OutboxId> answer(const OpenedMessage &message, calendar::Answer answer, std::chrono::milliseconds undo = {})
    {
        const AccountId receiver = world.accounts[kReceiver];
        auto mail = invitationAnswer(message, receiver, {{receiver, {}}, 0, kReceiver, {}}, answer, QStringLiteral("好的"), 1'795'737'600'000);
        EXPECT_TRUE(mail.ok());
        mail->subject = QStringLiteral("answer");
        mail->text = QStringLiteral("yes\n");
        mail->options.undo = undo;
        return wait<OutboxId>([&](auto done) { world.engine->send(*std::move(mail), std::move(done)); });
    }

    EngineWorld world{*s_servers};
    QTemporaryDir m_folder;
};

tern::test::TestServers *AnswersServersTest::s_servers = nullptr;

TEST_F(AnswersServersTest, AnAnswerArrivesAndIsRememberedAndAnOlderVersionDoesntWin)
{
    const auto message = open(deliver("lunch2", request("u2@163.test", 2)));
    ASSERT_TRUE(message && message->special.invitation);
    ASSERT_TRUE(world.eventually([&] { return known(*message).sequence == 2; })) << "what was read is remembered";
    const auto item = answer(*message, calendar::Answer::Accepted);
    ASSERT_TRUE(item.ok()) << item.error().toString();
    EXPECT_EQ(known(*message).answer, store::EventRecord::Answer::Accepted) << "in the transaction that queued the mail";
    EXPECT_EQ(known(*message).answerItem, *item);
    EXPECT_EQ(world.reader->acceptedEvents(known(*message).starts, known(*message).ends, 10)->size(), 1U);

    const auto reply = open(arrived(kSender, QStringLiteral("answer")));
    ASSERT_TRUE(reply && reply->special.invitation);
    EXPECT_EQ(reply->special.invitation->method, calendar::Method::Reply);
    EXPECT_EQ(reply->special.invitation->event().attendees.front().answer, calendar::Answer::Accepted);
    EXPECT_EQ(reply->special.invitation->event().comment, QStringLiteral("好的"));

    const auto older = open(deliver("lunch1", request("u2@163.test", 1)));
    ASSERT_TRUE(older && older->special.invitation);
    EXPECT_EQ(known(*older).sequence, 2);
    EXPECT_EQ(known(*older).answer, store::EventRecord::Answer::Accepted);
}

TEST_F(AnswersServersTest, AnAnswerThatWasTakenBackDoesntCount)
{
    const auto message = open(deliver("dinner", request("u3@163.test", 0)));
    ASSERT_TRUE(message && message->special.invitation);
    const auto item = answer(*message, calendar::Answer::Tentative, std::chrono::minutes(10));
    ASSERT_TRUE(item.ok());
    const auto event = known(*message);
    EXPECT_EQ(world.reader->acceptedEvents(event.starts, event.ends, 10)->size(), 1U);
    ASSERT_TRUE(wait<void>([&](auto done) { world.engine->cancelOutbox(*item, std::move(done)); }).ok());
    EXPECT_TRUE(world.reader->acceptedEvents(event.starts, event.ends, 10)->empty());
}

TEST_F(AnswersServersTest, AReportAboutReadingGoesOutWithTheNullReversePath)
{
    const auto message = open(deliver("contract", "Disposition-Notification-To: sender@163.test\r\n\r\nPlease read.\r\n"));
    ASSERT_TRUE(message && message->special.receipt);
    OutgoingMail mail;
    mail.account = world.accounts[kReceiver];
    mail.to = kSender;
    mail.subject = QStringLiteral("Read: contract");
    mail.text = QStringLiteral("It was displayed.\n");
    mail.report = {mime::receiptFields(*message->special.receipt, kReceiver, message->parsed.messageId), message->parsed.messageId};
    const auto item = wait<OutboxId>([&](auto done) { world.engine->send(mail, std::move(done)); });
    ASSERT_TRUE(item.ok()) << item.error().toString();
    const bool isSent = world.eventually([&] { return (**world.reader->outboxItem(*item)).state == store::OutboxState::SentCopySaved; });
    ASSERT_TRUE(isSent) << world.dialogue();
    const auto report = open(arrived(kSender, QStringLiteral("Read: contract")));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->raw.contains("report-type=disposition-notification")) << report->raw.toStdString();
    EXPECT_TRUE(report->raw.contains("Disposition: manual-action/MDN-sent-manually; displayed"));
    EXPECT_NE(world.dialogue().find("MAIL FROM:<>"), std::string::npos);
    EXPECT_EQ(world.reader->setting(receiptKey(message->parsed.messageId))->value_or(QString()), QStringLiteral("sent")) << "nobody is asked again";
}

} // namespace
} // namespace tern::engine::test
