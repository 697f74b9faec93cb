// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreWriter.h"

namespace tern::outbox {

/// Writes an item that the server has taken, with everything that follows from it, in one transaction: its draft is discarded, the
/// answered or forwarded message gets its flag (as a pending operation), the recipients are remembered for completion.
/// The copy for Sent is still to be saved, unless the provider keeps one or `copyFound`.
/// Thread: store.
[[nodiscard]] Result<void> recordAcceptance(store::StoreWriter &writer, store::OutboxRecord item, bool copyFound);

/// Writes an item as it is now. Errors: NotFound when it went another way meanwhile (a person cancelled it or chose another time, its account was removed).
/// Thread: store.
[[nodiscard]] Result<void> keepItem(store::StoreWriter &writer, const store::OutboxRecord &item);

/// Writes what a try or a look brought: one of the two.
/// Thread: store.
[[nodiscard]] Result<void> recordItem(store::StoreWriter &writer, const store::OutboxRecord &item, bool copyFound = false);

} // namespace tern::outbox
