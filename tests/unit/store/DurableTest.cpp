// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/StoreFixture.h"

#include <fstream>

namespace tern::store {

namespace {

class DurableTest : public StoreTest {};

TEST_F(DurableTest, AnAccountComesBackAsItWasGiven)
{
    AccountRecord account;
    account.email = QStringLiteral("sender@163.test");
    account.name = QString::fromUtf8("王伟");
    account.imap = {"imap.163.test", 993, 2, "sender"};
    account.smtp = {"smtp.163.test", 465, 2, "sender"};
    account.secretSource = "keychain";
    account.caFile = "/ca.pem";
    account.provider = "netease";
    account.saveSentCopy = false;
    account.position = 3;
    account.roles = {{"trash", "&XfJSIJZk-"}};
    write([&](StoreWriter &writer) -> Result<void> {
        account.id = *writer.addAccount(account);
        return {};
    });
    const AccountRecord read = reader->account(account.id).value();
    EXPECT_EQ(read.name, account.name);
    EXPECT_EQ(read.imap.host, "imap.163.test");
    EXPECT_EQ(read.smtp.port, 465);
    EXPECT_FALSE(read.saveSentCopy);
    EXPECT_TRUE(read.enabled);
    EXPECT_EQ(read.roles, account.roles);
    account.enabled = false;
    write([&](StoreWriter &writer) { return writer.updateAccount(account); });
    EXPECT_FALSE(reader->account(account.id).value().enabled);
    EXPECT_EQ(reader->account(AccountId{99}).error().kind, ErrorKind::NotFound);
}

TEST_F(DurableTest, ADraftKeepsItsLastTwentyVersions)
{
    DraftRecord draft;
    draft.account = addAccount();
    draft.to = QStringLiteral("receiver@qq.test");
    draft.references = {"a@test", "b@test"};
    draft.attachments.push_back({QString::fromUtf8("附件.xlsx"), "application/octet-stream", QStringLiteral("/elsewhere/file"), 24576});
    for (int version = 1; version <= 25; ++version) {
        draft.text = QStringLiteral("text %1").arg(version);
        write([&](StoreWriter &writer) -> Result<void> {
            auto saved = writer.saveDraft(draft);
            if (!saved)
                return saved.error();
            draft = *saved;
            return {};
        });
        EXPECT_EQ(draft.version, version);
    }
    const auto drafts = reader->drafts().value();
    ASSERT_EQ(drafts.size(), 1u);
    EXPECT_EQ(drafts[0].text, QStringLiteral("text 25"));
    EXPECT_EQ(drafts[0].references, draft.references);
    EXPECT_EQ(drafts[0].attachments.at(0).name, QString::fromUtf8("附件.xlsx"));
    write([&](StoreWriter &writer) { return writer.draftUploaded(draft.id, 24, "Drafts", UidValidity{7}, Uid{5}); });
    EXPECT_EQ(reader->draft(draft.id).value()->serverVersion, 24);
    write([&](StoreWriter &writer) { return writer.discardDraft(draft.id); });
    EXPECT_TRUE(reader->draft(draft.id).value()->discarded) << "its copy on the server is still to be removed";
    write([&](StoreWriter &writer) { return writer.forgetDraft(draft.id); });
    EXPECT_FALSE(reader->draft(draft.id).value());
}

TEST_F(DurableTest, AnOutboxItemOwnsItsFile)
{
    const auto source = folder.path() / "message.eml";
    std::ofstream(source) << "Subject: x\r\n\r\nbody";
    OutboxRecord item;
    item.account = addAccount();
    item.messageIdHeader = "id@test";
    item.recipients = {{QStringLiteral("receiver@qq.test"), false, false, {}}};
    write([&](StoreWriter &writer) -> Result<void> {
        auto queued = writer.enqueueOutbox(item, QString::fromStdString(source.string()));
        if (!queued)
            return queued.error();
        item.id = *queued;
        return {};
    });
    EXPECT_FALSE(std::filesystem::exists(source));
    const std::filesystem::path file = reader->outboxFile(item.id).value().toStdString();
    EXPECT_TRUE(std::filesystem::exists(file));
    EXPECT_EQ(reader->outboxItem(item.id).value()->size, 18);
    item.state = OutboxState::Accepted;
    write([&](StoreWriter &writer) { return writer.updateOutbox(item); });
    EXPECT_TRUE(std::filesystem::exists(file)) << "its copy is still to be saved";
    item.state = OutboxState::SentCopySaved;
    item.serverReply = QStringLiteral("250 2.0.0 Ok: queued as 4F");
    item.recipients[0].done = true;
    item.reason = makeError(ErrorKind::ServerBusy, "smtp.data", "451 later");
    write([&](StoreWriter &writer) { return writer.updateOutbox(item); });
    const auto read = *reader->outboxItem(item.id).value();
    EXPECT_EQ(read.serverReply, item.serverReply);
    EXPECT_TRUE(read.recipients.at(0).done);
    EXPECT_EQ(read.reason->kind, ErrorKind::ServerBusy);
    EXPECT_EQ(read.reason->detail, "451 later");
    EXPECT_TRUE(reader->outbox(false).value().empty());
    EXPECT_EQ(reader->outbox(true).value().size(), 1u);
    EXPECT_FALSE(std::filesystem::exists(file)) << "the record stays, its bytes are in Sent";
    std::ofstream(file) << "left by an earlier version";
    openStore();
    EXPECT_FALSE(std::filesystem::exists(file));
    write([&](StoreWriter &writer) { return writer.removeOutbox(item.id); });
    EXPECT_TRUE(reader->outbox(true).value().empty());
}

TEST_F(DurableTest, AQueuedFileThatWasNeverCommittedIsRemovedAtStart)
{
    const auto source = folder.path() / "message.eml";
    std::ofstream(source) << "x";
    OutboxRecord item;
    item.account = addAccount();
    const auto failed = store->writeAndWait([&](StoreWriter &writer) -> Result<void> {
        (void)writer.enqueueOutbox(item, QString::fromStdString(source.string()));
        return makeError(ErrorKind::Cancelled, "test");
    });
    EXPECT_FALSE(failed);
    EXPECT_TRUE(std::filesystem::exists(source)) << "the caller still has it";
    openStore();
    EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "profile" / "outbox"));
}

TEST_F(DurableTest, CorrespondentsAreFoundByNameAndAddress)
{
    addAccount();
    using Pair = std::pair<QString, QString>;
    const std::vector<Pair> known{{QString::fromUtf8("王小伟"), QStringLiteral("wang@qq.test")}, {QStringLiteral("Anna Wagner"), QStringLiteral("anna@example.test")},
                                  {{}, QStringLiteral("receiver@qq.test")}, {QStringLiteral("broken"), QStringLiteral("no address")}};
    write([&](StoreWriter &writer) { return writer.noteCorrespondents(known, false); });
    write([&](StoreWriter &writer) { return writer.noteCorrespondents(std::span(known).subspan(1, 1), true); });
    auto found = [&](const char *prefix) {
        std::vector<std::string> addresses;
        const auto names = reader->completeAddress(QString::fromUtf8(prefix), 10).value();
        for (const auto &[name, address] : names)
            addresses.push_back(address.toStdString());
        return addresses;
    };
    EXPECT_EQ(found("wa"), (Texts{"anna@example.test", "wang@qq.test"})) << "the one written to comes first";
    EXPECT_EQ(found("王"), Texts{"wang@qq.test"});
    EXPECT_EQ(found("小伟"), Texts{"wang@qq.test"});
    EXPECT_EQ(found("伟"), Texts{"wang@qq.test"});
    EXPECT_EQ(found("ANNA w"), Texts{"anna@example.test"});
    EXPECT_EQ(found("example"), Texts{"anna@example.test"});
    EXPECT_EQ(found("rec"), Texts{}) << "one's own address";
    EXPECT_EQ(found("%"), Texts{});
}

TEST_F(DurableTest, OperationStatesAreKept)
{
    const AccountId account = addAccount();
    list(mailbox(account, "INBOX"), listedRange(1, 2));
    NewOperation held;
    held.placements = {at(mailbox(account, "INBOX"), 1)};
    held.addFlags = FlagSeen;
    held.notBefore = 99;
    held.intent = OperationIntent::MarkRead;
    const OperationId id = add(held);
    EXPECT_EQ(reader->operation(id).value()->notBefore, 99);
    write([](StoreWriter &writer) { return writer.releaseHeldOperations(); });
    EXPECT_EQ(reader->operation(id).value()->notBefore, 0);
    write([&](StoreWriter &writer) { return writer.operationInFlight(id); });
    EXPECT_EQ(reader->operation(id).value()->attempts, 1);
    write([&](StoreWriter &writer) {
        OperationMessage message = writer.reader().operationMessages(id).value().at(0);
        message.step = OperationStep::Sent;
        message.targetUidNext = Uid{55};
        return writer.operationStep(id, std::span(&message, 1));
    });
    openStore();
    EXPECT_EQ(reader->operation(id).value()->state, OperationState::Queued) << "in flight when the process ended";
    EXPECT_EQ(messages(id).at(0).step, OperationStep::Sent);
    EXPECT_EQ(messages(id).at(0).targetUidNext, Uid{55});
    write([&](StoreWriter &writer) { return writer.operationWaiting(id, 1234, makeError(ErrorKind::Offline, "net")); });
    EXPECT_EQ(reader->operation(id).value()->state, OperationState::Waiting);
    EXPECT_EQ(reader->operation(id).value()->reason->kind, ErrorKind::Offline);
    write([&](StoreWriter &writer) { return writer.operationRetry(id); });
    EXPECT_EQ(reader->operation(id).value()->state, OperationState::Queued);
    write([&](StoreWriter &writer) { return writer.operationFinished(id); });
    EXPECT_FALSE(reader->operation(id).value());
    EXPECT_EQ(reader->serverPlacement(mailbox(account, "INBOX"), Uid{1}).value()->serverFlags, FlagSeen);
}

TEST_F(DurableTest, EachMessageOfAnOperationKeepsItsOwnStep)
{
    const AccountId account = addAccount();
    const MailboxId inbox = mailbox(account, "INBOX");
    list(inbox, listedRange(1, 6));
    NewOperation move;
    move.kind = OperationKind::Move;
    move.target = mailbox(account, "Archive");
    for (std::uint32_t uid = 1; uid <= 6; ++uid)
        move.placements.push_back(at(inbox, uid));
    const OperationId id = add(move);
    write([&](StoreWriter &writer) {
        auto all = writer.reader().operationMessages(id).value();
        // 1 and 2 alike, 3 left out, 4 another UIDNEXT, 5 found, 6 as 4.
        std::vector<OperationMessage> some{all.at(0), all.at(1), all.at(3), all.at(4), all.at(5)};
        for (OperationMessage &message : some) {
            message.step = OperationStep::Sent;
            message.targetUidNext = Uid{message.ordinal < 3 ? 55U : 77U};
        }
        some[3].targetUid = Uid{80};
        return writer.operationStep(id, some);
    });
    const auto kept = messages(id);
    ASSERT_EQ(kept.size(), 6U);
    for (const OperationMessage &message : kept) {
        const bool leftOut = message.ordinal == 3;
        EXPECT_EQ(message.step, leftOut ? OperationStep::Todo : OperationStep::Sent) << message.ordinal;
        EXPECT_EQ(message.targetUidNext.value, leftOut ? 0U : message.ordinal < 3 ? 55U : 77U) << message.ordinal;
        EXPECT_EQ(message.targetUid.value, message.ordinal == 5 ? 80U : 0U) << message.ordinal;
    }
}

} // namespace

} // namespace tern::store
