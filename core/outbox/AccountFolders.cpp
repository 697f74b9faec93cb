// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/AccountFolders.h"

#include "core/outbox/WireMessage.h"
#include "core/sync/KeptMail.h"

namespace tern::outbox {
namespace {

Result<QByteArray> readWhole(const std::string &file)
{
    auto source = WireMessage::open(file, WireMessage::Bcc::Keep);
    if (!source)
        return source.error();
    QByteArray bytes(static_cast<qsizetype>((*source)->size()), Qt::Uninitialized);
    for (qsizetype at = 0; at < bytes.size();) {
        auto got = (*source)->read(std::span(bytes.data() + at, static_cast<std::size_t>(bytes.size() - at)));
        if (!got)
            return got.error();
        if (*got == 0)
            return makeError(ErrorKind::Io, "outbox.copy", "the file has become shorter");
        at += static_cast<qsizetype>(*got);
    }
    return bytes;
}

} // namespace

Result<bool> AccountFolders::isKept(store::StoreReader &reader, AccountId account) const
{
    auto record = reader.account(account);
    return record ? Result<bool>(store::isKeptHere(record->kind)) : Result<bool>(record.error());
}

Result<ServerFolders::Listing> AccountFolders::newestMessages(AccountId account, const std::string &mailbox, std::uint32_t newest, const StopToken &stop)
{
    auto reader = m_store.openReader();
    if (!reader)
        return reader.error();
    auto kept = isKept(**reader, account);
    if (!kept)
        return kept.error();
    if (!*kept)
        return m_remote.newestMessages(account, mailbox, newest, stop);
    auto record = (*reader)->mailboxByName(account, mailbox);
    if (!record)
        return record.error();
    if (!*record)
        return makeError(ErrorKind::MailboxMissing, "outbox.folder", mailbox);
    auto placements = (*reader)->serverPlacements((*record)->id);
    if (!placements)
        return placements.error();
    std::sort(placements->begin(), placements->end(), [](const auto &a, const auto &b) { return a.uid < b.uid; });
    Listing listing;
    listing.uidValidity = (*record)->uidValidity;
    const std::size_t first = placements->size() > newest ? placements->size() - newest : 0;
    for (std::size_t i = first; i < placements->size(); ++i) {
        auto head = (*reader)->head((*placements)[i].message);
        if (head)
            listing.messages.push_back({(*placements)[i].uid, head->messageIdHeader});
    }
    return listing;
}

Result<void> AccountFolders::append(AccountId account, const Copy &copy, const StopToken &stop)
{
    auto reader = m_store.openReader();
    auto kept = reader ? isKept(**reader, account) : Result<bool>(reader.error());
    if (!kept)
        return kept.error();
    if (!*kept)
        return m_remote.append(account, copy, stop);
    auto bytes = readWhole(copy.file);
    if (!bytes)
        return bytes.error();
    const store::Flags flags = (copy.seen ? store::FlagSeen : 0U) | (copy.draft ? store::FlagDraft : 0U);
    sync::KeptArrival arrival(*bytes, flags, {}, copy.date, m_clock.now());
    return m_store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        if (auto made = sync::makeKeptMailbox(writer, account, copy.mailbox); !made)
            return made.error();
        auto uid = arrival.keep(writer, account, copy.mailbox);
        return uid ? Result<void>() : Result<void>(uid.error());
    });
}

Result<void> AccountFolders::remove(AccountId account, const std::string &mailbox, UidValidity validity, const std::vector<Uid> &uids, const StopToken &stop)
{
    auto reader = m_store.openReader();
    auto kept = reader ? isKept(**reader, account) : Result<bool>(reader.error());
    if (!kept)
        return kept.error();
    if (!*kept)
        return m_remote.remove(account, mailbox, validity, uids, stop);
    return m_store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        auto record = writer.reader().mailboxByName(account, mailbox);
        if (!record)
            return record.error();
        if (!*record || (*record)->uidValidity != validity)
            return makeError(ErrorKind::UidValidityChanged, "outbox.remove", mailbox);
        store::NewOperation expunge;
        expunge.kind = store::OperationKind::Expunge;
        for (const Uid uid : uids) {
            auto placement = writer.reader().serverPlacement((*record)->id, uid);
            if (!placement)
                return placement.error();
            if (*placement)
                expunge.placements.push_back((*placement)->placement);
        }
        if (expunge.placements.empty())
            return {};
        auto added = writer.addOperation(expunge);
        return added || added.error().kind == ErrorKind::NotFound ? Result<void>() : Result<void>(added.error());
    });
}

} // namespace tern::outbox
