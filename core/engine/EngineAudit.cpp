// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Log.h"
#include "core/engine/EngineImpl.h"

namespace tern::engine {

/// One audit on its way: the accounts one after the other, then what is stored, then bodies to be fetched again.
/// Thread: whichever engine thread ended the step before; never two at once.
class EngineImpl::Auditing final : public std::enable_shared_from_this<EngineImpl::Auditing> {
public:
    Auditing(EngineImpl &engine, AuditRequest request, Completion<AuditSummary> done)
        : m_engine(engine), m_request(std::move(request)), m_done(std::move(done))
    {
    }

    void begin()
    {
        // An audit of no account at all would find nothing wrong.
        if (!m_engine.m_running)
            return m_done(m_engine.m_hub->whyAbsent(m_request.account));
        m_accounts = m_request.account.isValid() ? std::vector{m_request.account} : m_engine.m_hub->accounts();
        nextAccount();
    }

private:
    void nextAccount()
    {
        if (m_request.stop.stopRequested())
            return m_done(makeError(ErrorKind::Cancelled, "engine.audit"));
        if (m_next == m_accounts.size())
            return readContent();
        const AccountId account = m_accounts[m_next++];
        m_scope = std::make_shared<sync::AuditScope>();
        m_scope->repair = m_request.repair;
        m_scope->stop = m_request.stop;
        m_scope->found = [self = shared_from_this()](const AuditFinding &finding) { self->found(finding); };
        m_scope->progress = m_request.progress;
        sync::SyncScope scope;
        scope.mailbox = m_request.mailbox;
        scope.replayOperations = false;
        scope.audit = m_scope;
        m_engine.m_hub->syncNow(account, std::move(scope), [self = shared_from_this(), account](const Result<SyncSummary> &outcome) { self->accountEnded(account, outcome); });
    }

    void accountEnded(AccountId account, const Result<SyncSummary> &outcome)
    {
        m_summary.folders += static_cast<std::int64_t>(m_scope->finished.size());
        m_summary.compared += m_scope->compared;
        m_summary.held += m_scope->held;
        m_scope->found = nullptr;    // it holds this object
        if (!outcome && outcome.error().kind == ErrorKind::Cancelled)
            return m_done(outcome.error());
        if (!outcome)
            m_summary.unreachable.emplace_back(account, outcome.error());
        nextAccount();
    }

    void readContent()
    {
        m_engine.m_readers->post([self = shared_from_this()](Result<store::StoreReader *> reader) {
            if (!reader)
                return self->m_done(reader.error());
            self->readContentWith(**reader);
        });
    }

    void readContentWith(store::StoreReader &reader)
    {
        if (!m_request.content) {
            auto totals = reader.totals();
            if (!totals)
                return m_done(totals.error());
            m_summary.messages = totals->messages;
            m_summary.bodies = totals->bodies;
            m_summary.bytesOnDisk = totals->bytesOnDisk;
            return m_done(m_summary);
        }
        auto content = reader.auditContent(m_request.stop, [this](std::int64_t done, std::int64_t total) {
            if (m_request.progress)
                m_request.progress({{}, done, total});
        });
        if (!content)
            return m_done(content.error());
        m_summary.messages = content->messages;
        m_summary.bodies = content->bodies;
        m_summary.bodiesIntact = content->bodiesIntact;
        m_summary.headersIndexed = content->headersIndexed;
        m_summary.textsIndexed = content->textsIndexed;
        m_summary.textsWaiting = content->textsWaiting;
        m_summary.bytesOnDisk = content->bytesOnDisk;
        const bool isSound = content->bodiesLost.empty() && content->headersMissing.empty() && content->textsMissing.empty();
        if (!m_request.repair || isSound)
            return tellContent(reader, *content);
        auto repaired = m_engine.m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            if (auto forgotten = writer.forgetBodies(content->bodiesLost); !forgotten)
                return forgotten;
            return writer.indexAgain(content->headersMissing, content->textsMissing);
        });
        if (!repaired)
            return m_done(repaired.error());
        tellContent(reader, *content);
    }

    void tellContent(store::StoreReader &reader, const store::ContentAudit &content)
    {
        for (const MessageId message : content.bodiesLost)
            tellMessage(reader, message, AuditFinding::Kind::Body, QStringLiteral("body"));
        for (const MessageId message : content.headersMissing)
            tellMessage(reader, message, AuditFinding::Kind::Index, QStringLiteral("header"));
        for (const MessageId message : content.textsMissing)
            tellMessage(reader, message, AuditFinding::Kind::Index, QStringLiteral("text"));
        if (m_request.repair) {
            for (const MessageId message : content.bodiesLost) {
                if (auto row = anyRow(reader, message))
                    m_toFetch.push_back(*row);
            }
        }
        nextBody();
    }

    static std::optional<store::MessageRow> anyRow(store::StoreReader &reader, MessageId message)
    {
        const auto placements = reader.placementsOf(message);
        if (!placements)
            return std::nullopt;
        for (const PlacementId placement : *placements) {
            if (auto row = reader.row(placement); row && *row)
                return **row;
        }
        return std::nullopt;
    }

    void tellMessage(store::StoreReader &reader, MessageId message, AuditFinding::Kind kind, QString what)
    {
        AuditFinding finding;
        finding.kind = kind;
        finding.cause = AuditFinding::Cause::Damaged;
        finding.local = std::move(what);
        finding.repaired = m_request.repair;
        if (const auto row = anyRow(reader, message)) {
            finding.account = row->account;
            finding.mailbox = row->mailbox;
            finding.uid = row->uid.value_or(Uid{});
            if (const auto mailbox = reader.mailbox(row->mailbox))
                finding.folder = mailbox->path;
        }
        found(finding);
    }

    /// One after the other: the lane keeps its order, and a click still comes first.
    void nextBody()
    {
        if (m_toFetch.empty() || m_request.stop.stopRequested())
            return m_done(m_summary);
        const store::MessageRow row = std::move(m_toFetch.back());
        m_toFetch.pop_back();
        m_engine.m_hub->fetchBody(row, [self = shared_from_this()](const Result<void> &fetched) {
            // One that can't be had now counts as not fetched, and is asked for again like any other.
            if (!fetched)
                logInfo("engine", "a body after an audit: " + fetched.error().toString());
            self->nextBody();
        });
    }

    void found(const AuditFinding &finding)
    {
        switch (finding.cause) {
        case AuditFinding::Cause::Pending: ++m_summary.pending; break;
        case AuditFinding::Cause::Stale: ++m_summary.stale; break;
        case AuditFinding::Cause::Damaged: ++m_summary.damaged; break;
        }
        if (finding.repaired)
            ++m_summary.repaired;
        if (m_request.found)
            m_request.found(finding);
    }

    EngineImpl &m_engine;
    const AuditRequest m_request;
    const Completion<AuditSummary> m_done;
    std::vector<AccountId> m_accounts;
    std::size_t m_next = 0;
    std::shared_ptr<sync::AuditScope> m_scope;
    std::vector<store::MessageRow> m_toFetch;
    AuditSummary m_summary;
};

void EngineImpl::audit(AuditRequest request, Completion<AuditSummary> done)
{
    std::make_shared<Auditing>(*this, std::move(request), std::move(done))->begin();
}

} // namespace tern::engine
