// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/RenamedElsewhere.h"

#include "core/mime/ListingHeaders.h"
#include "core/store/Hashes.h"

#include <algorithm>
#include <map>
#include <set>

namespace tern::sync {
namespace {

constexpr std::size_t kMostNew = 200;       // more new ones at once are no rename
constexpr std::size_t kSample = 20;         // messages whose Message-IDs are compared

/// What is known here of a mailbox that is gone.
struct Gone {
    store::MailboxRecord record;
    std::map<Uid, std::int64_t> hashes;     ///< of its messages' Message-IDs; 0: none
};

/// The Message-IDs of a listing, hashed as the store does.
class HashSink final : public imap::ListingSink {
public:
    void message(imap::ListedMessage &message) override
    {
        const std::string id = mime::parseListingHeaders(message.headerBlock).messageId;
        hashes[message.uid] = id.empty() ? 0 : store::hashHeaderId(id);
    }
    std::map<Uid, std::int64_t> hashes;
};

Result<std::vector<Gone>> goneFrom(store::StoreReader &reader, AccountId account, const std::set<std::string> &listed, std::set<std::string> &known)
{
    auto records = reader.mailboxes(account);
    if (!records)
        return std::move(records).error();
    std::vector<Gone> gone;
    for (store::MailboxRecord &record : *records) {
        known.insert(record.wireName);
        if (!listed.contains(record.wireName) && record.selectable && record.uidValidity.value > 0)
            gone.push_back({std::move(record), {}});
    }
    return gone;
}

Result<void> readHashes(store::StoreReader &reader, Gone &gone)
{
    auto placements = reader.serverPlacements(gone.record.id);
    if (!placements)
        return placements.error();
    for (const store::ServerPlacement &placement : *placements)
        gone.hashes[placement.uid] = placement.headerHash;
    return {};
}

/// The newest and the oldest of those that are there and known.
std::vector<Uid> sampleOf(const std::vector<Uid> &uids)
{
    std::vector<Uid> sample;
    for (std::size_t i = 0; i < uids.size(); ++i) {
        if (i < kSample / 2 || i + kSample / 2 >= uids.size())
            sample.push_back(uids[i]);
    }
    return sample;
}

/// Whether the selected mailbox can only be this one.
Result<bool> holdsTheSame(imap::ImapSession &session, const Gone &gone)
{
    auto there = session.uidsOf(imap::UidSet::all());
    if (!there)
        return std::move(there).error();
    std::vector<Uid> both;
    for (const Uid uid : there->uids()) {
        if (uid >= gone.record.uidNext)
            continue;
        if (!gone.hashes.contains(uid))
            return false;
        both.push_back(uid);
    }
    if (both.empty() || both.size() * 2 < gone.hashes.size())
        return false;
    const std::vector<Uid> sample = sampleOf(both);
    HashSink sink;
    if (auto listed = session.fetchListing(imap::UidSet::of(sample), sink); !listed)
        return listed.error();
    bool told = false;
    for (const Uid uid : sample) {
        const auto found = sink.hashes.find(uid);
        if (found == sink.hashes.end() || found->second != gone.hashes.at(uid))
            return false;
        told = told || found->second != 0;
    }
    return told;
}

/// Those among `gone` that the selected mailbox may be.
Result<std::vector<MailboxId>> candidatesFor(imap::ImapSession &session, store::StoreReader &reader, const imap::SelectResult &selected, std::vector<Gone> &gone)
{
    std::vector<MailboxId> candidates;
    for (Gone &one : gone) {
        if (selected.uidValidity != one.record.uidValidity || selected.uidNext.value_or(Uid{}) < one.record.uidNext)
            continue;
        if (!selected.mailboxId.empty() && !one.record.objectId.empty()) {
            if (selected.mailboxId == one.record.objectId)
                return std::vector{one.record.id};
            continue;
        }
        if (one.hashes.empty()) {
            if (auto read = readHashes(reader, one); !read)
                return read.error();
        }
        auto same = holdsTheSame(session, one);
        if (!same)
            return same.error();
        if (*same)
            candidates.push_back(one.record.id);
    }
    return candidates;
}

} // namespace

Result<std::vector<RenamedMailbox>> findRenamed(imap::ImapSession &session, store::StoreReader &reader, AccountId account, const std::vector<imap::ListEntry> &entries)
{
    std::set<std::string> listed;
    for (const imap::ListEntry &entry : entries)
        listed.insert(entry.wireName);
    std::set<std::string> known;
    auto gone = goneFrom(reader, account, listed, known);
    if (!gone)
        return gone.error();
    std::vector<std::string> fresh;
    for (const imap::ListEntry &entry : entries) {
        if (entry.selectable && !known.contains(entry.wireName))
            fresh.push_back(entry.wireName);
    }
    std::vector<RenamedMailbox> renamed;
    if (gone->empty() || fresh.empty() || fresh.size() > kMostNew)
        return renamed;
    // STATUS of all first, in one round trip: only those that may be one are opened.
    auto statuses = session.statuses(fresh);
    if (!statuses)
        return statuses.error();
    std::map<MailboxId, std::vector<std::string>> names;
    bool opened = false;
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        const auto &status = (*statuses)[i];
        const auto may = [&](const Gone &one) { return status && status->uidValidity == one.record.uidValidity; };
        if (std::none_of(gone->begin(), gone->end(), may))
            continue;
        imap::SelectOptions options;
        options.readOnly = true;
        opened = true;
        auto selected = session.select(fresh[i], options);
        if (!selected && session.isUsable())
            continue;
        if (!selected)
            return selected.error();
        auto candidates = candidatesFor(session, reader, *selected, *gone);
        if (!candidates && session.isUsable())
            continue;
        if (!candidates)
            return candidates.error();
        if (candidates->size() == 1)
            names[candidates->front()].push_back(fresh[i]);
    }
    if (opened) {
        if (auto closed = session.unselect(); !closed)
            return closed.error();
    }
    for (const auto &[mailbox, found] : names) {
        if (found.size() == 1)
            renamed.push_back({mailbox, found.front()});
    }
    return renamed;
}

} // namespace tern::sync
