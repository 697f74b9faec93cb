// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies stored many together: byte for byte, with their text still to be read, and what is left when most of them are gone.
#include "core/store/ContentCodec.h"
#include "tests/unit/store/StoreFixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <random>

namespace tern::store {
namespace {

class BodiesTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        account = addAccount();
        inbox = mailbox(account, "INBOX");
    }
    MessageId message(std::uint32_t uid) { return reader->serverPlacement(inbox, Uid{uid}).value()->message; }
    /// Bytes that no other message has, with a word to find it by.
    static QByteArray rawOf(std::uint32_t uid, int size = 3'000)
    {
        std::mt19937 random(uid);
        QByteArray raw = "Subject: " + QByteArray::number(uid) + "\r\n\r\nword" + QByteArray::number(uid) + QByteArray("\0\r\n", 3);
        while (raw.size() < size)
            raw += static_cast<char>(random());
        return raw;
    }
    void storeAll(const std::vector<std::uint32_t> &uids, const std::function<QByteArray(std::uint32_t)> &raw)
    {
        BodyPacker packer;
        for (const std::uint32_t uid : uids)
            packer.add(message(uid), raw(uid));
        packer.flush();
        const auto packs = packer.take();
        write([&](StoreWriter &writer) { return writer.storeBodies(packs); });
    }
    void readAll()
    {
        const auto unread = reader->unreadBodies({}, 1'000, 1'000'000'000).value();
        std::vector<StoreWriter::ReadBody> read;
        for (const UnreadBody &body : unread) {
            ASSERT_TRUE(body.raw);
            const QString text = QString::fromLatin1(body.raw->mid(body.raw->indexOf("\r\n\r\n") + 4, 12)).section(QChar(0), 0, 0);
            read.push_back({body.message, text, text, {}});
        }
        write([&](StoreWriter &writer) { return writer.bodiesRead(read); });
    }
    int found(const char *word) { return reader->count({SearchResults{QLatin1String(word), {}, {}}}).value(); }
    std::int64_t inContent(const char *sql)
    {
        SQLite::Database database((folder.path() / "profile" / "content.db").string(), SQLite::OPEN_READONLY);
        return database.execAndGet(sql).getInt64();
    }
    static std::vector<std::uint32_t> upTo(std::uint32_t last)
    {
        std::vector<std::uint32_t> uids(last);
        std::iota(uids.begin(), uids.end(), 1u);
        return uids;
    }

    AccountId account;
    MailboxId inbox;
};

TEST_F(BodiesTest, EveryOneIsByteExactWhateverItsSize)
{
    list(inbox, listedRange(1, 60));
    const std::map<std::uint32_t, int> sizes{{3, 1}, {4, 64 * 1024 - 1}, {5, 64 * 1024}, {6, 9'000'000}, {7, 17'000'000}, {8, 130'000}};
    const auto raw = [&](std::uint32_t uid) {
        QByteArray bytes = rawOf(uid, sizes.contains(uid) ? sizes.at(uid) : 3'000);
        return sizes.contains(uid) ? bytes.left(sizes.at(uid)) : bytes;
    };
    storeAll(upTo(60), raw);
    for (const bool isOpenedAgain : {false, true}) {
        if (isOpenedAgain)
            openStore();
        for (const std::uint32_t uid : upTo(60))
            ASSERT_EQ(reader->content(message(uid)).value(), raw(uid)) << uid;
    }
    EXPECT_TRUE(reader->withoutBody(inbox, 10, 0).value().empty());
    // Stored once more, as after a repair: in place of the old ones.
    storeAll(upTo(60), raw);
    EXPECT_EQ(reader->content(message(7)).value(), raw(7));
    EXPECT_EQ(inContent("SELECT count(*) FROM pack_data"), inContent("SELECT count(*) FROM pack"));
    EXPECT_EQ(inContent("SELECT sum(live) FROM pack"), inContent("SELECT sum(raw_size) FROM body"));
}

TEST_F(BodiesTest, TheirTextWaitsUntilItIsReadAlsoOverARestart)
{
    list(inbox, listedRange(1, 30));
    storeAll(upTo(30), [](std::uint32_t uid) { return rawOf(uid); });
    EXPECT_TRUE(rowsOf(inbox).at(0).bodyStored);
    EXPECT_EQ(found("word7"), 0);
    openStore();
    EXPECT_EQ(reader->totals()->bodies, 30);
    EXPECT_EQ(reader->totals()->indexed, 0);
    EXPECT_EQ(reader->auditContent({}, {})->textsWaiting, 30);
    EXPECT_EQ(reader->unreadBodies({}, 10, 1'000'000).value().size(), 10u);
    EXPECT_EQ(reader->unreadBodies({}, 10, 1).value().size(), 1u) << "never more than its bytes, but one";
    // Newest first, and on from there.
    const auto first = reader->unreadBodies({}, 2, 1'000'000).value();
    EXPECT_EQ(first.at(0).message, message(30));
    EXPECT_EQ(reader->unreadBodies(first.at(1).message, 1, 1'000'000).value().at(0).message, message(28));
    readAll();
    EXPECT_TRUE(reader->unreadBodies({}, 10, 1'000'000).value().empty());
    EXPECT_EQ(found("word7"), 1);
    EXPECT_EQ(row(at(inbox, 7)).snippet, QStringLiteral("word7"));
    EXPECT_EQ(reader->totals()->indexed, 30);
    const ContentAudit audit = *reader->auditContent({}, {});
    EXPECT_EQ(audit.textsWaiting, 0);
    EXPECT_EQ(audit.textsIndexed, 30);
}

TEST_F(BodiesTest, ACacheAndAContentOfDifferentTimesAreReadAgain)
{
    list(inbox, listedRange(1, 5));
    storeAll(upTo(5), [](std::uint32_t uid) { return rawOf(uid); });
    closeStore();
    const auto profile = folder.path() / "profile";
    const auto keep = [&](const char *file) { std::filesystem::copy_file(profile / file, folder.path() / file, std::filesystem::copy_options::overwrite_existing); };
    const auto putBack = [&](const char *file) { std::filesystem::copy_file(folder.path() / file, profile / file, std::filesystem::copy_options::overwrite_existing); };
    keep("cache.db");
    keep("content.db");
    openStore();
    readAll();
    closeStore();
    // Stopped between the two commits: the index has the texts, the rows don't know.
    putBack("cache.db");
    openStore();
    EXPECT_EQ(reader->unreadBodies({}, 10, 1'000'000).value().size(), 5u);
    EXPECT_EQ(found("word3"), 1);
    readAll();
    EXPECT_EQ(row(at(inbox, 3)).snippet, QStringLiteral("word3"));
    EXPECT_EQ(found("word3"), 1);
    closeStore();
    // A power cut that took only the content's end: the rows know, the index doesn't.
    putBack("content.db");
    openStore();
    EXPECT_EQ(found("word3"), 0);
    EXPECT_EQ(reader->unreadBodies({}, 10, 1'000'000).value().size(), 5u);
    readAll();
    EXPECT_EQ(found("word3"), 1);
    EXPECT_TRUE(reader->unreadBodies({}, 10, 1'000'000).value().empty());
}

TEST_F(BodiesTest, ADamagedPackIsFetchedAgainAsAWhole)
{
    list(inbox, listedRange(1, 10));
    storeAll(upTo(10), [](std::uint32_t uid) { return rawOf(uid); });
    closeStore();
    {
        SQLite::Database database((folder.path() / "profile" / "content.db").string(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE pack_data SET data = substr(data, 1, length(data) - 9) || x'00' || substr(data, -8)");
    }
    openStore();
    setLogSink([](const LogLine &) {});
    EXPECT_FALSE(reader->content(message(1)).value());
    const auto unread = reader->unreadBodies({}, 100, 1'000'000).value();
    setLogSink({});
    ASSERT_EQ(unread.size(), 10u);
    std::vector<MessageId> lost;
    for (const UnreadBody &body : unread) {
        EXPECT_FALSE(body.raw);
        lost.push_back(body.message);
    }
    write([&](StoreWriter &writer) { return writer.forgetBodies(lost); });
    EXPECT_TRUE(reader->unreadBodies({}, 100, 1'000'000).value().empty());
    EXPECT_EQ(reader->withoutBody(inbox, 100, 0).value().size(), 10u);
    storeAll(upTo(10), [](std::uint32_t uid) { return rawOf(uid); });
    EXPECT_EQ(reader->content(message(1)).value(), rawOf(1));
    EXPECT_EQ(inContent("SELECT count(*) FROM pack"), 1) << "nobody needs the damaged one";
}

TEST_F(BodiesTest, WhatIsLeftOfAPackTakesItsOwnRoomOnly)
{
    constexpr std::uint32_t kMany = 400;
    list(inbox, listedRange(1, kMany));
    storeAll(upTo(kMany), [](std::uint32_t uid) { return rawOf(uid); });
    const std::int64_t before = inContent("SELECT sum(length(data)) FROM pack_data");
    std::vector<Uid> gone;
    for (const std::uint32_t uid : upTo(kMany)) {
        if (uid % 10 != 0)
            gone.push_back(Uid{uid});
    }
    write([&](StoreWriter &writer) { return writer.applyVanished(inbox, gone); });
    ASSERT_TRUE(eventually([&] { return reader->totals()->messages == kMany / 10; }));
    EXPECT_EQ(inContent("SELECT sum(live) FROM pack"), inContent("SELECT sum(raw_size) FROM body"));
    EXPECT_LT(inContent("SELECT sum(length(data)) FROM pack_data"), before / 2);
    EXPECT_EQ(inContent("SELECT count(*) FROM body WHERE pack NOT IN (SELECT id FROM pack_data)"), 0);
    for (std::uint32_t uid = 10; uid <= kMany; uid += 10)
        ASSERT_EQ(reader->content(message(uid)).value(), rawOf(uid)) << uid;
}

TEST_F(BodiesTest, AMessageThatIsGoneMeanwhileIsLeftOut)
{
    list(inbox, listedRange(1, 3));
    const MessageId gone = message(2);
    BodyPacker packer;
    for (const std::uint32_t uid : upTo(3))
        packer.add(message(uid), rawOf(uid));
    packer.flush();
    const auto packs = packer.take();
    const std::array vanished{Uid{2}};
    write([&](StoreWriter &writer) { return writer.applyVanished(inbox, vanished); });
    ASSERT_TRUE(eventually([&] { return reader->totals()->messages == 2; }));
    write([&](StoreWriter &writer) { return writer.storeBodies(packs); });
    const std::vector<StoreWriter::ReadBody> read{{gone, QStringLiteral("ghost"), {}, {}}, {message(1), QStringLiteral("alive"), {}, {}}};
    write([&](StoreWriter &writer) { return writer.bodiesRead(read); });
    EXPECT_FALSE(reader->content(gone).value());
    EXPECT_EQ(reader->content(message(3)).value(), rawOf(3));
    EXPECT_EQ(found("ghost"), 0);
    EXPECT_EQ(found("alive"), 1);
    EXPECT_EQ(reader->totals()->bodies, 2);
}

TEST_F(BodiesTest, ADurableWriteIsAnsweredOnceItIsOnTheDisk)
{
    list(inbox, listedRange(1, 3));
    storeAll(upTo(3), [](std::uint32_t uid) { return rawOf(uid); });
    std::promise<Result<void>> promise;
    store->writeDurably([](StoreWriter &) -> Result<void> { return {}; }, [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
    EXPECT_TRUE(promise.get_future().get().ok());
    std::promise<Result<void>> refused;
    store->writeDurably([](StoreWriter &) -> Result<void> { return makeError(ErrorKind::NotFound, "test"); },
                        [&](Result<void> outcome) { refused.set_value(std::move(outcome)); });
    EXPECT_EQ(refused.get_future().get().error().kind, ErrorKind::NotFound);
}

} // namespace
} // namespace tern::store
