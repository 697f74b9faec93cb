// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Clock.h"
#include "core/sync/SyncTypes.h"

#include <array>
#include <mutex>
#include <optional>

namespace tern::sync {

/// Some servers allow an account few connections. Once one is refused while the other lane has one, the two lanes take turns on a single connection.
/// A server may mean it for a while only (another program has the rest): from time to time a second one is tried again, ever more rarely.
/// Thread: any. Nobody waits in here; who has to is woken when it is its turn.
class ConnectionTurns final {
public:
    /// \param most  connections that are known to be allowed (ProviderPreset::connections); 1: a second one is never tried.
    ConnectionTurns(WakeFd &foreground, WakeFd &background, const Clock &clock, int most = 2)
        : m_wakes{&foreground, &background}, m_clock(clock), m_most(most), m_single(most < 2)
    {
    }

    /// Before connecting. False: the other lane has the connection and knows now that it is wanted.
    [[nodiscard]] bool take(LaneKind lane);
    void connected(LaneKind lane);
    /// The connection is closed, or couldn't be made: the other one's turn, if it waits.
    void closed(LaneKind lane);
    /// The server turned a connection away. \return true if that means taking turns from now on
    [[nodiscard]] bool refused(LaneKind lane, const Error &error);
    /// The other lane waits for this one's connection.
    [[nodiscard]] bool isWanted(LaneKind lane) const;
    [[nodiscard]] bool isSingle() const;
    /// Try two connections again.
    void forget();

private:
    static std::size_t index(LaneKind lane) { return lane == LaneKind::Foreground ? 0 : 1; }

    const std::array<WakeFd *, 2> m_wakes;
    const Clock &m_clock;
    const int m_most;
    mutable std::mutex m_mutex;
    bool m_single = false;
    int m_refusals = 0;                                         // in a row
    std::chrono::steady_clock::time_point m_trySecondAt;
    std::optional<std::size_t> m_owner;
    std::array<bool, 2> m_live{};
    std::array<bool, 2> m_waits{};
};

} // namespace tern::sync
