// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/rows/RowListModel.h"

namespace tern::ui {

enum OutboxAction { RetryOutbox = 1, CancelOutbox, EditOutbox, OutboxArrived, OutboxSendAgain, RescheduleOutbox, ShowJourney };

/// How a message in the Outbox is shown: state in words, reason, a result for each recipient, what one can do.
[[nodiscard]] RowData outboxRow(const store::OutboxRecord &item, UnixMillis now);

} // namespace tern::ui
