// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/SharedLaneState.h"

namespace tern::sync {

/// A lane's connection: made when needed, dropped when broken, with back-off between tries.
/// Thread: the lane's.
class LaneConnection final {
public:
    LaneConnection(SharedLaneState &shared, LaneKind kind, bool tellsConnectivity)
        : m_shared(shared), m_kind(kind), m_tellsConnectivity(tellsConnectivity)
    {
    }

    /// The session, connecting if there is none. An error leaves a back-off behind.
    [[nodiscard]] Result<imap::ImapSession *> session();
    [[nodiscard]] imap::ImapSession *current() { return m_session && m_session->isUsable() ? m_session.get() : nullptr; }
    /// Call after any error: ends a session that is of no use any more, and begins the back-off. A reference to it lives until the next session().
    void failed(const Error &error);
    void close();
    /// The last session() came to nothing because the other lane has the only connection; the lane's wake is signalled when it is free.
    [[nodiscard]] bool waitsForTurn() const { return m_waitsForTurn; }
    /// Before waiting without a connection: a turn that isn't used must not keep the other lane waiting.
    void giveUpTurn();
    /// The other lane waits for this connection.
    [[nodiscard]] bool isWanted() const { return m_shared.turns.isWanted(m_kind); }
    /// Forgets the back-off, also one that waits for the person.
    void retryNow();
    /// As retryNow(), except for what only the person can mend; asks an existing connection for a sign of life, and drops it without one.
    void networkChanged();
    /// A server was reached, this one or another: the next try comes soon, unless only the person can mend what failed.
    void serverReached();

    /// How long a next try has to wait; 0: now; nullopt: until retryNow().
    [[nodiscard]] std::optional<std::chrono::milliseconds> untilRetry() const;
    [[nodiscard]] bool mayTry() const { return untilRetry() == std::chrono::milliseconds(0); }

    void tell(LaneStatus::State state, LaneStatus::What what, const QString &doing = {}, int done = 0, int total = 0);
    /// Bytes of this lane's connections so far; on the wire they are fewer when compressed.
    struct Traffic {
        std::int64_t received = 0, sent = 0, wireReceived = 0, wireSent = 0;
    };
    [[nodiscard]] Traffic traffic() const;
    [[nodiscard]] const std::optional<Error> &lastError() const { return m_error; }

private:
    void connectivity(Connectivity::State state);
    void backOff(const Error &error);
    void addTraffic(LaneStatus &status) const;
    void end();

    SharedLaneState &m_shared;
    LaneKind m_kind;
    bool m_tellsConnectivity;
    std::unique_ptr<imap::ImapSession> m_session;
    std::unique_ptr<imap::ImapSession> m_ended;    // after failed(), no longer usable
    std::optional<Error> m_error;
    int m_failures = 0;
    bool m_waitsForPerson = false;
    bool m_waitsForTurn = false;
    int m_route = 0;                     // of the session
    std::chrono::steady_clock::time_point m_failedAt;
    std::chrono::steady_clock::time_point m_retryAt;
    Traffic m_before;                    // of sessions that ended
};

} // namespace tern::sync
