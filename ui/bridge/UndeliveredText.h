// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "ui/bridge/ErrorText.h"

#include <optional>
#include <vector>

namespace tern::store {
class StoreReader;
}

namespace tern::ui {

/// What a notice says of mail for which reports came that it was not delivered: its subject, to whom, and why; a count of several. Anybody can write such a report, so
/// the notice says who claims it.
/// \param items  of the ledger; each may stand there several times. \return none if the ledger knows of no failure.
/// Thread: UI; a few small reads.
[[nodiscard]] std::optional<ErrorText> undeliveredText(store::StoreReader &reader, std::vector<OutboxId> items);

} // namespace tern::ui
