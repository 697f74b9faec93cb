// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Log.h"
#include "core/search/Search.h"
#include "core/store/Store.h"
#include "tests/support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>


namespace tern::store {

using test::TemporaryFolder;

inline constexpr UnixMillis kBaseDate = 1'700'000'000'000;

/// Waits for what the store does in the background.
inline bool eventually(const std::function<bool()> &condition)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

/// A listed message: its Message-ID, subject and date follow from `uid` and `name`.
inline ListedRow listed(std::uint32_t uid, const std::string &name = "m", Flags flags = 0)
{
    ListedRow row;
    row.uid = Uid{uid};
    row.flags = flags;
    row.internalDate = kBaseDate + 60'000LL * uid;
    row.head.messageIdHeader = name + std::to_string(uid) + "@test";
    row.head.subject = QString::fromStdString("Subject " + name + std::to_string(uid));
    row.head.fromName = QStringLiteral("Sender %1").arg(uid % 7);
    row.head.fromAddress = QStringLiteral("sender%1@example.test").arg(uid % 7);
    row.head.to = QStringLiteral("receiver@qq.test");
    row.head.date = row.internalDate;
    row.head.size = 1000 + uid;
    row.head.headerBlock = "Message-ID: <" + QByteArray::fromStdString(row.head.messageIdHeader) + ">\r\n";
    return row;
}

inline std::vector<ListedRow> listedRange(std::uint32_t first, std::uint32_t last, const std::string &name = "m", Flags flags = 0)
{
    std::vector<ListedRow> rows;
    for (std::uint32_t uid = last; uid >= first; --uid)
        rows.push_back(listed(uid, name, flags));
    return rows;
}

inline MailboxRecord mailboxNamed(const std::string &name, MailboxRole role = MailboxRole::None)
{
    MailboxRecord mailbox;
    mailbox.wireName = name;
    mailbox.path = mailbox.name = QString::fromStdString(name);
    mailbox.delimiter = '/';
    mailbox.role = role;
    return mailbox;
}

/// A store in a folder of its own with one account (INBOX, Archive, Trash, Work) or two.
class StoreTest : public ::testing::Test {
protected:
    void SetUp() override { openStore(); }
    void TearDown() override
    {
        reader.reset();
        store.reset();
    }

    StoreOptions options()
    {
        StoreOptions made;
        made.profile = folder.path() / "profile";
        search::addSearch(made);
        return made;
    }

    void openStore()
    {
        reader.reset();
        store.reset();
        auto opened = Store::open(options());
        ASSERT_TRUE(opened) << opened.error().toString();
        store = *std::move(opened);
        store->setChangeListener([this](const ChangeSet &changes) {
            const std::scoped_lock guard(mutex);
            lastChanges = changes;
        });
        auto read = store->openReader();
        ASSERT_TRUE(read) << read.error().toString();
        reader = *std::move(read);
    }

    void closeStore()
    {
        reader.reset();
        store.reset();
    }

    void write(const std::function<Result<void>(StoreWriter &)> &work)
    {
        const auto result = store->writeAndWait(work);
        ASSERT_TRUE(result) << result.error().toString();
    }

    /// Reads stored bodies for the index, as the engine does behind the store: what stands behind the empty line is the text.
    void readWaiting()
    {
        std::vector<StoreWriter::ReadBody> read;
        for (const UnreadBody &body : reader->unreadBodies({}, 100'000, 1'000'000'000).value()) {
            const qsizetype header = body.raw->indexOf("\r\n\r\n");
            read.push_back({body.message, QString::fromUtf8(header < 0 ? *body.raw : body.raw->mid(header + 4)), {}, {}});
        }
        write([&](StoreWriter &writer) { return writer.bodiesRead(read); });
    }

    AccountId addAccount(const QString &email = QStringLiteral("receiver@qq.test"))
    {
        AccountId id;
        write([&](StoreWriter &writer) -> Result<void> {
            AccountRecord account;
            account.email = email;
            auto added = writer.addAccount(account);
            if (!added)
                return added.error();
            id = *added;
            auto done = writer.replaceMailboxes(id, {mailboxNamed("INBOX", MailboxRole::Inbox), mailboxNamed("Archive", MailboxRole::Archive),
                                                     mailboxNamed("Trash", MailboxRole::Trash), mailboxNamed("Work")});
            if (!done)
                return done;
            for (const char *name : {"INBOX", "Archive", "Trash", "Work"}) {
                auto mailbox = writer.reader().mailboxByName(id, name);
                if (auto selected = writer.mailboxSelected((*mailbox)->id, UidValidity{7}, Uid{1}, 0); !selected)
                    return selected.error();
            }
            return {};
        });
        return id;
    }

    MailboxId mailbox(AccountId account, const std::string &name) { return reader->mailboxByName(account, name).value()->id; }
    MailboxRecord record(MailboxId id) { return reader->mailbox(id).value(); }

    void list(MailboxId mailbox, const std::vector<ListedRow> &rows, bool arrival = false)
    {
        write([&](StoreWriter &writer) { return writer.insertListed(mailbox, rows, arrival); });
    }

    /// The subjects shown in a mailbox, newest first.
    std::vector<std::string> shown(MailboxId mailbox)
    {
        std::vector<std::string> subjects;
        for (const MessageRow &row : rowsOf(mailbox))
            subjects.push_back(row.subject.toStdString());
        return subjects;
    }
    std::vector<MessageRow> rowsOf(MailboxId mailbox) { return reader->page({InMailbox{mailbox}}, std::nullopt, 100'000).value().rows; }
    PlacementId at(MailboxId mailbox, std::uint32_t uid) { return reader->serverPlacement(mailbox, Uid{uid}).value()->placement; }
    MessageRow row(PlacementId placement)
    {
        auto found = reader->row(placement).value();
        EXPECT_TRUE(found);
        return found.value_or(MessageRow{});
    }

    OperationId add(const NewOperation &operation)
    {
        OperationId id;
        write([&](StoreWriter &writer) -> Result<void> {
            auto added = writer.addOperation(operation);
            if (!added)
                return added.error();
            id = *added;
            return {};
        });
        return id;
    }
    OperationId move(std::vector<PlacementId> placements, MailboxId target)
    {
        NewOperation operation;
        operation.kind = OperationKind::Move;
        operation.placements = std::move(placements);
        operation.target = target;
        return add(operation);
    }
    OperationId copy(std::vector<PlacementId> placements, MailboxId target)
    {
        NewOperation operation;
        operation.kind = OperationKind::Copy;
        operation.placements = std::move(placements);
        operation.target = target;
        return add(operation);
    }
    OperationId flag(std::vector<PlacementId> placements, Flags addFlags, Flags removeFlags = 0)
    {
        NewOperation operation;
        operation.placements = std::move(placements);
        operation.addFlags = addFlags;
        operation.removeFlags = removeFlags;
        return add(operation);
    }
    OperationId expunge(std::vector<PlacementId> placements)
    {
        NewOperation operation;
        operation.kind = OperationKind::Expunge;
        operation.placements = std::move(placements);
        return add(operation);
    }
    void done(OperationId id, std::int64_t ordinal, bool sourceGone, std::optional<std::uint32_t> targetUid = {}, std::optional<Flags> flags = {})
    {
        write([&](StoreWriter &writer) {
            StoreWriter::Done one;
            one.ordinal = ordinal;
            one.sourceGone = sourceGone;
            one.flags = flags;
            if (targetUid) {
                one.targetUid = Uid{*targetUid};
                one.targetUidValidity = UidValidity{7};
            }
            return writer.operationDone(id, std::span(&one, 1));
        });
    }
    std::vector<OperationMessage> messages(OperationId id) { return reader->operationMessages(id).value(); }
    void expectCountersMatch()
    {
        const auto all = reader->allMailboxes().value();
        for (const MailboxRecord &mailbox : all) {
            int total = 0, unread = 0, pending = 0;
            for (const MessageRow &shownRow : rowsOf(mailbox.id)) {
                ++total;
                unread += (shownRow.flags & FlagSeen) == 0;
                pending += shownRow.pending;
            }
            EXPECT_EQ(mailbox.total, total) << mailbox.wireName;
            EXPECT_EQ(mailbox.unread, unread) << mailbox.wireName;
            EXPECT_EQ(mailbox.pending, pending) << mailbox.wireName;
        }
    }
    ChangeSet changes()
    {
        const std::scoped_lock guard(mutex);
        return lastChanges;
    }

    TemporaryFolder folder;
    std::unique_ptr<Store> store;
    std::unique_ptr<StoreReader> reader;
    std::mutex mutex;
    ChangeSet lastChanges;
};

using Texts = std::vector<std::string>;

} // namespace tern::store
