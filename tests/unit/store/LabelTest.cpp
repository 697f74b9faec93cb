// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of Gmail: what goes to one that its message carries already is shown there once, and never not at all.
#include "tests/unit/store/StoreFixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace tern::store {
namespace {

class LabelTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        account = addAccount();
        write([this](StoreWriter &writer) {
            std::vector<MailboxRecord> boxes = writer.reader().mailboxes(account).value();
            for (MailboxRecord &one : boxes)
                one.isLabel = true;
            return writer.replaceMailboxes(account, boxes);
        });
        inbox = mailbox(account, "INBOX");
        archive = mailbox(account, "Archive");
    }
    void sent(OperationId id)
    {
        write([&](StoreWriter &writer) -> Result<void> {
            if (auto flying = writer.operationInFlight(id); !flying)
                return flying;
            std::vector<OperationMessage> all = writer.reader().operationMessages(id).value();
            for (OperationMessage &one : all)
                one.step = OperationStep::Sent;
            return writer.operationStep(id, all);
        });
    }
    void allDone(OperationId id, std::optional<std::uint32_t> targetUid = {})
    {
        for (const OperationMessage &one : messages(id))
            done(id, one.ordinal, true, targetUid);
    }
    void flagged(MailboxId in, std::uint32_t uid, std::optional<QStringList> labels = {})
    {
        write([&](StoreWriter &writer) {
            const FlagUpdate update{Uid{uid}, FlagFlagged, {}, ModSeq{9}, std::move(labels)};
            return writer.applyFlags(in, std::span(&update, 1));
        });
    }

    AccountId account;
    MailboxId inbox, archive;
};

TEST_F(LabelTest, WhatIsThereAlreadyIsShownThereOnce)
{
    list(inbox, {listed(1)});
    list(archive, {listed(1)});
    const OperationId moved = move({at(inbox, 1)}, archive);
    EXPECT_EQ(shown(inbox), Texts{});
    EXPECT_EQ(shown(archive), Texts{"Subject m1"});
    expectCountersMatch();
    write([&](StoreWriter &writer) { return writer.operationRefused(moved, makeError(ErrorKind::ServerRefused, "test")); });
    EXPECT_EQ(shown(inbox), Texts{"Subject m1"}) << "refused, and where it was";
    EXPECT_EQ(shown(archive), Texts{"Subject m1"});
    const OperationId again = move({at(inbox, 1)}, archive);
    sent(again);
    openStore();
    EXPECT_EQ(shown(inbox), Texts{});
    EXPECT_EQ(shown(archive), Texts{"Subject m1"}) << "folded again at a start";
    allDone(again);
    EXPECT_TRUE(reader->operations()->empty());
    EXPECT_EQ(shown(archive), Texts{"Subject m1"}) << "whether the server told its UID there or not";
    EXPECT_EQ(rowsOf(archive).size(), 1U);
    expectCountersMatch();
    EXPECT_TRUE(reader->auditMailbox(archive)->placements.size() == 1);
}

TEST_F(LabelTest, WhatIsListedBeforeTheAnswerComesIsNotHiddenTwice)
{
    list(inbox, {listed(1)});
    const OperationId moved = move({at(inbox, 1)}, archive);
    sent(moved);
    list(archive, {listed(1)});
    EXPECT_EQ(shown(archive), Texts{"Subject m1"});
    flagged(inbox, 1);
    EXPECT_EQ(shown(archive), Texts{"Subject m1"}) << "folded again for another reason";
    expectCountersMatch();
    allDone(moved, 1);
    EXPECT_TRUE(reader->operations()->empty());
    EXPECT_EQ(shown(archive), Texts{"Subject m1"});
    expectCountersMatch();
}

TEST_F(LabelTest, TwoOfOneContentStayTwo)
{
    ListedRow twin = listed(1);
    twin.uid = Uid{2};
    list(inbox, {listed(1), twin});
    list(archive, {listed(1), twin});
    const OperationId moved = move({at(inbox, 1), at(inbox, 2)}, archive);
    EXPECT_EQ(shown(archive), (Texts{"Subject m1", "Subject m1"}));
    allDone(moved);
    EXPECT_EQ(shown(archive), (Texts{"Subject m1", "Subject m1"}));
    EXPECT_EQ(reader->operations()->size(), 0U);
    expectCountersMatch();
}

TEST_F(LabelTest, LabelsAreReplacedOrKept)
{
    ListedRow one = listed(1);
    one.labels = {QStringLiteral("Two words"), QStringLiteral("Work")};
    list(inbox, {one});
    EXPECT_EQ(row(at(inbox, 1)).labels, one.labels);
    flagged(inbox, 1);
    EXPECT_EQ(row(at(inbox, 1)).labels, one.labels) << "not told";
    flagged(inbox, 1, QStringList{QStringLiteral("Plans")});
    EXPECT_EQ(row(at(inbox, 1)).labels, QStringList{QStringLiteral("Plans")});
    EXPECT_EQ(changes().mailboxes.at(inbox).changed, std::vector{at(inbox, 1)});
    flagged(inbox, 1, QStringList());
    EXPECT_EQ(row(at(inbox, 1)).labels, QStringList());
    list(inbox, {one});
    EXPECT_EQ(row(at(inbox, 1)).labels, one.labels) << "listed once more";
}

/// A cache as it was before labels were known: what came from Gmail is compared once more, whatever its mod-sequences say; nothing else is.
TEST_F(LabelTest, AnOlderCacheIsComparedOnceMoreWhereLabelsMayBe)
{
    const AccountId other = addAccount(QStringLiteral("other@example.test"));
    for (const AccountId one : {account, other}) {
        ListedRow row = listed(1);
        row.head.objectId = one == account ? "1278455344230334865" : "M1278455344230334865";
        list(mailbox(one, "INBOX"), {row});
        write([&](StoreWriter &writer) { return writer.mailboxSynced(mailbox(one, "INBOX"), Uid{2}, ModSeq{50}, true); });
    }
    closeStore();
    {
        SQLite::Database database((folder.path() / "profile" / "cache.db").string(), SQLite::OPEN_READWRITE);
        database.exec("ALTER TABLE mailbox DROP COLUMN is_label; ALTER TABLE placement DROP COLUMN labels; DROP TABLE label;"
                      "ALTER TABLE mailbox DROP COLUMN server_bytes; ALTER TABLE mailbox DROP COLUMN bytes_told;"
                      "DROP TABLE header_ref; DROP TABLE header_new; CREATE INDEX message_header ON message(header_hash); PRAGMA user_version=5");
    }
    openStore();
    EXPECT_EQ(record(mailbox(account, "INBOX")).highestModSeq, ModSeq{0});
    EXPECT_EQ(record(mailbox(other, "INBOX")).highestModSeq, ModSeq{50});
    EXPECT_EQ(record(mailbox(account, "INBOX")).serverBytes, -1);
    EXPECT_EQ(shown(mailbox(account, "INBOX")), Texts{"Subject m1"});
    EXPECT_EQ(row(at(inbox, 1)).labels, QStringList());
    flagged(inbox, 1, QStringList{QStringLiteral("Work")});
    EXPECT_EQ(row(at(inbox, 1)).labels, QStringList{QStringLiteral("Work")});
}

} // namespace
} // namespace tern::store
