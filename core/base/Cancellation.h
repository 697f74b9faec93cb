// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/UniqueFd.h"

#include <atomic>
#include <memory>

namespace tern {

/// A level that can be waited for with poll(): readable from signal() until clear(). An eventfd.
/// Thread: any.
class WakeFd final {
public:
    WakeFd();
    /// For poll(POLLIN).
    [[nodiscard]] int fd() const { return m_fd.get(); }
    void signal();
    void clear();

private:
    UniqueFd m_fd;
};

/// Seen by whatever may have to end early. Cheap to copy. A default-made token never stops.
/// Thread: any.
class StopToken final {
public:
    StopToken() = default;
    [[nodiscard]] bool stopRequested() const { return m_state && m_state->stopped.load(std::memory_order_acquire); }
    /// Readable once stop was requested, for good; -1 for a token that never stops.
    [[nodiscard]] int fd() const { return m_state ? m_state->wake.fd() : -1; }

private:
    friend class StopSource;
    struct State {
        std::atomic<bool> stopped{false};
        WakeFd wake;
    };
    explicit StopToken(std::shared_ptr<State> state) : m_state(std::move(state)) {}
    std::shared_ptr<State> m_state;
};

/// Asks all its tokens to stop, once and for good.
/// Thread: any.
class StopSource final {
public:
    StopSource() : m_state(std::make_shared<StopToken::State>()) {}
    [[nodiscard]] StopToken token() const { return StopToken(m_state); }
    void requestStop();
    [[nodiscard]] bool stopRequested() const { return m_state->stopped.load(std::memory_order_acquire); }

private:
    std::shared_ptr<StopToken::State> m_state;
};

} // namespace tern
