// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace tern {

enum class TraceDirection { Client, Server, Note };

/// One line of a live dialogue, secrets already replaced by "[secret]", literals and bodies abbreviated.
struct TraceLine {
    std::int64_t sequence = 0;          ///< set by the sink; grows by one
    std::int64_t connectionId = 0;      ///< unique in the process
    UnixMillis at = 0;
    TraceDirection direction = TraceDirection::Note;
    std::string text;                   ///< without CRLF; may hold any bytes the server sent, at most kMaxTraceText
    std::string account;
    std::string endpoint;               ///< "imap.example.com:993"
    std::string protocol;               ///< "IMAP", "SMTP", "POP3"
};

constexpr std::size_t kMaxTraceText = 400;

/// Takes the lines of all connections.
/// Thread: any; must not block.
class TraceSink {
public:
    virtual ~TraceSink() = default;
    virtual void add(TraceLine line) = 0;
    /// Whether someone looks now; if not, connections summarise bulk sooner.
    [[nodiscard]] virtual bool isWatched() const { return false; }
};

/// Keeps the newest lines, bounded by number and bytes, and tells subscribers.
/// Thread: any.
class TraceRing final : public TraceSink {
public:
    using Subscriber = std::function<void(const TraceLine &)>;

    explicit TraceRing(std::size_t maxLines = 20'000, std::size_t maxBytes = 4'000'000);

    void add(TraceLine line) override;
    [[nodiscard]] bool isWatched() const override { return m_watched.load(std::memory_order_relaxed); }

    /// Oldest first; those after `sequence`.
    [[nodiscard]] std::vector<TraceLine> snapshot(std::int64_t afterSequence = 0) const;
    void clear();

    /// The subscriber is called on the connection's thread, under a lock: hand over and return, don't call back.
    /// \return for unsubscribe().
    int subscribe(Subscriber subscriber);
    /// When it returns the subscriber isn't running and won't run again.
    void unsubscribe(int id);

private:
    const std::size_t m_maxLines;
    const std::size_t m_maxBytes;
    mutable std::mutex m_mutex;
    std::deque<TraceLine> m_lines;
    std::size_t m_bytes = 0;
    std::int64_t m_nextSequence = 1;
    int m_nextSubscriber = 1;
    std::map<int, Subscriber> m_subscribers;
    std::atomic<bool> m_watched{false};
};

} // namespace tern
