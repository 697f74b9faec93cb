// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace tern::test {

/// Which way bytes go.
enum class ProxyWay { ToServer, ToClient };

/// What happens to a connection when its bytes come to a certain place.
struct ProxyFault {
    enum class Kind {
        None,
        Cut,      ///< an orderly end on both sides
        Reset,    ///< RST to both sides
        Stall     ///< nothing more passes this way, the connection stays open
    };
    Kind kind = Kind::None;
    ProxyWay way = ProxyWay::ToClient;
    std::int64_t after = 0;      ///< bytes that pass before it
    bool everyConnection = false; ///< false: bytes of all connections are counted together and it happens once; true: to each, after its own bytes
};

/// Stands between a client and a server on loopback and passes bytes on, late, in small pieces, or up to a point. Never changes one.
/// Thread: any; the bytes pass on a thread of its own.
class FaultProxy final {
public:
    explicit FaultProxy(std::uint16_t serverPort);
    ~FaultProxy();
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;

    /// Where clients connect, on 127.0.0.1.
    [[nodiscard]] std::uint16_t port() const { return m_port; }

    /// Every byte comes this much later, each way. For bytes that come from now on.
    void setDelay(std::chrono::milliseconds delay);
    /// No piece is longer; 0: as they come.
    void setPieces(std::size_t longest);
    /// From now on, counting from here; the earlier fault is forgotten.
    void arm(const ProxyFault &fault);
    /// No fault any more: connections that stalled are reset (a dead one does not come back to life), new ones pass.
    void lift();
    /// Refuses connections and resets those there are.
    void setDown(bool down);
    /// Resets those there are.
    void resetConnections();

    /// How many connections met the fault since arm().
    [[nodiscard]] int struck() const;
    /// Bytes passed since arm(), of all connections.
    [[nodiscard]] std::int64_t passed(ProxyWay way) const;
    /// In how many pieces they passed; a receiver that is late may still read several as one.
    [[nodiscard]] std::int64_t pieces(ProxyWay way) const;
    [[nodiscard]] int connections() const;

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Piece {
        std::string bytes;
        std::size_t gone;              // bytes of it that passed
        Time due;
    };
    /// One way of a connection.
    struct Stream {
        std::deque<Piece> pieces;
        std::size_t waiting = 0;       // bytes in `pieces`
        std::int64_t passed = 0;
        bool ended = false;            // its sender said so
        bool endPassed = false;
        bool stalled = false;
    };
    struct Link {
        UniqueFd client;
        UniqueFd server;
        Stream streams[2];             // by ProxyWay
        bool dead = false;
        [[nodiscard]] UniqueFd &from(ProxyWay way) { return way == ProxyWay::ToServer ? client : server; }
        [[nodiscard]] UniqueFd &to(ProxyWay way) { return way == ProxyWay::ToServer ? server : client; }
    };

    void run();
    void accept();
    void take(Link &link, ProxyWay way);
    void give(Link &link, ProxyWay way, Time now);
    /// How many bytes may pass before the fault; negative: no limit.
    [[nodiscard]] std::int64_t allowance(const Stream &stream, ProxyWay way) const;
    void strike(Link &link, ProxyWay way);
    static void reset(Link &link);

    const std::uint16_t m_serverPort;
    std::uint16_t m_port = 0;
    UniqueFd m_listener;
    WakeFd m_wake;
    mutable std::mutex m_mutex;
    std::list<Link> m_links;
    ProxyFault m_fault;
    std::int64_t m_passed[2] = {0, 0};
    std::int64_t m_pieces[2] = {0, 0};
    int m_struck = 0;
    std::chrono::milliseconds m_delay{0};
    std::size_t m_longest = 0;
    bool m_down = false;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace tern::test
