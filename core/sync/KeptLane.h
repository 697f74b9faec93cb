// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/pop3/Pop3Session.h"
#include "core/sync/MaildropTries.h"
#include "core/sync/SharedLaneState.h"

#include <set>

namespace tern::sync {

/// The one lane of an account whose mail is kept here. Thread: its own; run() is the thread.
class KeptLane final {
public:
    explicit KeptLane(SharedLaneState &shared) : m_shared(shared), m_tries(shared.context.clock, visitInterval(shared.account.maildrop)) {}
    void run();

private:
    void step();
    void serve(SyncRequest request);
    void bringInStep();
    /// \return when the next held operation is due; 0: none
    void applyOperations();
    Result<void> applyOne(const store::OperationRecord &operation);
    Result<void> carryAway(const store::OperationRecord &operation);
    void refuse(const store::OperationRecord &operation, const Error &error);
    Result<int> visit();
    Result<std::unique_ptr<pop3::Pop3Session>> connect();
    void visitFailed(const Error &error);
    /// \return whether there may be more
    bool indexSome();
    Result<int> indexAll();
    void rest();
    [[nodiscard]] bool hasMaildrop() const { return m_shared.account.kind == store::AccountKind::Pop3; }
    void tell(LaneStatus::State state, LaneStatus::What what, const QString &doing = {}, int done = 0, int total = 0);

    SharedLaneState &m_shared;
    std::unique_ptr<store::StoreReader> m_reader;
    MaildropTries m_tries;
    bool m_inStep = false;
    bool m_indexed = false;
    UnixMillis m_nextDue = 0;               // of an operation that is held
    bool m_visitedBefore = false;           // what comes now is news
    std::set<std::string> m_refused;        // UIDLs that ended a visit
    std::int64_t m_received = 0, m_sent = 0;
};

} // namespace tern::sync
