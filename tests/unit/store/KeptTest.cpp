// SPDX-License-Identifier: GPL-3.0-or-later
// Mail that is kept here alone: it outlives the cache, and operations on it happen in the transaction that asks for them.
#include "tests/unit/store/StoreFixture.h"

#include "core/store/KeptBodies.h"

namespace tern::store {

namespace {

class KeptTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        write([&](StoreWriter &writer) -> Result<void> {
            AccountRecord record;
            record.email = QStringLiteral("me@pop.test");
            record.kind = AccountKind::Pop3;
            record.maildrop = {true, 14, false};
            auto added = writer.addAccount(record);
            if (!added)
                return added.error();
            account = *added;
            return writer.keepMailboxes(account, folders());
        });
    }
    static std::vector<MailboxRecord> folders()
    {
        return {mailboxNamed("INBOX", MailboxRole::Inbox), mailboxNamed("Trash", MailboxRole::Trash), mailboxNamed("Work")};
    }
    static QByteArray raw(std::uint32_t number) { return "Message-ID: <m" + QByteArray::number(number) + "@test>\r\n\r\nbody " + QByteArray::number(number) + "\r\n"; }
    void keep(const std::string &name, std::uint32_t first, std::uint32_t last, bool fromMaildrop = true)
    {
        std::vector<PreparedRow> rows;
        std::vector<KeptBody> bodies;
        std::vector<UnixMillis> received;
        std::vector<MaildropItem> items;
        for (std::uint32_t number = first; number <= last; ++number) {
            rows.push_back(prepareRow(listed(number), kBaseDate * 2));
            bodies.push_back(packKeptBody(raw(number)));
            received.push_back(kBaseDate);
            if (fromMaildrop)
                items.push_back({"uidl" + std::to_string(number), number, 1000 + number, kBaseDate, 0, {}});
        }
        write([&](StoreWriter &writer) -> Result<void> {
            auto kept = writer.keepMessages(account, name, rows, bodies, received, items, false);
            return kept ? Result<void>() : kept.error();
        });
    }
    MailboxId box(const std::string &name) { return mailbox(account, name); }
    std::size_t keptIn(const std::string &name) { return reader->keptEntries(account, name).value().size(); }
    bool inStep(const std::string &name)
    {
        for (const KeptMailbox &one : reader->keptMailboxes(account).value()) {
            if (one.wireName == name)
                return one.inStep;
        }
        return false;
    }
    MaildropItem::Here here(const std::string &key)
    {
        for (const MaildropItem &item : reader->maildrop(account).value()) {
            if (item.key == key)
                return item.here;
        }
        ADD_FAILURE() << key;
        return {};
    }
    AccountId account;
};

TEST_F(KeptTest, RemembersWhatKindOfAccountItIs)
{
    AccountRecord record = reader->account(account).value();
    EXPECT_EQ(record.kind, AccountKind::Pop3);
    EXPECT_EQ(record.maildrop, (MaildropPolicy{true, 14, false, 5}));
    record.maildrop = {false, 0, true, 45};
    write([&](StoreWriter &writer) { return writer.updateAccount(record); });
    EXPECT_EQ(reader->account(account)->maildrop, record.maildrop);
}

TEST_F(KeptTest, KeepsMessagesByteForByteAndListsThem)
{
    keep("INBOX", 1, 5);
    EXPECT_EQ(rowsOf(box("INBOX")).size(), 5U);
    EXPECT_EQ(record(box("INBOX")).unread, 5);
    EXPECT_EQ(reader->keptContent(account, "INBOX", Uid{3}).value(), raw(3));
    const MessageId message = reader->serverPlacement(box("INBOX"), Uid{3}).value()->message;
    EXPECT_EQ(reader->content(message).value(), raw(3));
    EXPECT_TRUE(inStep("INBOX"));
    EXPECT_EQ(reader->maildrop(account)->size(), 5U);
    EXPECT_EQ(here("uidl3"), MaildropItem::Here::Kept);
    expectCountersMatch();
}

TEST_F(KeptTest, KeepsALargeMessageInPieces)
{
    QByteArray large(20'000'000, 'x');
    for (qsizetype at = 0; at < large.size(); at += 77)
        large[at] = static_cast<char>('a' + at % 26);
    std::vector<PreparedRow> rows{prepareRow(listed(1), kBaseDate * 2)};
    const std::vector<KeptBody> bodies{packKeptBody(large)};
    const std::vector<UnixMillis> received{kBaseDate};
    write([&](StoreWriter &writer) -> Result<void> {
        auto kept = writer.keepMessages(account, "INBOX", rows, bodies, received, {}, false);
        return kept ? Result<void>() : kept.error();
    });
    EXPECT_EQ(reader->keptContent(account, "INBOX", Uid{1}).value(), large);
    EXPECT_EQ(reader->keptContent(account, "INBOX", Uid{2}).value(), std::nullopt);
}

TEST_F(KeptTest, CarriesOutOperationsInTheSameTransaction)
{
    keep("INBOX", 1, 4);
    flag({at(box("INBOX"), 1)}, FlagSeen);
    EXPECT_TRUE(reader->operations()->empty());
    EXPECT_EQ(reader->keptEntries(account, "INBOX")->front().flags, FlagSeen);
    EXPECT_FALSE(row(at(box("INBOX"), 1)).pending);

    move({at(box("INBOX"), 2)}, box("Trash"));
    copy({at(box("INBOX"), 3)}, box("Work"));
    EXPECT_TRUE(reader->operations()->empty());
    EXPECT_EQ(shown(box("Trash")), Texts{"Subject m2"});
    EXPECT_EQ(shown(box("Work")), Texts{"Subject m3"});
    EXPECT_EQ(shown(box("INBOX")).size(), 3U);
    EXPECT_EQ(reader->keptContent(account, "Work", Uid{1}).value(), raw(3));
    EXPECT_EQ(here("uidl2"), MaildropItem::Here::InTrash);

    // The copy keeps its bytes when the original goes.
    expunge({at(box("INBOX"), 3)});
    EXPECT_EQ(here("uidl3"), MaildropItem::Here::Gone);
    EXPECT_EQ(reader->keptContent(account, "Work", Uid{1}).value(), raw(3));
    expunge({at(box("Work"), 1)});
    EXPECT_EQ(keptIn("Work"), 0U);
    for (const char *name : {"INBOX", "Trash", "Work"})
        EXPECT_TRUE(inStep(name)) << name;
    expectCountersMatch();
}

TEST_F(KeptTest, HoldsAMoveForUndoAndCarriesItOutWhenAsked)
{
    keep("INBOX", 1, 2);
    NewOperation held;
    held.kind = OperationKind::Move;
    held.placements = {at(box("INBOX"), 1)};
    held.target = box("Work");
    held.notBefore = std::numeric_limits<UnixMillis>::max() / 2;
    const OperationId first = add(held);
    EXPECT_EQ(shown(box("Work")), Texts{"Subject m1"});
    EXPECT_EQ(keptIn("INBOX"), 2U);
    // On top of it: one more move, which waits for the first.
    held.target = box("Trash");
    held.placements = {rowsOf(box("Work")).front().placement};
    held.notBefore = 0;
    const OperationId second = add(held);
    EXPECT_EQ(shown(box("Trash")), Texts{"Subject m1"});
    EXPECT_EQ(reader->operations()->size(), 2U);
    write([&](StoreWriter &writer) { return writer.applyKeptOperation(first); });
    EXPECT_EQ(keptIn("Work"), 1U);
    write([&](StoreWriter &writer) { return writer.applyKeptOperation(second); });
    EXPECT_EQ(keptIn("Trash"), 1U);
    EXPECT_TRUE(reader->operations()->empty());
    EXPECT_EQ(shown(box("Trash")), Texts{"Subject m1"});

    held.placements = {at(box("INBOX"), 2)};
    held.notBefore = std::numeric_limits<UnixMillis>::max() / 2;
    const OperationId undone = add(held);
    write([&](StoreWriter &writer) -> Result<void> {
        auto cancelled = writer.cancelOperation(undone);
        return cancelled ? Result<void>() : cancelled.error();
    });
    EXPECT_EQ(shown(box("INBOX")), Texts{"Subject m2"});
    EXPECT_TRUE(inStep("INBOX"));
    expectCountersMatch();
}

TEST_F(KeptTest, RenamesNestsAndRemovesFolders)
{
    auto all = folders();
    all.push_back(mailboxNamed("Work/Old"));
    write([&](StoreWriter &writer) { return writer.keepMailboxes(account, all); });
    keep("Work", 1, 2, false);
    keep("Work/Old", 3, 3, false);
    write([&](StoreWriter &writer) { return writer.renameKeptMailbox(account, "Work", mailboxNamed("Projects")); });
    EXPECT_EQ(keptIn("Projects"), 2U);
    EXPECT_EQ(keptIn("Projects/Old"), 1U);
    EXPECT_EQ(rowsOf(box("Projects/Old")).size(), 1U);
    EXPECT_EQ(reader->keptContent(account, "Projects/Old", Uid{1}).value(), raw(3));
    EXPECT_TRUE(inStep("Projects"));
    const auto fails = [&](const char *name) {
        return !store->writeAndWait([&](StoreWriter &writer) { return writer.removeKeptMailbox(account, name); });
    };
    EXPECT_TRUE(fails("Projects"));             // something is below it
    EXPECT_TRUE(fails("Projects/Old"));         // it is not empty
    EXPECT_TRUE(fails("Nowhere"));
    const auto renamed = store->writeAndWait([&](StoreWriter &writer) { return writer.renameKeptMailbox(account, "Projects", mailboxNamed("Projects/Old/Below")); });
    EXPECT_FALSE(renamed);
    EXPECT_FALSE(store->writeAndWait([&](StoreWriter &writer) { return writer.renameKeptMailbox(account, "Projects", mailboxNamed("Trash")); }));
    move({at(box("Projects/Old"), 1)}, box("Projects"));
    EXPECT_FALSE(fails("Projects/Old"));
    EXPECT_EQ(reader->mailboxByName(account, "Projects/Old").value(), std::nullopt);
    // The same name again is another mailbox.
    all = folders();
    all[2] = mailboxNamed("Projects");
    all.push_back(mailboxNamed("Projects/Old"));
    write([&](StoreWriter &writer) { return writer.keepMailboxes(account, all); });
    EXPECT_EQ(keptIn("Projects/Old"), 0U);
}

TEST_F(KeptTest, OutlivesTheCacheAndTheContents)
{
    keep("INBOX", 1, 3);
    flag({at(box("INBOX"), 2)}, FlagFlagged);
    reader.reset();
    store.reset();
    for (const char *name : {"cache.db", "content.db"})
        std::filesystem::remove(folder.path() / "profile" / name);
    openStore();
    EXPECT_FALSE(inStep("INBOX"));
    EXPECT_EQ(reader->keptContent(account, "INBOX", Uid{2}).value(), raw(2));
    // As the lane does: the folders, then what is missing in each.
    write([&](StoreWriter &writer) { return writer.keepMailboxes(account, folders()); });
    EXPECT_FALSE(inStep("INBOX"));
    std::vector<PreparedRow> rows;
    for (const KeptEntry &entry : reader->keptEntries(account, "INBOX").value()) {
        PreparedRow prepared = prepareRow(listed(entry.uid.value), kBaseDate * 2);
        prepared.flags = entry.flags;
        rows.push_back(prepared);
    }
    write([&](StoreWriter &writer) -> Result<void> {
        if (auto early = writer.keptInStep(account, "INBOX"); !early || *early)
            return makeError(ErrorKind::Internal, "test", "in step too early");
        if (auto inserted = writer.insertPrepared(box("INBOX"), rows, false); !inserted)
            return inserted;
        auto now = writer.keptInStep(account, "INBOX");
        return now && *now ? Result<void>() : makeError(ErrorKind::Internal, "test", "not in step");
    });
    EXPECT_TRUE(inStep("INBOX"));
    EXPECT_EQ(row(at(box("INBOX"), 2)).flags, FlagFlagged);
}

TEST_F(KeptTest, KnowsThatTheCacheMissedATransaction)
{
    keep("INBOX", 1, 3);
    reader.reset();
    store.reset();
    // As after a crash that kept the durable file's commit alone.
    const auto profile = folder.path() / "profile";
    std::filesystem::copy(profile / "cache.db", folder.path() / "cache.db");
    openStore();
    expunge({at(box("INBOX"), 1)});
    reader.reset();
    store.reset();
    for (const char *name : {"cache.db", "cache.db-wal", "cache.db-shm"})
        std::filesystem::remove(profile / name);
    std::filesystem::copy(folder.path() / "cache.db", profile / "cache.db");
    openStore();
    EXPECT_FALSE(inStep("INBOX"));
    flag({at(box("INBOX"), 2)}, FlagSeen);
    EXPECT_FALSE(inStep("INBOX"));      // still: what was missed stays missed
    write([&](StoreWriter &writer) -> Result<void> {
        const std::vector<Uid> gone{Uid{1}};
        if (auto vanished = writer.applyVanished(box("INBOX"), gone); !vanished)
            return vanished;
        auto now = writer.keptInStep(account, "INBOX");
        return now && *now ? Result<void>() : makeError(ErrorKind::Internal, "test", "not in step");
    });
    EXPECT_TRUE(inStep("INBOX"));
}

TEST_F(KeptTest, MovesBetweenAServerAndHere)
{
    const AccountId server = addAccount();
    list(mailbox(server, "INBOX"), listedRange(10, 11));
    keep("INBOX", 1, 2);
    // Away: the kept message goes in the transaction that says the other server has it.
    const OperationId away = move({at(box("INBOX"), 1)}, mailbox(server, "Work"));
    EXPECT_EQ(reader->operations()->size(), 1U);
    EXPECT_EQ(keptIn("INBOX"), 2U);
    EXPECT_FALSE(store->writeAndWait([&](StoreWriter &writer) { return writer.applyKeptOperation(away); }));
    done(away, 1, true, 77);
    EXPECT_EQ(keptIn("INBOX"), 1U);
    EXPECT_EQ(shown(mailbox(server, "Work")), Texts{"Subject m1"});
    EXPECT_TRUE(inStep("INBOX"));
    // Here: kept and noted as copied in one transaction, then out of the source.
    const OperationId to = move({at(mailbox(server, "INBOX"), 10)}, box("Work"));
    write([&](StoreWriter &writer) -> Result<void> {
        if (auto flying = writer.operationInFlight(to); !flying)
            return flying;
        std::vector<PreparedRow> rows{prepareRow(listed(10), kBaseDate * 2)};
        const std::vector<KeptBody> bodies{packKeptBody(raw(10))};
        const std::vector<UnixMillis> received{kBaseDate};
        auto kept = writer.keepMessages(account, "Work", rows, bodies, received, {}, false);
        if (!kept)
            return kept.error();
        auto message = writer.reader().operationMessages(to)->front();
        message.step = OperationStep::Copied;
        message.targetUid = kept->front();
        return writer.operationStep(to, std::span(&message, 1));
    });
    EXPECT_EQ(shown(box("Work")), Texts{"Subject m10"});
    write([&](StoreWriter &writer) { return writer.operationFinished(to); });
    EXPECT_EQ(shown(box("Work")), Texts{"Subject m10"});
    EXPECT_EQ(shown(mailbox(server, "INBOX")), Texts{"Subject m11"});
    EXPECT_EQ(keptIn("Work"), 1U);
    EXPECT_TRUE(inStep("Work"));
    expectCountersMatch();
}

TEST_F(KeptTest, FindsWordsOfKeptMailAndForgetsItWithItsAccount)
{
    keep("INBOX", 1, 2);
    const MessageId message = reader->serverPlacement(box("INBOX"), Uid{1}).value()->message;
    write([&](StoreWriter &writer) { return writer.storeKeptText(message, QStringLiteral("quartz"), QStringLiteral("first line"), {}); });
    EXPECT_EQ(row(at(box("INBOX"), 1)).snippet, QStringLiteral("first line"));
    EXPECT_TRUE(row(at(box("INBOX"), 1)).bodyStored);
    EXPECT_EQ(reader->content(message).value(), raw(1));
    EXPECT_EQ(reader->withoutBody(box("INBOX"), 10, 0)->size(), 1U);
    write([&](StoreWriter &writer) { return writer.removeAccount(account); });
    EXPECT_TRUE(reader->keptMailboxes(account)->empty());
    EXPECT_TRUE(reader->maildrop(account)->empty());
}

TEST_F(KeptTest, RemembersAndForgetsWhatTheMaildropHad)
{
    keep("INBOX", 1, 3);
    write([&](StoreWriter &writer) {
        return writer.changeMaildrop(account, std::vector<StoreWriter::MaildropChange>{{"uidl1", 5, {}}, {"uidl2", {}, "other"}, {"uidl3", {}, ""}});
    });
    const auto items = reader->maildrop(account).value();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].key, "other");
    EXPECT_EQ(items[1].gone, 5);
    EXPECT_EQ(here("other"), MaildropItem::Here::Kept);
}

} // namespace

} // namespace tern::store
