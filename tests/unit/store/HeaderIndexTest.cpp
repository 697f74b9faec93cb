// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/HeaderIndex.h"
#include "core/store/Schema.h"
#include "tests/unit/store/StoreFixture.h"

#include <random>
#include <set>

namespace tern::store {
namespace {

class HeaderIndexTest : public ::testing::Test {
protected:
    using Entries = std::set<std::pair<std::int64_t, std::int64_t>>;

    HeaderIndexTest()
    {
        auto opened = Connection::open(m_folder.path(), Access::ReadWrite, {});
        EXPECT_TRUE(opened.ok()) << opened.error().toString();
        connection = *std::move(opened);
        EXPECT_TRUE(migrate(*connection, cacheSchema()));
    }
    Entries entriesOf(const std::string &table)
    {
        Entries entries;
        Query query(*connection, "SELECT hash, message FROM cache." + table);
        while (query.step())
            entries.emplace(query.int64(0), query.int64(1));
        return entries;
    }
    /// Every entry is in one of the tables, and few wait.
    void expectBoth(const Entries &expected, std::size_t mostWaiting)
    {
        Entries filed = entriesOf("header_ref");
        const Entries waiting = entriesOf("header_new");
        EXPECT_LE(waiting.size(), mostWaiting);
        EXPECT_EQ(filed.size() + waiting.size(), expected.size());
        filed.insert(waiting.begin(), waiting.end());
        EXPECT_EQ(filed, expected);
    }

    TemporaryFolder m_folder;
    std::unique_ptr<Connection> connection;
    std::mt19937_64 random{20'261'127};
};

TEST_F(HeaderIndexTest, WhatIsAddedAndNotRemovedIsInOneOfTheTables)
{
    constexpr HeaderIndex::Sizes kSmall{100, 30};
    HeaderIndex index(*connection, kSmall);
    Entries expected;
    for (int round = 0; round < 60; ++round) {
        for (int i = 0; i < 25; ++i) {
            // Now and then the hash of another message, and the ends of the range.
            const std::int64_t hash = i == 0 && !expected.empty() ? expected.begin()->first
                : i == 1                                          ? std::numeric_limits<std::int64_t>::min()
                : i == 2                                          ? std::numeric_limits<std::int64_t>::max()
                                                                  : static_cast<std::int64_t>(random());
            const std::int64_t message = round * 100 + i + 1;
            index.add(hash, message);
            expected.emplace(hash, message);
        }
        for (int i = 0; i < 5; ++i) {
            const auto one = std::next(expected.begin(), static_cast<std::ptrdiff_t>(random() % expected.size()));
            index.remove(one->first, one->second);
            expected.erase(one);
        }
        index.file();
        expectBoth(expected, 100);
    }
    EXPECT_GT(entriesOf("header_ref").size(), 1000u);
}

TEST_F(HeaderIndexTest, ARollbackTakesBackWhatWasFiled)
{
    constexpr HeaderIndex::Sizes kSmall{10, 5};
    HeaderIndex index(*connection, kSmall);
    Entries expected;
    for (int message = 1; message <= 10; ++message) {
        const auto hash = static_cast<std::int64_t>(random());
        index.add(hash, message);
        expected.emplace(hash, message);
    }
    index.file();
    connection->exec("BEGIN");
    for (int message = 11; message <= 40; ++message)
        index.add(static_cast<std::int64_t>(random()), message);
    index.file();
    connection->exec("ROLLBACK");
    index.reload();
    expectBoth(expected, 10);
    for (int message = 11; message <= 30; ++message) {
        const auto hash = static_cast<std::int64_t>(random());
        index.add(hash, message);
        expected.emplace(hash, message);
    }
    index.file();
    expectBoth(expected, 10);
}

TEST_F(HeaderIndexTest, TheFilterKnowsWhatWasThereAndWhatCame)
{
    connection->exec("INSERT INTO cache.header_ref VALUES(11, 1); INSERT INTO cache.header_new VALUES(22, 2); INSERT INTO cache.thread_ref VALUES(33, 3)");
    HeaderIndex index(*connection);
    EXPECT_TRUE(index.mayKnow(44)) << "it isn't filled for a few messages";
    index.expect(100'000);
    for (const std::int64_t known : {11, 22, 33})
        EXPECT_TRUE(index.mayKnow(known)) << known;
    for (const std::int64_t unknown : {44, 55, -11})
        EXPECT_FALSE(index.mayKnow(unknown)) << unknown;
    index.add(44, 4);
    index.note(55);
    EXPECT_TRUE(index.mayKnow(44));
    EXPECT_TRUE(index.mayKnow(55));
}

class KnownHeadersTest : public StoreTest {};

TEST_F(KnownHeadersTest, AListingWithTheFilterKnowsMessagesAndThreadsAgain)
{
    constexpr std::uint32_t kMany = 1'500;      // the filter is used
    const AccountId account = addAccount();
    const MailboxId inbox = mailbox(account, "INBOX"), work = mailbox(account, "Work");
    std::vector<ListedRow> rows = listedRange(1, kMany);
    rows[0].head.references = {"parent@test"};                          // not here yet
    rows[1].head.references = {rows[2].head.messageIdHeader};           // in the same batch, older
    rows[4].head.references = {rows[3].head.messageIdHeader};           // another
    list(inbox, rows);
    std::vector<ListedRow> again = listedRange(1, kMany);
    ListedRow parent = listed(kMany + 1);
    parent.head.messageIdHeader = "parent@test";
    again.insert(again.begin(), parent);
    list(work, again);
    for (const std::uint32_t uid : {1U, 700U, kMany})
        EXPECT_EQ(row(at(inbox, uid)).message, row(at(work, uid)).message);
    EXPECT_EQ(row(at(work, kMany + 1)).threadCount, 2) << "the thread that mentioned it before it came";
    EXPECT_EQ(row(at(inbox, kMany - 1)).threadCount, 2);
    EXPECT_EQ(row(at(inbox, kMany - 4)).threadCount, 2);
    EXPECT_EQ(row(at(inbox, 1)).threadCount, 1);
    EXPECT_EQ(reader->messagesByHeader("m700@test").value(), std::vector<MessageId>{row(at(inbox, 700)).message});
}

TEST_F(KnownHeadersTest, AMessageThatIsGoneIsNotFoundByItsHeader)
{
    const MailboxId inbox = mailbox(addAccount(), "INBOX");
    list(inbox, listedRange(1, 3));
    const Uid gone{2};
    write([&](StoreWriter &writer) { return writer.applyVanished(inbox, std::span(&gone, 1)); });
    EXPECT_TRUE(eventually([&] { return reader->messagesByHeader("m2@test").value().empty(); }));
    EXPECT_EQ(reader->messagesByHeader("m3@test").value().size(), 1u);
    list(inbox, {listed(2)});
    EXPECT_EQ(reader->messagesByHeader("m2@test").value().size(), 1u);
}

} // namespace
} // namespace tern::store
