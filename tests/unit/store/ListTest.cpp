// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Connection.h"
#include "core/store/ListCursor.h"
#include "tests/unit/store/StoreFixture.h"

#include <random>

namespace tern::store {

namespace {

class ListTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        first = addAccount();
        second = addAccount(QStringLiteral("sender@163.test"));
        std::mt19937 random(7);
        for (const AccountId account : {first, second}) {
            for (const char *name : {"INBOX", "Work"}) {
                std::vector<ListedRow> rows;
                for (std::uint32_t uid = 150; uid > 0; --uid) {
                    ListedRow row = listed(uid, name + std::to_string(account.value));
                    row.flags = (random() % 2 ? Flags{FlagSeen} : 0u) | (random() % 5 ? 0u : Flags{FlagFlagged});
                    row.head.subject = QStringLiteral("Re: %1").arg(QString::fromUtf8(random() % 2 ? "苹果" : "Zebra")) + QString::number(random() % 9);
                    row.head.fromName = QString::fromUtf8(random() % 2 ? "Émile" : "王伟") + QString::number(random() % 9);
                    row.head.size = static_cast<std::int64_t>(random() % 50);
                    row.head.hasAttachment = random() % 3 == 0;
                    row.head.date = kBaseDate + 1000 * static_cast<UnixMillis>(random() % 60);
                    if (random() % 3 == 0)
                        row.head.to = QStringLiteral("list@example.test");
                    rows.push_back(row);
                }
                list(mailbox(account, name), rows);
            }
        }
    }

    /// Every page by key, small pages, must give the same as one large page, in order, without a gap or a double.
    void expectPages(ListQuery query)
    {
        const auto all = reader->page(query, std::nullopt, 10'000).value();
        EXPECT_FALSE(all.next);
        EXPECT_EQ(reader->count(query).value(), static_cast<int>(all.rows.size()));
        std::vector<PlacementId> whole, pieces;
        for (const MessageRow &row : all.rows)
            whole.push_back(row.placement);
        std::optional<PageKey> next;
        do {
            const auto page = reader->page(query, next, 17).value();
            for (const MessageRow &row : page.rows)
                pieces.push_back(row.placement);
            next = page.next;
        } while (next);
        EXPECT_EQ(pieces, whole);
        EXPECT_EQ(reader->placements(query).value(), whole);
        const auto starts = reader->pageStarts(query, 17, {}).value();
        ASSERT_EQ(starts.size(), (whole.size() + 16) / 17);
        for (std::size_t page = 0; page < starts.size(); ++page)
            EXPECT_EQ(reader->page(query, starts[page], 17).value().rows.at(0).placement, whole.at(page * 17));
    }

    AccountId first, second;
};

TEST_F(ListTest, PagesByKeyAreTheWholeInEveryOrder)
{
    for (const auto &scope : {decltype(ListQuery::scope){AllInboxes{}}, decltype(ListQuery::scope){InMailbox{mailbox(first, "INBOX")}},
                              decltype(ListQuery::scope){AllFlagged{}}}) {
        for (const SortBy sort : {SortBy::Date, SortBy::From, SortBy::Subject, SortBy::Size}) {
            for (const bool ascending : {false, true}) {
                ListQuery query{scope};
                query.sortBy = sort;
                query.ascending = ascending;
                expectPages(query);
            }
        }
    }
}

TEST_F(ListTest, OrdersStayTheSameWhileRowsAreFiled)
{
    ListQuery query{AllInboxes{}};
    query.sortBy = SortBy::From;
    const auto before = reader->placements(query).value();
    // Half of the rows in the index, half of them not yet.
    reader.reset();
    store.reset();
    {
        auto connection = Connection::open(folder.path() / "profile", Access::ReadWrite, options().connectionHook);
        ASSERT_TRUE(connection);
        (*connection)->exec("UPDATE cache.placement SET filed = id % 2");
    }
    openStore();
    EXPECT_EQ(reader->placements(query).value(), before);
    expectPages(query);
    auto filed = [&] {
        auto connection = Connection::open(folder.path() / "profile", Access::ReadOnly, options().connectionHook);
        return (*connection)->value("SELECT count(*) FROM cache.placement WHERE filed = 0", -1) == 0;
    };
    EXPECT_TRUE(eventually(filed)) << "an idle store files them";
    EXPECT_EQ(reader->placements(query).value(), before);
    expectPages(query);
}

TEST_F(ListTest, FiltersKeepWhatTheySay)
{
    for (int bits = 1; bits < 16; ++bits) {
        ListQuery query{AllInboxes{}};
        query.unreadOnly = (bits & 1) != 0;
        query.flaggedOnly = (bits & 2) != 0;
        query.withAttachmentOnly = (bits & 4) != 0;
        query.toMeOnly = (bits & 8) != 0;
        expectPages(query);
        std::size_t expected = 0;
        const auto all = reader->page({AllInboxes{}}, std::nullopt, 10'000).value().rows;
        for (const MessageRow &row : all) {
            const bool fits = (!query.unreadOnly || !(row.flags & FlagSeen)) && (!query.flaggedOnly || (row.flags & FlagFlagged))
                && (!query.withAttachmentOnly || row.hasAttachment) && (!query.toMeOnly || row.to.contains(QLatin1String("receiver@qq.test")));
            expected += fits;
        }
        EXPECT_EQ(reader->count(query).value(), static_cast<int>(expected)) << bits;
    }
}

TEST_F(ListTest, OrdersAreWhatAPersonExpects)
{
    ListQuery query{AllInboxes{}};
    query.sortBy = SortBy::Subject;
    query.ascending = true;
    const auto rows = reader->page(query, std::nullopt, 10'000).value().rows;
    EXPECT_TRUE(rows.front().subject.startsWith(QLatin1String("Re: Zebra0")));
    EXPECT_TRUE(rows.back().subject.contains(QString::fromUtf8("苹果8")));
    query.sortBy = SortBy::Size;
    query.ascending = false;
    const auto bySize = reader->page(query, std::nullopt, 10'000).value().rows;
    EXPECT_TRUE(std::is_sorted(bySize.begin(), bySize.end(), [](const MessageRow &a, const MessageRow &b) { return a.size > b.size; }));
}

TEST_F(ListTest, EveryListComesFromAnIndexInOrder)
{
    reader.reset();
    store.reset();
    auto connection = Connection::open(folder.path() / "profile", Access::ReadOnly, options().connectionHook);
    ASSERT_TRUE(connection) << connection.error().toString();
    for (const SortBy sort : {SortBy::Date, SortBy::From, SortBy::Subject, SortBy::Size}) {
        for (int bits = 0; bits < 64; ++bits) {
            const ListFilter filter{(bits & 1) != 0, false, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
            const std::string sql = listSql(sort, (bits & 16) != 0, filter, (bits & 32) != 0);
            for (const std::string &statement : {sql, unfiledSql(sort, filter)}) {
                Query plan(**connection, "EXPLAIN QUERY PLAN " + statement);
                while (plan.step()) {
                    const std::string step = plan.string(3);
                    EXPECT_EQ(step.find("SCAN"), std::string::npos) << step << "\n" << statement;
                    EXPECT_EQ(step.find("TEMP B-TREE"), std::string::npos) << step << "\n" << statement;
                }
            }
        }
    }
}

TEST_F(ListTest, WhatIsShownIsToldInTheGivenOrder)
{
    const auto rows = reader->page(ListQuery{InMailbox{mailbox(second, "Work")}}, std::nullopt, 20).value().rows;
    std::vector<PlacementId> asked{rows[3].placement, PlacementId{987'654'321}, rows[0].placement, rows[19].placement};
    const auto shown = reader->shownPlacements(asked).value();
    ASSERT_EQ(shown.size(), 3u);
    for (const auto &[told, row] : {std::pair(shown[0], rows[3]), std::pair(shown[1], rows[0]), std::pair(shown[2], rows[19])}) {
        EXPECT_EQ(told.placement, row.placement);
        EXPECT_EQ(told.message, row.message);
        EXPECT_EQ(told.account, second);
        EXPECT_EQ(told.mailbox, row.mailbox);
        EXPECT_EQ(told.flags, row.flags);
    }
}

TEST_F(ListTest, AThreadGrowsAndMergesWhenItsParentComes)
{
    const MailboxId work = mailbox(first, "Work");
    auto message = [&](std::uint32_t uid, std::vector<std::string> references) {
        ListedRow row = listed(uid, "thread");
        row.head.references = std::move(references);
        return row;
    };
    list(work, {message(1001, {"root@test"})});
    list(work, {message(1002, {"other@test", "thread1003@test"})});
    auto threadOf = [&](std::uint32_t uid) { return row(at(work, uid)).thread; };
    EXPECT_NE(threadOf(1001), threadOf(1002));
    EXPECT_EQ(row(at(work, 1001)).threadCount, 1);
    list(work, {message(1003, {"root@test"})});
    EXPECT_EQ(threadOf(1001), threadOf(1002));
    EXPECT_EQ(threadOf(1001), threadOf(1003));
    EXPECT_EQ(row(at(work, 1002)).threadCount, 3);
    EXPECT_EQ(reader->threadRows(threadOf(1001)).value().size(), 3u);
    write([&](StoreWriter &writer) {
        const Uid gone{1002};
        return writer.applyVanished(work, std::span(&gone, 1));
    });
    EXPECT_TRUE(eventually([&] { return row(at(work, 1001)).threadCount == 2; })) << "the message behind it is swept in the background";
}

TEST_F(ListTest, TheSameMessageInTwoMailboxesIsOneMessage)
{
    const ListedRow row = listed(5000);
    list(mailbox(first, "INBOX"), {row});
    list(mailbox(second, "Work"), {row});
    const auto here = *reader->serverPlacement(mailbox(first, "INBOX"), Uid{5000}).value();
    const auto there = *reader->serverPlacement(mailbox(second, "Work"), Uid{5000}).value();
    EXPECT_EQ(here.message, there.message);
    EXPECT_EQ(reader->messagesByHeader(row.head.messageIdHeader).value(), std::vector<MessageId>{here.message});
    // Without a Message-ID nothing is taken for another.
    ListedRow nameless = listed(5001);
    nameless.head.messageIdHeader.clear();
    list(mailbox(first, "INBOX"), {nameless});
    list(mailbox(second, "Work"), {nameless});
    EXPECT_NE(reader->serverPlacement(mailbox(first, "INBOX"), Uid{5001}).value()->message,
              reader->serverPlacement(mailbox(second, "Work"), Uid{5001}).value()->message);
}

TEST_F(ListTest, NewMailIsTold)
{
    ListedRow seen = listed(7001, "m", FlagSeen);
    list(mailbox(first, "INBOX"), {listed(7000), seen}, true);
    EXPECT_EQ(changes().arrived, std::vector<PlacementId>{at(mailbox(first, "INBOX"), 7000)});
    EXPECT_EQ(changes().mailboxes.at(mailbox(first, "INBOX")).inserted.size(), 2u);
}

} // namespace

} // namespace tern::store
