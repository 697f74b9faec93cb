// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/KeptMail.h"

#include "core/base/Log.h"
#include "core/net/imap/ImapTypes.h"
#include "core/net/imap/MailboxName.h"
#include "core/store/KeptBodies.h"
#include "core/sync/KeptRows.h"
#include "core/sync/ReadableText.h"
#include "core/sync/Roles.h"

#include <algorithm>
#include <set>

namespace tern::sync {
namespace {

constexpr std::size_t kBatch = 500;         // rows listed again in one transaction
constexpr int kMostRounds = 5;              // operations may come between a look and its write

} // namespace

std::vector<store::MailboxRecord> keptMailboxRecords(const store::AccountRecord &account, const std::vector<store::KeptMailbox> &kept,
                                                     const std::vector<std::string> &more)
{
    std::set<std::string> names(more.begin(), more.end());
    for (const store::KeptMailbox &mailbox : kept)
        names.insert(mailbox.wireName);
    std::vector<imap::ListEntry> entries;
    for (const std::string &name : names) {
        imap::ListEntry entry;
        entry.wireName = name;
        entry.delimiter = '/';
        entries.push_back(std::move(entry));
    }
    auto records = mailboxRecords(entries, account.roles);
    for (store::MailboxRecord &record : records)
        record.subscribed = true;
    return records;
}

Result<void> prepareKeptMailboxes(store::StoreWriter &writer, AccountId id)
{
    auto account = writer.reader().account(id);
    auto kept = writer.reader().keptMailboxes(id);
    if (!account || !kept)
        return account ? kept.error() : account.error();
    std::vector<std::string> first;
    if (account->kind == store::AccountKind::Pop3)
        first = kept->empty() ? std::vector<std::string>{"INBOX", "Drafts", "Sent", "Archive", "Junk", "Trash"} : std::vector<std::string>{"INBOX"};
    else if (kept->empty())
        first = {"Trash"};
    return writer.keepMailboxes(id, keptMailboxRecords(*account, *kept, first));
}

Result<MailboxId> makeKeptMailbox(store::StoreWriter &writer, AccountId id, const std::string &wireName)
{
    auto account = writer.reader().account(id);
    auto kept = writer.reader().keptMailboxes(id);
    if (!account || !kept)
        return account ? kept.error() : account.error();
    // Every level above is a folder too.
    std::vector<std::string> names;
    for (auto slash = wireName.find('/'); slash != std::string::npos; slash = wireName.find('/', slash + 1))
        names.push_back(wireName.substr(0, slash));
    names.push_back(wireName);
    if (auto made = writer.keepMailboxes(id, keptMailboxRecords(*account, *kept, names)); !made)
        return made.error();
    auto mailbox = writer.reader().mailboxByName(id, wireName);
    if (!mailbox)
        return mailbox.error();
    return *mailbox ? Result<MailboxId>((*mailbox)->id) : Result<MailboxId>(makeError(ErrorKind::Internal, "sync.kept", wireName));
}

Result<void> renameKeptMailbox(store::StoreWriter &writer, const store::MailboxRecord &mailbox, const std::string &newName)
{
    imap::ListEntry renamed;
    renamed.wireName = newName;
    renamed.delimiter = '/';
    return writer.renameKeptMailbox(mailbox.account, mailbox.wireName, mailboxRecords({renamed}, {}).front());
}

Result<void> removeKeptMailbox(store::StoreWriter &writer, const store::MailboxRecord &mailbox)
{
    if (mailbox.role == store::MailboxRole::Trash || imap::isInbox(mailbox.wireName))
        return makeError(ErrorKind::InvalidInput, "sync.kept", mailbox.wireName);
    store::ListQuery query;
    query.scope = store::InMailbox{mailbox.id};
    auto inside = writer.reader().placements(query);
    if (!inside)
        return inside.error();
    if (!inside->empty()) {
        auto trash = writer.reader().mailboxByRole(mailbox.account, store::MailboxRole::Trash);
        if (!trash)
            return trash.error();
        auto target = *trash ? Result<MailboxId>((*trash)->id) : makeKeptMailbox(writer, mailbox.account, "Trash");
        if (!target)
            return target.error();
        store::NewOperation move;
        move.kind = store::OperationKind::Move;
        move.intent = store::OperationIntent::Delete;
        move.placements = *inside;
        move.target = *target;
        if (auto moved = writer.addOperation(move); !moved)
            return moved.error();
    }
    return writer.removeKeptMailbox(mailbox.account, mailbox.wireName);
}

KeptArrival::KeptArrival(const QByteArray &message, store::Flags flags, const QStringList &keywords, UnixMillis received, UnixMillis now)
    : m_row(keptRow(message, received, flags, keywords, now)), m_body(store::packKeptBody(message)), m_received(received)
{
}

Result<Uid> KeptArrival::keep(store::StoreWriter &writer, AccountId account, const std::string &wireName)
{
    auto kept = writer.keepMessages(account, wireName, std::span(&m_row, 1), std::span(&m_body, 1), std::span(&m_received, 1), {}, false);
    return kept ? Result<Uid>(kept->front()) : Result<Uid>(kept.error());
}

namespace {

/// One round: what is missing is read and listed, what is too much goes, flags are written. \return whether it is in step now.
Result<bool> compareKept(store::Store &store, store::StoreReader &reader, const store::AccountRecord &account, const store::KeptMailbox &kept, UnixMillis now,
                         const StopToken &stop)
{
    auto mailbox = reader.mailboxByName(account.id, kept.wireName);
    auto entries = reader.keptEntries(account.id, kept.wireName);
    if (!mailbox || !entries)
        return mailbox ? entries.error() : mailbox.error();
    if (!*mailbox)
        return false;
    auto listed = reader.serverPlacements((*mailbox)->id);
    if (!listed)
        return listed.error();
    std::set<Uid> there;
    for (const store::ServerPlacement &placement : *listed)
        there.insert(placement.uid);
    std::set<Uid> wanted;
    std::vector<store::FlagUpdate> flags;
    std::vector<store::PreparedRow> rows;
    const auto insert = [&]() -> Result<void> {
        auto written = store.writeAndWait([&](store::StoreWriter &writer) { return writer.insertPrepared((*mailbox)->id, rows, false); });
        rows.clear();
        return written;
    };
    for (const store::KeptEntry &entry : *entries) {
        if (stop.stopRequested())
            return makeError(ErrorKind::Cancelled, "sync.kept");
        wanted.insert(entry.uid);
        if (there.contains(entry.uid)) {
            flags.push_back({entry.uid, entry.flags, entry.keywords, {}});
            continue;
        }
        auto raw = reader.keptContent(account.id, kept.wireName, entry.uid);
        // One that can't be read is listed all the same: it must be seen that it is damaged.
        if (!raw)
            logError("sync", raw.error().toString());
        const QByteArray bytes = raw && *raw ? **raw : QByteArray();
        rows.push_back(keptRow(bytes, entry.received, entry.flags, entry.keywords, now));
        rows.back().uid = entry.uid;
        rows.back().size = entry.size;
        if (rows.size() >= kBatch) {
            if (auto written = insert(); !written)
                return written.error();
        }
    }
    if (auto written = insert(); !written)
        return written.error();
    std::vector<Uid> gone;
    std::set_difference(there.begin(), there.end(), wanted.begin(), wanted.end(), std::back_inserter(gone));
    bool inStep = false;
    auto written = store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        // Read again here, where nothing comes between: what was removed meanwhile is not listed, what came meanwhile is seen by the next round.
        auto current = writer.reader().keptEntries(account.id, kept.wireName);
        if (!current)
            return current.error();
        std::set<Uid> present;
        std::vector<store::FlagUpdate> updates;
        for (const store::KeptEntry &entry : *current) {
            present.insert(entry.uid);
            updates.push_back({entry.uid, entry.flags, entry.keywords, {}});
        }
        std::vector<Uid> vanished = gone;
        for (const Uid uid : wanted) {
            if (!present.contains(uid))
                vanished.push_back(uid);
        }
        if (auto done = writer.applyVanished((*mailbox)->id, vanished); !done)
            return done;
        if (auto done = writer.applyFlags((*mailbox)->id, updates); !done)
            return done;
        auto noted = writer.keptInStep(account.id, kept.wireName);
        if (!noted)
            return noted.error();
        inStep = *noted;
        return {};
    });
    return written ? Result<bool>(inStep) : Result<bool>(written.error());
}

} // namespace

Result<void> bringKeptInStep(store::Store &store, store::StoreReader &reader, const store::AccountRecord &account, UnixMillis now, const StopToken &stop)
{
    if (auto prepared = store.writeAndWait([&](store::StoreWriter &writer) { return prepareKeptMailboxes(writer, account.id); }); !prepared)
        return prepared;
    auto mailboxes = reader.keptMailboxes(account.id);
    if (!mailboxes)
        return mailboxes.error();
    for (const store::KeptMailbox &kept : *mailboxes) {
        if (kept.inStep)
            continue;
        logInfo("sync", account.email.toStdString() + ": what is kept in " + kept.wireName + " is listed again");
        bool inStep = false;
        for (int round = 0; round < kMostRounds && !inStep; ++round) {
            auto compared = compareKept(store, reader, account, kept, now, stop);
            if (!compared)
                return compared.error();
            inStep = *compared;
        }
        if (!inStep)
            logWarning("sync", kept.wireName + " could not be brought in step");
    }
    return {};
}

namespace {

struct Indexed {
    MessageId message;
    ReadableText readable;
};

Result<void> writeTexts(store::Store &store, const std::vector<Indexed> &texts)
{
    if (texts.empty())
        return {};
    return store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        for (const Indexed &one : texts) {
            auto written = writer.storeKeptText(one.message, one.readable.text, one.readable.snippet, one.readable.attachmentNames);
            // Removed meanwhile.
            if (!written && written.error().kind != ErrorKind::NotFound)
                return written;
        }
        return {};
    });
}

} // namespace

Result<int> indexKept(store::Store &store, store::StoreReader &reader, const store::MailboxRecord &mailbox, int batch)
{
    auto missing = reader.withoutBody(mailbox.id, batch, 0);
    if (!missing)
        return missing.error();
    std::vector<Indexed> texts;
    for (const store::MissingBody &placement : *missing) {
        auto raw = reader.keptContent(mailbox.account, mailbox.wireName, placement.uid);
        // What can't be read has no text; it is not tried again and again.
        texts.push_back({placement.message, raw && *raw ? readableText(**raw) : ReadableText{}});
    }
    if (auto written = writeTexts(store, texts); !written)
        return written.error();
    return static_cast<int>(texts.size());
}

Result<void> indexKeptRows(store::Store &store, store::StoreReader &reader, const std::vector<PlacementId> &placements)
{
    std::vector<Indexed> texts;
    for (const PlacementId placement : placements) {
        auto row = reader.row(placement);
        if (!row || !*row || (*row)->bodyStored)
            continue;
        auto raw = reader.content((*row)->message);
        if (raw && *raw)
            texts.push_back({(*row)->message, readableText(**raw)});
    }
    return writeTexts(store, texts);
}

} // namespace tern::sync
