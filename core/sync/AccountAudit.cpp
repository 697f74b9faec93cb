// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/AccountAudit.h"

#include "core/base/Log.h"
#include "core/sync/FolderList.h"
#include "core/sync/MailboxSync.h"

#include <algorithm>
#include <map>

namespace tern::sync {
namespace {

using Kind = AuditFinding::Kind;
using Cause = AuditFinding::Cause;

constexpr int kMostAttempts = 5;              // a replay came between that often
constexpr std::size_t kBatch = 5'000;         // rows a transaction

QString countWords(const store::AuditedMailbox::Counts &counts)
{
    return QStringLiteral("%1 total, %2 unread, %3 pending").arg(counts.total).arg(counts.unread).arg(counts.pending);
}

/// Whether an operation that waits makes, removes or renames this mailbox.
bool isChangedByOperation(const std::vector<store::OperationRecord> &operations, AccountId account, const std::string &wireName)
{
    using store::OperationKind;
    return std::any_of(operations.begin(), operations.end(), [&](const store::OperationRecord &operation) {
        const bool ofMailboxes = operation.kind == OperationKind::CreateMailbox || operation.kind == OperationKind::DeleteMailbox
            || operation.kind == OperationKind::RenameMailbox;
        return ofMailboxes && operation.account == account && (operation.mailboxName == wireName || operation.newMailboxName == wireName);
    });
}

template <typename T, typename Work>
Result<void> inBatches(store::Store &store, const std::vector<T> &all, Work work)
{
    for (std::size_t at = 0; at < all.size(); at += kBatch) {
        const auto piece = std::span(all).subspan(at, std::min(kBatch, all.size() - at));
        if (auto written = store.writeAndWait([&](store::StoreWriter &writer) { return work(writer, piece); }); !written)
            return written;
    }
    return {};
}

} // namespace

void AccountAudit::tell(AuditFinding finding, const store::MailboxRecord &mailbox) const
{
    finding.account = m_context.account.id;
    finding.mailbox = mailbox.id;
    finding.folder = mailbox.path;
    m_context.scope.found(finding);
}

Result<void> AccountAudit::run(MailboxId only)
{
    AuditScope &scope = m_context.scope;
    if (!only.isValid() && !scope.foldersCompared) {
        if (auto compared = compareFolders(); !compared)
            return compared;
        scope.foldersCompared = true;
    }
    auto mailboxes = m_context.reader.mailboxes(m_context.account.id);
    if (!mailboxes)
        return std::move(mailboxes).error();
    AuditProgress progress;
    progress.total = static_cast<std::int64_t>(mailboxes->size());
    for (const store::MailboxRecord &mailbox : *mailboxes) {
        if (scope.stop.stopRequested())
            return makeError(ErrorKind::Cancelled, "sync.audit");
        progress.folder = mailbox.path;
        if (scope.progress)
            scope.progress(progress);
        ++progress.done;
        const bool wanted = mailbox.selectable && (!only.isValid() || mailbox.id == only) && !scope.finished.contains(mailbox.id);
        if (!wanted)
            continue;
        auto audited = auditOne(mailbox);
        if (!audited && (!m_session.isUsable() || audited.error().kind == ErrorKind::Cancelled))
            return audited;
        if (!audited)
            logInfo("sync", "audit of " + mailbox.wireName + ": " + audited.error().toString());
        else
            scope.finished.insert(mailbox.id);
    }
    // Whoever comes next may want to write.
    return m_session.unselect();
}

Result<void> AccountAudit::compareFolders()
{
    auto entries = m_session.list(false);
    if (!entries)
        return std::move(entries).error();
    auto mailboxes = m_context.reader.mailboxes(m_context.account.id);
    if (!mailboxes)
        return std::move(mailboxes).error();
    auto operations = m_context.reader.operations();
    if (!operations)
        return std::move(operations).error();
    std::map<std::string, store::MailboxRecord> here;
    for (store::MailboxRecord &mailbox : *mailboxes)
        here.emplace(mailbox.wireName, mailbox);
    std::vector<std::pair<AuditFinding, store::MailboxRecord>> findings;
    const auto note = [&](Kind kind, const store::MailboxRecord &mailbox) {
        const bool waits = isChangedByOperation(*operations, m_context.account.id, mailbox.wireName);
        AuditFinding finding;
        finding.kind = kind;
        finding.cause = waits ? Cause::Pending : Cause::Stale;
        (kind == Kind::FolderMissingHere ? finding.server : finding.local) = QString::fromStdString(mailbox.wireName);
        findings.emplace_back(std::move(finding), mailbox);
    };
    for (const imap::ListEntry &entry : *entries) {
        if (here.erase(entry.wireName) > 0)
            continue;
        store::MailboxRecord unknown;
        unknown.wireName = entry.wireName;
        unknown.path = QString::fromStdString(entry.wireName);
        note(Kind::FolderMissingHere, unknown);
    }
    for (const auto &[name, mailbox] : here)
        note(Kind::FolderMissingThere, mailbox);
    const bool repairs = m_context.scope.repair && !findings.empty();
    if (repairs) {
        if (auto listed = syncFolderList(m_session, m_context.store, m_context.reader, m_context.account); !listed)
            return std::move(listed).error();
    }
    for (auto &[finding, mailbox] : findings) {
        finding.repaired = repairs && finding.cause != Cause::Pending;
        tell(std::move(finding), mailbox);
    }
    return {};
}

Result<void> AccountAudit::auditOne(const store::MailboxRecord &mailbox)
{
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        imap::SelectOptions options;
        options.readOnly = true;
        auto selected = m_session.select(mailbox.wireName, options);
        if (!selected)
            return std::move(selected).error();
        const bool isUnlisted = mailbox.uidValidity.value == 0;
        if (isUnlisted || selected->uidValidity != mailbox.uidValidity) {
            AuditFinding finding;
            finding.kind = isUnlisted ? Kind::MissingHere : Kind::UidValidity;
            finding.local = QString::number(isUnlisted ? 0 : mailbox.uidValidity.value);
            finding.server = QString::number(isUnlisted ? selected->exists : selected->uidValidity.value);
            finding.repaired = m_context.scope.repair;
            m_context.scope.compared += selected->exists;
            if (m_context.scope.repair) {
                if (auto synced = syncAgain(mailbox); !synced)
                    return synced;
            }
            if (!isUnlisted || selected->exists > 0)
                tell(std::move(finding), mailbox);
            return {};
        }
        auto done = compareMessages(mailbox, *selected);
        if (!done)
            return std::move(done).error();
        if (*done)
            return {};
    }
    return makeError(ErrorKind::ServerBusy, "sync.audit", "operations came between again and again");
}

/// \return false if a replay or the other lane came between: what was read may be old.
Result<bool> AccountAudit::compareMessages(const store::MailboxRecord &mailbox, const imap::SelectResult &selected)
{
    const auto ticket = m_context.gate.ticket(mailbox.id);
    std::vector<imap::MessageFacts> remote;
    if (selected.exists > 0) {
        auto fetched = m_session.fetchFacts(imap::UidSet::all());
        if (!fetched)
            return std::move(fetched).error();
        remote = std::move(*fetched);
    }
    const auto compared = static_cast<std::int64_t>(remote.size());
    auto current = m_context.reader.mailbox(mailbox.id);
    auto local = m_context.reader.auditMailbox(mailbox.id);
    if (!current || !local)
        return current ? std::move(local).error() : std::move(current).error();
    const AuditHorizon horizon{current->uidNext, current->highestModSeq, selected.highestModSeq, current->fullyListed};
    MailboxAuditResult result = auditMailbox(local->placements, std::move(remote), horizon);
    if (local->shown != local->counted) {
        AuditFinding finding;
        finding.kind = Kind::Counts;
        finding.cause = Cause::Damaged;
        finding.local = countWords(local->shown);
        finding.server = countWords(local->counted);
        result.findings.push_back(std::move(finding));
    }
    if (!m_context.gate.isLatest(ticket))
        return false;
    if (m_context.scope.repair && !result.findings.empty()) {
        auto repaired = repair(mailbox, ticket, result);
        if (!repaired || !*repaired)
            return repaired;
    }
    m_context.scope.compared += compared;
    m_context.scope.held += result.held;
    for (AuditFinding &finding : result.findings) {
        const bool isKept = finding.cause == Cause::Pending
            || (finding.kind == Kind::Size && std::find(result.wrong.begin(), result.wrong.end(), finding.uid) == result.wrong.end());
        finding.repaired = m_context.scope.repair && !isKept;
        tell(std::move(finding), mailbox);
    }
    return true;
}

/// \return false if a replay or the other lane came between and nothing, or not all, was written.
Result<bool> AccountAudit::repair(const store::MailboxRecord &mailbox, const ReplayGate::Ticket &ticket, const MailboxAuditResult &result)
{
    store::Store &store = m_context.store;
    bool valid = true;
    auto dropped = store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        valid = m_context.gate.isLatest(ticket);
        if (!valid)
            return {};
        m_context.gate.wrote(ticket, imap::UidSet::of(result.vanished));
        if (auto gone = writer.applyVanished(mailbox.id, result.vanished); !gone)
            return gone;
        return writer.dropRows(mailbox.id, result.wrong);
    });
    if (!dropped)
        return std::move(dropped).error();
    auto flagged = inBatches(store, result.flags, [&](store::StoreWriter &writer, std::span<const store::FlagUpdate> piece) -> Result<void> {
        valid = valid && m_context.gate.isLatest(ticket);
        imap::UidSet touched;
        for (const store::FlagUpdate &update : piece)
            touched.add(update.uid);
        if (valid)
            m_context.gate.wrote(ticket, touched);
        return valid ? writer.applyFlags(mailbox.id, piece) : Result<void>();
    });
    if (!flagged)
        return std::move(flagged).error();
    if (!valid)
        return false;
    auto refolded = inBatches(store, result.refold, [](store::StoreWriter &writer, std::span<const PlacementId> piece) { return writer.refold(piece); });
    if (!refolded)
        return std::move(refolded).error();
    imap::UidSet toList = result.missing;
    for (const Uid uid : result.wrong)
        toList.add(uid);
    if (!toList.isEmpty()) {
        MailboxSync sync(m_session, {store, m_context.reader, m_context.gate, m_context.clock, {}});
        auto listed = sync.listAgain(mailbox.id, toList);
        if (!listed || !*listed)
            return listed;
    }
    auto counted = store.writeAndWait([&](store::StoreWriter &writer) { return writer.recount(mailbox.id); });
    if (!counted)
        return std::move(counted).error();
    return true;
}

Result<void> AccountAudit::syncAgain(const store::MailboxRecord &mailbox)
{
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        MailboxSync sync(m_session, {m_context.store, m_context.reader, m_context.gate, m_context.clock, {}});
        auto outcome = sync.run(mailbox);
        if (!outcome)
            return std::move(outcome).error();
        if (!outcome->again)
            break;
    }
    return {};
}

} // namespace tern::sync
