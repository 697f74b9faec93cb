// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MailPlan.h"

#include "core/net/imap/MailboxName.h"
#include "core/sync/KeptMail.h"
#include "core/sync/Roles.h"

#include <map>
#include <set>

namespace tern::engine {
namespace {

using store::MailboxRecord;
using store::MailboxRole;

QString usualName(MailboxRole role)
{
    switch (role) {
    case MailboxRole::Archive: return QStringLiteral("Archive");
    case MailboxRole::Junk: return QStringLiteral("Junk");
    case MailboxRole::Trash: return QStringLiteral("Trash");
    case MailboxRole::Sent: return QStringLiteral("Sent");
    case MailboxRole::Drafts: return QStringLiteral("Drafts");
    default: return {};
    }
}

const MailboxRecord *byPath(const std::vector<MailboxRecord> &mailboxes, const QString &path)
{
    const auto found = std::find_if(mailboxes.begin(), mailboxes.end(), [&](const MailboxRecord &one) { return one.path == path; });
    return found == mailboxes.end() ? nullptr : &*found;
}

Error badPath(const QString &path)
{
    return makeError(ErrorKind::InvalidInput, "engine.mailbox", path.toStdString());
}

} // namespace

Result<std::vector<Selection>> splitSelection(store::StoreReader &reader, std::span<const PlacementId> placements)
{
    auto rows = reader.shownPlacements(placements);
    if (!rows)
        return rows.error();
    std::vector<Selection> selections;
    std::map<std::pair<AccountId, MailboxId>, std::size_t> places;
    for (const store::ShownPlacement &row : *rows) {
        const auto [place, isNew] = places.emplace(std::pair(row.account, row.mailbox), selections.size());
        if (isNew)
            selections.push_back({row.account, row.mailbox, {}, {}, {}});
        Selection &selection = selections[place->second];
        selection.placements.push_back(row.placement);
        selection.messages.push_back(row.message);
        selection.flags.push_back(row.flags);
    }
    return selections;
}

Result<MailboxId> mailboxOfRole(store::StoreWriter &writer, AccountId account, MailboxRole role)
{
    auto found = writer.reader().mailboxByRole(account, role);
    if (!found)
        return found.error();
    if (*found)
        return (*found)->id;
    auto mailboxes = writer.reader().mailboxes(account);
    if (!mailboxes)
        return mailboxes.error();
    const QString name = usualName(role);
    if (mailboxes->empty() || name.isEmpty())
        return makeError(ErrorKind::MailboxMissing, "engine.role", name.toStdString());
    if (const MailboxRecord *sameName = byPath(*mailboxes, name); sameName && sameName->selectable)
        return sameName->id;
    auto made = makeMailbox(writer, account, name, role);
    if (!made)
        return made.error();
    return made->mailbox;
}

Result<MailboxId> archiveOf(store::StoreWriter &writer, AccountId account)
{
    auto owner = writer.reader().account(account);
    if (!owner)
        return owner.error();
    auto all = writer.reader().mailboxByRole(account, MailboxRole::All);
    if (!all)
        return all.error();
    const bool isChosen = owner->roles.contains(std::string(sync::roleName(MailboxRole::Archive)));
    if (*all && (*all)->isLabel && !isChosen)
        return (*all)->id;
    return mailboxOfRole(writer, account, MailboxRole::Archive);
}

Result<std::vector<PlacementId>> toArchive(store::StoreReader &reader, std::span<const PlacementId> placements)
{
    auto selections = splitSelection(reader, placements);
    if (!selections)
        return selections.error();
    std::vector<PlacementId> taken;
    std::set<PlacementId> seen;
    const auto take = [&](PlacementId placement) {
        if (seen.insert(placement).second)
            taken.push_back(placement);
    };
    for (const Selection &selection : *selections) {
        auto mailbox = reader.mailbox(selection.mailbox);
        if (!mailbox)
            return mailbox.error();
        const MailboxRole role = mailbox->role;
        if (!mailbox->isLabel || role == MailboxRole::Inbox || role == MailboxRole::Trash || role == MailboxRole::Junk) {
            std::ranges::for_each(selection.placements, take);
            continue;
        }
        auto inbox = reader.mailboxByRole(selection.account, MailboxRole::Inbox);
        if (!inbox)
            return inbox.error();
        for (const MessageId message : *inbox ? selection.messages : std::vector<MessageId>()) {
            auto rows = shownIn(reader, (*inbox)->id, message);
            if (!rows)
                return rows.error();
            for (const store::MessageRow &row : *rows)
                take(row.placement);
        }
    }
    return taken;
}

Result<bool> keepsWhatMoves(store::StoreReader &reader, MailboxId source, MailboxId target)
{
    auto from = reader.mailbox(source);
    if (!from)
        return from.error();
    if (!from->isLabel || from->role != MailboxRole::All)
        return false;
    auto to = reader.mailbox(target);
    if (!to)
        return to.error();
    return to->account == from->account && to->role != MailboxRole::Trash && to->role != MailboxRole::Junk;
}

Result<std::vector<store::MessageRow>> shownIn(store::StoreReader &reader, MailboxId mailbox, MessageId message)
{
    auto placements = reader.placementsOf(message);
    if (!placements)
        return placements.error();
    auto rows = reader.rows(*placements);
    if (!rows)
        return rows.error();
    std::erase_if(*rows, [&](const store::MessageRow &row) { return row.mailbox != mailbox; });
    return rows;
}

Result<std::string> wireNameFor(const std::vector<MailboxRecord> &mailboxes, const QString &path)
{
    const QStringList levels = path.split(QLatin1Char('/'));
    if (path.isEmpty() || levels.contains(QString()))
        return badPath(path);
    // The longest known ancestor tells prefix and separator; without one, what the others have.
    for (qsizetype known = levels.size() - 1; known > 0; --known) {
        const MailboxRecord *parent = byPath(mailboxes, levels.mid(0, known).join(QLatin1Char('/')));
        if (!parent)
            continue;
        if (parent->delimiter == 0)
            return badPath(path);
        std::string name = parent->wireName;
        for (const QString &level : levels.mid(known)) {
            if (level.contains(QLatin1Char(parent->delimiter)))
                return badPath(path);
            name += parent->delimiter + imap::encodeMailboxName(level);
        }
        return name;
    }
    char delimiter = 0;
    std::string prefix;
    bool allBelowInbox = mailboxes.size() > 1;
    for (const MailboxRecord &mailbox : mailboxes) {
        if (mailbox.space != store::MailboxSpace::Personal)
            continue;
        if (prefix.empty())
            prefix = mailbox.prefix;
        if (mailbox.delimiter != 0)
            delimiter = mailbox.delimiter;
        const bool belowInbox = mailbox.wireName.size() > 6 && imap::isInbox(std::string_view(mailbox.wireName).substr(0, 5)) && mailbox.delimiter != 0 &&
                                mailbox.wireName[5] == mailbox.delimiter;
        allBelowInbox = allBelowInbox && (belowInbox || imap::isInbox(mailbox.wireName));
    }
    if (levels.size() > 1 && delimiter == 0)
        return badPath(path);
    std::string name = prefix;
    if (prefix.empty() && allBelowInbox && delimiter != 0)
        name = std::string("INBOX") + delimiter;
    for (qsizetype i = 0; i < levels.size(); ++i) {
        if (delimiter != 0 && levels[i].contains(QLatin1Char(delimiter)))
            return badPath(path);
        name += (i > 0 ? std::string(1, delimiter) : std::string()) + imap::encodeMailboxName(levels[i]);
    }
    return name;
}

Result<MadeMailbox> makeMailbox(store::StoreWriter &writer, AccountId account, const QString &path, MailboxRole role)
{
    auto mailboxes = writer.reader().mailboxes(account);
    if (!mailboxes)
        return mailboxes.error();
    auto wireName = wireNameFor(*mailboxes, path);
    if (!wireName)
        return wireName.error();
    const bool exists = std::any_of(mailboxes->begin(), mailboxes->end(), [&](const MailboxRecord &one) { return one.wireName == *wireName; });
    if (exists)
        return makeError(ErrorKind::InvalidInput, "engine.mailbox", "exists");
    auto owner = writer.reader().account(account);
    if (!owner)
        return owner.error();
    if (store::isKeptHere(owner->kind)) {
        auto kept = sync::makeKeptMailbox(writer, account, *wireName);
        return kept ? Result<MadeMailbox>(MadeMailbox{{}, *kept}) : Result<MadeMailbox>(kept.error());
    }
    store::NewOperation operation;
    operation.kind = store::OperationKind::CreateMailbox;
    operation.account = account;
    operation.mailboxName = *wireName;
    auto added = writer.addOperation(operation);
    if (!added)
        return added.error();
    MailboxRecord shown;
    shown.account = account;
    shown.wireName = *wireName;
    shown.path = path;
    shown.name = path.section(QLatin1Char('/'), -1);
    shown.parentPath = path.contains(QLatin1Char('/')) ? path.section(QLatin1Char('/'), 0, -2) : QString();
    shown.delimiter = mailboxes->empty() ? '/' : mailboxes->front().delimiter;
    shown.role = role;
    for (const MailboxRecord &mailbox : *mailboxes) {
        const bool isParent = !shown.parentPath.isEmpty() && mailbox.path == shown.parentPath;
        if (isParent || (imap::isInbox(mailbox.wireName) && shown.prefix.empty())) {
            shown.space = mailbox.space;
            shown.isLabel = mailbox.isLabel;
            shown.prefix = mailbox.prefix;
        }
    }
    mailboxes->push_back(shown);
    if (auto written = writer.replaceMailboxes(account, *mailboxes); !written)
        return written.error();
    auto made = writer.reader().mailboxByName(account, *wireName);
    if (!made)
        return made.error();
    if (!*made)
        return makeError(ErrorKind::Internal, "engine.mailbox");
    return MadeMailbox{*added, (*made)->id};
}

} // namespace tern::engine
