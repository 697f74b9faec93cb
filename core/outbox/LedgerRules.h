// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/outbox/Delivery.h"

#include <chrono>

/// The delivery ledger's decisions, as pure functions over one item.
namespace tern::outbox {

/// What is to be done with an item now.
enum class LedgerTask {
    Nothing,        ///< finished, cancelled, or a person decides
    Wait,           ///< due at `dueAt`
    Deliver,
    LookForCopy,    ///< the outcome is unknown: is it in Sent?
    SaveCopy
};
[[nodiscard]] LedgerTask taskFor(const store::OutboxRecord &item, UnixMillis now);

/// Before the first command of a try.
[[nodiscard]] store::OutboxRecord begun(store::OutboxRecord item);
/// Just before the end of the data goes out; kept in the record so that a crash can be told from "never sent".
[[nodiscard]] store::OutboxRecord ending(store::OutboxRecord item);
[[nodiscard]] bool mayHaveGone(const store::OutboxRecord &item);

/// An item found in state Sending when the program starts: Unknown if its data may have gone, else Queued again.
[[nodiscard]] store::OutboxRecord recovered(store::OutboxRecord item);

/// After a try.
[[nodiscard]] store::OutboxRecord settled(store::OutboxRecord item, const DeliveryOutcome &outcome, UnixMillis now);

/// Another message found the server out of reach for this reason: so would this one, which was not tried.
[[nodiscard]] store::OutboxRecord heldBack(store::OutboxRecord item, const Error &reason, UnixMillis now);

/// Unknown: the search for it in Sent is over. `found`: it did arrive.
[[nodiscard]] store::OutboxRecord lookedFor(store::OutboxRecord item, bool found);
/// A person said what happened. \param arrived  false: send it again.
[[nodiscard]] store::OutboxRecord resolved(store::OutboxRecord item, bool arrived);
/// A person wants it tried now. Errors: InvalidInput in a state where that makes no sense.
[[nodiscard]] Result<store::OutboxRecord> retried(store::OutboxRecord item);
/// A person chose another time for what was never tried. \param at  in the past: now. Errors: InvalidInput (it was tried, or is on its way).
[[nodiscard]] Result<store::OutboxRecord> rescheduled(store::OutboxRecord item, UnixMillis at, UnixMillis now);
/// A person doesn't want it sent. With recipients that were reached already, the others are given up. Errors: InvalidInput (on its way or done).
[[nodiscard]] Result<store::OutboxRecord> cancelled(store::OutboxRecord item);

/// Recipients still to be told to the server.
[[nodiscard]] std::vector<std::string> openRecipients(const store::OutboxRecord &item);
/// It was not sent, and is to be.
[[nodiscard]] bool isToBeSent(const store::OutboxRecord &item);
[[nodiscard]] bool isWaitingForPerson(const store::OutboxRecord &item);

/// How long to wait after `attempts` tries that ended with this kind of error.
[[nodiscard]] std::chrono::milliseconds backoff(ErrorKind kind, int attempts);

} // namespace tern::outbox
