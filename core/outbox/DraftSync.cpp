// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/DraftSync.h"

#include "core/base/Holding.h"
#include "core/base/Log.h"
#include "core/outbox/LedgerRules.h"

#include <QUuid>

#include <filesystem>

namespace tern::outbox {
namespace {

constexpr std::uint32_t kLookAtNewest = 200;
constexpr std::chrono::minutes kLongestPause{10};
const auto kTagSetting = QStringLiteral("profile.tag");

std::string domainOf(const QString &address)
{
    // The From field may carry a display name: what follows the last @ is the domain, up to what can't be in one.
    std::string domain;
    for (const QChar c : address.section(QLatin1Char('@'), -1)) {
        if (!c.isLetterOrNumber() && c != QLatin1Char('.') && c != QLatin1Char('-'))
            break;
        if (c.unicode() < 128)
            domain += static_cast<char>(c.unicode());
    }
    return domain.empty() ? "localhost.invalid" : domain;
}

std::string idPrefix(const std::string &tag, DraftId draft)
{
    return "tern-draft-" + tag + "-" + std::to_string(draft.value) + "-";
}

} // namespace

DraftSync::Outcome DraftSync::pass(store::StoreReader &reader, bool now, const StopToken &stop)
{
    Outcome outcome;
    auto drafts = reader.drafts();
    if (!drafts)
        return {m_clock.now() + 30'000, drafts.error()};
    for (const store::DraftRecord &draft : *drafts) {
        if (draft.account != m_account || stop.stopRequested())
            continue;
        const bool isBehind = draft.serverVersion < draft.version;
        if (!draft.discarded && !isBehind)
            continue;
        const UnixMillis paused = draft.discarded ? 0 : draft.saved + m_pause.count();
        const UnixMillis due = std::max(paused, m_failures[draft.id].next);
        if (!now && isHeld(due, m_clock.now(), std::max<std::chrono::milliseconds>(m_pause, kLongestPause))) {
            outcome.next = std::min(outcome.next.value_or(due), due);
            continue;
        }
        if (m_tag.empty()) {
            auto tag = reader.setting(kTagSetting);
            if (tag && *tag)
                m_tag = (*tag)->toStdString();
            if (m_tag.empty())
                m_tag = QUuid::createUuid().toString(QUuid::Id128).left(12).toStdString();
            if (!(tag && *tag))
                (void)m_store.writeAndWait([&](store::StoreWriter &writer) { return writer.setSetting(kTagSetting, QString::fromStdString(m_tag)); });
        }
        const auto done = draft.discarded ? withdraw(draft, stop) : upload(reader, draft, stop);
        if (done) {
            m_failures.erase(draft.id);
            continue;
        }
        Failure &failure = m_failures[draft.id];
        ++failure.attempts;
        const bool isRefusal = done.error().retry == Retry::Never || done.error().retry == Retry::AfterUserAction;
        failure.next = m_clock.now() + std::chrono::milliseconds(isRefusal ? kLongestPause : backoff(done.error().kind, failure.attempts)).count();
        outcome.next = std::min(outcome.next.value_or(failure.next), failure.next);
        outcome.error = done.error();
    }
    return outcome;
}

Result<void> DraftSync::upload(store::StoreReader &reader, const store::DraftRecord &draft, const StopToken &stop)
{
    auto role = reader.mailboxByRole(m_account, store::MailboxRole::Drafts);
    const std::string mailbox = role && *role ? (*role)->wireName : std::string("Drafts");
    if (draft.serverMailbox != mailbox) {
        // Noted before the first APPEND: from now on a copy may be there.
        auto noted = m_store.writeAndWait([&](store::StoreWriter &writer) {
            return writer.draftUploaded(draft.id, draft.serverVersion, mailbox, draft.serverUidValidity, draft.serverUid);
        });
        if (!noted)
            return noted;
    }
    const std::string messageId = idPrefix(m_tag, draft.id) + std::to_string(draft.version) + "@" + domainOf(draft.from);
    const auto find = [&](const ServerFolders::Listing &listing) {
        return std::find_if(listing.messages.begin(), listing.messages.end(), [&](const auto &found) { return found.messageId == messageId; });
    };
    auto listing = m_folders.newestMessages(m_account, mailbox, kLookAtNewest, stop);
    if (!listing && listing.error().kind != ErrorKind::MailboxMissing)
        return listing.error();
    if (!listing || find(*listing) == listing->messages.end()) {
        const auto file = m_store.profile() / "tmp" / (messageId.substr(0, messageId.find('@')) + ".eml");
        std::error_code ignored;
        std::filesystem::create_directories(file.parent_path(), ignored);
        auto appended = m_writer(draft, messageId, file.string());
        if (appended)
            appended = m_folders.append(m_account, {mailbox, file.string(), true, true, draft.saved}, stop);
        std::filesystem::remove(file, ignored);
        if (!appended)
            return appended;
        listing = m_folders.newestMessages(m_account, mailbox, kLookAtNewest, stop);
        if (!listing)
            return listing.error();
    }
    const auto mine = find(*listing);
    if (mine == listing->messages.end())
        return makeError(ErrorKind::MessageMissing, "outbox.draft");
    // Earlier copies first: a version that is noted is not looked at again, and a stop in between would leave them there for ever.
    auto removed = removeCopies(draft, mailbox, *listing, messageId, stop);
    if (!removed && removed.error().retry != Retry::Never)
        return removed;
    auto noted = m_store.writeAndWait([&](store::StoreWriter &writer) {
        return writer.draftUploaded(draft.id, draft.version, mailbox, listing->uidValidity, mine->uid);
    });
    return noted ? removed : noted;
}

Result<void> DraftSync::withdraw(const store::DraftRecord &draft, const StopToken &stop)
{
    if (!draft.serverMailbox.empty()) {
        auto listing = m_folders.newestMessages(m_account, draft.serverMailbox, kLookAtNewest, stop);
        if (!listing && listing.error().kind != ErrorKind::MailboxMissing)
            return listing.error();
        if (listing) {
            if (auto removed = removeCopies(draft, draft.serverMailbox, *listing, {}, stop); !removed)
                return removed;
        }
    }
    return m_store.writeAndWait([&](store::StoreWriter &writer) { return writer.forgetDraft(draft.id); });
}

Result<void> DraftSync::removeCopies(const store::DraftRecord &draft, const std::string &mailbox, const ServerFolders::Listing &listing,
                                     const std::string &except, const StopToken &stop)
{
    std::vector<Uid> old;
    const std::string prefix = idPrefix(m_tag, draft.id);
    for (const ServerFolders::Found &found : listing.messages) {
        // The noted one too: a draft begun from another program's copy takes its place.
        const bool isNoted = found.uid == draft.serverUid && listing.uidValidity == draft.serverUidValidity;
        if ((found.messageId.starts_with(prefix) || isNoted) && found.messageId != except)
            old.push_back(found.uid);
    }
    return old.empty() ? Result<void>() : m_folders.remove(m_account, mailbox, listing.uidValidity, old, stop);
}

} // namespace tern::outbox
