// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MailPlan.h"
#include "core/store/Store.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace tern::engine {
namespace {

using store::MailboxRecord;
using store::MailboxRole;

MailboxRecord box(const char *wire, const char16_t *path, MailboxRole role = MailboxRole::None, char delimiter = '/')
{
    MailboxRecord record;
    record.wireName = wire;
    record.path = QString::fromUtf16(path);
    record.name = record.path.section(QLatin1Char('/'), -1);
    record.delimiter = delimiter;
    record.role = role;
    return record;
}

TEST(WireNameFor, FollowsTheServersSeparatorAndPrefix)
{
    const std::vector<MailboxRecord> dovecot{box("INBOX", u"INBOX"), box("&XeVPXA-", u"工作")};
    EXPECT_EQ(wireNameFor(dovecot, QStringLiteral("Archive")).valueOr(""), "Archive");
    EXPECT_EQ(wireNameFor(dovecot, QString::fromUtf16(u"工作/汇报")).valueOr(""), "&XeVPXA-/&bEdipQ-");
    const std::vector<MailboxRecord> courier{box("INBOX", u"INBOX", MailboxRole::Inbox, '.'), box("INBOX.Sent", u"INBOX/Sent", MailboxRole::Sent, '.')};
    EXPECT_EQ(wireNameFor(courier, QStringLiteral("Archive")).valueOr(""), "INBOX.Archive");
    EXPECT_EQ(wireNameFor(courier, QStringLiteral("INBOX/Sent/2026")).valueOr(""), "INBOX.Sent.2026");
    std::vector<MailboxRecord> cyrus{box("INBOX", u"INBOX", MailboxRole::Inbox, '.'), box("Team", u"Shared folders/Team", MailboxRole::None, '.')};
    cyrus[0].prefix = "INBOX.";
    cyrus[1].space = store::MailboxSpace::Shared;
    EXPECT_EQ(wireNameFor(cyrus, QStringLiteral("Archive/2026")).valueOr(""), "INBOX.Archive.2026");
    EXPECT_EQ(wireNameFor(cyrus, QStringLiteral("Shared folders/Team/New")).valueOr(""), "Team.New");
    for (const char *bad : {"", "a//b", "/a", "a/"})
        EXPECT_FALSE(wireNameFor(dovecot, QString::fromLatin1(bad)).ok()) << bad;
    EXPECT_FALSE(wireNameFor(courier, QStringLiteral("a.b")).ok()) << "the separator can't be in a name";
}

TEST(UndoRecord, SurvivesAsJson)
{
    UndoRecord record;
    record.operation = OperationId{(1LL << 52) + 1};
    record.kind = store::OperationKind::Move;
    record.source = MailboxId{3};
    record.target = MailboxId{4};
    record.added = store::FlagJunk;
    record.removed = store::FlagNotJunk;
    record.messages = {MessageId{10}, MessageId{11}};
    record.before = {store::FlagSeen, 0};
    const UndoRecord again = UndoRecord::fromJson(record.toJson());
    EXPECT_EQ(again.operation, record.operation);
    EXPECT_EQ(again.kind, record.kind);
    EXPECT_EQ(again.source, record.source);
    EXPECT_EQ(again.target, record.target);
    EXPECT_EQ(again.added, record.added);
    EXPECT_EQ(again.removed, record.removed);
    EXPECT_EQ(again.messages, record.messages);
    EXPECT_EQ(again.before, record.before);
}

/// Two accounts with a few messages each, over a real store.
class MailPlanTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        store::StoreOptions options;
        options.profile = m_folder.path().toStdString();
        options.clock = &m_clock;
        m_store = std::move(*store::Store::open(options));
        write([this](store::StoreWriter &writer) -> Result<void> {
            for (int i = 0; i < 2; ++i) {
                store::AccountRecord account;
                account.email = QStringLiteral("a%1@example.org").arg(i);
                m_accounts.push_back(*writer.addAccount(account));
                auto listed = writer.replaceMailboxes(m_accounts.back(), {box("INBOX", u"INBOX", MailboxRole::Inbox), box("Trash", u"Trash", MailboxRole::Trash)});
                if (!listed)
                    return listed;
                const MailboxId inbox = (*writer.reader().mailboxByRole(m_accounts.back(), MailboxRole::Inbox))->id;
                (void)writer.mailboxSelected(inbox, UidValidity{1}, Uid{4}, 3);
                std::vector<store::ListedRow> rows;
                for (std::uint32_t uid = 1; uid <= 3; ++uid) {
                    store::ListedRow row;
                    row.uid = Uid{uid};
                    row.internalDate = uid * 1000;
                    row.flags = uid == 1 ? store::FlagSeen : 0U;
                    row.head.messageIdHeader = std::to_string(i) + "-" + std::to_string(uid) + "@example.org";
                    row.head.date = uid * 1000;
                    row.head.size = 100;
                    rows.push_back(row);
                }
                if (auto inserted = writer.insertListed(inbox, rows, false); !inserted)
                    return inserted;
            }
            return {};
        });
        m_reader = std::move(*m_store->openReader());
    }
    void TearDown() override { m_store->close(); }

    void write(const std::function<Result<void>(store::StoreWriter &)> &work)
    {
        const auto written = m_store->writeAndWait(work);
        ASSERT_TRUE(written.ok()) << written.error().toString();
    }
    std::vector<PlacementId> all(AccountId account, MailboxRole role = MailboxRole::Inbox)
    {
        store::ListQuery query;
        query.scope = store::InMailbox{(*m_reader->mailboxByRole(account, role))->id};
        return *m_reader->placements(query);
    }
    MailboxId role(AccountId account, MailboxRole wanted) { return (*m_reader->mailboxByRole(account, wanted))->id; }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<store::StoreReader> m_reader;
    std::vector<AccountId> m_accounts;
};

TEST_F(MailPlanTest, SplitsByAccountAndMailbox)
{
    auto mixed = all(m_accounts[0]);
    const auto other = all(m_accounts[1]);
    mixed.insert(mixed.end(), other.begin(), other.end());
    mixed.push_back(PlacementId{987654});
    const auto selections = splitSelection(*m_reader, mixed);
    ASSERT_TRUE(selections.ok());
    ASSERT_EQ(selections->size(), 2U);
    EXPECT_EQ((*selections)[0].placements.size(), 3U);
    EXPECT_EQ((*selections)[1].account, m_accounts[1]);
    EXPECT_EQ((*selections)[0].messages.size(), 3U);
}

TEST_F(MailPlanTest, MakesAMissingArchiveOnce)
{
    MailboxId first;
    write([&](store::StoreWriter &writer) -> Result<void> {
        first = *mailboxOfRole(writer, m_accounts[0], MailboxRole::Archive);
        const MailboxId second = *mailboxOfRole(writer, m_accounts[0], MailboxRole::Archive);
        EXPECT_EQ(first, second);
        return {};
    });
    EXPECT_EQ(m_reader->mailbox(first)->path, QStringLiteral("Archive"));
    const auto operations = m_reader->operations();
    ASSERT_EQ(operations->size(), 1U);
    EXPECT_EQ(operations->front().kind, store::OperationKind::CreateMailbox);
    EXPECT_EQ(operations->front().mailboxName, "Archive");
}

/// An account whose mailboxes are labels: two messages in All Mail, one of them in the inbox, the other in Work.
class LabelPlanTest : public MailPlanTest {
protected:
    void SetUp() override
    {
        MailPlanTest::SetUp();
        write([this](store::StoreWriter &writer) -> Result<void> {
            std::vector<MailboxRecord> boxes{box("INBOX", u"INBOX", MailboxRole::Inbox), box("Work", u"Work"), box("All", u"All", MailboxRole::All),
                                             box("Trash", u"Trash", MailboxRole::Trash)};
            for (MailboxRecord &one : boxes)
                one.isLabel = true;
            if (auto listed = writer.replaceMailboxes(account(), boxes); !listed)
                return listed;
            for (const auto &[name, uids] : {std::pair{"Work", std::vector{2U, 3U}}, std::pair{"All", std::vector{1U, 2U, 3U, 4U}}}) {
                const MailboxId mailbox = (*writer.reader().mailboxByName(account(), name))->id;
                (void)writer.mailboxSelected(mailbox, UidValidity{1}, Uid{9}, 2);
                std::vector<store::ListedRow> rows;
                for (const std::uint32_t uid : uids) {
                    store::ListedRow row;
                    row.uid = Uid{uid};
                    row.head.messageIdHeader = "0-" + std::to_string(uid) + "@example.org";
                    row.head.date = row.internalDate = uid * 1000;
                    row.head.size = 100;
                    rows.push_back(row);
                }
                if (auto inserted = writer.insertListed(mailbox, rows, false); !inserted)
                    return inserted;
            }
            return {};
        });
    }
    [[nodiscard]] AccountId account() const { return m_accounts[0]; }
    [[nodiscard]] MailboxId named(const char *name) { return (*m_reader->mailboxByName(account(), name))->id; }
    [[nodiscard]] std::vector<PlacementId> in(const char *name)
    {
        store::ListQuery query;
        query.scope = store::InMailbox{named(name)};
        return *m_reader->placements(query);
    }
};

TEST_F(LabelPlanTest, ArchivedMailGoesToAllMail)
{
    write([&](store::StoreWriter &writer) -> Result<void> {
        EXPECT_EQ(*archiveOf(writer, account()), named("All"));
        store::AccountRecord chosen = *writer.reader().account(account());
        chosen.roles["archive"] = "Work";
        if (auto updated = writer.updateAccount(chosen); !updated)
            return updated;
        std::vector<MailboxRecord> boxes = *writer.reader().mailboxes(account());
        for (MailboxRecord &one : boxes) {
            if (one.wireName == "Work")
                one.role = MailboxRole::Archive;
        }
        if (auto listed = writer.replaceMailboxes(account(), boxes); !listed)
            return listed;
        EXPECT_EQ(*archiveOf(writer, account()), named("Work")) << "as the person chose";
        return {};
    });
    EXPECT_TRUE(m_reader->operations()->empty()) << "no label of the name Archive is made";
}

TEST_F(LabelPlanTest, ArchivingTakesWhatIsInTheInboxWhereverItWasPicked)
{
    const auto inbox = in("INBOX");
    ASSERT_EQ(inbox.size(), 3U);
    auto picked = in("All");
    ASSERT_EQ(picked.size(), 4U);
    picked.insert(picked.end(), inbox.begin(), inbox.end());
    auto taken = *toArchive(*m_reader, picked);
    std::ranges::sort(taken);
    auto wanted = inbox;
    std::ranges::sort(wanted);
    EXPECT_EQ(taken, wanted) << "each once, and not what is archived already";
    EXPECT_EQ(toArchive(*m_reader, in("Work"))->size(), 2U);
    EXPECT_EQ(*toArchive(*m_reader, all(m_accounts[1])), all(m_accounts[1])) << "folders are places there";
}

TEST_F(LabelPlanTest, AllMailKeepsWhatMovesOutOfIt)
{
    EXPECT_TRUE(*keepsWhatMoves(*m_reader, named("All"), named("INBOX")));
    EXPECT_TRUE(*keepsWhatMoves(*m_reader, named("All"), named("Work")));
    EXPECT_FALSE(*keepsWhatMoves(*m_reader, named("All"), named("Trash")));
    EXPECT_FALSE(*keepsWhatMoves(*m_reader, named("INBOX"), named("All")));
    EXPECT_FALSE(*keepsWhatMoves(*m_reader, named("All"), role(m_accounts[1], MailboxRole::Inbox))) << "to another account it goes for good";
}

TEST_F(LabelPlanTest, UndoOfAnArchivingAddsTheInboxAgain)
{
    const auto selections = splitSelection(*m_reader, in("INBOX"));
    UndoRecord record;
    record.kind = store::OperationKind::Move;
    record.source = named("INBOX");
    record.target = named("All");
    record.messages = (*selections)[0].messages;
    write([&](store::StoreWriter &writer) -> Result<void> {
        if (auto gone = writer.applyVanished(record.source, std::vector{Uid{1}, Uid{2}, Uid{3}}); !gone)
            return gone;
        return undoOperation(writer, OperationId{77}, record, 0);
    });
    EXPECT_EQ(in("INBOX").size(), 3U);
    EXPECT_EQ(in("All").size(), 4U) << "it stays there as well";
    ASSERT_EQ(m_reader->operations()->size(), 1U);
    EXPECT_EQ(m_reader->operations()->front().kind, store::OperationKind::Copy);
}

TEST_F(MailPlanTest, UndoCancelsWhatWasNotSent)
{
    store::NewOperation move;
    move.kind = store::OperationKind::Move;
    move.placements = all(m_accounts[0]);
    move.target = role(m_accounts[0], MailboxRole::Trash);
    OperationId id;
    write([&](store::StoreWriter &writer) -> Result<void> {
        id = *writer.addOperation(move);
        return {};
    });
    EXPECT_EQ(all(m_accounts[0], MailboxRole::Trash).size(), 3U);
    write([&](store::StoreWriter &writer) { return undoOperation(writer, id, {}, 0); });
    EXPECT_EQ(all(m_accounts[0]).size(), 3U);
    EXPECT_TRUE(m_reader->operations()->empty());
}

TEST_F(MailPlanTest, UndoOfAMoveThatIsDoneMovesBack)
{
    const auto selections = splitSelection(*m_reader, all(m_accounts[0]));
    store::NewOperation move;
    move.kind = store::OperationKind::Move;
    move.placements = (*selections)[0].placements;
    move.target = role(m_accounts[0], MailboxRole::Trash);
    UndoRecord record;
    record.kind = move.kind;
    record.source = (*selections)[0].mailbox;
    record.target = move.target;
    record.messages = (*selections)[0].messages;
    write([&](store::StoreWriter &writer) -> Result<void> {
        record.operation = *writer.addOperation(move);
        std::vector<store::StoreWriter::Done> done;
        for (std::int64_t ordinal = 1; ordinal <= 3; ++ordinal)
            done.push_back({ordinal, true, Uid{static_cast<std::uint32_t>(ordinal + 10)}, UidValidity{2}, {}, {}});
        return writer.operationDone(record.operation, done);
    });
    ASSERT_TRUE(m_reader->operations()->empty());
    ASSERT_EQ(all(m_accounts[0], MailboxRole::Trash).size(), 3U);
    write([&](store::StoreWriter &writer) { return undoOperation(writer, record.operation, record, 0); });
    EXPECT_EQ(all(m_accounts[0]).size(), 3U);
    ASSERT_EQ(m_reader->operations()->size(), 1U);
    EXPECT_EQ(m_reader->operations()->front().kind, store::OperationKind::Move);
}

TEST_F(MailPlanTest, UndoOfFlagsLeavesWhatWasSetBefore)
{
    const auto selections = splitSelection(*m_reader, all(m_accounts[0]));
    store::NewOperation seen;
    seen.kind = store::OperationKind::ChangeFlags;
    seen.placements = (*selections)[0].placements;
    seen.addFlags = store::FlagSeen;
    UndoRecord record{OperationId{}, seen.kind, (*selections)[0].mailbox, {}, seen.addFlags, 0, (*selections)[0].messages, (*selections)[0].flags};
    write([&](store::StoreWriter &writer) -> Result<void> {
        record.operation = *writer.addOperation(seen);
        std::vector<store::StoreWriter::Done> done;
        for (std::int64_t ordinal = 1; ordinal <= 3; ++ordinal)
            done.push_back({ordinal, false, {}, {}, store::FlagSeen, {}});
        return writer.operationDone(record.operation, done);
    });
    write([&](store::StoreWriter &writer) { return undoOperation(writer, record.operation, record, 0); });
    int seenNow = 0;
    const auto rows = m_reader->rows(all(m_accounts[0]));
    for (const store::MessageRow &row : *rows)
        seenNow += (row.flags & store::FlagSeen) != 0 ? 1 : 0;
    EXPECT_EQ(seenNow, 1) << "the one that was read before stays read";
}

} // namespace
} // namespace tern::engine
