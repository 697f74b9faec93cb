// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/EngineImpl.h"

namespace tern::engine {
namespace {

/// Waits for the parts of one syncNow(); the last one to end tells the sum, or the first error.
class Gathering final {
public:
    Gathering(int parts, Completion<SyncSummary> done) : m_left(parts), m_done(std::move(done)), m_since(std::chrono::steady_clock::now()) {}

    void ended(const Result<SyncSummary> &part)
    {
        SyncSummary sum;
        std::optional<Error> error;
        {
            const std::lock_guard lock(m_mutex);
            if (part) {
                m_sum.messages += part->messages;
                m_sum.bodies += part->bodies;
                m_sum.bytesReceived += part->bytesReceived;
                m_sum.wireReceived += part->wireReceived;
                m_sum.commands += part->commands;
            } else if (!m_error) {
                m_error = part.error();
            }
            if (--m_left > 0)
                return;
            m_sum.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_since).count();
            sum = m_sum;
            error = m_error;
        }
        m_done(error ? Result<SyncSummary>(*error) : Result<SyncSummary>(sum));
    }

private:
    std::mutex m_mutex;
    int m_left;
    SyncSummary m_sum;
    std::optional<Error> m_error;
    Completion<SyncSummary> m_done;
    std::chrono::steady_clock::time_point m_since;
};

} // namespace

void EngineImpl::whenIndexed(Completion<void> done)
{
    m_indexer->whenDone(std::move(done));
}

void EngineImpl::syncNow(SyncRequest request, Completion<SyncSummary> done)
{
    if (!m_running)
        return done(m_hub->whyAbsent(request.account));
    const auto accounts = request.account.isValid() ? std::vector{request.account} : m_hub->accounts();
    const bool mailboxes = request.mailboxes || request.bodies || request.replayOperations;
    const auto gathering = std::make_shared<Gathering>(static_cast<int>(accounts.size()) * 2 + 1, std::move(done));
    for (const AccountId account : accounts) {
        // The Outbox first: a copy for Sent is then seen by the sync behind it.
        const auto syncThen = [this, account, request, mailboxes, gathering] {
            if (!mailboxes)
                return gathering->ended(SyncSummary{});
            sync::SyncScope scope;
            scope.mailbox = request.mailbox;
            scope.bodies = request.bodies;
            scope.replayOperations = request.replayOperations;
            scope.progress = request.progress;
            m_hub->syncNow(account, std::move(scope), [gathering](const Result<SyncSummary> &summary) { gathering->ended(summary); });
        };
        if (!request.sendOutbox) {
            gathering->ended(SyncSummary{});
            syncThen();
            continue;
        }
        m_outbox->runPass(account, [gathering, syncThen] {
            gathering->ended(SyncSummary{});
            syncThen();
        });
    }
    gathering->ended(SyncSummary{});
}

} // namespace tern::engine
