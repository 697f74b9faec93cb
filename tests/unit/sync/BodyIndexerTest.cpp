// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies are read behind their arrival: what waits survives a restart, what is broken is fetched again, nobody waits in vain.
#include "core/sync/BodyIndexer.h"

#include "tests/unit/store/StoreFixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace tern::store {
namespace {

using std::chrono::milliseconds;

class BodyIndexerTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        inbox = mailbox(addAccount(), "INBOX");
    }
    void storeAll(std::uint32_t first, std::uint32_t last)
    {
        BodyPacker packer;
        for (std::uint32_t uid = first; uid <= last; ++uid) {
            packer.add(reader->serverPlacement(inbox, Uid{uid}).value()->message, QByteArray(
                       "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n会议纪要 number"
                           + QByteArray::number(uid) + "\r\n--b\r\nContent-Disposition: attachment; filename=list.pdf\r\n\r\nx\r\n--b--\r\n"));
        }
        packer.flush();
        const auto packs = packer.take();
        write([&](StoreWriter &writer) { return writer.storeBodies(packs); });
    }
    int found(const QString &words) { return reader->count({SearchResults{words, {}, {}}}).value(); }
    static Result<void> whenDone(sync::BodyIndexer &indexer)
    {
        std::promise<Result<void>> promise;
        indexer.whenDone([&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
        return promise.get_future().get();
    }

    MailboxId inbox;
};

TEST_F(BodyIndexerTest, ReadsWhatAnEarlierRunLeftAndWhatComes)
{
    list(inbox, listedRange(1, 300));
    storeAll(1, 200);
    openStore();
    sync::BodyIndexer indexer(*store, {milliseconds(0), milliseconds(0), milliseconds(100)});
    indexer.start();
    EXPECT_TRUE(eventually([&] { return found(QStringLiteral("议纪")) == 200; }));
    storeAll(201, 300);
    indexer.wake();
    EXPECT_TRUE(eventually([&] { return found(QStringLiteral("number250")) == 1; }));
    EXPECT_TRUE(whenDone(indexer).ok());
    EXPECT_EQ(reader->totals()->indexed, 300);
    EXPECT_EQ(row(at(inbox, 7)).snippet, QStringLiteral("会议纪要 number7"));
    EXPECT_TRUE(row(at(inbox, 7)).hasAttachment);
    EXPECT_EQ(found(QStringLiteral("attachment:list")), 300);
    indexer.stop();
    EXPECT_EQ(whenDone(indexer).error().kind, ErrorKind::Cancelled);
}

TEST_F(BodyIndexerTest, WaitsForQuietButNotForSomebodyWhoWaits)
{
    list(inbox, listedRange(1, 3));
    storeAll(1, 3);
    sync::BodyIndexer indexer(*store, {std::chrono::hours(1), std::chrono::hours(1), milliseconds(100)});
    indexer.start();
    std::this_thread::sleep_for(milliseconds(50));
    EXPECT_EQ(found(QStringLiteral("会议")), 0);
    EXPECT_TRUE(whenDone(indexer).ok());
    EXPECT_EQ(found(QStringLiteral("会议")), 3);
}

TEST_F(BodyIndexerTest, TellsHowFarItIsBehind)
{
    list(inbox, listedRange(1, 300));
    storeAll(1, 200);
    std::mutex toldMutex;
    std::vector<sync::LaneStatus> told;
    sync::BodyIndexer indexer(*store, {std::chrono::hours(1), std::chrono::hours(1), milliseconds(100)});
    indexer.setListener([&](const sync::LaneStatus &status) {
        const std::lock_guard lock(toldMutex);
        told.push_back(status);
    });
    const auto last = [&] {
        const std::lock_guard lock(toldMutex);
        return told.empty() ? sync::LaneStatus() : told.back();
    };
    indexer.start();
    EXPECT_TRUE(eventually([&] { return last().total == 200; })) << "before it begins";
    EXPECT_EQ(last().state, sync::LaneStatus::State::Working);
    EXPECT_EQ(last().done, 0);
    storeAll(201, 300);
    EXPECT_TRUE(eventually([&] { return last().total == 300; })) << "what comes meanwhile is waited for as well";
    EXPECT_TRUE(whenDone(indexer).ok());
    EXPECT_EQ(last().kind, sync::LaneKind::Index);
    EXPECT_EQ(last().state, sync::LaneStatus::State::Idle);
    EXPECT_EQ(last().total, 0);
    const std::lock_guard lock(toldMutex);
    for (const sync::LaneStatus &status : told)
        EXPECT_LE(status.done, status.total);
    EXPECT_LT(told.size(), 200u);
}

TEST_F(BodyIndexerTest, TellsWhatKeepsItFromThat)
{
    list(inbox, listedRange(1, 3));
    storeAll(1, 3);
    std::mutex toldMutex;
    std::optional<sync::LaneStatus> failed;
    sync::BodyIndexer indexer(*store, {milliseconds(0), milliseconds(0), milliseconds(50)});
    indexer.setListener([&](const sync::LaneStatus &status) {
        const std::lock_guard lock(toldMutex);
        if (status.error)
            failed = status;
    });
    store->close();
    indexer.start();
    EXPECT_TRUE(eventually([&] {
        const std::lock_guard lock(toldMutex);
        return failed.has_value();
    }));
    EXPECT_EQ(failed->state, sync::LaneStatus::State::BackingOff);
    indexer.stop();
}

TEST_F(BodyIndexerTest, AStoppedOneGoesOnAfterARestart)
{
    list(inbox, listedRange(1, 500));
    storeAll(1, 500);
    for (int run = 0; run < 5; ++run) {
        sync::BodyIndexer indexer(*store, {milliseconds(0), milliseconds(0), milliseconds(100)});
        indexer.start();
        std::this_thread::sleep_for(milliseconds(3 * run));
        indexer.stop();
        openStore();
    }
    sync::BodyIndexer indexer(*store);
    indexer.start();
    EXPECT_TRUE(whenDone(indexer).ok());
    EXPECT_EQ(found(QStringLiteral("会议纪要")), 500);
    EXPECT_EQ(reader->auditContent({}, {})->textsIndexed, 500);
}

TEST_F(BodyIndexerTest, WhatIsDamagedIsWantedAgain)
{
    list(inbox, listedRange(1, 3));
    storeAll(1, 1);
    storeAll(2, 3);
    closeStore();
    {
        SQLite::Database database((folder.path() / "profile" / "content.db").string(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE pack_data SET data = x'00' WHERE id = (SELECT min(id) FROM pack)");
    }
    openStore();
    sync::BodyIndexer indexer(*store);
    indexer.start();
    EXPECT_TRUE(whenDone(indexer).ok());
    EXPECT_EQ(found(QStringLiteral("会议纪要")), 2);
    const auto missing = reader->withoutBody(inbox, 10, 0).value();
    ASSERT_EQ(missing.size(), 1u);
    EXPECT_EQ(missing[0].uid, Uid{1});
}

} // namespace
} // namespace tern::store
