// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <cstdint>
#include <optional>

namespace tern::outbox {

/// What a send lane is doing.
struct LaneState {
    enum class What { Idle, Sending, Appending, BackingOff, Stopped };
    What what = What::Idle;
    QString subject;                ///< of the message on its way
    std::uint64_t done = 0, total = 0;  ///< bytes
    UnixMillis retryAt = 0;         ///< with BackingOff
    std::optional<Error> error;     ///< the last one, until the next success
};

/// Told by the send lanes, on their threads; must return quickly.
class OutboxEvents {
public:
    virtual ~OutboxEvents() = default;
    virtual void laneChanged(AccountId account, const LaneState &state) = 0;
    /// Accepted by the server. `item.reason` names recipients that were refused.
    virtual void sent(const store::OutboxRecord &item) = 0;
    /// Refused for good; the message is kept.
    virtual void failed(const store::OutboxRecord &item) = 0;
    /// Nobody can know whether it arrived; a person decides.
    virtual void unknown(const store::OutboxRecord &item) = 0;
    /// The copy could not be saved in Sent, or a draft not on the server; it is tried again.
    virtual void copyFailed(AccountId account, const QString &subject, const Error &error) = 0;
};

} // namespace tern::outbox
