// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what is stored can still be read and found, and what puts it right.
#include "tests/unit/store/StoreFixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace tern::store {
namespace {

class AuditTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        inbox = mailbox(addAccount(), "INBOX");
    }
    MessageId message(std::uint32_t uid) { return reader->serverPlacement(inbox, Uid{uid}).value()->message; }
    void storeText(std::uint32_t uid, const QString &text)
    {
        const MessageId id = message(uid);
        write([&](StoreWriter &writer) { return writer.storeContent("Subject: x\r\n\r\n" + text.toUtf8(), {id, text}); });
    }
    /// Opens one file alone while the profile is closed.
    void damage(const char *file, const std::string &sql)
    {
        reader.reset();
        store.reset();
        {
            SQLite::Database database((folder.path() / "profile" / file).string(), SQLite::OPEN_READWRITE);
            database.exec(sql);
        }
        openStore();
    }
    ContentAudit audit() { return reader->auditContent({}, {}).value(); }

    MailboxId inbox;
};

TEST_F(AuditTest, EveryTextIsFoundByAWordOfIt)
{
    const QStringList texts{QStringLiteral("hello world"),
                            QString(200, QLatin1Char('x')),
                            QStringLiteral("会议纪要会议纪要会议纪要会议纪要会议纪要会议纪要会议纪要会议纪要"),
                            QStringLiteral("Ünïcödé Straße naïveté"),
                            QStringLiteral("e\u0301te\u0301 de\u0301ja\u0300"),
                            QStringLiteral("한국어 메일 본문입니다"),
                            QStringLiteral("…—!!! 😀"),
                            QString(),
                            QStringLiteral("a")};
    std::vector<ListedRow> rows;
    for (std::uint32_t uid = 1; uid <= static_cast<std::uint32_t>(texts.size()); ++uid)
        rows.push_back(listed(uid, texts[uid - 1].left(60).toStdString()));
    list(inbox, rows);
    for (std::uint32_t uid = 1; uid <= static_cast<std::uint32_t>(texts.size()); ++uid)
        storeText(uid, texts[uid - 1]);
    const ContentAudit found = audit();
    EXPECT_EQ(found.messages, texts.size());
    EXPECT_EQ(found.bodiesIntact, texts.size());
    EXPECT_EQ(found.headersIndexed, texts.size());
    EXPECT_EQ(found.textsIndexed, texts.size());
}

TEST_F(AuditTest, WhatTheIndexesLackIsNamedAndPutIn)
{
    list(inbox, {listed(1, "first subject"), listed(2, "second subject")});
    storeText(1, QStringLiteral("alpha words"));
    storeText(2, QStringLiteral("beta words"));
    reader.reset();
    store.reset();
    {
        // The indexes are emptied as a whole; the second message alone is put back.
        SQLite::Database database((folder.path() / "profile" / "content.db").string(), SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM word_index_data WHERE id > 10; DELETE FROM word_index_idx; UPDATE word_index_data SET block = x'0000000000000000' WHERE id = 10;"
                      "UPDATE word_index_data SET block = x'' WHERE id = 1");
    }
    openStore();
    const ContentAudit found = audit();
    EXPECT_EQ(found.textsMissing.size(), 2U);
    EXPECT_EQ(found.headersIndexed, 2);
    write([&](StoreWriter &writer) { return writer.indexAgain({}, found.textsMissing); });
    EXPECT_EQ(audit().textsWaiting, 2);
    readWaiting();
    EXPECT_EQ(audit().textsIndexed, 2);
    SearchResults search;
    search.query = QStringLiteral("beta");
    EXPECT_EQ(reader->page({search}, std::nullopt, 10).value().rows.size(), 1U);
}

TEST_F(AuditTest, ADamagedBodyIsNamedAndFetchedAgain)
{
    list(inbox, {listed(1, "one"), listed(2, "two"), listed(3, "three")});
    for (std::uint32_t uid = 1; uid <= 3; ++uid)
        storeText(uid, QStringLiteral("text %1").arg(uid));
    const MessageId flipped = message(1);
    const MessageId lost = message(2);
    const auto packOf = [](MessageId id) { return "(SELECT pack FROM body WHERE message = " + std::to_string(id.value) + ")"; };
    damage("content.db", "UPDATE pack_data SET data = substr(data, 1, length(data) - 2) || x'0000' WHERE id = " + packOf(flipped)
                             + "; DELETE FROM pack_data WHERE id = " + packOf(lost));
    const ContentAudit found = audit();
    EXPECT_EQ(found.bodiesLost, (std::vector{flipped, lost}));
    EXPECT_EQ(found.bodiesIntact, 1);
    EXPECT_TRUE(reader->withoutBody(inbox, 10, 0).value().empty());
    write([&](StoreWriter &writer) { return writer.forgetBodies(found.bodiesLost); });
    EXPECT_EQ(reader->withoutBody(inbox, 10, 0).value().size(), 2U);
    storeText(1, QStringLiteral("text 1"));
    storeText(2, QStringLiteral("text 2"));
    EXPECT_EQ(audit().textsIndexed, 3);
}

TEST_F(AuditTest, BothSidesOfEveryRowAreTold)
{
    list(inbox, {listed(1, "one"), listed(2, "two"), listed(3, "three")});
    flag({at(inbox, 1)}, FlagFlagged);
    move({at(inbox, 2)}, mailbox(record(inbox).account, "Archive"));
    const AuditedMailbox audited = reader->auditMailbox(inbox).value();
    ASSERT_EQ(audited.placements.size(), 3U);
    EXPECT_EQ(audited.placements[0].flags, Flags{FlagFlagged});
    EXPECT_EQ(audited.placements[0].serverFlags, Flags{0});
    EXPECT_TRUE(audited.placements[0].pending && audited.placements[0].foldedRight && audited.placements[0].shownHere);
    EXPECT_FALSE(audited.placements[1].shownHere);
    EXPECT_EQ(audited.placements[1].shownElsewhere, QStringLiteral("Archive"));
    EXPECT_EQ(audited.shown, audited.counted);
    damage("cache.db", "UPDATE placement SET flags = 4, flagged = 1 WHERE uid = 3");
    EXPECT_FALSE(reader->auditMailbox(inbox).value().placements[2].foldedRight);
    const PlacementId wrong = at(inbox, 3);
    write([&](StoreWriter &writer) { return writer.refold(std::span(&wrong, 1)); });
    EXPECT_TRUE(reader->auditMailbox(inbox).value().placements[2].foldedRight);
}

TEST_F(AuditTest, RowsWithWaitingOperationsAreNotDropped)
{
    list(inbox, {listed(1, "one"), listed(2, "two")});
    const OperationId id = flag({at(inbox, 1)}, FlagSeen);
    const std::vector<Uid> both{Uid{1}, Uid{2}};
    write([&](StoreWriter &writer) { return writer.dropRows(inbox, both); });
    EXPECT_EQ(shown(inbox), std::vector<std::string>{"Subject one1"});
    EXPECT_EQ(messages(id).size(), 1U);
    expectCountersMatch();
}

} // namespace
} // namespace tern::store
