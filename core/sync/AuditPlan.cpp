// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/AuditPlan.h"

#include "core/net/imap/FetchItems.h"
#include "core/sync/ListedRows.h"

#include <algorithm>

namespace tern::sync {
namespace {

using Kind = AuditFinding::Kind;
using Cause = AuditFinding::Cause;

QStringList sorted(QStringList words)
{
    words.sort();
    return words;
}

/// The comparison of one mailbox as it goes through both sides.
class Comparison final {
public:
    Comparison(const AuditHorizon &horizon, MailboxAuditResult &result) : m_horizon(horizon), m_result(result) {}

    void onlyHere(const store::AuditedPlacement &local)
    {
        // Something sent may have taken it away: its operation settles that.
        if (!local.onServer && local.pending)
            return;
        const bool unchanged = m_horizon.knownModSeq.value > 0 && m_horizon.knownModSeq == m_horizon.serverModSeq;
        add(Kind::MissingThere, unchanged || !local.onServer ? Cause::Damaged : Cause::Stale, local.uid, flagWords(local.serverFlags, local.serverKeywords), {});
        m_result.vanished.push_back(local.uid);
    }

    void onlyThere(const imap::MessageFacts &remote)
    {
        m_result.missing.add(remote.uid);
        // The listing is still under way: one line for all that it has not reached.
        if (!m_horizon.fullyListed) {
            ++m_notReached;
            return;
        }
        const Cause cause = remote.uid.value >= m_horizon.uidNext.value ? Cause::Stale : Cause::Damaged;
        add(Kind::MissingHere, cause, remote.uid, {}, flagWords(storeFlags(remote.flags), storeKeywords(remote.flags)));
    }

    void end(std::size_t here, std::size_t there)
    {
        if (m_notReached > 0)
            add(Kind::MissingHere, Cause::Stale, {}, QString::number(here), QString::number(there));
    }

    void both(const store::AuditedPlacement &local, const imap::MessageFacts &remote)
    {
        const auto size = static_cast<std::int64_t>(remote.size.value_or(0));
        ++m_result.held.messages;
        if (local.bodyStored)
            m_result.held.bytes += size;
        if (remote.size && (local.size != size || local.messageSize != size))
            return sizes(local, size);
        flags(local, remote);
        if (!local.foldedRight) {
            add(Kind::Shown, Cause::Damaged, local.uid, place(local) + flagWords(local.flags, local.keywords), {});
            m_result.refold.push_back(local.placement);
        } else if (local.pending) {
            pending(local);
        }
    }

private:
    void add(Kind kind, Cause cause, Uid uid, QString local, QString server)
    {
        AuditFinding finding;
        finding.kind = kind;
        finding.cause = cause;
        finding.uid = uid;
        finding.local = std::move(local);
        finding.server = std::move(server);
        m_result.findings.push_back(std::move(finding));
    }

    static QString place(const store::AuditedPlacement &local) { return local.shownElsewhere.isEmpty() ? QString() : local.shownElsewhere + QLatin1Char(' '); }

    /// A UID stands for one content for ever [RFC 9051 §2.3.1.1]: the row is not that message.
    void sizes(const store::AuditedPlacement &local, std::int64_t size)
    {
        add(Kind::Size, Cause::Damaged, local.uid, QString::number(local.size != size ? local.size : local.messageSize), QString::number(size));
        // What a person asked for it is kept: such a row is listed anew once its operations are through.
        if (!local.pending)
            m_result.wrong.push_back(local.uid);
    }

    void flags(const store::AuditedPlacement &local, const imap::MessageFacts &remote)
    {
        const store::Flags flags = storeFlags(remote.flags);
        const QStringList keywords = storeKeywords(remote.flags);
        const bool same = local.serverFlags == flags && sorted(local.serverKeywords) == sorted(keywords);
        // What was read here after the server's answer left it is newer.
        const bool isOlder = remote.modSeq.value > 0 && local.modSeq > remote.modSeq;
        if ((same && local.onServer) || isOlder)
            return;
        const bool condstore = m_horizon.knownModSeq.value > 0 && remote.modSeq.value > 0;
        const Cause cause = !local.onServer && local.pending                                ? Cause::Pending
            : condstore && remote.modSeq.value <= m_horizon.knownModSeq.value ? Cause::Damaged
                                                                              : Cause::Stale;
        add(Kind::Flags, cause, local.uid, flagWords(local.serverFlags, local.serverKeywords), flagWords(flags, keywords));
        if (cause != Cause::Pending)
            m_result.flags.push_back({local.uid, flags, keywords, remote.modSeq});
    }

    void pending(const store::AuditedPlacement &local)
    {
        if (!local.shownHere)
            add(Kind::Place, Cause::Pending, local.uid, local.shownElsewhere, {});
        if (local.flags != local.serverFlags || sorted(local.keywords) != sorted(local.serverKeywords))
            add(Kind::Flags, Cause::Pending, local.uid, flagWords(local.flags, local.keywords), flagWords(local.serverFlags, local.serverKeywords));
    }

    const AuditHorizon &m_horizon;
    MailboxAuditResult &m_result;
    int m_notReached = 0;
};

} // namespace

QString flagWords(store::Flags flags, const QStringList &keywords)
{
    const std::string list = imap::flagsToWire(wireFlags(flags, keywords));
    return list == "()" ? QStringLiteral("-") : QString::fromStdString(list.substr(1, list.size() - 2));
}

MailboxAuditResult auditMailbox(std::span<const store::AuditedPlacement> local, std::vector<imap::MessageFacts> remote, const AuditHorizon &horizon)
{
    std::stable_sort(remote.begin(), remote.end(), [](const auto &a, const auto &b) { return a.uid < b.uid; });
    MailboxAuditResult result;
    Comparison comparison(horizon, result);
    auto known = local.begin();
    Uid last{0};
    for (const imap::MessageFacts &message : remote) {
        if (message.uid.value == 0 || message.uid == last)
            continue;
        last = message.uid;
        result.held.serverBytes += static_cast<std::int64_t>(message.size.value_or(0));
        for (; known != local.end() && known->uid < message.uid; ++known)
            comparison.onlyHere(*known);
        if (known == local.end() || known->uid != message.uid) {
            comparison.onlyThere(message);
            continue;
        }
        comparison.both(*known, message);
        ++known;
    }
    for (; known != local.end(); ++known)
        comparison.onlyHere(*known);
    comparison.end(local.size(), remote.size());
    return result;
}

} // namespace tern::sync
