// SPDX-License-Identifier: GPL-3.0-or-later
// Reports that come back are noted at the message they are about, once, and change nothing else of it.
#include "core/sync/BodyIndexer.h"
#include "core/sync/BodyText.h"

#include "tests/unit/store/StoreFixture.h"

#include <fstream>
#include <utility>

namespace tern::store {
namespace {

using std::chrono::milliseconds;

class DeliveryReportsTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        account = addAccount();
        inbox = mailbox(account, "INBOX");
        list(inbox, listedRange(1, 5));
    }
    OutboxRecord sentMail(const std::string &messageId, OutboxState state = OutboxState::SentCopySaved, int attempts = 1)
    {
        const std::filesystem::path file = folder.path() / "out.eml";
        std::ofstream(file) << "Subject: x\r\n\r\n";
        OutboxRecord item;
        item.account = account;
        item.messageIdHeader = messageId;
        item.recipients = {{QStringLiteral("ann@example.net"), true, false, QStringLiteral("250 ok")}};
        write([&](StoreWriter &writer) -> Result<void> {
            item.id = *writer.enqueueOutbox(item, QString::fromStdString(file.string()));
            item.state = state;
            item.attempts = attempts;
            return writer.updateOutbox(item);
        });
        return *reader->outboxItem(item.id).value();
    }
    static QByteArray report(const QByteArray &envelopeId, const QByteArray &returnedId, const QByteArray &action = "failed", const QByteArray &source = "r1@mx")
    {
        return "Message-ID: <" + source + ">\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
               "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\nOriginal-Envelope-Id: " + envelopeId
             + "\r\n\r\nFinal-Recipient: rfc822; ann@example.net\r\nAction: " + action + "\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n"
               "\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" + returnedId + ">\r\n\r\n--b--\r\n";
    }
    void arrive(const QByteArray &raw, std::uint32_t uid = 1)
    {
        const auto read = sync::readBody(row(at(inbox, uid)).message, raw);
        write([&](StoreWriter &writer) { return writer.bodiesRead(std::span(&read, 1)); });
    }
    std::vector<DeliveryReport> reportsOf(OutboxId id) { return reader->deliveryReports(id).value(); }

    AccountId account;
    MailboxId inbox;
};

TEST_F(DeliveryReportsTest, ByEnvelopeIdAndByReturnedMessageId)
{
    const OutboxRecord one = sentMail("one@example.org");
    const OutboxRecord two = sentMail("two@example.org");
    arrive(report("one@example.org", ""));
    arrive(report("somebody-else", "two@example.org", "delivered", "r2@mx"), 2);
    ASSERT_EQ(reportsOf(one.id).size(), 1u);
    const DeliveryReport told = reportsOf(one.id)[0];
    EXPECT_EQ(told.action, DeliveryReport::Action::Failed);
    EXPECT_EQ(told.recipient, QStringLiteral("ann@example.net"));
    EXPECT_EQ(told.diagnostic, QStringLiteral("550 no such user"));
    EXPECT_EQ(told.reporter, QStringLiteral("mx.example.net"));
    EXPECT_EQ(told.source, "r1@mx");
    EXPECT_GT(told.arrived, 0);
    ASSERT_EQ(reportsOf(two.id).size(), 1u);
    EXPECT_EQ(reportsOf(two.id)[0].action, DeliveryReport::Action::Delivered);
}

TEST_F(DeliveryReportsTest, TheSameReportIsNotedOnce)
{
    const OutboxRecord item = sentMail("one@example.org");
    arrive(report("one@example.org", "one@example.org"));
    arrive(report("one@example.org", "one@example.org"), 2);
    EXPECT_EQ(reportsOf(item.id).size(), 1u);
    arrive(report("one@example.org", "one@example.org", "delayed", "r0@mx"), 3);
    EXPECT_EQ(reportsOf(item.id).size(), 2u);
}

TEST_F(DeliveryReportsTest, AFailureIsToldOnceAndADelayNever)
{
    const OutboxRecord item = sentMail("one@example.org");
    const auto told = [&] {
        const std::scoped_lock guard(mutex);
        return std::exchange(lastChanges.undelivered, {});
    };
    arrive(report("one@example.org", "", "delayed", "r0@mx"), 1);
    EXPECT_TRUE(told().empty());
    arrive(report("one@example.org", ""), 2);
    EXPECT_EQ(told(), std::vector{item.id});
    arrive(report("one@example.org", ""), 3);
    EXPECT_TRUE(told().empty()) << "the same report again";
    arrive(report("never@example.org", ""), 4);
    EXPECT_TRUE(told().empty()) << "of what was not sent";
}

TEST_F(DeliveryReportsTest, NothingOfTheItemChangesWhateverTheReportSays)
{
    for (const OutboxState state : {OutboxState::SentCopySaved, OutboxState::Accepted, OutboxState::Unknown, OutboxState::Failed, OutboxState::Waiting}) {
        const std::string id = "m" + std::to_string(static_cast<int>(state)) + "@example.org";
        const OutboxRecord before = sentMail(id, state);
        const auto steps = reader->outboxSteps(before.id).value().size();
        arrive(report(QByteArray::fromStdString(id), "", "failed", "r" + QByteArray::number(static_cast<int>(state))));
        const OutboxRecord after = *reader->outboxItem(before.id).value();
        EXPECT_EQ(reportsOf(before.id).size(), 1u);
        EXPECT_EQ(after.state, before.state);
        EXPECT_EQ(after.attempts, before.attempts);
        EXPECT_EQ(after.notBefore, before.notBefore);
        EXPECT_TRUE(after.recipients[0].done);
        EXPECT_FALSE(after.recipients[0].refused);
        EXPECT_EQ(reader->outboxSteps(before.id).value().size(), steps);
    }
}

TEST_F(DeliveryReportsTest, AForgedReportOfWhatWasNotSentChangesNothing)
{
    const OutboxRecord queued = sentMail("queued@example.org", OutboxState::Queued, 0);
    const OutboxRecord cancelled = sentMail("cancelled@example.org", OutboxState::Cancelled);
    const OutboxRecord sent = sentMail("sent@example.org");
    arrive(report("never@example.org", "never@example.org"), 1);
    arrive(report("queued@example.org", "queued@example.org"), 2);
    arrive(report("cancelled@example.org", ""), 3);
    arrive(report("", ""), 4);
    for (const OutboxRecord &item : {queued, cancelled, sent})
        EXPECT_TRUE(reportsOf(item.id).empty()) << item.messageIdHeader;
}

TEST_F(DeliveryReportsTest, NobodyFillsTheDiskWithReports)
{
    const OutboxRecord item = sentMail("one@example.org");
    write([&](StoreWriter &writer) -> Result<void> {
        const std::string ids[] = {"one@example.org"};
        for (int i = 0; i < 500; ++i) {
            DeliveryReport told;
            told.recipient = QString::number(i);
            if (auto added = writer.addDeliveryReports(ids, std::span(&told, 1)); !added)
                return added.error();
        }
        return {};
    });
    EXPECT_EQ(reportsOf(item.id).size(), 200u);
    write([&](StoreWriter &writer) { return writer.removeOutbox(item.id); });
    EXPECT_TRUE(reportsOf(item.id).empty());
}

TEST_F(DeliveryReportsTest, FromBodiesThatAreReadBehindTheirArrival)
{
    const OutboxRecord item = sentMail("one@example.org");
    BodyPacker packer;
    packer.add(row(at(inbox, 3)).message, report("one@example.org", ""));
    packer.flush();
    const auto packs = packer.take();
    write([&](StoreWriter &writer) { return writer.storeBodies(packs); });
    sync::BodyIndexer indexer(*store, {milliseconds(0), milliseconds(0), milliseconds(100)});
    indexer.start();
    EXPECT_TRUE(eventually([&] { return reportsOf(item.id).size() == 1; }));
    indexer.stop();
}

TEST_F(DeliveryReportsTest, TheWayOfAMessageIsKeptInShort)
{
    OutboxRecord item = sentMail("one@example.org", OutboxState::Queued, 0);
    write([&](StoreWriter &writer) -> Result<void> {
        for (int i = 0; i < 30; ++i) {
            item.state = OutboxState::Sending;
            item.attempts = i + 1;
            if (auto written = writer.updateOutbox(item); !written)
                return written;
            item.state = OutboxState::Waiting;
            item.server = QStringLiteral("smtp.example.org:465");
            item.reason = makeError(ErrorKind::ConnectionRefused, "test", i < 20 ? "refused" : "no route");
            if (auto written = writer.updateOutbox(item); !written)
                return written;
        }
        item.state = OutboxState::Accepted;
        item.tls = QStringLiteral("TLSv1.3");
        item.serverReply = QStringLiteral("250 ok");
        item.reason.reset();
        return writer.updateOutbox(item);
    });
    const auto steps = reader->outboxSteps(item.id).value();
    ASSERT_EQ(steps.size(), 4u);
    EXPECT_EQ(steps[0].state, OutboxState::Queued);
    EXPECT_EQ(steps[1].times, 20);
    EXPECT_EQ(steps[2].times, 10);
    EXPECT_EQ(steps[2].reason->detail, "no route");
    EXPECT_LE(steps[1].last, steps[2].first);
    EXPECT_EQ(steps[3].state, OutboxState::Accepted);
    EXPECT_EQ(steps[3].tls, QStringLiteral("TLSv1.3"));
    EXPECT_EQ(steps[3].reply, QStringLiteral("250 ok"));
    EXPECT_EQ(reader->sentMail({}, 10).value().size(), 1u);
    EXPECT_EQ(reader->outbox(false).value().size(), 1u) << "the copy is still to be saved";
    const OutboxRecord newer = sentMail("two@example.org");
    sentMail("three@example.org", OutboxState::Failed);
    ASSERT_EQ(reader->sentMail({}, 10).value().size(), 2u);
    EXPECT_EQ(reader->sentMail({}, 10).value()[0].id, newer.id);
    EXPECT_EQ(reader->sentMail(newer.id, 10).value().size(), 1u);
}

} // namespace
} // namespace tern::store
