// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"

#include <mutex>
#include <vector>

namespace tern {

/// Tells all connections at once that the network may not be what it was (another one, a wake from sleep). A connection that was told so waits
/// seconds instead of minutes for its peer, until the peer was heard again: a path that is gone says nothing.
/// Thread: any. Outlives the connections.
class NetworkSignal final {
public:
    void changed();

    /// One connection's ear.
    class Listener final {
    public:
        /// \param signal  may be null: then nothing is ever heard.
        explicit Listener(NetworkSignal *signal);
        ~Listener();
        Listener(const Listener &) = delete;
        Listener &operator=(const Listener &) = delete;
        /// Readable after changed(), until take(); -1 without a signal.
        [[nodiscard]] int fd() const { return m_signal ? m_wake.fd() : -1; }
        /// \return whether something was told since the last call
        bool take();

    private:
        friend class NetworkSignal;
        NetworkSignal *m_signal;
        WakeFd m_wake;
        std::atomic<bool> m_told{false};
    };

private:
    std::mutex m_mutex;
    std::vector<Listener *> m_listeners;
};

} // namespace tern
