// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/Zygote.h"
#include "tests/unit/store/StoreFixture.h"

#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

namespace tern::store {

namespace {

/// A day with the store, each step written so that it can be begun again: a step that finds its work done does nothing.
class Scenario final {
public:
    Scenario(Store &store, std::filesystem::path folder) : m_store(store), m_folder(std::move(folder)) {}

    bool run()
    {
        for (const auto &step : {&Scenario::account, &Scenario::listing, &Scenario::content, &Scenario::bodies, &Scenario::bodiesRead, &Scenario::move, &Scenario::flag, &Scenario::second,
                                 &Scenario::doneFirst, &Scenario::outbox, &Scenario::draft, &Scenario::vanished}) {
            if (!m_store.writeAndWait([&](StoreWriter &writer) { return (this->*step)(writer); }))
                return false;
        }
        return true;
    }

private:
    /// Each step leaves a mark in the same transaction.
    static bool once(StoreWriter &writer, const char *mark)
    {
        const QString key = QLatin1String(mark);
        if (writer.reader().setting(key).value())
            return false;
        (void)writer.setSetting(key, QStringLiteral("done"));
        return true;
    }
    static MailboxId named(StoreWriter &writer, const char *name)
    {
        const auto account = writer.reader().accounts().value().at(0).id;
        return writer.reader().mailboxByName(account, name).value()->id;
    }
    Result<void> account(StoreWriter &writer)
    {
        if (!once(writer, "account"))
            return {};
        AccountRecord record;
        record.email = QStringLiteral("receiver@qq.test");
        const AccountId id = writer.addAccount(record).value();
        auto replaced = writer.replaceMailboxes(id, {mailboxNamed("INBOX", MailboxRole::Inbox), mailboxNamed("Archive"), mailboxNamed("Work")});
        for (const char *name : {"INBOX", "Archive", "Work"})
            (void)writer.mailboxSelected(named(writer, name), UidValidity{7}, Uid{1}, 0);
        return replaced;
    }
    Result<void> listing(StoreWriter &writer)
    {
        // A server would not list again what was moved away.
        return once(writer, "listing") ? writer.insertListed(named(writer, "INBOX"), listedRange(1, 12), false) : Result<void>();
    }
    using ReadBody = StoreWriter::ReadBody;
    Result<void> content(StoreWriter &writer)
    {
        const auto placement = writer.reader().serverPlacement(named(writer, "INBOX"), Uid{9}).value();
        return placement ? writer.storeContent("raw bytes", {placement->message, QStringLiteral("findme")}) : Result<void>();
    }
    /// As a lane does: those that are missing, many together.
    Result<void> bodies(StoreWriter &writer)
    {
        BodyPacker packer;
        for (const MissingBody &missing : writer.reader().withoutBody(named(writer, "INBOX"), 100, 0).value())
            packer.add(missing.message, QByteArray("raw bytes of " + QByteArray::number(missing.uid.value)));
        packer.flush();
        return writer.storeBodies(packer.take());
    }
    /// As the engine does behind it.
    Result<void> bodiesRead(StoreWriter &writer)
    {
        std::vector<ReadBody> read;
        for (const UnreadBody &body : writer.reader().unreadBodies({}, 100, 1'000'000).value())
            read.push_back({body.message, QString::fromUtf8(*body.raw), QStringLiteral("snippet"), {}});
        return writer.bodiesRead(read);
    }
    Result<void> move(StoreWriter &writer)
    {
        if (!once(writer, "move"))
            return {};
        NewOperation operation;
        operation.kind = OperationKind::Move;
        operation.target = named(writer, "Archive");
        for (const std::uint32_t uid : {1u, 2u, 3u})
            operation.placements.push_back(writer.reader().serverPlacement(named(writer, "INBOX"), Uid{uid}).value()->placement);
        auto added = writer.addOperation(operation);
        return added ? Result<void>() : added.error();
    }
    Result<void> flag(StoreWriter &writer)
    {
        if (!once(writer, "flag"))
            return {};
        NewOperation operation;
        operation.addFlags = FlagFlagged;
        const auto rows = writer.reader().page({InMailbox{named(writer, "Archive")}}, std::nullopt, 1).value().rows;
        operation.placements = {rows.at(0).placement};
        auto added = writer.addOperation(operation);
        return added ? Result<void>() : added.error();
    }
    Result<void> second(StoreWriter &writer)
    {
        if (!once(writer, "second"))
            return {};
        NewOperation operation;
        operation.kind = OperationKind::Move;
        operation.target = named(writer, "Work");
        const auto rows = writer.reader().page({InMailbox{named(writer, "Archive")}}, std::nullopt, 1).value().rows;
        operation.placements = {rows.at(0).placement};
        auto added = writer.addOperation(operation);
        return added ? Result<void>() : added.error();
    }
    Result<void> doneFirst(StoreWriter &writer)
    {
        if (!once(writer, "done"))
            return {};
        const OperationRecord operation = writer.reader().operations().value().at(0);
        std::vector<StoreWriter::Done> done(3);
        for (std::size_t place = 0; place < done.size(); ++place) {
            done[place].ordinal = static_cast<std::int64_t>(place) + 1;
            done[place].sourceGone = true;
            done[place].targetUid = Uid{static_cast<std::uint32_t>(100 + place)};
            done[place].targetUidValidity = UidValidity{7};
        }
        return writer.operationDone(operation.id, done);
    }
    Result<void> outbox(StoreWriter &writer)
    {
        if (!once(writer, "outbox"))
            return {};
        const auto file = m_folder / "message.eml";
        std::ofstream(file) << "Subject: x\r\n\r\nbody";
        OutboxRecord item;
        item.messageIdHeader = "sent@test";
        auto queued = writer.enqueueOutbox(item, QString::fromStdString(file.string()));
        return queued ? Result<void>() : queued.error();
    }
    Result<void> draft(StoreWriter &writer)
    {
        if (!once(writer, "draft"))
            return {};
        DraftRecord draft;
        draft.text = QStringLiteral("draft text");
        auto saved = writer.saveDraft(draft);
        return saved ? Result<void>() : saved.error();
    }
    Result<void> vanished(StoreWriter &writer)
    {
        const std::array gone{Uid{10}, Uid{11}};
        return writer.applyVanished(named(writer, "INBOX"), gone);
    }

    Store &m_store;
    std::filesystem::path m_folder;
};

/// What a child does. \param words  the folder, and the number of the commit to stop at
int childMain(const test::Zygote::Words &words)
{
    const std::filesystem::path folder = words.at(0);
    const std::uint64_t stopAt = std::stoull(words.at(1));
    StoreOptions options;
    options.profile = folder / "profile";
    search::addSearch(options);
    options.commitHook = [stopAt](std::uint64_t number) {
        if (number == stopAt)
            ::_exit(9);
    };
    auto opened = Store::open(options);
    if (!opened)
        return 3;
    const bool ran = Scenario(**opened, folder).run();
    (*opened)->close();
    return ran ? 0 : 4;
}

test::Zygote &zygote()
{
    static auto *const made = static_cast<test::Zygote *>(::testing::AddGlobalTestEnvironment(new test::Zygote(&childMain)));
    return *made;
}

// Before main(), so that it is there when the tests begin.
[[maybe_unused]] const test::Zygote &kZygote = zygote();

class CrashTest : public StoreTest {
protected:
    void SetUp() override {}

    /// Everything a person can see, and what waits, as text without local ids.
    std::string describe()
    {
        std::string text;
        const auto operations = reader->operations().value();
        const auto items = reader->outbox(true).value();
        const auto drafts = reader->drafts().value();
        const auto mailboxes = reader->allMailboxes().value();
        for (const MailboxRecord &mailbox : mailboxes) {
            text += mailbox.wireName + ' ' + std::to_string(mailbox.total) + '/' + std::to_string(mailbox.unread) + '/' + std::to_string(mailbox.pending) + '\n';
            for (const MessageRow &row : rowsOf(mailbox.id)) {
                text += "  " + row.subject.toStdString() + " uid " + std::to_string(row.uid.value_or(Uid{}).value) + " flags " + std::to_string(row.flags)
                    + (row.pending ? " pending" : "") + (row.bodyStored ? " body" : "") + ' ' + row.snippet.toStdString() + '\n';
            }
        }
        for (const OperationRecord &operation : operations) {
            text += "operation " + std::to_string(static_cast<int>(operation.kind)) + ' ' + operation.mailboxName + " > " + operation.targetMailbox + '\n';
            for (const OperationMessage &message : messages(operation.id))
                text += "  " + message.mailbox + ' ' + std::to_string(message.uid.value) + ' ' + message.messageIdHeader + '\n';
        }
        for (const OutboxRecord &item : items)
            text += "outbox " + item.messageIdHeader + ' ' + std::to_string(std::filesystem::exists(reader->outboxFile(item.id).value().toStdString())) + '\n';
        for (const DraftRecord &draft : drafts)
            text += "draft " + draft.text.toStdString() + '\n';
        text += "not indexed " + std::to_string(reader->totals()->bodies - reader->totals()->indexed) + '\n';
        text += "with bytes " + std::to_string(reader->count({SearchResults{QStringLiteral("bytes"), {}, {}}}).value()) + '\n';
        text += "found " + std::to_string(reader->count({SearchResults{QStringLiteral("findme"), {}, {}}}).value()) + '\n';
        expectCountersMatch();
        return text;
    }

    /// Runs the scenario in a child that ends without a word at its `stopAt`-th commit; 0 lets it run to the end.
    /// \return whether it was stopped.
    bool runChild(std::uint64_t stopAt)
    {
        zygote().start({folder.path().string(), std::to_string(stopAt)});
        const int status = zygote().wait();
        EXPECT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 9)) << status;
        return WEXITSTATUS(status) == 9;
    }
    void removeProfile()
    {
        reader.reset();
        store.reset();
        std::filesystem::remove_all(folder.path() / "profile");
    }
};

TEST_F(CrashTest, StoppedAtEveryCommitItEndsTheSame)
{
    runChild(0);
    openStore();
    const std::string wanted = describe();
    EXPECT_NE(wanted.find("Work 1/1/1"), std::string::npos) << wanted;
    std::uint64_t stops = 0;
    for (std::uint64_t stopAt = 1;; ++stopAt) {
        removeProfile();
        if (!runChild(stopAt))
            break;
        ++stops;
        runChild(0);
        openStore();
        EXPECT_EQ(describe(), wanted) << "stopped at commit " << stopAt;
        // One more run changes nothing.
        reader.reset();
        store.reset();
        runChild(0);
        openStore();
        EXPECT_EQ(describe(), wanted) << "stopped at commit " << stopAt << ", run again";
    }
    EXPECT_GE(stops, 13u);
}

TEST_F(CrashTest, ACacheOneCommitBehindIsFoldedAgain)
{
    // durable.db is committed before cache.db: put back the cache of before the operations.
    openStore();
    const AccountId account = addAccount();
    const MailboxId inbox = mailbox(account, "INBOX"), archive = mailbox(account, "Archive"), work = mailbox(account, "Work");
    list(inbox, listedRange(1, 3));
    reader.reset();
    store.reset();
    const auto cache = folder.path() / "profile" / "cache.db";
    std::filesystem::copy_file(cache, folder.path() / "before.db");
    openStore();
    const OperationId moved = move({at(inbox, 1)}, archive);
    const OperationId again = move({at(inbox, 1)}, work);
    copy({at(inbox, 2)}, work);
    const std::string wanted = describe();
    reader.reset();
    store.reset();
    std::filesystem::copy_file(folder.path() / "before.db", cache, std::filesystem::copy_options::overwrite_existing);
    openStore();
    EXPECT_EQ(describe(), wanted);
    // And the other way: the operation was finished, the cache had not heard of it.
    done(moved, 1, true, 40);
    EXPECT_EQ(messages(again).at(0).uid, Uid{40});
    reader.reset();
    store.reset();
    std::filesystem::copy_file(folder.path() / "before.db", cache, std::filesystem::copy_options::overwrite_existing);
    openStore();
    EXPECT_EQ(shown(inbox), (Texts{"Subject m3", "Subject m2", "Subject m1"})) << "until the next listing tells";
    ListedRow there = listed(1);
    there.uid = Uid{40};
    list(archive, {there});
    EXPECT_EQ(shown(work), (Texts{"Subject m2", "Subject m1"}));
    write([&](StoreWriter &writer) {
        const Uid gone{1};
        return writer.applyVanished(inbox, std::span(&gone, 1));
    });
    EXPECT_EQ(shown(inbox), (Texts{"Subject m3", "Subject m2"}));
    EXPECT_TRUE(shown(archive).empty());
    expectCountersMatch();
}

} // namespace

} // namespace tern::store
