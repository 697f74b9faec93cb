// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace tern {

/// Wall time in milliseconds since 1970-01-01 UTC; the unit of every date in the store.
using UnixMillis = std::int64_t;

/// Where time comes from, so that tests can own it.
/// Thread: any.
class Clock {
public:
    virtual ~Clock() = default;
    /// Wall clock; may jump.
    [[nodiscard]] virtual UnixMillis now() const = 0;
    /// Never jumps; for intervals.
    [[nodiscard]] virtual std::chrono::steady_clock::time_point steady() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] UnixMillis now() const override;
    [[nodiscard]] std::chrono::steady_clock::time_point steady() const override;
};

} // namespace tern
