// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/StoreFixture.h"

namespace tern::store {

namespace {

class FoldTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        account = addAccount();
        inbox = mailbox(account, "INBOX");
        archive = mailbox(account, "Archive");
        work = mailbox(account, "Work");
        trash = mailbox(account, "Trash");
        list(inbox, listedRange(1, 3));
    }
    void TearDown() override
    {
        expectCountersMatch();
        StoreTest::TearDown();
    }
    AccountId account;
    MailboxId inbox, archive, work, trash;
};

TEST_F(FoldTest, ListedMessagesAreShownNewestFirst)
{
    EXPECT_EQ(shown(inbox), (Texts{"Subject m3", "Subject m2", "Subject m1"}));
    EXPECT_EQ(record(inbox).total, 3);
    EXPECT_EQ(record(inbox).unread, 3);
    EXPECT_EQ(row(at(inbox, 2)).uid, Uid{2});
}

TEST_F(FoldTest, AFlagIsShownBeforeTheServerKnows)
{
    const PlacementId placement = at(inbox, 2);
    const OperationId id = flag({placement}, FlagSeen);
    EXPECT_EQ(row(placement).flags, FlagSeen);
    EXPECT_TRUE(row(placement).pending);
    EXPECT_EQ(record(inbox).unread, 2);
    EXPECT_EQ(record(inbox).pending, 1);
    EXPECT_EQ(reader->serverPlacement(inbox, Uid{2}).value()->serverFlags, 0u);
    done(id, 1, false, {}, FlagSeen | FlagAnswered);
    EXPECT_EQ(row(placement).flags, FlagSeen | FlagAnswered);
    EXPECT_FALSE(row(placement).pending);
    EXPECT_TRUE(reader->operations().value().empty());
}

TEST_F(FoldTest, AServerReportDoesNotFlickerBack)
{
    const PlacementId placement = at(inbox, 1);
    flag({placement}, FlagSeen);
    write([&](StoreWriter &writer) {
        const FlagUpdate update{Uid{1}, FlagFlagged, {}, ModSeq{5}};
        return writer.applyFlags(inbox, std::span(&update, 1));
    });
    EXPECT_EQ(row(placement).flags, FlagSeen | FlagFlagged);
}

TEST_F(FoldTest, RefusedIsFoldedAway)
{
    const PlacementId placement = at(inbox, 1);
    const OperationId id = flag({placement}, FlagFlagged);
    write([&](StoreWriter &writer) { return writer.operationRefused(id, makeError(ErrorKind::ServerRefused, "imap.store", "NO")); });
    EXPECT_EQ(row(placement).flags, 0u);
    EXPECT_FALSE(row(placement).pending);
}

TEST_F(FoldTest, KeywordsFold)
{
    NewOperation operation;
    operation.placements = {at(inbox, 1)};
    operation.addKeywords = {QStringLiteral("$Label1"), QStringLiteral("work")};
    const OperationId id = add(operation);
    EXPECT_EQ(row(at(inbox, 1)).keywords, operation.addKeywords);
    NewOperation second;
    second.placements = operation.placements;
    second.removeKeywords = {QStringLiteral("work")};
    add(second);
    EXPECT_EQ(row(at(inbox, 1)).keywords, QStringList{QStringLiteral("$Label1")});
    done(id, 1, false);
    EXPECT_EQ(row(at(inbox, 1)).keywords, QStringList{QStringLiteral("$Label1")});
}

TEST_F(FoldTest, AMoveShowsInTheTargetAndKeepsItsPlacement)
{
    const PlacementId placement = at(inbox, 2);
    const OperationId id = move({placement}, archive);
    EXPECT_EQ(shown(inbox), (Texts{"Subject m3", "Subject m1"}));
    EXPECT_EQ(shown(archive), (Texts{"Subject m2"}));
    EXPECT_FALSE(row(placement).uid);
    EXPECT_EQ(row(placement).mailbox, archive);
    const auto message = messages(id).at(0);
    EXPECT_EQ(message.mailbox, "INBOX");
    EXPECT_EQ(message.uid, Uid{2});
    EXPECT_EQ(message.messageIdHeader, "m2@test");
    EXPECT_EQ(reader->operation(id).value()->mailboxName, "INBOX");
    EXPECT_EQ(reader->operation(id).value()->targetMailbox, "Archive");
    done(id, 1, true, 40);
    EXPECT_EQ(at(archive, 40), placement);
    EXPECT_EQ(row(placement).uid, Uid{40});
    EXPECT_FALSE(row(placement).pending);
    // The listing that follows brings nothing new.
    list(archive, {[] { ListedRow again = listed(2); again.uid = Uid{40}; return again; }()});
    EXPECT_EQ(shown(archive), (Texts{"Subject m2"}));
}

TEST_F(FoldTest, AMoveWithoutCopyUidIsMatchedByTheNextListing)
{
    const PlacementId placement = at(inbox, 2);
    const OperationId id = move({placement}, archive);
    done(id, 1, true);
    EXPECT_EQ(shown(archive), (Texts{"Subject m2"}));
    EXPECT_TRUE(reader->serverPlacements(archive).value().empty());
    ListedRow there = listed(2);
    there.uid = Uid{99};
    list(archive, {there});
    EXPECT_EQ(shown(archive), (Texts{"Subject m2"}));
    EXPECT_EQ(at(archive, 99), placement);
}

TEST_F(FoldTest, AMoveNobodyEverListsIsGivenUpAfterTwoListings)
{
    const OperationId id = move({at(inbox, 2)}, archive);
    done(id, 1, true);
    for (int sync = 0; sync < 2; ++sync) {
        EXPECT_EQ(shown(archive).size(), 1u);
        write([&](StoreWriter &writer) { return writer.mailboxSynced(archive, Uid{1}, ModSeq{}, true); });
    }
    EXPECT_TRUE(shown(archive).empty());
}

TEST_F(FoldTest, AListingQuickerThanTheReplyShowsNoDoubleRow)
{
    const PlacementId placement = at(inbox, 2);
    const OperationId id = move({placement}, archive);
    write([&](StoreWriter &writer) { return writer.operationInFlight(id); });
    ListedRow there = listed(2, "m", FlagAnswered);
    there.uid = Uid{99};
    list(archive, {there});
    EXPECT_EQ(shown(archive), (Texts{"Subject m2"}));
    // The source may be seen to vanish first, too.
    write([&](StoreWriter &writer) {
        const Uid gone{2};
        return writer.applyVanished(inbox, std::span(&gone, 1));
    });
    EXPECT_EQ(shown(archive), (Texts{"Subject m2"}));
    done(id, 1, true, 99);
    EXPECT_EQ(shown(archive), (Texts{"Subject m2"}));
    EXPECT_EQ(at(archive, 99), placement);
    EXPECT_EQ(row(placement).flags, FlagAnswered);
}

TEST_F(FoldTest, ARefusedMoveShowsBothAgainWhenTheTargetHasOneToo)
{
    const OperationId id = move({at(inbox, 2)}, archive);
    write([&](StoreWriter &writer) { return writer.operationInFlight(id); });
    ListedRow there = listed(2);
    there.uid = Uid{99};
    list(archive, {there});
    write([&](StoreWriter &writer) { return writer.operationRefused(id, makeError(ErrorKind::ServerRefused, "imap.move")); });
    EXPECT_EQ(shown(inbox).size(), 3u);
    EXPECT_EQ(shown(archive).size(), 1u);
}

TEST_F(FoldTest, WithoutUidPlusTheSourceStaysHidden)
{
    const OperationId id = move({at(inbox, 2)}, trash);
    done(id, 1, false, 50);
    EXPECT_EQ(shown(inbox), (Texts{"Subject m3", "Subject m1"}));
    EXPECT_EQ(shown(trash), (Texts{"Subject m2"}));
    EXPECT_EQ(reader->serverPlacement(inbox, Uid{2}).value()->serverFlags, FlagDeleted);
}

TEST_F(FoldTest, ACopyShowsTwiceAndGetsItsUid)
{
    const OperationId id = copy({at(inbox, 1)}, work);
    EXPECT_EQ(shown(inbox).size(), 3u);
    EXPECT_EQ(shown(work), (Texts{"Subject m1"}));
    EXPECT_TRUE(rowsOf(work).at(0).pending);
    done(id, 1, false, 5);
    EXPECT_EQ(shown(work), (Texts{"Subject m1"}));
    EXPECT_EQ(rowsOf(work).at(0).uid, Uid{5});
    EXPECT_FALSE(rowsOf(work).at(0).pending);
    EXPECT_EQ(reader->placementsOf(rowsOf(work).at(0).message).value().size(), 2u);
}

TEST_F(FoldTest, ARefusedCopyDisappears)
{
    const OperationId id = copy({at(inbox, 1)}, work);
    flag({rowsOf(work).at(0).placement}, FlagFlagged);
    write([&](StoreWriter &writer) { return writer.operationRefused(id, makeError(ErrorKind::ServerRefused, "imap.copy")); });
    EXPECT_TRUE(shown(work).empty());
    EXPECT_TRUE(reader->operations().value().empty()) << "the flag had nothing left to act on";
    EXPECT_FALSE(row(at(inbox, 1)).pending);
}

TEST_F(FoldTest, ExpungeHides)
{
    const OperationId id = expunge({at(inbox, 1)});
    EXPECT_EQ(shown(inbox).size(), 2u);
    done(id, 1, true);
    EXPECT_FALSE(reader->serverPlacement(inbox, Uid{1}).value());
}

TEST_F(FoldTest, UndoTakesBackAMoveThatWasNotSent)
{
    const PlacementId placement = at(inbox, 2);
    const OperationId id = move({placement}, trash);
    write([&](StoreWriter &writer) -> Result<void> {
        auto undone = writer.cancelOperation(id);
        return undone ? Result<void>() : undone.error();
    });
    EXPECT_EQ(shown(inbox).size(), 3u);
    EXPECT_TRUE(shown(trash).empty());
    EXPECT_EQ(row(placement).uid, Uid{2});
    const OperationId sent = move({placement}, trash);
    write([&](StoreWriter &writer) { return writer.operationInFlight(sent); });
    const auto refused = store->writeAndWait([&](StoreWriter &writer) -> Result<void> {
        auto undone = writer.cancelOperation(sent);
        return undone ? Result<void>() : undone.error();
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::InvalidInput);
}

TEST_F(FoldTest, AChainOfOperationsFoldsAndLearnsItsUids)
{
    const PlacementId placement = at(inbox, 2);
    const OperationId toArchive = move({placement}, archive);
    const OperationId flagged = flag({placement}, FlagFlagged);
    const OperationId toWork = move({placement}, work);
    EXPECT_EQ(shown(work), (Texts{"Subject m2"}));
    EXPECT_TRUE(shown(archive).empty());
    EXPECT_EQ(row(placement).flags, FlagFlagged);
    // A flag can be stored where the message still is; the second move begins where the first one ends.
    EXPECT_EQ(messages(flagged).at(0).mailbox, "INBOX");
    EXPECT_EQ(messages(toWork).at(0).mailbox, "Archive");
    EXPECT_EQ(messages(toWork).at(0).uid, Uid{0});
    done(toArchive, 1, true, 40);
    EXPECT_EQ(shown(work), (Texts{"Subject m2"}));
    for (const OperationId id : {flagged, toWork}) {
        EXPECT_EQ(messages(id).at(0).mailbox, "Archive");
        EXPECT_EQ(messages(id).at(0).uid, Uid{40});
        EXPECT_EQ(messages(id).at(0).uidValidity, UidValidity{7});
        EXPECT_EQ(reader->operation(id).value()->mailboxName, "Archive");
    }
    done(flagged, 1, false);
    done(toWork, 1, true, 41);
    EXPECT_EQ(at(work, 41), placement);
    EXPECT_EQ(row(placement).flags, FlagFlagged);
}

TEST_F(FoldTest, AChainWithoutCopyUidLearnsItFromTheListing)
{
    const PlacementId placement = at(inbox, 2);
    const OperationId toArchive = move({placement}, archive);
    const OperationId toWork = move({placement}, work);
    done(toArchive, 1, true);
    EXPECT_EQ(messages(toWork).at(0).uid, Uid{0});
    ListedRow there = listed(2);
    there.uid = Uid{77};
    list(archive, {there});
    EXPECT_TRUE(shown(archive).empty());
    EXPECT_EQ(shown(work), (Texts{"Subject m2"}));
    EXPECT_EQ(messages(toWork).at(0).uid, Uid{77});
    EXPECT_EQ(messages(toWork).at(0).uidValidity, UidValidity{7});
}

TEST_F(FoldTest, CancellingTheFirstMoveOfAChainKeepsTheSecond)
{
    const PlacementId placement = at(inbox, 2);
    const OperationId toArchive = move({placement}, archive);
    const OperationId toWork = move({placement}, work);
    write([&](StoreWriter &writer) -> Result<void> {
        auto undone = writer.cancelOperation(toArchive);
        return undone ? Result<void>() : undone.error();
    });
    EXPECT_EQ(shown(work), (Texts{"Subject m2"}));
    EXPECT_EQ(messages(toWork).at(0).mailbox, "INBOX");
    EXPECT_EQ(messages(toWork).at(0).uid, Uid{2});
}

TEST_F(FoldTest, AMoveOfACopyFollowsTheCopy)
{
    const OperationId copied = copy({at(inbox, 1)}, work);
    const PlacementId made = rowsOf(work).at(0).placement;
    const OperationId moved = move({made}, trash);
    EXPECT_TRUE(shown(work).empty());
    EXPECT_EQ(shown(trash), (Texts{"Subject m1"}));
    done(copied, 1, false, 12);
    EXPECT_EQ(messages(moved).at(0).mailbox, "Work");
    EXPECT_EQ(messages(moved).at(0).uid, Uid{12});
    EXPECT_EQ(shown(trash), (Texts{"Subject m1"}));
    done(moved, 1, true, 13);
    EXPECT_EQ(at(trash, 13), made);
}

TEST_F(FoldTest, AMoveBetweenAccountsShowsThere)
{
    const AccountId other = addAccount(QStringLiteral("sender@163.test"));
    const MailboxId target = mailbox(other, "Archive");
    const PlacementId placement = at(inbox, 3);
    const OperationId id = move({placement}, target);
    EXPECT_EQ(row(placement).account, other);
    const auto operation = *reader->operation(id).value();
    EXPECT_EQ(operation.account, account);
    EXPECT_EQ(operation.targetAccount, other);
    // What is asked of it now is the other account's to do, later.
    const OperationId seen = flag({placement}, FlagSeen);
    EXPECT_EQ(reader->operation(seen).value()->account, other);
    EXPECT_EQ(messages(seen).at(0).uid, Uid{0});
    done(id, 1, true, 4);
    EXPECT_EQ(messages(seen).at(0).mailbox, "Archive");
    EXPECT_EQ(messages(seen).at(0).uid, Uid{4});
}

TEST_F(FoldTest, VanishedByAnotherClientEndsWhatWaited)
{
    const OperationId id = move({at(inbox, 1), at(inbox, 2)}, archive);
    write([&](StoreWriter &writer) {
        const Uid gone{1};
        return writer.applyVanished(inbox, std::span(&gone, 1));
    });
    EXPECT_EQ(shown(archive), (Texts{"Subject m2"}));
    EXPECT_EQ(reader->operation(id).value()->messages, 1);
}

TEST_F(FoldTest, AChangedUidValidityDropsAndBlocks)
{
    const OperationId id = flag({at(inbox, 1)}, FlagSeen);
    bool dropped = false;
    write([&](StoreWriter &writer) -> Result<void> {
        auto result = writer.mailboxSelected(inbox, UidValidity{8}, Uid{1}, 3);
        dropped = result && *result;
        return {};
    });
    EXPECT_TRUE(dropped);
    EXPECT_TRUE(shown(inbox).empty());
    const auto operation = reader->operation(id).value();
    ASSERT_TRUE(operation);
    EXPECT_EQ(operation->state, OperationState::Blocked);
    EXPECT_EQ(operation->reason->kind, ErrorKind::UidValidityChanged);
}

TEST_F(FoldTest, OperationsSurviveALostCache)
{
    const OperationId toArchive = move({at(inbox, 1)}, archive);
    const OperationId toWork = move({at(inbox, 1)}, work);
    const OperationId copied = copy({at(inbox, 3)}, work);
    copy({at(inbox, 2)}, trash);
    expectCountersMatch();
    reader.reset();
    store.reset();
    std::filesystem::remove(folder.path() / "profile" / "cache.db");
    openStore();
    EXPECT_EQ(reader->operations().value().size(), 4u);
    write([&](StoreWriter &writer) {
        return writer.replaceMailboxes(account, {mailboxNamed("INBOX", MailboxRole::Inbox), mailboxNamed("Archive"), mailboxNamed("Trash"), mailboxNamed("Work")});
    });
    inbox = mailbox(account, "INBOX");
    archive = mailbox(account, "Archive");
    work = mailbox(account, "Work");
    trash = mailbox(account, "Trash");
    for (const MailboxId id : {inbox, archive, work, trash}) {
        write([&](StoreWriter &writer) -> Result<void> {
            auto selected = writer.mailboxSelected(id, UidValidity{7}, Uid{4}, 3);
            return selected ? Result<void>() : selected.error();
        });
    }
    list(inbox, listedRange(1, 3));
    EXPECT_EQ(shown(inbox), (Texts{"Subject m3", "Subject m2"}));
    EXPECT_EQ(shown(work), (Texts{"Subject m3", "Subject m1"}));
    EXPECT_EQ(shown(trash), (Texts{"Subject m2"}));
    done(toArchive, 1, true, 9);
    EXPECT_EQ(messages(toWork).at(0).uid, Uid{9});
    done(copied, 1, false, 10);
    EXPECT_EQ(shown(work), (Texts{"Subject m3", "Subject m1"}));
}

} // namespace

} // namespace tern::store
